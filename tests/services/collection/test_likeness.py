"""Photos that show nearly the same are found, others are not."""

import itertools
import os
from pathlib import Path

import imagehash
import numpy as np
import pytest
from PIL import Image

from ssidkd.services.collection.likeness import LOOKS_BYTES, LookIndex, look_of
from ssidkd.services.collection.photo_file import kept_photo
from tests.services.collection.store_parts import offer
from tests.services.collection.variants import VARIANTS

EXAMPLES = Path(__file__).parents[3] / "assets" / "examples"
SHARED = Path(__file__).parents[4] / "shared" / "data"
FEW = 10
REAL = int(os.environ.get("SSIDKD_TEST_REAL_PHOTOS", str(FEW)))
"""Real photos that variants are made of; docs/collection.md has the figures of a longer run."""
EACH = 2
"""Variants of each kind and photo."""


def looks_of(pixels):
    return look_of(kept_photo(pixels).thumbnail)


def read(path):
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


@pytest.fixture(scope="module")
def examples():
    """Bundled photos by name: every rainy scene once."""
    paths = sorted(EXAMPLES.glob("*.jpg")) + sorted(EXAMPLES.glob("*.png"))
    return {path.name: read(path) for path in paths}


@pytest.mark.parametrize("kind", VARIANTS)
def test_a_photo_is_found_whatever_was_done_to_it_and_no_other_one(examples, kind):
    index = LookIndex()
    for name, pixels in examples.items():
        index.add(name, looks_of(pixels))
    rng = np.random.default_rng(0)
    for name, pixels in examples.items():
        for _ in range(EACH):
            assert index.similar(looks_of(VARIANTS[kind](pixels, rng))) == [name]


def test_different_photos_are_not_alike(examples):
    index = LookIndex()
    for name, pixels in examples.items():
        assert index.similar(looks_of(pixels)) == []
        index.add(name, looks_of(pixels))


def test_the_first_hash_is_the_one_of_imagehash_but_for_the_way_it_is_made_smaller(examples):
    for pixels in examples.values():
        mine = int.from_bytes(looks_of(pixels)[:8], "big")
        theirs = int(str(imagehash.phash(Image.fromarray(pixels))), 16)
        assert (mine ^ theirs).bit_count() <= 4


def test_a_photo_that_was_taken_out_is_found_no_more():
    rng = np.random.default_rng(0)
    looks = {str(n): rng.bytes(LOOKS_BYTES) for n in range(200)}
    index = LookIndex()
    for name, content in looks.items():
        index.add(name, content)
        index.add(name, content)
    for name in ("0", "77", "199", "not there"):
        index.remove(name)
    for name, content in looks.items():
        assert index.similar(content) == ([] if name in ("0", "77", "199") else [name])


def test_hashes_of_another_number_are_refused():
    with pytest.raises(ValueError, match="648"):
        LookIndex().add("a", b"12345678")


@pytest.mark.parametrize("side", [(1, 1), (1, 500), (500, 1), (13, 7)])
def test_tiny_pictures_have_hashes_too(side):
    assert len(looks_of(np.zeros((*side, 3), np.uint8))) == LOOKS_BYTES


def test_the_store_says_that_a_photo_is_like_another_and_shows_both(collection, examples):
    pixels = examples["lemurs.jpg"]
    first = collection.donate(offer(pixels)).photos[0].identity
    cropped = VARIANTS["cropped by 8 % on every side"](pixels, None)
    (answer,) = collection.donate(offer(cropped)).photos
    assert answer.outcome == "alike"
    assert collection.record(answer.identity).alike == first
    assert [r.identity for r in collection.similar(first)] == [answer.identity]
    assert [r.identity for r in collection.similar(answer.identity)] == [first]
    assert collection.statistics().alike == 1


def test_photos_of_one_donation_are_compared_with_each_other_too(collection, examples):
    pixels = examples["lemurs.jpg"]
    cropped = VARIANTS["cropped by 8 % on every side"](pixels, None)
    answer = collection.donate(offer(pixels, cropped))
    assert [photo.outcome for photo in answer.photos] == ["received", "alike"]


def test_a_photo_that_could_not_be_kept_is_like_no_other(collection, examples, tmp_path):
    pixels = examples["lemurs.jpg"]
    donations = tmp_path / "collection" / "donations"
    donations.rename(donations.with_name("away"))
    donations.write_text("in the way")
    assert [photo.outcome for photo in collection.donate(offer(pixels)).photos] == ["failed"]
    donations.unlink()
    donations.with_name("away").rename(donations)
    cropped = VARIANTS["cropped by 8 % on every side"](pixels, None)
    assert [photo.outcome for photo in collection.donate(offer(cropped)).photos] == ["received"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared photos are not here")
def test_of_real_photos_every_variant_is_found_and_nothing_else(record_property):
    paths = sorted((SHARED / "real").glob("*.*"))
    others = [*SHARED.glob("clean/*.*"), *SHARED.glob("photos/*.jpg")] if REAL > FEW else []
    index = LookIndex()
    for path in [*paths, *others]:
        index.add(str(path), looks_of(read(path)))
    rng = np.random.default_rng(0)
    found, tried, wrong = dict.fromkeys(VARIANTS, 0), dict.fromkeys(VARIANTS, 0), 0
    for path, kind in itertools.product(paths[:REAL], VARIANTS):
        pixels = read(path)
        for _ in range(EACH):
            near = index.similar(looks_of(VARIANTS[kind](pixels, rng)))
            tried[kind] += 1
            found[kind] += str(path) in near
            wrong += len([name for name in near if name != str(path)])
    record_property("found", found)
    record_property("all_photos", len(paths) + len(others))
    assert found == tried
    assert wrong == 0
