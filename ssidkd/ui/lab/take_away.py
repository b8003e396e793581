"""What one takes away from the rain lab: a link, a command line, files."""

from html import escape
from pathlib import Path
from urllib.parse import urlencode

import numpy as np

from ssidkd.services.lab_link import OWN, lab_command, lab_query
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui.copy_line import copy_line
from ssidkd.ui.lab.run import LabRun
from ssidkd.ui.lab.views import file_stem
from ssidkd.ui.viewer import address
from ssidkd.ui.words import Words

RAINY = "rainy.png"


def take_away(run: LabRun, shelf: PictureShelf, words: Words) -> str:
    """Return the link to a run's state, its command line, and its files to save."""
    said = words.lab.take
    clean = shelf.put(run.photo.pixels, f"lab-{file_stem(run, 'clean')}")
    rainy = shelf.put(run.pair.rainy, f"lab-{file_stem(run, 'input')}")
    files = [(rainy, said.save_rainy, "rainy"), (clean, said.save_clean, "clean")]
    if not np.array_equal(run.pair.clean, run.photo.pixels):
        truth = shelf.put(run.pair.clean, f"lab-{file_stem(run, 'truth')}")
        files.append((truth, said.save_truth, "truth"))
    links = "".join(_save(*file) for file in files)
    link = said.link_own if run.photo.name == OWN else said.link
    query = urlencode(lab_query(run.state))
    command = lab_command(run.state, clean.name, RAINY)
    return (
        f'<section class="lab-take"><h2>{escape(said.title)}</h2>'
        f'<lab-link query="{escape(query)}">'
        f"{copy_line(query, link, words, button=said.copy_link)}</lab-link>"
        f"{copy_line(command, said.command, words, button=said.copy_command)}"
        f'<p class="lab-files">{links}</p></section>'
    )


def _save(path: Path, label: str, kind: str) -> str:
    return (
        f'<a class="save" id="lab-save-{kind}" href="{escape(address(path))}" '
        f'download="{escape(path.name)}">{escape(label)}</a>'
    )
