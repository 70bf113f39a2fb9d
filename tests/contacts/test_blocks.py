"""Blocks: everything ends both ways, and the blocked one is not told."""

from leapfrog import contacts
from leapfrog.kernel.http import Town
from tests.contacts.acts import (
    accept,
    ask,
    befriend,
    code,
    contact_of,
    id_of,
    look_up,
    ok,
    rows,
    show,
)
from tests.contacts.conftest import Join


async def test_a_block_ends_everything_both_ways(join: Join, town: Town) -> None:
    amina, ben = await join("amina"), await join("ben")
    await befriend(amina, ben)
    await show(amina, "phone", "1", everyone=True)
    await show(ben, "phone", "2", everyone=True)
    pair = (id_of(amina), id_of(ben))
    async with town.database.reading() as db:
        assert await contacts.connected(db, *pair)
    path = f"/blocks/{ben.me['id']}"
    assert (await amina.put(path)).status_code == 204
    assert (await amina.put(path)).status_code == 204
    assert [one["handle"] for one in ok(await amina.get("/blocks"))] == ["ben"]
    async with town.database.reading() as db:
        assert await contacts.may_write(db, [pair, pair[::-1]]) == set()
    assert (await contact_of(amina, ben))["shared"] == []
    assert (await contact_of(ben, amina))["shared"] == []
    assert (await look_up(amina, "ben"))["relation"] == "blocked"
    assert (await row_connected(amina)) == [False]


async def row_connected(one: object) -> list[bool]:
    return [row["connected"] for row in await rows(one)]  # type: ignore[arg-type]


async def test_the_blocked_one_is_not_told(join: Join) -> None:
    amina, ben, cleo = await join("amina"), await join("ben"), await join("cleo")
    await befriend(amina, ben)
    seen = (await look_up(ben, "amina"), await rows(ben), ok(await ben.get("/blocks")))
    await amina.put(f"/blocks/{ben.me['id']}")
    await amina.put(f"/blocks/{cleo.me['id']}")
    assert (await look_up(ben, "amina"), await rows(ben), ok(await ben.get("/blocks"))) == seen
    assert code(await ask(ben, "amina")) == "already_contacts"
    asked = ok(await ask(cleo, "amina"))
    assert asked["state"] == "pending"
    assert (await look_up(cleo, "amina"))["relation"] == "requested"
    assert ok(await amina.get("/contact-requests"))["received"] == []
    assert (await look_up(amina, "cleo"))["relation"] == "blocked"
    assert code(await accept(amina, asked["id"])) == "blocked_by_you"
    assert code(await ask(amina, "cleo")) == "blocked_by_you"
    await amina.delete(f"/blocks/{cleo.me['id']}")
    assert [one["id"] for one in ok(await amina.get("/contact-requests"))["received"]] == [
        asked["id"]
    ]


async def test_what_was_asked_is_taken_back(join: Join) -> None:
    amina, ben = await join("amina"), await join("ben")
    asked = ok(await ask(amina, "ben"))
    await amina.put(f"/blocks/{ben.me['id']}")
    assert code(await accept(ben, asked["id"])) == "no_request"
    assert ok(await ben.get("/contact-requests"))["received"] == []


async def test_taking_a_block_back_brings_nothing_else_back(join: Join, town: Town) -> None:
    amina, ben = await join("amina"), await join("ben")
    await befriend(amina, ben)
    await show(amina, "phone", "1", everyone=True)
    await amina.put(f"/blocks/{ben.me['id']}")
    assert (await amina.delete(f"/blocks/{ben.me['id']}")).status_code == 204
    assert (await amina.delete(f"/blocks/{ben.me['id']}")).status_code == 204
    async with town.database.reading() as db:
        assert not await contacts.connected(db, id_of(amina), id_of(ben))
    assert (await contact_of(ben, amina))["shared"] == []
    assert (await look_up(amina, "ben"))["relation"] == "none"
    asked = ok(await ask(ben, "amina"))
    assert asked["state"] == "pending"
    ok(await accept(amina, asked["id"]))
    assert (await contact_of(ben, amina))["shared"] != []


async def test_nobody_blocks_themselves_or_nobody(join: Join) -> None:
    amina = await join("amina")
    assert code(await amina.put(f"/blocks/{amina.me['id']}")) == "yourself"
    assert code(await amina.put("/blocks/00000000-0000-7000-8000-000000000000")) == "not_found"
