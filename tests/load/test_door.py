"""Visitors of one machine count as many where the server knows of one proxy."""

import random

import httpx
import pytest

from ssidkd.ui.guard.admission import Admission, AdmissionLimits
from ssidkd.ui.guard.guard import Guard
from tests.load.crowd import Door
from tests.load.plan import LoadPlan
from tests.ui.guard.conftest import echo_app, run_apart

UPLOAD = "/gradio_api/upload"


@pytest.mark.parametrize(("proxies", "expected"), [(1, [200, 200, 200]), (0, [200, 429, 429])])
def test_each_visitor_comes_from_an_address_of_its_own(proxies, expected):
    admission = Admission(AdmissionLimits(visitor_minute=1), proxies)
    guard = Guard(echo_app(), admission=admission)

    async def statuses():
        transport = httpx.ASGITransport(guard, client=("127.0.0.1", 5000))
        door = Door("http://rain.example", None, random.Random(1), LoadPlan(), transport)
        found = []
        for _ in range(3):
            async with door.client() as visitor:
                found.append((await visitor.post(UPLOAD, content=b"x")).status_code)
        return found

    assert run_apart(statuses) == expected


def test_one_visitor_stays_one():
    admission = Admission(AdmissionLimits(visitor_minute=1), proxies=1)
    guard = Guard(echo_app(), admission=admission)

    async def statuses():
        transport = httpx.ASGITransport(guard, client=("127.0.0.1", 5000))
        door = Door("http://rain.example", None, random.Random(1), LoadPlan(), transport)
        async with door.client() as visitor:
            return [(await visitor.post(UPLOAD, content=b"x")).status_code for _ in range(2)]

    assert run_apart(statuses) == [200, 429]
