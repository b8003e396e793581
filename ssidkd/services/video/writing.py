"""Writes frames as a file that browsers play.

With the program ffmpeg: H.264 in MP4, with the sound. Without it: VP8 in WebM, which is what OpenCV
can write that every browser plays; VP9 took seven times as long for the same quality. Animations
become animated WebP without loss.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import cv2
from PIL import Image

from ssidkd.core.picture import Pixels
from ssidkd.services.child_environment import without_secrets
from ssidkd.services.video.clip import Timing


class VideoWriteError(RuntimeError):
    """The video could not be written."""


def write_webm(frames: Iterator[Pixels], fps: float, path: Path) -> int:
    """Write frames with even sides as VP8, and return how many there were.

    Raises:
        VideoWriteError: this OpenCV cannot write it, or the file is not whole, as on a full disk.
    """
    count, writer = 0, None
    try:
        for frame in frames:
            if writer is None:
                size = (frame.shape[1], frame.shape[0])
                code = cv2.VideoWriter.fourcc(*"VP80")
                writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, code, fps, size)
                if not writer.isOpened():
                    raise VideoWriteError("This copy of OpenCV cannot write WebM.")
            writer.write(frame[..., ::-1])
            count += 1
    finally:
        if writer is not None:
            writer.release()
    if count and _frames_in(path) < count:  # OpenCV does not tell of a write that failed
        raise VideoWriteError("The video could not be kept whole.")
    return count


def _frames_in(path: Path) -> int:
    """Return how many frames of a video can be decoded."""
    capture, count = cv2.VideoCapture(str(path)), 0
    while capture.grab():
        count += 1
    capture.release()
    return count


def write_webp(frames: Iterator[Pixels], timing: Timing, path: Path) -> int:
    """Write frames as an animated WebP, and return how many there were."""
    images = [Image.fromarray(frame) for frame in frames]
    if images:
        images[0].save(
            path,
            "WEBP",
            save_all=True,
            append_images=images[1:],
            duration=list(timing.durations[: len(images)]),
            loop=timing.loops,
            lossless=True,
            quality=0,
            method=0,
        )
    return len(images)


def write_h264(frames: Iterator[Pixels], fps: float, path: Path, program: str) -> int:
    """Write frames with even sides as H.264, and return how many there were.

    Raises:
        VideoWriteError: ffmpeg does not take them.
    """
    count, process = 0, None
    try:
        for frame in frames:
            if process is None:
                command = _h264_command(program, frame, fps, path)
                process = subprocess.Popen(
                    command, stdin=subprocess.PIPE, env=without_secrets(os.environ)
                )
            assert process.stdin is not None
            process.stdin.write(frame.tobytes())
            count += 1
    except BrokenPipeError as error:
        raise VideoWriteError("ffmpeg ended early.") from error
    finally:
        if process is not None:
            process.communicate()
    if process is not None and process.returncode:
        raise VideoWriteError("ffmpeg could not write the video.")
    return count


def add_sound(video: Path, original: Path, seconds: float, program: str) -> bool:
    """Put the sound of the original's first seconds into a video; return whether it has any."""
    with_sound = video.with_name(f"with-sound-{video.name}")
    command = [*_quiet(program), "-i", str(video), "-i", str(original)]
    command += ["-map", "0:v:0", "-map", "1:a:0", "-c:v", "copy", "-c:a", "aac", "-b:a", "160k"]
    command += ["-t", f"{seconds:.3f}", "-movflags", "+faststart", str(with_sound)]
    env = without_secrets(os.environ)
    done = subprocess.run(command, stdin=subprocess.DEVNULL, env=env, check=False)
    if done.returncode:
        with_sound.unlink(missing_ok=True)
        return False
    with_sound.replace(video)
    return True


def _h264_command(program: str, frame: Pixels, fps: float, path: Path) -> list[str]:
    height, width = frame.shape[:2]
    command = [*_quiet(program), "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}"]
    command += ["-r", f"{fps:.6f}", "-i", "pipe:0", "-an"]
    # Players guess what is not said, and guess differently for small and large videos.
    command += ["-vf", "scale=out_color_matrix=bt709:out_range=tv", "-colorspace", "bt709"]
    command += ["-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"]
    command += ["-c:v", "libx264", "-crf", "16", "-preset", "veryfast", "-pix_fmt", "yuv420p"]
    return [*command, "-movflags", "+faststart", str(path)]


def _quiet(program: str) -> list[str]:
    return [program, "-hide_banner", "-loglevel", "quiet", "-y"]
