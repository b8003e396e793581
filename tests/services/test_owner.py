"""Owners by name and by token: who is let in, for how long, and how often one may try."""

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssidkd.services.owner import (
    SECONDS_A_TRY,
    SIGNED_IN_FOR,
    TRIES,
    HubOwners,
    TokenDoor,
    TooManyTriesError,
    WrongTokenError,
)
from ssidkd.services.owner_token import LEAST_LENGTH, TOKEN_FILE, OwnerTokenError, kept_token

TOKEN = "sixteen letters!"


class Clock:
    def __init__(self, seconds=1_000_000.0):
        self.seconds = seconds

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def door(clock):
    return TokenDoor(TOKEN, now=clock, steady=clock)


def session(name="alice", expires=2_000.0, **login):
    return {
        "oauth_info": {"expires_at": expires, "userinfo": {"preferred_username": name}, **login}
    }


def test_the_hub_s_owners_are_those_on_the_list_whatever_the_case():
    owners = HubOwners(["Alice", "bob"], now=lambda: 1_000.0)
    assert owners.name_of(session("alice")) == "alice"
    assert owners.name_of(session("BOB")) == "BOB"
    assert owners.name_of(session("mallory")) is None
    assert owners.name_of(session("")) is None
    assert HubOwners([]).name_of(session("")) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"oauth_info": None},
        {"oauth_info": "alice"},
        session(expires=999.0),
        session(expires=1_000.0),
        session(expires=None),
        session(expires="2000"),
        session(userinfo=None),
        session(userinfo={"name": "alice"}),
        session(name=["alice"]),
        session(name=None),
    ],
    ids=str,
)
def test_a_login_that_is_old_or_odd_is_nobody_s(wrong):
    assert HubOwners(["alice"], now=lambda: 1_000.0).name_of(wrong) is None


def test_the_token_opens_until_the_time_is_over(door, clock):
    cookie = door.sign_in(TOKEN)
    assert door.is_signed_in(cookie)
    clock.seconds += SIGNED_IN_FOR - 1
    assert door.is_signed_in(cookie)
    clock.seconds += 2
    assert not door.is_signed_in(cookie)


def test_a_cookie_outlives_a_restart_and_dies_with_the_token(door, clock):
    cookie = door.sign_in(TOKEN)
    assert TokenDoor(TOKEN, now=clock).is_signed_in(cookie)
    other = TokenDoor("another token here", now=clock)
    assert not other.is_signed_in(cookie)
    assert other.cookie_name != door.cookie_name


def test_signing_out_ends_the_cookie_wherever_it_is(door):
    mine, other = door.sign_in(TOKEN), door.sign_in(TOKEN)
    door.sign_out(mine)
    assert not door.is_signed_in(mine)
    assert door.is_signed_in(other)
    door.sign_out("nonsense")


@given(st.text())
def test_no_text_is_a_cookie(text):
    assert not TokenDoor(TOKEN).is_signed_in(text)


def test_no_changed_letter_of_a_cookie_goes_unnoticed(door):
    cookie = door.sign_in(TOKEN)
    for at, letter in enumerate(cookie):
        other = "0" if letter != "0" else "1"
        assert not door.is_signed_in(cookie[:at] + other + cookie[at + 1 :])


@pytest.mark.parametrize("wrong", ["", TOKEN[:-1], TOKEN + "!", TOKEN.upper(), "\ud800", "令牌"])
def test_another_token_does_not_open(door, wrong):
    with pytest.raises(WrongTokenError):
        door.sign_in(wrong)


def test_after_many_wrong_tokens_even_the_right_one_has_to_wait(door, clock):
    signed_in = door.sign_in(TOKEN)
    for _ in range(TRIES):
        with pytest.raises(WrongTokenError):
            door.sign_in("wrong")
    with pytest.raises(TooManyTriesError) as waiting:
        door.sign_in(TOKEN)
    assert waiting.value.seconds == pytest.approx(SECONDS_A_TRY)
    assert door.is_signed_in(signed_in)
    clock.seconds += SECONDS_A_TRY
    assert door.is_signed_in(door.sign_in(TOKEN))


def test_whoever_keeps_trying_gets_one_try_in_so_many_seconds(door, clock):
    tried = 0
    for _ in range(1000):
        clock.seconds += SECONDS_A_TRY / 10
        try:
            door.sign_in("wrong")
        except WrongTokenError:
            tried += 1
        except TooManyTriesError:
            pass
    assert tried == pytest.approx(TRIES + 1000 / 10, abs=1)


def test_right_tokens_cost_no_tries(door):
    for _ in range(3 * TRIES):
        door.sign_in(TOKEN)


def test_the_token_is_made_once_for_the_eyes_of_its_owner(tmp_path, caplog):
    caplog.set_level("INFO")
    folder = tmp_path / "data"
    token = kept_token(folder)
    path = folder / TOKEN_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600  # from the first moment on
    assert len(token) >= LEAST_LENGTH
    assert kept_token(folder) == token
    assert list(folder.iterdir()) == [path]
    assert str(path) in caplog.text
    assert token not in caplog.text


def test_a_token_of_the_owner_s_own_is_taken_and_closed_to_others(tmp_path):
    path = tmp_path / TOKEN_FILE
    path.write_text("  my own words, long enough\n")
    path.chmod(0o644)
    assert kept_token(tmp_path) == "my own words, long enough"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_short_token_is_no_token(tmp_path):
    (tmp_path / TOKEN_FILE).write_text("secret\n")
    with pytest.raises(OwnerTokenError, match="SSIDKD_OWNER_TOKEN"):
        kept_token(tmp_path)


def test_a_link_in_the_token_s_place_is_not_followed(tmp_path):
    target = tmp_path / "elsewhere"
    target.write_text("a file that others can read\n")
    (tmp_path / TOKEN_FILE).symlink_to(target)
    with pytest.raises(OSError, match=TOKEN_FILE):
        kept_token(tmp_path)
