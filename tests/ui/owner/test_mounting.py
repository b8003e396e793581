"""Which way in a server has, and where it has none."""

import shutil

import pytest
from gradio import oauth

from ssidkd.services.owner import TokenDoor
from ssidkd.services.owner_token import TOKEN_FILE
from ssidkd.services.settings import Settings
from ssidkd.ui.owner import mounting
from ssidkd.ui.owner.doors import CookieDoor, HubDoor
from ssidkd.ui.owner.mounting import choose_door, owner_page
from tests.ui.owner.owner_parts import TOKEN, make_desk


@pytest.fixture
def settings(tmp_path):
    def settings(**variables):
        return Settings.from_environment({"SSIDKD_DATA_DIR": str(tmp_path / "data"), **variables})

    return settings


def name_of(token):
    """Cookies are named after the token."""
    return TokenDoor(token).cookie_name


def test_names_count_where_the_hub_s_login_is(settings):
    named = settings(SSIDKD_OWNERS="alice", SSIDKD_OWNER_TOKEN=TOKEN)
    assert isinstance(choose_door(named, has_login=True), HubDoor)
    assert isinstance(choose_door(named, has_login=False), CookieDoor)
    nobody = settings(SSIDKD_OWNER_TOKEN=TOKEN)
    assert isinstance(choose_door(nobody, has_login=True), CookieDoor)


def test_the_token_is_the_one_that_is_set_else_the_one_that_is_kept(settings, tmp_path):
    door = choose_door(settings(SSIDKD_OWNER_TOKEN=TOKEN), has_login=False)
    assert door.token.cookie_name == name_of(TOKEN)
    assert not (tmp_path / "data").exists()
    door = choose_door(settings(), has_login=False)
    kept = (tmp_path / "data" / TOKEN_FILE).read_text().strip()
    assert door.token.cookie_name == name_of(kept)


def test_sessions_count_on_a_space_with_a_secret_alone(monkeypatch):
    pytest.importorskip("itsdangerous")
    assert not mounting._has_login()
    monkeypatch.setattr(oauth, "OAUTH_CLIENT_ID", "an id")
    monkeypatch.setattr(oauth, "OAUTH_CLIENT_SECRET", "a secret")
    assert not mounting._has_login()  # Gradio would take anybody for whoever runs the server
    monkeypatch.setenv("SYSTEM", "spaces")
    monkeypatch.setenv("SPACE_ID", "somebody/ssidkd")
    assert mounting._has_login()
    monkeypatch.setattr(oauth, "OAUTH_CLIENT_SECRET", "")
    assert not mounting._has_login()  # sessions would be signed with what everybody knows


def test_there_is_no_page_without_a_collection(settings, assets, tmp_path):
    assert owner_page(None, settings(), assets) == ()
    assert not (tmp_path / "data").exists()


def test_without_a_token_or_a_page_the_app_starts_all_the_same(
    settings, assets, collection, tmp_path, caplog
):
    collecting = make_desk(collection, assets).collecting
    assert len(owner_page(collecting, settings(SSIDKD_OWNER_TOKEN=TOKEN), assets)) == 2
    shutil.copytree(assets / "owner", tmp_path / "assets" / "owner")
    (tmp_path / "assets" / "owner" / "page.html").unlink()
    assert owner_page(collecting, settings(SSIDKD_OWNER_TOKEN=TOKEN), tmp_path / "assets") == ()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / TOKEN_FILE).write_text("short")
    assert owner_page(collecting, settings(), assets) == ()
    assert caplog.text.count("There is no owner's page") == 2
