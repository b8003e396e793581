import csv
import io
import json
import shlex
import threading
import zipfile

import numpy as np
import pytest
from PIL import Image

from ssidkd.__main__ import main
from ssidkd.core.intake import read_picture
from ssidkd.core.metrics import niqe
from ssidkd.core.picture import save_png
from ssidkd.core.version import VERSION
from ssidkd.core.weights.bundled import BUNDLED, bundled_weights
from ssidkd.services.batch.limits import BatchLimits
from ssidkd.services.batch.rows import BatchOptions, Incoming
from ssidkd.services.batch.running import BatchService
from ssidkd.services.deraining import DerainingService
from ssidkd.services.photos import at_most
from ssidkd.services.quick_policy import QuickPolicy
from ssidkd.services.shelf import PictureShelf
from tests.page_services import PIXEL_LIMIT, load_tiny, textured, tiny_deraining

BOTH = BatchOptions(roles=("teacher", "student"), full_size=False)
STUDENT = BatchOptions(roles=("student",), full_size=True)


@pytest.fixture
def shelf(tmp_path):
    return PictureShelf(tmp_path / "shelf")


@pytest.fixture
def service(shelf):
    return BatchService(tiny_deraining(), niqe, shelf)


@pytest.fixture
def send(tmp_path):
    """Returns what a visitor sends: pictures, or files of other content, under any name."""

    def send(**files):
        sent = []
        for number, (name, content) in enumerate(files.items()):
            path = tmp_path / str(number)
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                save_png(content, path)
            sent.append(Incoming(path=path, name=name.replace("_dot_", ".")))
        return sent

    return send


def run(service, files, options, stop=None):
    return list(service.run(files, options, stop or threading.Event()))


def opened(state):
    return zipfile.ZipFile(state.archive)


def pixels_in(archive, name):
    return np.asarray(Image.open(io.BytesIO(archive.read(name))))


def table(archive):
    return list(csv.DictReader(io.StringIO(archive.read("results.csv").decode("utf-8-sig"))))


def test_every_picture_is_done_by_every_network_and_a_broken_one_says_so(service, send):
    one, two = textured(96, 192, 1), textured(300, 400, 2)
    files = send(one_dot_png=one, broken_dot_jpg=b"no picture", two_dot_png=two)
    stop = threading.Event()
    states = run(service, files, BOTH, stop)
    last = states[-1]
    assert not stop.is_set()  # the page tells by it whether the visitor has stopped the batch
    assert last.is_over
    assert not any(state.is_over for state in states[:-1])
    assert [row.name for row in last.rows] == ["one.png", "broken.jpg", "two.png"]
    assert [row.size for row in last.rows] == [(192, 96), None, (400, 300)]
    assert last.rows[1].refusal.code == "not_image"
    small = at_most(two, PIXEL_LIMIT)
    with opened(last) as archive:
        assert archive.testzip() is None
        names = {
            f"derained/{role}/{name}.png"
            for role in ("teacher", "student")
            for name in ("one", "two")
        }
        assert set(archive.namelist()) == names | {"results.csv", "settings.json", "README.txt"}
        for role in BOTH.roles:
            derainer = tiny_deraining().derainer(role)
            for name, rainy in (("one", one), ("two", small)):
                expected = derainer.derain(rainy).derained
                found = pixels_in(archive, f"derained/{role}/{name}.png")
                np.testing.assert_array_equal(found, expected)
        lines = table(archive)
    assert [(line["file"], line["model"]) for line in lines[:2]] == [
        ("one.png", "teacher"),
        ("one.png", "student"),
    ]
    assert lines[0]["niqe_before"] == f"{niqe(one).value:.4f}"
    assert lines[2]["remark"] == last.rows[1].refusal.sentence
    assert (lines[4]["width"], lines[4]["worked_width"]) == ("400", str(small.shape[1]))
    assert "smaller" in lines[4]["remark"]


def test_progress_only_grows_and_ends_at_one(service, send):
    shares = [
        state.share for state in run(service, send(a=textured(64, 64), b=textured(64, 96)), STUDENT)
    ]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_a_stop_comes_at_once_and_keeps_what_is_done(send, shelf, monkeypatch):
    deraining = tiny_deraining()
    begun, finish, stop = threading.Event(), threading.Event(), threading.Event()
    first = deraining.derain

    def derain(role, pixels, report, should_stop):
        if pixels.shape[0] == 65:  # the second picture: a forward pass that nobody waits for
            begun.set()
            assert finish.wait(60)
        return first(role, pixels, report, should_stop)

    monkeypatch.setattr(deraining, "derain", derain)
    service = BatchService(deraining, niqe, shelf)
    files = send(a=textured(64, 64), b=textured(65, 65), c=textured(66, 66))
    for state in service.run(files, STUDENT, stop):
        if begun.is_set():
            stop.set()
        last = state
    assert not finish.is_set()
    finish.set()
    assert last.is_over
    assert [bool(row.results) for row in last.rows] == [True, False, False]
    with opened(last) as archive:
        assert [name for name in archive.namelist() if name.endswith(".png")] == [
            "derained/student/a.png"
        ]
        assert "stopped" in table(archive)[2]["remark"]


def test_a_visitor_who_leaves_leaves_nothing_behind(service, send, shelf, tmp_path):
    states = service.run(send(a=textured(64, 64), b=textured(64, 64)), STUDENT, threading.Event())
    next(states)
    states.close()
    shelf.clear(older_than=-1)
    assert not list((tmp_path / "shelf").rglob("*.zip"))


def test_where_nothing_could_be_done_there_is_no_archive(service, send, tmp_path):
    last = run(service, send(a=b"no picture"), BOTH)[-1]
    assert last.archive is None
    assert not list((tmp_path / "shelf").rglob("*.zip"))


def test_the_archive_is_deleted_like_the_pictures(send, tmp_path):
    now = [0.0]
    shelf = PictureShelf(tmp_path / "shelf", now=lambda: now[0])
    service = BatchService(tiny_deraining(), niqe, shelf)
    last = run(service, send(a=textured(64, 64)), STUDENT)[-1]
    now[0] = 99
    shelf.clear(older_than=100)
    assert last.archive.exists()
    now[0] = 101
    shelf.clear(older_than=100)
    assert not list((tmp_path / "shelf").rglob("*.*"))


def test_pictures_beyond_the_limits_are_refused_and_the_others_done(send, shelf):
    limits = BatchLimits(pictures=3, megapixels=1)
    service = BatchService(tiny_deraining(), niqe, shelf, limits)
    files = send(a=textured(64, 64), b=textured(1000, 1000), c=textured(64, 64), d=textured(64, 64))
    rows = run(service, files, STUDENT)[-1].rows
    assert [row.refusal and row.refusal.code for row in rows] == [None, "limit", None, "limit"]
    assert "1 megapixels" in rows[1].refusal.sentence
    assert "3 pictures" in rows[3].refusal.sentence


def test_something_unforeseen_costs_one_picture_only(send, shelf, caplog):
    def score(pixels):
        if pixels.shape[0] == 65:
            raise ZeroDivisionError("in /a/secret/place")
        return niqe(pixels)

    service = BatchService(tiny_deraining(), score, shelf)
    rows = run(service, send(a=textured(65, 65), b=textured(64, 64)), STUDENT)[-1].rows
    assert rows[0].refusal.code == "unexpected"
    assert "secret" not in rows[0].refusal.sentence
    assert rows[1].results
    assert "secret" in caplog.text


def test_the_settings_say_what_made_the_pictures(service, send):
    options = BatchOptions(roles=("student",), full_size=False, with_originals=True)
    sent = send(**{"../rain_dot_png": textured(64, 64)})
    with opened(run(service, sent, options)[-1]) as archive:
        settings = json.loads(archive.read("settings.json"))
        assert archive.read("rainy/rain.png") == sent[0].path.read_bytes()
        assert settings["commands"][0] in archive.read("README.txt").decode()
    assert settings["version"] == VERSION
    assert settings["networks"] == [
        {"model": "student", "variant": "tiny", "sha256": load_tiny("student").sha256}
    ]
    assert (settings["device"], settings["precision"]) == ("cpu", "float32")
    assert settings["max_pixels"] == PIXEL_LIMIT


@pytest.mark.skipif(("student", "lite") not in BUNDLED, reason="this copy bundles no weights")
def test_the_command_line_in_the_archive_makes_the_same_pixels(
    send, shelf, assets, tmp_path, monkeypatch
):
    deraining = DerainingService(
        lambda role, variant: bundled_weights(assets, role, variant),
        QuickPolicy("lite", pixel_limit=80 * 80),
        precision="float32",
    )
    options = BatchOptions(roles=("teacher", "student"), full_size=False, with_originals=True)
    files = send(**{"no suffix": textured(64, 96), "large rain_dot_png": textured(96, 128)})
    last = run(BatchService(deraining, niqe, shelf), files, options)[-1]
    place = tmp_path / "unzipped"
    with opened(last) as archive:
        archive.extractall(place)
    monkeypatch.chdir(place)
    for line in json.loads((place / "settings.json").read_text())["commands"]:
        python, flag, module, *words = shlex.split(line)
        assert (python, flag, module) == ("python", "-m", "ssidkd")
        assert main(words) == 0
    made = sorted((place / "derained").rglob("*.png"))
    assert len(made) == 4
    for path in made:
        again = place / "again" / path.relative_to(place / "derained")
        np.testing.assert_array_equal(read_picture(again).pixels, read_picture(path).pixels)
