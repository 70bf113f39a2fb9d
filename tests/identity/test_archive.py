"""Take-out, arrival and erasure of who somebody is."""

import json
from typing import Any
from uuid import UUID

import pytest

from leapfrog.identity import RECORD_SETS, named, show
from leapfrog.identity.archive import ArchivedProfile
from leapfrog.identity.model import ProfileChange
from leapfrog.kernel.archive import RecordSet, Restored
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import Town
from tests.authenticator import Authenticator
from tests.http import Client, Enter
from tests.identity.passkey_steps import add, sign_in
from tests.identity.test_app_passwords import make
from tests.identity.test_profile import picture
from tests.identity.test_profile import show as upload
from tests.matrix import settled, snapshot, unchanged

SETS = {records.name: records for records in RECORD_SETS}


async def exported(db: Db, records: RecordSet, person_id: UUID) -> list[dict[str, Any]]:
    """As it comes out of an archive."""
    found: list[dict[str, Any]] = json.loads(
        json.dumps([record async for record in records.export(db, person_id)])
    )
    return found


async def take_out(town: Town, browser: Client) -> dict[str, list[dict[str, Any]]]:
    async with town.database.reading() as db:
        person_id = UUID(browser.me["id"])
        return {name: await exported(db, each, person_id) for name, each in SETS.items()}


async def settle_in(browser: Client, handle: str) -> dict[str, Any]:
    """Joins, with one of everything."""
    await browser.join(handle)
    await add(browser, Authenticator())
    await make(browser)
    await browser.get("/me/home")
    await browser.patch("/me", json={"about": "Frogs.", "language": "zh-CN"})
    return await upload(browser, picture())


async def test_everything_is_taken_out_and_no_secret(client: Enter, town: Town) -> None:
    amina = client()
    me = await settle_in(amina, "amina")
    out = await take_out(town, amina)
    assert {name: len(records) for name, records in out.items()} == dict.fromkeys(SETS, 1)
    assert out["profile"] == [
        {
            "id": me["id"],
            "handle": "amina",
            "address": "amina@lake.town",
            "display_name": "Amina",
            "about": "Frogs.",
            "kind": "person",
            "language": "zh-CN",
            "created_at": "2026-11-24T09:00:00Z",
            "avatar": {"sha256": me["avatar"][7:71], "media_type": "image/webp"},
        }
    ]
    assert set(out["sessions"][0]) == {
        "id",
        "name",
        "kind",
        "created_at",
        "last_seen_at",
        "address",
    }
    assert (out["passkeys"][0]["name"], len(out["passkeys"][0]["public_key"])) == ("Key", 104)
    assert set(out["app_passwords"][0]) == {"id", "name", "created_at", "last_used_at"}
    assert out["recovery_codes"] == [{"made": 10, "left": 10}]


async def test_a_profile_arrives_and_twice_is_once(
    client: Enter, town: Town, database_url: str
) -> None:
    amina, newcomer = client(), client()
    await settle_in(amina, "amina")
    assert (await amina.patch("/me", json={"service": True})).status_code == 200
    records = (await take_out(town, amina))["profile"]
    before = await newcomer.join("amina_here")
    restore, person_id = SETS["profile"].restore, UUID(newcomer.me["id"])
    assert restore is not None
    content = b"a picture, made anew"
    async with town.database.transaction() as db:
        await show(db, person_id, await town.files.put(content), len(content))
        assert await restore(db, person_id, records) == Restored(1)
    after = (await newcomer.get("/me")).json()
    words = {"display_name": "Amina", "about": "Frogs.", "language": "zh-CN", "service": True}
    assert after == {**before, **words, "avatar": after["avatar"]}
    assert after["avatar"] is not None
    async with town.database.transaction() as db:
        assert await restore(db, person_id, records) == Restored(0, 1)
    assert (await newcomer.get("/me")).json() == after


HOSTILE: list[dict[str, Any]] = [
    {},
    {"display_name": 7},
    {"display_name": "\u0000"},
    {"display_name": "x" * 500},
    {"display_name": "x", "about": "x" * 501},
    {"display_name": "x", "language": "fr"},
    {"display_name": "x", "about": ["x"]},
]


async def test_a_damaged_profile_is_refused(client: Enter, town: Town, database_url: str) -> None:
    amina = client()
    await amina.join("amina")
    restore = SETS["profile"].restore
    assert restore is not None
    async with unchanged(database_url):
        for record in HOSTILE:
            with pytest.raises(Invalid):
                async with town.database.transaction() as db:
                    await restore(db, UUID(amina.me["id"]), [record])


def test_all_that_somebody_changes_of_a_profile_arrives() -> None:
    assert {*ArchivedProfile.__struct_fields__} == {*ProfileChange.__struct_fields__}


def test_what_opens_this_town_only_is_not_carried() -> None:
    assert [records.name for records in RECORD_SETS if records.restore] == ["profile"]


async def test_all_is_erased_and_nobody_elses(client: Enter, town: Town, database_url: str) -> None:
    boris, amina, phone = client(), client(), Authenticator()
    await settle_in(boris, "boris")
    before = await take_out(town, boris)
    ways = {name for name in await snapshot(database_url) if name.startswith("identity_")}
    others = set(await snapshot(database_url)) - (ways - {"identity_person", "identity_retired"})
    async with unchanged(database_url, *others):
        await settle_in(amina, "amina")
        await add(amina, phone)
        await settled(database_url)
        async with town.database.transaction() as db:
            person_id = UUID(amina.me["id"])
            erased = {each.name: await each.erase(db, person_id) for each in RECORD_SETS[::-1]}
    assert erased == {
        "recovery_codes": 10,
        "app_passwords": 1,
        "passkeys": 2,
        "sessions": 1,
        "profile": 1,
        "home": 1,
    }
    assert (await amina.get("/me")).status_code == 401
    assert (await sign_in(client(), phone)).status_code == 422
    assert await take_out(town, boris) == before


async def test_an_empty_row_stays_and_the_name_is_given_to_nobody(
    client: Enter, town: Town
) -> None:
    amina = client()
    await settle_in(amina, "amina")
    async with town.database.transaction() as db:
        person_id = UUID(amina.me["id"])
        for records in RECORD_SETS[::-1]:
            await records.erase(db, person_id)
        left = (await named(db, [person_id]))[person_id]
    assert (left.kind, left.display_name, left.about, left.avatar) == ("erased", "", "", None)
    assert "amina" not in left.address
    assert (await client().get("/handles/amina")).json()["reason"] == "taken"
    with pytest.raises(AssertionError, match="handle_taken"):
        await client().join("amina")


async def test_the_sets_cover_every_table_of_identity(database_url: str) -> None:
    tables = {name for name in await snapshot(database_url) if name.startswith("identity_")}
    carried = {
        "identity_person",
        "identity_session",
        "identity_passkey",
        "identity_app_password",
        "identity_recovery_code",
        "identity_home",
    }
    # A password's hash is nobody's data; challenges and links live for minutes.
    passing = {"identity_password", "identity_challenge", "identity_device_link"}
    # Nobody has a handle yet that such a code is for.
    passing |= {"identity_operator_code"}
    # Of who moved away: what they were called here, which nobody else can be.
    passing |= {"identity_forward"}
    assert tables == carried | passing | {"identity_town", "identity_retired"}
