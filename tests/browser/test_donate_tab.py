"""Photos are given, seen again after a reload and taken back; and what is forged keeps nothing."""

import io
import re
import urllib.error

import pytest
from PIL import Image

from ssidkd.services.collection.terms import TERMS_VERSION
from ssidkd.ui.words import CHINESE, ENGLISH
from tests.browser.conftest import tiny_page
from tests.browser.raw_page import RawPage
from tests.job_folders import photo

pytestmark = pytest.mark.browser

PATIENCE = 60_000  # [ms], for a machine that does something else as well
SAID = ENGLISH.donate
BROKEN = {"name": "broken.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}


@pytest.fixture(scope="module")
def donate_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("donate")


@pytest.fixture(scope="module")
def page_url(root, assets, donate_folder):
    """Address of a page of this module's own: its collection is nobody else's."""
    with tiny_page(root, assets, donate_folder) as url:
        yield url


@pytest.fixture
def kept(donate_folder):
    """Returns the names of the files of all photos that are kept now."""
    folder = donate_folder / "data" / "collection"

    def kept():
        kinds = ("photos", "records", "thumbnails")
        return {path.stem for kind in kinds for path in (folder / kind).rglob("*.*")}

    return kept


def jpeg(seed):
    buffer = io.BytesIO()
    Image.fromarray(photo(seed)).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def rain(seed):
    return {"name": f"rain {seed}.jpg", "mimeType": "image/jpeg", "buffer": jpeg(seed)}


def open_tab(open_page, path="", **options):
    page = open_page(path=f"{path}?tab=donate", **options)
    page.locator("#donate-give").wait_for(timeout=PATIENCE)
    return page


def add(page, *files, expected):
    page.locator("#donate-files input[type=file]").set_input_files(list(files))
    said = SAID.one_photo if expected == 1 else SAID.photos.format(n=expected)
    status = page.locator("#donate-photos-status")
    status.get_by_text(said, exact=True).wait_for(timeout=PATIENCE)


def wait_until_ready(page):
    page.locator("#donate-give:not([disabled])").wait_for(timeout=PATIENCE)


def give(page, *seeds):
    """Give photos; returns the code that the page shows."""
    add(page, *map(rain, seeds), expected=len(seeds))
    page.locator("#donate-consent input").check()
    wait_until_ready(page)
    page.locator("#donate-give").click()
    code = page.locator(".donate-code copy-line input")
    code.wait_for(timeout=PATIENCE)
    return code.input_value()


def test_photos_are_given_seen_again_and_taken_back(open_page, kept):
    page = open_tab(open_page)
    button = page.locator("#donate-give")
    assert button.is_disabled()
    assert not page.locator("#donate-consent input").is_checked()
    add(page, rain(1), BROKEN, rain(2), expected=2)
    left_out = page.locator(".donate-left-out")
    assert "broken.jpg" in left_out.inner_text()
    page.locator("#donate-status").get_by_text(SAID.need_consent).wait_for(timeout=PATIENCE)
    assert button.is_disabled()
    assert kept() == set()
    page.locator("#donate-licence label").nth(1).click()
    page.locator("#donate-consent input").check()
    page.locator("#donate-status").get_by_text(SAID.need_credit).wait_for(timeout=PATIENCE)
    assert button.is_disabled()
    page.locator("#donate-credit").get_by_role("textbox").fill("A. Donor")
    page.locator("#donate-place label").nth(1).click()
    wait_until_ready(page)
    button.click()
    done = page.locator(".donate-done")
    done.wait_for(timeout=PATIENCE)
    assert SAID.receipt.thanks.format(n=2) in done.inner_text()
    assert not button.is_visible()
    code = page.locator(".donate-code copy-line input").input_value()
    assert len(kept()) == 2
    with page.expect_download() as download:
        page.locator(".donate-code a[download]").click()
    assert code in download.value.path().read_text()

    page.reload(wait_until="domcontentloaded")
    mine = page.locator(".donate-receipt")
    mine.wait_for(timeout=PATIENCE)
    assert code == mine.locator("copy-line input").input_value()
    mine.locator("[data-act=open]").click()
    own = page.locator(".donate-own li")
    own.nth(1).wait_for(timeout=PATIENCE)
    shown = "[...document.querySelectorAll('.donate-own img')].every(i => i.naturalWidth > 0)"
    page.wait_for_function(shown, timeout=PATIENCE)
    own.first.locator("input").check()
    page.locator("#donate-own [data-act=ask]").click()
    page.locator(".donate-question [data-act=yes]").click()
    taken_back = page.locator(".donate-taken-back")
    taken_back.get_by_text(SAID.withdraw.done_one).wait_for(timeout=PATIENCE)
    assert len(kept()) == 1
    mine.get_by_text(SAID.receipt.states["withdrawn"].format(n=1)).wait_for(timeout=PATIENCE)

    # From another browser, with the code alone, in the other language, on a phone.
    other = open_tab(open_page, "zh", width=390, height=844)
    other.locator("#donate-code").get_by_role("textbox").fill(code.lower())
    other.locator("#donate-look").click()
    other.locator(".donate-own li input").wait_for(timeout=PATIENCE)
    other.locator("#donate-own [data-act=all]").click()
    other.locator(".donate-own input:checked").wait_for(timeout=PATIENCE)
    other.locator("#donate-own [data-act=ask]").click()
    other.locator(".donate-question [data-act=yes]").click()
    sentence = CHINESE.donate.withdraw.done_one
    other.locator(".donate-taken-back").get_by_text(sentence).wait_for(timeout=PATIENCE)
    assert kept() == set()
    assert other.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_text_that_changed_since_the_page_was_opened_is_asked_about_again(open_page, kept):
    before = kept()
    page = open_tab(open_page)

    # What a page sends that was opened while another text held.
    def as_older(route):
        body = route.request.post_data.replace(TERMS_VERSION, "2020-01-01")
        route.continue_(post_data=body)

    page.route(re.compile("queue/join"), as_older)
    add(page, rain(3), expected=1)
    page.locator("#donate-consent input").check()
    wait_until_ready(page)
    page.locator("#donate-give").click()
    status = page.locator("#donate-status")
    status.get_by_text(SAID.terms.changed).wait_for(timeout=PATIENCE)
    assert not page.locator("#donate-consent input").is_checked()
    assert page.locator("#donate-terms").get_by_text(SAID.terms.changed).is_visible()
    assert kept() == before
    page.unroute(re.compile("queue/join"))
    page.locator("#donate-consent input").check()
    wait_until_ready(page)
    page.locator("#donate-give").click()
    page.locator(".donate-done").wait_for(timeout=PATIENCE)
    assert len(kept()) == len(before) + 1


def test_a_photo_of_compare_is_taken_there_and_consent_is_asked(open_page, kept):
    before = kept()
    page = open_page()
    button = page.locator("#give-compared")
    assert not button.is_visible()  # an example is shown
    page.locator("#photo input[type=file]").set_input_files(rain(4))
    button.wait_for(timeout=PATIENCE)
    button.click()
    page.locator("#donate-photos li").wait_for(timeout=PATIENCE)
    assert "rain 4.jpg" in page.locator("#donate-photos").inner_text()
    page.locator("#donate-status").get_by_text(SAID.need_consent).wait_for(timeout=PATIENCE)
    assert page.locator("#donate-give").is_disabled()
    assert kept() == before


def add_raw(raw, seed):
    """Put a photo into the form of a `RawPage`."""
    files = [raw.upload("raw.jpg", jpeg(seed))]
    said = raw.call(raw.event("donate-files", "upload"), {"donate-files": files})
    assert SAID.one_photo in said


WISHED = {
    "donate-version": TERMS_VERSION,
    "donate-consent": True,
    "donate-licence": "CC0-1.0",
    "donate-credit": "",
    "donate-amount": "",
    "donate-time": "",
    "donate-place": "",
}
FORGED = [
    {"donate-consent": False},
    {"donate-consent": "true"},
    {"donate-consent": "false"},
    {"donate-consent": 0},
    {"donate-consent": 1},
    {"donate-consent": None},
    {"donate-consent": [True]},
    {"donate-consent": {"value": True}},
    {"donate-version": None},
    {"donate-version": "2020-01-01"},
    {"donate-version": [TERMS_VERSION]},
]


def test_forged_consent_keeps_nothing(page_url, kept):
    before = kept()
    raw = RawPage(page_url)
    add_raw(raw, 5)
    event = raw.event("donate-give", "click")
    for forged in FORGED:
        said = raw.call(event, WISHED | forged)
        assert kept() == before, forged
        assert not [words for words in ("Traceback", ".py", "/tmp") if words in said]
    raw.call(event, WISHED, data=[])  # everything missing
    assert kept() == before
    said = raw.call(event, WISHED)  # and so that it is not for another reason that nothing is kept
    assert SAID.receipt.thanks_one in said
    assert len(kept()) == len(before) + 1
    add_raw(raw, 5)  # the same again is no second donation
    raw.call(event, WISHED)
    assert len(kept()) == len(before) + 1


def test_handlers_called_with_nonsense_answer_in_words_or_refuse(page_url, kept):
    before = kept()
    raw = RawPage(page_url)
    ours = [
        event
        for event in raw.config["dependencies"]
        if any(raw.parts.get(part, "").startswith("donate-") for part, _ in event["targets"])
    ]
    assert len(ours) > 8
    assert {event["api_visibility"] for event in ours} == {"private"}
    for event in ours:
        for nonsense in (None, "x", -1, {"path": "/etc/passwd"}, [[]]):
            try:
                said = raw.call(event, {}, data=[nonsense] * len(event["inputs"]))
            except urllib.error.HTTPError as refusal:
                said = refusal.read().decode()
            assert not [words for words in ("Traceback", ".py", "root:") if words in said], event
    assert kept() == before
