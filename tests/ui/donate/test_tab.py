"""What the tab says where photos cannot be donated."""

from types import SimpleNamespace

import gradio as gr
import pytest

from ssidkd.ui.tabs.donate import build_donate_tab
from ssidkd.ui.words import LANGUAGES


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_a_server_that_collects_nothing_says_so_and_has_no_form(words):
    with gr.Blocks() as page:
        build_donate_tab(SimpleNamespace(words=words, services=SimpleNamespace(collecting=None)))
    shown = [block for block in page.blocks.values() if isinstance(block, gr.HTML)]
    assert words.donate.not_here in " ".join(str(block.value) for block in shown)
    forms = (gr.Button, gr.Checkbox, gr.File, gr.Textbox)
    assert [block for block in page.blocks.values() if isinstance(block, forms)] == []
