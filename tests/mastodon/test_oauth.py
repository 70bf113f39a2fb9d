"""Programs are let in by a code, prove themselves, and are shown the door again."""

import asyncio
from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import asyncpg
import httpx
import pytest
from mastodon import Mastodon

from leapfrog.kernel.settings import Settings
from tests.http import PASSWORD, PATIENCE
from tests.mastodon.conftest import Join
from tests.mastodon.neighbours import OUT_OF_BAND

BACK = "https://program.example/back?from=town"
WEB = httpx.Client(timeout=PATIENCE)
VERIFIER = "v" * 64
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


@pytest.fixture
def program(origin: str) -> dict[str, str]:
    """A program that introduced itself, in JSON."""
    words = {"client_name": "Elk", "redirect_uris": [BACK, OUT_OF_BAND], "scopes": "read write"}
    return WEB.post(f"{origin}/api/v1/apps", json=words).json()


def asked(program: dict[str, str], **more: str) -> str:
    wish = {
        "response_type": "code",
        "client_id": program["client_id"],
        "redirect_uri": BACK,
        "scope": "read write:statuses",
        "state": "a b",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    return f"/oauth/authorize?{urlencode(wish | more)}"


def fetch(origin: str, program: dict[str, str], given: str, **more: str) -> httpx.Response:
    body = {
        "grant_type": "authorization_code",
        "client_id": program["client_id"],
        "redirect_uri": BACK,
        "code": given,
        "code_verifier": VERIFIER,
    }
    return WEB.post(f"{origin}/oauth/token", data=body | more)


def code_in(url: str) -> str:
    return parse_qs(urlsplit(url).query)["code"][0]


def test_a_program_is_let_in_with_pkce_and_reads_and_writes(
    origin: str, join: Join, program: dict[str, str]
) -> None:
    amina, bo = join("amina"), join("bo_chen")
    bo.put(f"/posts/{'01936d9e-7d5f-7aaa-8bbb-000000000001'}", text="Fog on the lake")
    amina.put(f"/follows/{bo.me['id']}")
    back = amina.says(asked(program))
    assert back["code"] is None
    assert back["url"].startswith(f"{BACK}&")
    assert parse_qs(urlsplit(back["url"]).query)["state"] == ["a b"]
    got = fetch(origin, program, code_in(back["url"])).json()
    assert (got["token_type"], got["scope"]) == ("Bearer", "read write:statuses")

    api = Mastodon(access_token=got["access_token"], api_base_url=origin)
    amina.programs.append(api)
    assert api.account_verify_credentials().acct == "amina"
    assert [status.content for status in api.timeline_home()] == ["<p>Fog on the lake</p>"]
    made = api.status_post("Rowing out #rowing", visibility="private")
    assert (made.visibility, made.account.acct) == ("private", "amina")
    assert amina.get("/square/home")["posts"][0]["text"] == "Rowing out #rowing"


def test_a_code_is_good_once_for_who_proves_that_they_asked(
    origin: str, join: Join, program: dict[str, str]
) -> None:
    amina = join("amina")
    code = code_in(amina.says(asked(program))["url"])
    for wrong in (
        {"code_verifier": "w" * 64},
        {"redirect_uri": OUT_OF_BAND},
        {"code": "another"},
    ):
        code = code_in(amina.says(asked(program))["url"])
        answer = fetch(origin, program, code, **wrong)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
    for stranger in ({"client_id": "nobody"}, {"client_secret": "guessed"}):
        answer = fetch(origin, program, code, **stranger)
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    code = code_in(amina.says(asked(program))["url"])
    assert fetch(origin, program, code).is_success
    assert fetch(origin, program, code).json()["error"] == "invalid_grant"


def test_without_a_challenge_the_secret_is_needed(
    origin: str, join: Join, program: dict[str, str]
) -> None:
    amina = join("amina")
    plain = {"code_challenge": "", "code_challenge_method": ""}
    code = code_in(amina.says(asked(program, **plain))["url"])
    answer = fetch(origin, program, code, code_verifier="made up")
    assert answer.json()["error"] == "invalid_client"
    code = code_in(amina.says(asked(program, **plain))["url"])
    assert fetch(origin, program, code, client_secret=program["client_secret"]).is_success


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
def test_nobody_is_sent_where_the_program_did_not_say(
    origin: str, join: Join, program: dict[str, str], more: dict[str, str], code: str | None
) -> None:
    amina = join("amina")
    wish = dict(parse_qsl(urlsplit(asked(program, **more)).query))
    del wish["response_type"]
    answer = amina.web.post("/programs", json=wish | {"accept": True})
    assert answer.json().get("code", None) == code or code is None
    assert answer.is_success == (code is None)


def test_an_unlocked_phone_in_a_strangers_hand_lets_no_program_in(
    origin: str, join: Join, program: dict[str, str], settings: Settings
) -> None:
    amina = join("amina")
    asyncio.run(forget_proofs(settings))
    wish = dict(parse_qsl(urlsplit(asked(program)).query))
    del wish["response_type"]
    answer = amina.web.post("/programs", json=wish | {"accept": True})
    assert (answer.status_code, answer.json()["code"]) == (403, "proof_needed")
    assert amina.get("/programs")["programs"] == []
    assert amina.web.post("/me/proof", json={"password": PASSWORD}).is_success
    assert amina.web.post("/programs", json=wish | {"accept": True}).json()["url"]


async def forget_proofs(settings: Settings) -> None:
    """As if eleven minutes had passed since anybody proved who they are."""
    connection = await asyncpg.connect(str(settings.database_url))
    await connection.execute(
        "update identity_session set proved_at = proved_at - interval '11 minutes'"
    )
    await connection.close()


def test_who_says_no_is_believed(origin: str, join: Join, program: dict[str, str]) -> None:
    amina = join("amina")
    back = amina.says(asked(program), accept=False)
    assert parse_qs(urlsplit(back["url"]).query)["error"] == ["access_denied"]
    assert amina.get("/programs")["programs"] == []


def test_a_program_introduces_itself_only_with_addresses_that_a_browser_may_go_to(
    origin: str,
) -> None:
    for uri in ("javascript:alert(1)", "data:text/html,x", "/here", "not an address"):
        words = {"client_name": "Bad", "redirect_uris": [uri]}
        answer = WEB.post(f"{origin}/api/v1/apps", json=words)
        assert answer.status_code == 422 or "%" in uri, uri


def test_a_program_speaks_for_itself_and_reads_what_is_public(
    origin: str, program: dict[str, str]
) -> None:
    body = {"grant_type": "client_credentials", "scope": "read"}
    given = (program["client_id"], program["client_secret"])
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
