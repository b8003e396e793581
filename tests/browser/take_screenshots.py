"""Takes the README's screenshots: `python -m tests.browser.take_screenshots ADDRESS FOLDER`.

ADDRESS is that of a running page, as `./run.sh app` prints it. Every tab is taken in light, in dark
and at a phone's width, once it shows its results, as `TAB-KIND.webp`. For Finetune a job is run to
its end, for Donate examples are given to the page's collection, and with `--data`, the page's data
folder, the owner's page is taken too: let that be the folder of a trial.
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
    "finetune": "#finetune-verdict .verdict",
    "donate": "#donate-give:not([disabled])",
    "lab": "#lab-pane-student:not(.older) img",
    "lessons": ".lessons img",
    "network": "#network-maps .map-grid",
    "results": "#tab-results table",
    "batch": "#batch-archive a",
}
"""What a tab shows when it is done, by its name."""
OWNER_KINDS = ("light", "phone")
PATIENCE = 180_000  # [ms]
LEARNING = 1_800_000  # until a finetuning of the least effort ends [ms]
REST = 2_500  # for pictures and plots to be drawn [ms]
QUALITY = 82


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="of the running page, such as http://127.0.0.1:7860/")
    parser.add_argument("folder", type=Path, help="where the screenshots go")
    parser.add_argument("--tabs", nargs="*", choices=TABS, default=TABS)
    parser.add_argument("--data", type=Path, help="data folder of the running page")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        for tab in arguments.tabs:
            take_tab(browser, arguments.address, tab, arguments.folder)
        if arguments.data:
            token = (arguments.data / "owner-token").read_text().strip()
            take_owner(browser, arguments.address, token, arguments.folder)
        browser.close()


def take_tab(browser: Browser, address: str, tab: str, folder: Path):
    """Save a tab in every kind of window."""
    shown = f"{address}?tab={tab}"
    if tab == "finetune":
        shown = finetuned(browser, shown)
    for kind in KINDS:
        take(browser, shown, tab, kind, folder / f"{tab}-{kind}.webp")
    if tab == "compare":
        chinese = f"{address}{CHINESE_PATH}?tab={tab}"
        take(browser, chinese, tab, "light", folder / "compare-chinese.webp")


def take(browser: Browser, address: str, tab: str, kind: str, path: Path):
    """Open a tab in a window of one kind, wait for its results and save the whole page."""
    page = open_page(browser, address, kind)
    if tab == "batch":
        run_batch(page)
    if tab == "donate":
        offer(page, examples()[:3])
    page.locator(RESULTS[tab]).first.wait_for(timeout=PATIENCE)
    save(page, path)
    page.close()


def take_owner(browser: Browser, address: str, token: str, folder: Path):
    """Give the examples in two donations, and save the owner's page with them waiting."""
    for names in (examples()[:3], examples()[3:]):
        page = open_page(browser, f"{address}?tab=donate", "light")
        offer(page, names)
        page.locator(RESULTS["donate"]).click(timeout=PATIENCE)
        page.locator(".donate-done").wait_for(timeout=PATIENCE)
        page.close()
    for kind in OWNER_KINDS:
        page = open_page(browser, f"{address}owner/", kind)
        page.locator("#token").fill(token)
        page.locator("#token").press("Enter")
        page.locator("#grid .card").first.wait_for(timeout=PATIENCE)
        save(page, folder / f"owner-{kind}.webp")
        page.close()


def open_page(browser: Browser, address: str, kind: str) -> Page:
    page = browser.new_page(**KINDS[kind])
    page.goto(address, wait_until="domcontentloaded")
    return page


def save(page: Page, path: Path):
    page.wait_for_timeout(REST)
    pixels = page.screenshot(full_page=True)
    Image.open(io.BytesIO(pixels)).convert("RGB").save(path, quality=QUALITY, method=6)


def examples() -> list[Path]:
    """Return the rainy photos of the page's examples."""
    return sorted((assets_folder() / "examples").glob("*.jpg"))


def run_batch(page: Page):
    """Derain three of the examples."""
    page.locator("#batch-files input[type=file]").set_input_files(examples()[:3])
    page.locator("#batch-rows tbody tr").nth(2).wait_for(timeout=PATIENCE)
    page.locator("#batch-start").click()


def finetuned(browser: Browser, address: str) -> str:
    """Finetune on the examples with the least effort; returns the address of the job."""
    page = open_page(browser, address, "light")
    page.locator("#finetune-examples").click(timeout=PATIENCE)
    page.locator("#finetune-photos li").nth(len(examples()) - 1).wait_for(timeout=PATIENCE)
    page.locator("#finetune-start").click()
    page.wait_for_function("location.search.includes('job=')", timeout=PATIENCE)
    page.locator(RESULTS["finetune"]).wait_for(timeout=LEARNING)
    ended = page.url
    page.close()
    return ended


def offer(page: Page, photos: list[Path]):
    """Choose photos to be given, and agree."""
    page.locator("#donate-files input[type=file]").set_input_files(photos)
    page.locator("#donate-photos li").nth(len(photos) - 1).wait_for(timeout=PATIENCE)
    page.locator("#donate-consent input").check()


if __name__ == "__main__":
    main()
