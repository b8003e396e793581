"""The tab "Network": a part is chosen by click and key, and its feature maps are shown."""

import io
import re
import urllib.request

import numpy as np
import pytest
import torch
from PIL import Image

from ssidkd.core.network.config import VARIANTS
from ssidkd.core.network.parts import LETTERS, network_parts
from ssidkd.core.network.probe import feature_maps
from ssidkd.core.picture import to_batch
from ssidkd.services.network_view import map_sheet, part_maps
from ssidkd.ui.words import CHINESE, ENGLISH
from tests.page_services import load_tiny, textured

pytestmark = pytest.mark.browser

PATIENCE = 60_000
WORDS = ENGLISH.network


def open_tab(page, words=ENGLISH):
    page.get_by_role("tab", name=words.network.tab, exact=True).click()
    page.locator("#network-panel .part-panel").wait_for(timeout=PATIENCE)


def button(page, part):
    return page.locator(f'.network-drawing [data-part="{part}"]:visible')


def panel(page, part):
    page.locator(f'#network-panel .part-panel[data-part="{part}"]').wait_for(timeout=PATIENCE)
    return page.locator("#network-panel").inner_text()


def shown_maps(page, part):
    """Wait for the maps of a part, and return how many there are."""
    page.locator("#network-status").get_by_text(WORDS.parts[part].title).wait_for(timeout=PATIENCE)
    return page.locator("#network-maps .map-grid i").count()


def test_opening_the_tab_shows_the_maps_of_the_latent_code(page):
    open_tab(page)
    assert shown_maps(page, "full_network.code") > 0


def test_every_chain_can_be_chosen_by_a_click(page):
    open_tab(page)
    parts = network_parts(VARIANTS["lite"])
    assert page.locator(".network-drawing [data-part]:visible").count() == len(parts)
    for part in ("quarter_chain", "half_network.decoder", "full_network.encoder"):
        button(page, part).click()
        said = panel(page, part)
        assert said.startswith(WORDS.parts[part].title)
        parameters = next(one.parameters for one in parts if one.name == part)
        assert f"{parameters:,}" in said
        assert button(page, part).get_attribute("aria-pressed") == "true"
        assert page.locator('.network-drawing [aria-pressed="true"]:visible').count() == 1
    letters = page.locator(".network-drawing .part b:visible").all_inner_texts()
    assert sorted(letters) == sorted(LETTERS.values())


def test_parts_are_walked_with_arrows_and_chosen_with_enter(page):
    open_tab(page)
    button(page, "head_quarter").focus()
    page.keyboard.press("ArrowRight")
    focused = "document.activeElement.dataset.part"
    assert page.evaluate(focused) == "quarter_chain"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(focused) == "tail"
    page.keyboard.press("Enter")
    assert panel(page, "tail").startswith(WORDS.parts["tail"].title)
    near = page.locator(".network-drawing .wide .flow.near")
    assert near.count() == 4  # from three networks, and to the rain


def test_the_other_variant_has_other_numbers(page):
    open_tab(page)
    button(page, "full_network.encoder").click()
    panel(page, "full_network.encoder")
    page.get_by_label(WORDS.variants["base"]).check()
    page.locator("#network-panel").get_by_text("4.43 M").wait_for(timeout=PATIENCE)
    assert WORDS.times.format(n=10) in page.locator("#network-panel").inner_text()
    times = WORDS.button_times.format(n=10)
    assert times in button(page, "full_network.encoder").inner_text()
    assert button(page, "full_network.encoder").get_attribute("aria-pressed") == "true"
    missing = WORDS.no_weights.format(variant="lite")  # these weights are tiny
    page.locator("#network-status").get_by_text(missing).wait_for(timeout=PATIENCE)


def served(page):
    """Return the picture of all maps, from the very file that the page shows."""
    address = page.locator("#network-maps .save").evaluate("link => link.href")
    with urllib.request.urlopen(address) as answer:
        return np.asarray(Image.open(io.BytesIO(answer.read())))


def expected(role, part, state):
    """Return the same picture, made here of the example that the page shows first."""
    # The example is a JPEG, so the page's own file is read.
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        photo = expected.photo
        states = feature_maps(load_tiny(role).network, to_batch(photo), part)
        return map_sheet(part_maps(part, states, photo), state, "each")
    finally:
        torch.set_num_threads(threads)


def example(page):
    """Return the pixels of the example that is compared at first."""
    address = page.locator("#pane-input img").first.evaluate("image => image.src")
    with urllib.request.urlopen(address) as answer:
        return np.asarray(Image.open(io.BytesIO(answer.read())).convert("RGB"))


def test_maps_are_those_of_the_network_for_every_application(page):
    expected.photo = example(page)
    open_tab(page)
    part = "half_network.encoder"
    button(page, part).click()
    assert shown_maps(page, part) == 4
    np.testing.assert_array_equal(served(page), expected("teacher", part, 1))
    page.locator("#network-application input[type=number]").fill("0")
    page.locator("#network-maps").get_by_text(WORDS.enters).wait_for(timeout=PATIENCE)
    np.testing.assert_array_equal(served(page), expected("teacher", part, 0))
    page.locator("#network-role").get_by_label("Student").check()
    page.locator("#network-status").get_by_text("Student").wait_for(timeout=PATIENCE)
    np.testing.assert_array_equal(served(page), expected("student", part, 1))


def test_every_map_has_a_name_and_a_scale_can_be_shared(page):
    open_tab(page)
    button(page, "head_half").click()
    assert shown_maps(page, "head_half") == 4
    assert not page.locator("#network-application").is_visible()  # no chain
    names = page.locator("#network-maps i[role=img]")
    first = [names.nth(index).get_attribute("aria-label") for index in range(4)]
    assert all(re.fullmatch(r"Channel \d: -?\d+\.\d\d to -?\d+\.\d\d", name) for name in first)
    page.get_by_label(WORDS.scale_one).check()
    page.wait_for_function(
        "first => document.querySelector('#network-maps i').ariaLabel !== first", arg=first[0]
    )
    ranges = {names.nth(index).get_attribute("aria-label").partition(": ")[2] for index in range(4)}
    assert len(ranges) == 1


def test_maps_follow_the_photo_under_compare(page):
    pixels = textured(64, 96, seed=31)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    file = {"name": "mine.png", "mimeType": "image/png", "buffer": buffer.getvalue()}
    before = page.locator("#pane-student img").first.evaluate("image => image.src")
    page.locator("#photo input[type=file]").set_input_files(file)
    page.wait_for_function(
        "before => ![undefined, before].includes(document.querySelector('#pane-student img')?.src)",
        arg=before, timeout=PATIENCE,
    )  # fmt: skip
    open_tab(page)
    button(page, "quarter_chain").click()
    page.locator("#network-status").get_by_text(WORDS.own_photo).wait_for(timeout=PATIENCE)
    size = ENGLISH.common.picture_size(24, 16)
    assert size in page.locator("#network-status").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_page_has_the_tall_drawing_and_nothing_sticks_out(open_page, scheme):
    page = open_page(width=375, color_scheme=scheme)
    open_tab_on_phone(page)
    assert page.locator(".network-drawing .tall").is_visible()
    assert not page.locator(".network-drawing .wide").is_visible()
    button(page, "full_network.decoder").click()
    shown_maps(page, "full_network.decoder")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def open_tab_on_phone(page):
    page.goto(f"{page.url.partition('?')[0]}?tab=network", wait_until="domcontentloaded")
    page.locator("#network-panel .part-panel").wait_for(timeout=PATIENCE)


def test_the_tab_speaks_chinese(page, page_url):
    page.goto(f"{page_url}zh?tab=network", wait_until="domcontentloaded")
    words = CHINESE.network
    page.get_by_role("heading", name=words.heading).wait_for(timeout=PATIENCE)
    button(page, "full_network.code").click()
    title = words.parts["full_network.code"].title
    page.locator("#network-status").get_by_text(title).wait_for(timeout=PATIENCE)
    page.wait_for_function(  # its picture is found although the page has another address
        "async () => { const link = document.querySelector('#network-maps .save');"
        "return (await fetch(link.href)).ok; }"
    )
