"""Renting a machine: nothing happens without a login, and nobody else's token is ever used."""

from types import SimpleNamespace

import gradio as gr
import pytest

from ssidkd.ui.finetune import rent_part
from ssidkd.ui.finetune.rent_part import RentPart
from ssidkd.ui.words import ENGLISH


class Start:
    """Step 3 of the tab, which is asked to start a job elsewhere."""

    def __init__(self):
        self.status = gr.HTML()
        self.inputs = [gr.State() for _ in range(4)]
        self.outputs = [self.status]
        self.started = []

    def start(self, *choices, elsewhere):
        self.started.append((choices, elsewhere))
        yield {self.status: "started"}


@pytest.fixture
def part(monkeypatch, tmp_path):
    monkeypatch.setenv("HF_TOKEN", "hf_the_owner_s")
    # The routes of the login need packages that only Spaces have.
    monkeypatch.setattr("gradio.routes.attach_oauth", lambda app: None)
    with gr.Blocks():
        return RentPart(SimpleNamespace(words=ENGLISH), Start(), tmp_path)


def said(part, flavor, token):
    changes = list(part.begin(("tray", "quick", "lite", None), flavor, token))[1:]
    return " ".join(str(change[part._start.status]) for change in changes)


def test_without_a_login_nothing_is_started(part):
    assert "Log in first" in said(part, "t4-small", "")
    assert part._start.started == []


@pytest.mark.parametrize("flavor", ["", "h100x8", None, 3, ["t4-small"]])
def test_a_machine_that_is_not_offered_is_refused(part, flavor):
    assert "no such machine" in said(part, flavor, "hf_visitor")
    assert part._start.started == []


def test_the_job_is_started_with_the_visitor_s_token(part):
    assert said(part, "t4-small", "hf_visitor") == "started"
    ((choices, runner),) = part._start.started
    assert choices == ("tray", "quick", "lite", None)
    assert isinstance(runner, rent_part.HubJobRunner)
    assert runner._token == "hf_visitor"
