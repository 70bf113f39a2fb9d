"""Whose home key it is: who may change that, what the town still signs, and what overrules it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from leapfrog import identity
from leapfrog.identity import HomeKeyTheirs, NotThatKey
from leapfrog.identity.home_records import KnownHome, check, decide
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.mirrors import keys
from tests.towns.stranger import b64, key
from tests.towns.test_hostile import Line, hill

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]

SEED, OTHER = bytes([61]) * 32, bytes([62]) * 32
OAK = "sha256:" + b64(bytes([9]) * 32)


async def held(amina: Client) -> dict[str, Any]:
    """What her device sends."""
    pid = (await amina.get("/me/home")).json()["pid"]
    return keys.held(pid, SEED)


def known(record: dict[str, Any]) -> KnownHome:
    """As a friend's town pinned it."""
    checked = check(record)
    found = checked.record
    return KnownHome(found.pid, found.n, found.key, found.next, checked.digest)


async def test_only_oneself_holds_ones_key(
    hill: Line, client: Enter, join: Any, settings: Settings, clock: FixedClock
) -> None:
    amina = hill.amina
    body = await held(amina)
    back = {"next": keys.b64std(SEED)}
    wrong: list[dict[str, Any]] = [
        {**body, "next": "ed25519:x" + "A" * 40},
        {**body, "next": body["next"].removeprefix("ed25519:")},
        {**body, "exchange": "A" * 44},
        {**body, "boxes": []},
        {**body, "boxes": body["boxes"] * 11},
        {**body, "boxes": [{**body["boxes"][0], "by": "magic"}]},
    ]
    async with unchanged(str(settings.database_url), "towns_key", "fediverse_key"):
        assert (await client().put("/me/home/own", json=body)).status_code == 401
        assert (await client().post("/me/home/own/return", json=back)).status_code == 401
        for one in wrong:
            answer = await amina.put("/me/home/own", json=one)
            assert answer.status_code in (400, 422), (one, answer.text)
        # There is nothing that one holds yet.
        assert (await amina.post("/me/home/own/return", json=back)).status_code == 404
    clock.advance(timedelta(minutes=11))
    seen = ("towns_key", "fediverse_key", "identity_session")
    async with unchanged(str(settings.database_url), *seen):
        answer = await amina.put("/me/home/own", json=body)
        assert answer.json()["code"] == "proof_needed"


async def test_the_next_key_overrules_the_town(hill: Line, town: Town, settings: Settings) -> None:
    amina = hill.amina
    before = (await amina.get("/me/home")).json()["record"]
    body = await held(amina)
    mine = (await amina.put("/me/home/own", json=body)).json()
    assert mine["mine"]
    assert mine["boxes"][0]["box"] == body["boxes"][0]["box"]
    # Who knew her takes it, and her next key is the one that her device made.
    record = mine["record"]
    assert decide(known(before), check(record), vouched=False) == "rotated"
    assert record["next"] == key(61).hash
    # The same again changes nothing but the boxes; another key is refused.
    again = (await amina.put("/me/home/own", json=body)).json()
    assert again["record"] == record
    async with unchanged(str(settings.database_url)):
        stolen = {**keys.held(mine["pid"], OTHER)}
        answer = await amina.put("/me/home/own", json=stolen)
        assert (answer.status_code, answer.json()["code"]) == (409, "home_key_theirs")
        answer = await amina.put("/me/home/key", json={"passphrase": "a long passphrase"})
        assert (answer.status_code, answer.json()["code"]) == (409, "home_key_theirs")
        wrong = await amina.post("/me/home/own/return", json={"next": keys.b64std(OTHER)})
        assert (wrong.status_code, wrong.json()["code"]) == (403, "not_that_key")
        leaving = {"domain": "hill.town", "challenge": "c" * 43}
        answer = await amina.put(f"/leavings/{uuid4()}", json=leaving)
        assert (answer.status_code, answer.json()["code"]) == (409, "home_key_theirs")
    # The town still signs what it must, with the same key to follow.
    async with town.database.transaction() as db:
        who = (await identity.find(db, "amina")).id
        later = await identity.own_home(db, who, OAK)
        assert decide(known(record), check(later.record), vouched=False) == "moved"
        assert later.record["next"] == record["next"]
        own = identity.own_home_key(later)
        assert own is not None
        with pytest.raises(HomeKeyTheirs):
            await identity.check_home_key_kept(db, who)
        with pytest.raises(NotThatKey):
            identity.revived_home(later.record, own.link, OTHER, "amina@oak.town", OAK)
        # Whatever the town signed, and however high it counted: the next key beats it.
        revived = identity.revived_home(record, own.link, SEED, "amina@oak.town", OAK)
    come = check(revived.record)
    assert come.record.address == "amina@oak.town"
    assert decide(known(later.record), come, vouched=False) == "rotated"
    assert decide(known(before), come, vouched=False) == "rotated"
    # And what the town signs after that counts no more.
    assert decide(known(revived.record), check(later.record), vouched=False) == "refused"


async def test_the_town_keeps_it_again(hill: Line, town: Town) -> None:
    amina = hill.amina
    await amina.put("/me/home/own", json=await held(amina))
    back = {"next": keys.b64std(SEED)}
    answer = (await amina.post("/me/home/own/return", json=back)).json()
    assert (answer["mine"], answer["boxes"]) == (False, [])
    async with town.database.transaction() as db:
        who = (await identity.find(db, "amina")).id
        await identity.check_home_key_kept(db, who)
        seeds = await identity.home_seeds(db, who)
        assert seeds is not None
        assert seeds.next == SEED
    sealed = await amina.put("/me/home/key", json={"passphrase": "a long passphrase"})
    assert sealed.json()["sealed"]


async def test_a_chain_of_another_is_no_key(hill: Line) -> None:
    amina = hill.amina
    record = (await amina.put("/me/home/own", json=await held(amina))).json()["record"]
    forged = {"key": record["key"], "next": record["next"], "sig": "A" * 86}
    for link in ({}, forged):
        with pytest.raises(NotThatKey):
            identity.revived_home(record, link, SEED, "amina@oak.town", OAK)
