"""`python -m ssidkd collection` beside a collection that is open, as while the server runs."""

import csv
import json
import zipfile

import pytest

from ssidkd import __main__ as program
from ssidkd.core.intake import read_picture
from ssidkd.services.collection.export import EXPORTED, SHARE
from ssidkd.services.collection.photo_file import identity_of
from tests.services.collection.store_parts import offer, open_collection


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("SSIDKD_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def served(data):
    """An open collection of six donors with two photos each; the first five are accepted."""
    collection = open_collection(data / "collection")
    collection.codes = []
    for number in range(6):
        answer = collection.donate(offer(2 * number, 2 * number + 1, visitor=f"visitor {number}"))
        collection.codes.append(answer.code)
        if number < 5:
            collection.accept([photo.identity for photo in answer.photos], "owner")
    yield collection
    collection.close()


def run(*words):
    return program.main(["collection", *map(str, words)])


def exported(folder):
    return {path.stem for path in folder.glob("*/*.png")}


def accepted(collection):
    return {photo.identity for photo in collection.photos(["reviewed"])}


def test_accepted_photos_are_exported_while_the_server_runs(served, tmp_path, capsys):
    assert run("export", tmp_path / "out", "--zip", tmp_path / "out.zip", "--share", "0.5") == 0
    assert exported(tmp_path / "out") == accepted(served)
    assert "10 new, 0 removed" in capsys.readouterr().out
    for path in (tmp_path / "out").glob("*/*.png"):
        assert identity_of(read_picture(path).pixels) == path.stem
    names = zipfile.ZipFile(tmp_path / "out.zip").namelist()
    assert {name.split("/")[2][:-4] for name in names if name.endswith(".png")} == accepted(served)


def test_an_export_keeps_as_much_for_validation_as_a_finetuning_does():
    parsed = program.build_parser().parse_args(["collection", "export", "out"])
    assert (parsed.share, tuple(parsed.states.split(","))) == (SHARE, EXPORTED)


def test_no_donor_is_on_both_sides(served, tmp_path):
    run("export", tmp_path / "out", "--share", "0.5")
    sides = {path.stem: path.parent.name for path in (tmp_path / "out").glob("*/*.png")}
    donors = {}
    for photo in served.photos(["reviewed"]):
        donors.setdefault(photo.donor, set()).add(sides[photo.identity])
    assert len(donors) == 5
    assert all(len(where) == 1 for where in donors.values())


def test_photos_that_were_taken_back_leave_the_folder_at_the_next_export(served, tmp_path, capsys):
    run("export", tmp_path / "out")
    gone = {one.identity for one in served.receipt(served.codes[0]).photos}
    served.withdraw(served.codes[0])
    assert run("export", tmp_path / "out") == 0
    assert "0 new, 2 removed" in capsys.readouterr().out
    assert not exported(tmp_path / "out") & gone
    with (tmp_path / "out" / "credits.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 8


def test_when_all_were_taken_back_nothing_is_left(served, tmp_path):
    run("export", tmp_path / "out")
    for code in served.codes:
        served.withdraw(code)
    assert run("export", tmp_path / "out") == 0
    assert exported(tmp_path / "out") == set()


def test_the_server_s_own_files_do_not_change(served, tmp_path, data):
    def content():
        return {
            path: path.read_bytes()
            for path in data.rglob("*")
            if path.is_file() and ".sqlite" not in path.name
        }

    before = content()
    run("export", tmp_path / "out")
    run("status")
    assert content() == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--share", "2"], 2, "--share takes a number from 0 to 1"),
        (["--states", "stored"], 1, "Photos that are stored are never exported"),
        (["--data-dir", "nowhere"], 1, "There is no collection in 'nowhere'"),
        (["--states", "committed"], 1, "There is no accepted photo to export"),
    ],
)
def test_what_cannot_be_exported_is_said_and_nothing_is_written(
    served, tmp_path, capsys, words, code, said
):
    assert run("export", tmp_path / "out", *words) == code
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_of_somebody_else_is_refused(served, tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert run("export", tmp_path) == 1
    assert "holds files that no export wrote" in capsys.readouterr().err


def test_the_status_counts_what_is_there(served, capsys):
    served.withdraw(served.codes[0])
    assert run("status", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["by_state"] == {"reviewed": 8, "stored": 2}
    assert (told["photos"], told["donations"], told["donors"]) == (10, 6, 5)
    assert (told["withdrawn"], told["to_send"], told["to_remove"]) == (2, 8, 0)
    assert told["bytes"] == sum(
        served.picture(photo.identity).stat().st_size for photo in served.photos()
    )
    assert told["is_served"] is True
    statistics = served.statistics()
    assert (statistics.photos, statistics.by_state) == (told["photos"], told["by_state"])
    served.close()
    assert run("status") == 0
    words = capsys.readouterr().out
    assert "server           does not run" in words
    assert "none: SSIDKD_COLLECTION_DATASET is not set" in words


def test_a_withdrawal_that_the_hub_has_to_hear_of_is_counted(served, capsys):
    receipt = served.receipt(served.codes[1])
    identities = [photo.identity for photo in receipt.photos]
    served.mark_queued(identities)
    served.mark_committed(identities, "revision")
    served.withdraw(served.codes[1])
    run("status", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["to_send"], told["to_remove"]) == (8, 2)
    assert len(served.to_remove(10)) == 2
