"""JPEG files: their size, whether they are whole, and their picture without anything else.

Decoders paint what they miss in grey and tell nobody, so wholeness is checked here. Only the
segments that decide about pixels are handed on: EXIF, XMP, comments, thumbnails, gain maps and
the further pictures of a multi-picture file never reach a decoder.

Source of the names: ITU-T T.81, annex B.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ssidkd.core.intake.refusal import corrupt, truncated

_SOI, _EOI, _SOS, _DRI, _DHP = 0xD8, 0xD9, 0xDA, 0xDD, 0xDE
_FRAMES = {0xC0, 0xC1, 0xC2, 0xC9, 0xCA}
"""Start of a frame coded by DCT, Huffman or arithmetic: what libjpeg decodes to 8 bits."""
_OTHER_FRAMES = {0xC3, 0xC5, 0xC6, 0xC7, 0xCB, 0xCD, 0xCE, 0xCF, _DHP}
_STANDALONE = {0x01, *range(0xD0, 0xD8)}
_EXIF = b"Exif\0\0"
_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""Application segments that decide about colours, by their openings."""

_MARKER = re.compile(rb"\xff[\x01-\xfe]")
_SCAN_END = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_RESTART = re.compile(rb"\xff([\xd0-\xd7])")

_MAX_SEGMENTS = 10_000
_MAX_SCANS = 100
"""Progressive files of cameras and browsers have about ten. Each one walks through the whole
picture however few bytes it has, so a small file of many scans would keep a decoder busy for
minutes."""


@dataclass(frozen=True)
class Segment:
    """One marker segment; that of a scan includes its entropy-coded data."""

    marker: int
    start: int
    """Offset of the marker."""
    body: int
    """Offset behind the two bytes of the length."""
    scan: int
    """Offset behind the segment proper: the entropy-coded data of a scan."""
    end: int


@dataclass(frozen=True)
class Frame:
    """What a start-of-frame segment declares."""

    width: int
    height: int
    sampling: dict[int, tuple[int, int]]
    """Component -> horizontal and vertical sampling factor."""

    def restarts(self, components: bytes, interval: int) -> int:
        """Return how many restart markers a scan of these components holds."""
        if not interval:
            return 0
        widest = max(across for across, _ in self.sampling.values())
        tallest = max(down for _, down in self.sampling.values())
        across, down = 1, 1  # of a scan that interleaves components
        if len(components) == 1:
            across, down = self.sampling[components[0]]
        columns = _ceil_divide(_ceil_divide(self.width * across, widest), 8)
        rows = _ceil_divide(_ceil_divide(self.height * down, tallest), 8)
        return _ceil_divide(columns * rows, interval) - 1


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Return width and height from the first start of frame."""
    for segment in _segments(data):
        if segment.marker in _FRAMES:
            frame = _read_frame(data, segment)
            return frame.width, frame.height
        if segment.marker == _SOS:
            break
    raise corrupt()


def clean_jpeg(data: bytes) -> tuple[bytes, bytes | None]:
    """Return the picture alone, and its EXIF data, after checking that the picture is whole.

    Raises:
        PictureRefused: data is missing at the end or between restart markers, or the file is made
            in a way that decoders disagree about.
    """
    kept = [data[:2]]
    exif = None
    for segment in _checked(data):
        body = data[segment.body : segment.body + 12]
        if segment.marker == 0xE1 and body.startswith(_EXIF) and exif is None:
            exif = data[segment.body : segment.end]
        if _decides_about_pixels(segment.marker, body):
            kept.append(data[segment.start : segment.end])
    kept.append(bytes([0xFF, _EOI]))
    return b"".join(kept), exif


def _decides_about_pixels(marker: int, body: bytes) -> bool:
    """Tell whether a decoder needs a segment."""
    if marker in _KEPT:
        return body.startswith(_KEPT[marker])
    return not 0xE0 <= marker <= 0xEF and marker != 0xFE


def _checked(data: bytes) -> Iterator[Segment]:
    """Yield all segments; refuse what is not one frame followed by whole scans."""
    frame: Frame | None = None
    interval = scans = 0
    for segment in _segments(data):
        if segment.marker in _FRAMES and frame is None:
            frame = _read_frame(data, segment)
        elif segment.marker in _FRAMES | _OTHER_FRAMES:
            raise corrupt()
        elif segment.marker == _DRI:
            interval = int.from_bytes(data[segment.body : segment.body + 2], "big")
        elif segment.marker == _SOS:
            scans += 1
            _check_scan(data, segment, frame, interval)
        yield segment
    if not 1 <= scans <= _MAX_SCANS:
        raise corrupt()


def _check_scan(data: bytes, segment: Segment, frame: Frame | None, interval: int) -> None:
    """Refuse a scan whose restart markers are out of order or too few: blocks were lost."""
    if frame is None:
        raise corrupt()
    header = data[segment.body : segment.scan]
    components = header[1 : 1 + 2 * header[0] : 2]
    expected = frame.restarts(components, interval)
    found = b"".join(_RESTART.findall(data, segment.scan, segment.end))
    in_order = bytes(range(0xD0, 0xD8)) * (len(found) // 8 + 1)
    if not in_order.startswith(found) or len(found) < expected or (found and not interval):
        raise corrupt()


def _read_frame(data: bytes, segment: Segment) -> Frame:
    """Return what a start-of-frame segment declares."""
    body = data[segment.body : segment.end]
    if len(body) < 6 or len(body) < 6 + 3 * body[5]:
        raise corrupt()
    components = [body[start : start + 2] for start in range(6, 6 + 3 * body[5], 3)]
    sampling = {component[0]: divmod(component[1], 16) for component in components}
    if not sampling or not all(min(factors) for factors in sampling.values()):
        raise corrupt()
    height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
    return Frame(width, height, sampling)


def _segments(data: bytes) -> Iterator[Segment]:
    """Yield the segments between the start and the end of the first picture of a file."""
    position = 2
    for _ in range(_MAX_SEGMENTS):
        found = _MARKER.search(data, position)
        if found is None:
            raise truncated()
        marker, position = data[found.start() + 1], found.end()
        if marker == _EOI:
            return
        if marker in _STANDALONE:
            continue
        scan = position + int.from_bytes(data[position : position + 2], "big")
        if marker == _SOI or scan < position + 2:
            raise corrupt()
        end = _scan_end(data, scan) if marker == _SOS else scan
        if end > len(data):
            raise truncated()
        yield Segment(marker, found.start(), position + 2, scan, end)
        position = end
    raise corrupt()


def _scan_end(data: bytes, start: int) -> int:
    """Return where entropy-coded data ends: at the next marker that is not a restart."""
    found = _SCAN_END.search(data, start)
    if found is None:
        raise truncated()
    return found.start()


def _ceil_divide(value: int, divisor: int) -> int:
    """Return a quotient rounded up."""
    return -(-value // divisor)
