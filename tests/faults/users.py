"""Running something as another user of this machine."""

import os
import shutil
import subprocess
import sys

import pytest


def as_user(number):
    """Return words before a command that run it as this user; skips where that cannot be.

    An interpreter in a folder that only root may look into starts once, but none of its children.
    """
    if shutil.which("setpriv") is None or os.geteuid() != 0:
        pytest.skip("needs the rights of root and the program setpriv")
    words = ["setpriv", f"--reuid={number}", f"--regid={number}", "--clear-groups"]
    child = ["sh", "-c", 'exec "$0" -c 0', sys.executable]
    if subprocess.run([*words, *child], capture_output=True).returncode:
        pytest.skip("other users may not run this interpreter")
    return words
