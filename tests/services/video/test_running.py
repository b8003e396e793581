import shutil
import subprocess
import threading

import cv2
import numpy as np
import pytest

from ssidkd.core.intake import PictureRefused
from ssidkd.services.shelf import PictureShelf
from ssidkd.services.video.output import Output, find_ffmpeg
from ssidkd.services.video.running import VideoService
from ssidkd.services.video.work import SILENT
from tests.page_services import tiny_deraining
from tests.services.video.clips import (
    frames_of,
    gif_bytes,
    read_animation,
    read_video,
    write_video,
)

needs_ffmpeg = pytest.mark.skipif(find_ffmpeg() is None, reason="needs the program ffmpeg")


@pytest.fixture
def shelf(tmp_path):
    return PictureShelf(tmp_path / "shelf")


@pytest.fixture
def service(shelf):
    return VideoService(tiny_deraining(), shelf, output=Output(ffmpeg=None))


def last_of(service, path, stop=None):
    return list(service.run(path, "student", stop or threading.Event()))[-1]


def test_an_animation_comes_back_with_its_times_and_the_networks_pixels(service, tmp_path):
    path = tmp_path / "rain"
    path.write_bytes(gif_bytes(frames_of(4), [40, 70, 100, 200]))
    last = last_of(service, path)
    assert (last.done, last.total, last.is_over) == (4, 4, True)
    rainy, times_before = read_animation(last.before)
    derained, times = read_animation(last.after)
    assert times_before == times == [40, 70, 100, 200]
    derainer = tiny_deraining().derainer("student")
    for before, after in zip(rainy, derained, strict=True):
        np.testing.assert_array_equal(after, derainer.derain(before).derained)
    assert last.notices == ()


def test_a_video_comes_back_with_as_many_frames_at_the_same_rate(service, tmp_path):
    stop = threading.Event()
    last = last_of(service, write_video(tmp_path / "rain.mp4", frames_of(9)), stop)
    assert not stop.is_set()  # the page tells by it whether the visitor has stopped the video
    assert last.after.suffix == ".webm"
    frames, fps = read_video(last.after)
    assert (len(frames), fps) == (9, pytest.approx(12.5))
    sources, _ = read_video(tmp_path / "rain.mp4")
    derainer = tiny_deraining().derainer("student")
    for source, frame in zip(sources, frames, strict=True):
        expected = derainer.derain(np.ascontiguousarray(source)).derained
        assert cv2.PSNR(frame, expected) > 25
    before, _ = read_video(last.before)
    assert len(before) == 9
    assert SILENT in last.notices


def test_the_first_frame_is_there_before_the_end(service, tmp_path):
    path = write_video(tmp_path / "rain.mp4", frames_of(3))
    states = list(service.run(path, "teacher", threading.Event()))
    assert states[-1].first is not None
    assert all(picture.suffix == ".png" for picture in states[-1].first)
    shares = [state.share for state in states]
    assert shares == sorted(shares)


def test_a_stop_keeps_what_is_done_as_a_shorter_video(service, tmp_path):
    path = write_video(tmp_path / "rain.mp4", frames_of(60))
    stop = threading.Event()
    for state in service.run(path, "student", stop):
        if state.done >= 2:
            stop.set()
        last = state
    assert last.is_over
    assert 2 <= last.done < 60
    assert len(read_video(last.after)[0]) == last.done


def test_a_stop_before_the_first_frame_leaves_no_result(service, tmp_path):
    stop = threading.Event()
    stop.set()
    last = last_of(service, write_video(tmp_path / "rain.mp4", frames_of(3)), stop)
    assert last.is_over
    assert last.after is None


def test_what_is_no_video_is_refused_in_a_sentence(service, tmp_path):
    (tmp_path / "rain.mp4").write_bytes(b"\0\0\0\x18ftypisom" + bytes(100))
    with pytest.raises(PictureRefused, match="damaged"):
        last_of(service, tmp_path / "rain.mp4")


def test_videos_are_deleted_like_pictures(service, shelf, tmp_path):
    last = last_of(service, write_video(tmp_path / "rain.mp4", frames_of(2)))
    shelf.clear(older_than=1000)
    assert last.after.exists()
    shelf.clear(older_than=-1)
    assert not list((tmp_path / "shelf").rglob("*.*"))


@needs_ffmpeg
def test_with_ffmpeg_it_is_h264_with_the_sound(shelf, tmp_path):
    silent = write_video(tmp_path / "silent.mp4", frames_of(25))
    path = tmp_path / "rain.mp4"
    tone = ["-f", "lavfi", "-i", "sine=frequency=440:duration=2"]
    command = [shutil.which("ffmpeg"), "-loglevel", "error", "-i", silent, *tone, "-c:v", "copy"]
    subprocess.run([*command, "-c:a", "aac", path], check=True)
    service = VideoService(tiny_deraining(), shelf)
    last = last_of(service, path)
    assert last.after.suffix == ".mp4"
    frames, fps = read_video(last.after)
    assert (len(frames), fps) == (25, pytest.approx(12.5))
    told = subprocess.run(
        [shutil.which("ffmpeg"), "-i", last.after], capture_output=True, text=True, check=False
    ).stderr
    assert "Video: h264" in told
    assert "Audio: aac" in told
    assert last.notices == ()
