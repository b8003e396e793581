"""What can be set from outside: one frozen dataclass, read from environment variables."""

import difflib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ssidkd.services.setting_values import (
    at_least_one,
    dataset,
    device,
    folder,
    named_folders,
    one_of,
    optional_folder,
    port,
    switch,
)

PREFIX = "SSIDKD_"
_ZERO_GPU = "SPACES_ZERO_GPU"
"""Set where only a decorated function has the GPU, and only for a while."""


class SettingsError(ValueError):
    """A setting cannot be used; the sentence names it and says what it takes."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How the app runs on this machine. `VARIABLES` says what each field means."""

    data_dir: Path
    assets_dir: Path | None
    device: str
    precision: Literal["auto", "float32", "bf16"]
    variant: Literal["auto", "base", "lite"]
    max_passes: int
    host: str
    port: int | None
    public: bool
    examples: Path | None
    examples_dataset: str
    mcp: bool
    outputs: tuple[tuple[str, Path], ...]
    detector: Path | None
    runner: Literal["child", "slices"]

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read every setting; an unset or empty variable means its default.

        Raises:
            SettingsError: for a value that cannot be used, or a name close to none of ours.
        """
        known = {variable.name for variable in VARIABLES}
        for name in sorted(set(environ) - known):
            if name.startswith(PREFIX):
                raise SettingsError(_unknown(name, known))
        defaults = _defaults_of_host(environ)
        values: dict[str, Any] = {}
        for variable in VARIABLES:
            text = environ.get(variable.name, "").strip()
            values[variable.field] = variable.read(text or defaults.get(variable.name, ""))
        if values["runner"] == "auto":
            values["runner"] = "slices" if environ.get(_ZERO_GPU) else "child"
        return cls(**values)


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One environment variable: a row of the README's table."""

    name: str
    field: str
    default: str
    """What holds where nothing is set, as text the parser takes; empty if it takes no text."""
    default_in_words: str = ""
    """For the table, where the text alone says too little."""
    meaning: str
    takes: str
    """The values it takes, in words that end the sentence `it takes ...`."""
    parse: Callable[[str], object]
    """Raises `ValueError` for a text it does not take."""

    def read(self, text: str) -> object:
        """Return the value of a text, or of the default for an empty one."""
        try:
            return self.parse(text or self.default)
        except (ValueError, RuntimeError) as error:  # RuntimeError: no home folder is known
            raise SettingsError(
                f"{self.name} is {text or self.default!r}, but it takes {self.takes}."
            ) from error


def settings_table() -> list[tuple[str, str, str]]:
    """Return name, default and meaning of every variable, for the README and the page."""
    return [
        (variable.name, variable.default_in_words or variable.default, variable.meaning)
        for variable in VARIABLES
    ]


def _defaults_of_host(environ: Mapping[str, str]) -> dict[str, str]:
    """Return defaults that the machine's host has set: Gradio's own names, and a Space's mark."""
    return {
        "SSIDKD_HOST": environ.get("GRADIO_SERVER_NAME", ""),
        "SSIDKD_PORT": environ.get("GRADIO_SERVER_PORT", ""),
        "SSIDKD_PUBLIC": "yes" if environ.get("SPACE_ID") else "",
    }


def _unknown(name: str, known: set[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    return f"There is no setting {name}.{hint}"


VARIABLES = (
    Variable(
        name="SSIDKD_DATA_DIR",
        field="data_dir",
        default="~/.local/share/ssidkd",
        meaning="Folder for what the app keeps: results for examples of yours.",
        takes="a folder's path",
        parse=folder,
    ),
    Variable(
        name="SSIDKD_ASSETS_DIR",
        field="assets_dir",
        default="",
        default_in_words="`assets/` beside the package",
        meaning="Folder of the bundled weights, the examples and the NIQE model.",
        takes="a folder's path",
        parse=optional_folder,
    ),
    Variable(
        name="SSIDKD_DEVICE",
        field="device",
        default="auto",
        meaning="Where the network runs: `auto` (CUDA, else MPS, else CPU), `cpu`, `cuda`, "
        "`cuda:1`, `mps`.",
        takes="auto, cpu, mps, cuda or cuda:NUMBER",
        parse=device,
    ),
    Variable(
        name="SSIDKD_PRECISION",
        field="precision",
        default="auto",
        meaning="`bf16`, `float32`, or `auto`: bf16 where the hardware has it.",
        takes="auto, bf16 or float32",
        parse=one_of("auto", "bf16", "float32"),
    ),
    Variable(
        name="SSIDKD_VARIANT",
        field="variant",
        default="auto",
        meaning="Network of the page: `base`, `lite`, or `auto`: base on a GPU, lite on a CPU.",
        takes="auto, base or lite",
        parse=one_of("auto", "base", "lite"),
    ),
    Variable(
        name="SSIDKD_MAX_PASSES",
        field="max_passes",
        default="1",
        meaning="How many pictures the network works on at once; the others wait.",
        takes="a whole number, at least 1",
        parse=at_least_one,
    ),
    Variable(
        name="SSIDKD_HOST",
        field="host",
        default="127.0.0.1",
        default_in_words="`GRADIO_SERVER_NAME`, else 127.0.0.1",
        meaning="Address the page listens on; `0.0.0.0` opens it to the network.",
        takes="an address or a host's name",
        parse=str,
    ),
    Variable(
        name="SSIDKD_PORT",
        field="port",
        default="",
        default_in_words="`GRADIO_SERVER_PORT`, else the first free one from 7860",
        meaning="Port the page listens on.",
        takes="a number from 1 to 65535",
        parse=port,
    ),
    Variable(
        name="SSIDKD_PUBLIC",
        field="public",
        default="no",
        default_in_words="yes on a Space, else no",
        meaning="Whether strangers use the page; so far nothing depends on it.",
        takes="yes or no",
        parse=switch,
    ),
    Variable(
        name="SSIDKD_EXAMPLES",
        field="examples",
        default="",
        default_in_words="none",
        meaning="Folder of rainy pictures of yours that join the gallery; a `captions.csv` in it "
        "(file, title, author, licence, source) says what they are.",
        takes="a folder's path",
        parse=optional_folder,
    ),
    Variable(
        name="SSIDKD_EXAMPLES_DATASET",
        field="examples_dataset",
        default="",
        default_in_words="none",
        meaning="The same from a dataset of the Hugging Face Hub, such as `owner/name`; it is "
        "fetched when the app starts.",
        takes="a dataset's name such as owner/name, with @ and a revision after it if it is not "
        "the newest",
        parse=dataset,
    ),
    Variable(
        name="SSIDKD_MCP",
        field="mcp",
        default="no",
        meaning="Whether what programs can call is also offered as MCP tools; needs "
        "`pip install 'gradio[mcp]'`.",
        takes="yes or no",
        parse=switch,
    ),
    Variable(
        name="SSIDKD_OUTPUTS",
        field="outputs",
        default="",
        default_in_words="none",
        meaning="Other methods' pictures beside ours under Results: `NAME=FOLDER`, several "
        "separated by `:` (on Windows `;`), found by name; `input` and `truth` are your own.",
        takes=f"NAME=FOLDER, several separated by {os.pathsep}",
        parse=named_folders,
    ),
    Variable(
        name="SSIDKD_DETECTOR",
        field="detector",
        default="",
        default_in_words="none",
        meaning="ONNX file of a YOLO detector, whose boxes can be laid over pictures under "
        "Results.",
        takes="a file's path",
        parse=optional_folder,
    ),
    Variable(
        name="SSIDKD_RUNNER",
        field="runner",
        default="auto",
        meaning="How finetuning runs: `child` (a process of its own), `slices` (a lent GPU, some "
        "seconds at a time), or `auto`: slices on ZeroGPU, else child; see docs/runners.md.",
        takes="auto, child or slices",
        parse=one_of("auto", "child", "slices"),
    ),
)
