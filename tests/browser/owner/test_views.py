"""The owner's page around the review: filters, figures, export, languages, access for everybody."""

import io
import zipfile

import pytest

from ssidkd.ui.words import CHINESE
from tests.browser.owner.actions import SAID, card, choose_state, shown
from tests.ui.owner.owner_parts import TOKEN, fill, give, give_alike, rainy

pytestmark = pytest.mark.browser


def test_filters_show_what_is_asked_for(visit, collection):
    order = fill(collection)[::-1]
    collection.accept(order[:2], "owner")
    page = visit()
    card(page, order[2]).wait_for()
    assert shown(page) == order[2:]
    choose_state(page, "reviewed")
    card(page, order[0]).wait_for()
    assert shown(page) == order[:2]
    page.locator("#filters select[name=amount]").select_option("heavy")
    page.get_by_text(SAID.review.none_here).wait_for()
    page.get_by_role("button", name=SAID.review.clear).click()
    card(page, order[5]).wait_for()
    page.locator("#filters select[name=licence]").select_option("CC-BY-4.0")
    card(page, order[4]).wait_for(state="detached")
    card(page, order[2]).wait_for()
    assert shown(page) == order[2:4]


def test_more_photos_than_fit_come_as_they_are_reached(visit, collection):
    order = [
        photo.identity
        for start in (0, 20, 40, 60)
        for photo in give(
            collection, *(rainy(start + n, 24, 36) for n in range(20)), visitor=f"{start}"
        ).photos
    ][::-1]
    page = visit()
    card(page, order[59]).wait_for()
    assert len(shown(page)) == 60
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    card(page, order[79]).wait_for()
    assert shown(page) == order
    assert page.locator("#more").is_hidden()


def test_hostile_words_are_shown_as_words(visit, collection):
    hostile = "<img src=x onerror=document.title='caught'>"
    identity = give(collection, rainy(1), licence="CC-BY-4.0", credit=hostile).photos[0].identity
    collection.refuse([identity], "owner", f"</script>{hostile}")
    page = visit()
    choose_state(page, "refused")
    card(page, identity).locator(".note", has_text="</script><img").wait_for()
    page.keyboard.press("Enter")
    page.locator("#large dd", has_text=hostile).first.wait_for()
    assert page.locator("img[src=x]").count() == 0
    assert page.title() == SAID.title


def test_figures_hub_and_export_are_shown(visit, collection):
    identities = fill(collection)
    collection.accept(identities[:3], "owner")
    collection.refuse(identities[3:4], "owner", "It is blurred")
    page = visit()
    page.get_by_role("tab", name=SAID.tab_figures).click()
    page.locator("#figures .tiles", has_text="75 %").wait_for()
    assert page.locator("#figures svg .bar").count() == 1
    page.get_by_role("tab", name=SAID.tab_hub).click()
    page.get_by_text(SAID.hub.off).wait_for()
    page.get_by_role("tab", name=SAID.tab_take).click()
    with page.expect_download() as download:
        page.locator("#export-all").click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        assert sum(name.endswith(".png") for name in archive.namelist()) == 3
    page.get_by_text(SAID.take.train_none).wait_for()
    page.go_back()
    page.get_by_role("tab", name=SAID.tab_hub, selected=True).wait_for()


def test_the_page_speaks_chinese(visit, collection):
    fill(collection, donations=1)
    page = visit("?lang=zh#figures")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    page.get_by_role("tab", name=CHINESE.owner.tab_figures, selected=True).wait_for()
    page.locator("#language").click()
    page.get_by_role("tab", name=SAID.tab_figures, selected=True).wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_a_phone_needs_no_scrolling_aside(visit, collection, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    fill(collection)
    large, _ = give_alike(collection)
    page = visit(width=390, height=800, color_scheme=scheme, has_touch=True, sign_in=False)
    found = {"login": problems(axe, page)}
    page.locator("#token").fill(TOKEN)
    page.locator("#token").press("Enter")
    card(page, large).get_by_role("checkbox").tap()
    found["selected"] = problems(axe, page)
    card(page, large).get_by_role("button", name=SAID.review.alike).tap()
    page.locator("#alike .column").nth(1).wait_for()
    found["alike"] = problems(axe, page)
    page.locator("#alike").get_by_role("button", name=SAID.close).tap()
    card(page, large).locator(".picture").tap()
    page.locator("#large .facts").wait_for()
    found["large"] = problems(axe, page)
    page.locator("#large [data-name=close]").tap()
    page.locator("#show-keys").tap()
    found["keys"] = problems(axe, page)
    page.keyboard.press("Escape")
    for name in ("figures", "hub", "take"):
        page.locator(f"#tab-{name}").tap()
        page.locator(f"#{name} > *").first.wait_for()
        found[name] = problems(axe, page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
    assert {name: some for name, some in found.items() if some} == {}


def problems(axe, page):
    page.evaluate("document.getAnimations().forEach(one => one.finish())")
    return [
        (one["id"], [node["html"][:120] for node in one["nodes"]])
        for one in axe.run(page).response["violations"]
    ]
