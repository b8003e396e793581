"""Fixtures that tests share, and the rule that continuous integration skips no browser test."""

import gc
import os
import random
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
]


def pytest_configure():
    """Keep the page's servers from reporting to anyone."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"


def find_chromium() -> str | None:
    """Return the Chromium that CHROMIUM names, or the first that is installed."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@pytest.fixture(autouse=True, scope="module")
def _collected(request):
    """Collect what test servers leave open at the end of each of their modules.

    Python tells of it with a traceback. Where that falls into the parsing of some other source,
    Python 3.11 fails with "AST constructor recursion depth mismatch".
    """
    yield
    if {"browser", "ui"}.intersection(request.path.parts):
        gc.collect()


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's folder."""
    return ROOT


@pytest.fixture(scope="session")
def assets(root) -> Path:
    """The repository's assets/ folder."""
    return root / "assets"


@pytest.fixture(scope="session")
def shared_data(root) -> Path:
    """The folder shared/ beside the repository; tests that need it are skipped without it."""
    shared = root.parent / "shared"
    if not shared.is_dir():
        pytest.skip("needs the folder shared/ beside the repository")
    return shared


@pytest.fixture(scope="session")
def chromium() -> Path:
    """A Chromium for tests marked `browser`; they are skipped where there is none."""
    found = find_chromium()
    if found is None:
        pytest.skip("needs a Chromium: install Debian's package chromium, or set CHROMIUM")
    return Path(found)


@pytest.fixture(scope="session")
def browser(chromium):
    """A headless Chromium, one for all tests: Playwright cannot be begun twice in a thread."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _seeds():
    random.seed(0)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(0)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    in_ci = os.environ.get("CI", "").lower() in ("1", "true")
    if report.skipped and in_ci and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"CI=true forbids to skip a browser test: {report.longrepr[2]}"
    return report
