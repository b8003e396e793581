"""A job's place in its visitor's Hugging Face account: a private bucket and a rented machine."""

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ssidkd.learning.finetune.news import News
from ssidkd.learning.finetune.parcel import LARGEST_PARCEL, Files, ParcelError, to_zip
from ssidkd.learning.finetune.remote import JOB_FILE, STOP_FILE, is_complete, news_number
from ssidkd.services.jobs.hub_command import CODE_FILE, COMMAND, IMAGE, MOUNT, MOUNT_PATH

if TYPE_CHECKING:
    from huggingface_hub import HfApi, JobInfo

_LABEL = "ssidkd-job"


class HubPlace:
    """Where one job is in its visitor's account.

    Every call talks to the Hub, and raises `HfHubHTTPError` where that refuses, or an error of the
    connection.

    Args:
        api: client with the visitor's token, which stays in it alone.
        secret: id of the job; the bucket has a name that follows from it and does not tell it.
    """

    def __init__(self, api: "HfApi", secret: str) -> None:
        self._api = api
        self._name = hashlib.sha256(secret.encode()).hexdigest()[:16]
        self._account: str = api.whoami()["name"]
        self._bucket = f"{self._account}/{_LABEL}-{self._name}"
        self._job_id = ""
        self._told = 0

    def fill(self, job: Files, code: Files) -> None:
        """Upload a job; what an earlier run of it has left is ended and removed."""
        for left in self._api.list_jobs(namespace=self._account, labels={_LABEL: self._name}):
            if left.status.stage in ("RUNNING", "SCHEDULING"):
                self._api.cancel_job(job_id=left.id, namespace=self._account)
        self.clear()
        self._api.create_bucket(self._bucket, private=True)
        files: list[tuple[str | Path | bytes, str]] = [
            (to_zip(job), JOB_FILE),
            (to_zip(code), CODE_FILE),
        ]
        self._api.batch_bucket_files(self._bucket, add=files)

    def launch(self, flavor: str, minutes: float) -> str:
        """Rent the machine; returns the address of the page where the visitor can see it."""
        from huggingface_hub import Volume

        job = self._api.run_job(
            image=IMAGE,
            command=list(COMMAND),
            env={MOUNT: MOUNT_PATH},
            flavor=flavor,
            timeout=int(minutes * 60),
            labels={_LABEL: self._name},
            volumes=[Volume(type="bucket", source=self._bucket, mount_path=MOUNT_PATH)],
            namespace=self._account,
        )
        self._job_id = job.id
        return job.url

    def look(self) -> "JobInfo":
        """Return where the machine is."""
        return self._api.inspect_job(job_id=self._job_id, namespace=self._account)

    def news(self) -> Iterator[News]:
        """Yield what has arrived completely since the last time, in its order.

        Raises:
            ParcelError: it is nothing that a worker tells.
        """
        found = {
            number: one
            for one in self._api.list_bucket_tree(self._bucket, recursive=True)
            if one.type == "file" and (number := news_number(one.path)) is not None
        }
        while (one := found.get(self._told + 1)) is not None:
            if one.size > LARGEST_PARCEL:
                raise ParcelError("The news of the job are too large.")
            with tempfile.TemporaryDirectory() as place:
                target = Path(place) / "news"
                self._api.download_bucket_files(self._bucket, [(one, target)])
                content = target.read_bytes()
            if not is_complete(one.path, content):
                return
            yield News.from_bytes(content)
            self._told += 1

    def ask_to_stop(self) -> None:
        """Ask the machine to stop and keep the best so far."""
        self._api.batch_bucket_files(self._bucket, add=[(b"stop", STOP_FILE)])

    def give_back(self) -> None:
        """End the rent of the machine, if there is one, and remove what lies in the account."""
        if self._job_id and self.look().status.stage in ("RUNNING", "SCHEDULING"):
            self._api.cancel_job(job_id=self._job_id, namespace=self._account)
        self.clear()

    def clear(self) -> None:
        """Remove the bucket, if it is there."""
        self._api.delete_bucket(self._bucket, missing_ok=True)
