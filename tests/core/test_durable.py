"""Files that are there whole or not at all."""

import pytest

from ssidkd.core.durable import UNFINISHED, sweep, unfinished_path, whole_file, write_whole


def test_what_was_there_is_replaced_at_the_end_only(tmp_path):
    path = tmp_path / "config.json"
    write_whole(path, b"old")
    with whole_file(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_fails_changes_nothing_and_leaves_nothing(tmp_path):
    path = tmp_path / "config.json"
    write_whole(path, b"old")
    with pytest.raises(TypeError), whole_file(path) as file:
        file.writelines([b"half", "no bytes"])
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_crash_left_is_swept_away_and_nothing_else(tmp_path):
    kept = tmp_path / f"mine{UNFINISHED}"
    kept.touch()
    unfinished_path(kept).touch()
    (unfinished_path(kept) / "inside").mkdir(parents=True)
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == [kept]
