"""The folder of a job: what lies where. Everything there is to know of a job is on disk."""

from dataclasses import dataclass
from pathlib import Path

from ssidkd.learning.finetune.config import FinetuneConfig, JobConfigError


@dataclass(frozen=True)
class JobFolder:
    """Names of the files of a job."""

    root: Path

    @property
    def config(self) -> Path:
        """The job's `FinetuneConfig`; never changed."""
        return self.root / "config.json"

    @property
    def photos(self) -> Path:
        """Folder of the visitor's photos, PNG as the intake made them."""
        return self.root / "photos"

    @property
    def start(self) -> Path:
        """Weights the student starts from."""
        return self.root / "start.safetensors"

    @property
    def events(self) -> Path:
        """One JSON object a line, see `ssidkd.learning.finetune.events`."""
        return self.root / "events.jsonl"

    @property
    def previews(self) -> Path:
        """Folder of the probe photo as derained at some steps."""
        return self.root / "previews"

    @property
    def checkpoint(self) -> Path:
        """Folder of what is needed to go on, see `ssidkd.learning.finetune.checkpoint`."""
        return self.root / "checkpoint"

    @property
    def result(self) -> Path:
        """The finetuned weights."""
        return self.root / "result.safetensors"

    @property
    def outcome(self) -> Path:
        """How the job ended, as JSON; without it, it has not."""
        return self.root / "outcome.json"

    @property
    def stop(self) -> Path:
        """File whose presence asks to stop."""
        return self.root / "stop"

    @property
    def resume(self) -> Path:
        """File whose presence asks to go on after an interruption."""
        return self.root / "resume"

    @property
    def pause(self) -> Path:
        """File that asks the worker to wait, see `ssidkd.learning.finetune.pause`."""
        return self.root / "pause"

    @property
    def lock(self) -> Path:
        """File that a living worker holds locked."""
        return self.root / "lock"

    def preview(self, step: int) -> Path:
        """Return where the derained probe photo of a step is."""
        return self.previews / f"step-{step:06d}.png"

    def read_config(self) -> FinetuneConfig:
        """Read the config.

        Raises:
            JobConfigError: there is none, or it cannot be used.
        """
        try:
            text = self.config.read_bytes()
        except OSError as error:
            raise JobConfigError("config", "a job's folder with a config.json in it") from error
        return FinetuneConfig.from_json(text)
