"""Photos get to the dataset and leave it again: the real client, the real store."""

import json

from tests.services.collection.hub.sending_parts import (
    DATASET,
    assert_in_step,
    photos_of,
    rows_of,
    tiny,
)


def test_an_accepted_photo_is_sent_and_one_nobody_accepted_stays(hub, collection, sending):
    sent, _ = sending.give(3)
    sending.give(1, accept=False)
    sending.run()
    assert_in_step(hub, collection, sent)
    assert (photos_of(hub)[sent[0]] == tiny(0)).all()
    revision = hub.datasets[DATASET].branches["main"]
    assert {one.revision for one in collection.published()} == {revision}
    status = sending.sync.status()
    assert (status.state, status.revision, status.private) == ("idle", revision, True)
    assert status.sentence == ""
    assert hub.written() == {DATASET}
