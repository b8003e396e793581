"""Deraining in a process that really has too little memory."""

import json
import subprocess
import sys

import pytest

PROGRAM = """
import json, re, resource, sys
from pathlib import Path
import numpy as np, torch
from ssidkd.core.derainer import Derainer, DerainOutOfMemoryError
from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.derain_net import DerainNet

torch.set_num_threads(1)
network = DerainNet(NetworkConfig(channels=(16, 16, 16), units=(1, 1, 1)))
derainer = Derainer(network, device="cpu", precision=sys.argv[2])
pixels = np.random.default_rng(0).integers(0, 256, (704, 704, 3), dtype=np.uint8)
derainer.derain(pixels[:64, :64])  # loads what torch loads late
taken = int(re.search(r"VmSize:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024
limit = taken + int(sys.argv[1]) * 2**20
hard = resource.getrlimit(resource.RLIMIT_AS)[1]
resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
try:
    result = derainer.derain(pixels)
    said = {"tiles": result.tiles, "notices": result.notices}
except DerainOutOfMemoryError as error:
    said = {"refused": str(error)}
resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
said["next"] = derainer.derain(pixels[:64, :64]).tiles
json.dump(said, sys.stdout)
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux does")


def derain_with(root, megabytes: int, precision: str) -> dict:
    command = [sys.executable, "-c", PROGRAM, str(megabytes), precision]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.mark.parametrize("precision", ["float32", "bf16"])
def test_picture_is_done_in_smaller_pieces_and_it_is_said(root, precision):
    # How much a pass takes depends on the machine's kernels, so there is a ladder of limits.
    tries = (derain_with(root, megabytes, precision) for megabytes in (400, 300, 200))
    said = next((said for said in tries if said.get("tiles", 0) > 1), None)
    assert said is not None
    assert "Memory was short" in said["notices"][0]
    assert said["next"] == 1


def test_picture_that_cannot_be_done_is_refused_and_the_next_one_works(root):
    said = derain_with(root, 4, "float32")
    assert "not enough free memory" in said["refused"]
    assert said["next"] == 1
