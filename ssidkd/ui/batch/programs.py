"""The part of the tab for programs: lines to copy, with the page's own address filled in."""

from html import escape

from ssidkd.ui.copy_line import copy_code
from ssidkd.ui.words import Words

ADDRESS = "{address}"
"""Stands in the lines where assets/scripts/page_address.js puts the page's address."""

PYTHON = f'''import shutil

from gradio_client import Client, handle_file

page = Client("{ADDRESS}")
picture, facts = page.predict(
    file=handle_file("rainy.jpg"), model="student", full_size=False, api_name="/derain"
)
shutil.copy(picture, "derained.png")
'''
SHELL = f"""page={ADDRESS}gradio_api
file=$(curl -s -F files=@rainy.jpg $page/upload | tr -d '[]"')
picture='{{"path": "'$file'", "meta": {{"_type": "gradio.FileData"}}}}'
call=$(curl -s $page/call/derain -H "Content-Type: application/json" \\
  -d '{{"data": ['"$picture"', "student", false]}}' | cut -d '"' -f 4)
curl -sN $page/call/derain/$call
"""
_LOCAL = "python -m ssidkd derain photos/ -o derained/ --model student\n"


def programs_html(words: Words) -> str:
    """Return the part as HTML."""
    said = words.batch.programs
    endpoints = "".join(
        f"<dt><code>/{escape(name)}</code></dt><dd>{escape(meaning)}</dd>"
        for name, meaning in said.meanings.items()
    )
    tools = f"{escape(said.mcp)} {_inline(ADDRESS + 'gradio_api/mcp/')}"
    return (
        f'<div class="batch-intro"><h2>{escape(said.heading)}</h2><p>{escape(said.intro)}</p></div>'
        f"<h3>{escape(said.endpoints)}</h3><dl class='endpoints'>{endpoints}</dl>"
        f"{_lines(said.python, PYTHON, words)}{_lines(said.shell, SHELL, words)}"
        f"<p class='programs-note'>{tools}</p>{_lines(said.local, _LOCAL, words)}"
    )


def _lines(title: str, code: str, words: Words) -> str:
    return f"<h3>{escape(title)}</h3><page-address>{copy_code(code, title, words)}</page-address>"


def _inline(code: str) -> str:
    return f"<page-address><code>{escape(code)}</code></page-address>"
