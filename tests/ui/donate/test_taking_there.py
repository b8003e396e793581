"""Photos of other tabs are taken to the tab Donate: the visitor's own ones only."""

from types import SimpleNamespace

import gradio as gr
import pytest
from PIL import Image

from ssidkd.core.picture import save_png
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.services.collection.job_members import MEMBERS
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.ui.donate.give_compared import GiveCompared
from ssidkd.ui.donate.give_job import GiveJob
from ssidkd.ui.donate.offered import Offered
from ssidkd.ui.run import Run
from ssidkd.ui.words import ENGLISH
from tests.job_folders import photo

EXAMPLE = photo(7)


class Gallery:
    credits = ("an example",)

    def comparison(self, index):
        assert index == 0
        return SimpleNamespace(rainy=EXAMPLE)


class Jobs:
    """The one job there is."""

    def __init__(self, root):
        self.root = root

    def folder(self, job_id):
        if job_id != "job":
            raise JobNotFoundError
        return self.root


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A job of an example and two photos of its visitor."""
    folder = JobFolder(tmp_path / "job")
    folder.photos.mkdir(parents=True)
    names = ("a.png", "b.png", "c.png")
    for name, pixels in zip(names, (photo(1), EXAMPLE, photo(2)), strict=True):
        save_png(pixels, folder.photos / name)
    config = SimpleNamespace(photos=names)
    monkeypatch.setattr(JobFolder, "read_config", lambda _: config)
    return folder


@pytest.fixture
def give_job(build, collecting, folder):
    finetuning = SimpleNamespace(jobs=Jobs(folder))
    return build(
        lambda context: GiveJob(context, finetuning), collecting=collecting, gallery=Gallery()
    )


def offered_by(changes):
    """Return the files that a handler takes there, and which tab it shows."""
    files, tab = (), None
    for change in changes.values():
        if isinstance(change, Offered):
            files = change.files
        if isinstance(change, gr.Tabs):
            tab = change.selected
    return [file.path.name for file in files], tab


def test_a_jobs_photos_are_taken_there_without_the_examples(give_job):
    changes = give_job.give("job")
    assert offered_by(changes) == (["a.png", "c.png"], "donate")


def test_photos_of_a_job_of_the_collection_stay_where_they_are(give_job, folder):
    (folder.root / MEMBERS).write_text('{"photos": {"a.png": "id"}, "removed": 0}')
    changes = give_job.give("job")
    assert offered_by(changes) == ([], None)
    assert ENGLISH.donate.no_own_photo in str(changes.values())


def test_a_job_that_is_not_there_gives_nothing(give_job):
    for job_id in (None, "", "../x", 5, {"path": "/etc/passwd"}):
        assert offered_by(give_job.give(job_id)) == ([], None)


def test_the_compared_photo_is_taken_there_as_it_was_uploaded(build, collecting, tmp_path):
    part = build(lambda context: GiveCompared(context, gr.State(None)), collecting=collecting)
    path = tmp_path / "holiday.png"
    Image.fromarray(photo(1)).save(path)
    assert offered_by(part.give(Run(path))) == (["holiday.png"], "donate")
    assert [one["visible"] for one in part.shown(is_own=True).values()] == [True]


def test_an_example_cannot_be_given(build, collecting):
    part = build(lambda context: GiveCompared(context, gr.State(None)), collecting=collecting)
    given = part.give(None)
    assert "__type__" in given  # nothing changes
    assert [one["visible"] for one in part.shown(is_own=False).values()] == ["hidden"]


def test_where_nothing_is_collected_there_is_no_button(build):
    part = build(lambda context: GiveCompared(context, gr.State(None)), collecting=None)
    assert part.outputs == []
    assert part.shown(is_own=True) == {}
