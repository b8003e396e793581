"""What intake must leave alone: memory, other threads, the state of Pillow, and metadata."""

import json
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFile

from ssidkd.core.intake import PictureRefused, read_picture
from ssidkd.core.picture import encode_png
from tests.core.intake.builders import jpeg, others, png
from tests.core.intake.builders.pictures import noise, photo

MEBIBYTE = 1024 * 1024
needs_proc = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="needs Linux's /proc"
)
SECRET = b"GPS 52.5200N 13.4050E, serial 4711-SECRET"
BOMBS = {
    "png_65_bytes": lambda: png.bomb(50_000, 50_000),
    "png_1_bit": lambda: png.flat_file(13_000, 13_000),
    "png_64_megapixels": lambda: png.flat_file(8000, 8000),
    "jpeg": lambda: jpeg.claiming(65_500, 65_500),
    "webp": lambda: others.webp_canvas(16_384, 16_384),
    "avif_stream": lambda: others.AVIF_STREAM_BOMB,
    "avif": lambda: others.with_ispe(others.saved(photo(), "AVIF"), 16_000),
    "heic": lambda: others.with_ispe(others.heic(noise(64, 64)), 16_000),
    "heic_small_lie": lambda: others.with_ispe(others.heic(noise(1024, 1024)), 64),
    "gif": lambda: others.gif_screen(65_535, 65_535),
    "text": lambda: png.rgb(photo(), png.text(b"iTXt", 50)),
    "zip": lambda: others.zipped(100_000_000),
}
HEAVY = {
    "texts_of_60_megabytes": lambda: png.rgb(photo(), png.text(b"zTXt", 1) * 60),
    "100_000_chunks": lambda: png.rgb(photo(), png.chunk(b"prVt") * 100_000),
    "10_megabytes_behind": lambda: jpeg.jpeg(photo()) + bytes(10_000_000),
    "exif_of_1_megabyte": lambda: jpeg.with_segments(
        jpeg.jpeg(photo()), *[jpeg.exif_segment(bytes(65_000))] * 20
    ),
    "2000_frames": lambda: others.animated([photo(32, 32), noise(32, 32)] * 1000, "WEBP"),
    "100_scans": lambda: jpeg.scan_bomb(99, side=512),
}
"""Files that are pictures, with much that is none."""
# VmHWM instead of ru_maxrss, which a child inherits from the process that started it.
PROBE = """
import json, re, sys
from pathlib import Path
from ssidkd.core.intake import PictureRefused, read_picture

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024

def attempt(path):
    try:
        read_picture(path)
    except PictureRefused as refusal:
        return refusal.code.value
    return "taken"

folder = Path(sys.argv[1])
for path in sorted(folder.glob("warm.*")):
    attempt(path)
results = {}
for path in sorted(folder.glob("*.bomb")):
    before = peak()
    results[path.stem] = (attempt(path), peak() - before)
print(json.dumps(results))
"""


def outcome(data):
    """Return the pixels of a file as bytes, or why there are none."""
    try:
        return read_picture(data).pixels.tobytes()
    except PictureRefused as refusal:
        return refusal.code


def outcomes_and_growth(folder, root, files):
    """Return what became of each file in a new process, and how many bytes it took at most."""
    for name, data in {
        "png": others.saved(photo(), "PNG"),
        "jpeg": jpeg.jpeg(photo()),
        "webp": others.saved(photo(), "WEBP"),
        "heic": others.heic(photo()),
        "avif": others.saved(photo(), "AVIF"),
    }.items():
        (folder / f"warm.{name}").write_bytes(data)
    for name, build in files.items():
        (folder / f"{name}.bomb").write_bytes(build())
    command = [sys.executable, "-c", PROBE, str(folder)]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    results = json.loads(run.stdout)
    assert set(results) == set(files)
    return {code for code, _ in results.values()}, sum(grown for _, grown in results.values())


@needs_proc
def test_bombs_are_refused_without_taking_memory(tmp_path, root):
    codes, grown = outcomes_and_growth(tmp_path, root, BOMBS)
    assert "taken" not in codes
    assert grown < 50 * MEBIBYTE


@needs_proc
def test_what_is_no_picture_in_a_picture_takes_little_memory(tmp_path, root):
    codes, grown = outcomes_and_growth(tmp_path, root, HEAVY)
    assert codes == {"taken"}
    assert grown < 100 * MEBIBYTE


def test_many_threads_get_what_one_gets():
    files = [
        jpeg.jpeg(noise(seed=1)),
        png.rgb(noise(seed=2)),
        others.saved(noise(seed=3), "WEBP"),
        others.saved(noise(seed=4), "AVIF"),
        others.heic(noise(seed=5)),
        others.BLACK.tobytes(),
    ]

    alone = [outcome(data) for data in files]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(outcome, files * 20))
    assert together == alone * 20


def test_state_of_pillow_and_warnings_stays():
    before = (Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES, list(warnings.filters))
    for data in (png.bomb(50_000, 50_000), jpeg.jpeg(photo()), others.heic(photo()), b"nothing"):
        outcome(data)
    after = (Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES, list(warnings.filters))
    assert after == before
    assert "HEIF" not in Image.OPEN


def test_truncated_file_is_refused_even_if_pillow_was_told_to_guess(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    for whole in (jpeg.jpeg(noise()), png.rgb(noise()), others.saved(noise(), "WEBP")):
        with pytest.raises(PictureRefused, match="end of this picture is missing"):
            read_picture(whole[: len(whole) * 3 // 4])


@pytest.mark.parametrize(
    "data",
    [
        jpeg.with_segments(
            jpeg.jpeg(photo()),
            jpeg.exif_segment(jpeg.camera_tiff(SECRET.decode())),
            jpeg.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
            jpeg.segment(0xED, b"Photoshop 3.0\0" + SECRET),
            jpeg.segment(0xFE, SECRET),
        ),
        png.rgb(photo(), png.chunk(b"tEXt", b"Comment\0" + SECRET), png.chunk(b"eXIf", SECRET)),
        others.saved(photo(), "WEBP", exif=b"Exif\0\0" + SECRET, xmp=SECRET),
        others.saved(photo(), "AVIF", xmp=SECRET),
        others.heic(photo(), xmp=SECRET),
    ],
    ids=["JPEG", "PNG", "WebP", "AVIF", "HEIC"],
)
def test_nothing_but_pixels_survives(data):
    assert SECRET in data
    pixels = read_picture(data).pixels
    assert type(pixels) is np.ndarray
    assert pixels.flags.c_contiguous
    assert pixels.flags.writeable
    assert SECRET not in encode_png(pixels)
