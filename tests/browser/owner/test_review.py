"""An owner looks through photos in a real browser: keys, mouse and finger."""

import pytest

from tests.browser.owner.actions import SAID, card, focused, settle, states, wait_for_state
from tests.ui.owner.owner_parts import TOKEN, fill, give, give_alike, rainy

pytestmark = pytest.mark.browser


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
