"""What is written: links or copies, halves as PNG, and only whole destinations."""

import numpy as np
import pytest

from ssidkd.learning.photos import read_pixels
from training.datasets.found import DataSetError, FoundHalves, FoundPair, FoundPhoto
from training.datasets.writing import refuse_destination, write_items


@pytest.fixture
def pair(tmp_path, make_pair, save):
    rainy, clean = make_pair(0)
    save(rainy, tmp_path / "source" / "in.png")
    save(clean, tmp_path / "source" / "truth.PNG")
    return FoundPair(
        name="a.b", rainy=tmp_path / "source" / "in.png", clean=tmp_path / "source" / "truth.PNG"
    )


@pytest.mark.parametrize("copy", [True, False])
def test_a_pair_is_linked_or_copied_under_one_name(tmp_path, pair, copy):
    write_items([pair], tmp_path / "out", copy=copy)
    for kind, source in (("rain", pair.rainy), ("norain", pair.clean)):
        written = tmp_path / "out" / kind / "a.b.png"
        assert written.read_bytes() == source.read_bytes()
        assert written.samefile(source) != copy


def test_files_of_two_formats_become_png_of_one_name(tmp_path, pair):
    other = pair.clean.rename(pair.clean.with_suffix(".bmp"))
    mixed = FoundPair(name="1", rainy=pair.rainy, clean=other)
    write_items([mixed], tmp_path / "out")
    assert np.array_equal(read_pixels(tmp_path / "out/norain/1.png"), read_pixels(other))
    assert np.array_equal(read_pixels(tmp_path / "out/rain/1.png"), read_pixels(pair.rainy))


def test_halves_are_written_without_loss(tmp_path, make_pair, save):
    rainy, clean = make_pair(1)
    save(np.hstack((rainy, clean)), tmp_path / "both.png")
    write_items(
        [FoundHalves(name="7", both=tmp_path / "both.png", clean_side="right")], tmp_path / "out"
    )
    assert np.array_equal(read_pixels(tmp_path / "out/rain/7.png"), rainy)
    assert np.array_equal(read_pixels(tmp_path / "out/norain/7.png"), clean)


def test_photos_lie_flat(tmp_path, pair):
    write_items([FoundPhoto(name="photo", photo=pair.rainy)], tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["photo.png"]


def test_an_error_leaves_nothing_behind(tmp_path, pair):
    gone = FoundPhoto(name="gone", photo=tmp_path / "gone.png")
    with pytest.raises(FileNotFoundError):
        write_items([pair, gone], tmp_path / "out")
    assert {path.name for path in tmp_path.iterdir()} == {"source"}


def test_an_empty_folder_is_filled_and_a_full_one_refused(tmp_path, pair):
    out = tmp_path / "out"
    out.mkdir()
    refuse_destination(out, tmp_path / "source")
    write_items([pair], out)
    with pytest.raises(DataSetError, match="is not empty"):
        refuse_destination(out, tmp_path / "source")


def test_a_file_or_a_place_in_the_source_is_refused(tmp_path, pair):
    with pytest.raises(DataSetError, match="is a file"):
        refuse_destination(pair.rainy, tmp_path / "source")
    with pytest.raises(DataSetError, match="must not change"):
        refuse_destination(tmp_path / "source" / "new", tmp_path / "source")
    with pytest.raises(DataSetError, match="must not change"):
        refuse_destination(tmp_path / "source" / "new", pair.rainy)
