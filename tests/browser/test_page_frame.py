"""What all tabs share: languages, addresses, first paint, and names for those who cannot see."""

import re

import pytest

from ssidkd.ui.layout import TABS
from ssidkd.ui.words import CHINESE, ENGLISH

pytestmark = pytest.mark.browser

# Gradio 6.31's own on an empty page of its stock components.
BASELINE = {"aria-prohibited-attr", "image-redundant-alt", "color-contrast"}


def chosen(page):
    return page.locator("#tabs [role=tab][aria-selected=true]").first


def test_each_language_says_which_one_it_is_and_leads_to_the_other(open_page, page_url):
    page = open_page()
    assert page.title() == ENGLISH.page.window_title
    assert page.evaluate("document.documentElement.lang") == "en"
    page.locator(".language").click()
    page.wait_for_url(f"{page_url}zh*")
    page.locator("#pane-student .picture img").wait_for()
    page.wait_for_function("() => document.documentElement.lang === 'zh-CN'")
    assert page.title() == CHINESE.page.window_title
    assert CHINESE.compare.examples_note in page.locator(".examples").inner_text()
    page.locator(".language").click()
    page.wait_for_function("() => document.documentElement.lang === 'en'")


def test_the_other_language_shows_the_same_tab_and_what_is_set_in_it(open_page):
    page = open_page(path="?tab=maps&window=7")
    page.locator(".language").click()
    page.wait_for_url(re.compile("/zh"))
    assert page.evaluate("location.search") == "?tab=maps&window=7"
    page.wait_for_function("() => document.documentElement.lang === 'zh-CN'")
    page.get_by_role("tab", name=CHINESE.maps.tab, exact=True, selected=True).wait_for()


def test_every_tab_has_its_place_in_the_bar(page):
    bar = page.locator("#tabs > .tab-wrapper").get_by_role("tab")
    # Gradio measures the bar with a second, invisible row of the same buttons.
    seen = [tab.inner_text() for tab in bar.all() if tab.is_visible()]
    assert seen == [getattr(ENGLISH, name).tab for name in TABS]


def test_a_chosen_tab_is_in_the_address(page):
    page.locator("#tab-network-button").click()
    page.wait_for_function("() => location.search === '?tab=network'")
    page.reload(wait_until="domcontentloaded")
    page.get_by_role("tab", name=ENGLISH.network.tab, exact=True, selected=True).wait_for()


def test_a_tab_that_does_not_exist_changes_nothing(open_page):
    page = open_page(path="?tab=nonsense")
    page.locator("#pane-student .picture img").wait_for()
    assert chosen(page).inner_text() == ENGLISH.compare.tab


def test_the_page_says_what_it_runs_on(page):
    page.locator(".machine.ready").get_by_text("tiny networks").wait_for()


def test_the_page_asks_nobody_else_for_anything(browser, page_url):
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_url, wait_until="domcontentloaded")
    page.locator("#pane-student .picture img").wait_for()
    page.close()
    outside = [url for url in asked if not url.startswith((page_url, "data:", "blob:"))]
    assert outside == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tab", TABS)
def test_axe_finds_nothing_beyond_gradio_itself(open_page, tab, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(path=f"?tab={tab}", color_scheme=scheme)
    page.locator(f"#tab-{tab}-button[aria-selected=true]").wait_for(state="attached")
    page.wait_for_timeout(1500)  # what the tab computes at first
    found = {
        violation["id"]: [node["html"][:200] for node in violation["nodes"]]
        for violation in axe.run(page).response["violations"]
        if violation["id"] not in BASELINE
    }
    assert found == {}
