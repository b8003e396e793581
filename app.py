"""The page: `python app.py`, here, in a container or on a Space."""

import logging
import os
import signal
import sys
from contextlib import closing
from pathlib import Path
from types import FrameType

from ssidkd.core.allocator import keep_freed_memory
from ssidkd.core.assets import AssetsMissingError
from ssidkd.core.metrics import PristineModelError
from ssidkd.core.weights import WeightsError
from ssidkd.services.examples import ExamplesError
from ssidkd.services.logs import configure_logging
from ssidkd.services.own_folder import check_folder, own_folder
from ssidkd.services.services import start_services
from ssidkd.services.settings import Settings, SettingsError
from ssidkd.services.zero_gpu.host import claim_gpu

CANNOT_START = (SettingsError, AssetsMissingError, WeightsError, ExamplesError, PristineModelError)


def main() -> int:
    """Serve the page until the process is asked to end; returns the exit code."""
    configure_logging(as_json=False)
    signal.signal(signal.SIGTERM, _leave)
    keep_freed_memory()
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    try:
        with own_folder() as own:
            _serve(Path(os.environ.setdefault("GRADIO_TEMP_DIR", str(own))))
    except CANNOT_START as error:
        logging.error("%s", error)
        return 1
    return 0


def _serve(pictures: Path) -> None:
    check_folder(pictures)
    settings = Settings.from_environment(os.environ)
    configure_logging(as_json=settings.logs_json)
    claim_gpu(settings, os.environ)  # before anything asks for CUDA
    with closing(start_services(settings, pictures)) as services:
        from ssidkd.ui.serving import serve  # only now: Gradio reads the environment

        serve(services, settings)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """End as after a key press, so that what was begun is tidied up."""
    sys.exit(0)


if __name__ == "__main__":
    sys.exit(main())
