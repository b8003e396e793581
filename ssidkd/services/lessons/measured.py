"""Pictures of the steps that measure: dark channel, teacher against student, NIQE, reveal."""

import cv2
import numpy as np

from ssidkd.core.dark_channel import dark_channel_picture, measure_dark_channel
from ssidkd.core.metrics import niqe, psnr_rgb
from ssidkd.core.picture import Pixels, to_batch
from ssidkd.core.rain import PRESETS, add_rain
from ssidkd.learning.losses import total_variation
from ssidkd.services.lessons.photos import LessonPhotos
from ssidkd.services.lessons.scene import Figure, Scene
from ssidkd.services.lessons.state import LessonState

_SEED = 3
_WALL = 236


def dark_scene(state: LessonState, photos: LessonPhotos) -> Scene:
    """A picture and its dark channel over the window (paper eq. 9)."""
    clean = photos.clean(state.photo)
    window = int(state.value("window"))
    picture = _dark_subject(clean, state.choice("scene"))
    dark = measure_dark_channel(picture, window)
    return Scene(
        figures=(
            Figure(name=state.choice("scene"), pixels=picture),
            Figure(name="dark", pixels=dark_channel_picture(dark.map)),
        ),
        facts={
            "window": window,
            "mean": dark.mean,
            "clean": measure_dark_channel(clean, window).mean,
        },
    )


def distillation_scene(state: LessonState, photos: LessonPhotos) -> Scene:
    """What teacher and student made of an example, and how they differ, amplified."""
    rainy, teacher, student = (
        photos.example(state.photo, name) for name in ("input", "teacher", "student")
    )
    difference = np.abs(teacher.astype(np.int64) - student)
    amplified = np.minimum(difference * int(state.value("gain")), 255).astype(np.uint8)
    return Scene(
        figures=(
            Figure(name="rainy", pixels=rainy),
            Figure(name="teacher", pixels=teacher),
            Figure(name="student", pixels=student),
            Figure(name="difference", pixels=amplified),
        ),
        facts={
            "mean": float(difference.mean()),
            "largest": int(difference.max()),
            "teacher_dark": measure_dark_channel(teacher).mean,
            "student_dark": measure_dark_channel(student).mean,
            "teacher_variation": _variation(teacher),
            "student_variation": _variation(student),
        },
    )


def niqe_scene(state: LessonState, photos: LessonPhotos) -> Scene:
    """A picture that is blurred and made noisy, and what NIQE and PSNR say of that."""
    clean = photos.clean(state.photo)
    before = _niqe_subject(clean, state.choice("scene"))
    damaged = noisy(blurred(before, state.value("blur")), state.value("noise"))
    first, second = niqe(before).value, niqe(damaged).value
    known = first is not None and second is not None
    return Scene(
        figures=(Figure(name="before", pixels=before), Figure(name="damaged", pixels=damaged)),
        facts={
            "before": first,
            "after": second,
            "psnr_before": psnr_rgb(before, clean),
            "psnr_after": psnr_rgb(damaged, clean),
        },
        sentence="" if known else "none",
    )


def own_scene(state: LessonState, photos: LessonPhotos) -> Scene:
    """An example, derained by the student from the left as far as it is revealed."""
    rainy, student = (photos.example(state.photo, name) for name in ("input", "student"))
    columns = round(rainy.shape[1] * state.value("reveal") / 100)
    mixed = rainy.copy()
    mixed[:, :columns] = student[:, :columns]
    return Scene(figures=(Figure(name="revealed", pixels=mixed),))


def blurred(pixels: Pixels, sigma: float) -> Pixels:
    """Return the picture out of focus by `sigma` [px]; 0 changes nothing."""
    if sigma <= 0:
        return pixels
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), np.uint8)


def noisy(pixels: Pixels, sigma: float) -> Pixels:
    """Return the picture with noise of `sigma` levels, always the same; 0 changes nothing."""
    if sigma <= 0:
        return pixels
    noise = np.random.default_rng(_SEED).normal(0, sigma, pixels.shape)
    return np.rint(np.clip(pixels + noise, 0, 255)).astype(np.uint8)


def with_wall(pixels: Pixels) -> Pixels:
    """Return the picture behind a bright, evenly lit wall that hides the middle of it."""
    height, width = pixels.shape[:2]
    walled = pixels.copy()
    walled[height // 5 :, width // 5 : width - width // 5] = _WALL
    return walled


def _dark_subject(clean: Pixels, scene: str) -> Pixels:
    if scene == "wall":
        return with_wall(clean)
    if scene == "clean":
        return clean
    return add_rain(clean, PRESETS["heavy" if scene == "rain" else "mist"], _SEED).rainy


def _niqe_subject(clean: Pixels, scene: str) -> Pixels:
    return clean if scene == "clean" else add_rain(clean, PRESETS["heavy"], _SEED).rainy


def _variation(pixels: Pixels) -> float:
    return float(total_variation(to_batch(pixels)))
