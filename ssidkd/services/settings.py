"""What can be set from outside: one frozen dataclass, read from environment variables."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ssidkd.services.setting_variable import SettingsError as SettingsError
from ssidkd.services.setting_variables import VARIABLES as VARIABLES

PREFIX = "SSIDKD_"
OF_TESTS = "SSIDKD_TEST_"
"""Before the names of what says how long our tests go on; they start the app with all they have."""
_ZERO_GPU = "SPACES_ZERO_GPU"
"""Set where only a decorated function has the GPU, and only for a while."""
_SPACE = "SPACE_ID"
"""Set on a Space of the Hugging Face Hub, whose disk is new after each restart."""

_SPACE_HOST = "SPACE_HOST"
"""The name under which visitors reach a Space."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How the app runs on this machine. `VARIABLES` says what each field means."""

    data_dir: Path
    assets_dir: Path | None
    device: str
    precision: Literal["auto", "float32", "bf16"]
    variant: Literal["auto", "base", "lite"]
    max_passes: int
    longest_wait: int
    uploads_gb: int
    host: str
    port: int | None
    public: bool
    hosts: tuple[str, ...]
    proxies: int
    serve: Literal["launch", "mounted"]
    log: Literal["auto", "text", "json"]
    examples: Path | None
    examples_dataset: str
    mcp: bool
    outputs: tuple[tuple[str, Path], ...]
    detector: Path | None
    runner: Literal["child", "slices"]
    collection: bool
    collection_dataset: str
    collection_private: bool
    collection_pull_requests: bool
    owners: tuple[str, ...]
    owner_token: str = field(repr=False)
    disk: Literal["lasting", "passing"]
    hub_token: str = field(repr=False)

    @property
    def collection_dir(self) -> Path:
        """Folder of the donated photos, inside the data folder."""
        return self.data_dir / "collection"

    @property
    def logs_json(self) -> bool:
        """Whether the log is for machines, and tells nothing of visitors."""
        return self.public if self.log == "auto" else self.log == "json"

    @property
    def lent_gpu(self) -> bool:
        """Whether only a decorated function has the GPU, for some seconds."""
        return self.runner == "slices" and self.device != "cpu"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read every setting; an unset or empty variable means its default.

        Raises:
            SettingsError: for a value that cannot be used, or a name close to none of ours.
        """
        known = {variable.name for variable in VARIABLES}
        for name in sorted(set(environ) - known):
            if name.startswith(PREFIX) and not name.startswith(OF_TESTS):
                raise SettingsError(_unknown(name, known))
        defaults = _defaults_of_host(environ)
        values: dict[str, Any] = {}
        for variable in VARIABLES:
            text = environ.get(variable.name, "").strip()
            values[variable.field] = variable.read(text or defaults.get(variable.name, ""))
        if values["runner"] == "auto":
            values["runner"] = "slices" if environ.get(_ZERO_GPU) else "child"
        if values["disk"] == "auto":
            values["disk"] = "passing" if environ.get(_SPACE) else "lasting"
        if values["serve"] == "auto":
            values["serve"] = "launch" if environ.get(_SPACE) else "mounted"
        return cls(**values)


def settings_table() -> list[tuple[str, str, str]]:
    """Return name, default and meaning of every variable, for docs/settings.md and the page."""
    return [
        (variable.name, variable.default_in_words or variable.default, variable.meaning)
        for variable in VARIABLES
    ]


def _defaults_of_host(environ: Mapping[str, str]) -> dict[str, str]:
    """Return defaults that the machine's host has set: Gradio's own names, and a Space's mark."""
    return {
        "SSIDKD_HOST": environ.get("GRADIO_SERVER_NAME", ""),
        "SSIDKD_PORT": environ.get("GRADIO_SERVER_PORT", ""),
        "SSIDKD_PUBLIC": "yes" if environ.get(_SPACE) else "",
        "SSIDKD_HOSTS": environ.get(_SPACE_HOST, "") if environ.get(_SPACE) else "",
        "SSIDKD_PROXIES": "1" if environ.get(_SPACE) else "",
    }


def _unknown(name: str, known: set[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    return f"There is no setting {name}.{hint}"
