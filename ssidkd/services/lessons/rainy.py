"""Pictures of the steps that put rain on a clean photo: the sum, the pairs, real rain, failures."""

from dataclasses import replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from ssidkd.core.metrics import psnr_rgb, ssim_rgb
from ssidkd.core.picture import Pixels
from ssidkd.core.rain import PRESETS, RainParameters, add_rain
from ssidkd.services.lessons.photos import NETWORK_PIXELS, LessonPhotos
from ssidkd.services.lessons.scene import Figure, Scene
from ssidkd.services.lessons.state import LessonState

Levels = NDArray[np.int64]

_SHOWER = RainParameters(amount=0.035, length=34, width=1.3, brightness=0.6, layers=2, wind=8)
_SHOWERS = 10
_AIRLIGHT = 0.78
_NEAREST_VEIL = 0.3
"""Share of the veil at the lower edge, which is taken to be near; at the upper one it is whole."""
_SEED = 7


def sum_scene(state: LessonState, photos: LessonPhotos) -> Scene:
    """O = B + R in whole levels: more and more showers are added up (paper eq. 1)."""
    clean = photos.clean(state.photo)
    showers = _showers(*clean.shape[:2])
    layer = showers[: int(state.value("amount"))].sum(axis=0).clip(0, 255)
    total = clean.astype(np.int64) + layer[..., None]
    row, column = _telling_pixel(clean, showers[0])
    mark = (row, column)
    return Scene(
        figures=(
            Figure(name="clean", pixels=clean, mark=mark),
            Figure(name="layer", pixels=_gray(layer), mark=mark),
            Figure(name="sum", pixels=np.minimum(total, 255).astype(np.uint8), mark=mark),
        ),
        facts={
            "b": int(clean[row, column, 1]),
            "r": int(layer[row, column]),
            "o": int(min(total[row, column, 1], 255)),
            "clipped": float((total > 255).any(axis=2).mean() * 100),
        },
    )


def pairs_scene(state: LessonState, photos: LessonPhotos) -> Scene:
    """Show one training pair, as the rain generator makes it."""
    rain = PRESETS[state.choice("rain")]
    pair = add_rain(photos.clean(state.photo), rain, int(state.value("draw")))
    return Scene(
        figures=(
            Figure(name="shown", pixels=pair.rainy),
            Figure(name="wanted", pixels=pair.clean),
        ),
        facts={
            "ssim": ssim_rgb(pair.rainy, pair.clean),
            "psnr": psnr_rgb(pair.rainy, pair.clean),
        },
    )


def real_scene(state: LessonState, photos: LessonPhotos) -> Scene:
    """Streaks alone, then veil and camera too, then what is left without the streaks."""
    clean = photos.clean(state.photo)
    layer = _showers(*clean.shape[:2])[:4].sum(axis=0).clip(0, 255)
    veiled = veiled_by_depth(clean, state.value("veil") / 100)
    camera = state.choice("camera")
    left = seen_by(veiled, camera)
    return Scene(
        figures=(
            Figure(name="streaks", pixels=_added(clean, layer)),
            Figure(name="realistic", pixels=seen_by(_added(veiled, layer), camera)),
            Figure(name="left", pixels=left),
        ),
        facts={"psnr": psnr_rgb(left, clean)},
        sentence="same" if np.array_equal(left, clean) else "",
    )


def failures_scene(state: LessonState, photos: LessonPhotos) -> Scene:
    """Long streaks, thin bright wires, or the photo alone, for both networks to try."""
    clean = photos.clean(state.photo, NETWORK_PIXELS)
    kind, length = state.choice("scene"), state.value("length")
    truth = with_wires(clean, length) if kind == "wires" else clean
    task = truth
    if kind == "rain":
        task = add_rain(clean, replace(PRESETS["long_thin"], length=length), _SEED).rainy
    return Scene(
        figures=(Figure(name="truth", pixels=truth), Figure(name="task", pixels=task)),
        facts={"before": psnr_rgb(task, truth)},
        sentence="waiting",
        task=task,
    )


def judged(scene: Scene, results: dict[str, Pixels], with_rain: bool) -> Scene:
    """Complete a scene of `failures_scene` with what teacher and student made of its task."""
    truth = scene.figures[0].pixels
    facts = {name: psnr_rgb(pixels, truth) for name, pixels in results.items()}
    made = tuple(Figure(name=name, pixels=pixels) for name, pixels in results.items())
    return Scene(
        figures=scene.figures + made,
        facts={**scene.facts, **facts},
        sentence="rain" if with_rain else "harm",
    )


def veiled_by_depth(pixels: Pixels, share: float) -> Pixels:
    """Return t B + (1 - t) A, where the veil 1 - t thins from `share` above to 30 % of it below.

    Depth is guessed: in most photos what is higher up is farther away.
    """
    depth = np.linspace(1.0, _NEAREST_VEIL, len(pixels))[:, None, None]
    veil = share * depth
    return _stored((1 - veil) * (pixels / 255.0) + veil * _AIRLIGHT)


def seen_by(pixels: Pixels, camera: str) -> Pixels:
    """Return what a camera makes of a scene: `none`, `grain` of dim light, drops on the `lens`."""
    if camera == "none":
        return pixels
    rng = np.random.default_rng(_SEED)
    if camera == "grain":
        return _stored(pixels / 255.0 * 0.8 + rng.normal(0, 0.05, pixels.shape))
    height, width = pixels.shape[:2]
    mask = np.zeros((height, width), np.float32)
    for _ in range(9):
        centre = (int(rng.uniform(0, width)), int(rng.uniform(0, height)))
        radius = max(int(rng.uniform(0.03, 0.08) * min(height, width)), 2)
        cv2.circle(mask, centre, radius, 1.0, cv2.FILLED)
    soft = cv2.GaussianBlur(mask, (0, 0), 2.0)[..., None]
    blurred = cv2.GaussianBlur(pixels, (0, 0), 0.03 * min(height, width)) / 255.0
    return _stored((1 - soft) * (pixels / 255.0) + soft * np.clip(blurred + 0.06, 0, 1))


def with_wires(pixels: Pixels, length: float) -> Pixels:
    """Return the picture with thin bright lines in it that are no rain but part of the scene."""
    drawn = pixels.copy()
    height, width = pixels.shape[:2]
    rng = np.random.default_rng(_SEED)
    reach = length * min(height, width) / 400
    for _ in range(10):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        angle = np.radians(rng.normal(12, 4))
        dx, dy = reach * np.sin(angle) / 2, reach * np.cos(angle) / 2
        ends = (round(x + dx), round(y - dy)), (round(x - dx), round(y + dy))
        cv2.line(drawn, *ends, (225, 225, 220), 1, cv2.LINE_AA)
    return drawn


@lru_cache(maxsize=8)
def _showers(height: int, width: int) -> Levels:
    """Return (10, H, W): rain layers of one shower each, in whole levels."""
    black = np.zeros((height, width, 3), np.uint8)
    layers = [add_rain(black, _SHOWER, seed).streaks for seed in range(_SHOWERS)]
    levels: Levels = np.rint(np.stack(layers) * 255).astype(np.int64)
    levels.flags.writeable = False
    return levels


def _telling_pixel(clean: Pixels, layer: Levels) -> tuple[int, int]:
    """Return where the first shower is strong and the photo dark: the sum is easy to see there."""
    contrast = layer - clean.max(axis=2)
    row, column = np.unravel_index(int(contrast.argmax()), contrast.shape)
    return int(row), int(column)


def _added(pixels: Pixels, layer: Levels) -> Pixels:
    return np.minimum(pixels.astype(np.int64) + layer[..., None], 255).astype(np.uint8)


def _gray(layer: Levels) -> Pixels:
    return np.repeat(layer[..., None], 3, axis=2).astype(np.uint8)


def _stored(values: NDArray[np.floating]) -> Pixels:
    return np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)
