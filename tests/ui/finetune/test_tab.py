"""What the tab says where there is no finetuning."""

from types import SimpleNamespace

import gradio as gr
import pytest

from ssidkd.ui.tabs.finetune import build_finetune_tab
from ssidkd.ui.words import LANGUAGES


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_a_server_without_finetuning_says_so_and_offers_nothing_to_press(words):
    with gr.Blocks() as page:
        build_finetune_tab(SimpleNamespace(words=words, services=SimpleNamespace(finetuning=None)))
    shown = [block for block in page.blocks.values() if isinstance(block, gr.HTML)]
    assert words.finetune.not_here in " ".join(str(block.value) for block in shown)
    assert "SSIDKD_DATA_DIR" in words.finetune.not_here
    assert [block for block in page.blocks.values() if isinstance(block, gr.Button)] == []
