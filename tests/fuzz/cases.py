"""One case of the fuzz: its file, made again from its number, and what must become of it."""

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ssidkd.core.intake import DEFAULT_LIMITS, IntakeLimits, PictureRefused, ReceivedPicture
from tests.fuzz import corpus, mutations

Reader = Callable[[bytes, IntakeLimits], ReceivedPicture]

SMALL_LIMITS = IntakeLimits(max_pixels=1_000_000)
"""Of most cases, so that there can be many: a lie about the size costs less to follow."""
FULL_EVERY = 16
"""One case in so many has the limits of the page."""
SLOWEST = 2.0
"""Seconds of computing that a case with small limits may take."""
SLOWEST_FULL = 5.0
"""And one with the limits of the page: an honest 40 megapixels with a profile take 2 seconds."""
LONGEST_SENTENCE = 200


class Wrong(Exception):  # noqa: N818  # what was found, not an error of the fuzz
    """What must not have come out of the intake."""


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    what: str
    """"taken", or the code of the refusal."""
    seconds: float
    """Computing time of all threads; waiting for a busy machine does not count."""


class Cases:
    """All cases of one seed of chance, by number."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        files = {**corpus.taken(), **corpus.odd()}
        self._names = list(files)
        self._files = list(files.values())

    def begun_from(self, number: int) -> str:
        """Return the name of the file that a case damages."""
        return self._names[self._chance(number).randrange(len(self._names))]

    def file(self, number: int) -> bytes:
        """Return the damaged file of a case."""
        chance = self._chance(number)
        data = self._files[chance.randrange(len(self._files))]
        return mutations.damaged(data, chance, self._files)

    def limits(self, number: int) -> IntakeLimits:
        """Return what the intake is told to take."""
        return SMALL_LIMITS if number % FULL_EVERY else DEFAULT_LIMITS

    def _chance(self, number: int) -> random.Random:
        return random.Random(f"{self._seed}/{number}")


def judged(reader: Reader, data: bytes, limits: IntakeLimits) -> Outcome:
    """Return what became of a file.

    Raises:
        Wrong: it is neither a sane picture nor a refusal in words, or it took too long.
    """
    started = time.process_time()
    what = _told(reader, data, limits)
    seconds = time.process_time() - started
    if seconds > (SLOWEST if limits is SMALL_LIMITS else SLOWEST_FULL):
        raise Wrong(f"took {seconds:.1f} s of computing ({what})")
    return Outcome(what, seconds)


def _told(reader: Reader, data: bytes, limits: IntakeLimits) -> str:
    try:
        received = reader(data, limits)
    except PictureRefused as refusal:
        _check_sentence(refusal.sentence)
        return refusal.code.value
    except Exception as error:
        raise Wrong(f"{type(error).__name__} left the intake: {error}") from error
    _check_pixels(received.pixels, limits)
    for notice in received.notices:
        if not re.fullmatch(r"[A-Z0-9][ -~]{10,150}\.", notice):
            raise Wrong(f"the notice is no sentence: {notice!r}")
    return "taken"


def _check_pixels(pixels: np.ndarray, limits: IntakeLimits) -> None:
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3:
        raise Wrong(f"no picture: {pixels.dtype} of shape {pixels.shape}")
    height, width = pixels.shape[:2]
    if width * height > limits.max_pixels:
        raise Wrong(f"{width} x {height} pixels are more than allowed")
    if min(width, height) < limits.min_side:
        raise Wrong(f"{width} x {height} pixels are fewer than allowed")
    if max(width, height) > limits.max_aspect * min(width, height):
        raise Wrong(f"{width} x {height} pixels are longer than allowed")
    if not (pixels.flags.c_contiguous and pixels.flags.writeable):
        raise Wrong("the pixels are not in one piece, or cannot be written")


def _check_sentence(sentence: str) -> None:
    """Refuse a sentence without a remedy, or one that names anything of the inside."""
    plain = re.fullmatch(r"[A-Z][ -~]+\.", sentence) and len(sentence) <= LONGEST_SENTENCE
    if not plain or "please" not in sentence or re.search(r"[/\\_]|Error|0x|\. ", sentence):
        raise Wrong(f"the refusal is no sentence for a visitor: {sentence!r}")


def peak_bytes() -> int:
    """Return the most memory this process has held so far, 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text("ascii"))
    return int(found[1]) * 1024 if found else 0
