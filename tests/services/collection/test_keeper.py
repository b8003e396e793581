"""The keeper looks at the jobs each time, and sweeps once an hour."""

from ssidkd.services.collection.keeper import SWEEP_EVERY, CollectionKeeper


class Counted:
    """Counts what is asked of it."""

    def __init__(self):
        self.looks = self.sweeps = 0

    def look(self):
        self.looks += 1

    def sweep(self):
        self.sweeps += 1


def test_jobs_are_looked_at_each_time_and_the_sweep_comes_once_an_hour():
    clock, counted = [0.0], Counted()
    keeper = CollectionKeeper(counted, counted, now=lambda: clock[0])
    for seconds in (5.0, SWEEP_EVERY - 1, SWEEP_EVERY, SWEEP_EVERY + 5, 2 * SWEEP_EVERY):
        clock[0] = seconds
        keeper.look()
    assert (counted.looks, counted.sweeps) == (5, 2)


def test_without_finetuning_there_is_still_a_sweep(collection):
    clock = [0.0]
    orphan = collection._archive.layout.photo("ab" * 32)
    orphan.parent.mkdir()
    orphan.touch()
    keeper = CollectionKeeper(collection, None, now=lambda: clock[0])
    clock[0] = SWEEP_EVERY
    keeper.look()
    assert not orphan.exists()


def test_its_thread_ends_when_it_is_asked_to(collection):
    keeper = CollectionKeeper(collection, None)
    keeper.start()
    thread = keeper._thread
    keeper.close(60)
    assert not thread.is_alive()
