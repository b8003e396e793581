import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest
import torch

from ssidkd.learning.batches import BatchRequest, iterate_batches


def same(first, second):
    pairs = zip(
        (first.rainy, first.clean, first.real),
        (second.rainy, second.clean, second.real),
        strict=True,
    )
    return all(one is other is None or torch.equal(one, other) for one, other in pairs)


def request(number, batch_size=2, crop=32):
    return BatchRequest(number=number, crop=crop, batch_size=batch_size)


@pytest.fixture(params=[1, 2], ids=["stage one", "stage two"])
def config(config, request):
    return replace(config, stage=request.param)


def test_a_batch_follows_from_the_seed_and_its_number_alone(config, make_maker):
    maker = make_maker(config)
    expected = maker[request(5)]
    for number in (0, 7):
        assert not same(maker[request(number)], expected)
    assert same(maker[request(5)], expected)
    assert same(make_maker(config)[request(5)], expected)
    assert not same(make_maker(replace(config, seed=1))[request(5)], expected)


def test_a_batch_has_the_size_that_was_asked_for(config, make_maker):
    batch = make_maker(config)[request(0, batch_size=3, crop=40)]
    assert batch.rainy.shape == batch.clean.shape == (3, 3, 40, 40)
    assert batch.rainy.dtype == torch.uint8
    assert batch.rainy.is_contiguous(memory_format=torch.channels_last)
    if config.stage == 1:
        assert batch.real is None
    else:
        assert batch.real.shape == (3, 3, 40, 40)


def test_two_processes_make_the_two_halves_of_one_batch(config, make_maker):
    whole = make_maker(config)[request(3, batch_size=4)]
    halves = [make_maker(config, rank=rank)[request(3, batch_size=2)] for rank in (0, 1)]
    assert torch.equal(torch.cat([half.rainy for half in halves]), whole.rainy)
    assert torch.equal(torch.cat([half.clean for half in halves]), whole.clean)
    if config.stage == 2:
        assert torch.equal(torch.cat([half.real for half in halves]), whole.real)


@pytest.mark.parametrize("workers", [0, 2])
def test_batches_come_in_the_order_of_their_requests(config, make_maker, workers):
    maker = make_maker(config)
    batches = iterate_batches(maker, map(request, range(4)), workers=workers)
    assert all(same(batch, maker[request(number)]) for number, batch in enumerate(batches))


def test_workers_leave_signals_to_the_trainer_and_end_with_the_iterator(config, make_maker):
    class Signals:
        def __getitem__(self, _request):
            return [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]

    batches = iterate_batches(Signals(), map(request, range(1000)), workers=1)
    assert next(batches) == [signal.SIG_IGN] * 2
    batches.close()
    assert signal.getsignal(signal.SIGTERM) != signal.SIG_IGN


def test_workers_start_also_after_opencv_and_torch_have_used_their_threads(root):
    busy = (
        "import cv2, numpy, torch\n"
        "from ssidkd.learning.batches import iterate_batches\n"
        "cv2.setNumThreads(4)\n"
        "cv2.GaussianBlur(numpy.zeros((2000, 2000, 3), numpy.float32), (0, 0), 3)\n"
        "torch.rand(2000, 2000) @ torch.rand(2000, 2000)\n"
        "class Threads:\n"
        "    def __getitem__(self, request):\n"
        "        return cv2.getNumThreads()\n"
        "assert list(iterate_batches(Threads(), iter([0, 1]), workers=1)) == [1, 1]\n"
        "assert cv2.getNumThreads() == 4\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(root), "OMP_NUM_THREADS": "2"}
    subprocess.run([sys.executable, "-c", busy], env=environment, timeout=60, check=True)
