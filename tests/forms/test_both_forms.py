"""What holds whichever way the page is served: the guard, the page's own settings, the end."""

import json
import signal
import time

import httpx
import pytest

from ssidkd.core.intake import DEFAULT_LIMITS
from ssidkd.core.weights.bundled import BUNDLED
from ssidkd.learning.finetune.checkpoint import saved_step
from ssidkd.learning.finetune.events import read_events
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.states import JobState, derive_state
from tests.forms.served_app import A_COMMIT, FORMS, NAME, WAITING, served_app
from tests.services.collection.hub.sending_parts import photos_of
from tests.services.collection.store_parts import open_collection
from tests.services.jobs.fake_runner import FakeRunner

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(("student", "lite") not in BUNDLED, reason="this copy bundles no weights"),
]
API = "/gradio_api"
JOIN = f"{API}/queue/join"
EVIL = "https://evil.example"
CLOSED = (
    "/docs", "/redoc", "/openapi.json", "/.env", "/monitoring", "/pwa_icon", f"{API}/runs",
    f"{API}/file=http://127.0.0.1/", f"{API}/file=//evil.example/a", "/proxy=http://127.0.0.1/",
)  # fmt: skip
PREFLIGHT = {"host": NAME, "origin": EVIL, "access-control-request-method": "POST"}


@pytest.fixture(scope="module", params=FORMS)
def app(request, root, tmp_path_factory):
    """The app in one form; the last test of this file ends it."""
    with served_app(root, tmp_path_factory.mktemp(request.param), request.param) as app:
        yield app


@pytest.fixture(scope="module")
def page(app):
    """A client; a connection is not used again, as a refused body is not read to its end."""
    with httpx.Client(base_url=app.url, timeout=60, headers={"connection": "close"}) as client:
        yield client


def test_too_large_a_body_is_refused_with_and_without_its_length(page):
    for path in (JOIN, f"{API}/run/derain", "/login", "/nothing"):
        assert page.post(path, content=b"x" * 300_000).status_code == 413
        assert page.post(path, content=(b"x" * 50_000 for _ in range(6))).status_code == 413


@pytest.mark.parametrize("path", CLOSED)
def test_a_closed_path_is_closed(page, path):
    assert page.get(path).status_code == 404


def test_another_page_changes_nothing_here(page):
    for headers in ({"origin": EVIL}, {"sec-fetch-site": "cross-site"}):
        for path in (JOIN, f"{API}/upload", "/owner/login"):
            answer = page.post(path, headers=headers)
            assert (answer.status_code, answer.json()["error"]) == (
                403, "This request came from another page."
            )  # fmt: skip


def test_another_page_reads_nothing_here_where_the_page_is_mounted(app, page):
    preflight, answer = (
        page.options(JOIN, headers=PREFLIGHT),
        page.get("/config", headers=PREFLIGHT),
    )
    if app.is_mounted:
        assert preflight.status_code == 400
        for one in (preflight, answer):
            assert "access-control-allow-origin" not in one.headers
            assert "access-control-allow-credentials" not in one.headers
    else:  # Gradio's own layer stands before ours; docs/architecture.md says so
        assert preflight.headers["access-control-allow-origin"] == EVIL


def test_our_own_name_and_health_checks_are_answered_and_no_other(page):
    hosts = (
        NAME,
        f"{NAME}:443",
        "127.0.0.1:7860",
        "10.1.2.3",
        "evil.example",
        f"{NAME}.evil.example",
    )
    for path in ("/healthz", "/config"):
        statuses = [page.get(path, headers={"host": host}).status_code for host in hosts]
        assert statuses == [200, 200, 200, 200, 400, 400]


def test_the_hub_may_show_the_page_inside_its_own(page):
    policy = page.get("/", headers={"host": NAME}).headers["content-security-policy"]
    (ancestors,) = [one for one in policy.split("; ") if one.startswith("frame-ancestors ")]
    assert ancestors.split()[1:] == ["'self'", "https://huggingface.co", "https://*.hf.space"]


def test_the_server_is_alive_and_becomes_ready(page):
    assert page.get("/healthz").json() == {"alive": True}
    while page.get("/readyz").json()["networks"] == "loading":
        time.sleep(0.1)
    assert (page.get("/readyz").status_code, page.get("/readyz").json()["ready"]) == (200, True)


def test_the_page_has_its_styles_scripts_languages_limits_and_pictures(page, assets):
    config = page.get("/config").json()
    for sheet in sorted((assets / "style").glob("*.css")):
        assert sheet.read_text("utf-8") in config["css"]
    for script in sorted((assets / "scripts").glob("*.js")):
        assert script.read_text("utf-8") in config["head"]
    assert config["max_file_size"] == DEFAULT_LIMITS.max_bytes
    assert config["footer_links"] == ["gradio", "settings"]
    assert config.get("run_history") is not True
    for path in ("/zh", "/owner/login", "/theme.css", f"{API}/info"):
        assert page.get(path).status_code == 200, path
    picture = next((assets / "examples").glob("*.jpg"))
    assert page.get(f"{API}/file={picture}").status_code == 200
    assert page.get(f"{API}/file={assets / 'style' / 'compare.css'}").status_code in (403, 404)


def test_what_waits_in_the_queue_is_not_called_past_it(page):
    assert page.post(f"{API}/run/derain", json={"data": []}).status_code == 404


def test_each_request_is_one_event_without_names(app, page):
    page.get(f"{API}/file=/tmp/Maria.jpg?who=Maria")
    page.get("/Maria\u202e%0aforged")
    page.post(JOIN, json={"fn_index": 99_999, "data": ["Maria"], "session_hash": "Maria"})
    expected = [("GET", f"{API}/file", 403), ("GET", "other", 404), ("POST", JOIN, 404)]

    def last():
        return [(one["method"], one["route"], one["status"]) for one in requests_of(app)[-3:]]

    wait_for(lambda: last() == expected)  # an event is written after its answer
    assert "Maria" not in app.said.read_text()
    assert all(one["ms"] >= 0 and len(one["visitor"]) == 8 for one in requests_of(app))
    assert "127.0.0.1" not in json.dumps(requests_of(app))


def requests_of(app):
    """Return the events of requests so far; every line of the log has to be one object."""
    whole = app.said.read_text().rpartition("\n")[0]
    events = [json.loads(line) for line in whole.splitlines()]
    return [event for event in events if event["logger"] == "ssidkd.requests"]


def test_at_the_end_jobs_are_put_by_and_photos_sent_or_kept(app):
    """The last test: it ends the app while a job runs, a page is open and a photo waits."""
    wait_for(lambda: "step" in names_of(app.job))
    wait_for(lambda: len(photos_of(app.hub)) >= A_COMMIT)
    assert derive_state(app.job) is JobState.RUNNING
    with httpx.stream("GET", f"{app.url}gradio_api/heartbeat/abc", timeout=60) as open_page:
        assert open_page.status_code == 200
        app.process.send_signal(signal.SIGTERM)
        assert app.process.wait(120) == 0
    # A worker that was too slow goes on by itself until it has saved.
    wait_for(lambda: derive_state(app.job) is JobState.INTERRUPTED)
    assert names_of(app.job)[-1] == "interrupted"
    assert saved_step(app.job.checkpoint) > 0
    assert not list(app.temporary.glob("ssidkd-*"))
    assert_resumable(app)
    collection = open_collection(app.data / "collection")
    kept = len(collection.to_send(WAITING))
    collection.close()
    assert len(photos_of(app.hub)) + kept == WAITING


def assert_resumable(app):
    """Check that a next start has the folder for itself and can go on with the job."""
    runner = FakeRunner()
    jobs = JobService(app.data / "jobs", runner)
    jobs.resume(app.job.root.name)
    assert [worker.folder.root for worker in runner.started] == [app.job.root]
    for worker in runner.alive:
        worker.die()
    jobs.close()


def names_of(job):
    """Return the names of a job's events so far."""
    return [event["event"] for event in read_events(job.events).events]


def wait_for(is_so):
    """Wait until something is so; the whole run has a limit of its own."""
    until = time.monotonic() + 300
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.1)
