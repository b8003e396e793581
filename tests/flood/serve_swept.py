"""Serves the page with limits on uploads that a test reaches.

`python serve_swept.py ASSETS FOLDER PORT`.
"""

import logging
import os
import sys
from pathlib import Path

MOST_BYTES = 500_000  # half of it is what the page itself shows


def main(assets, folder, port):
    folder = Path(folder)
    os.environ["GRADIO_TEMP_DIR"] = str(folder / "uploads")
    import torch

    from ssidkd.services.settings import Settings
    from ssidkd.services.uploads import UploadLimits
    from ssidkd.ui import serving
    from tests.page_services import build_services

    torch.set_num_threads(1)
    logging.basicConfig(level=logging.INFO)
    limits = UploadLimits(
        unfinished_seconds=4, safe_seconds=1, empty_seconds=1, most_bytes=MOST_BYTES
    )
    tidy = serving.tidy_in_background
    serving.tidy_in_background = lambda shelf, _limits: tidy(shelf, limits, every=0.5)
    services = build_services(Path(assets), folder / "uploads")
    data = {"SSIDKD_DATA_DIR": str(folder / "data")}
    serving.serve(services, Settings.from_environment({"SSIDKD_PORT": port, **data}))


if __name__ == "__main__":
    main(*sys.argv[1:])
