"""Runs an image as a container: its user, a read-only root, a volume, and no network."""

import fcntl
import signal
import socket
import struct
import subprocess
import time

import place

UP_SECONDS, DOWN_SECONDS = 600, 60
_SET_FLAGS, _UP = 0x8914, 1


class Container:
    """What is started of an image.

    Args:
        folder: where its root, its volume and what it says lie.
        image: from `Build.run`.
    """

    def __init__(self, folder, image):
        self._folder, self._root, self._image = folder, folder / "root", image

    def run(self, places):
        """Start it, wait until it is healthy, try to write to places, end it.

        Returns:
            what was seen: whether it was healthy and after how long [s], the user's number, the
            places that could be written to, and how it ended.
        """
        self._lay_out()
        with (self._folder / "said.txt").open("wb") as said:
            app = subprocess.Popen(self._words(self._image["command"]), stdout=said, stderr=said)
            try:
                began = time.monotonic()
                seen = {"healthy": self._wait(app), "seconds": round(time.monotonic() - began, 1)}
                seen["user"] = (self._root / "proc" / str(app.pid)).stat().st_uid
                seen["writable"] = [one for one in places if self._can(["touch", one])]
            finally:
                app.send_signal(signal.SIGTERM)
                seen["ended"] = app.wait(DOWN_SECONDS)
        return seen

    def _lay_out(self):
        _loopback_up()
        place.mount("--bind", self._root, self._root)
        place.show_programs(self._root, self._image["packages"])
        for volume in self._image["volumes"]:
            place.mount("--bind", self._volume(volume), self._root / volume[1:])
        options = "size=512m,mode=1777"
        place.mount("-t", "tmpfs", "-o", options, "tmpfs", self._root / "tmp")
        place.mount("-o", "remount,bind,ro", self._root)

    def _volume(self, inside):
        """Return the volume's folder; as an engine does, it begins with what the image has."""
        folder = self._folder / "volume"
        if not folder.exists():
            subprocess.run(["cp", "-a", self._root / inside[1:], folder], check=True)
        return folder

    def _wait(self, app):
        until = time.monotonic() + UP_SECONDS
        while app.poll() is None and time.monotonic() < until:
            if self._can(self._image["health"]):
                return True
            time.sleep(0.5)
        return False

    def _can(self, command):
        return subprocess.run(self._words(command), capture_output=True).returncode == 0

    def _words(self, command):
        image = self._image
        return place.words(self._root, command, image["env"], image["user"], image["folder"])


def _loopback_up():
    """Let what runs in a network without others reach itself."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sH14s", b"lo", _UP, b""))
