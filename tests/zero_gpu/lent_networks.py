"""An app without a page whose GPU is lent: `python -m tests.zero_gpu.lent_networks`.

A process of its own, as its leases are forks of it. It derains a picture in leases of the stand-in
for ZeroGPU's package, after it has used all its threads, and tells what came of it as JSON.
"""

import json
import os
import signal
import sys
import threading
from types import SimpleNamespace

import cv2
import numpy as np
import torch
from gradio.context import LocalContext

from ssidkd.core.derainer import Derainer
from ssidkd.services.background import events_of
from ssidkd.services.settings import Settings
from ssidkd.services.zero_gpu.derainer import LentDerainer
from ssidkd.services.zero_gpu.host import claim_gpu, lease_of_host, settle_after_fork
from ssidkd.services.zero_gpu.lender import GpuLender, packed
from ssidkd.services.zero_gpu.refusal import GpuRefusedError
from tests.page_services import load_tiny, textured

KEPT = []
FORK_SECONDS = 120
VISITOR = "a visitor's token"
ENVIRON = {"SPACES_ZERO_GPU": "true", "SSIDKD_SERVE": "launch"}


class GlobalLender(GpuLender):
    """Keeps what a lease gives in a global, as works wherever the GPU is always there."""

    def _in_lease(self, network, pixels):
        KEPT.extend(super()._in_lease(network, pixels))
        yield None

    def _followed(self, lease, report, should_stop):
        for _ in lease:
            pass
        return KEPT[-1]


def use_all_threads():
    """Have torch and OpenCV make their pools, as the page does when it scores a picture."""
    torch.set_num_threads(4)
    torch.nn.functional.conv2d(torch.rand(1, 8, 256, 256), torch.rand(8, 8, 3, 3))
    (torch.rand(2_000_000) * 2).sum()
    cv2.GaussianBlur(np.zeros((1024, 1024), np.float32), (31, 31), 5)


def derained(lender, network, pixels):
    """Return what comes of a lease, or the name of the error."""
    try:
        result = lender.derain(network, pixels, lambda _: None, lambda: False)
    except GpuRefusedError as error:
        return type(error).__name__, error.because
    return "pixels", int(result.derained.astype(int).sum())


def main():
    claim_gpu(Settings.from_environment(ENVIRON), ENVIRON)
    lender, naive = (kind(lease_of_host, "cpu", "float32") for kind in (GpuLender, GlobalLender))
    networks = {role: lender.place(load_tiny(role)) for role in ("teacher", "student")}
    naive.place(load_tiny("teacher"))
    pixels = textured(600, 640, seed=3)
    use_all_threads()
    told = {role: derained(lender, network, pixels) for role, network in networks.items()}
    late = load_tiny("student")
    told["sent late"] = derained(lender, packed(late), pixels)
    told["placed late"] = derained(lender, lender.place(late), pixels)
    told["again"] = derained(lender, networks["teacher"], pixels)
    told["in a global"] = derained(naive, 0, pixels)
    torch.set_num_threads(1)
    for role in networks:
        here = Derainer(load_tiny(role).network, device="cpu", precision="float32")
        told[f"{role} here"] = ("pixels", int(here.derain(pixels).derained.astype(int).sum()))
    told["fork"] = fork_status()
    told["notices"] = on_processor(lender)
    told["page"] = for_visitor(lender, networks["teacher"], pixels)
    sys.stdout.write(json.dumps(told) + "\n")


def fork_status():
    """Return how a fork of this thread, which has a pool, ends that uses torch; 0 is well."""
    use_all_threads()
    home = os.getpid()
    child = os.fork()
    if child == 0:
        signal.alarm(FORK_SECONDS)
        settle_after_fork(home)
        (torch.rand(2_000_000) * 2).sum()
        os._exit(0)
    return os.waitpid(child, 0)[1]


def for_visitor(lender, network, pixels):
    """Derain a picture as a tab does: in a thread of its own, in the context of the click."""
    LocalContext.request.set(SimpleNamespace(headers={"x-ip-token": VISITOR}))

    def work(report, should_stop):
        report(derained(lender, network, pixels))

    return next(event for event in events_of(work, threading.Event()) if event is not None)


def on_processor(lender):
    """Derain a picture by a network that no lease knows; returns its notices."""
    own = Derainer(load_tiny("student").network, device="cpu", precision="float32")
    lent = LentDerainer(lender, 99, lambda: own)
    return lent.derain(textured(64, 64, seed=1)).notices


if __name__ == "__main__":
    main()
