"""Client apps are let in by a code, prove themselves, and are shown the door again."""

import asyncio
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import asyncpg
import httpx
import pytest
from mastodon import Mastodon

from leapfrog.kernel.settings import Settings
from leapfrog.oauth.apps import can_go
from leapfrog.oauth.authorization import host_of
from tests.http import PASSWORD, PATIENCE
from tests.mastodon.conftest import Join
from tests.mastodon.neighbours import OUT_OF_BAND
from tests.mastodon.test_streams import listening
from tests.town import apart, execute

BACK = "https://client_app.example/back?from=town"
# No connection outlives its answer: nobody closes this one.
WEB = httpx.Client(timeout=PATIENCE, limits=httpx.Limits(max_keepalive_connections=0))
VERIFIER = "v" * 64
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


@pytest.fixture
def client_app(origin: str) -> dict[str, str]:
    """A client app that introduced itself, in JSON."""
    words = {"client_name": "Elk", "redirect_uris": [BACK, OUT_OF_BAND], "scopes": "read write"}
    return WEB.post(f"{origin}/api/v1/apps", json=words).json()


def asked(client_app: dict[str, str], **more: str) -> str:
    wish = {
        "response_type": "code",
        "client_id": client_app["client_id"],
        "redirect_uri": BACK,
        "scope": "read write:statuses",
        "state": "a b",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    return f"/oauth/authorize?{urlencode(wish | more)}"


def fetch(origin: str, client_app: dict[str, str], given: str, **more: str) -> httpx.Response:
    body = {
        "grant_type": "authorization_code",
        "client_id": client_app["client_id"],
        "redirect_uri": BACK,
        "code": given,
        "code_verifier": VERIFIER,
    }
    return WEB.post(f"{origin}/oauth/token", data=body | more)


def code_in(url: str) -> str:
    return parse_qs(urlsplit(url).query)["code"][0]


def test_a_client_app_is_let_in_with_pkce_and_reads_and_writes(
    origin: str, join: Join, client_app: dict[str, str]
) -> None:
    amina, bo = join("amina"), join("bo_chen")
    bo.put(f"/posts/{'01936d9e-7d5f-7aaa-8bbb-000000000001'}", text="Fog on the lake")
    amina.put(f"/follows/{bo.me['id']}")
    back = amina.says(asked(client_app))
    assert back["code"] is None
    assert back["url"].startswith(f"{BACK}&")
    assert parse_qs(urlsplit(back["url"]).query)["state"] == ["a b"]
    got = fetch(origin, client_app, code_in(back["url"])).json()
    assert (got["token_type"], got["scope"]) == ("Bearer", "read write:statuses")

    api = Mastodon(access_token=got["access_token"], api_base_url=origin)
    amina.client_apps.append(api)
    assert api.account_verify_credentials().acct == "amina"
    assert [status.content for status in api.timeline_home()] == ["<p>Fog on the lake</p>"]
    made = api.status_post("Rowing out #rowing", visibility="private")
    assert (made.visibility, made.account.acct) == ("private", "amina")
    assert amina.get("/square/home")["posts"][0]["text"] == "Rowing out #rowing"


def test_a_code_is_good_once_for_who_proves_that_they_asked(
    origin: str, join: Join, client_app: dict[str, str]
) -> None:
    amina = join("amina")
    code = code_in(amina.says(asked(client_app))["url"])
    for wrong in (
        {"code_verifier": "w" * 64},
        {"redirect_uri": OUT_OF_BAND},
        {"code": "another"},
    ):
        code = code_in(amina.says(asked(client_app))["url"])
        answer = fetch(origin, client_app, code, **wrong)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
    for stranger in ({"client_id": "nobody"}, {"client_secret": "guessed"}):
        answer = fetch(origin, client_app, code, **stranger)
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    code = code_in(amina.says(asked(client_app))["url"])
    assert fetch(origin, client_app, code).is_success
    assert fetch(origin, client_app, code).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "wrong",
    [
        {"code_verifier": "w" * 64},
        {"code_verifier": "", "client_secret": "right"},
        {"redirect_uri": OUT_OF_BAND},
        {"client_id": "other", "client_secret": "other"},
    ],
)
def test_what_comes_with_a_code_wrongly_burns_it(
    origin: str, join: Join, client_app: dict[str, str], wrong: dict[str, str]
) -> None:
    amina = join("amina")
    words = {"client_name": "Other", "redirect_uris": [BACK], "scopes": "read write"}
    other = WEB.post(f"{origin}/api/v1/apps", json=words).json()
    told = {"right": client_app["client_secret"]}
    if wrong.get("client_id") == "other":
        wrong = {"client_id": other["client_id"], "client_secret": other["client_secret"]}
    code = code_in(amina.says(asked(client_app))["url"])
    refused = fetch(origin, client_app, code, **{k: told.get(v, v) for k, v in wrong.items()})
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")
    again = fetch(origin, client_app, code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert amina.get("/client-apps")["client_apps"] == []


def test_a_code_that_comes_again_ends_the_token_that_it_gave_and_no_other(
    origin: str, join: Join, client_app: dict[str, str]
) -> None:
    amina = join("amina")
    stays = amina.client_app("Another")
    code = code_in(amina.says(asked(client_app))["url"])
    token = fetch(origin, client_app, code).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    place = f"{origin}/api/v1/accounts/verify_credentials"
    assert WEB.get(place, headers=headers).is_success
    with listening(origin, "user", token) as heard:
        assert fetch(origin, client_app, code).json()["error"] == "invalid_grant"
        assert heard.next() is None
    assert WEB.get(place, headers=headers).status_code == 401
    assert stays.me().username == "amina"
    assert [one["name"] for one in amina.get("/client-apps")["client_apps"]] == ["Another"]
    # Nothing to end is left.
    assert fetch(origin, client_app, code).json()["error"] == "invalid_grant"


def test_of_two_that_bring_a_code_at_once_one_gets_a_token_at_most(
    origin: str, join: Join, client_app: dict[str, str]
) -> None:
    amina = join("amina")
    code = code_in(amina.says(asked(client_app))["url"])
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: fetch(origin, client_app, code), range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400]
    assert amina.get("/client-apps")["client_apps"] == []


def test_a_verifier_for_a_code_without_a_challenge_is_refused(
    origin: str, join: Join, client_app: dict[str, str]
) -> None:
    amina = join("amina")
    plain = {"code_challenge": "", "code_challenge_method": ""}
    code = code_in(amina.says(asked(client_app, **plain))["url"])
    answer = fetch(origin, client_app, code, client_secret=client_app["client_secret"])
    assert answer.json()["error"] == "invalid_grant"


def test_without_a_challenge_the_secret_is_needed(
    origin: str, join: Join, client_app: dict[str, str]
) -> None:
    amina = join("amina")
    plain = {"code_challenge": "", "code_challenge_method": ""}
    code = code_in(amina.says(asked(client_app, **plain))["url"])
    answer = fetch(origin, client_app, code, code_verifier="made up")
    assert answer.json()["error"] == "invalid_client"
    code = code_in(amina.says(asked(client_app, **plain))["url"])
    secret = {"client_secret": client_app["client_secret"], "code_verifier": ""}
    assert fetch(origin, client_app, code, **secret).is_success


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"redirect_uri": "https://thief.example/"}, "invalid_redirect_uri"),
        ({"client_id": "nobody"}, "invalid_client"),
        ({"scope": "read admin:write"}, None),
        ({"scope": "follow"}, "invalid_scope"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
    ],
)
def test_nobody_is_sent_where_the_client_app_did_not_say(
    origin: str, join: Join, client_app: dict[str, str], more: dict[str, str], code: str | None
) -> None:
    amina = join("amina")
    wish = dict(parse_qsl(urlsplit(asked(client_app, **more)).query))
    del wish["response_type"]
    answer = amina.web.post("/client-apps", json=wish | {"accept": True})
    assert answer.json().get("code", None) == code or code is None
    assert answer.is_success == (code is None)


def test_an_unlocked_phone_in_a_strangers_hand_lets_no_client_app_in(
    origin: str, join: Join, client_app: dict[str, str], settings: Settings
) -> None:
    amina = join("amina")
    asyncio.run(forget_proofs(settings))
    wish = dict(parse_qsl(urlsplit(asked(client_app)).query))
    del wish["response_type"]
    answer = amina.web.post("/client-apps", json=wish | {"accept": True})
    assert (answer.status_code, answer.json()["code"]) == (403, "proof_needed")
    assert amina.get("/client-apps")["client_apps"] == []
    assert amina.web.post("/me/proof", json={"password": PASSWORD}).is_success
    assert amina.web.post("/client-apps", json=wish | {"accept": True}).json()["url"]


async def forget_proofs(settings: Settings) -> None:
    """As if eleven minutes had passed since anybody proved who they are."""
    connection = await asyncpg.connect(str(settings.database_url))
    await connection.execute(
        "update identity_session set proved_at = proved_at - interval '11 minutes'"
    )
    await connection.close()


def test_who_says_no_is_believed(origin: str, join: Join, client_app: dict[str, str]) -> None:
    amina = join("amina")
    back = amina.says(asked(client_app), accept=False)
    assert parse_qs(urlsplit(back["url"]).query)["error"] == ["access_denied"]
    assert amina.get("/client-apps")["client_apps"] == []


def test_a_client_app_introduces_itself_only_with_addresses_that_a_browser_may_go_to(
    origin: str,
) -> None:
    for uri in ("javascript:alert(1)", "https://lake.town@evil.example/", "/here", "not one"):
        words = {"client_name": "Bad", "redirect_uris": [uri]}
        answer = WEB.post(f"{origin}/api/v1/apps", json=words)
        assert answer.status_code == 422, uri


GOOD = [
    OUT_OF_BAND,
    "https://elk.zone/api/lake.town/oauth/",
    "https://phanpy.social/?a=b&c=d",
    "https://lake.town:8443/back",
    "http://localhost:5173/back",
    "http://127.0.0.1:3000",
    "http://[::1]:3000/back",
    "icecubesapp://",
    "tusky://oauth",
    "com.example.app:/oauth2redirect",
    "mastodon+ivory://callback",
    "chrome-extension://abcdef/back.html",
]
BAD = [
    "",
    "urn:ietf:wg:oauth:2.0:another",
    "https://elk.zone/#fragment",
    "https://elk.zone/back#",
    "https://lake.town@evil.example/back",
    "https://lake.town:443@evil.example/",
    "https://@evil.example/",
    "https://",
    "https:evil.example",
    "https:///evil.example",
    "https://evil.example:99999/",
    "https://evil%2eexample/",
    "https://lake.town\\@evil.example/",
    "https:\\\\evil.example",
    "https://l\u0430ke.town/",
    "https://lake.town/\u202egro.live",
    "https://lake.town/ back",
    "https://lake.town/\n",
    "http://elk.zone/back",
    "http://127.0.0.1.evil.example/",
    "http://localhost.evil.example/",
    "http://10.0.0.1/",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "blob:https://lake.town/x",
    "file:///etc/passwd",
    "about:blank",
    "view-source:https://lake.town",
    "intent://x#Intent;scheme=https;end",
    "ftp://evil.example/",
    "ws://evil.example/",
    "mailto:eve@evil.example",
    "myapp:",
    "myapp://user@host/",
    "//evil.example/",
    "https://x/" + "x" * 2_000,
]


def test_where_a_browser_may_be_sent_with_a_code() -> None:
    assert [uri for uri in GOOD if not can_go(uri)] == []
    assert [uri for uri in BAD if can_go(uri)] == []


def test_a_client_app_that_introduced_itself_before_is_sent_nowhere_else_either(
    origin: str, join: Join, client_app: dict[str, str], settings: Settings
) -> None:
    bad = "https://lake.town@evil.example/"
    spoil = "update oauth_app set redirect_uris = array['{}']"
    apart(execute(str(settings.database_url), spoil.format(bad)))
    amina = join("amina")
    wish = dict(parse_qsl(urlsplit(asked(client_app, redirect_uri=bad)).query))
    del wish["response_type"]
    for path, more in (("/authorization-requests", {}), ("/client-apps", {"accept": True})):
        answer = amina.web.post(path, json=wish | more)
        assert answer.json()["code"] == "invalid_redirect_uri"


def test_who_is_asked_sees_the_host_and_nothing_beside_it() -> None:
    assert host_of("https://elk.zone:8443/lake.town?x=lake.town") == "elk.zone"
    assert host_of("https://lake.town@evil.example/") == "evil.example"
    assert host_of("http://[::1]:3000/") == "::1"
    assert host_of("icecubesapp://lake.town/") == "icecubesapp://"


def test_a_client_app_speaks_for_itself_and_reads_what_is_public(
    origin: str, client_app: dict[str, str]
) -> None:
    body = {"grant_type": "client_credentials", "scope": "read"}
    given = (client_app["client_id"], client_app["client_secret"])
    got = WEB.post(f"{origin}/oauth/token", data=body, auth=given).json()
    headers = {"Authorization": f"Bearer {got['access_token']}"}
    assert WEB.get(f"{origin}/api/v1/timelines/public", headers=headers).json() == []
    assert WEB.get(f"{origin}/api/v1/apps/verify_credentials", headers=headers).is_success
    refused = WEB.get(f"{origin}/api/v1/timelines/home", headers=headers)
    assert refused.json()["error"] == "This method requires an authenticated user"
    other = WEB.post(f"{origin}/oauth/token", data={"grant_type": "password"}, auth=given)
    assert other.json()["error"] == "unsupported_grant_type"


def test_pages_of_other_sites_may_ask(origin: str) -> None:
    asking = {"Origin": "https://elk.example", "Access-Control-Request-Method": "GET"}
    answer = WEB.options(f"{origin}/api/v1/lists", headers=asking)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert "x-leapfrog" not in answer.headers["access-control-allow-headers"].lower()
