"""An owner looks through photos in a real browser: keys, mouse and finger."""

import io
import re
import zipfile

import pytest
from fastapi import FastAPI
from gradio.http_server import start_server

from ssidkd.ui.words import CHINESE, ENGLISH
from tests.browser.conftest import free_port
from tests.services.collection.store_parts import open_collection
from tests.ui.owner.owner_parts import TOKEN, fill, give, give_alike, make_routes, rainy

pytestmark = pytest.mark.browser

SAID = ENGLISH.owner
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


def card(page, identity):
    return page.locator(f'#grid .card[data-identity="{identity}"]')


def wait_for_state(page, identity, state):
    page.locator(
        f'.card[data-identity="{identity}"][data-state="{state}"]:not(.waiting)'
    ).wait_for()


def focused(page):
    return page.evaluate("document.activeElement.dataset.identity")


def settle(page, left):
    """Wait until the server has answered everything and the head counts so many."""
    text = SAID.review.left.format(count=left) if left else SAID.review.left_none
    page.locator("#left", has_text=re.compile(f"^{re.escape(text)}$")).wait_for()


def states(collection, identities):
    return [collection.record(identity).state for identity in identities]


def shown(page):
    return page.eval_on_selector_all("#grid .card", "cards => cards.map(c => c.dataset.identity)")


def choose_state(page, state):
    page.locator("#states label", has_text=SAID.review.states[state]).click()


def test_a_wrong_token_keeps_out_and_signing_out_ends_it(visit, collection):
    fill(collection)
    page = visit(sign_in=False)
    page.locator("#token").fill("wrong")
    page.locator("#token").press("Enter")
    page.get_by_role("alert").get_by_text(SAID.login.wrong).wait_for()
    page.locator("#token").fill(TOKEN)
    page.get_by_role("button", name=SAID.login.enter).click()
    settle(page, 6)
    page.get_by_role("button", name=SAID.sign_out).click()
    page.locator("#token").wait_for()
    page.reload()
    page.locator("#token").wait_for()


def test_photos_are_reviewed_with_keys_alone(visit, collection):
    order = fill(collection)[::-1]
    page = visit()
    card(page, order[0]).wait_for()
    page.keyboard.press("a")
    wait_for_state(page, order[0], "reviewed")
    assert focused(page) == order[1]
    page.keyboard.press("r")
    page.keyboard.press("2")
    wait_for_state(page, order[1], "refused")
    page.keyboard.press("r")
    page.keyboard.press("6")
    page.keyboard.type("a sculpture, 1 of 2")
    page.keyboard.press("Enter")
    wait_for_state(page, order[2], "refused")
    assert focused(page) == order[3]
    page.keyboard.press("r")
    page.keyboard.press("Escape")
    settle(page, 3)
    assert states(collection, order) == ["reviewed", "refused", "refused", *["stored"] * 3]
    assert collection.record(order[1]).reason == SAID.review.reasons[1]
    assert collection.record(order[2]).reason == "a sculpture, 1 of 2"
    assert card(page, order[2]).inner_text().count("a sculpture, 1 of 2") == 1
    for identity in order[2::-1]:
        page.keyboard.press("u")
        wait_for_state(page, identity, "stored")
    settle(page, 6)
    page.keyboard.press("u")
    page.locator("#told", has_text=SAID.review.nothing_to_undo).wait_for()
    assert states(collection, order) == ["stored"] * 6


def test_arrows_move_and_ranges_are_decided_at_once(visit, collection):
    order = fill(collection, donations=4)[::-1]  # 8 photos, 4 in a row
    page = visit()
    card(page, order[0]).wait_for()
    page.keyboard.press("ArrowRight")
    assert focused(page) == order[1]
    page.keyboard.press("ArrowDown")
    assert focused(page) == order[5]
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    assert focused(page) == order[0]
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("Shift+ArrowRight")
    page.locator("#chosen-count", has_text=SAID.review.selected.format(count=3)).wait_for()
    page.keyboard.press("r")
    page.get_by_text(SAID.review.reason_title_many.format(count=3)).wait_for()
    page.keyboard.press("1")
    settle(page, 5)
    assert states(collection, order) == ["refused"] * 3 + ["stored"] * 5
    page.keyboard.press("u")
    settle(page, 8)
    page.keyboard.press("Control+a")
    page.keyboard.press("a")
    settle(page, 0)
    assert states(collection, order) == ["reviewed"] * 8


def test_a_mouse_does_it_all_too(visit, collection):
    order = fill(collection)[::-1]
    page = visit()
    card(page, order[0]).get_by_role("button", name=SAID.review.accept).click()
    wait_for_state(page, order[0], "reviewed")
    card(page, order[0]).get_by_role("button", name=SAID.review.undo).click()
    wait_for_state(page, order[0], "stored")
    card(page, order[1]).get_by_role("checkbox").click()
    card(page, order[4]).get_by_role("checkbox").click(modifiers=["Shift"])
    bar = page.locator("#chosen")
    bar.get_by_text(SAID.review.selected.format(count=4)).wait_for()
    bar.get_by_role("button", name=SAID.review.refuse).click()
    page.get_by_role("button", name=SAID.review.reasons[2]).click()
    settle(page, 2)
    assert states(collection, order) == ["stored", *["refused"] * 4, "stored"]
    assert collection.record(order[3]).reason == SAID.review.reasons[2]


def test_what_the_server_refuses_jumps_back_with_the_reason(visit, collection):
    answer = give(collection, rainy(1))
    taken_back = answer.photos[0].identity
    sent = give(collection, rainy(2)).photos[0].identity
    page = visit()
    card(page, taken_back).wait_for()
    collection.withdraw(answer.code)  # while the page still shows it
    collection.accept([sent], "somebody else")
    collection.mark_queued([sent])
    card(page, taken_back).get_by_role("button", name=SAID.review.accept).click()
    note = card(page, taken_back).locator(".note.problem")
    note.get_by_text("not in the collection").wait_for()
    assert card(page, taken_back).get_attribute("data-state") == "stored"
    card(page, sent).get_by_role("button", name=SAID.review.refuse).click()
    page.keyboard.press("1")
    card(page, sent).locator(".note.problem").get_by_text("on its way").wait_for()
    assert collection.record(sent).state == "queued"


def test_a_server_that_is_gone_changes_nothing_and_says_so(visit, collection):
    identity = fill(collection, donations=1, photos=1)[0]
    page = visit()
    page.route("**/owner/decisions", lambda route: route.abort())
    card(page, identity).get_by_role("button", name=SAID.review.accept).click()
    card(page, identity).locator(".note.problem").get_by_text(SAID.server_gone).wait_for()
    assert card(page, identity).get_attribute("data-state") == "stored"
    page.unroute("**/owner/decisions")
    card(page, identity).get_by_role("button", name=SAID.review.accept).click()
    wait_for_state(page, identity, "reviewed")
    assert card(page, identity).locator(".note.problem").count() == 0


def test_look_alikes_stand_beside_each_other_and_the_better_is_kept(visit, collection):
    fill(collection, donations=1, photos=1)
    large, small = give_alike(collection)
    page = visit()
    card(page, large).get_by_role("button", name=SAID.review.alike).click()
    columns = page.locator("#alike .column")
    columns.nth(1).wait_for()
    assert columns.count() == 2
    best = page.locator(f'#alike .column[data-identity="{large}"] .best')
    assert SAID.facts.size in best.all_inner_texts()[0]
    page.locator(f'#alike .column[data-identity="{large}"]').get_by_text(
        SAID.review.keep_better
    ).click()
    page.locator(f'#alike .column[data-identity="{small}"][data-state="refused"]').wait_for()
    page.keyboard.press("Escape")
    settle(page, 1)
    assert states(collection, [large, small]) == ["reviewed", "refused"]


def test_the_full_size_zooms_and_its_description_is_corrected(visit, collection):
    order = fill(collection, donations=1)[::-1]
    page = visit()
    card(page, order[0]).wait_for()
    page.keyboard.press("Enter")
    stage = page.locator("#large .stage")
    stage.wait_for()
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert float(stage.get_attribute("data-scale")) == pytest.approx(2.25)
    page.keyboard.press("0")
    assert float(stage.get_attribute("data-scale")) == 1
    stage.hover()
    page.mouse.wheel(0, -400)
    page.locator("#large .stage.zoomed").wait_for()
    page.locator("#large select[name=amount]").select_option("light")
    page.locator("#told", has_text=SAID.review.described).wait_for()
    assert collection.record(order[0]).description.amount == "light"
    page.locator("#large [data-name=next]").click()
    page.keyboard.press("a")
    wait_for_state(page, order[1], "reviewed")
    page.keyboard.press("Escape")
    assert page.locator("#large").is_hidden()


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
