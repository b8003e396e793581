"""A sender as one writes it first: it commits, and commits again if no answer came."""

import json
import time

from huggingface_hub import CommitOperationAdd, HfApi

from ssidkd.services.collection.hub.rows import metadata_row, photo_path
from tests.services.collection.hub.fake_datasets import TOKEN
from tests.services.collection.hub.sending_parts import DATASET, METADATA

TRIES = 3


class NaiveSender:
    """Appends to the metadata at the head, without asking what is there already."""

    def __init__(self, collection, url):
        self.collection = collection
        self.api = HfApi(endpoint=url, token=TOKEN)

    def send(self):
        records = self.collection.to_send(50)
        self.collection.mark_queued([one.identity for one in records])
        for _ in range(TRIES):
            try:
                made = self.api.create_commit(
                    DATASET, self.operations(records), commit_message="x", repo_type="dataset"
                )
            except Exception:  # noqa: BLE001 - as one writes it first
                time.sleep(0.01)
            else:
                break
        self.collection.mark_committed([one.identity for one in records], made.oid)

    def operations(self, records):
        new = "".join(json.dumps(metadata_row(one, DATASET)) + "\n" for one in records)
        path = self.present()
        return [
            *(
                CommitOperationAdd(photo_path(one.identity), self.collection.picture(one.identity))
                for one in records
            ),
            CommitOperationAdd(METADATA, path + new.encode()),
        ]

    def present(self):
        if not self.api.file_exists(DATASET, METADATA, repo_type="dataset"):
            return b""
        head = self.api.dataset_info(DATASET, revision="main").sha
        file = self.api.hf_hub_download(DATASET, METADATA, repo_type="dataset", revision=head)
        with open(file, "rb") as content:  # noqa: PTH123
            return content.read()
