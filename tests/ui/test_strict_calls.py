import gradio as gr
import pytest
from fastapi.testclient import TestClient
from gradio.routes import App

from ssidkd.ui.strict_calls import chosen, refuse_what_no_page_sends

REFUSED = "These are no values that this function takes."


def picked(event: gr.SelectData):
    return chosen(event, ("first", "second"))


def clicked(event: gr.EventData):
    return getattr(event, "part", "none")


def disk_is_full(_payload):
    raise OSError("no room")


@pytest.fixture(scope="module")
def page():
    """Functions that say what they got, of controls with and without a value; in this order."""
    with gr.Blocks() as page:
        role = gr.Radio(["student", "teacher"], value="student")
        licence = gr.Radio(["CC0", "BY"])
        amount = gr.Slider(0, 1, 0.5)
        file, broken, shown = gr.File(), gr.Textbox(), gr.Textbox()
        broken.preprocess = disk_is_full
        kind = gr.Dropdown(["light", "heavy"], value="light")
        kinds = gr.Dropdown(["light", "heavy"], multiselect=True)
        for inputs in (role, licence, amount, file, broken, kind, kinds):
            inputs.change(lambda value: f"got {value}", inputs, shown, queue=False)
        gr.Gallery().select(picked, None, shown, queue=False)
        gr.HTML().select(clicked, None, shown, queue=False)
    refuse_what_no_page_sends(page)
    page.show_error = False  # as the page is served
    return page


@pytest.fixture(scope="module")
def said(page):
    """Calls a function by its number; returns what came back."""
    with TestClient(App.create_app(page)) as client:

        def said(index, *data, event=None):
            body = {"fn_index": index, "data": list(data), "event_data": event}
            return client.post("/gradio_api/run/predict", json=body).json()

        yield said


ROLE, LICENCE, AMOUNT, FILE, BROKEN, KIND, KINDS, PICKED, CLICKED = range(9)


@pytest.mark.parametrize(
    ("call", "answer"),
    [
        ((ROLE, "teacher"), "got teacher"),
        ((LICENCE, None), "got None"),  # nothing is chosen yet
        ((AMOUNT, 0.25), "got 0.25"),
        ((FILE, None), "got None"),
        ((KIND, "heavy"), "got heavy"),
        ((KINDS, ["light", "heavy"]), "got ['light', 'heavy']"),
    ],
)
def test_what_the_page_sends_passes(said, call, answer):
    assert said(*call)["data"] == [answer]


@pytest.mark.parametrize(
    "call",
    [
        (ROLE, None),
        (ROLE,),
        (AMOUNT, None),
        (AMOUNT, "much"),
        (AMOUNT, [1]),
        (FILE, {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}),
        (FILE, {"path": "/etc/passwd", "url": "x"}),
        (FILE, {"path": "app.py", "meta": {"_type": "gradio.FileData"}}),
        (FILE, {"path": 7}),
        (FILE, "x"),
        (KIND, []),
        (KIND, ["heavy"]),
        (KIND, {}),
    ],
)
def test_what_it_never_sends_is_refused_in_words(said, call):
    assert said(*call)["error"] == REFUSED


def test_an_upload_passes_and_a_link_among_uploads_does_not(said, tmp_path, monkeypatch):
    """Gradio itself looks where a file is only after `launch`, which this page has not had."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "uploads"))
    own = tmp_path / "uploads" / "a" / "rain.txt"
    own.parent.mkdir(parents=True)
    own.write_text("x")
    kind = {"meta": {"_type": "gradio.FileData"}}
    assert said(FILE, {"path": str(own), **kind})["data"][0].startswith("got ")
    link = own.with_name("link.txt")
    link.symlink_to("/etc/passwd")
    for path in (link, own.parent / ".." / ".." / "x", tmp_path / "uploads-of-another" / "x"):
        assert said(FILE, {"path": str(path), **kind})["error"] == REFUSED


def test_an_event_is_asked_for_where_one_belongs(said):
    assert said(PICKED, event={"index": 1, "value": ""})["data"] == ["second"]
    assert said(CLICKED, event={"part": "a"})["data"] == ["a"]
    assert said(CLICKED, event={})["data"] == ["none"]
    for event in (None, {}, [], "x", {"index": 1}, {"index": 2, "value": ""}, {"value": ""}):
        assert said(PICKED, event=event)["error"] == REFUSED
    for event in (None, [], "part"):
        assert said(CLICKED, event=event)["error"] == REFUSED


def test_what_is_not_the_senders_fault_stays_a_failure_of_ours(said):
    assert said(BROKEN, "x")["error"] is None
