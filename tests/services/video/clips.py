"""Small videos and animations, made here."""

import io

import cv2
import numpy as np
from PIL import Image

from tests.page_services import textured


def frames_of(count, height=64, width=96):
    """Return frames of which no two are alike: smooth, because codecs blur, and reddish."""
    still = cv2.resize(textured(8, 12, seed=3), (width, height), interpolation=cv2.INTER_LINEAR)
    still[..., 2] //= 4
    return [np.roll(still, 4 * index, axis=1) for index in range(count)]


def write_video(path, frames, fps=12.5, code="mp4v"):
    """Write frames as a video file."""
    height, width = frames[0].shape[:2]
    four = cv2.VideoWriter.fourcc(*code)
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, four, fps, (width, height))
    assert writer.isOpened()
    for frame in frames:
        writer.write(np.ascontiguousarray(frame[..., ::-1]))
    writer.release()
    return path


def gif_bytes(frames, durations, **options):
    """Return frames as an animated GIF."""
    first, *others = [Image.fromarray(frame) for frame in frames]
    buffer = io.BytesIO()
    first.save(buffer, "GIF", save_all=True, append_images=others, duration=durations, **options)
    return buffer.getvalue()


def read_video(path):
    """Return all frames of a video and its frames per second."""
    video, frames = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG), []
    fps = video.get(cv2.CAP_PROP_FPS)
    while (found := video.read())[0]:
        frames.append(found[1][..., ::-1])
    video.release()
    return frames, fps


def read_animation(path):
    """Return all frames of an animated picture and how long each is shown [ms]."""
    frames, durations = [], []
    with Image.open(path) as picture:
        for index in range(picture.n_frames):
            picture.seek(index)
            frames.append(np.asarray(picture.convert("RGB")))
            durations.append(picture.info["duration"])
    return frames, durations
