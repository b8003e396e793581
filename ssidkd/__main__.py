"""The command line: `python -m ssidkd COMMAND`; see `ssidkd.commands`."""

import argparse
import sys
from collections.abc import Sequence

from ssidkd.commands import collection, derain, import_official, info, rain, score
from ssidkd.commands.errors import CommandError, UsageError

COMMANDS = {
    "derain": derain,
    "score": score,
    "rain": rain,
    "info": info,
    "import-official": import_official,
    "collection": collection,
}
STOPPED_BY_KEYBOARD = 130  # what shells use: 128 + SIGINT


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the process's exit code.

    Args:
        argv: the words after the program's name; those of the process if None.
    """
    arguments = build_parser().parse_args(argv)
    try:
        return COMMANDS[arguments.command].run(arguments)
    except CommandError as error:
        sys.stderr.write(f"ssidkd {arguments.command}: {error}\n")
        return 2 if isinstance(error, UsageError) else 1
    except KeyboardInterrupt:
        sys.stderr.write(f"\nssidkd {arguments.command}: stopped.\n")
        return STOPPED_BY_KEYBOARD


def build_parser() -> argparse.ArgumentParser:
    """Declare every command and its options."""
    parser = argparse.ArgumentParser(
        prog="python -m ssidkd",
        description="Take rain out of pictures, put rain on pictures, score the results, and take "
        "donated photos out for training.",
        epilog="Exit codes: 0 all done, 1 something failed and was named, 2 wrong usage, "
        "130 stopped by the keyboard.",
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS.values():
        command.add_parser(subparsers)
    return parser


if __name__ == "__main__":
    sys.exit(main())
