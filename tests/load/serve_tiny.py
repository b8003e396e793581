"""Serves the page with tiny networks: `python -m tests.load.serve_tiny FOLDER [LEAK]`.

Settings come from the environment. With a word for LEAK, every picture that is derained leaves an
open descriptor, a file and some memory behind: the soak has to notice.
"""

import os
import sys
import tempfile
from pathlib import Path

LEAKED = 32 << 20
"""Of each picture, of files and of memory [bytes]."""
LEAKED_DESCRIPTORS = 4
"""Of each picture."""


def main(folder, leak=""):
    folder = Path(folder)
    pictures = Path(tempfile.mkdtemp(prefix="ssidkd-"))
    os.environ["GRADIO_TEMP_DIR"] = str(pictures)
    import torch

    from ssidkd.services.settings import Settings
    from ssidkd.ui.serving import serve
    from tests.load.server import ROOT
    from tests.page_services import build_services, make_assets

    torch.set_num_threads(1)
    settings = Settings.from_environment({**os.environ, "SSIDKD_VARIANT": "auto"})
    assets = folder / "assets"
    assets.mkdir()
    make_assets(assets, ROOT / "assets")
    services = build_services(assets, pictures, settings.data_dir)
    if leak:
        _make_leaky(services.comparing.deraining, pictures)
    serve(services, settings)


def _make_leaky(deraining, folder):
    import numpy as np

    derain, kept = deraining.derain_by, []

    def leaky(*arguments, **options):
        file = tempfile.NamedTemporaryFile(dir=folder, delete=False)  # noqa: SIM115
        file.truncate(LEAKED)
        others = [os.dup(file.fileno()) for _ in range(LEAKED_DESCRIPTORS - 1)]
        kept.append((file, others, np.ones(LEAKED, np.uint8)))
        return derain(*arguments, **options)

    deraining.derain_by = leaky


if __name__ == "__main__":
    main(*sys.argv[1:])
