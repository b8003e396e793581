"""Photos of one donor, of one name or of one view never sit on both sides, and sides last."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssidkd.services.collection.splitting import groups, split
from tests.services.collection.photo_records import record


@st.composite
def collections(draw):
    """Return photos of a few donors, some with a name, some like an earlier one."""
    photos = []
    for number in range(draw(st.integers(1, 14))):
        alike = draw(st.none() | st.integers(0, max(number - 1, 0)))
        photo = record(
            number,
            donor=draw(st.sampled_from("abcdef")),
            credit=draw(st.sampled_from(["", "", "", "Ada", "Bo"])),
            alike="" if alike is None or not photos else photos[alike].identity,
        )
        photos.append(photo)
    return photos


def related(one, other):
    """Return whether two photos must be on one side, said as plainly as can be."""
    return (
        one.donor == other.donor
        or (one.credit and one.credit == other.credit)
        or one.alike == other.identity
        or other.alike == one.identity
    )


@given(collections(), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_what_belongs_together_is_on_one_side(photos, share):
    sides = split(photos, share)
    assert sides.keys() == {photo.identity for photo in photos}
    for one in photos:
        for other in photos:
            if related(one, other):
                assert sides[one.identity] == sides[other.identity]


@given(collections())
@settings(max_examples=60, deadline=None)
def test_groups_are_no_larger_than_they_must_be(photos):
    for group in groups(photos):
        reached = {group[0].identity}
        while more := [
            photo
            for photo in group
            if photo.identity not in reached
            and any(related(photo, other) for other in group if other.identity in reached)
        ]:
            reached |= {photo.identity for photo in more}
        assert reached == {photo.identity for photo in group}


@given(collections(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_in_which_photos_are_listed_does_not_matter(photos, random):
    shuffled = random.sample(photos, len(photos))
    assert split(photos, 0.5) == split(shuffled, 0.5)


@given(collections(), st.integers(1, 13))
@settings(max_examples=80, deadline=None)
def test_a_later_photo_moves_nobody_but_a_younger_group_that_it_joins_to_an_older_one(
    photos, count
):
    before, after = split(photos[:count], 0.5), split(photos, 0.5)
    oldest_of = {p.identity: group[0] for group in groups(photos[:count]) for p in group}
    for group in groups(photos):
        decider = group[0].identity
        if decider not in before:
            continue  # all of the group are new
        for photo in group:
            if photo.identity in before and oldest_of[photo.identity].identity == decider:
                assert after[photo.identity] == before[photo.identity]


@given(collections(), st.sets(st.integers(0, 13)))
@settings(max_examples=40, deadline=None)
def test_a_photo_taken_back_moves_nobody_of_a_donor_without_ties(photos, gone):
    alone = [record(100 + n, donor="alone") for n in range(5)]
    before = split([*photos, *alone], 0.5)
    left = [photo for n, photo in enumerate([*photos, *alone]) if n not in gone]
    after = split([*left, *alone], 0.5)
    assert {after[p.identity] for p in alone} == {before[p.identity] for p in alone}
    assert len({after[p.identity] for p in alone}) == 1


def test_two_groups_that_a_photo_joins_follow_the_older_one():
    donors = [f"donor {n}" for n in range(40)]
    sides = {d: next(iter(split([record(0, donor=d)], 0.5).values())) for d in donors}
    old = next(donor for donor in donors if sides[donor] == "validation")
    young = next(donor for donor in donors if sides[donor] == "train")
    first, second = record(1, donor=old), record(2, donor=young)
    assert split([first, second], 0.5)[second.identity] == "train"
    bridge = record(3, donor=young, alike=first.identity)
    assert set(split([first, second, bridge], 0.5).values()) == {"validation"}


def test_a_photo_that_is_no_longer_there_still_ties_those_that_look_like_it():
    gone = record(0, donor="gone").identity
    one, other = record(1, donor="a", alike=gone), record(2, donor="b", alike=gone)
    assert len(groups([one, other])) == 1


def test_names_are_compared_without_case_and_spaces():
    one, other = record(1, donor="a", credit="Ada  Love"), record(2, donor="b", credit="ada love ")
    assert len(groups([one, other])) == 1


@pytest.mark.parametrize(("share", "side"), [(0.0, "train"), (1.0, "validation")])
def test_nothing_and_everything_can_be_kept_for_validation(share, side):
    assert set(split([record(n, donor=str(n)) for n in range(50)], share).values()) == {side}


def test_the_share_is_about_that_of_the_donors():
    sides = split([record(n, donor=str(n)) for n in range(2000)], 0.1)
    assert 150 < Counter(sides.values())["validation"] < 250


def test_sides_of_an_earlier_export_hold():
    photos = [record(n, donor=str(n)) for n in range(20)]
    earlier = {photo.identity: "validation" for photo in photos[:10]}
    sides = split(photos, 0.0, earlier)
    assert [sides[photo.identity] for photo in photos] == ["validation"] * 10 + ["train"] * 10
