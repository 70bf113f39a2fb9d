"""Servers for calls: what the operator has set, with credentials that a relay can check."""

import hashlib
import hmac
from base64 import b64encode
from datetime import datetime

import msgspec
import pytest

from leapfrog.kernel.settings import Settings
from tests.contacts.acts import ok
from tests.contacts.conftest import Join

SECRET = "a long secret"


@pytest.fixture
def settings(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    """Of a town with a relay, for the tests that ask for its secret."""
    if "relay" not in request.fixturenames:
        return settings
    more = {"stun": ("stun:stun.lake.town",), "turn_url": ("turn:lake.town",)}
    return msgspec.structs.replace(settings, turn_secret=SECRET, **more)


async def test_without_settings_there_are_none(join: Join) -> None:
    assert ok(await (await join("amina")).get("/calls/ice"))["servers"] == []


@pytest.fixture
def relay() -> str:
    """The secret that the town shares with its relay."""
    return SECRET


async def test_credentials_are_such_that_a_relay_can_check(join: Join, relay: str) -> None:
    """As coturn does with `use-auth-secret`: the name says until when, the rest is its HMAC."""
    amina = await join("amina")
    found = ok(await amina.get("/calls/ice"))
    stun, turn = found["servers"]
    assert stun == {"urls": ["stun:stun.lake.town"]}
    until, _, person = turn["username"].partition(":")
    assert person == amina.me["id"]
    assert int(until) == datetime.fromisoformat(found["expires_at"]).timestamp()
    digest = hmac.digest(relay.encode(), turn["username"].encode(), hashlib.sha1)
    assert turn["credential"] == b64encode(digest).decode()
