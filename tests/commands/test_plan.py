"""Where results go is settled before anything is written, and nothing is written twice."""

from pathlib import Path

import pytest

from ssidkd.commands.errors import CommandError
from ssidkd.commands.plan import plan_tasks


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def make(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"")

    return make


def planned(*sources, output="out"):
    tasks = plan_tasks([Path(source) for source in sources], Path(output))
    return {str(task.source): str(task.target) for task in tasks}


def test_a_file_goes_to_its_stem_in_the_output_folder(folder):
    folder("a/street.v1.jpg", "b/yard.HEIC")
    assert planned("a/street.v1.jpg", "b/yard.HEIC") == {
        "a/street.v1.jpg": "out/street.v1.png",
        "b/yard.HEIC": "out/yard.png",
    }


def test_a_folder_keeps_its_sub_folders(folder):
    folder("photos/b.png", "photos/a.jpg", "photos/2024/may/a.webp")
    assert planned("photos") == {
        "photos/2024/may/a.webp": "out/2024/may/a.png",
        "photos/a.jpg": "out/a.png",
        "photos/b.png": "out/b.png",
    }


def test_a_folder_gives_pictures_only_but_a_named_file_is_always_taken(folder):
    folder("photos/a.jpg", "photos/notes.txt", "photos/.hidden.jpg", "photos/.cache/b.jpg")
    assert list(planned("photos", "photos/notes.txt")) == ["photos/a.jpg", "photos/notes.txt"]


def test_results_inside_the_input_folder_are_not_worked_on_again(folder):
    folder("photos/a.jpg", "photos/out/a.png")
    assert planned("photos", output="photos/out") == {"photos/a.jpg": "photos/out/a.png"}


def test_a_picture_named_twice_is_one_task(folder):
    folder("photos/a.jpg")
    assert planned("photos", "photos/a.jpg", "photos/../photos/a.jpg") == {
        "photos/a.jpg": "out/a.png"
    }


@pytest.mark.parametrize(
    ("names", "sources"),
    [
        (["a.jpg", "a.png"], ["a.jpg", "a.png"]),
        (["x/a.jpg", "y/a.jpg"], ["x", "y"]),
        (["x/a.jpg", "x/A.webp"], ["x"]),
    ],
)
def test_two_pictures_for_one_file_are_refused(folder, names, sources):
    folder(*names)
    with pytest.raises(CommandError, match="would both be written to 'out/"):
        planned(*sources)


def test_a_result_never_replaces_a_picture_to_work_on(folder):
    folder("photos/a.png")
    with pytest.raises(CommandError, match=r"'photos/a\.png' is one of the pictures"):
        planned("photos", output="photos")


def test_a_result_of_an_earlier_run_may_be_replaced(folder):
    folder("a.jpg", "out/a.png")
    assert planned("a.jpg") == {"a.jpg": "out/a.png"}


def test_what_cannot_be_planned_is_said(folder):
    folder("photos/notes.txt", "a.jpg")
    with pytest.raises(CommandError, match=r"no file or folder 'b\.jpg'"):
        planned("a.jpg", "b.jpg")
    with pytest.raises(CommandError, match="no picture in what you named"):
        planned("photos")
    with pytest.raises(CommandError, match="is a file; the results need a folder"):
        planned("a.jpg", output="a.jpg")
