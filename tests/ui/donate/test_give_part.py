"""Giving, with a real collection: what is stored, what is refused, and what is said of it."""

from html import escape

import gradio as gr
import pytest
from PIL import Image

from ssidkd.services.batch.rows import Incoming
from ssidkd.services.collection.terms import TERMS_VERSION
from ssidkd.services.jobs.photos import Tray
from ssidkd.ui.donate.about_part import AboutPart
from ssidkd.ui.donate.donor import Donor, read_donor
from ssidkd.ui.donate.give_part import GivePart
from ssidkd.ui.donate.photos_part import PhotosPart
from ssidkd.ui.donate.pressing import build_pressable
from ssidkd.ui.words import ENGLISH
from tests.services.collection.store_parts import all_files, photo

SAID = ENGLISH.donate
DONOR = Donor().known()
NOTHING_SAID = ("", "", "")


@pytest.fixture
def photos(build, intake):
    return build(lambda context: PhotosPart(context, intake))


@pytest.fixture
def give(build, intake, collecting):
    def part(context):
        steps = PhotosPart(context, intake), AboutPart(context)
        return GivePart(context, collecting, *steps, intake, build_pressable("answer"))

    return build(part)


def tray_of(intake, *seeds):
    tray = Tray(key="k" * 20)
    for seed in seeds:
        intake.add_pixels(tray, f"rain {seed}.jpg", photo(seed))
    assert len(tray.photos) == len(seeds)
    return tray


def changes_of(events):
    """Return what the page shows after all events of a handler, by the places' identities."""
    shown = {}
    for event in events:
        if isinstance(event, dict) and "__type__" not in event:
            shown |= {getattr(part, "elem_id", None) or "donor": to for part, to in event.items()}
    return shown


def says(html, sentence):
    return escape(sentence) in html


def given(give, tray, consent=True, version=TERMS_VERSION, licence="CC0-1.0", credit="",
          description=NOTHING_SAID, donor=DONOR):  # fmt: skip
    events = give.give(tray, version, consent, licence, credit, donor.remembered(), *description)
    return changes_of(events)


def test_photos_are_given_and_the_browser_learns_the_code(give, intake, collection):
    tray = tray_of(intake, 1, 2)
    shown = given(give, tray, description=("heavy", "night", "street"))
    (code,) = read_donor(shown["donor"]).codes
    receipt = collection.receipt(code)
    assert [one.state for one in receipt.photos] == ["stored", "stored"]
    assert receipt.photos[0].description.place == "street"
    assert receipt.donation.terms == TERMS_VERSION
    assert says(shown["answer"], SAID.receipt.thanks.format(n=2))
    assert code in shown["answer"]
    assert says(shown["answer"], SAID.receipt.safe_here)
    assert shown["donate-consent"] is False
    assert tray.photos == ()


FORGED = [False, "true", "false", 0, 1, None, [True], {"value": True}]


def test_nothing_is_kept_without_exactly_true(give, intake, collection, tmp_path):
    tray, before = tray_of(intake, 1), all_files(tmp_path / "collection")
    for consent in FORGED:
        shown = given(give, tray, consent=consent)
        assert "tick the box" in shown["donate-status"], consent
        assert read_donor(shown["donor"]) == DONOR
        assert all_files(tmp_path / "collection") == before
        assert collection.photos() == []


def test_another_text_is_asked_about_again(give, intake, collection):
    tray = tray_of(intake, 1)
    for version in ("", None, "2020-01-01", [TERMS_VERSION], True):
        shown = given(give, tray, version=version)
        assert says(shown["donate-status"], SAID.terms.changed), version
        assert says(shown["donate-terms"], SAID.terms.changed)
        assert shown["donate-consent"] is False
        assert collection.photos() == []
        assert len(tray.photos) == 1  # and nobody has to add them again
    again = given(give, tray, version=shown["donate-version"])
    assert len(read_donor(again["donor"]).codes) == 1


def test_fields_that_make_no_sense_are_refused_in_words(give, intake, collection):
    tray = tray_of(intake, 1)
    for wrong in (
        {"licence": "GPL"},
        {"licence": None},
        {"licence": "CC-BY-4.0", "credit": " "},
        {"licence": "CC-BY-4.0", "credit": "x" * 5000},
        {"description": ("wet", "", "")},
        {"description": ([], {}, None)},
    ):
        shown = given(give, tray, **wrong)
        assert 'role="alert"' in shown["donate-status"], wrong
        assert not says(shown["donate-status"], ENGLISH.common.unexpected)
        assert collection.photos() == []


def test_the_same_press_twice_is_one_donation(give, intake, collection):
    first, second = tray_of(intake, 1), tray_of(intake, 1)  # the same key
    codes = [read_donor(given(give, tray)["donor"]).codes for tray in (first, second)]
    assert codes[0] == codes[1]
    assert len(collection.photos()) == 1


def test_a_photo_that_is_there_already_is_answered_kindly(give, intake, collection):
    given(give, tray_of(intake, 1))
    tray = tray_of(intake, 1)
    tray.key = "another key of this visitor"
    shown = given(give, tray)
    assert says(shown["answer"], SAID.receipt.outcomes["have_it"])
    assert says(shown["answer"], SAID.receipt.nothing_new)
    assert read_donor(shown["donor"]).codes == ()
    assert len(collection.photos()) == 1


def test_photos_beyond_the_quota_stay_in_the_form(give, intake, collecting, open_store):
    collecting.collection.close()
    small = open_store(visitor_day=2)
    object.__setattr__(collecting, "collection", small)
    tray = tray_of(intake, 1, 2, 3)
    shown = given(give, tray)
    assert says(shown["answer"], SAID.receipt.thanks.format(n=2))
    assert says(shown["answer"], SAID.receipt.outcomes["no_room"])
    assert [one.name for one in tray.photos] == ["rain 3.jpg"]
    tray.key = "another key of this visitor"
    again = given(give, tray)
    assert "come back tomorrow" in again["donate-status"]
    assert "answer" not in again


def test_what_changes_in_the_form_while_photos_are_given_is_not_mixed_up(give, intake):
    tray = tray_of(intake, 1, 2)
    events = give.give(tray, TERMS_VERSION, True, "CC0-1.0", "", DONOR.remembered(), *NOTHING_SAID)
    next(events), next(events)
    tray.remove(tray.photos[0].identity)
    intake.add_pixels(tray, "rain 3.jpg", photo(3))
    shown = changes_of(events)
    assert says(shown["answer"], SAID.receipt.thanks.format(n=2))
    assert [one.name for one in tray.photos] == ["rain 3.jpg"]


def test_of_thirty_with_three_broken_ones_27_are_kept_and_3_are_named(
    photos, give, intake, collection, tmp_path
):
    files = []
    for number in range(30):
        path = tmp_path / f"{number}.png"
        if number % 10 == 3:
            path.write_bytes(b"\x89PNG no picture")
        else:
            Image.fromarray(photo(number)).save(path)
        files.append(Incoming(path=path, name=f"photo {number}.png"))
    tray = Tray()
    shown = changes_of(photos.add(files, tray))
    assert says(shown["donate-left-out"], SAID.left_out.format(n=3))
    for number in (3, 13, 23):
        assert f"<b>photo {number}.png</b>" in shown["donate-left-out"]
    answer = given(give, tray)["answer"]
    assert says(answer, SAID.receipt.thanks.format(n=27))
    assert len(collection.photos(limit=100)) == 27


def test_names_of_files_are_text_on_the_page(photos, give, intake, tmp_path):
    path = tmp_path / "x.png"
    Image.fromarray(photo(1)).save(path)
    tray = Tray()
    name = "<img src=x onerror=alert(1)>.png"
    shown = changes_of(photos.add([Incoming(path=path, name=name)], tray))
    assert "<img src=x" not in shown["donate-photos"]
    tray.photos = tuple(  # as if the intake had let it through
        type(one)(**{**vars(one), "name": name}) for one in tray.photos
    )
    assert "<img src=x" not in given(give, tray)["answer"]


def test_the_button_can_be_pressed_only_when_nothing_is_missing(give, intake):
    empty, tray = Tray(), tray_of(intake, 1)
    cases = [
        ((empty, True, "CC0-1.0", ""), SAID.need_photos),
        ((tray, False, "CC0-1.0", ""), SAID.need_consent),
        ((tray, "true", "CC0-1.0", ""), SAID.need_consent),
        ((tray, True, "CC-BY-4.0", " "), SAID.need_credit),
        ((tray, True, "CC-BY-4.0", "A. Donor"), SAID.ready_one.format(licence="CC BY 4.0")),
        ((tray, True, "CC0-1.0", ""), SAID.ready_one.format(licence="CC0")),
    ]
    for asked, sentence in cases:
        shown = changes_of([give.ready(*asked)])
        assert sentence in shown["donate-status"]
        assert shown["donate-give"]["interactive"] == (
            sentence == cases[-1][1] or asked[-1] == "A. Donor"
        )


def test_what_the_client_sends_for_a_choice_reaches_the_collection_unchanged():
    # Gradio's own check box would pass on whatever came; should it ever make a bool of it, consent
    # could be forged.
    assert gr.Checkbox().preprocess("false") == "false"
