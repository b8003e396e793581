"""On what kind of disk a folder lies, and whether the collection's database may lie there."""

import re
from dataclasses import dataclass
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
"""Where Linux tells what is mounted; other systems have no such file."""
_MEMORY = ("tmpfs", "ramfs")
_SHARED = (
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "virtiofs", "ceph", "glusterfs", "lustre", "afs",
    "beegfs", "gpfs", "orangefs", "fuse",
)  # fmt: skip
_ESCAPED = re.compile(r"\\([0-7]{3})")


class DiskUnfitError(Exception):
    """A database would come to harm on this disk."""


@dataclass(frozen=True)
class Disk:
    """What a folder lies on."""

    mount: Path
    """Folder where it begins."""
    kind: str
    """As the system calls it, such as `ext4`; empty where that is unknown."""

    @property
    def is_memory(self) -> bool:
        """Whether it is gone after the next start of the machine."""
        return self.kind in _MEMORY

    @property
    def is_shared(self) -> bool:
        """Whether a network or a bucket is behind it: slow to make durable, locks in doubt."""
        if self.mount == Path(self.mount.anchor):
            return False  # containers call their own disk 9p or fuse, and there is no other one
        return self.kind.startswith("fuse.") or self.kind in _SHARED


def read_mounts(path: Path = MOUNTS) -> str:
    """Return the table of what is mounted, empty where the system has none."""
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def disk_of(folder: Path, mounts: str) -> Disk:
    """Return the disk of a folder, which need not be there yet.

    Args:
        folder: whose disk is asked for; links are followed.
        mounts: a table as `read_mounts` returns it.
    """
    place = folder.resolve()
    found = Disk(Path(place.anchor), "")
    for line in mounts.splitlines():
        columns = line.split(" ")
        if len(columns) < 3:
            continue
        mount = Path(_plain(columns[1]))
        # The last one of a place lies over the others.
        if place.is_relative_to(mount) and len(mount.parts) >= len(found.mount.parts):
            found = Disk(mount, columns[2])
    return found


def refuse_unfit_disk(disk: Disk) -> None:
    """Raise `DiskUnfitError` for a disk on which a database may be damaged, or lost unnoticed."""
    if disk.is_shared:
        raise DiskUnfitError(
            f"Photos cannot be donated: the data folder lies on {disk.mount}, a mount of kind "
            f"{disk.kind}, where the database of the collection may be damaged. Set "
            "SSIDKD_DATA_DIR to a folder on a disk of this machine, and SSIDKD_COLLECTION_DATASET "
            "to have the photos kept on the Hub as well."
        )


def _plain(text: str) -> str:
    """Return a path of the table, in which spaces and the like are written as octal numbers."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)), text)
