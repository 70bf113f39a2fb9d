"""The town's name before push services (RFC 8292)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.push import make_key, store
from leapfrog.push.encryption import point
from leapfrog.push.keys import LIFE, VapidKeys, contact
from tests.pushing import base64url, plain, signed

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
PRIVATE = b"\x01" * 32
PUBLIC = point(derive_private_key(int.from_bytes(PRIVATE, "big"), SECP256R1()).public_key())
FCM, MOZILLA = "https://fcm.example/send/abc", "https://push.moz.example:444/wpush/v2/x"


def given(header: str) -> tuple[str, str]:
    """The token and the key of an Authorization header."""
    kind, token, key = header.replace(",", "").split()
    assert kind == "vapid"
    return token.removeprefix("t="), key.removeprefix("k=")


def test_a_push_service_sees_who_sends_to_it_and_nobody_else_can_say_so() -> None:
    town = VapidKeys(PRIVATE, PUBLIC, "https://lake.town")
    token, key = given(town.authorization(MOZILLA, NOW))
    assert plain(key) == PUBLIC
    claims = signed(token, PUBLIC)
    assert claims["aud"] == "https://push.moz.example:444"
    assert claims["sub"] == "https://lake.town"
    assert 0 < claims["exp"] - NOW.timestamp() <= 24 * 3600
    other = point(derive_private_key(7, SECP256R1()).public_key())
    with pytest.raises(InvalidSignature):
        signed(token, other)
    head, body, signature = token.split(".")
    forged = base64url(plain(body).replace(b"moz", b"fox"))
    with pytest.raises(InvalidSignature):
        signed(f"{head}.{forged}.{signature}", PUBLIC)


def test_a_token_is_signed_once_for_a_service_and_anew_in_time() -> None:
    town = VapidKeys(PRIVATE, PUBLIC, "https://lake.town")
    first = town.authorization(FCM, NOW)
    assert town.authorization(FCM + "/another", NOW + LIFE / 3) == first
    assert town.authorization(MOZILLA, NOW) != first
    later = NOW + LIFE / 2 + timedelta(seconds=1)
    renewed = town.authorization(FCM, later)
    assert renewed != first
    assert signed(given(renewed)[0], PUBLIC)["exp"] > later.timestamp() + LIFE.total_seconds() / 2


def test_tokens_are_not_kept_without_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leapfrog.push.keys.MOST_KEPT", 10)
    town = VapidKeys(PRIVATE, PUBLIC, "https://lake.town")
    for number in range(35):
        town.authorization(f"https://push{number}.example/x", NOW)
    assert len(town._tokens) <= 10


async def test_the_key_is_made_once(town: Town) -> None:
    async with town.database.transaction() as db:
        before = await store.key(db)
        await make_key(db)
        assert await store.key(db) == before
    private, public = before
    assert (len(private), len(public)) == (32, 65)
    made = derive_private_key(int.from_bytes(private, "big"), SECP256R1())
    assert point(made.public_key()) == public


def test_whom_a_push_service_can_ask() -> None:
    home = Path("/nowhere")
    assert contact(Settings(home=home, origin="https://lake.town")) == "https://lake.town"
    assert contact(Settings(home=home)) == "mailto:postmaster@lake.town"
