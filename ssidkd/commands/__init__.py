"""The command line's commands: each has `add_parser(subparsers)` and `run(arguments) -> int`.

Exit codes: 0 all done, 1 something failed and was named on stderr, 2 wrong usage, 130 stopped by
the keyboard. Only argparse is imported before a command runs, so that `--help` answers at once.
"""
