"""A thousand photos wait. The command for the figures is in docs/reliability.md, section 8."""

import logging
import os
import time

from tests.services.collection.hub.sending_parts import DATASET, assert_in_step

WAITING = int(os.environ.get("SSIDKD_TEST_DRAIN", "150"))
AT_ONCE = 25
logger = logging.getLogger(__name__)


def test_a_backlog_drains_fifty_a_commit(hub, collection, sending, caplog):
    caplog.set_level(logging.INFO)
    identities = []
    while len(identities) < WAITING:
        identities += sending.give(min(AT_ONCE, WAITING - len(identities)))[0]
    began = time.perf_counter()
    simulated = sending.run()
    took = time.perf_counter() - began
    commits = len(hub.datasets[DATASET].commits) - 1
    logger.info("%d photos, %d commits, %.0f s of the clock", WAITING, commits, simulated)
    logger.info("%.1f s of work, %d requests", took, len(hub.asked))
    assert_in_step(hub, collection, identities)
    assert commits == -(-WAITING // 50)
    assert simulated <= 60.0 * commits
