"""Files that the page shows from its beginning to its end."""

from pathlib import Path

import gradio as gr


def kept_files(page: gr.Blocks) -> frozenset[Path]:
    """Return the copies that Gradio made of pictures when the page was built."""
    return frozenset(
        Path(name) for block in page.blocks.values() for name in getattr(block, "keep_in_cache", ())
    )
