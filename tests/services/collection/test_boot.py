"""A start finds the truth in the files, whatever happened to the database, and the other way."""

import json
import shutil
import sqlite3

import pytest

from ssidkd.services.collection.database import _set_up
from ssidkd.services.collection.errors import CollectionTooNewError, ReviewError
from ssidkd.services.collection.records import PhotoRecord, Tombstone
from tests.services.collection.store_parts import offer, open_collection, photo

DAY = 86_400


@pytest.fixture
def root(tmp_path):
    return tmp_path / "collection"


@pytest.fixture
def opened():
    """Open collections that are closed at the end."""
    collections = []

    def open_one(root, **options):
        collections.append(open_collection(root, **options))
        return collections[-1]

    yield open_one
    for collection in collections:
        collection.close()


@pytest.fixture
def filled(root, opened):
    """A closed collection of four photos in every state, and what it said before."""
    collection = opened(root)
    answer = collection.donate(offer(1, 2, 3, 4))
    one, two, three, four = (p.identity for p in answer.photos)
    collection.accept([one, two], "ada")
    collection.mark_queued([two])
    collection.mark_committed([two], "abc")
    collection.refuse([three], "ada", "no rain")
    collection.withdraw(answer.code, [four])
    before = (collection.receipt(answer.code), collection.photos(), collection.statistics())
    collection.close()
    return answer, before


def said(collection, answer):
    return (collection.receipt(answer.code), collection.photos(), collection.statistics())


def drop(root):
    for path in root.glob("collection.sqlite*"):
        path.unlink()


def empty(root):
    (root / "collection.sqlite").write_bytes(b"")


def corrupt(root):
    path = root / "collection.sqlite"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x55" * (len(content) - 4096)  # every page but the first
    path.write_bytes(content)


def replace_with_text(root):
    (root / "collection.sqlite").write_bytes(b"no database at all" * 1000)


def damage_a_row(root):
    with sqlite3.connect(root / "collection.sqlite") as rows:
        rows.execute("UPDATE photos SET record = '{\"identity\": 3'")
    rows.close()


def older(root):
    with sqlite3.connect(root / "collection.sqlite") as rows:
        rows.executescript("DROP TABLE photos; PRAGMA user_version=0")
    rows.close()


@pytest.mark.parametrize("damage", [drop, empty, corrupt, replace_with_text, damage_a_row, older])
def test_a_database_that_cannot_be_used_is_rebuilt_from_the_files(root, opened, filled, damage):
    answer, before = filled
    damage(root)
    collection = opened(root)
    assert said(collection, answer) == before
    assert collection.boot.rows_rebuilt == 5  # a donation, three photos, a tombstone
    assert (collection.boot.moved_aside is not None) == (damage is not drop)
    if damage is not drop:
        assert collection.boot.moved_aside.exists()
        assert collection.boot.moved_aside.name in " ".join(collection.boot.sentences)


def test_hashes_are_made_again_with_the_rows(root, opened, filled):
    drop(root)
    collection = opened(root)
    brighter = (photo(1) * 0.9).astype("uint8")
    assert collection.donate(offer(brighter)).photos[0].outcome == "alike"


def test_a_database_of_a_newer_version_is_not_touched(root, opened, filled):
    with sqlite3.connect(root / "collection.sqlite") as rows:
        rows.execute("PRAGMA user_version=99")
    rows.close()
    with pytest.raises(CollectionTooNewError, match="newer version"):
        open_collection(root)
    assert not list(root.glob("*aside*"))
    with sqlite3.connect(root / "collection.sqlite") as rows:
        assert rows.execute("SELECT COUNT(*) FROM photos").fetchone() == (3,)
    rows.close()


@pytest.mark.parametrize("kind", ["records", "donations", "withdrawn"])
@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_files_are_written_again_from_the_rows(root, opened, filled, kind, how):
    answer, before = filled
    paths = list((root / kind).rglob("*.json"))
    for path in paths:
        if how == "missing":
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[:-9])
    collection = opened(root)
    assert said(collection, answer) == before
    assert collection.boot.files_rebuilt == len(paths)
    assert all(json.loads(path.read_bytes()) for path in paths)


def test_of_a_row_and_a_file_that_differ_the_later_change_holds(root, opened, filled):
    answer, _ = filled
    path = next((root / "records").rglob(f"{answer.photos[0].identity}.json"))
    later = json.loads(path.read_bytes())
    earlier = {**later, "state": "stored", "change": later["change"] - 1}
    path.write_text(json.dumps(earlier))
    collection = opened(root)
    assert collection.record(later["identity"]).state == "reviewed"
    collection.close()
    path.write_text(json.dumps({**later, "state": "stored", "change": later["change"] + 1}))
    assert opened(root).record(later["identity"]).state == "stored"


def test_a_photo_without_its_file_is_counted_and_not_shown_or_sent(root, opened, filled):
    answer, _ = filled
    one = answer.photos[0].identity
    next((root / "photos").rglob(f"{one}.png")).unlink()
    collection = opened(root)
    assert collection.boot.photos_without_file == 1
    assert "lost their file" in " ".join(collection.boot.sentences)
    assert collection.to_send(10) == []
    assert one not in [record.identity for record in collection.photos()]
    assert collection.statistics().without_file == 1
    assert isinstance(collection.withdraw(answer.code, [one]).photos[0], Tombstone)


def test_a_file_that_no_donation_knows_is_removed_and_counted(root, opened, filled):
    answer, before = filled
    stray = root / "photos" / "ab" / f"{'ab' * 32}.png"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"half")
    (root / "records" / ".0.part").write_bytes(b"half")
    collection = opened(root)
    assert collection.boot.orphans_removed == 1
    assert not stray.exists()
    assert not (root / "records" / ".0.part").exists()
    assert said(collection, answer) == before


@pytest.mark.parametrize("kind", ["records", "donations"])
def test_without_rows_a_damaged_record_costs_no_photo_its_file(root, opened, filled, kind):
    pictures = sorted((root / "photos").rglob("*.png"))
    drop(root)
    for path in (root / kind).rglob("*.json"):
        path.write_bytes(b"{")
    collection = opened(root)
    collection.sweep()
    assert sorted((root / "photos").rglob("*.png")) == pictures
    assert collection.boot.damaged_files == (3 if kind == "records" else 1)


def test_without_rows_a_damaged_tombstone_still_keeps_the_photo_away(root, opened, filled):
    answer, _ = filled
    gone = answer.photos[3].identity
    drop(root)
    for path in (root / "withdrawn").iterdir():
        path.write_bytes(b"")
    collection = opened(root)
    assert isinstance(collection.receipt(answer.code).photos[3], Tombstone)
    assert [stone.identity for stone in collection.to_remove(10)] == [gone]


def test_a_withdrawal_holds_against_an_older_copy_of_database_and_records(root, opened):
    collection = opened(root)
    answer = collection.donate(offer(1))
    collection.close()
    backup = root.with_name("backup")
    shutil.copytree(root, backup)
    collection = opened(root)
    collection.withdraw(answer.code)
    collection.close()
    for name in ("collection.sqlite", "records", "photos"):
        shutil.rmtree(root / name, ignore_errors=True)
        copy = shutil.copytree if (backup / name).is_dir() else shutil.copy
        copy(backup / name, root / name)
    collection = opened(root)
    assert collection.boot.withdrawals_finished == 1
    assert collection.photos() == []
    assert not list((root / "photos").rglob("*.png"))


def test_a_photo_given_again_outlives_its_old_tombstone(root, opened):
    collection = opened(root)
    collection.withdraw(collection.donate(offer(1)).code)
    again = collection.donate(offer(1))
    collection.close()
    drop(root)
    (kept,) = opened(root).receipt(again.code).photos
    assert isinstance(kept, PhotoRecord)


def test_a_record_under_another_name_is_not_believed(root, opened, filled):
    answer, before = filled
    path = next((root / "records").rglob(f"{answer.photos[0].identity}.json"))
    forged = {**json.loads(path.read_bytes()), "state": "committed", "change": 99}
    path.with_name("ff" * 32 + ".json").write_text(json.dumps(forged))
    collection = opened(root)
    assert said(collection, answer) == before


def test_pixels_of_a_refused_photo_go_after_thirty_days_and_it_is_still_known(root, opened):
    clock = [1000.0 * DAY]
    collection = opened(root, now=lambda: clock[0])
    answer = collection.donate(offer(1, 2))
    one, two = (p.identity for p in answer.photos)
    collection.refuse([one], "ada", "no rain")
    picture = collection.picture(one)
    clock[0] += 29 * DAY
    collection.sweep()
    assert picture.exists()
    clock[0] += 2 * DAY
    collection.sweep()
    assert not picture.exists()
    assert collection.donate(offer(1)).photos[0].outcome == "have_it"
    for decide in (collection.accept, collection.undo):
        with pytest.raises(ReviewError, match="no longer here"):
            decide([one], "ada")
    assert collection.receipt(answer.code).photos[0].state == "refused"
    assert [record.identity for record in collection.photos()] == [two]
    collection.close()
    assert opened(root, now=lambda: clock[0]).boot.sentences == ()


def test_a_clock_that_jumped_shuts_nobody_out_for_long(root, opened):
    clock = [1000.0 * DAY]
    collection = opened(root, now=lambda: clock[0], visitor_day=1)
    clock[0] += 400 * DAY
    collection.donate(offer(1))
    clock[0] -= 400 * DAY
    assert collection.donate(offer(2)).code


def test_the_disk_that_has_no_shared_memory_gets_another_journal(tmp_path):
    path = tmp_path / "rows.sqlite"
    connection = sqlite3.connect(f"file:{path}?vfs=unix-dotfile", uri=True, isolation_level=None)
    assert _set_up(connection) == "delete"
    connection.close()


def test_the_database_is_set_so_that_commits_last(root, opened):
    connection = opened(root)._archive.rows.connection
    asked = [f"PRAGMA {name}" for name in ("journal_mode", "synchronous", "busy_timeout")]
    assert [connection.execute(name).fetchone()[0] for name in asked] == ["wal", 2, 5000]


def test_closing_leaves_one_file_of_the_database(root, opened):
    collection = opened(root)
    collection.donate(offer(1))
    collection.close()
    assert [path.name for path in root.glob("collection.sqlite*")] == ["collection.sqlite"]
