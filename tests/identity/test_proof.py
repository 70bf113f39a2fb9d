"""Proof anew, and the password that is changed by it."""

from datetime import timedelta
from uuid import UUID

import pytest

from leapfrog.identity import (
    NotConfirmed,
    OwnDeviceNeeded,
    Principal,
    Proof,
    VerifiedPasskey,
    prove,
)
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.errors import RateLimited
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.authenticator import Authenticator
from tests.http import PASSWORD, Client, Enter
from tests.identity.passkey_steps import ask, join
from tests.matrix import unchanged

NEW = "ten green bottles"


async def by_passkey(browser: Client, phone: Authenticator) -> VerifiedPasskey:
    asked = await ask(browser, "sign_in")
    return VerifiedPasskey(UUID(asked["id"]), phone.sign(asked["options"]))


async def proves(town: Town, person_id: str, proof: Proof, borrowed: bool = False) -> None:
    signed = Principal(UUID(person_id), new_id(), borrowed)
    await prove(town.database, town.settings, signed, proof)


async def test_by_password(client: Enter, town: Town) -> None:
    me = await client().join("amina")
    await proves(town, me["id"], Proof(PASSWORD))
    for wrong in (Proof(), Proof("wrong"), Proof("")):
        with pytest.raises(NotConfirmed):
            await proves(town, me["id"], wrong)


async def test_by_passkey_of_oneself_only(client: Enter, town: Town) -> None:
    amina, phone, thief = client(), Authenticator(), Authenticator()
    me = (await join(amina, phone))["id"]
    await join(client(), thief, "mallory")
    given = await by_passkey(amina, phone)
    await proves(town, me, Proof(passkey=given))
    for wrong in (given, await by_passkey(amina, thief)):
        with pytest.raises(NotConfirmed):
            await proves(town, me, Proof(passkey=wrong))


async def test_not_from_a_borrowed_computer(client: Enter, town: Town) -> None:
    me = await client().join("amina")
    with pytest.raises(OwnDeviceNeeded):
        await proves(town, me["id"], Proof(PASSWORD), borrowed=True)


async def test_not_for_long(client: Enter, town: Town) -> None:
    me = await client().join("amina")
    for _ in range(10):
        with pytest.raises(NotConfirmed):
            await proves(town, me["id"], Proof("wrong"))
    with pytest.raises(RateLimited):
        await proves(town, me["id"], Proof(PASSWORD))


async def test_a_password_is_changed_by_the_current_one(client: Enter) -> None:
    amina = client()
    await amina.join("amina")
    body = {"password": NEW, "current_password": PASSWORD}
    assert (await amina.put("/me/password", json=body)).status_code == 204
    await client().sign_in("amina", NEW)
    old = {"handle": "amina", "password": PASSWORD}
    assert (await client().post("/sessions", json=old)).status_code == 401


REFUSED = [
    ({"password": NEW}, 422, "not_confirmed"),
    ({"password": NEW, "current_password": "wrong"}, 422, "not_confirmed"),
    ({"password": "short", "current_password": PASSWORD}, 422, "weak_password"),
    ({"current_password": PASSWORD}, 400, "malformed"),
]


async def test_refused_and_nothing_changed(client: Enter, database_url: str) -> None:
    amina = client()
    await amina.join("amina")
    async with unchanged(database_url):
        for body, status, code in REFUSED:
            answer = await amina.put("/me/password", json=body)
            assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_first_password_within_ten_minutes_needs_no_more_proof(client: Enter) -> None:
    amina = client()
    await join(amina, Authenticator())
    assert (await amina.put("/me/password", json={"password": NEW})).status_code == 204
    assert (await amina.get("/me")).json()["has_password"]
    again = await amina.put("/me/password", json={"password": PASSWORD})
    assert again.json()["code"] == "not_confirmed"


async def test_a_first_password_later_is_proved_by_passkey(
    client: Enter, clock: FixedClock, database_url: str
) -> None:
    amina, phone = client(), Authenticator()
    await join(amina, phone)
    clock.advance(timedelta(minutes=10, seconds=1))
    assert (await amina.get("/me")).status_code == 200
    async with unchanged(database_url):
        refused = await amina.put("/me/password", json={"password": NEW})
    assert refused.json()["code"] == "not_confirmed"
    asked = await ask(amina, "sign_in")
    passkey = {"challenge_id": asked["id"], "credential": phone.sign(asked["options"])}
    answer = await amina.put("/me/password", json={"password": NEW, "passkey": passkey})
    assert answer.status_code == 204
    await client().sign_in("amina", NEW)
