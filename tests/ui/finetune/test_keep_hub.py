"""Pushing to the Hub from the page: only with a login, and every problem has its sentence."""

from types import SimpleNamespace

import gradio as gr
import pytest

from ssidkd.services.jobs.publishing import Published, PublishingError
from ssidkd.ui.finetune import keep_hub
from ssidkd.ui.finetune.keep_hub import HubPart
from ssidkd.ui.words import ENGLISH, LANGUAGES

PROBLEMS = ("login", "name", "taken", "refused", "busy", "down")
JOB = "x" * 22


def part(words=ENGLISH):
    """Lay the part out on a page, as on a Space."""
    with gr.Blocks() as page:
        context = SimpleNamespace(words=words, ended_job=gr.State(JOB))
        made = HubPart(context, SimpleNamespace(jobs=None))
    return made, page


@pytest.fixture(autouse=True)
def _no_routes(monkeypatch):
    """Leave out the routes of the login, whose packages only Spaces have."""
    monkeypatch.setattr("gradio.routes.attach_oauth", lambda app: None)


@pytest.fixture
def token():
    return gr.OAuthToken(token="hf_of_the_visitor", scope="contribute-repos", expires_at=0)


@pytest.fixture
def asked(monkeypatch):
    """What was to be published; nothing is."""
    wanted = []

    def publish(result, publication):
        wanted.append((result, publication))
        return Published("ada/rain", "https://example.org/ada/rain")

    monkeypatch.setattr(keep_hub, "read_result", lambda jobs, job_id: job_id)
    monkeypatch.setattr(keep_hub, "publish", publish)
    return wanted


def test_gradio_hands_over_the_login_of_the_visitor():
    _, page = part()
    assert page.expects_oauth
    (push,) = [one for one in page.fns.values() if one.fn and one.fn.__name__ == "push"]
    assert len(push.inputs) == 3  # the login comes on top, and not from the browser


def test_nothing_is_published_without_a_login(asked):
    made, _ = part()
    (said,) = made.push(JOB, "rain", True, None)
    assert ENGLISH.finetune_result.keep.hub_login_first in said
    assert asked == []


def test_the_visitor_s_token_is_used_and_never_shown(asked, token):
    made, _ = part()
    said = list(made.push(JOB, " rain ", True, token))
    (_, publication), *others = asked
    assert others == []
    assert (publication.token, publication.name) == ("hf_of_the_visitor", "rain")
    assert 'href="https://example.org/ada/rain"' in said[-1]
    assert "hf_of" not in "".join(said)


@pytest.mark.parametrize("private", [True, None, "no", 1])
def test_a_repository_is_private_unless_a_plain_no_says_otherwise(asked, token, private):
    made, _ = part()
    list(made.push(JOB, "rain", private, token))
    assert asked[0][1].private is True
    list(made.push(JOB, "rain", False, token))
    assert asked[1][1].private is False


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_every_problem_has_a_sentence_of_its_own(monkeypatch, token, words):
    made, _ = part(words)
    sentences = set()
    for problem in PROBLEMS:

        def publish(result, publication, problem=problem):
            raise PublishingError(problem)

        monkeypatch.setattr(keep_hub, "read_result", lambda jobs, job_id: job_id)
        monkeypatch.setattr(keep_hub, "publish", publish)
        *_, said = made.push(JOB, "rain", True, token)
        assert 'role="alert"' in said
        sentences.add(said)
    assert len(sentences) == len(PROBLEMS)
