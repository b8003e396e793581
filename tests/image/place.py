"""The root folder of an image on this machine: its own programs, read only, and a bare Python."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BASE = "/opt/base"
"""Where the image's Python is."""
USER_ID = 1000
_PATH = f"{BASE}/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_PROGRAMS = ("usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32")
_OWN_FOLDERS = ("home", "tmp", "run", "var/tmp", "opt")
_OPEN_FOLDERS = ("tmp", "var/tmp")


def mount(*arguments):
    subprocess.run(["mount", *map(str, arguments)], check=True)


def make_base(root):
    """Fill what an image brings: users without ours, folders, nothing of this machine's data."""
    shutil.copytree("/etc", root / "etc", symlinks=True, ignore_dangling_symlinks=True)
    for name in ("passwd", "group"):
        file = root / "etc" / name
        lines = [line for line in file.read_text().splitlines() if f":{USER_ID}:" not in line]
        file.write_text("\n".join(lines) + "\n")
    for name in _OWN_FOLDERS:
        (root / name).mkdir(parents=True, exist_ok=True)
    for name in _OPEN_FOLDERS:
        (root / name).chmod(0o1777)


def show_programs(root, packages):
    """Make this machine's programs and packages part of a root folder, for this namespace."""
    for name in _PROGRAMS:
        place = Path("/", name)
        if place.is_symlink():
            if not (root / name).is_symlink():
                (root / name).symlink_to(place.readlink())
        elif place.is_dir():
            _show(place, root)
    python = Path(sys.base_prefix).resolve()
    for place in [*([python] if python.parts[1] != "usr" else []), *packages]:
        _show(Path(place), root)
    for name in ("dev", "proc"):
        (root / name).mkdir(exist_ok=True)
    mount("--rbind", "/dev", root / "dev")
    mount("-t", "proc", "proc", root / "proc")


def _show(place, root):
    inside = root / place.relative_to("/")
    inside.mkdir(parents=True, exist_ok=True)
    mount("--bind", place, inside)
    mount("-o", "remount,bind,ro", inside)


def make_python(root, packages):
    """Make the image's Python: with packages of this machine, or with none but pip."""
    pip = ["--without-pip"] if packages else []
    path = f"{sys.base_prefix}/bin:{os.environ['PATH']}"
    command = words(root, ["python3", "-m", "venv", *pip, BASE], {"PATH": path})
    subprocess.run(command, check=True)
    site = next((root / BASE[1:]).glob("lib/python*/site-packages"))
    (site / "of_this_machine.pth").write_text("".join(f"{place}\n" for place in packages))


def words(root, command, environment, user="root", folder="/"):
    """Return the command that does another one in the image."""
    variables = {"PATH": _PATH, **environment}
    given = [f"{name}={value}" for name, value in variables.items()]
    start = ["chroot", f"--userspec={user}", str(root), "env", "-i", f"--chdir={folder}", *given]
    return [*start, *command]
