import io
import itertools
import re
import urllib.request

import numpy as np
import pytest
from PIL import Image

from ssidkd.core.dark_channel import dark_channel_picture, measure_dark_channel
from ssidkd.core.rain_layer import measure_rain_layer
from ssidkd.core.signed_map import signed_picture
from ssidkd.ui.words import CHINESE, ENGLISH
from tests.page_services import EXAMPLES, textured

pytestmark = pytest.mark.browser

PATIENCE = 60_000  # [ms], for a machine that does something else as well
WORDS = ENGLISH.maps
PARTS = {"rain": WORDS.rain.tab, "code": WORDS.code.tab, "niqe": WORDS.niqe.tab}


def open_maps(page, words=ENGLISH):
    """Open the tab and wait for its first maps."""
    page.get_by_role("tab", name=words.maps.tab, exact=True).click()
    page.locator("#maps-dark img").first.wait_for(timeout=PATIENCE)


def open_part(page, name):
    """Open one of the tab's parts and wait for its pictures."""
    page.get_by_role("tab", name=PARTS[name], exact=True).click()
    page.locator(f"#maps-{name} img").first.wait_for(timeout=PATIENCE)


def served(page, selector, index=0):
    """Return the pixels of a picture of the page, from the very file it shows."""
    address = page.locator(f"{selector} img").nth(index).evaluate("image => image.src")
    with urllib.request.urlopen(address) as answer:
        return np.asarray(Image.open(io.BytesIO(answer.read())))


def alts(page, selector):
    images = page.locator(f"{selector} img")
    return [images.nth(index).get_attribute("alt") for index in range(images.count())]


def choose(page, selector, step):
    """Choose the radio button before or after the chosen one with the keyboard alone.

    Gradio 6.31 gives each button a name of its own: each is a stop, and the space bar chooses it.
    """
    page.locator(f"{selector} input:checked").focus()
    page.keyboard.press(step)
    page.keyboard.press("Space")


def wait_for_change(page, selector, before):
    page.wait_for_function(
        "([where, before]) => document.querySelector(where).innerText !== before",
        arg=[selector, before],
        timeout=PATIENCE,
    )


def bins(page, index=0):
    """Return what the histogram draws of a picture."""
    drawn = "document.querySelector('#maps-dark-plot .js-plotly-plot').calcdata"
    return page.evaluate(f"index => {drawn}[index].map(point => point.y)", index)


def until_drawn(page, histogram):
    """Wait until the histogram of the first picture is this one."""
    for _ in range(PATIENCE // 200):
        if np.allclose(bins(page), histogram):
            return
        page.wait_for_timeout(200)
    np.testing.assert_allclose(bins(page), histogram)


def wait_for_plot(page, selector):
    page.locator(f"{selector} .js-plotly-plot .main-svg").first.wait_for(timeout=PATIENCE)


def example(page):
    """Return input, teacher and student of the first example, as the compare tab shows them."""
    return [served(page, f"#pane-{name} .picture") for name in ("input", "teacher", "student")]


def test_opening_the_tab_shows_the_dark_channels_of_the_example(page):
    pictures = example(page)
    open_maps(page)
    assert EXAMPLES[0] in page.locator("#maps-subject").inner_text()
    for index, pixels in enumerate(pictures):
        dark = measure_dark_channel(pixels)
        np.testing.assert_array_equal(
            served(page, "#maps-dark", index), dark_channel_picture(dark.map)
        )
        assert f"{dark.mean:.3f}" in alts(page, "#maps-dark")[index]
    wait_for_plot(page, "#maps-dark-plot")
    for index, pixels in enumerate(pictures):
        np.testing.assert_allclose(bins(page, index), measure_dark_channel(pixels).histogram)


def test_the_window_is_changed_with_the_keyboard_and_changes_mean_and_histogram(page):
    pixels = example(page)[0]
    open_maps(page)
    wait_for_plot(page, "#maps-dark-plot")
    shown = page.locator("#maps-dark").inner_text()
    page.locator("#maps-window input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expected = measure_dark_channel(pixels, 19)
    page.locator(f"#maps-dark img[alt*='{expected.mean:.3f} over windows of 19']").wait_for(
        timeout=PATIENCE
    )
    assert page.locator("#maps-dark").inner_text() != shown
    until_drawn(page, expected.histogram)


def test_the_rain_layers_are_what_was_taken_and_share_a_scale(page):
    rainy, *results = example(page)
    open_maps(page)
    open_part(page, "rain")
    layers = [measure_rain_layer(rainy, derained) for derained in results]
    scale = page.locator("#maps-rain .maps-scale").inner_text()
    limit = float(re.search(r"\+([\d.]+)", scale)[1])
    for index, layer in enumerate(layers):
        np.testing.assert_array_equal(
            served(page, "#maps-rain", index), signed_picture(layer.map, limit)
        )


def test_the_difference_is_amplified_with_the_keyboard(page):
    _, teacher, student = example(page)
    open_maps(page)
    open_part(page, "rain")
    scale = page.locator("#maps-difference .maps-scale")
    before = scale.inner_text()
    assert "0.0625" in before
    choose(page, "#maps-factor", "Shift+Tab")
    wait_for_change(page, "#maps-difference .maps-scale", before)
    assert "0.25" in scale.inner_text()
    difference = measure_rain_layer(teacher, student).map
    np.testing.assert_array_equal(
        served(page, "#maps-difference"), signed_picture(difference, 0.25)
    )


def test_codes_are_computed_when_their_part_is_opened_and_follow_the_controls(page):
    open_maps(page)
    open_part(page, "code")
    assert len(alts(page, "#maps-code")) == 2 * 5
    wait_for_plot(page, "#maps-code-plot")
    assert page.locator("#maps-losses table").count() == 2
    assert "KL" in page.locator("#maps-code-caption").inner_text()
    components = page.locator("#maps-code img").nth(1).evaluate("image => image.src")
    assert not page.locator("#maps-code-stop").is_visible()
    choose(page, "#maps-role", "Shift+Tab")
    page.wait_for_function(  # the teacher's code has other components
        "before => document.querySelectorAll('#maps-code img')[1].src !== before",
        arg=components,
        timeout=PATIENCE,
    )


def test_niqe_is_shown_block_by_block_and_says_how_sure_it_is(page):
    open_maps(page)
    open_part(page, "niqe")
    assert page.locator("#maps-niqe rect").count() == 3 * 2  # pictures of 96 x 192
    assert "1 by 2 blocks" in alts(page, "#maps-niqe")[0]
    # Two blocks are too few to say how much is chance.
    assert WORDS.niqe.difference_unknown in page.locator("#maps-niqe-table").inner_text()
    before = page.locator("#maps-niqe").inner_text()
    choose(page, "#maps-niqe-view", "Tab")
    wait_for_change(page, "#maps-niqe", before)
    assert WORDS.niqe.shares in page.locator("#maps-niqe").inner_text()
    score = re.search(r"NIQE ([\d.]+)", before)[1]
    titles = page.locator("#maps-niqe figure").first.locator("rect title").all_text_contents()
    shares = [float(title.rsplit(":")[1]) for title in titles]
    assert np.mean(shares) == pytest.approx(float(score), abs=0.02)


def test_another_comparison_is_explained_when_the_tab_is_opened_again(page):
    open_maps(page)
    page.get_by_role("tab", name=ENGLISH.compare.tab, exact=True).click()
    page.get_by_label(f"Thumbnail 2 of {len(EXAMPLES)}").click()
    page.locator("#pane-student .picture img[src*='two-student']").wait_for(timeout=PATIENCE)
    pixels = example(page)[0]
    page.get_by_role("tab", name=WORDS.tab, exact=True).click()
    page.locator("#maps-subject").get_by_text("Example two").wait_for(timeout=PATIENCE)
    mean = f"{measure_dark_channel(pixels).mean:.3f}"
    page.locator(f"#maps-dark img[alt*='{mean}']").first.wait_for(timeout=PATIENCE)


def test_the_tab_explains_a_visitor_s_own_photo(page):
    buffer = io.BytesIO()
    Image.fromarray(textured(120, 200, seed=31)).save(buffer, "PNG")
    file = {"name": "mine.png", "mimeType": "image/png", "buffer": buffer.getvalue()}
    page.locator("#photo input[type=file]").set_input_files(file)
    page.locator("#status").get_by_text(ENGLISH.compare.ready).wait_for(timeout=PATIENCE)
    open_maps(page)
    subject = page.locator("#maps-subject")
    subject.get_by_text(WORDS.own_photo).wait_for(timeout=PATIENCE)
    assert ENGLISH.common.picture_size(200, 120) in subject.inner_text()
    assert "mine" not in page.locator("#tab-maps").inner_text()


def test_an_address_that_names_the_tab_opens_it_with_its_maps(open_page):
    page = open_page(path="?tab=maps")
    page.locator("#maps-dark img").first.wait_for(timeout=PATIENCE)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_on_a_phone(open_page, scheme):
    page = open_page(width=375, color_scheme=scheme)
    open_maps(page)
    wait_for_plot(page, "#maps-dark-plot")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    for name in PARTS:
        open_part(page, name)
        page.wait_for_timeout(500)  # figures take their width
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_text_of_figures_has_the_page_s_colour(open_page, scheme):
    page = open_page(color_scheme=scheme)
    open_maps(page)
    wait_for_plot(page, "#maps-dark-plot")
    fill, colour = (
        page.locator(where).first.evaluate(f"element => getComputedStyle(element).{name}")
        for where, name in ((".maps-plot .xtick text", "fill"), ("#maps-parts h2", "color"))
    )
    assert fill == colour


def test_everything_has_a_name_and_headings_have_one_order(page):
    open_maps(page)
    for name in PARTS:
        open_part(page, name)
        levels = [
            int(tag[1])
            for tag in page.locator("#tab-maps :is(h1, h2, h3, h4)").evaluate_all(
                "all => all.filter(one => one.offsetParent).map(one => one.tagName)"
            )
        ]
        assert levels[0] == 2
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
        assert all(alts(page, f"#maps-{name}"))


def test_the_chinese_page_explains_in_chinese_and_shows_the_pictures(open_page):
    page = open_page(path="zh")
    open_maps(page, CHINESE)
    assert CHINESE.maps.dark.heading in page.locator("#maps-parts").inner_text()
    page.wait_for_function(
        "document.querySelector('#maps-dark img').naturalWidth > 0", timeout=PATIENCE
    )
    page.get_by_role("tab", name=CHINESE.maps.niqe.tab, exact=True).click()
    page.locator("#maps-niqe figure").first.wait_for(timeout=PATIENCE)
    assert CHINESE.maps.niqe.difference_unknown in page.locator("#maps-niqe-table").inner_text()
