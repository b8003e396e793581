"""An owner's pictures join the gallery of the app itself, started with its real settings."""

import sys

import pytest
from PIL import Image

from ssidkd.ui.words import ENGLISH
from tests.browser.conftest import free_port, serving
from tests.page_services import textured

pytestmark = pytest.mark.browser

TITLE = "Our street in April"
PATIENCE = 120_000  # [ms]


@pytest.fixture
def own_url(root, tmp_path):
    """Address of an app whose owner has one picture."""
    folder = tmp_path / "own"
    folder.mkdir()
    Image.fromarray(textured(96, 128, 41)).save(folder / "street.png")
    (folder / "captions.csv").write_text(
        f"file,title,author,licence,source\nstreet.png,{TITLE},The owner,CC0-1.0,\n"
    )
    port = free_port()
    variables = {
        "SSIDKD_EXAMPLES": str(folder),
        "SSIDKD_DATA_DIR": str(tmp_path / "data"),
        "SSIDKD_PORT": str(port),
        "GRADIO_TEMP_DIR": str(tmp_path / "pictures"),
    }
    command = [sys.executable, str(root / "app.py")]
    with serving(command, port, tmp_path / "app.log", **variables) as url:
        yield url


def test_a_picture_of_the_owner_stands_after_the_bundled_ones_with_its_results(browser, own_url):
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(own_url, wait_until="domcontentloaded")
    own = page.locator("#examples").get_by_text(TITLE)
    while not own.count():  # results are made in the background; a new visit sees them
        page.locator(".machine.ready").wait_for()
        page.reload(wait_until="domcontentloaded")
        page.locator("#examples img").first.wait_for()
        page.wait_for_timeout(1000)
    own.click()
    page.locator("#status").get_by_text(TITLE).wait_for()
    for name in ("input", "teacher", "student"):
        script = (
            "name => {const i = document.querySelector(`#pane-${name} .picture img`);"
            "return i.naturalWidth === 128 && i.naturalHeight === 96}"
        )
        page.wait_for_function(script, arg=name)
    assert page.locator("#status").inner_text() == f"{TITLE} · The owner · CC0-1.0"
    assert ENGLISH.compare.niqe in page.locator("#pane-student .measures").inner_text()
    page.close()
