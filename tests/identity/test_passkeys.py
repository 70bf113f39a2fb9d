"""Passkeys: really made and really checked; a challenge serves one operation."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from tests.authenticator import Authenticator
from tests.http import Enter
from tests.identity.passkey_steps import add, ask, join, prove, sign_in
from tests.matrix import unchanged

Json = dict[str, Any]


async def test_joins_and_signs_in_without_a_name_or_password(client: Enter) -> None:
    phone = Authenticator()
    await join(client(), phone)
    laptop = client()
    answer = await sign_in(laptop, phone)
    assert answer.status_code == 201
    me = (await laptop.get("/me")).json()
    assert answer.json() == {"me": me}
    assert (me["handle"], me["has_password"], me["passkeys"]) == ("amina", False, 1)
    [session, first] = (await laptop.get("/sessions")).json()
    assert (session["kind"], session["current"], first["kind"]) == ("passkey", True, "join")


async def test_what_is_asked_for(client: Enter) -> None:
    asked = (await ask(client(), "join", handle="amina", display_name="Amina"))["options"]
    assert asked["rp"] == {"id": "localhost", "name": "Lake Town"}
    assert asked["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    assert asked["attestation"] == "none"
    assert (asked["user"]["name"], asked["user"]["displayName"]) == ("amina", "Amina")
    assert len(base64url_to_bytes(asked["user"]["id"])) == 32
    assert len(base64url_to_bytes(asked["challenge"])) == 32


async def test_the_town_tells_nobody_who_has_a_passkey(client: Enter) -> None:
    await join(client(), Authenticator())
    known = (await ask(client(), "sign_in", handle="amina"))["options"]
    unknown = (await ask(client(), "sign_in", handle="nobody_here"))["options"]
    none = (await ask(client(), "sign_in"))["options"]
    for options in (known, unknown, none):
        assert len(base64url_to_bytes(options.pop("challenge"))) == 32
    assert known == unknown == none
    assert known["allowCredentials"] == []
    assert known["userVerification"] == "required"


def forge_signature(answer: Json) -> None:
    signature = bytearray(base64url_to_bytes(answer["response"]["signature"]))
    signature[-1] ^= 1
    answer["response"]["signature"] = bytes_to_base64url(bytes(signature))


def forge_user(answer: Json) -> None:
    answer["response"]["userHandle"] = bytes_to_base64url(bytes(32))


def no_user(answer: Json) -> None:
    del answer["response"]["userHandle"]


def unknown_key(answer: Json) -> None:
    answer["id"] = answer["rawId"] = bytes_to_base64url(bytes(16))


def garbage(answer: Json) -> None:
    answer["response"]["authenticatorData"] = "AAAA"


def not_even_that(answer: Json) -> None:
    answer.clear()


FORGERIES = [forge_signature, forge_user, no_user, unknown_key, garbage, not_even_that]


@pytest.mark.parametrize("forge", FORGERIES)
async def test_a_forged_answer_is_refused(
    client: Enter, database_url: str, forge: Callable[[Json], None]
) -> None:
    phone, thief = Authenticator(), client()
    await join(client(), phone)
    asked = await ask(thief, "sign_in")
    credential = phone.sign(asked["options"])
    forge(credential)
    async with unchanged(database_url, "identity_challenge"):
        body = {"challenge_id": asked["id"], "credential": credential}
        answer = await thief.post("/sessions/passkey", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "passkey_refused")
    assert "detail" not in answer.json()
    assert thief.token is None


async def test_another_site_cannot_use_a_passkey(client: Enter) -> None:
    phone = Authenticator()
    await join(client(), phone)
    phone.origin = "http://localhost.evil.example"
    assert (await sign_in(client(), phone)).json()["code"] == "passkey_refused"
    phone.origin, phone.rp_id = "http://localhost:8000", "evil.example"
    assert (await sign_in(client(), phone)).json()["code"] == "passkey_refused"


async def test_who_holds_the_phone_is_not_enough(client: Enter) -> None:
    phone = Authenticator()
    await join(client(), phone)
    phone.verifies = False
    assert (await sign_in(client(), phone)).json()["code"] == "passkey_refused"


async def test_a_passkey_without_verification_is_not_taken(
    client: Enter, database_url: str
) -> None:
    browser, phone = client(), Authenticator()
    phone.verifies = False
    asked = await ask(browser, "join", handle="amina")
    made = {"challenge_id": asked["id"], "credential": phone.make(asked["options"]), "name": "x"}
    body = {"id": str(new_id()), "handle": "amina", "display_name": "Amina", "language": "en"}
    async with unchanged(database_url):
        answer = await browser.post("/people", json={**body, "passkey": made})
    assert answer.json()["code"] == "passkey_refused"


async def test_a_challenge_is_used_once_and_not_for_long(client: Enter, clock: FixedClock) -> None:
    phone, browser = Authenticator(), client()
    await join(client(), phone)
    asked = await ask(browser, "sign_in")
    body = {"challenge_id": asked["id"], "credential": phone.sign(asked["options"])}
    assert (await browser.post("/sessions/passkey", json=body)).status_code == 201
    assert (await client().post("/sessions/passkey", json=body)).status_code == 422
    asked = await ask(browser, "sign_in")
    clock.advance(timedelta(minutes=5))
    body = {"challenge_id": asked["id"], "credential": phone.sign(asked["options"])}
    assert (await browser.post("/sessions/passkey", json=body)).status_code == 422


async def test_a_wrong_answer_spends_the_challenge(client: Enter) -> None:
    phone, browser = Authenticator(), client()
    await join(client(), phone)
    asked = await ask(browser, "sign_in")
    right = phone.sign(asked["options"])
    wrong = phone.sign({**asked["options"], "challenge": "AAAA"})
    for credential in (wrong, right):
        body = {"challenge_id": asked["id"], "credential": credential}
        assert (await browser.post("/sessions/passkey", json=body)).status_code == 422


@pytest.mark.parametrize("purpose", ["join", "add"])
async def test_a_challenge_serves_its_purpose_only(client: Enter, purpose: str) -> None:
    phone, browser = Authenticator(), client()
    await join(browser, phone)
    asked = await ask(browser, purpose, handle="boris")
    body = {"challenge_id": asked["id"], "credential": phone.sign(asked["options"])}
    assert (await browser.post("/sessions/passkey", json=body)).status_code == 422


async def test_a_copied_passkey_is_noticed(client: Enter) -> None:
    phone = Authenticator()
    await join(client(), phone)
    phone.count = 7
    assert (await sign_in(client(), phone)).status_code == 201
    phone.count = 7
    assert (await sign_in(client(), phone)).status_code == 422
    phone.count = 8
    assert (await sign_in(client(), phone)).status_code == 201


async def test_adding_naming_and_removing(client: Enter, clock: FixedClock) -> None:
    browser, phone, key = client(), Authenticator(), Authenticator()
    await join(browser, phone)
    clock.advance(timedelta(hours=1))
    await prove(browser, phone)
    added = await add(browser, key, "  Blue\tkey ")
    assert added.status_code == 201
    assert added.json()["name"] == "Blue key"
    first, second = (await browser.get("/me/passkeys")).json()
    assert (first["name"], second) == ("Phone", added.json())
    renamed = await browser.patch(f"/me/passkeys/{second['id']}", json={"name": "Red key"})
    assert renamed.json() == {**second, "name": "Red key"}
    assert (await browser.delete(f"/me/passkeys/{first['id']}")).status_code == 204
    assert (await sign_in(client(), phone)).status_code == 422
    assert (await sign_in(client(), key)).status_code == 201
    [left] = (await browser.get("/me/passkeys")).json()
    assert left["last_used_at"] == "2026-11-24T10:00:00Z"
    assert (await browser.get("/me")).json()["passkeys"] == 1


async def test_an_authenticator_is_not_asked_twice(client: Enter) -> None:
    browser, phone = client(), Authenticator()
    await join(browser, phone)
    asked = await ask(browser, "add")
    with pytest.raises(ValueError, match="InvalidStateError"):
        phone.make(asked["options"])
    assert base64url_to_bytes(asked["options"]["user"]["id"]) == phone.passkeys[0].user_handle


async def test_adding_twice_is_one_operation(client: Enter) -> None:
    browser, key = client(), Authenticator()
    await browser.join("boris")
    asked = await ask(browser, "add")
    made = {"challenge_id": asked["id"], "credential": key.make(asked["options"]), "name": "Key"}
    once = await browser.post("/me/passkeys", json=made)
    again = await browser.post("/me/passkeys", json=made)
    assert (once.status_code, again.json()) == (201, once.json())
    other = {**made, "credential": Authenticator().make(asked["options"])}
    assert (await browser.post("/me/passkeys", json=other)).status_code == 422
    assert len((await browser.get("/me/passkeys")).json()) == 1


async def test_the_last_way_in_stays(client: Enter, database_url: str) -> None:
    browser = client()
    await join(browser, Authenticator())
    [only] = (await browser.get("/me/passkeys")).json()
    async with unchanged(database_url):
        answer = await browser.delete(f"/me/passkeys/{only['id']}")
    assert (answer.status_code, answer.json()["code"]) == (409, "last_way_in")
    await browser.put("/me/password", json={"password": "ten green bottles"})
    assert (await browser.delete(f"/me/passkeys/{only['id']}")).status_code == 204


async def test_a_challenge_of_another_person_is_no_good(client: Enter, database_url: str) -> None:
    amina, boris, key = client(), client(), Authenticator()
    await amina.join("amina")
    await boris.join("boris")
    asked = await ask(amina, "add")
    made = {"challenge_id": asked["id"], "credential": key.make(asked["options"]), "name": "Key"}
    async with unchanged(database_url):
        assert (await boris.post("/me/passkeys", json=made)).status_code == 422
    assert (await amina.post("/me/passkeys", json=made)).status_code == 201


async def test_one_credential_has_one_person(client: Enter, database_url: str) -> None:
    amina, boris, phone = client(), client(), Authenticator()
    await join(amina, phone)
    await boris.join("boris")
    asked = await ask(boris, "add")
    forged = Authenticator().make(asked["options"], phone.passkeys[0].id)
    async with unchanged(database_url):
        body = {"challenge_id": asked["id"], "credential": forged, "name": "Key"}
        assert (await boris.post("/me/passkeys", json=body)).status_code == 422
    assert (await sign_in(client(), phone)).status_code == 201


async def test_joining_again_by_the_same_passkey(client: Enter, database_url: str) -> None:
    first, again = client(), client()
    body = await join(first, Authenticator())
    answer = await again.post("/people", json=body)
    assert answer.status_code == 201
    assert answer.json()["me"] == (await again.get("/me")).json()
    assert (await first.get("/me")).status_code == 401
    mallory = await ask(client(), "join", handle="amina")
    own = Authenticator().make(mallory["options"])
    forged = {"challenge_id": mallory["id"], "credential": own, "name": "Mine now"}
    async with unchanged(database_url):
        answer = await client().post("/people", json={**body, "passkey": forged})
    assert (answer.status_code, answer.json()["code"]) == (409, "handle_taken")


async def test_a_taken_name_leaves_the_passkey_good(client: Enter) -> None:
    await client().join("amina")
    browser, phone = client(), Authenticator()
    asked = await ask(browser, "join", handle="amina")
    made = {"challenge_id": asked["id"], "credential": phone.make(asked["options"]), "name": "P"}
    body = {"id": str(new_id()), "display_name": "Amina", "language": "en", "passkey": made}
    taken = await browser.post("/people", json={**body, "handle": "amina"})
    assert taken.json()["code"] == "handle_taken"
    free = await browser.post("/people", json={**body, "handle": "amina_lake"})
    assert free.status_code == 201


async def test_joining_by_passkey_wants_a_name(client: Enter, database_url: str) -> None:
    async with unchanged(database_url):
        answer = await client().post("/passkey-challenges", json={"purpose": "join"})
    assert (answer.status_code, answer.json()["code"]) == (422, "handle_malformed")


async def test_adding_wants_somebody(client: Enter, database_url: str) -> None:
    async with unchanged(database_url):
        answer = await client().post("/passkey-challenges", json={"purpose": "add"})
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_needed")
