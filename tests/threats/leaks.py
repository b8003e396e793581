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


def complaints(server, since):
    """Return the lines of the log, from a place in it on, that tell of a failure of the server.

    What fails in the queue ends with status 200 and no word for its caller: only the log tells.
    That finetuning could not be timed says that this machine is busy.
    """
    lines = server.log.read_bytes()[since:].decode(errors="replace").splitlines()
    return [line for line in lines if not _is_calm(_read(line))]


def _is_calm(event):
    if not isinstance(event, dict):
        return False
    return event["level"] in ("info", "warning") or event["logger"] == "ssidkd.services.jobs.speed"


def _read(line):
    try:
        return json.loads(line)
    except ValueError:
        return None
