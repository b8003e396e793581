"""Full disks under the real app: clean refusals, nothing lost, and recovery when there is room."""

import io
import zipfile

from ssidkd.ui.words.common import CHINESE, ENGLISH
from tests.faults.running_app import png

MEGABYTE = 1 << 20
DISK_FULL = "disk is full"


def test_an_upload_to_a_full_disk_is_refused_with_a_time_and_taken_later(app, picture_disk):
    with picture_disk.only_free(100 * MEGABYTE):
        answer = app.upload()
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "600"
        assert "no room for files" in answer.text
        assert app.client.get("/").status_code == 200
        assert app.client.get("/healthz").json() == {"alive": True}
    app.assert_derains()


def test_a_result_that_finds_no_room_is_a_sentence_and_the_same_call_works_later(app, picture_disk):
    file = app.uploaded(png(seed=11))  # whose result is not there yet
    with picture_disk.only_free(0):
        said, message = app.derain(file)
    assert said == "error"
    assert DISK_FULL in str(message)
    assert app.derain(file)[0] == "complete"
    assert not list(picture_disk.folder.rglob("*.part"))


def test_while_the_data_is_full_visitors_derain_and_the_server_says_it_is_not_ready(app, data_disk):
    with data_disk.only_free(0):
        app.assert_derains()
        status, state = app.readiness()
        assert (status, state["disk"]) == (503, False)
    assert app.readiness()[0] == 200


def test_an_owner_decides_on_a_full_disk_in_vain_and_again_later(app, data_disk, given):
    identity = given.pop()
    with data_disk.only_free(0):
        answer = app.decide(identity, "accept")
        assert "photo" not in answer
        assert "disk could not keep this" in answer["error"]
    assert app.decide(identity, "accept")["photo"]["state"] == "reviewed"
    with data_disk.only_free(0):  # what is taken along passes through
        export = app.export()
    assert export.status_code == 200
    with zipfile.ZipFile(io.BytesIO(export.content)) as archive:
        assert archive.testzip() is None
        assert any(identity in name for name in archive.namelist())


def test_without_a_further_name_on_the_disk_nothing_is_decided_and_deraining_goes_on(
    app, data_disk, given
):
    identity = given.pop()
    with data_disk.no_more_names():
        assert "error" in app.decide(identity, "accept")
        app.assert_derains()
    assert app.decide(identity, "accept")["photo"]["state"] == "reviewed"


def test_a_full_disk_has_a_sentence_in_both_languages():
    assert DISK_FULL in ENGLISH.disk_full
    assert "磁盘已满" in CHINESE.disk_full
