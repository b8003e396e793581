"""The library of the dataset's readers loads it as it lies on the Hub."""

import hashlib
import json
import os
import subprocess
import sys

import pytest

from ssidkd.services.collection.hub.rows import day
from tests.services.collection.hub.sending_parts import DATASET, Sending, tiny

LOAD = """
import hashlib, json, sys
import numpy as np
from datasets import load_dataset
folder = sys.argv[1]
for photos in load_dataset(folder), load_dataset("imagefolder", data_dir=folder):
    rows = []
    for row in photos["train"]:
        pixels = np.asarray(row.pop("image"))
        assert pixels.dtype == np.uint8
        row["pixels"] = hashlib.sha256(pixels.tobytes()).hexdigest()
        row["shape"] = pixels.shape
        rows.append(row)
    answer = {"splits": list(photos), "columns": photos["train"].column_names, "rows": rows}
    sys.stdout.write("\\n" + json.dumps(answer, default=str))
"""
WORDS = ["identity", "licence", "credit", "amount", "time", "place"]
NUMBERS = ["width", "height", "niqe", "dark_channel", "sharpness", "brightness"]
COLUMNS = ["image", *WORDS, *NUMBERS, "donor", "received"]


@pytest.fixture
def load(root, tmp_path):
    """Return a function that loads a folder in both ways, in a process without a network."""

    def load(folder):
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "HF_HOME": str(tmp_path / "cache"),
            "HF_HUB_OFFLINE": "1",
            "OMP_NUM_THREADS": "1",
        }
        command = [sys.executable, "-c", LOAD, str(folder)]
        run = subprocess.run(
            command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
        )
        assert run.returncode == 0, run.stderr
        return [json.loads(line) for line in run.stdout.splitlines()[-2:]]

    return load


@pytest.mark.parametrize("count", [1, 5])
def test_the_library_finds_every_photo_with_its_row(count, hub, collection, load, tmp_path):
    sending = Sending(collection, hub.url)
    _, code = sending.give(1)
    sending.run()
    collection.withdraw(code)
    given = {}
    for number in range(count):
        words = {"amount": "heavy", "time": "night"} if number else {}
        licence = {"licence": "CC-BY-4.0", "credit": "=cmd|' /C calc'!A0"} if number % 2 else {}
        visitor = f"visitor {number // 2}"
        (identity,), _ = sending.give(1, visitor=visitor, description=words, **licence)
        given[identity] = (tiny(sending.seed - 1), words, visitor)
    sending.run()
    hub.export(DATASET, tmp_path / "dataset")
    for loaded in load(tmp_path / "dataset"):
        assert loaded["splits"] == ["train"]
        assert loaded["columns"] == COLUMNS
        assert len(loaded["rows"]) == count
        for row in loaded["rows"]:
            check(row, *given[row["identity"]], collection.record(row["identity"]))
        donors = {(given[row["identity"]][2], row["donor"]) for row in loaded["rows"]}
        assert len(donors) == len({visitor for *_, visitor in given.values()})


def check(row, pixels, words, _visitor, record):
    """A row says what was donated."""
    assert row["pixels"] == hashlib.sha256(pixels.tobytes()).hexdigest()
    assert (row["height"], row["width"], 3) == pixels.shape
    assert row["shape"] == [*pixels.shape]
    assert row["amount"] == words.get("amount", "")
    assert row["time"] == words.get("time", "")
    assert row["received"].startswith(day(record.received))
    assert row["credit"] == ("cmd|' /C calc'!A0" if row["licence"] == "CC-BY-4.0" else "")
