"""Conversations of every kind are taken along whole; who leaves takes their words with them."""

from typing import Any

import asyncpg
import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.reactions import DUE, SWITCHBOARD
from leapfrog.web import settle
from tests.calls.acts import answer, rings
from tests.chat.acts import befriend, do, history, listed, made, mark, ok, opened, said
from tests.http import PASSWORD, App, Client, Enter
from tests.portability.conftest import take_out
from tests.portability.test_round_trip import arrive, records

SETS = ("chat_settings", "conversations", "messages", "chat_stars", "chat_pins")


class Life:
    """Amina's conversation with Bo, and a group of hers with Bo and Carla."""

    def __init__(self, amina: Client, bo: Client, carla: Client) -> None:
        self.amina, self.bo, self.carla = amina, bo, carla
        self.talk = self.group = ""

    async def live(self) -> None:
        for other in (self.bo, self.carla):
            await befriend(self.amina, other)
        self.talk = await opened(self.amina, self.bo)
        self.group = await made(self.amina, self.bo, self.carla)
        await said(self.bo, self.talk, "the letter", "another", "a third")
        ok(await do(self.amina, self.talk, "location", meta={"lat": 1.5, "lon": 2, "name": "Pier"}))
        ok(await answer(self.amina, await rings(self.bo, self.amina), accept=False))
        ok(await do(self.amina, self.talk, "text", body="re", ref=1))
        ok(await do(self.bo, self.talk, "edit", ref=2, body="another one"))
        ok(await do(self.bo, self.talk, "recall", ref=3))
        ok(await do(self.amina, self.talk, "reaction", ref=1, body="❤️"))
        ok(await self.amina.post(f"/conversations/{self.talk}/hidden", json={"seqs": [4]}))
        for what, seq in (("stars", 1), ("stars", 2), ("pins", 2)):
            ok(await self.amina.put(f"/conversations/{self.talk}/{what}/{seq}"))
        wish = {"muted": True, "pinned": True}
        ok(await self.amina.patch(f"/conversations/{self.talk}/mine", json=wish))
        await said(self.bo, self.group, "hello group")
        bo = self.bo.me["id"]
        ok(await do(self.amina, self.group, "text", body="@Bo look", mentions=[bo]))
        ok(await do(self.carla, self.group, "reaction", ref=3, body="👍"))
        ok(await self.amina.patch(f"/groups/{self.group}", json={"name": "Rowing club"}))
        await said(self.carla, self.group, "unread")
        ok(await self.amina.patch("/chat/settings", json={"presence": "nobody"}))


async def leave(person: Client) -> None:
    """Somebody has their account erased."""
    body = {"handle": person.me["handle"], "password": PASSWORD}
    ok(await person.request("DELETE", "/me", json=body))


@pytest.fixture
async def life(client: Enter) -> Life:
    people = []
    for handle in ("amina", "bo_chen", "carla"):
        people.append(client())
        await people[-1].join(handle)
    life = Life(*people)
    await life.live()
    return life


async def test_all_of_it_comes_back_the_same_in_an_empty_town(
    life: Life, app: App, empty_town: App, settings: Settings
) -> None:
    first = await take_out(app, life.amina, new_id())
    arriving = Client(empty_town, settings.origin, "198.51.100.7")
    await arriving.join("newcomer")
    await arrive(arriving, first)
    second = await take_out(empty_town, arriving, new_id())
    for name in SETS:
        assert records(second)[name] == records(first)[name], name
    rows = {row["name"]: row for row in await listed(arriving)}
    talk, group = rows["Bo_chen"], rows["Rowing club"]
    assert (talk["muted"], talk["pinned"]) == (True, True)
    assert talk["last"]["meta"] == {"what": "pinned"}
    assert (group["kind"], group["why_not"], group["unread"]) == ("archive", "read_only", 1)
    assert {face["name"] for face in group["members_preview"]} == {"Amina", "Bo_chen", "Carla"}
    for place in (talk, group):
        found = (await history(arriving, place["id"]))["messages"]
        assert [message["seq"] for message in found] == list(range(1, place["last_seq"] + 1))
    again = await arrive(arriving, first)
    assert [kept["new"] for kept in again["sets"] if kept["name"] in SETS] == [0] * len(SETS)
    await arriving.aclose()


async def test_what_a_file_says_of_people_of_this_town_is_its_word_alone(
    life: Life, app: App, client: Enter, database_url: str
) -> None:
    """It can be read by who brought it, under the names in the file: nobody of this town said it,
    sees it, or can be reported for it.
    """
    zipped = await take_out(app, life.amina, new_id())
    forger = client()
    await forger.join("forger")
    before = [await listed(one) for one in (life.amina, life.bo, life.carla)]
    await arrive(forger, zipped)
    rows = await listed(forger)
    assert {row["kind"] for row in rows} == {"archive"}
    here = {one.me["id"] for one in (life.amina, life.bo, life.carla)}
    for row in rows:
        assert (row["writable"], row["why_not"]) == (False, "read_only")
        told = await history(forger, row["id"])
        assert not here & {one["sender_id"] for one in told["messages"]}
        assert not here & {one["id"] for one in told["people"]}
        assert {one["imported"] for one in told["messages"]} == {"leapfrog"}
        report = {"conversation_id": row["id"], "seqs": [row["last_seq"]], "reason": "lies"}
        assert (await forger.post("/reports", json=report)).status_code == 404
        for one in (life.amina, life.bo, life.carla):
            assert (await one.get(f"/conversations/{row['id']}/messages")).status_code == 404
    assert [await listed(one) for one in (life.amina, life.bo, life.carla)] == before
    await leave(forger)
    connection = await asyncpg.connect(database_url)
    try:
        for table in ("chat_archive", "chat_speaker", "chat_archive_entry"):
            assert await connection.fetchval(f"select count(*) from {table}") == 0, table
    finally:
        await connection.close()


async def test_it_comes_whole_and_goes_on_to_the_next_town(
    life: Life, app: App, client: Enter, empty_town: App, settings: Settings
) -> None:
    first = await take_out(app, life.amina, new_id())
    reader, arriving = client(), Client(empty_town, settings.origin, "198.51.100.7")
    await reader.join("reader")
    await arrive(reader, first)
    rows = {row["name"]: row for row in await listed(reader)}
    talk = (await history(reader, rows["Bo_chen"]["id"]))["messages"]
    hers = (await history(life.amina, life.talk))["messages"]
    assert [(one["seq"], one["kind"]) for one in talk if one["seq"] != 4] == [
        (one["seq"], one["kind"]) for one in hers if one["seq"] != 4
    ]
    for one, other in zip(talk, hers, strict=True):
        assert (one["created_at"], one.get("ref")) == (other["created_at"], other.get("ref"))
        assert one["body"] == other["body"]
    # What she deleted for herself, or they took back, does not come.
    assert (talk[3]["recalled"], talk[3]["hidden"]) == (True, True)
    assert [one["emoji"] for one in talk[0]["reactions"]] == ["❤️"]
    assert talk[0]["reactions"][0]["people"] == [reader.me["id"]]
    group = await history(reader, rows["Rowing club"]["id"])
    assert {one["name"] for one in group["people"]} == {"Amina", "Bo_chen", "Carla"}
    second = await take_out(app, reader, new_id())
    await arriving.join("newcomer")
    await arrive(arriving, second)
    there = {row["name"]: row for row in await listed(arriving)}
    assert there.keys() == rows.keys()
    for name, row in rows.items():
        told = [
            await history(one, each["id"]) for one, each in ((reader, row), (arriving, there[name]))
        ]
        plain = [
            [(one["seq"], one["kind"], one["body"], one["created_at"]) for one in each["messages"]]
            for each in told
        ]
        assert plain[0] == plain[1]
    await arriving.aclose()


async def test_one_s_own_copy_adds_nothing_to_what_is_here(life: Life, app: App) -> None:
    zipped = await take_out(app, life.amina, new_id())
    before = await listed(life.amina)
    await arrive(life.amina, zipped)
    assert await listed(life.amina) == before


async def test_who_leaves_takes_their_words_and_passes_their_groups_on(
    life: Life, town: Town, database_url: str
) -> None:
    before = {row["id"]: row["last_seq"] for row in await listed(life.bo)}
    await mark(life.bo, life.group, 2)
    await leave(life.amina)
    await settle(town, SWITCHBOARD, DUE)
    for conversation_id, last_seq in before.items():
        found = (await history(life.bo, conversation_id))["messages"]
        assert [message["seq"] for message in found][:last_seq] == list(range(1, last_seq + 1))
        hers: list[Any] = [one for one in found if one["sender_id"] == life.amina.me["id"]]
        said_by_her = [one for one in hers if one["kind"] in ("text", "location")]
        assert said_by_her
        assert all(one["body"] == "" and one["recalled"] for one in said_by_her)
        assert "meta" not in str([one.keys() for one in said_by_her])
    assert "the letter" in str(await history(life.bo, life.talk))
    assert "❤️" not in str(
        [one.get("reactions") for one in (await history(life.bo, life.talk))["messages"]]
    )
    found = ok(await life.carla.get(f"/groups/{life.group}/members"))["members"]
    assert {one["person"]["handle"]: one["role"] for one in found} == {
        "bo_chen": "owner",
        "carla": "member",
    }
    connection = await asyncpg.connect(database_url)
    try:
        sql = """
            select count(*) from chat_message
            where sender_id = $1 and (body <> '' or meta ? 'lat' or mentions is not null)
        """
        assert await connection.fetchval(sql, life.amina.me["id"]) == 0
        for table, column in (
            ("chat_settings", "person_id"),
            ("chat_reaction", "person_id"),
            ("chat_hidden", "person_id"),
        ):
            sql = f"select count(*) from {table} where {column} = $1"
            assert await connection.fetchval(sql, life.amina.me["id"]) == 0, table
    finally:
        await connection.close()


async def test_the_last_one_who_leaves_ends_all(life: Life, town: Town, database_url: str) -> None:
    for one in (life.amina, life.bo, life.carla):
        await leave(one)
    connection = await asyncpg.connect(database_url)
    try:
        for table in ("chat_conversation", "chat_member", "chat_message", "chat_group"):
            assert await connection.fetchval(f"select count(*) from {table}") == 0, table
    finally:
        await connection.close()


async def test_who_was_erased_arrives_as_somebody_who_was(
    life: Life, app: App, town: Town, empty_town: App, settings: Settings
) -> None:
    await leave(life.bo)
    await settle(town, SWITCHBOARD, DUE)
    first = await take_out(app, life.amina, new_id())
    arriving = Client(empty_town, settings.origin, "198.51.100.7")
    await arriving.join("newcomer")
    await arrive(arriving, first)
    row = next(one for one in await listed(arriving) if one["kind"] == "direct")
    assert (row["person"]["kind"], row["name"], row["writable"]) == ("erased", "", False)
    found = ok(await arriving.get("/search/people", params={"q": "erased"}))
    assert found["people"] == []
    second = await take_out(empty_town, arriving, new_id())
    for name in SETS:
        assert records(second)[name] == records(first)[name], name
    await arrive(arriving, first)
    again = [one["id"] for one in await listed(arriving)]
    assert len(again) == len(set(again)) == len(records(first)["conversations"])
