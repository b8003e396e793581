import contextlib

import cv2
import numpy as np
import pytest
from PIL import Image

from ssidkd.core.intake import PictureRefused
from ssidkd.services.video.clip import opened_clip
from ssidkd.services.video.limits import VideoLimits
from tests.services.video.clips import frames_of, gif_bytes, write_video


@pytest.mark.parametrize(
    ("name", "code"), [("a.mp4", "mp4v"), ("a.mov", "mp4v"), ("a.webm", "VP80"), ("a.avi", "MJPG")]
)
def test_a_video_is_told_by_its_content_and_gives_all_its_frames(tmp_path, name, code):
    made = write_video(tmp_path / name, frames_of(7), code=code)
    made = made.rename(tmp_path / "frame%03d.jpg")
    with opened_clip(made) as clip:
        assert not clip.is_animation
        assert clip.source.timing.fps == pytest.approx(12.5)
        assert (clip.size, clip.source.count) == ((96, 64), 7)
        found = list(clip.frames())
    assert len(found) == 7
    for frame, expected in zip(found, frames_of(7), strict=True):
        assert frame.shape == (64, 96, 3)
        assert cv2.PSNR(frame, expected) > 20  # far less if red were blue


def test_an_animation_keeps_its_frames_their_times_and_its_loops(tmp_path):
    path = tmp_path / "a.gif"
    flat = [np.full((40, 48, 3), 80 * index, np.uint8) for index in range(3)]
    path.write_bytes(gif_bytes(flat, [50, 120, 0], loop=3))
    with opened_clip(path) as clip:
        assert clip.is_animation
        assert clip.source.timing.durations == (50, 120, 100)  # browsers make 100 of 0
        assert clip.source.timing.loops == 3
        np.testing.assert_array_equal(np.stack(list(clip.frames())), np.stack(flat))


def test_transparent_parts_are_white(tmp_path):
    picture = Image.new("P", (40, 40), 0)
    picture.putpalette([10, 20, 30] + [0] * 765)
    picture.save(tmp_path / "a.gif", transparency=0)
    with opened_clip(tmp_path / "a.gif") as clip:
        assert np.all(next(clip.frames()) == 255)


def test_a_long_video_is_cut_and_large_frames_are_made_smaller_and_both_is_said(tmp_path):
    path = write_video(tmp_path / "a.mp4", frames_of(30, 200, 300), fps=10)
    limits = VideoLimits(seconds=2, frames=300, frame_pixels=150 * 100)
    with opened_clip(path, limits) as clip:
        assert len(list(clip.frames())) == 20
        assert next(clip.frames()).shape == (100, 150, 3)
        assert "first 20 frames" in clip.notices[0]
        assert "150 x 100" in clip.notices[1]
    with opened_clip(path, VideoLimits(seconds=60, frames=5)) as clip:
        assert len(list(clip.frames())) == 5


def test_all_frames_of_an_animation_together_stay_below_their_limit(tmp_path):
    path = tmp_path / "a.gif"
    path.write_bytes(gif_bytes(frames_of(10, 100, 100), 50))
    with opened_clip(path, VideoLimits(animation_pixels=10 * 50 * 50)) as clip:
        assert clip.size == (50, 50)


def test_sides_become_even(tmp_path):
    path = tmp_path / "a.gif"
    path.write_bytes(gif_bytes(frames_of(2, 65, 97), 50))
    with opened_clip(path) as clip:
        assert clip.size == (96, 64)
        assert next(clip.frames()).shape == (64, 96, 3)


def refused(path, content):
    path.write_bytes(content)
    with pytest.raises(PictureRefused) as error, opened_clip(path):
        pass
    assert str(path) not in error.value.sentence
    return error.value.code.value


def test_what_is_no_video_is_refused(tmp_path):
    path = tmp_path / "a.mp4"
    assert refused(path, b"no video") == "format"
    assert refused(path, b"") == "empty"
    assert refused(path, b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n") == "format"
    assert refused(path, b"ffconcat version 1.0\nfile other.mp4\n") == "format"
    assert refused(path, b"\0\0\0\x18ftypisom" + bytes(200)) == "corrupt"
    assert refused(path, b"GIF89a" + bytes(5)) == "corrupt"
    assert refused(path, gif_bytes(frames_of(2, 20, 20), 50)) == "too_small"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_of_a_damaged_file_there_are_frames_or_a_refusal(tmp_path, share):
    whole = write_video(tmp_path / "a.webm", frames_of(20), code="VP80").read_bytes()
    gif = gif_bytes(frames_of(20), 50)
    for content in (whole, gif):
        path = tmp_path / "half"
        path.write_bytes(content[: int(len(content) * share)])
        with contextlib.suppress(PictureRefused), opened_clip(path) as clip:
            assert 1 <= len(list(clip.frames())) <= 20
