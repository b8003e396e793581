"""What programs can call, with the client that programs use, against a running server."""

import io
import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import numpy as np
import pytest
import torch
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError
from PIL import Image

from ssidkd.core.intake import read_picture
from ssidkd.core.metrics import niqe, psnr_rgb, ssim_y
from ssidkd.core.picture import save_png
from ssidkd.core.rain import PRESETS, add_rain
from ssidkd.core.version import VERSION
from ssidkd.services.calls import CallError
from ssidkd.services.photos import at_most
from ssidkd.services.settings import Settings, SettingsError
from ssidkd.ui.api import sent_file
from ssidkd.ui.batch.programs import ADDRESS, PYTHON, SHELL
from ssidkd.ui.serving import serve
from tests.browser.conftest import SERVER, wait_until_up
from tests.page_services import (
    PIXEL_LIMIT,
    build_services,
    load_tiny,
    make_assets,
    textured,
    tiny_deraining,
)

RAINY = textured(96, 192, seed=5)
PUBLIC = {"/derain", "/score", "/rain"}


@pytest.fixture(scope="module")
def uploads(tmp_path_factory):
    """The folder of the server's uploads and pictures."""
    return tmp_path_factory.mktemp("api") / "pictures"


@pytest.fixture(scope="module")
def server(root, assets, uploads):
    """Address of a page in a process of its own, as `tests.browser` has one."""
    made = uploads.with_name("assets")
    made.mkdir()
    make_assets(made, assets)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"}
    log, url = uploads.with_name("server.log"), f"http://127.0.0.1:{port}/"
    command = [sys.executable, str(SERVER), str(made), str(uploads), str(port)]
    with log.open("w") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        try:
            wait_until_up(url, process, log)
            yield url
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture(scope="module", autouse=True)
def _one_thread():
    """The last bit of a sum depends on the number of threads, and the server has one."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def client(server, tmp_path_factory):
    """A program's client, which downloads what it gets."""
    folder = tmp_path_factory.mktemp("downloads")
    return Client(server, download_files=str(folder), verbose=False, analytics_enabled=False)


@pytest.fixture
def photo(tmp_path):
    save_png(RAINY, tmp_path / "my rain.png")
    return handle_file(str(tmp_path / "my rain.png"))


def test_nothing_else_is_public(server):
    with urllib.request.urlopen(f"{server}gradio_api/info") as answer:
        info = json.load(answer)
    assert info["named_endpoints"].keys() == PUBLIC
    assert info["unnamed_endpoints"] == {}


def test_every_endpoint_names_its_arguments_and_says_what_it_does(server):
    with urllib.request.urlopen(f"{server}gradio_api/info") as answer:
        endpoints = json.load(answer)["named_endpoints"]
    names = {
        name: [parameter["parameter_name"] for parameter in endpoint["parameters"]]
        for name, endpoint in endpoints.items()
    }
    assert names == {
        "/derain": ["file", "model", "full_size"],
        "/score": ["file", "reference"],
        "/rain": ["file", "preset", "seed"],
    }
    assert all(endpoint["description"] for endpoint in endpoints.values())


@pytest.mark.parametrize("model", ["teacher", "student"])
def test_derain_gives_the_librarys_pixels_and_the_facts(client, photo, model):
    path, facts = client.predict(file=photo, model=model, api_name="/derain")
    expected = tiny_deraining().derainer(model).derain(RAINY).derained
    np.testing.assert_array_equal(read_picture(Path(path)).pixels, expected)
    assert facts["niqe_before"] == pytest.approx(niqe(RAINY).value)
    assert facts["niqe_after"] == pytest.approx(niqe(expected).value)
    assert (facts["model"], facts["variant"]) == (model, "tiny")
    assert facts["weights_sha256"] == load_tiny(model).sha256
    assert facts["version"] == VERSION


@pytest.mark.parametrize("full_size", [True, False])
def test_large_pictures_are_made_smaller_unless_told_otherwise(client, tmp_path, full_size):
    large = textured(300, 400, seed=6)
    assert large.shape[0] * large.shape[1] > PIXEL_LIMIT
    save_png(large, tmp_path / "large.png")
    path, facts = client.predict(
        file=handle_file(str(tmp_path / "large.png")), full_size=full_size, api_name="/derain"
    )
    expected = large if full_size else at_most(large, PIXEL_LIMIT)
    assert read_picture(Path(path)).pixels.shape == expected.shape
    assert (facts["width_sent"], facts["height_sent"]) == (400, 300)
    assert (facts["height"], facts["width"]) == expected.shape[:2]


def test_score_gives_niqe_and_with_a_reference_the_rest(client, photo, tmp_path):
    clean = textured(96, 192, seed=7)
    save_png(clean, tmp_path / "clean.png")
    facts = client.predict(file=photo, api_name="/score")
    assert facts == {"niqe": pytest.approx(niqe(RAINY).value), "niqe_reason": None}
    reference = handle_file(str(tmp_path / "clean.png"))
    facts = client.predict(file=photo, reference=reference, api_name="/score")
    assert facts["psnr_rgb"] == pytest.approx(psnr_rgb(RAINY, clean))
    assert facts["ssim_y"] == pytest.approx(ssim_y(RAINY, clean))
    assert facts.keys() == {"niqe", "niqe_reason", "psnr_rgb", "psnr_y", "ssim_rgb", "ssim_y"}


def test_rain_is_the_librarys(client, photo):
    path, facts = client.predict(file=photo, preset="heavy", seed=3, api_name="/rain")
    expected = add_rain(RAINY, PRESETS["heavy"], 3).rainy
    np.testing.assert_array_equal(read_picture(Path(path)).pixels, expected)
    assert (facts["preset"], facts["seed"]) == ("heavy", 3)
    assert facts["rain"]["amount"] == PRESETS["heavy"].amount


@pytest.mark.parametrize(
    ("endpoint", "arguments", "words"),
    [
        ("/derain", {"model": "uncle"}, "no such model"),
        ("/rain", {"preset": "snow"}, "no such rain"),
        ("/rain", {"seed": -1}, "seed must be"),
    ],
)
def test_wrong_arguments_are_answered_with_what_can_be_used(
    client, photo, endpoint, arguments, words
):
    with pytest.raises(AppError, match=words):
        client.predict(file=photo, api_name=endpoint, **arguments)


def test_a_file_that_is_no_picture_is_answered_in_a_sentence(client, tmp_path):
    (tmp_path / "note.jpg").write_text("no picture")
    with pytest.raises(AppError, match="not a picture") as error:
        client.predict(file=handle_file(str(tmp_path / "note.jpg")), api_name="/derain")
    assert str(tmp_path) not in str(error.value)


def call(server, endpoint, *data):
    """Call without the client, which would upload what is named."""
    url = f"{server}gradio_api/call/{endpoint}"
    headers = {"content-type": "application/json"}
    question = urllib.request.Request(url, json.dumps({"data": data}).encode(), headers)
    with urllib.request.urlopen(question, timeout=60) as answer:
        event = json.load(answer)["event_id"]
    with urllib.request.urlopen(f"{url}/{event}", timeout=60) as answer:
        return answer.read().decode()


KINDS = ("outside", "above", "link", "address", "nothing")


def named(kind, uploads, secret):
    """Return what a caller who wants a file that is none of theirs could name."""
    link = uploads / "link.png"
    link.unlink(missing_ok=True)
    link.symlink_to(secret)
    paths = {
        "outside": str(secret),
        "above": str(uploads / ".." / "secret.png"),
        "link": str(link),
        "address": "http://127.0.0.1:9/rain.png",
        "nothing": None,
    }
    return {"path": paths[kind], "meta": {"_type": "gradio.FileData"}}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "address"])
def test_no_file_of_the_server_is_read_but_uploads(server, uploads, tmp_path, kind):
    save_png(RAINY, tmp_path / "secret.png")
    answer = call(server, "score", named(kind, uploads, tmp_path / "secret.png"), None)
    assert "event: error" in answer
    assert str(tmp_path) not in answer


def test_an_address_is_refused_before_anything_could_open_it(server, uploads, tmp_path):
    with pytest.raises(urllib.error.HTTPError) as refusal:
        call(server, "score", named("address", uploads, tmp_path), None)
    assert refusal.value.code == 400


@pytest.mark.parametrize("kind", KINDS)
def test_the_guard_does_not_rely_on_gradio(tmp_path, monkeypatch, kind):
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(uploads))
    save_png(RAINY, tmp_path / "secret.png")
    with pytest.raises(CallError, match="Send the picture as a file"):
        sent_file(named(kind, uploads, tmp_path / "secret.png"))
    save_png(RAINY, uploads / "mine.png")
    assert sent_file({"path": str(uploads / "mine.png")}) == (uploads / "mine.png").resolve()


def test_the_lines_for_the_shell_work(server, tmp_path):
    save_png(RAINY, tmp_path / "rainy.jpg")
    lines = SHELL.replace(ADDRESS, server)
    told = subprocess.run(
        ["bash", "-c", lines], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    data = next(line for line in told.splitlines() if line.startswith("data: "))
    picture, facts = json.loads(data.removeprefix("data: "))
    assert facts["model"] == "student"
    with urllib.request.urlopen(picture["url"]) as answer:
        found = np.asarray(Image.open(io.BytesIO(answer.read())))
    expected = tiny_deraining().derainer("student").derain(RAINY).derained
    np.testing.assert_array_equal(found, expected)


def test_the_lines_for_python_work(server, tmp_path, monkeypatch):
    save_png(RAINY, tmp_path / "rainy.jpg")
    monkeypatch.chdir(tmp_path)
    names = {}
    exec(compile(PYTHON.replace(ADDRESS, server), "lines", "exec"), names)
    assert names["facts"]["model"] == "student"
    assert read_picture(tmp_path / "derained.png").pixels.shape == RAINY.shape


def test_mcp_without_its_package_is_refused_with_what_to_install(assets, tmp_path):
    make_assets(tmp_path, assets)
    services = build_services(tmp_path, tmp_path / "pictures")
    with pytest.raises(SettingsError, match=r"pip install 'gradio\[mcp\]'"):
        serve(services, Settings.from_environment({"SSIDKD_MCP": "yes"}))
