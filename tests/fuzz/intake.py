"""`python -m tests.fuzz.intake`: damaged files in their hundreds of thousands.

Whatever arrives, a picture of a sane shape or a refusal in words has to come out. Every case can be
made again from its number: `--show NUMBER --into FILE`.
"""

import argparse
import json
import os
import platform
import sys
import time
from pathlib import Path

import PIL

from tests.fuzz.campaign import Campaign, Findings, run
from tests.fuzz.cases import Cases
from tests.fuzz.guards import GUARDS

MEBIBYTE = 1024 * 1024


def main(words: list[str] | None = None) -> int:
    """Run the fuzz; 1 if anything was wrong."""
    options = _parser().parse_args(words)
    if options.show is not None:
        options.into.write_bytes(Cases(options.seed).file(options.show))
        return 0
    campaign = Campaign(
        seed=options.seed,
        first=options.first,
        executions=options.executions,
        minutes=options.minutes,
        without=options.without,
    )
    started = time.monotonic()

    def keep(seen: Findings) -> None:
        if options.json:
            _write(options.json, _figures(campaign, seen, time.monotonic() - started))

    seen = run(campaign, tell=keep)
    keep(seen)
    sys.stdout.write(_told(campaign, seen, time.monotonic() - started))
    return 1 if seen.wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.intake", description=__doc__)
    parser.add_argument("--executions", type=int, default=1_000_000, help="cases at most")
    parser.add_argument("--minutes", type=float, default=20.0, help="time at most")
    parser.add_argument("--seed", type=int, default=1, help="another one gives other cases")
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--json", type=Path, help="file for the figures, written as it goes")
    parser.add_argument("--without", choices=GUARDS, help="a guard to leave out, as a control")
    parser.add_argument("--show", type=int, metavar="NUMBER", help="write the file of one case")
    parser.add_argument("--into", type=Path, default=Path("case.bin"), help="file for --show")
    return parser


def _figures(campaign: Campaign, seen: Findings, seconds: float) -> dict[str, object]:
    cases = Cases(campaign.seed)
    return {
        "executions": seen.executions,
        "wrong": [
            {"number": number, "from": cases.begun_from(number), "what": what}
            for number, what in seen.wrong[:100]
        ],
        "wrong_in_all": len(seen.wrong),
        "outcomes": dict(seen.outcomes.most_common()),
        "slowest_seconds": round(seen.slowest[0], 3),
        "slowest_number": seen.slowest[1],
        "peak_mebibytes": round(seen.peak_bytes / MEBIBYTE),
        "mebibytes_before": round(seen.base_bytes / MEBIBYTE),
        "minutes": round(seconds / 60, 1),
        "seed": campaign.seed,
        "first": campaign.first,
        "without": campaign.without,
        "python": platform.python_version(),
        "pillow": PIL.__version__,
    }


def _told(campaign: Campaign, seen: Findings, seconds: float) -> str:
    """Return the figures as lines for a reader."""
    figures = _figures(campaign, seen, seconds)
    return "".join(f"{name:>18}: {value}\n" for name, value in figures.items())


def _write(path: Path, figures: dict[str, object]) -> None:
    """Write the figures in one go, so that a reader never sees half of them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    unfinished.replace(path)


if __name__ == "__main__":
    sys.exit(main())
