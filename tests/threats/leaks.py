"""What no answer may hold."""

import json
import sysconfig
from pathlib import Path

PASSWD = "root:x:0:0"


def leaks(server, root, text):
    """Return what of it is in a text: secrets, file contents, tracebacks, paths of the server.

    Gradio's folder of uploads is not among the paths: Gradio names it to whoever uploads.
    """
    wanted = (
        *server.secrets,
        PASSWD,
        "Traceback (most recent",
        str(root),
        str(server.data),
        sysconfig.get_path("purelib"),
    )
    return [one for one in wanted if one in text]


def named_files(text):
    """Return the paths of all files that an answer gives to components, from its JSON lines."""
    found = []
    waiting = [_read(line) for line in text.replace("data:", "\n").splitlines()]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if isinstance(one.get("path"), str) and "meta" in one:
                found.append(Path(one["path"]))
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return found


def _read(line):
    try:
        return json.loads(line)
    except ValueError:
        return None
