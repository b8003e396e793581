import re

import pytest
from fastapi import FastAPI
from gradio.http_server import start_server

from tests.browser.conftest import free_port
from tests.services.collection.store_parts import open_collection
from tests.ui.owner.owner_parts import TOKEN, make_routes

REFUSALS = re.compile(r"Failed to load resource: (.* status of (401|403)|net::ERR_FAILED)")
"""What the browser itself says of an answer that refuses, such as before the login, or of none."""


@pytest.fixture
def collection(tmp_path):
    opened = open_collection(tmp_path / "collection")
    yield opened
    opened.close()


@pytest.fixture
def owner_url(collection, assets):
    """Address of the owner's page, from Gradio's own server in this process."""
    app = FastAPI(routes=make_routes(collection, assets))
    app.get("/")(lambda: "The public page")
    *_, address, server = start_server(app, server_port=free_port())
    yield f"{address}owner/"
    server.close()


@pytest.fixture
def visit(browser, owner_url):
    """Opens the page in a window of its own; anything it complains of fails the test."""
    complaints, contexts = [], []

    def heard(message):
        if message.type in ("error", "warning") and not REFUSALS.match(message.text):
            complaints.append(message.text)

    def visit(path="", width=1280, height=900, sign_in=True, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(owner_url + path)
        if sign_in:
            page.locator("#token").fill(TOKEN)
            page.locator("#token").press("Enter")
            page.locator("#left:not(:empty)").wait_for()
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []
