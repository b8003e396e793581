import threading

import numpy as np
import pytest
from huggingface_hub import HfApi, constants

from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.core.metrics import niqe
from ssidkd.core.picture import encode_png, save_png
from ssidkd.services.examples import ExampleService
from ssidkd.services.gallery import Gallery
from ssidkd.services.owner_examples import service as owner
from ssidkd.services.owner_examples.service import OwnerExamples
from ssidkd.services.owner_examples.sources import dataset_source, folder_source
from ssidkd.services.owner_examples.store import ExampleStore
from ssidkd.services.shelf import PictureShelf
from tests.page_services import make_assets, textured, tiny_deraining
from tests.services.owner_examples.dataset_hub import DatasetHub

CAPTIONS = (
    "file,title,author,licence,source\n"
    "b.png,Rain in May,A. Uthor,CC0-1.0,https://example.org/b\n"
    "gone.png,Gone,,,\n"
)


@pytest.fixture
def folder(tmp_path):
    """Two pictures, one that is none, a hidden one, and captions for one of them."""
    place = tmp_path / "mine"
    (place / "deep").mkdir(parents=True)
    save_png(textured(96, 192, 1), place / "b.png")
    save_png(textured(96, 96, 2), place / "deep" / "my_own-rain.PNG")
    save_png(textured(96, 96, 3), place / ".hidden.png")
    (place / "a.jpg").write_bytes(b"no picture")
    (place / "note.txt").write_text("no picture either")
    (place / "captions.csv").write_text(CAPTIONS, encoding="utf-8-sig")
    return place


@pytest.fixture
def prepared(tmp_path):
    """Returns the examples of some sources, prepared in a process as good as new."""

    def prepared(*sources, deraining=None):
        examples = OwnerExamples(
            sources,
            deraining or tiny_deraining(),
            niqe,
            ExampleStore(tmp_path / "data" / "examples"),
            PictureShelf(tmp_path / "shelf"),
        )
        examples.prepare()
        return examples

    return prepared


def no_deraining():
    deraining = tiny_deraining()

    def derain(*_arguments):
        raise AssertionError("computed again")

    deraining.derain = derain
    return deraining


def test_every_picture_joins_with_its_caption_and_a_broken_one_is_named_in_the_log(
    folder, prepared, caplog
):
    examples = prepared(folder_source(folder))
    first, second = examples.credits
    assert (first.title, first.author, first.licence) == ("Rain in May", "A. Uthor", "CC0-1.0")
    assert first.source == "https://example.org/b"
    assert (second.title, second.author) == ("My own rain", "")
    assert [title for _, title in examples.thumbnails()] == ["Rain in May", "My own rain"]
    assert all(path.is_file() for path, _ in examples.thumbnails())
    assert "a.jpg" in caplog.text
    assert "not a picture" in caplog.text


def test_what_is_shown_is_what_the_networks_give(folder, prepared):
    comparison = prepared(folder_source(folder)).comparison(0)
    rainy = textured(96, 192, 1)
    assert list(comparison.panes) == ["input", "teacher", "student"]
    assert comparison.title == "Rain in May"
    np.testing.assert_array_equal(comparison.rainy, rainy)
    for role in ("teacher", "student"):
        derained = tiny_deraining().derainer(role).derain(rainy).derained
        pane = comparison.panes[role]
        np.testing.assert_array_equal(pane.pixels, derained)
        assert pane.niqe == pytest.approx(niqe(derained).value)
        assert pane.dark.mean == measure_dark_channel(derained).mean


def test_a_restart_computes_nothing_again(folder, prepared):
    before = prepared(folder_source(folder))
    after = prepared(folder_source(folder), deraining=no_deraining())
    assert after.credits == before.credits
    np.testing.assert_array_equal(after.panes(1)[2].pixels, before.panes(1)[2].pixels)


@pytest.mark.parametrize("change", ["picture", "weights", "damage"])
def test_what_is_no_longer_right_is_computed_again(folder, prepared, tmp_path, change):
    prepared(folder_source(folder))
    deraining = tiny_deraining()
    if change == "picture":
        save_png(textured(96, 192, 9), folder / "b.png")
    elif change == "weights":
        deraining.weights_sha256 = lambda role: f"another {role}"
    else:
        for path in (tmp_path / "data").rglob("student.png"):
            path.write_bytes(b"damaged")
    examples = prepared(folder_source(folder), deraining=deraining)
    rainy = textured(96, 192, 9 if change == "picture" else 1)
    expected = tiny_deraining().derainer("student").derain(rainy).derained
    np.testing.assert_array_equal(examples.comparison(0).panes["student"].pixels, expected)


def test_examples_appear_only_when_they_are_ready(folder, prepared):
    deraining = tiny_deraining()
    begun, finish = threading.Event(), threading.Event()
    derain = deraining.derain

    def slow(*arguments):
        begun.set()
        assert finish.wait(60)
        return derain(*arguments)

    deraining.derain = slow
    examples = prepared(deraining=deraining)
    examples._sources = [folder_source(folder)]
    thread = examples.prepare_in_background()
    assert begun.wait(60)
    assert examples.credits == ()
    with pytest.raises(IndexError):
        examples.panes(0)
    finish.set()
    thread.join(60)
    assert len(examples.credits) == 2


def test_what_is_missing_or_unforeseen_stops_nothing(folder, prepared, tmp_path, caplog):
    deraining = tiny_deraining()
    derain = deraining.derain

    def sometimes(role, pixels, *others):
        if pixels.shape[1] == 192:
            raise ZeroDivisionError
        return derain(role, pixels, *others)

    deraining.derain = sometimes
    nowhere = folder_source(tmp_path / "nowhere")
    examples = prepared(nowhere, folder_source(folder), deraining=deraining)
    assert [credit.title for credit in examples.credits] == ["My own rain"]
    assert "nowhere" in caplog.text
    assert "b.png" in caplog.text


def test_captions_that_are_no_table_cost_only_the_captions(folder, prepared, caplog):
    (folder / "captions.csv").write_bytes(b"\xff\xfe\x00title\nx")
    examples = prepared(folder_source(folder))
    assert [credit.title for credit in examples.credits] == ["B", "My own rain"]
    assert "captions.csv" in caplog.text


def test_one_picture_under_two_names_is_one_example_and_there_is_a_most(
    folder, prepared, monkeypatch, caplog
):
    save_png(textured(96, 192, 1), folder / "c.png")
    assert len(prepared(folder_source(folder)).credits) == 2
    monkeypatch.setattr(owner, "MOST", 2)
    assert len(prepared(folder_source(folder)).credits) == 1  # the broken one counts
    assert "the first 2" in caplog.text


def test_large_pictures_are_made_smaller(tmp_path, prepared, monkeypatch):
    monkeypatch.setattr(owner, "MOST_PIXELS", 100 * 50)
    save_png(textured(100, 200), tmp_path / "large.png")
    assert prepared(folder_source(tmp_path)).comparison(0).rainy.shape == (50, 100, 3)


def test_a_dataset_of_the_hub_joins_too(tmp_path, prepared, monkeypatch, caplog):
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    files = {
        "b.png": encode_png(textured(96, 192, 1)),
        "captions.csv": CAPTIONS.encode(),
        "train.parquet": b"not asked for",
    }
    cache = tmp_path / "cache"
    with DatasetHub(files) as hub:
        api = HfApi(endpoint=hub.url, token=False)
        examples = prepared(dataset_source("me/rain", api, cache))
        assert [credit.title for credit in examples.credits] == ["Rain in May"]
        assert sorted(hub.sent) == ["b.png", "captions.csv"]
        np.testing.assert_array_equal(examples.comparison(0).rainy, textured(96, 192, 1))
        assert prepared(dataset_source("me/snow", api, cache)).credits == ()
        assert "me/snow could not be fetched" in caplog.text
    # The Hub is gone: what was fetched is still there.
    assert len(prepared(dataset_source("me/rain", api, cache)).credits) == 1


def test_the_gallery_shows_the_bundled_ones_first(folder, prepared, tmp_path):
    (tmp_path / "assets").mkdir()
    make_assets(tmp_path / "assets")
    bundled = ExampleService(tmp_path / "assets" / "examples")
    own = prepared(folder_source(folder))
    gallery = Gallery(bundled, own)
    titles = ["Example one", "Example two", "Rain in May", "My own rain"]
    assert [credit.title for credit in gallery.credits] == titles
    assert [title for _, title in gallery.thumbnails()] == titles
    assert [gallery.comparison(index).title for index in range(4)] == titles
    assert gallery.panes(2)[0].pixels.shape == (96, 192, 3)
    assert {gallery.variant(index) for index in range(4)} == {"tiny"}
    alone = Gallery(bundled)
    assert [credit.title for credit in alone.credits] == titles[:2]
    with pytest.raises(IndexError):
        alone.comparison(2)
