"""Whom somebody blocked and muted elsewhere is blocked and muted here: at once who is here, the
others when they come; and no more once the archive is taken away.
"""

from typing import Any
from uuid import UUID

import pytest

from leapfrog import identity, post_archives
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.contacts.conftest import Join
from tests.http import Client
from tests.post_archives.acts import bring
from tests.post_archives.archives.making import zipped
from tests.posts.acts import befriend, ok

MUTED = "Account address,Hide notifications\n"


async def comes(town: Town, address: str) -> str:
    """Somebody of another town is known here from now on."""
    async with town.database.transaction() as db:
        person = await identity.remote(db, new_id(), address, "")
        await post_archives.met(db, person.id)
    return str(person.id)


async def brought(one: Client, blocked: str, muted: str, domains: str = "") -> Any:
    """Lists of Mastodon's, let in."""
    archive = zipped(
        {
            "blocked_accounts.csv": blocked,
            "muted_accounts.csv": MUTED + muted,
            "blocked_domains.csv": domains,
        }
    )
    return await bring(one, archive)


async def away(one: Client) -> tuple[set[str], set[str]]:
    """(whom one blocks, what one mutes)"""
    blocks = {each["id"] for each in ok(await one.get("/blocks"))}
    return blocks, {each["value"] for each in ok(await one.get("/mutes"))["mutes"]}


async def test_they_hold_and_go_with_the_archive(town: Town, join: Join) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    troll, loud = await comes(town, "troll@bad.test"), await comes(town, "loud@b.test")
    ok(await amina.put("/mutes", json={"kind": "domain", "value": "mine.test"}))
    done = await brought(
        amina,
        "Troll@bad.test\nlater@bad.test\n",
        "loud@b.test,true\nlater@b.test,true\n",
        "spam.test\nmine.test\n",
    )
    assert await away(amina) == ({troll}, {loud, "spam.test", "mine.test"})
    assert await away(bo) == (set(), set())
    # Who comes later is met as they are.
    later = {await comes(town, "later@bad.test")}, {await comes(town, "later@b.test")}
    await comes(town, "other@bad.test")
    everybody = ({troll} | later[0], {loud, "spam.test", "mine.test"} | later[1])
    assert await away(amina) == everybody
    # The same lists again change nothing; what was so before the archive stays when it goes.
    await brought(amina, "troll@bad.test\n", "", "")
    assert await away(amina) == everybody
    ok(await amina.post(f"/imports/{done['id']}/undo"))
    assert await away(amina) == (set(), {"mine.test"})


async def test_who_was_let_go_by_hand_stays_so(town: Town, join: Join) -> None:
    amina, troll = await join("amina"), await comes(town, "troll@bad.test")
    await brought(amina, "troll@bad.test\n", "")
    ok(await amina.delete(f"/blocks/{troll}"))
    await comes(town, "troll@bad.test")
    assert await away(amina) == (set(), set())


@pytest.mark.parametrize("who", ["contact", "oneself"])
async def test_a_contact_and_oneself_are_not_blocked(town: Town, join: Join, who: str) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    await befriend(amina, bo)
    person = bo if who == "contact" else amina
    async with town.database.glance() as db:
        ident = UUID(person.me["id"])
        address = (await identity.named(db, [ident]))[ident].address
    await brought(amina, f"{address}\n", f"{address},true\n")
    assert await away(amina) == (set(), set())
