"""How a command ends early."""


class CommandError(Exception):
    """The command cannot go on; the message is a sentence for the person who typed it."""


class UsageError(CommandError):
    """The command was asked for something it never does, whatever the files hold."""
