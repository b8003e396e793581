import cv2

from training.benchmark_metrics import benchmark_niqe


def test_niqe_is_faster_than_written_plainly_and_leaves_the_threads_as_they_were():
    threads = cv2.getNumThreads()
    (timing,) = benchmark_niqe(sides=(384,), repeats=5, plain_repeats=1)
    assert timing.speed_up > 2
    assert cv2.getNumThreads() == threads
