"""Decisions, descriptions, filters and pictures, through the routes that the page calls."""

import pytest

from ssidkd.core.intake import read_picture
from tests.ui.owner.owner_parts import KINDS, fill, give, give_alike, rainy


def decide(owner, decision, *identities, reason="", **headers):
    body = {"identities": identities, "decision": decision, "reason": reason}
    return owner.post("/owner/decisions", json=body, headers=headers)


def listed(owner, query=""):
    """Return the identities that a query finds, page after page of two."""
    found, after = [], ""
    while True:
        told = owner.get(f"/owner/photos?limit=2&after={after}&{query}").json()
        found += [photo["identity"] for photo in told["photos"]]
        after = told["next"]
        if not after:
            return found


def test_a_decision_names_its_owner_and_can_be_taken_back(owner, collection):
    first, second = fill(collection, donations=1)
    answers = decide(owner, "accept", first).json()["answers"]
    assert [(one["identity"], one["photo"]["state"]) for one in answers] == [(first, "reviewed")]
    assert collection.record(first).reviewer == "owner"
    decide(owner, "refuse", first, second, reason="There is no rain")
    assert [collection.record(one).state for one in (first, second)] == ["refused", "refused"]
    assert collection.record(second).reason == "There is no rain"
    decide(owner, "undo", first, second)
    assert [collection.record(one).state for one in (first, second)] == ["stored", "stored"]


def test_one_photo_that_cannot_be_decided_spoils_no_other(owner, collection):
    first, second, third = fill(collection, donations=3, photos=1)
    collection.accept([second], "somebody")
    collection.mark_queued([second])
    answers = decide(owner, "refuse", first, second, "f" * 64, third).json()["answers"]
    assert ["photo" in one for one in answers] == [True, False, False, True]
    assert "on its way" in answers[1]["error"]
    assert "not in the collection" in answers[2]["error"]
    assert [collection.record(one).state for one in (first, second, third)] == [
        "refused", "queued", "refused",
    ]  # fmt: skip
    chinese = decide(owner, "undo", second, **{"X-Owner-Call": "zh"}).json()["answers"]
    assert "已在 Hub" in chinese[0]["error"]


@pytest.mark.parametrize(
    "change",
    [
        {"identities": []},
        {"identities": ["../../etc/passwd"]},
        {"identities": ["A" * 64]},
        {"identities": "0" * 64},
        {"identities": ["0" * 64] * 501},
        {"decision": "delete"},
        {"decision": None},
        {"reason": "x" * 201},
        {"reason": {"a": 1}},
    ],
    ids=lambda change: str(change)[:40],
)
def test_what_is_no_decision_is_refused_by_name(owner, change):
    body = {"identities": ["0" * 64], "decision": "refuse", "reason": "", **change}
    answer = owner.post("/owner/decisions", json=body)
    assert answer.status_code == 422
    assert next(iter(change)) in answer.json()["error"]


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b"\xff", b'"' + b"[" * 100000])
def test_what_is_no_json_is_refused(owner, body):
    headers = {"content-type": "application/json"}
    answer = owner.post("/owner/decisions", content=body, headers=headers)
    assert 400 <= answer.status_code < 500


def test_photos_are_found_by_state_kind_licence_and_day(owner, collection):
    identities = fill(collection)
    newest_first = identities[::-1]
    decide(owner, "accept", identities[0])
    assert listed(owner) == newest_first
    assert listed(owner, "state=stored") == newest_first[:-1]
    assert listed(owner, "state=reviewed") == [identities[0]]
    assert listed(owner, "state=stored&state=reviewed") == newest_first
    assert listed(owner, "amount=heavy") == newest_first[4:]
    assert listed(owner, "time=night&licence=CC-BY-4.0") == newest_first[2:4]
    assert listed(owner, "time=night&licence=CC0-1.0") == []
    assert listed(owner, "place=street&state=stored") == [identities[1]]
    day = next(iter(collection.statistics().per_day))
    assert listed(owner, f"day={day}") == newest_first
    assert listed(owner, "day=1999-01-01") == []
    assert owner.get("/owner/photos?state=withdrawn&limit=0").status_code == 422
    assert owner.get("/owner/photos?state=everything").status_code == 422


def test_the_owner_corrects_what_a_photo_shows(owner, collection):
    identity = fill(collection, donations=1, photos=1)[0]
    right = {"amount": "light", "time": "night", "place": "water"}
    answer = owner.post(f"/owner/photos/{identity}/description", json=right)
    assert answer.json()["photo"]["description"] == right
    assert vars(collection.record(identity).description) == right
    for wrong in ({**right, "amount": "=1+1"}, {"amount": "light"}, {**right, "time": None}):
        answer = owner.post(f"/owner/photos/{identity}/description", json=wrong)
        assert answer.status_code == 422
    assert vars(collection.record(identity).description) == right
    assert KINDS[0] != right


def test_pictures_are_the_photo_and_a_smaller_one(owner, collection):
    give(collection, pixels := rainy(1))
    identity = collection.photos()[0].identity
    picture = owner.get(f"/owner/photos/{identity}/picture")
    assert picture.headers["content-type"] == "image/png"
    assert (read_picture(picture.content).pixels == pixels).all()
    small = owner.get(f"/owner/photos/{identity}/thumbnail")
    assert small.headers["content-type"] == "image/webp"
    assert small.content[8:12] == b"WEBP"


@pytest.mark.parametrize("name", ["f" * 64, "../donor.key", "x", "F" * 64, "%2e%2e"])
def test_there_are_no_other_pictures(owner, collection, name):
    fill(collection, donations=1)
    for rest in ("", "/picture", "/thumbnail"):
        assert owner.get(f"/owner/photos/{name}{rest}").status_code in (404, 422)


def test_a_photo_that_is_taken_back_is_gone_at_once(owner, collection):
    answer = give(collection, rainy(1))
    identity = answer.photos[0].identity
    assert owner.get(f"/owner/photos/{identity}/picture").status_code == 200
    collection.withdraw(answer.code)
    for rest in ("", "/picture", "/thumbnail"):
        assert owner.get(f"/owner/photos/{identity}{rest}").status_code == 404
    assert "error" in decide(owner, "accept", identity).json()["answers"][0]


def test_look_alikes_know_of_each_other(owner, collection):
    fill(collection, donations=1, photos=1)
    large, small = give_alike(collection)
    told = owner.get(f"/owner/photos/{large}").json()
    assert [one["identity"] for one in told["similar"]] == [small]
    assert told["photo"]["facts"]["width"] == 2 * told["similar"][0]["facts"]["width"]
    photos = owner.get("/owner/photos").json()["photos"]
    assert {one["identity"] for one in photos if one["has_alike"]} == {large, small}


def test_the_page_learns_no_more_of_a_donor_than_it_needs(owner, collection):
    fill(collection, donations=1)
    record = collection.photos()[0]
    told = owner.get("/owner/photos").text
    assert record.donor[:8] in told
    assert record.donor not in told
    assert record.donation not in told


def test_hostile_words_come_back_as_plain_data(owner, collection):
    hostile = '</script><img src=x onerror="alert(1)">\u202e\x07\n=cmd|calc'
    identity = give(
        collection, rainy(1), licence="CC-BY-4.0", credit="<b onclick=alert(1)>Bob</b>"
    ).photos[0].identity  # fmt: skip
    decide(owner, "refuse", identity, reason=hostile)
    record = collection.record(identity)
    assert not {"\n", "\x07", "\u202e"} & set(record.reason)
    answer = owner.get(f"/owner/photos/{identity}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["photo"]["reason"] == record.reason
    assert answer.json()["photo"]["credit"] == "<b onclick=alert(1)>Bob</b>"


def test_figures_are_the_collection_s(owner, collection):
    identities = fill(collection)
    decide(owner, "accept", *identities[:3])
    decide(owner, "refuse", identities[3], reason="It is blurred")
    told = owner.get("/owner/figures").json()
    assert (told["photos"], told["donors"], told["acceptance"]) == (6, 3, 0.75)
    assert told["by_state"] == {"stored": 2, "reviewed": 3, "refused": 1}
