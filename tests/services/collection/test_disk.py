"""Which disk a folder lies on, from made-up tables of what is mounted."""

from pathlib import Path

import pytest

from ssidkd.services.collection.disk import (
    Disk,
    DiskUnfitError,
    disk_of,
    read_mounts,
    refuse_unfit_disk,
)

TABLE = r"""overlay / overlay rw,relatime 0 0
proc /proc proc rw 0 0
/dev/sdb1 /data ext4 rw 0 0
bucket /data/bucket fuse.hf-mount rw 0 0
server:/export /home/me/our\040files nfs4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
/dev/sdc1 /over ext4 rw 0 0
files /over virtiofs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("folder", "mount", "kind"),
    [
        ("/srv/app", "/", "overlay"),
        ("/data", "/data", "ext4"),
        ("/data/photos/ab", "/data", "ext4"),
        ("/database", "/", "overlay"),
        ("/data/bucket/photos", "/data/bucket", "fuse.hf-mount"),
        ("/home/me/our files/ssidkd", "/home/me/our files", "nfs4"),
        ("/tmp/ssidkd", "/tmp", "tmpfs"),
        ("/over/photos", "/over", "virtiofs"),
    ],
)
def test_the_deepest_mount_above_a_folder_is_its_disk(folder, mount, kind):
    assert disk_of(Path(folder), TABLE) == Disk(Path(mount), kind)


@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "9p", "virtiofs", "fuse", "fuse.s3fs", "fuse.hf-mount"]
)
def test_a_database_is_refused_where_locks_are_in_doubt(kind):
    with pytest.raises(DiskUnfitError, match=rf"/data, a mount of kind {kind}.*SSIDKD_DATA_DIR"):
        refuse_unfit_disk(Disk(Path("/data"), kind))


@pytest.mark.parametrize(
    ("mount", "kind"),
    [
        ("/data", "ext4"), ("/data", "xfs"), ("/data", "overlay"), ("/data", ""),
        ("/", "fuse.fuse-overlayfs"), ("/", "9p"),
    ],
)  # fmt: skip
def test_a_disk_of_this_machine_is_taken(mount, kind):
    disk = Disk(Path(mount), kind)
    refuse_unfit_disk(disk)
    assert not disk.is_memory


def test_memory_is_known_as_such():
    disk = disk_of(Path("/tmp/data"), TABLE)
    refuse_unfit_disk(disk)
    assert disk.is_memory


def test_a_link_is_followed_to_where_it_leads(tmp_path):
    (tmp_path / "link").symlink_to("/data/bucket")
    assert disk_of(tmp_path / "link" / "photos", TABLE).kind == "fuse.hf-mount"


def test_a_system_without_a_table_has_a_disk_of_unknown_kind(tmp_path):
    mounts = read_mounts(tmp_path / "missing")
    assert disk_of(tmp_path, mounts) == Disk(Path(tmp_path.anchor), "")
