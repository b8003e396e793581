"""Nobody but an owner, from the owner's own page, gets at anything."""

import json
import time
from base64 import b64encode

import pytest
from itsdangerous import TimestampSigner
from starlette.middleware.sessions import SessionMiddleware

from ssidkd.services.owner import HubOwners, TokenDoor
from ssidkd.ui.owner.application import owner_application
from ssidkd.ui.owner.doors import CookieDoor, HubDoor
from ssidkd.ui.owner.guard import MOST_BODY
from tests.services.collection.store_parts import all_files
from tests.ui.owner.owner_parts import CALL, TOKEN, fill, make_desk

OPEN = {("GET", "/login"), ("POST", "/login")}
"""All that anybody may ask for, but for styles and scripts."""
BODIES = {
    "/decisions": {"identities": ["IDENTITY"], "decision": "accept"},
    "/photos/{identity}/description": {"amount": "heavy", "time": "", "place": ""},
    "/export/tickets": {"identities": ["IDENTITY"]},
    "/hub/squash": {"dataset": "a/b"},
    "/train": {"effort": "quick", "key": "12345678"},
}


def all_routes(collection, assets):
    """Return method and path of every route of the application."""
    app = owner_application(make_desk(collection, assets), assets / "owner")
    paths = app.openapi()["paths"]
    return [(method.upper(), path) for path, methods in paths.items() for method in methods]


def call(client, method, path, identity, **more):
    """Ask for a route, with a body that it would take."""
    body = BODIES.get(path, {}) if method == "POST" else None
    if "identities" in (body or {}):
        body = {**body, "identities": [identity]}
    url = "/owner" + path.replace("{identity}", identity)
    return client.request(method, url, json=body, **more)


def session_cookie(name, key="secret", expires=3600):
    """Return the cookie that Gradio's login would leave, signed with a key."""
    login = {"expires_at": time.time() + expires, "userinfo": {"preferred_username": name}}
    data = b64encode(json.dumps({"oauth_info": login}).encode())
    return TimestampSigner(key).sign(data).decode()


def test_there_are_as_many_routes_as_this_test_believes(collection, assets):
    routes = all_routes(collection, assets)
    assert len(routes) >= 16
    assert set(routes) > OPEN
    assert set(BODIES) <= {path for method, path in routes if method == "POST"}
    assert ("POST", "/logout") in routes


@pytest.mark.parametrize(
    "cookie", ["", "forged", "of another token", "not signed"], ids=lambda name: name or "none"
)
def test_every_route_refuses_whoever_is_not_signed_in(
    anybody, collection, assets, tmp_path, cookie
):
    identity = fill(collection, donations=1)[0]
    name = TokenDoor(TOKEN).cookie_name
    later = int(time.time()) + 1000
    values = {
        "forged": f"{later}.word.{'0' * 64}",
        "of another token": TokenDoor("another token of a server").sign_in(
            "another token of a server"
        ),
        "not signed": f"{later}.word",
    }
    if cookie:
        anybody.cookies.set(name, values[cookie])
    before = all_files(tmp_path)
    for method, path in all_routes(collection, assets):
        answer = call(anybody, method, path, identity, headers=CALL)
        wanted = {200, 403, 422} if (method, path) in OPEN else {401}
        assert answer.status_code in wanted, (method, path)
        assert identity not in answer.text
    assert collection.record(identity).state == "stored"
    assert all_files(tmp_path) == before


def test_what_a_stranger_sends_is_not_even_read(anybody):
    for body in (b"{", b"[" * 1000, b"x" * (MOST_BODY + 1)):
        headers = {**CALL, "content-type": "application/json"}
        assert anybody.post("/owner/decisions", content=body, headers=headers).status_code == 401


@pytest.mark.parametrize(
    "path", ["/nothing", "/static/../page.html", "/photos//", "//", "/login/x"]
)
def test_what_does_not_exist_is_refused_alike(anybody, path):
    assert anybody.get(f"/owner{path}", headers=CALL).status_code == 401


def test_a_page_is_refused_with_the_way_in(anybody):
    answer = anybody.get("/owner/", headers={"accept": "text/html"})
    assert answer.status_code == 401
    assert 'id="token-form"' in answer.text
    assert "/owner/" in anybody.get("/owner", follow_redirects=True).url.path


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Owner-Call": "en", "Origin": "https://evil.example"},
        {"X-Owner-Call": "en", "Origin": "null"},
        {"X-Owner-Call": "en", "Origin": "http://page.example.evil.example"},
        {"X-Owner-Call": "en", "Origin": "http://page.example:81"},
        {"X-Owner-Call": "en", "Sec-Fetch-Site": "cross-site"},
        {"X-Owner-Call": "en", "Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://page.example"},
        {"X-Owner-Call": "en"},
    ],
    ids=str,
)
def test_a_change_from_another_page_is_refused(owner, collection, assets, tmp_path, headers):
    identity = fill(collection, donations=1)[0]
    for name in CALL:
        owner.headers.pop(name, None)
    before = all_files(tmp_path)
    for method, path in all_routes(collection, assets):
        if method != "GET":
            answer = call(owner, method, path, identity, headers=headers)
            assert answer.status_code == 403, path
    assert all_files(tmp_path) == before


def test_an_old_browser_without_fetch_metadata_is_known_by_its_origin(owner, collection):
    identity = fill(collection, donations=1)[0]
    del owner.headers["Sec-Fetch-Site"]
    answer = call(owner, "POST", "/decisions", identity, headers={"Origin": "http://page.example"})
    assert answer.status_code == 200
    assert collection.record(identity).state == "reviewed"


def test_pages_of_others_may_link_here_but_see_nothing(owner, collection):
    identity = fill(collection, donations=1)[0]
    picture = f"/owner/photos/{identity}/thumbnail"
    foreign = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert owner.get(picture, headers=foreign).status_code == 403
    reading = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    assert owner.get("/owner/photos", headers=reading).status_code == 403
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "accept": "text/html"}
    assert owner.get("/owner/", headers=link).status_code == 200


def test_a_login_of_the_hub_opens_for_those_on_the_list_alone(serve, collection, assets, tmp_path):
    identity = fill(collection, donations=1)[0]
    client = serve(collection, door=HubDoor(HubOwners(["Alice"])), https=True)
    client.app.add_middleware(SessionMiddleware, secret_key="secret", https_only=True)
    client.headers.update(CALL)
    before = all_files(tmp_path)
    routes = [
        one for one in all_routes(collection, assets) if one not in {*OPEN, ("POST", "/logout")}
    ]
    strangers = [
        session_cookie("mallory"),
        session_cookie("alice", key="another secret"),
        session_cookie("alice", expires=-1),
        "nonsense",
    ]
    for cookie in strangers:
        client.cookies.set("session", cookie)
        assert {call(client, *route, identity).status_code for route in routes} == {401}
    assert all_files(tmp_path) == before
    client.cookies.set("session", session_cookie("alice"))
    assert call(client, "POST", "/decisions", identity).status_code == 200
    assert collection.record(identity).reviewer == "alice"


def test_with_a_login_of_the_hub_no_token_opens(serve, collection):
    client = serve(collection, door=HubDoor(HubOwners(["alice"])))
    answer = client.post("/owner/login", json={"token": TOKEN}, headers=CALL)
    assert answer.status_code == 405
    page = client.get("/owner/", headers={"accept": "text/html"}).text
    assert 'data-door="hub"' in page
    assert 'data-stranger=""' in page


def test_every_answer_forbids_to_keep_to_sniff_and_to_frame(owner, collection):
    identity = fill(collection, donations=1)[0]
    paths = ["", "/login", "/photos", f"/photos/{identity}/picture", "/static/main.js", "/nothing"]
    for path in paths:
        headers = owner.get(f"/owner{path or '/'}").headers
        assert headers["cache-control"] == "private, no-store", path
        assert headers["x-content-type-options"] == "nosniff", path
        policy = headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'self' https://huggingface.co" in policy


def test_a_page_has_no_script_or_style_inside(owner):
    page = owner.get("/owner/", headers={"accept": "text/html"}).text
    scripts = [part.split(">")[0] for part in page.split("<script")[1:]]
    assert all("src=" in one or 'type="application/json"' in one for one in scripts)
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick" not in page


def test_requests_are_small(owner):
    body = b'{"identities": ["' + b"0" * MOST_BODY + b'"]}'
    headers = {"content-type": "application/json"}
    assert owner.post("/owner/decisions", content=body, headers=headers).status_code == 413
    chunks = (b"x" * 65536 for _ in range(20))  # without a length before it
    assert owner.post("/owner/decisions", content=chunks, headers=headers).status_code == 413


@pytest.mark.parametrize("root_path", ["", "/proxy/7", "https://page.example/space"])
def test_the_page_is_found_below_any_root_path(serve, collection, root_path):
    client = serve(collection, root_path=root_path)
    client.headers.update(CALL)
    assert client.get("/owner/photos").status_code == 401
    assert client.get("/owner/static/main.js").status_code == 200
    assert client.post("/owner/login", json={"token": TOKEN}).status_code == 200
    assert client.get("/owner/photos").json() == {"photos": [], "next": ""}
    assert client.get("/owner", follow_redirects=False).headers["location"] == "owner/"
    assert client.get("/config").status_code == 200  # Gradio's


def test_gradio_gives_away_no_picture_that_waits(serve, collection):
    identity = fill(collection, donations=1)[0]
    anybody = serve(collection, root_path="")
    for path in (collection.picture(identity), collection.thumbnail(identity)):
        assert anybody.get(f"/gradio_api/file={path}").status_code in (403, 404)


def test_a_cookie_is_no_script_s_and_no_other_site_s(serve, collection):
    for https in (False, True):
        client = serve(collection, https=https, door=CookieDoor(TokenDoor(TOKEN)))
        answer = client.post("/owner/login", json={"token": TOKEN}, headers=CALL)
        flags = answer.headers["set-cookie"].lower()
        assert "httponly" in flags
        assert "samesite=strict" in flags
        assert ("secure" in flags) is https
