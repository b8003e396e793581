from functools import partial

import numpy as np
import pytest

from ssidkd.learning.held import Held, Memory


def counted(made, number, size=10):
    made.append(number)
    return np.full(size, number, np.uint8)


def test_everything_is_made_once_and_held_where_memory_allows():
    made = []
    items = Held([partial(counted, made, number) for number in range(100)])
    assert [int(item[0]) for item in items] == list(range(100))
    assert int(items[-1][0]) == 99
    assert (len(items), items.held) == (100, 100)
    assert sorted(made[:100]) == list(range(100))
    assert int(items[42][0]) == 42
    assert len([number for number in made if number == 42]) == 1


def test_what_does_not_fit_is_made_at_each_use():
    made = []
    items = Held([partial(counted, made, number) for number in range(5)], Memory(25))
    assert (len(items), items.held) == (5, 2)
    made.clear()
    assert [int(items[number][0]) for number in (0, 1, 4, 4)] == [0, 1, 4, 4]
    assert made == [4, 4]
    assert [int(item[0]) for item in items[1:4]] == [1, 2, 3]


def test_sequences_share_the_memory_they_are_given():
    memory = Memory(30)
    first = Held([partial(counted, [], number) for number in range(2)], memory)
    second = Held([partial(counted, [], number) for number in range(2)], memory)
    assert (first.held, second.held) == (2, 1)


def test_pairs_count_with_both_pictures():
    def pair():
        return np.zeros(10, np.uint8), np.zeros(10, np.uint8)

    assert Held([pair, pair], Memory(39)).held == 1


def test_what_is_not_there_is_an_index_error():
    with pytest.raises(IndexError):
        Held([partial(counted, [], 0)])[1]
