"""From any mode and colour space of a decoded picture to sRGB pixels."""

import io

import numpy as np
from PIL import Image, ImageCms

from ssidkd.core.intake.decoding import Decoded
from ssidkd.core.picture import Pixels

_FLATTENED = "Transparent parts were put on white."
_REDUCED = "16-bit values were reduced to 8 bits."
_PRINT_COLOURS = "Print colours (CMYK) were converted to screen colours, which may look different."

_ALPHA_MODES = {"LA": "L", "La": "L", "PA": "RGB", "RGBA": "RGB", "RGBa": "RGB"}
"""Mode with alpha -> mode of its colours."""
_PROFILED_MODES = ("L", "RGB", "CMYK")
"""Modes that profiles exist for."""
_STRIP = 256


def to_srgb(decoded: Decoded) -> tuple[Pixels, tuple[str, ...]]:
    """Return pixels without alpha, and what had to be changed for it."""
    notices: list[str] = []
    image = decoded.image
    if image.mode.startswith("I"):
        image = _from_16_bit(image)
        notices.append(_REDUCED)
    if image.mode == "CMYK":
        notices.append(_PRINT_COLOURS)
    colours, alpha = _split_alpha(image)
    picture = _through_profile(colours, decoded.image.info.get("icc_profile"))
    if alpha is not None and alpha.getextrema() != (255, 255):
        picture = Image.composite(picture, Image.new("RGB", picture.size, "white"), alpha)
        notices.append(_FLATTENED)
    return _to_array(picture), tuple(notices)


def _from_16_bit(image: Image.Image) -> Image.Image:
    """Return a 16-bit grey picture as 8 bits; Pillow's own conversion clips all above 255."""
    levels = np.asarray(image).astype(np.uint32)
    grey = Image.fromarray(((levels + 128) // 257).astype(np.uint8))
    transparent = image.info.get("transparency")
    if transparent is not None:
        grey.putalpha(Image.fromarray(np.where(levels == transparent, 0, 255).astype(np.uint8)))
    return grey


def _split_alpha(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Return colours as L, RGB or CMYK, and alpha where the picture has one."""
    if "transparency" in image.info and image.mode not in _ALPHA_MODES:
        image = image.convert("LA" if image.mode in ("1", "L") else "RGBA")
    if image.mode in _ALPHA_MODES:
        colours = _ALPHA_MODES[image.mode]
        straight = _as_mode(image, f"{colours}A")
        return straight.convert(colours), straight.getchannel("A")
    if image.mode == "1":
        return image.convert("L"), None
    return (image if image.mode in _PROFILED_MODES else image.convert("RGB")), None


def _through_profile(colours: Image.Image, profile: bytes | None) -> Image.Image:
    """Return colours as sRGB; a profile that is damaged or for other colours is ignored."""
    if not profile:
        return _as_mode(colours, "RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        transform = ImageCms.buildTransform(
            source,
            ImageCms.createProfile("sRGB"),
            colours.mode,
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        converted = ImageCms.applyTransform(colours, transform)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return _as_mode(colours, "RGB")
    return converted or _as_mode(colours, "RGB")


def _as_mode(image: Image.Image, mode: str) -> Image.Image:
    """Return a picture in a mode; Pillow would copy one that has it already."""
    return image if image.mode == mode else image.convert(mode)


def _to_array(image: Image.Image) -> Pixels:
    """Return an RGB picture as pixels, strip by strip: at once it would take three copies."""
    width, height = image.size
    pixels = np.empty((height, width, 3), np.uint8)
    for top in range(0, height, _STRIP):
        bottom = min(top + _STRIP, height)
        pixels[top:bottom] = np.asarray(image.crop((0, top, width, bottom)))
    return pixels
