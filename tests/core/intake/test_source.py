"""Files are opened without following links or waiting, and never read beyond the limit."""

import os
import pickle
import socket
import threading
from pathlib import Path

import numpy as np
import pytest

from ssidkd.core.intake import IntakeLimits, PictureRefused, RefusalCode, read_picture
from tests.core.intake.builders import jpeg, png
from tests.core.intake.builders.pictures import photo

JPEG = jpeg.jpeg(photo())
MEBIBYTE = 1024 * 1024


def code_of(source, **limits):
    with pytest.raises(PictureRefused) as refusal:
        read_picture(source, IntakeLimits(**limits))
    assert str(source) not in str(refusal.value)
    return refusal.value.code


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(JPEG)
    return path


def test_file_and_its_bytes_give_the_same(file):
    assert np.array_equal(read_picture(file).pixels, read_picture(JPEG).pixels)


@pytest.mark.parametrize("name", ["photo.png", "photo", "photo.tar.gz", "\u202egnp.exe", "*.txt"])
def test_name_says_nothing_about_the_format(file, name):
    assert read_picture(file.rename(file.parent / name)).pixels.shape == (48, 64, 3)


def test_link_is_not_followed(file):
    link = file.parent / "link.jpg"
    link.symlink_to(file)
    assert code_of(link) is RefusalCode.NOT_A_FILE


def test_folder_is_refused(tmp_path):
    assert code_of(tmp_path) is RefusalCode.NOT_A_FILE


def test_pipe_is_refused_without_waiting_for_a_writer(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    codes = []
    reader = threading.Thread(
        target=lambda: codes.append(code_of(tmp_path / "pipe.jpg")), daemon=True
    )
    reader.start()
    reader.join(timeout=5)
    assert codes == [RefusalCode.NOT_A_FILE]


def test_socket_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        assert code_of(tmp_path / "s") is RefusalCode.NOT_A_FILE


def test_device_is_refused_before_it_is_read():
    assert code_of(Path(os.devnull)) is RefusalCode.NOT_A_FILE


def test_file_that_is_gone_is_said_to_be_gone(file):
    file.unlink()
    assert code_of(file) is RefusalCode.MISSING


def test_path_with_a_zero_byte_is_refused(tmp_path):
    assert code_of(tmp_path / "a\0.png") is RefusalCode.NOT_A_FILE


def test_limit_of_bytes_is_exact(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(JPEG.ljust(20 * MEBIBYTE, b"\0"))  # I-80
    assert read_picture(path).pixels.shape == (48, 64, 3)
    assert read_picture(path.read_bytes()).pixels.shape == (48, 64, 3)
    with path.open("ab") as file:
        file.write(b"\0")
    assert code_of(path) is RefusalCode.TOO_MANY_BYTES
    assert code_of(path.read_bytes()) is RefusalCode.TOO_MANY_BYTES


def test_sentence_names_the_limit_in_its_unit():
    with pytest.raises(PictureRefused, match=r"larger than 0\.5 MiB"):
        read_picture(bytes(MEBIBYTE), IntakeLimits(max_bytes=MEBIBYTE // 2))


def test_limit_of_pixels_is_exact():
    pixels = read_picture(png.flat_file(8000, 5000)).pixels  # I-46
    assert pixels.shape == (5000, 8000, 3)


def test_limits_of_shape_are_exact():
    assert read_picture(png.flat_file(32, 640)).pixels.shape == (640, 32, 3)
    assert code_of(png.flat_file(32, 641)) is RefusalCode.ASPECT
    assert code_of(png.flat_file(31, 620)) is RefusalCode.TOO_SMALL
    assert read_picture(png.flat_file(16, 20), IntakeLimits(min_side=16)).pixels.shape == (
        20,
        16,
        3,
    )


@pytest.mark.parametrize("field", ["max_bytes", "max_pixels", "min_side", "max_aspect"])
def test_limits_that_nothing_meets_are_an_error(field):
    with pytest.raises(ValueError, match="at least 1"):
        IntakeLimits(**{field: 0})


def test_refusal_survives_the_way_between_processes():
    refusal = PictureRefused(RefusalCode.FORMAT, "Save it as JPEG.")
    again = pickle.loads(pickle.dumps(refusal))
    assert (again.code, again.sentence, str(again)) == (
        RefusalCode.FORMAT,
        "Save it as JPEG.",
        "Save it as JPEG.",
    )
