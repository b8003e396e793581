import gradio as gr
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from gradio.routes import App

from tests.ui.owner.owner_parts import CALL, TOKEN, make_routes, open_collection


@pytest.fixture
def collection(tmp_path):
    opened = open_collection(tmp_path / "collection")
    yield opened
    opened.close()


@pytest.fixture
def serve(assets):
    """Makes a client of an application with the owner's page before its own routes."""
    clients = []

    def serve(collection, https=False, root_path=None, **more):
        """With a root path, empty or not, the application is Gradio's own."""
        app = _application(make_routes(collection, assets, **more), root_path)
        scheme = "https" if https else "http"
        client = TestClient(app, base_url=f"{scheme}://page.example", raise_server_exceptions=False)
        clients.append(client)
        return client

    yield serve
    for client in clients:
        client.close()


def _application(routes, root_path):
    if root_path is None:
        return FastAPI(routes=routes)
    with gr.Blocks() as page:
        gr.Markdown("The public page")
    page.root_path = root_path
    return App.create_app(page, app_kwargs={"routes": routes})


@pytest.fixture
def anybody(serve, collection):
    """A client that is not signed in."""
    return serve(collection)


@pytest.fixture
def owner(serve, collection):
    """A client that is, and that calls as our script does."""
    client = serve(collection)
    client.headers.update(CALL)
    assert client.post("/owner/login", json={"token": TOKEN}).status_code == 200
    return client
