"""The prepare command: a miniature set goes in, folders that training reads come out."""

import logging

import numpy as np
import pytest

from ssidkd.core.picture import save_png
from ssidkd.learning.pairs import load_pairs
from training.prepare import main


@pytest.fixture(autouse=True)
def _every_word(caplog):
    caplog.set_level(logging.INFO)


@pytest.fixture
def source(tmp_path):
    """Rain1400 in small: two clean pictures, three rainy versions of each."""
    for number in (1, 2):
        clean = np.full((16, 20, 3), 50 * number, np.uint8)
        for folder, name, pixels in (
            ("ground_truth", f"{number}", clean),
            *(("rainy_image", f"{number}_{version}", clean + version) for version in (1, 2, 3)),
        ):
            (tmp_path / "set" / folder).mkdir(parents=True, exist_ok=True)
            save_png(pixels, tmp_path / "set" / folder / f"{name}.jpg")
    return tmp_path / "set"


def contents(folder):
    return {
        path.relative_to(folder): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_is_prepared_is_read_by_training(source, tmp_path, caplog):
    before = contents(source)
    assert main(["rain1400", str(source), str(tmp_path / "out")]) == 0
    pairs = load_pairs([tmp_path / "out"])
    assert [int(rainy[0, 0, 0]) - int(clean[0, 0, 0]) for rainy, clean in pairs] == [1, 2, 3] * 2
    assert [int(clean[0, 0, 0]) for _, clean in pairs] == [50] * 3 + [100] * 3
    assert contents(source) == before
    assert "6 of Rain1400" in caplog.text
    assert "published: 12,600 or 1,400" in caplog.text


def test_a_broken_file_is_named_and_nothing_is_written(source, tmp_path, caplog):
    (source / "rainy_image" / "1_2.jpg").write_bytes(b"")
    (source / "ground_truth" / "2.jpg").unlink()
    assert main(["rain1400", str(source), str(tmp_path / "out")]) == 1
    assert "rainy_image/1_2.jpg cannot be read" in caplog.text
    assert "rainy_image/2_3.jpg has no clean partner ground_truth/2." in caplog.text
    assert not (tmp_path / "out").exists()


def test_broken_files_can_be_left_out(source, tmp_path):
    (source / "rainy_image" / "1_2.jpg").write_bytes(b"")
    (source / "ground_truth" / "2.jpg").unlink()
    assert main(["rain1400", str(source), str(tmp_path / "out"), "--skip-broken"]) == 0
    assert {path.name for path in (tmp_path / "out/rain").iterdir()} == {"1_1.jpg", "1_3.jpg"}


def test_a_full_destination_and_a_missing_source_are_refused(source, tmp_path, caplog):
    assert main(["rain1400", str(source), str(source.parent)]) == 1
    assert "is not empty" in caplog.text
    assert main(["rain1400", str(tmp_path / "gone"), str(tmp_path / "out")]) == 1
    assert "There is no" in caplog.text


def test_a_set_of_nothing_but_broken_files_is_refused(source, tmp_path, caplog):
    for path in source.rglob("*.jpg"):
        path.write_bytes(b"")
    assert main(["rain1400", str(source), str(tmp_path / "out"), "--skip-broken"]) == 1
    assert "nothing left" in caplog.text
