from ssidkd.services.jobs.keeper import LONGEST_PAUSE, SHORTEST_WORK, JobKeeper


class Jobs:
    """What a keeper asks of the jobs, counted."""

    def __init__(self):
        self.asked = []

    def advance(self):
        self.asked.append("advance")

    def pause(self):
        self.asked.append("pause")

    def expire(self):
        self.asked.append("expire")


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def looks(keeper, jobs, clock, seconds):
    """Look once a second; returns in which seconds the jobs were to pause."""
    paused = []
    for second in range(seconds):
        jobs.asked.clear()
        keeper.look()
        assert jobs.asked[0] == "advance"
        if "pause" in jobs.asked:
            paused.append(second)
        clock.now += 1
    return paused


def test_jobs_pause_while_a_visitor_waits_and_only_then():
    jobs, clock, waits = Jobs(), Clock(), [False]
    keeper = JobKeeper(jobs, lambda: waits[0], clock)
    assert looks(keeper, jobs, clock, 3) == []
    waits[0] = True
    assert looks(keeper, jobs, clock, 3) == [0, 1, 2]
    waits[0] = False
    assert looks(keeper, jobs, clock, 3) == []


def test_a_job_works_on_now_and_then_though_visitors_never_stop_coming():
    jobs, clock = Jobs(), Clock()
    cycle = int(LONGEST_PAUSE + SHORTEST_WORK)
    paused = looks(JobKeeper(jobs, lambda: True, clock), jobs, clock, 4 * cycle)
    shares = [sum(start <= second < start + cycle for second in paused) for start in (0, cycle)]
    assert shares == [LONGEST_PAUSE, LONGEST_PAUSE]


def test_jobs_that_are_over_are_deleted_once_a_minute():
    jobs, clock, expired = Jobs(), Clock(), 0
    keeper = JobKeeper(jobs, now=clock)
    for _ in range(181):
        jobs.asked.clear()
        keeper.look()
        expired += "expire" in jobs.asked
        clock.now += 1
    assert expired == 3


def test_a_look_that_fails_is_not_the_last(monkeypatch):
    jobs = Jobs()
    keeper = JobKeeper(jobs)
    monkeypatch.setattr("ssidkd.services.jobs.keeper._ADVANCE_EVERY", 0.01)

    def advance():
        jobs.asked.append("advance")
        if len(jobs.asked) == 1:
            raise OSError("the disk is full")
        if len(jobs.asked) == 3:
            keeper.close()

    jobs.advance = advance
    keeper.start().join(10)
    assert jobs.asked == ["advance"] * 3
