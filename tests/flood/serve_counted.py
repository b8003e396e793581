"""Serves the page, and writes down how many forward passes run at once.

`python serve_counted.py ASSETS FOLDER PORT PLACES [unguarded]`; while the file FOLDER/hold is
there, no pass ends. FOLDER/news.json is written again and again.
"""

import json
import os
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path


class Count:
    """How many passes run, and the greatest number there was."""

    def __init__(self, hold):
        self.hold, self.running, self.most = hold, 0, 0
        self.lock = threading.Lock()

    def enter(self):
        with self.lock:
            self.running += 1
            self.most = max(self.most, self.running)
        time.sleep(0.05)
        while self.hold.exists():
            time.sleep(0.01)

    def leave(self):
        with self.lock:
            self.running -= 1


def main(assets, folder, port, places, unguarded=""):
    folder = Path(folder)
    os.environ["GRADIO_TEMP_DIR"] = str(folder / "pictures")
    import torch

    from ssidkd.services.admission.limits import LineLimits
    from ssidkd.services.admission.line import Line
    from ssidkd.services.settings import Settings
    from ssidkd.ui.serving import serve
    from tests import page_services

    torch.set_num_threads(1)
    count, load = Count(folder / "hold"), page_services.load_tiny

    def counted(*of_what):
        loaded = load(*of_what)
        # Functions, not methods: a network is copied with its hooks.
        loaded.network.register_forward_pre_hook(lambda *_: count.enter())
        loaded.network.register_forward_hook(lambda *_: count.leave())
        return loaded

    page_services.load_tiny = counted
    turns = 1000 if unguarded else 1
    made = page_services.tiny_deraining(max_passes=turns)
    made.line = Line(turns, LineLimits(most=int(places)))
    page_services.tiny_deraining = lambda: made
    services = page_services.build_services(Path(assets), folder / "pictures")

    def write_news():
        while True:
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            news = {"most": count.most, "running": count.running, "pages": pages}
            news |= {**asdict(made.line.news()), "arrived": made.line._arrivals}
            written = folder / "news.part"
            written.write_text(json.dumps(news))
            written.replace(folder / "news.json")
            time.sleep(0.05)

    threading.Thread(target=write_news, daemon=True).start()
    data = {"SSIDKD_DATA_DIR": str(folder / "data")}
    serve(services, Settings.from_environment({"SSIDKD_PORT": port, **data}))


if __name__ == "__main__":
    main(*sys.argv[1:])
