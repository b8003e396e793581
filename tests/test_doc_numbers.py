"""Bounds that documents name are those of the code."""

import pytest

from ssidkd.core.intake import DEFAULT_LIMITS
from ssidkd.services.collection.starting import PATIENCE
from ssidkd.services.jobs.limits import JobLimits
from ssidkd.services.jobs.slices import SLICE_SECONDS
from ssidkd.services.owner_token import LEAST_LENGTH
from ssidkd.ui.guard import limits as guard
from ssidkd.ui.serving import QUEUE_LENGTH
from ssidkd.ui.tabs.donate import MOST_PHOTOS
from tests.test_docs import text_of

COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven")
REQUEST, JOBS = guard.DEFAULT_LIMITS, JobLimits()
PHOTO = (
    f"from {DEFAULT_LIMITS.min_side} x {DEFAULT_LIMITS.min_side} to "
    f"{DEFAULT_LIMITS.max_pixels // 1_000_000} megapixels and up to "
    f"{DEFAULT_LIMITS.max_bytes >> 20} MB"
)
SAID = [
    ("README.md", PHOTO),
    ("SECURITY.md", f"Bodies: {REQUEST.body_bytes // guard.KIBIBYTE} KiB"),
    ("SECURITY.md", f"{REQUEST.owner_bytes // guard.KIBIBYTE} KiB for the owner's page"),
    ("SECURITY.md", f"{REQUEST.upload_bytes // guard.MEBIBYTE} MiB for all files of one upload"),
    ("SECURITY.md", f"headers {REQUEST.header_bytes // guard.KIBIBYTE} KiB"),
    ("SECURITY.md", f"{QUEUE_LENGTH} requests may wait"),
    ("SECURITY.md", f"a token of at least {LEAST_LENGTH} characters"),
    (
        "SECURITY.md",
        f"one runs, {COUNTED[JOBS.waiting]} wait, {COUNTED[JOBS.per_visitor]} of a visitor",
    ),
    ("docs/owners.md", f"waits at most {PATIENCE:.0f} seconds"),
    ("docs/deploy.md", f"slices of {SLICE_SECONDS:.0f} seconds"),
    ("docs/collection.md", f"you give up to {MOST_PHOTOS} photos at once"),
]


@pytest.mark.parametrize(("name", "words"), SAID)
def test_a_bound_is_that_of_the_code(name, words):
    assert words in " ".join(text_of(name).split())
