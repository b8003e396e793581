"""Stop says nothing itself: its answer might come after the last of what it stops, and stay."""

import pytest

from ssidkd.ui.layout import build_page
from tests.page_services import build_services, make_assets

JOB = "finetune-stop"
"""Of a job, which is a folder that the page looks at again and again."""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    assets = tmp_path_factory.mktemp("assets")
    make_assets(assets)
    return build_page(build_services(assets, tmp_path_factory.mktemp("pictures")))


def test_what_a_stop_button_calls_changes_nothing_on_the_page(page):
    buttons = {
        number: block
        for number, block in page.blocks.items()
        if block.get_block_name() == "button" and str(block.elem_id).endswith("stop")
    }
    calls = [
        (buttons[number].elem_id, function.outputs)
        for function in page.fns.values()
        for number, event in function.targets
        if number in buttons and event == "click" and buttons[number].elem_id != JOB
    ]
    known = {"stop", "batch-stop", "video-stop", "lab-stop", "maps-code-stop"}
    assert known <= {name for name, _ in calls}
    assert [call for call in calls if call[1]] == []
