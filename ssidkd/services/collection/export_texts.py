"""What lies beside exported photos: metadata in the image-folder format, credits, a README."""

import csv
import io
import json
import shlex
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timezone
from typing import Any

from ssidkd.services.collection.records import PhotoRecord
from ssidkd.services.collection.splitting import Side

METADATA = "metadata.jsonl"
"""In each side's folder: one line for every photo, as the library `datasets` reads it."""
CREDITS = "credits.csv"
README = "README.md"
_TRAIN = (
    "python -m training.train ours-lite-student --clean CLEAN_PHOTOS --real {folder} "
    "--from-weights TEACHER.safetensors --run RUN"
)
_EVALUATE = "python -m training.evaluate RUN/result.safetensors --real {folder}"
_COLUMNS = ("file", "licence", "credit")
_FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet may take for the beginning of something to be carried out."""
_README = """\
# Real rainy photos, donated

{train} photos in `train/`, {validation} in `validation/`. What one donor gave is on one side, and
so are photos that look alike. `metadata.jsonl` in each folder says what is known of every photo,
`credits.csv` under which licence it was given: name the person where it is CC-BY-4.0.

Each photo was given with consent that can be taken back. Export into this folder again before you
use it: photos that were taken back are removed, new ones are added, and your own files stay. Do not
pass this folder on in other ways than its donors agreed to.

Train a student on `train/`, without clean versions of these photos (stage two), and score it on
`validation/`:

```bash
{train_command}
{evaluate_command}
```
"""


def metadata(records: Iterable[PhotoRecord]) -> str:
    """Return one JSON object a line, each with the name of its file."""
    lines = (json.dumps(metadata_of(record), allow_nan=False) for record in records)
    return "".join(f"{line}\n" for line in lines)


def metadata_of(record: PhotoRecord) -> dict[str, Any]:
    """Return what is told of a photo; of its donor only the name that is to be given."""
    day = datetime.fromtimestamp(record.received, timezone.utc).date()
    return {
        "file_name": f"{record.identity}.png",
        "licence": record.licence,
        "credit": record.credit,
        **asdict(record.description),
        **asdict(record.facts),
        "received": day.isoformat(),
    }


def credits_table(photos: Iterable[tuple[PhotoRecord, Side]]) -> str:
    """Return under which licence each photo was given, as CSV that is safe in spreadsheets.

    Starts with a byte order mark: without it, spreadsheets take UTF-8 for something else.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for record, side in photos:
        credit = safe_cell(record.credit)
        writer.writerow((f"{side}/{record.identity}.png", record.licence, credit))
    return "\ufeff" + text.getvalue()


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet carries out: a quote goes before what looks like a formula.

    Characters that cannot be printed, such as the ends of lines, become spaces.
    """
    printable = "".join(one if one.isprintable() else " " for one in text)
    # Some spreadsheets also take the wide forms of these signs, which become the plain ones here.
    first = unicodedata.normalize("NFKC", printable.lstrip()[:1])
    return f"'{printable}" if first in _FORMULA else printable


def readme(folder: str, sides: Sequence[Side]) -> str:
    """Return what the folder holds and what it may be used for.

    Args:
        folder: its name.
        sides: of all photos.
    """
    return _README.format(
        train=sides.count("train"),
        validation=sides.count("validation"),
        train_command=_TRAIN.format(folder=shlex.quote(folder)),
        evaluate_command=_EVALUATE.format(folder=shlex.quote(folder)),
    )
