"""Every sentence the page shows, and nothing else."""

from collections.abc import Mapping

from ssidkd.core.intake import ACCEPTED, DEFAULT_LIMITS

TITLE = "SSID-KD"
TAGLINE = "Take the rain out of a photo"
INTRODUCTION = (
    "Two networks try your picture side by side: a teacher that learned from synthetic rain, and "
    "its student, which also learned from photos of real rain."
)
ABOUT = (
    "After Cui et al., “Semi-Supervised Image Deraining Using Knowledge Distillation”, "
    "IEEE Transactions on Circuits and Systems for Video Technology, 2022. Photos are worked on by "
    "this server and deleted within the hour; nothing is kept. The bundled "
    "networks learned from photos that are free for non-commercial research only."
)

PHOTO_LABEL = "Your photo"
_MEGABYTES = DEFAULT_LIMITS.max_bytes >> 20
PHOTO_PLACEHOLDER = f"# Drop or choose a rainy photo\n{ACCEPTED}, up to {_MEGABYTES} MB"
EXAMPLES_LABEL = "Examples"
EXAMPLES_NOTE = "synthetic rain on free photos, with results computed beforehand"

PANE_NAMES: Mapping[str, str] = {"input": "Input", "teacher": "Teacher", "student": "Student"}
PANE_HINTS: Mapping[str, str] = {
    "input": "the rainy picture",
    "teacher": "SID, synthetic rain only",
    "student": "SSID-KD, real rain too",
}
DARK_LABEL = "Dark channel, mean"

NIQE_NAME = "NIQE, lower is better"
NIQE_NOTE = (
    "NIQE says how natural a picture looks. Lower is better. It needs no reference and knows "
    "nothing of the scene: small differences mean nothing."
)
NIQE_NONE = "no value"
NOT_YET = "–"
DARK_NOTE = (
    "Dark channel: the darkest value around each pixel. Rain and mist make it brighter. All three "
    "maps share one scale."
)
DARK_SCALE = "Scale of the dark channel, from 0 (dark) to 1 (bright)"

FULL_SIZE = "Derain at full size"
STOP = "Stop"
SAVE = "Save PNG"
OPEN = "Open in a new tab, pixel for pixel"

STOPPED_EARLY = "Stopped. What was ready by then is shown below."
STOPPED_FULL = "Stopped. The smaller results are still shown below."
KEPT = "The pictures below are still the ones from before."
UNEXPECTED = (
    "Something went wrong here that should not have. Try again, or try another photo; if it stays, "
    "tell whoever runs this page."
)
NO_PHOTO = "That photo did not arrive. Please choose it again."
READING = "Reading your photo"
READY_SO_FAR = "Getting on with it"


def machine(device: str, variant: str, pixel_limit: int | None) -> str:
    """Say what the page runs on."""
    size = "full size at once" if pixel_limit is None else "quick results up to 1 megapixel"
    return f"{device_name(device)} · {variant} networks · {size}"


def device_name(device: str) -> str:
    """Name a device as people know it."""
    kind = device.partition(":")[0]
    return {"cpu": "CPU", "cuda": "GPU", "mps": "Apple GPU"}.get(kind, kind)


def made_in(seconds: float, device: str, precision: str) -> str:
    """Say how long a result took and where."""
    return f"{duration(seconds)} on {device_name(device)}, {precision}"


PRECOMPUTED = "computed beforehand"


def picture_size(width: int, height: int) -> str:
    """Name a size."""
    return f"{width} × {height}"


def smaller_copy(width: int, height: int, full: tuple[int, int]) -> str:
    """Say that a smaller copy is worked on, and why."""
    return (
        f"This machine computes on its processor, so you see a quick result at "
        f"{picture_size(width, height)} pixels; your photo has {picture_size(*full)}."
    )


def full_size_button(full: tuple[int, int], seconds: float | None) -> str:
    """Name the button that asks for the full size, with the time it will take if known."""
    about = "" if seconds is None else f", about {time_left(seconds)}"
    return f"{FULL_SIZE}: {picture_size(*full)}{about}"


def working(name: str, seconds_left: float | None) -> str:
    """Say who is working and for how long."""
    if seconds_left is None:
        return f"{PANE_NAMES[name]} is working"
    left = f"about {time_left(seconds_left)} left" if seconds_left >= 1 else "almost done"
    return f"{PANE_NAMES[name]} is working, {left}"


def ready(full_size: bool) -> str:
    """Say that a comparison is complete."""
    return "Both results at full size are ready." if full_size else "Both results are ready."


def credit(title: str, author: str, licence: str, preset: str) -> str:
    """Say where an example is from and what was done to it."""
    rain = preset.replace("_", " ")
    return f"{title}. Photo: {author}, {licence}. Rain: synthetic, {rain}."


def save_label(name: str) -> str:
    """Name the link that saves a result, for those who do not see beside which picture it is."""
    return f"{SAVE}: {PANE_NAMES[name].lower()}"


def picture_alt(name: str, what: str) -> str:
    """Describe a pane's picture for those who cannot see it."""
    made = {
        "input": "The rainy input",
        "teacher": "The picture derained by the teacher",
        "student": "The picture derained by the student",
    }[name]
    return f"{made}: {what}."


def dark_alt(name: str, mean: float) -> str:
    """Describe a dark-channel map for those who cannot see it."""
    return f"Dark channel of {PANE_NAMES[name].lower()}, mean {mean:.3f} of 1."


YOUR_PHOTO = "your photo"


def duration(seconds: float) -> str:
    """Name a measured time."""
    if seconds < 10:
        return f"{max(seconds, 0.1):.1f} s"
    return _minutes(round(seconds))


def time_left(seconds: float) -> str:
    """Name an estimated time: the longer, the rounder, so that it does not flicker."""
    step = 1 if seconds < 10 else 5 if seconds < 60 else 10
    return _minutes(max(1, round(seconds / step) * step))


def _minutes(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} s"
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"
