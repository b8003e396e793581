"""What one takes away from the rain lab: a link, a command line, files."""

from html import escape
from pathlib import Path
from urllib.parse import urlencode

import numpy as np

from ssidkd.services.lab_link import OWN, lab_command, lab_query
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui.lab.run import LabRun
from ssidkd.ui.lab.views import file_stem
from ssidkd.ui.viewer import address
from ssidkd.ui.words.lab_take import LabTakeWords

RAINY = "rainy.png"


def take_away(run: LabRun, shelf: PictureShelf, words: LabTakeWords) -> str:
    """Return the link to a run's state, its command line, and its files to save."""
    clean = shelf.put(run.photo.pixels, f"lab-{file_stem(run, 'clean')}")
    rainy = shelf.put(run.pair.rainy, f"lab-{file_stem(run, 'input')}")
    files = [(rainy, words.save_rainy, "rainy"), (clean, words.save_clean, "clean")]
    if not np.array_equal(run.pair.clean, run.photo.pixels):
        truth = shelf.put(run.pair.clean, f"lab-{file_stem(run, 'truth')}")
        files.append((truth, words.save_truth, "truth"))
    links = "".join(_save(*file) for file in files)
    link = words.link_own if run.photo.name == OWN else words.link
    query = urlencode(lab_query(run.state))
    command = lab_command(run.state, clean.name, RAINY)
    return (
        f'<section class="lab-take"><h2>{escape(words.title)}</h2>'
        f"{_copy('query', query, link, words.copy_link, words)}"
        f"{_copy('text', command, words.command, words.copy_command, words)}"
        f'<p class="lab-files">{links}</p></section>'
    )


def _save(path: Path, label: str, kind: str) -> str:
    return (
        f'<a class="save" id="lab-save-{kind}" href="{escape(address(path))}" '
        f'download="{escape(path.name)}">{escape(label)}</a>'
    )


def _copy(attribute: str, value: str, label: str, button: str, words: LabTakeWords) -> str:
    """Return a line that can be selected, and a button that copies it; see lab.js."""
    shown = escape(value)
    return (
        f'<lab-copy {attribute}="{shown}" copied="{escape(words.copied)}" '
        f'failed="{escape(words.copy_failed)}"><label><span>{escape(label)}</span>'
        f'<input readonly value="{shown}"></label>'
        f'<button type="button">{escape(button)}</button></lab-copy>'
    )
