"""A process that has imported everything and forks a worker for each line of its input.

So that a test can kill many workers without waiting for the imports of each. A line is `MODE
FOLDER ASSETS`. The mode `naive` writes checkpoints in place, as a program does that nobody kills;
`here` does the work in this process, so that its children find everything warm.
"""

import os
import sys
from dataclasses import asdict
from json import dumps

import cv2

from ssidkd.core.weights import save_weights
from ssidkd.learning.finetune import command, session
from ssidkd.learning.state import save_checkpoint


def naive_save(progress, config, card, folder):
    target = folder / f"step-{progress.state.step:06d}"
    target.mkdir(parents=True, exist_ok=True)
    save_weights(progress.best, card, target / "best.safetensors")
    save_checkpoint(progress.state, config, target / "state.pt")
    measurements = [asdict(one) for one in progress.measurements]
    content = {"best_step": progress.best_step, "measurements": measurements}
    (target / "measured.json").write_text(dumps(content))


def main():
    cv2.setNumThreads(1)  # a pool of threads does not survive a fork
    for line in sys.stdin:
        mode, folder, assets = line.rstrip("\n").split("\t")
        child = 0 if mode == "here" else os.fork()
        if mode == "here":
            command.main([folder, "--assets", assets, "--device", "cpu"])
        elif child == 0:
            if mode == "naive":
                session.save_progress = naive_save
            os._exit(command.main([folder, "--assets", assets, "--device", "cpu"]))
        print(child, flush=True)  # noqa: T201 - its answer
        if child:
            os.waitpid(child, 0)
        print("gone", flush=True)  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
