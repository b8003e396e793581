import json

import pytest

from training import benchmark
from training.benchmark import NetworkTiming


def test_speed_up_is_a_ratio_of_times():
    timing = NetworkTiming(
        variant="base", side=256, precision="bf16", seconds=0.5, plain_seconds=2.0
    )
    assert timing.speed_up == 4


def test_report_holds_every_case_and_its_ratio(capsys, monkeypatch):
    monkeypatch.setattr(benchmark, "CASES", (("lite", 64),))
    monkeypatch.setattr(benchmark, "benchmark_niqe", list)  # has its own tests, and takes long
    assert benchmark.main(["--json", "--repeats", "1", "--precision", "float32"]) == 0
    report = json.loads(capsys.readouterr().out)
    (row,) = report["networks"]
    assert (row["variant"], row["side"], row["precision"]) == ("lite", 64, "float32")
    assert row["speed_up"] == pytest.approx(row["plain_seconds"] / row["seconds"])
