"""The record sets: all is given back in an empty town, once, and nobody is taken for another."""

from uuid import UUID

import msgspec
import pytest

from leapfrog import contacts, identity
from leapfrog.contact_formats import fn, to_vcard4
from leapfrog.contacts import book, circles, requests, rows
from leapfrog.contacts.errors import ElsewhereNow
from leapfrog.kernel.archive import Record
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.contacts.acts import ask, befriend, circle, contact_of, id_of, ok, put_contact, show
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.town import database

Archive = dict[str, list[Record]]


async def taken_out(db: Db, person: UUID) -> Archive:
    """All record sets, through JSON as in a file."""
    found = {
        records.name: [record async for record in records.export(db, person)]
        for records in contacts.RECORD_SETS
    }
    read: Archive = msgspec.json.decode(msgspec.json.encode(found))
    return read


async def restored(db: Db, person: UUID, archive: Archive) -> dict[str, tuple[int, int]]:
    """(new, skipped) of each set."""
    counts = {}
    for records in contacts.RECORD_SETS:
        assert records.restore is not None
        of = await records.restore(db, person, archive[records.name])
        counts[records.name] = (of.new, of.known + of.left)
    return counts


async def lively(join: Join, town: Town) -> tuple[Client, Archive]:
    """Amina, who has something of everything, and her archive."""
    amina, ben, cleo = await join("amina"), await join("ben"), await join("cleo")
    await join("dan")
    family = await circle(amina, "family")
    await befriend(ben, amina, [family])
    await befriend(amina, cleo)
    await amina.patch(
        f"/contacts/{(await contact_of(amina, cleo))['id']}",
        json={"remark": "小C", "note": "n", "tags": ["x"], "starred": True},
    )
    ok(await amina.put(f"/circles/{(choir := new_id())}", json={"name": "Choir"}))
    mum = await put_contact(amina, "妈妈", ("phone", "030 1"), circles=[str(choir), family])
    ok(await amina.put(f"/invitations/{new_id()}", json={"contact_id": mum["id"]}))
    await show(amina, "phone", "030 2", circles=[str(choir)])
    await show(amina, "email", "a@example.org", everyone=True)
    ok(await ask(amina, "dan"))
    eve, fay = await join("eve"), await join("fay")
    asked = ok(await ask(eve, "amina"))
    await amina.post(f"/contact-requests/{asked['id']}/refusal")
    await amina.put(f"/blocks/{fay.me['id']}")
    async with town.database.reading() as db:
        return amina, await taken_out(db, id_of(amina))


async def newcomer(db: Db, handle: str) -> UUID:
    person = new_id()
    await identity.add(db, identity.NewPerson(person, handle, "Amina", "en"))
    return person


async def tables_that_name(db: Db, person: UUID) -> set[str]:
    """The tables of contacts in which somebody's id stands anywhere."""
    tables = await db.rows(
        "select tablename::text from pg_tables where tablename like 'contacts%' order by 1"
    )
    return {
        name
        for (name,) in tables
        if await db.value(
            f"select exists (select from {name} t where t::text like $1)", f"%{person}%"
        )
    }


def comparable(archive: Archive) -> Archive:
    """In an order that does not depend on the ids that people have in a town; without who is
    connected, which nobody is in another town.
    """
    alike = {
        name: [{key: value for key, value in one.items() if key != "connected"} for one in found]
        for name, found in archive.items()
    }
    return {name: sorted(found, key=str) for name, found in alike.items()}


async def test_all_is_given_back_in_an_empty_town(
    join: Join, town: Town, postgres_dsn: str, template: str
) -> None:
    _, archive = await lively(join, town)
    assert {name: len(found) for name, found in archive.items()} == {
        "circles": 4,
        "contacts": 3,
        "own_card": 2,
        "contact_requests": 4,
        "blocks": 1,
        "invitations": 1,
    }
    with database(postgres_dsn, template) as url:
        elsewhere = await Database.connect(url, 2, town.clock)
        try:
            async with elsewhere.transaction() as db:
                await identity.set_town(db, "Hill", "hill.town")
                me = await newcomer(db, "amina")
                await circles.welcome(db, me)
                counts = await restored(db, me, archive)
                again = await restored(db, me, archive)
                back = await taken_out(db, me)
                row = (await rows.listed(db, me, rows.ListFilter("小c"), None, 5)).contacts[0]
        finally:
            await elsewhere.close()
    assert counts == {name: (len(found), 0) for name, found in archive.items()}
    assert again == {name: (0, len(found)) for name, found in archive.items()}
    assert comparable(back) == comparable(archive)
    assert row.person is not None
    assert (row.person.address, row.person.kind) == ("cleo@lake.town", "remote")


async def test_a_second_restore_in_the_same_town_adds_nothing(join: Join, town: Town) -> None:
    amina, archive = await lively(join, town)
    async with town.database.transaction() as db:
        counts = await restored(db, id_of(amina), archive)
        assert counts == {name: (0, len(found)) for name, found in archive.items()}
        assert await taken_out(db, id_of(amina)) == archive


async def test_another_account_of_the_town_gets_ids_of_its_own(join: Join, town: Town) -> None:
    amina, archive = await lively(join, town)
    second = await join("amina_too")
    async with town.database.transaction() as db:
        before = await taken_out(db, id_of(amina))
        counts = await restored(db, id_of(second), archive)
        assert counts["contacts"] == (3, 0)
        assert counts["own_card"] == (2, 0)
        assert await restored(db, id_of(second), archive) == {
            name: (0, len(found)) for name, found in archive.items()
        }
        assert await taken_out(db, id_of(amina)) == before
        theirs = await taken_out(db, id_of(second))
    ids = {record["id"] for record in theirs["contacts"]}
    assert not ids & {record["id"] for record in archive["contacts"]}
    choir = next(one["id"] for one in theirs["circles"] if one["name"] == "Choir")
    assert theirs["own_card"][0]["audience"]["circles"] == [choir]


async def test_nobody_of_the_town_is_befriended_by_a_forged_archive(join: Join, town: Town) -> None:
    mallory, ben = await join("mallory"), await join("ben")
    await show(ben, "phone", "secret", everyone=True)
    async with town.database.transaction() as db:
        archive = await taken_out(db, id_of(mallory))
        face = {"address": "ben@lake.town", "display_name": "Ben"}
        at = "2026-01-01T00:00:00Z"
        words = {"name": "Ben", "remark": "", "note": "", "tags": [], "starred": False}
        archive["contacts"] = [
            {"id": str(new_id()), "person": face, "connected": True, "card": [], "uid": "u"}
            | words
            | {"circles": [], "source": "me", "created_at": at, "updated_at": at}
        ]
        archive["contact_requests"] = [
            {"id": str(new_id()), "sent": False, "person": face, "greeting": ""}
            | {"state": "pending", "created_at": at}
        ]
        counts = await restored(db, id_of(mallory), archive)
        assert counts["contact_requests"] == (0, 1)
    assert ok(await mallory.get("/contact-requests"))["received"] == []
    assert (await contact_of(mallory, ben))["shared"] == []
    assert ok(await ask(mallory, "ben"))["state"] == "pending"
    async with town.database.reading() as db:
        assert not await contacts.connected(db, id_of(mallory), id_of(ben))
        assert await book.all_entries(db, id_of(ben)) == []


async def test_who_waits_in_another_town_cannot_be_accepted_here(join: Join, town: Town) -> None:
    amina = id_of(await join("amina"))
    request_id = new_id()
    async with town.database.transaction() as db:
        archive = await taken_out(db, amina)
        archive["contact_requests"] = [
            {"id": str(request_id), "sent": False, "greeting": "hi", "state": "pending"}
            | {"person": {"address": "zoe@hill.town", "display_name": "Zoe"}}
            | {"created_at": "2026-01-01T00:00:00Z"}
        ]
        await restored(db, amina, archive)
        found = (await requests.mine(db, amina)).received
        assert [(one.person.address, one.state) for one in found] == [("zoe@hill.town", "pending")]
        with pytest.raises(ElsewhereNow):
            await requests.accept(db, amina, request_id, [])


async def test_who_is_erased_leaves_the_books_of_others_whole(
    join: Join, town: Town, settle: Settle
) -> None:
    amina, ben = await join("amina"), await join("ben")
    await befriend(amina, ben)
    await show(amina, "phone", "my number", everyone=True)
    await put_contact(amina, "Mum")
    cleo = await join("cleo")
    ok(await ask(cleo, "amina"))
    await cleo.put(f"/blocks/{amina.me['id']}")
    vcard = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Aunt\r\nEND:VCARD\r\n"
    ok(await amina.put(f"/imports/{new_id()}", params={"name": "a.vcf"}, content=vcard))
    hers = await contact_of(ben, amina)
    await ben.patch(f"/contacts/{hers['id']}", json={"note": "my words", "starred": True})
    await settle()
    async with town.database.transaction() as db:
        erased = {
            records.name: await records.erase(db, id_of(amina))
            for records in reversed(contacts.RECORD_SETS)
        }
        assert (erased["contacts"], erased["own_card"], erased["circles"]) == (2, 1, 3)
        assert await tables_that_name(db, id_of(amina)) == set()
    kept = ok(await ben.get(f"/contacts/{hers['id']}"))
    assert (kept["name"], kept["note"], kept["starred"]) == ("Amina", "my words", True)
    assert (kept["person"], kept["connected"], kept["shared"]) == (None, False, [])
    async with town.database.reading() as db:
        owners = await db.rows("select distinct owner_id from contacts_contact")
        assert [row[0] for row in owners] == [id_of(ben)]


async def test_the_cards_for_other_programs_say_all(join: Join, town: Town) -> None:
    amina, ben = await join("amina"), await join("ben")
    await befriend(amina, ben)
    await show(ben, "phone", "+49 30 777", everyone=True)
    bens = await contact_of(amina, ben)
    await amina.patch(f"/contacts/{bens['id']}", json={"note": "owes me", "tags": ["boat"]})
    async with town.database.reading() as db:
        (card,) = [card async for card in contacts.export_cards(db, id_of(amina))]
    assert fn(card) == "Ben"
    text = to_vcard4(card)
    assert all(word in text for word in ("+49 30 777", "owes me", "boat"))
