"""Serves the page with tiny networks: `python serve_page.py ASSETS PICTURES PORT [DATA]`."""

import os
import sys
from pathlib import Path


def main(assets, pictures, port, data=None):
    os.environ["GRADIO_TEMP_DIR"] = pictures
    import torch

    from ssidkd.services.settings import Settings
    from ssidkd.ui.serving import serve
    from tests.page_services import build_services

    torch.set_num_threads(1)
    folder = {"SSIDKD_DATA_DIR": data} if data else {}
    asked = {name: text for name, text in os.environ.items() if name.startswith("SSIDKD_SERVE")}
    settings = Settings.from_environment({"SSIDKD_PORT": port, **folder, **asked})
    serve(build_services(Path(assets), Path(pictures), data and Path(data)), settings)


if __name__ == "__main__":
    main(*sys.argv[1:])
