"""Takes the README's screenshots: `python -m tests.browser.take_screenshots ADDRESS FOLDER`.

ADDRESS is that of a running page, as `./run.sh app` prints it. Every tab is taken in light, in dark
and at a phone's width, once it shows its results, as `TAB-KIND.webp`.
"""

import argparse
import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from ssidkd.core.assets import assets_folder
from ssidkd.ui.layout import CHINESE_PATH, TABS
from tests.conftest import CHROMIUM_FLAGS, find_chromium

KINDS = {
    "light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 375, "height": 812}, "color_scheme": "light"},
}
RESULTS = {
    "compare": "#pane-student .picture img",
    "maps": ".maps-plot .js-plotly-plot",
    "finetune": ".finetune-photos img",
    "donate": "#donate-give",
    "lab": "#lab-pane-student:not(.older) img",
    "lessons": ".lessons img",
    "network": "#network-maps .map-grid",
    "results": "#tab-results table",
    "batch": "#batch-archive a",
}
"""What a tab shows when it is done, by its name."""
PATIENCE = 180_000  # [ms]
REST = 2_500  # for pictures and plots to be drawn [ms]
QUALITY = 82


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="of the running page, such as http://127.0.0.1:7860/")
    parser.add_argument("folder", type=Path, help="where the screenshots go")
    parser.add_argument("--tabs", nargs="+", choices=TABS, default=TABS)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        for tab in arguments.tabs:
            for kind in KINDS:
                save(browser, arguments.address, tab, kind, arguments.folder / f"{tab}-{kind}.webp")
        if "compare" in arguments.tabs:
            chinese = f"{arguments.address}{CHINESE_PATH}"
            save(browser, chinese, "compare", "light", arguments.folder / "compare-chinese.webp")
        browser.close()


def save(browser: Browser, address: str, tab: str, kind: str, path: Path):
    """Open a tab in a window of one kind, wait for its results and save the whole page."""
    page = browser.new_page(**KINDS[kind])
    page.goto(f"{address}?tab={tab}", wait_until="domcontentloaded")
    if tab == "batch":
        run_batch(page)
    if tab == "finetune":
        page.locator("#finetune-examples").click(timeout=PATIENCE)
    page.locator(RESULTS[tab]).first.wait_for(timeout=PATIENCE)
    page.wait_for_timeout(REST)
    pixels = page.screenshot(full_page=True)
    Image.open(io.BytesIO(pixels)).convert("RGB").save(path, quality=QUALITY, method=6)
    page.close()


def run_batch(page: Page):
    """Derain three of the examples."""
    pictures = sorted((assets_folder() / "examples").glob("*.jpg"))[:3]
    page.locator("#batch-files input[type=file]").set_input_files(pictures)
    page.locator("#batch-rows tbody tr").nth(2).wait_for(timeout=PATIENCE)
    page.locator("#batch-start").click()


if __name__ == "__main__":
    main()
