"""What programs can call, under names that stay: `/derain`, `/score`, `/rain`.

Everything else that the page does is private. Errors are sentences; none names a path.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

import anyio
import gradio as gr
from gradio.utils import get_upload_folder

from ssidkd.core.derainer import DerainCancelled, DerainError
from ssidkd.core.durable import is_disk_full
from ssidkd.core.intake import PictureRefused
from ssidkd.core.metrics import NotComparableError
from ssidkd.core.weights import WeightsError
from ssidkd.services.admission.errors import ServerBusyError
from ssidkd.services.background import ShouldStop
from ssidkd.services.calls import CallError, CallService, Facts
from ssidkd.services.memory import memory_errors_named
from ssidkd.services.services import Services
from ssidkd.ui.cancelling import unless_cancelled
from ssidkd.ui.capacity import CALLS_AT_ONCE
from ssidkd.ui.viewer import address
from ssidkd.ui.words import ENGLISH

_FORESEEN = (PictureRefused, DerainError, NotComparableError, WeightsError, CallError)
_CALLS_AT_ONCE = 2
_UNEXPECTED = (
    "Something went wrong here that should not have. Try again, or try another picture; if it "
    "stays, tell whoever runs this server."
)
_NO_FILE = "Send the picture as a file; with gradio_client that is handle_file('rainy.jpg')."

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)


class ServerFailureError(gr.Error):
    """Something went wrong here: whoever called is not at fault, and the answer's status says so.

    The guard knows it by its name: see `guard/failures.py`.
    """


def build_api(services: Services) -> None:
    """Declare the endpoints inside the current `gr.Blocks`."""
    comparing = services.comparing
    calls = CallService(comparing.deraining, comparing.score, services.shelf)
    threads = anyio.CapacityLimiter(CALLS_AT_ONCE)

    async def derain(
        file: gr.FileData,
        model: Literal["teacher", "student"] = "student",
        full_size: bool = False,
    ) -> tuple[gr.FileData, dict[str, Any]]:
        """Take the rain out of a photo.

        Args:
            file: a JPEG, PNG, WebP, AVIF or HEIC picture of up to 20 MB.
            model: teacher learned from synthetic rain only, student from photos of real rain too.
            full_size: work on all pixels; without it large pictures are made smaller first.

        Returns:
            the derained picture as PNG, and its facts: sizes, NIQE before and after (lower is
            better; none with the reason where there is none), weights, time, device, notices.
        """

        def work(should_stop: ShouldStop) -> tuple[Path, Facts]:
            return _answered(
                lambda: calls.derain(sent_file(file), model, bool(full_size), should_stop)
            )

        path, facts = await unless_cancelled(work, threads)
        return _served(path), facts

    def score(file: gr.FileData, reference: gr.FileData | None = None) -> dict[str, Any]:
        """Score a picture: NIQE, and PSNR and SSIM against a reference.

        Args:
            file: the picture to score.
            reference: the same picture without rain and of the same size, if there is one.

        Returns:
            niqe (lower is better) or null with niqe_reason; with a reference also psnr_rgb and
            psnr_y [dB], ssim_rgb and ssim_y.
        """
        clean = None if reference is None else _answered(lambda: sent_file(reference))
        return _answered(lambda: calls.score(sent_file(file), clean))

    def rain(
        file: gr.FileData, preset: str = "moderate", seed: int = 0
    ) -> tuple[gr.FileData, dict[str, Any]]:
        """Put synthetic rain on a clean photo; the same arguments give the same picture.

        Args:
            file: a picture without rain.
            preset: drizzle/light/moderate/heavy/cloudburst/benchmark_heavy/mist/night/long_thin.
            seed: places the streaks; 0 or more.

        Returns:
            the rainy picture as PNG, and its facts: preset, seed, every parameter, notices.
        """
        path, facts = _answered(lambda: calls.rain(sent_file(file), preset, int(seed)))
        return _served(path), facts

    in_line = {"concurrency_limit": CALLS_AT_ONCE, "concurrency_id": "api-derain"}
    at_once = {"concurrency_limit": _CALLS_AT_ONCE, "concurrency_id": "api"}
    for endpoint, how in ((derain, in_line), (score, at_once), (rain, at_once)):
        gr.api(endpoint, api_name=endpoint.__name__, **how)  # type: ignore[attr-defined]


def _answered(call: Callable[[], Answer]) -> Answer:
    """Return what a call gives.

    Raises:
        gr.Error: it cannot be answered; the sentence says why.
    """
    try:
        with memory_errors_named():
            return call()
    except ServerBusyError as error:
        # The one field of Gradio's errors for a number carries the seconds to programs.
        raise gr.Error(
            str(error), title="Busy", duration=error.seconds, print_exception=False
        ) from None
    except (*_FORESEEN, DerainCancelled) as error:
        raise gr.Error(str(error), print_exception=False) from None
    except Exception as error:
        log.error("a call", exc_info=error)
        sentence = ENGLISH.common.disk_full if is_disk_full(error) else _UNEXPECTED
        raise ServerFailureError(sentence, print_exception=False) from None


def sent_file(file: Any) -> Path:
    """Return the path of an uploaded file.

    A caller may name any file of this machine. Gradio 6.31 refuses those that are no uploads; this
    does not rely on it, and follows no link.

    Raises:
        CallError: it is no upload.
    """
    named = file.get("path") if isinstance(file, dict) else getattr(file, "path", None)
    if not isinstance(named, str) or "\0" in named:
        raise CallError(_NO_FILE)
    path = Path(named).absolute()
    uploads = Path(get_upload_folder()).resolve()
    if path.resolve() != path.parent.resolve() / path.name or uploads not in path.resolve().parents:
        raise CallError(_NO_FILE)
    return path.resolve()


def _served(path: Path) -> Any:
    """Return a file as clients expect one."""
    return {
        "path": str(path),
        "url": f"/{address(path)}",
        "orig_name": path.name,
        "mime_type": "image/png",
        "size": path.stat().st_size,
        "meta": {"_type": "gradio.FileData"},
    }
