"""Whose home key it is: who may change that, what the town still signs, and what overrules it."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from leapfrog import identity
from leapfrog.identity import HomeKeyTheirs, NotThatKey, homes
from leapfrog.identity.home_records import MOST_ROTATIONS, KnownHome, check, decide
from leapfrog.identity.own_keys import KEPT_FREE
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Settle
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.http import Client, Enter
from tests.jobs import worked_off
from tests.matrix import unchanged
from tests.mirrors import keys
from tests.towns.stranger import b64, key
from tests.towns.test_hostile import TARIQ, Line, ask, hill

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


async def test_towns_that_know_one_hear_whose_key_it_is(
    hill: Line, town: Town, settle: Settle
) -> None:
    """Else what somebody has who took over this town could still name another key there."""
    amina = hill.amina
    await hill.says(ask(TARIQ))
    [asked] = (await amina.get("/contact-requests")).json()["received"]
    path = f"/contact-requests/{asked['id']}/acceptance"
    assert (await amina.post(path, json={"circles": []})).is_success
    await settle()
    before = (await amina.get("/me/home")).json()["record"]
    record = (await amina.put("/me/home/own", json=await held(amina))).json()["record"]
    await worked_off(town)
    async with town.database.glance() as db:
        said = await db.value(
            "select body from towns_dispatch where kind = 'home' and domain = 'hill.town'"
        )
    told = json.loads(said)["b"]["home"]
    assert told == record
    assert decide(known(before), check(told), vouched=False) == "rotated"


async def test_a_key_is_held_while_others_can_still_follow_it(hill: Line, town: Town) -> None:
    amina = hill.amina
    async with town.database.transaction() as db:
        who = (await identity.find(db, "amina")).id
        for _ in range(own_keys_left()):
            await homes.rotate(db, who)
    pid = (await amina.get("/me/home")).json()["pid"]
    answer = await amina.put("/me/home/own", json=keys.held(pid, SEED))
    assert answer.json()["mine"]
    record = answer.json()["record"]
    async with town.database.transaction() as db:
        own = identity.own_home_key(await identity.own_home(db, who, OAK))
    assert own is not None
    # A coming back still goes, and the turning over that is part of it.
    revived = identity.revived_home(record, own.link, SEED, "amina@oak.town", OAK)
    assert len(revived.record["chain"]) + 2 <= MOST_ROTATIONS
    back = await amina.post("/me/home/own/return", json={"next": keys.b64std(SEED)})
    assert back.is_success
    # The key that the town had is nobody's own; one more is one too many.
    for seed in (SEED, OTHER):
        refused = await amina.put("/me/home/own", json=keys.held(pid, seed))
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
    assert not (await amina.get("/me/home")).json()["mine"]


def own_keys_left() -> int:
    """After so many turns a key can be held once more."""
    return MOST_ROTATIONS - KEPT_FREE - 1


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
