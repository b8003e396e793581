"""Disks of memory that a test can fill, and empty again, under a running server."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

PAGE = 4096
ROOMY = 4 << 30
"""Size of a disk nobody has filled [bytes]; memory is taken for what is written only."""
MANY_NAMES = 100_000


class Disk:
    """A mounted tmpfs, or a plain folder where mounting is not allowed."""

    def __init__(self, folder: Path):
        self._mount = folder
        folder.mkdir(parents=True)
        options = f"size={ROOMY},nr_inodes={MANY_NAMES}"
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        self.is_mounted = subprocess.run(command, capture_output=True).returncode == 0
        self.folder = folder / "disk"
        self.folder.mkdir()
        (folder / "page").write_bytes(bytes(PAGE))  # a size of 0 would mean: without a limit

    def close(self):
        if self.is_mounted:
            subprocess.run(["umount", "-l", str(self._mount)], check=True)

    @contextmanager
    def only_free(self, size):
        """Leave so many bytes free, rounded down to pages."""
        usage = os.statvfs(self._mount)
        used = (usage.f_blocks - usage.f_bfree) * PAGE
        with self._remounted(f"size={(used + size) // PAGE * PAGE}"):
            assert os.statvfs(self.folder).f_bavail == size // PAGE
            yield

    @contextmanager
    def no_more_names(self):
        """Let no further file be made, while there is room for bytes."""
        usage = os.statvfs(self.folder)
        with self._remounted(f"nr_inodes={usage.f_files - usage.f_ffree}"):
            yield

    @contextmanager
    def _remounted(self, option):
        self._need_mount()
        self._remount(option)
        try:
            yield
        finally:
            self._remount(f"size={ROOMY},nr_inodes={MANY_NAMES}")

    def _remount(self, option):
        command = ["mount", "-o", f"remount,{option}", str(self._mount)]
        subprocess.run(command, check=True)

    def _need_mount(self):
        if not self.is_mounted:
            pytest.skip("mounting is not allowed here")
