"""Lets visitors come to the app, and tells how it held: `python -m tests.load`.

Starts the app for strangers on this machine, or takes the address of one. The exit code is 0 where
every target was kept to. Absolute times mean little on a busy machine; the multiples of the service
time, measured just before with one visitor alone, mean more.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

from tests.load.crowd import run_load
from tests.load.document import put_into
from tests.load.photos import PhotoMaker
from tests.load.plan import LoadPlan, Targets
from tests.load.server import ROOT, RunningServer, running_app
from tests.load.summary import summary_of
from tests.load.tables import in_markdown, in_terminal


def main():
    options = parser().parse_args()
    if options.into_document:
        found = json.loads(options.json.read_text(encoding="utf-8"))
        put_into(options.into_document, options.mark, in_markdown(found))
        return 0
    plan = LoadPlan(**{field.name: getattr(options, field.name) for field in fields(LoadPlan)})
    with _server(options) as server:
        run = asyncio.run(run_load(server, PhotoMaker(ROOT / "assets" / "clean"), plan))
    found = summary_of(run, plan, Targets(), soak=options.soak)
    sys.stdout.write(in_terminal(found))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0 if all(found["held"].values()) else 1


@contextmanager
def _server(options):
    if options.url:
        yield RunningServer(options.url.rstrip("/"))
        return
    with tempfile.TemporaryDirectory(prefix="load-", dir=options.folder) as folder:
        variables = dict(one.split("=", 1) for one in options.set)
        with running_app(Path(folder), **variables) as server:
            yield server


def parser():
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--url", help="of a server that runs already; its memory is not seen")
    parser.add_argument("--json", type=Path, help="file for everything that was found")
    parser.add_argument("--soak", action="store_true", help="nothing may grow in the second half")
    parser.add_argument("--folder", help="for what the server keeps")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE",
                        help="a setting of the server")  # fmt: skip
    parser.add_argument("--into-document", type=Path, metavar="FILE",
                        help="run nothing; put the figures of --json into a document")  # fmt: skip
    parser.add_argument("--mark", default="load", help="of the place in the document")
    for field in fields(LoadPlan):
        name = f"--{field.name.replace('_', '-')}"
        if field.type is bool:
            parser.add_argument(name, action=argparse.BooleanOptionalAction, default=field.default)
        else:
            parser.add_argument(name, type=field.type, default=field.default)
    return parser


if __name__ == "__main__":
    sys.exit(main())
