import pytest

from ssidkd.services.jobs.ids import new_job_id
from ssidkd.ui.finetune.visitor import MOST_JOBS, Visitor, read_visitor

JOBS = [new_job_id() for _ in range(MOST_JOBS + 5)]


@pytest.mark.parametrize("sent", [None, 7, "x", [], {"jobs": 3}, {"jobs": [None, "../x", {}]}])
def test_nonsense_is_a_visitor_nobody_knows(sent):
    assert read_visitor(sent) == Visitor()


def test_what_a_browser_keeps_is_read_back():
    visitor = Visitor().known().showing(JOBS[0]).showing(JOBS[1])
    assert read_visitor(visitor.remembered()) == visitor
    assert visitor.jobs == (JOBS[1], JOBS[0])
    assert visitor.shown == JOBS[1]


def test_an_identity_is_given_once_and_is_nobody_elses():
    visitor = Visitor().known()
    assert visitor.known() == visitor
    assert visitor.identity != Visitor().known().identity


def test_a_job_that_is_shown_again_moves_to_the_front():
    visitor = Visitor().showing(JOBS[0]).showing(JOBS[1]).showing(JOBS[0])
    assert visitor.jobs == (JOBS[0], JOBS[1])


def test_so_many_jobs_are_remembered_and_the_oldest_forgotten():
    visitor = Visitor()
    for job in JOBS:
        visitor = visitor.showing(job)
    assert visitor.jobs == tuple(reversed(JOBS))[:MOST_JOBS]
    assert len(read_visitor({"jobs": JOBS}).jobs) == MOST_JOBS


def test_a_job_that_has_expired_is_forgotten():
    visitor = Visitor().showing(JOBS[0]).showing(JOBS[1]).without(JOBS[1])
    assert (visitor.jobs, visitor.shown) == ((JOBS[0],), "")
    assert visitor.showing(JOBS[0]).without(JOBS[1]).shown == JOBS[0]
