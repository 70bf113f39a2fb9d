"""Lists of thousands: as few statements as for one, and what changed since a cursor."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from leapfrog import contacts
from leapfrog.contact_formats import Field, card_from_fields
from leapfrog.contacts import book, rows
from leapfrog.contacts.model import ContactWrite
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.web.sync import sync
from tests.contacts.acts import ask, befriend, contact_of, id_of, ok, put_contact
from tests.contacts.conftest import Join


@asynccontextmanager
async def counted(db: Db) -> AsyncIterator[list[str]]:
    """The statements that run inside."""
    ran: list[str] = []

    def note(record: Any) -> None:
        ran.append(record.query)

    db.connection.add_query_logger(note)
    try:
        yield ran
        await asyncio.sleep(0)
    finally:
        db.connection.remove_query_logger(note)


async def fill(town: Town, owner: UUID, count: int) -> None:
    writes = [
        ContactWrite(
            new_id(), card_from_fields(f"王 {n}", None, [Field("phone", "", f"030 {n:07}")])
        )
        for n in range(count)
    ]
    async with town.database.transaction() as db:
        async with counted(db) as ran:
            await book.write(db, owner, writes)
        assert len(ran) <= 8, ran


async def test_a_page_is_one_statement_and_one_for_the_faces(join: Join, town: Town) -> None:
    amina, ben = await join("amina"), await join("ben")
    await fill(town, id_of(amina), 2000)
    async with town.database.reading() as db:
        async with counted(db) as ran:
            page = await rows.listed(db, id_of(amina), rows.ListFilter(), None, 500)
        assert (len(page.contacts), page.total, len(ran)) == (500, 2000, 1)
    await befriend(amina, ben)
    async with town.database.reading() as db:
        async with counted(db) as ran:
            page = await rows.listed(db, id_of(amina), rows.ListFilter(), None, 500)
        assert (page.contacts[0].person or page.contacts[0]).id == id_of(ben)
        assert (page.total, len(ran)) == (2001, 2)


async def test_may_write_is_one_statement(join: Join, town: Town) -> None:
    amina, ben, cleo = await join("amina"), await join("ben"), await join("cleo")
    await befriend(amina, ben)
    ids = [id_of(one) for one in (amina, ben, cleo)]
    pairs = [(one, other) for one in ids for other in ids]
    async with town.database.reading() as db:
        async with counted(db) as ran:
            allowed = await contacts.may_write(db, pairs)
        assert len(ran) == 1
    assert allowed == {(ids[0], ids[1]), (ids[1], ids[0])}


async def test_sync_tells_what_changed_went_and_waits(join: Join, town: Town) -> None:
    amina, ben, cleo = await join("amina"), await join("ben"), await join("cleo")
    kept = await put_contact(amina, "Kept")
    gone = await put_contact(amina, "Gone")
    since = (await sync(town.database, id_of(amina), None)).cursor
    await put_contact(amina, "Kept by", id=kept["id"])
    await amina.delete(f"/contacts/{gone['id']}")
    ok(await ask(ben, "amina"))
    changed = await sync(town.database, id_of(amina), since)
    assert [(str(row.id), row.name) for row in changed.contacts] == [(kept["id"], "Kept by")]
    assert [str(one) for one in changed.removed_contacts] == [gone["id"]]
    assert changed.requests == 1
    await amina.put(f"/blocks/{ben.me['id']}")
    assert (await sync(town.database, id_of(amina), changed.cursor)).requests == 0
    async with town.database.reading() as db:
        everything = await contacts.changes(db, id_of(amina), None)
        assert ([row.name for row in everything.rows], everything.removed) == (["Kept by"], [])
        assert (await contacts.changes(db, id_of(cleo), None)).rows == []


async def test_a_move_between_circles_is_in_the_row(join: Join, town: Town) -> None:
    amina, ben = await join("amina"), await join("ben")
    await befriend(amina, ben)
    hers = await contact_of(amina, ben)
    since = (await sync(town.database, id_of(amina), None)).cursor
    places = [one["id"] for one in ok(await amina.get("/circles"))][:2]
    await amina.patch(f"/contacts/{hers['id']}", json={"circles": places})
    (row,) = (await sync(town.database, id_of(amina), since)).contacts
    assert sorted(map(str, row.circles)) == sorted(places)


async def test_a_row_says_by_what_its_contact_is_found(join: Join) -> None:
    amina = await join("amina")
    told = [
        *(("org", "Lake Hospital"), ("phone", "0221 5550100"), ("phone", "+49 151 2345678")),
        ("email", "L.Berg@lake.example"),
    ]
    made = await put_contact(amina, "Lars Berg", *told)
    for row in (made, *ok(await amina.get("/contacts"))["contacts"]):
        words = row["search"].split()
        assert {"lars", "hospital", "l.berg@lake.example", "492215550100"} <= {*words}
        assert "491512345678" in words
