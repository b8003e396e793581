"""Miniature copies of every set as published are found pair by pair, and nothing else is."""

import re

import pytest

from training.datasets.catalogue import PUBLIC_SETS
from training.datasets.found import DataSetError, FoundHalves, FoundPair, FoundPhoto
from training.datasets.layouts import ListedPairs, MatchedFiles, Photos, find_items


def touch(root, *places):
    for place in places:
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(b"")


def find(name, source):
    return find_items(source, PUBLIC_SETS[name].layouts)


def places(found, source):
    return {
        item.name: (
            item.rainy.relative_to(source).as_posix(),
            item.clean.relative_to(source).as_posix(),
        )
        for item in found.items
        if isinstance(item, FoundPair)
    }


@pytest.mark.parametrize("name", ["rain200h", "rain200l"])
@pytest.mark.parametrize("rain_folder", ["rain/X2", "rain"])
def test_the_suffix_x2_of_rainy_pictures_is_left_out(tmp_path, name, rain_folder):
    touch(tmp_path, *(f"{rain_folder}/norain-{n}x2.png" for n in (1, 2, 12)))
    touch(tmp_path, *(f"norain/norain-{n}.png" for n in (1, 2, 12)))
    found = find(name, tmp_path)
    assert found.problems == ()
    assert places(found, tmp_path) == {
        f"norain-{n}": (f"{rain_folder}/norain-{n}x2.png", f"norain/norain-{n}.png")
        for n in (1, 2, 12)
    }


def test_a_copy_side_by_side_has_the_clean_picture_left(tmp_path):
    touch(tmp_path, "1.png", "2.png")
    assert find("rain200h", tmp_path).items == tuple(
        FoundHalves(name=str(n), both=tmp_path / f"{n}.png", clean_side="left") for n in (1, 2)
    )


def test_three_folders_of_the_same_names_become_different_names(tmp_path):
    for strength in ("Heavy", "Medium", "Light"):
        touch(tmp_path, *(f"Rain_{strength}/train2018new/{n}.jpg" for n in range(2)))
    found = find("rain1200", tmp_path)
    assert {item.name for item in found.items} == {
        f"Rain_{strength}-train2018new-{n}"
        for strength in ("Heavy", "Medium", "Light")
        for n in range(2)
    }
    assert {item.clean_side for item in found.items} == {"right"}


def test_training_and_test_pictures_are_never_taken_together(tmp_path):
    touch(tmp_path, "DID-MDN-training/Rain_Heavy/train2018new/0.jpg", "DID-MDN-test/0.jpg")
    with pytest.raises(DataSetError, match="does not look like this set"):
        find("rain1200", tmp_path)
    assert len(find("rain1200", tmp_path / "DID-MDN-test").items) == 1


def test_fourteen_rainy_versions_share_one_clean_picture(tmp_path):
    versions = [f"{n}_{version}" for n in (1, 2) for version in range(1, 15)]
    touch(tmp_path, *(f"rainy_image/{name}.jpg" for name in versions))
    touch(tmp_path, "ground_truth/1.jpg", "ground_truth/2.jpg")
    found = find("rain1400", tmp_path)
    assert found.problems == ()
    assert places(found, tmp_path) == {
        name: (f"rainy_image/{name}.jpg", f"ground_truth/{name.split('_')[0]}.jpg")
        for name in versions
    }


def test_inputs_and_truths_in_one_folder_are_told_apart_by_their_ends(tmp_path):
    touch(tmp_path, *(f"{n:03d}_{end}.png" for n in range(1, 13) for end in ("in", "GT")))
    found = find("rain12", tmp_path)
    assert found.problems == ()
    assert places(found, tmp_path)["012"] == ("012_in.png", "012_GT.png")
    assert len(found.items) == 12


@pytest.mark.parametrize("start", ["/", "./", ""])
def test_a_list_file_names_pairs_from_its_own_folder(tmp_path, start):
    pairs = {
        "000-1_0_256": ("real_world/000/000-1/000-1_0_256.png", "real_world_gt/000/000_0_256.png"),
        "000-2_0_256": ("real_world/000/000-2/000-2_0_256.png", "real_world_gt/000/000_0_256.png"),
    }
    for pair in pairs.values():
        touch(tmp_path, *pair)
    lines = [" ".join(start + place for place in pair) for pair in pairs.values()]
    listed = tmp_path / "real_world.txt"
    listed.write_text("\n".join(lines) + "\n")
    found = find("spa-data", listed)
    assert found.problems == ()
    assert places(found, tmp_path) == pairs
    assert places(find("spa-data", tmp_path), tmp_path) == pairs  # without the list


def test_a_test_list_names_the_clean_pictures_otherwise(tmp_path):
    touch(tmp_path, "real_test_1000/rain/000.png", "real_test_1000/gt/000gt.png")
    listed = tmp_path / "real_test_1000.txt"
    listed.write_text("/real_test_1000/rain/000.png /real_test_1000/gt/000gt.png\n")
    expected = {"000": ("rain/000.png", "gt/000gt.png")}
    root = tmp_path / "real_test_1000"
    assert places(find("spa-data", listed), root) == expected
    assert places(find("spa-data", root), root) == expected


def test_a_list_that_is_wrong_is_named_line_by_line(tmp_path):
    touch(tmp_path, "a.png", "b.png", "c.png")
    listed = tmp_path / "list.txt"
    listed.write_text("a.png b.png\n\nalone.png\n../a.png b.png\nc.png gone.png\n")
    found = ListedPairs(lists=("list.txt",)).find(listed)
    assert [item.name for item in found.items] == ["a"]
    assert found.problems == (
        "Line 3 of list.txt does not name two files.",
        "Line 4 of list.txt does not name two files.",
        "gone.png (line 5) is missing.",
    )


@pytest.mark.parametrize(
    ("name", "folder"), [("real275", "test/rain"), ("real275", "."), ("ivipc", ".")]
)
def test_real_photos_are_taken_as_they_are(tmp_path, name, folder):
    touch(tmp_path / folder, "norain-1.png", "norain-2.jpg", "notes.txt")
    found = find(name, tmp_path)
    assert [type(item) for item in found.items] == [FoundPhoto, FoundPhoto]
    assert [item.name for item in found.items] == ["norain-1", "norain-2"]


def test_files_without_a_partner_are_named_on_both_sides(tmp_path):
    touch(tmp_path, "rain/1.png", "rain/2.png", "norain/2.png", "norain/3.png", "rain/odd-4.png")
    layout = MatchedFiles(rainy="rain/*", pattern=r"rain/(?P<key>\d+)", clean="norain/{key}")
    found = layout.find(tmp_path)
    assert [item.name for item in found.items] == ["2"]
    assert set(found.problems) == {
        "rain/1.png has no clean partner norain/1.",
        "norain/3.png has no rainy partner.",
        "rain/odd-4.png is not named as this set names files.",
    }


def test_two_pictures_of_one_name_are_a_problem(tmp_path):
    touch(tmp_path, "a.png", "a.jpg")
    assert Photos(files="*").find(tmp_path).problems == ("2 pictures would all be named a.",)


def test_another_folder_is_refused_with_what_was_looked_for(tmp_path):
    touch(tmp_path, "holiday/1.png")
    with pytest.raises(DataSetError, match=r"rainy_image/\* \(rainy\) with ground_truth/\*"):
        find("rain1400", tmp_path)


@pytest.mark.parametrize("name", sorted(PUBLIC_SETS))
def test_the_readme_says_where_a_set_lives_and_where_its_layout_was_read(root, name):
    readme = (root / "training" / "README.md").read_text(encoding="utf-8")
    public_set = PUBLIC_SETS[name]
    rows = [line for line in readme.splitlines() if line.startswith("|") and f"`{name}`" in line]
    assert len(rows) == 2
    addresses = re.findall(r"https?://[^ ,;)]+", f"{public_set.page} {public_set.layout_source}")
    assert [address for address in addresses if address not in readme] == []
    assert public_set.licence in rows[0]
    assert public_set.size in rows[0]
    assert all(f"{count:,}" in rows[0] for count in public_set.counts)
    assert public_set.confirmed == ("not confirmed" not in rows[1])
