import pytest
import torch

from ssidkd.core.derainer.memory import (
    _free_under,
    free_memory,
    is_out_of_memory,
    unless_out_of_memory,
)

CPU = torch.device("cpu")


def allocate_too_much():
    return torch.empty(2**58, dtype=torch.uint8)


def test_what_torch_raises_on_a_cpu_is_recognised():
    with pytest.raises(RuntimeError) as caught:
        allocate_too_much()
    assert is_out_of_memory(caught.value)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (torch.OutOfMemoryError("CUDA out of memory"), True),
        (MemoryError(), True),
        (RuntimeError("MPS backend out of memory (MPS allocated: 1 GB)"), True),
        (RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: not enough"), True),
        (RuntimeError("could not create a primitive"), True),
        (RuntimeError("expected 4D input"), False),
        (ValueError("out of memory"), False),
    ],
    ids=str,
)
def test_other_errors_are_told_apart(error, expected):
    assert is_out_of_memory(error) is expected


def test_running_out_of_memory_gives_nothing():
    assert unless_out_of_memory(CPU, allocate_too_much) is None
    assert unless_out_of_memory(CPU, max, 1, 2) == 2


def test_other_errors_pass_through():
    with pytest.raises(RuntimeError):
        unless_out_of_memory(CPU, torch.zeros(2, 3).view, 4)
    with pytest.raises(ZeroDivisionError):
        unless_out_of_memory(CPU, divmod, 1, 0)


def test_free_memory_of_this_machine_is_believable():
    assert 2**26 < free_memory(CPU) < 2**45


@pytest.mark.parametrize("cached", ["inactive_file 300\nanon 5\n", "total_inactive_file 300\n"])
def test_files_kept_in_memory_count_as_free_in_a_container(tmp_path, cached):
    limit, usage = tmp_path / "memory.max", tmp_path / "memory.current"
    limit.write_text("1000\n")
    usage.write_text("900\n")
    (tmp_path / "memory.stat").write_text(cached)
    assert _free_under(limit, usage) == 400


def test_container_without_a_limit_says_nothing(tmp_path):
    limit, usage = tmp_path / "memory.max", tmp_path / "memory.current"
    assert _free_under(limit, usage) is None
    limit.write_text("max\n")
    usage.write_text("900\n")
    (tmp_path / "memory.stat").write_text("")
    assert _free_under(limit, usage) is None
