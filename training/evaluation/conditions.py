"""What is evaluated on: folders of pairs and of real photos, as named conditions."""

from dataclasses import dataclass
from pathlib import Path

from ssidkd.learning.photos import TrainingDataError, list_pictures
from training.collected import VALIDATION, is_split

CLEAN = "clean"
"""Name of the condition in which the clean picture itself goes in: it has to come back unharmed."""


class EvaluationError(ValueError):
    """The evaluation cannot be made; the sentence says what to change."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One picture to derain."""

    name: str
    """File name without suffix."""
    rainy: Path
    truth: Path | None
    """The clean picture; None for a real photo."""


@dataclass(frozen=True, kw_only=True)
class Condition:
    """Pictures of one kind; means are taken over them."""

    name: str
    """Such as `val/rain_heavy`, `val/clean` or `real`."""
    pictures: tuple[Picture, ...]

    @property
    def has_truth(self) -> bool:
        """Whether there are clean pictures to compare with."""
        return self.pictures[0].truth is not None


def pair_conditions(folder: Path, *, with_clean: bool = True) -> list[Condition]:
    """Return a condition for each `rain*` folder beside `norain/`, and one for the clean pictures.

    Raises:
        EvaluationError: there is no such folder, or a picture has no clean one.
    """
    clean_folder = folder / "norain"
    rain_folders = sorted(path for path in folder.glob("rain*") if path.is_dir())
    if not clean_folder.is_dir() or not rain_folders:
        raise EvaluationError(
            f"{folder} needs norain/ and rain/ (or several folders rain_...) inside; "
            "training.prepare makes them of public sets."
        )
    conditions = [
        Condition(
            name=f"{folder.resolve().name}/{rain_folder.name}",
            pictures=tuple(_pair(path, clean_folder) for path in _pictures(rain_folder)),
        )
        for rain_folder in rain_folders
    ]
    if with_clean:
        clean = tuple(
            Picture(name=path.stem, rainy=path, truth=path) for path in _pictures(clean_folder)
        )
        conditions.append(Condition(name=f"{folder.resolve().name}/{CLEAN}", pictures=clean))
    return conditions


def real_condition(folder: Path, *, hold_out_last: int | None = None) -> Condition:
    """Return the condition of a folder of real rainy photos.

    Args:
        folder: photos, in it or below; of an exported collection, its validation side.
        hold_out_last: take only so many photos whose names sort last; the others may have been
            trained on (see `training.held_out`). A validation side is taken as it is.

    Raises:
        EvaluationError: there is no such photo.
    """
    has_sides = is_split(folder)
    place = folder / VALIDATION if has_sides else folder
    paths = sorted(_pictures(place), key=lambda path: path.name)
    if hold_out_last is not None and not has_sides:
        paths = paths[-hold_out_last:]
    return Condition(
        name=folder.resolve().name,
        pictures=tuple(Picture(name=path.stem, rainy=path, truth=None) for path in paths),
    )


def check_names(conditions: list[Condition]) -> None:
    """Raise `EvaluationError` where two conditions, or two pictures of one, share a name."""
    names = [condition.name for condition in conditions]
    if len(set(names)) < len(names):
        raise EvaluationError(f"Two folders have the same name: {', '.join(names)}. Rename one.")
    for condition in conditions:
        pictures = [picture.name for picture in condition.pictures]
        if len(set(pictures)) < len(pictures):
            raise EvaluationError(f"Pictures of {condition.name} share a name but for the suffix.")


def _pair(path: Path, clean_folder: Path) -> Picture:
    truth = clean_folder / path.name
    if not truth.is_file():
        raise EvaluationError(f"{path} has no clean partner at {truth}.")
    return Picture(name=path.stem, rainy=path, truth=truth)


def _pictures(folder: Path) -> list[Path]:
    try:
        return list_pictures(folder)
    except TrainingDataError as error:
        raise EvaluationError(str(error)) from error
