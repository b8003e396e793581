"""A sender as one writes it first: it commits, and commits again if no answer came."""

import json

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
        identities = [one.identity for one in records]
        self.collection.mark_queued(identities)
        revision = next(filter(None, (self.commit(records) for _ in range(TRIES))))
        self.collection.mark_committed(identities, revision)

    def commit(self, records):
        try:
            return self.api.create_commit(
                DATASET, self.operations(records), commit_message="x", repo_type="dataset"
            ).oid
        except Exception:  # noqa: BLE001 - as one writes it first
            return None

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
