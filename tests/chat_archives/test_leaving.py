"""Histories that were brought leave with their owner, come back elsewhere, and are erased with
them.
"""

from typing import Any
from uuid import UUID

import asyncpg

from leapfrog import chat
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.portability import takeouts
from tests.chat.acts import history, listed, ok
from tests.chat_archives.acts import bring, exported, whatsapp
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join
from tests.http import PASSWORD, Client

TABLES = ("chat_archive", "chat_speaker", "chat_archive_entry", "imports_job", "chat_message")


async def taken_out(one: Client, town: Town) -> bytes:
    takeout_id = new_id()
    assert (await one.put(f"/takeouts/{takeout_id}")).status_code == 202
    await takeouts.build(town, takeout_id)
    return (await one.get(f"/takeouts/{takeout_id}/file")).content


async def arrived(one: Client, data: bytes) -> dict[str, tuple[int, int]]:
    """By record set: how much is new, and how much was here."""
    path = f"/arrivals/{new_id()}"
    ok(await one.put(path, content=data, params={"name": "copy.zip"}))
    done = ok(await one.post(f"{path}/application"))
    return {one["name"]: (one["new"], one["skipped"]) for one in done["sets"]}


def plain(told: Any) -> list[Any]:
    """What was said, without what is another's in another town."""
    return [
        (one["seq"], one["kind"], one["body"], one["created_at"], one.get("recalled"))
        for one in told["messages"]
    ]


async def test_a_history_comes_along(join: Join, town: Town, photo: bytes) -> None:
    anna, ben = await join("anna"), await join("ben")
    done = await bring(town, anna, whatsapp(IMG_20201228_WA0001__jpg=photo))
    place = done["threads"][0]["conversation_id"]
    data = await taken_out(anna, town)
    sets = await arrived(ben, data)
    assert sets["chat_histories"] == (1, 0)
    assert sets["chat_history_messages"] == (7, 0)
    (archive,) = [one for one in await listed(ben) if one["kind"] == "archive"]
    assert plain(await history(ben, archive["id"])) == plain(await history(anna, place))
    told = await history(ben, archive["id"])
    assert told["messages"][1]["sender_id"] == ben.me["id"]
    with await exported(anna, place) as one, await exported(ben, archive["id"]) as other:
        assert len(one.read("chat.txt").splitlines()) == len(other.read("chat.txt").splitlines())
    again = await arrived(ben, data)
    assert again["chat_histories"] == (0, 1)
    assert again["chat_history_messages"] == (0, 7)


async def test_nobody_takes_away_what_is_anothers(join: Join, town: Town) -> None:
    anna, ben = await join("anna"), await join("ben")
    done = await bring(town, anna, whatsapp())
    place = done["threads"][0]["conversation_id"]
    async with town.database.transaction() as db:
        await chat.empty_archives(db, id_of(ben), [UUID(place)])
    assert len((await history(anna, place))["messages"]) == 7


async def test_it_goes_with_its_owner(
    join: Join, town: Town, settings: Settings, photo: bytes
) -> None:
    anna = await join("anna")
    await bring(town, anna, whatsapp(IMG_20201228_WA0001__jpg=photo))
    ok(await anna.request("DELETE", "/me", json={"handle": "anna", "password": PASSWORD}))
    connection = await asyncpg.connect(str(settings.database_url))
    try:
        for table in TABLES:
            assert await connection.fetchval(f"select count(*) from {table}") == 0, table
    finally:
        await connection.close()
