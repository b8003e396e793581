"""`python -m ssidkd collection`: what was donated, and the accepted photos for training."""

import argparse
import json
import os
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ssidkd.commands.errors import CommandError, UsageError
from ssidkd.commands.types import Subparsers

if TYPE_CHECKING:
    from ssidkd.services.collection.overview import Overview
    from ssidkd.services.collection.reader import CollectionReader
    from ssidkd.services.settings import Settings

_STATES = "reviewed,queued,committed"


def add_parser(subparsers: Subparsers) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "collection",
        help="look at donated photos, and take the accepted ones out for training",
        description="Both work while the server runs, and change nothing in the collection. Photos "
        "are accepted on the owner's page, and taken back by their donors.",
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    export = actions.add_parser(
        "export",
        help="write accepted photos into a folder that training reads",
        description="Write accepted photos into FOLDER: train/ and validation/, with one donor's "
        "photos on one side, metadata.jsonl, credits.csv. Do it again to add new photos and to "
        "remove those that were taken back; files of yours stay.",
    )
    export.add_argument("folder", type=Path, metavar="FOLDER")
    export.add_argument("--zip", type=Path, metavar="FILE", help="also write the same as a ZIP")
    export.add_argument(
        "--share",
        type=float,
        default=0.1,
        help="of the donors, kept for validation, 0 to 1 (default: %(default)s)",
    )
    export.add_argument(
        "--states",
        default=_STATES,
        help="of the photos, separated by commas: reviewed (accepted by the owner), queued (on the "
        "way to the Hub), committed (there) (default: all three)",
    )
    status = actions.add_parser("status", help="count the photos and what waits to be sent")
    status.add_argument("--json", action="store_true", help="print an object")
    for action in (export, status):
        action.add_argument(
            "--data-dir",
            type=Path,
            metavar="DIR",
            help="the server's data folder (default: SSIDKD_DATA_DIR)",
        )


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked for."""
    settings = _settings(arguments.data_dir)
    reader = _reader(settings)
    if arguments.action == "status":
        _tell(reader, settings, as_json=arguments.json)
    else:
        _export(reader, arguments)
    return 0


def _settings(data_dir: Path | None) -> "Settings":
    from ssidkd.services.settings import Settings, SettingsError

    try:
        settings = Settings.from_environment(os.environ)
    except SettingsError as error:
        raise CommandError(str(error)) from error
    return settings if data_dir is None else replace(settings, data_dir=data_dir)


def _reader(settings: "Settings") -> "CollectionReader":
    from ssidkd.services.collection.reader import open_reader

    try:
        return open_reader(settings.collection_dir)
    except FileNotFoundError as error:
        raise CommandError(
            f"There is no collection in {str(settings.data_dir)!r}. Name the server's data folder "
            "with --data-dir or SSIDKD_DATA_DIR."
        ) from error


def _export(reader: "CollectionReader", arguments: argparse.Namespace) -> None:
    from ssidkd.core.durable import whole_file
    from ssidkd.services.collection.export import ExportError, plan_export, write_zip
    from ssidkd.services.collection.export_folder import earlier_sides, write_folder

    folder: Path = arguments.folder.absolute()
    states = [word.strip() for word in arguments.states.split(",") if word.strip()]
    if not 0 <= arguments.share <= 1:
        raise UsageError("--share takes a number from 0 to 1.")
    try:
        planned = plan_export(
            reader.photos(), share=arguments.share, states=states, earlier=earlier_sides(folder)
        )
        report = write_folder(planned, reader.picture, folder)
        if arguments.zip is not None and planned:
            with whole_file(arguments.zip) as file:
                write_zip(planned, reader.picture, folder.name, file)
    except ExportError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(
            f"The export cannot be written ({error}). Nothing is half done."
        ) from error
    sys.stdout.write(
        f"{report.train} photos to learn from and {report.validation} for validation in "
        f"{str(arguments.folder)!r}: {report.added} new, {report.removed} removed.\n"
    )


def _tell(reader: "CollectionReader", settings: "Settings", *, as_json: bool) -> None:
    from ssidkd.services.collection.disk import disk_of, read_mounts
    from ssidkd.services.collection.overview import overview_of

    overview = overview_of(reader)
    disk = disk_of(settings.data_dir, read_mounts())
    lasts = settings.disk == "lasting" and not disk.is_memory
    if as_json:
        facts = {
            "folder": str(reader.layout.root),
            "disk": disk.kind,
            "disk_lasts": lasts,
            "dataset": settings.collection_dataset,
            **asdict(overview),
        }
        sys.stdout.write(json.dumps(facts, indent=2) + "\n")
        return
    kind = f"{disk.kind or 'unknown'} at {disk.mount}, {'lasting' if lasts else 'passing'}"
    sys.stdout.write(_in_words(overview, reader.layout.root, kind, settings.collection_dataset))


def _in_words(overview: "Overview", folder: Path, disk: str, dataset: str) -> str:
    states = ", ".join(f"{count} {state}" for state, count in overview.by_state.items())
    rows = {
        "folder": str(folder),
        "disk": disk,
        "server": "has it open" if overview.is_served else "does not run",
        "photos": f"{overview.photos}{f' ({states})' if states else ''}",
        "size": f"{overview.bytes / 2**20:.1f} MiB",
        "donations": f"{overview.donations}, photos of {overview.donors} donors",
        "taken back": str(overview.withdrawn),
        "dataset": dataset or "none: SSIDKD_COLLECTION_DATASET is not set, nothing is sent",
        "to send": str(overview.to_send),
        "to remove there": str(overview.to_remove),
    }
    return "".join(f"{name:<16} {value}\n" for name, value in rows.items())
