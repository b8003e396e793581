"""What an AVIF file's stream says of its size counts, whatever its boxes say."""

import pytest

from ssidkd.core.intake import IntakeLimits, PictureRefused, RefusalCode, read_picture
from ssidkd.core.intake.av1 import check_av1
from tests.core.intake.builders import others
from tests.core.intake.builders.pictures import noise, photo

AVIF = others.saved(photo(), "AVIF")  # 64 x 48


def code_of(data, **limits):
    """Return why the streams of a file are not taken; none if they are."""
    try:
        check_av1(data, IntakeLimits(**limits))
    except PictureRefused as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    "data",
    [AVIF, others.animated([photo(), noise()], "AVIF"), others.saved(noise(channels=4), "AVIF")],
    ids=["still", "animation", "with alpha"],
)
def test_the_size_of_a_stream_is_read_to_the_pixel(data):
    assert code_of(data, max_pixels=64 * 48) is None
    assert code_of(data, max_pixels=64 * 48 - 1) is RefusalCode.TOO_MANY_PIXELS


def test_a_sequence_header_anywhere_in_the_stream_counts():
    assert code_of(others.with_av1_header(AVIF, 8000, 5000)) is None
    assert code_of(others.with_av1_header(AVIF, 8000, 5001)) is RefusalCode.TOO_MANY_PIXELS


def test_frames_may_not_be_far_larger_than_their_sequence():
    assert code_of(others.with_av1_header(AVIF, 8000, 5000, bits=13)) is None  # 67 megapixels
    assert code_of(others.with_av1_header(AVIF, 64, 48, bits=14)) is RefusalCode.CORRUPT  # 268


def test_many_pictures_of_a_file_count_together():
    many = AVIF
    for _ in range(4):
        many = others.with_av1_header(many, 8000, 5000)
    assert code_of(many) is RefusalCode.CORRUPT
    assert code_of(many, max_pixels=41_000_000) is None


def test_units_without_end_are_refused():
    padding = b"\x7a\0"  # an empty unit of padding
    assert code_of(others.with_av1_unit(AVIF, padding * 9000)) is None
    assert code_of(others.with_av1_unit(AVIF, padding * 10_000)) is RefusalCode.CORRUPT


def test_a_picture_behind_padding_is_still_read():
    data = others.with_av1_unit(AVIF, b"\x7a\3\0\0\x80" * 3)
    assert read_picture(data).pixels.shape == (48, 64, 3)
