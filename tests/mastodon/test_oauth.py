"""Programs are let in by a code, prove themselves, and are shown the door again."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from mastodon import Mastodon

from tests.mastodon.conftest import Join
from tests.mastodon.neighbours import OUT_OF_BAND

BACK = "https://program.example/back?from=town"
VERIFIER = "v" * 64
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


@pytest.fixture
def program(origin: str) -> dict[str, str]:
    """A program that introduced itself, in JSON."""
    words = {"client_name": "Elk", "redirect_uris": [BACK, OUT_OF_BAND], "scopes": "read write"}
    return httpx.post(f"{origin}/api/v1/apps", json=words).json()


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


def fetch(origin: str, program: dict[str, str], code: str, **more: str) -> httpx.Response:
    body = {
        "grant_type": "authorization_code",
        "client_id": program["client_id"],
        "redirect_uri": BACK,
        "code": code,
        "code_verifier": VERIFIER,
    }
    return httpx.post(f"{origin}/oauth/token", data=body | more)


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
    assert api.account_verify_credentials().acct == "amina"
    assert [status.content for status in api.timeline_home()] == ["<p>Fog on the lake</p>"]
    made = api.status_post("Rowing out #rowing", visibility="private")
    assert (made.visibility, made.account.acct) == ("private", "amina")
    assert amina.get("/square/home")["posts"][0]["text"] == "Rowing out #rowing"
