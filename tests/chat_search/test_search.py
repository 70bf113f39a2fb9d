"""Whatever was said is found by any part of it, in any script, by those who may see it."""

import asyncio
import random
from datetime import timedelta
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from leapfrog.chat import append
from leapfrog.chat_search import search
from leapfrog.chat_search import words as search_words
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.chat.acts import Talk, befriend, code, do, draft, made, ok, opened, said
from tests.chat.test_attaching import meta_of, send
from tests.chat_files.test_files import put
from tests.contacts.acts import id_of
from tests.contacts.conftest import Join, Settle
from tests.examples import examples
from tests.http import Client
from tests.matrix import unchanged
from tests.samples import jpeg

WORDS = (
    "今天天气很好 我们去湖边吧",
    "The harbour opens at 9, 港口九点开",
    "ﾌﾛｯｸﾞ カエル 蛙",
    "개구리가 뛰었다",
    "Żółw i ŻABA",
    "ΣΊΣΥΦΟΣ",
    "กบกระโดดลงน้ำ",
    "नमस्ते दुनिया",
    "👩‍👩‍👧 ok 🐸",
    "C++ & a_b.c/d?e=f 100%",
    "ＦＵＬＬ ｗｉｄｔｈ",
)


class Searching:
    """Finds for somebody, after the search has seen all."""

    def __init__(self, town: Town, settle: Settle, clock: FixedClock) -> None:
        self.town, self.settle, self.clock = town, settle, clock

    async def catch_up(self) -> None:
        """The town's own loop may be at it already, so this waits until nothing is left."""
        async with asyncio.timeout(30):
            while await self.behind():
                self.clock.advance(search.INDEX_EVERY)
                await search.begin(self.town.database)
                await self.settle()
                await asyncio.sleep(0.1)

    async def behind(self) -> bool:
        async with self.town.database.glance() as db:
            return bool(await db.value("select exists (select from chat_unindexed)"))

    async def find(self, one: Client, q: str, **more: Any) -> list[Any]:
        """All pages."""
        found, query = [], {"q": q} | more
        while True:
            page = ok(await one.get("/search/messages", params=query))
            found += page["found"]
            if not page["next"]:
                return found
            query["before"] = page["next"]

    async def bodies(self, one: Client, q: str, **more: Any) -> list[str]:
        return [each["message"]["body"] for each in await self.find(one, q, **more)]


@pytest.fixture
def searching(town: Town, settle: Settle, clock: FixedClock) -> Searching:
    return Searching(town, settle, clock)


async def test_each_part_of_each_text_is_found(
    talk: Talk, searching: Searching, town: Town
) -> None:
    async with town.database.transaction() as db:
        await append(db, [draft(talk.id, talk.amina, text) for text in WORDS])
    await searching.catch_up()
    chance, missed = random.Random(7), []
    for text in WORDS:
        parts = {
            text[first:last].strip()
            for first in range(len(text))
            for last in range(first + 1, min(len(text), first + 8) + 1)
        }
        for part in chance.sample(sorted(parts - {""}), 25):
            async with town.database.reading() as db:
                found = await search.find(db, id_of(talk.bo), part, None, None)
            if text not in [each.message.body for each in found.found]:
                missed.append((text, part))
    assert missed == []


async def test_chinese_is_found_by_how_it_sounds(talk: Talk, searching: Searching) -> None:
    for text in (
        "今天天气很好 我们去湖边吧",
        "明天见，Tim",
        "ming tian is what he typed",
        "西安的面",
        "仙的",
    ):
        await said(talk.amina, talk.id, text)
    await searching.catch_up()
    for asked, found in (
        ("tianqi", ["今天天气很好 我们去湖边吧"]),
        ("tian qi", ["今天天气很好 我们去湖边吧"]),
        ("Tianqi henh", ["今天天气很好 我们去湖边吧"]),
        ("mingtian", ["明天见，Tim"]),
        ("ming tian", ["ming tian is what he typed", "明天见，Tim"]),
        ("xi'an", ["仙的", "西安的面"]),
        ("xiandem", ["西安的面"]),
        # From the beginning of a sign on, through no other sign.
        ("ianqi", []),
        ("jiantim", []),
        ("haowomen", []),
    ):
        assert await searching.bodies(talk.bo, asked) == found, asked
    [one] = await searching.find(talk.bo, "hubian")
    assert "湖边" in one["snippet"]


def test_what_sounds_so_has_all_tokens_of_what_is_typed() -> None:
    line = "今天天气很好 我们去湖边吧"
    for asked in ("jintian", "tianqi hen", "women qu", "qu hubian", "bianba"):
        assert search_words.heard(line, search_words.asked_sound(asked)), asked
        assert set(search_words.tokens(asked)) <= set(search_words.tokens_of(line)), asked


@examples(300)
@hypothesis.given(
    st.text(st.sampled_from("蛙跳入水ab Cé한글กบ०१👋-_?İßΣ"), min_size=1, max_size=40),
    st.integers(0, 39),
    st.integers(1, 40),
)
def test_a_text_has_all_tokens_of_its_parts(text: str, first: int, size: int) -> None:
    whole, part = search_words.plain(text), search_words.plain(text[first : first + size])
    if part in whole:
        assert set(search_words.tokens(part)) <= set(search_words.tokens(whole))


async def test_case_and_width_make_no_difference_and_the_line_is_shown(
    talk: Talk, searching: Searching
) -> None:
    await said(talk.amina, talk.id, f"{'before ' * 20}the ＬＡＫＥ\nat noon{' after' * 20}")
    await searching.catch_up()
    [found] = await searching.find(talk.bo, "lake at")
    assert found["snippet"].startswith("…")
    assert "ＬＡＫＥ at noon" in found["snippet"]
    assert (found["conversation_id"], found["message"]["seq"]) == (talk.id, 1)


async def test_only_ones_own_conversations_are_searched(
    talk: Talk, join: Join, searching: Searching
) -> None:
    carla = await join("carla")
    await befriend(talk.amina, carla)
    other = await opened(talk.amina, carla)
    await said(talk.amina, talk.id, "the secret of Bo")
    await said(talk.amina, other, "the secret of Carla")
    await searching.catch_up()
    assert await searching.bodies(carla, "secret") == ["the secret of Carla"]
    assert await searching.bodies(talk.bo, "t") == ["the secret of Bo"]
    both = ["the secret of Bo", "the secret of Carla"]
    assert sorted(await searching.bodies(talk.amina, "secret")) == both
    assert await searching.bodies(talk.amina, "secret", conversation=other) == both[1:]
    assert await searching.bodies(carla, "secret", conversation=talk.id) == []


async def test_what_is_gone_is_not_found(talk: Talk, searching: Searching) -> None:
    await said(talk.amina, talk.id, "frog one", "frog two", "frog three", "frog four")
    await searching.catch_up()
    ok(await do(talk.amina, talk.id, "recall", ref=1))
    ok(await do(talk.amina, talk.id, "edit", ref=2, body="toad two"))
    ok(await talk.bo.post(f"/conversations/{talk.id}/hidden", json={"seqs": [3]}))
    await searching.catch_up()
    assert await searching.bodies(talk.bo, "frog") == ["frog four"]
    assert await searching.bodies(talk.amina, "frog") == ["frog four", "frog three"]
    assert await searching.bodies(talk.bo, "toad") == ["toad two"]
    ok(await talk.bo.post(f"/conversations/{talk.id}/hidden", json={"up_to": 9}))
    assert await searching.bodies(talk.bo, "frog") == []


async def test_nothing_is_left_in_the_index_of_what_was_recalled(
    talk: Talk, searching: Searching, town: Town
) -> None:
    await said(talk.amina, talk.id, "unsaid")
    await searching.catch_up()
    ok(await do(talk.amina, talk.id, "recall", ref=1))
    await searching.catch_up()
    async with town.database.glance() as db:
        assert await db.value("select count(*) from chat_search") == 0


async def test_who_left_or_came_later_finds_what_they_saw(
    talk: Talk, join: Join, searching: Searching
) -> None:
    carla = await join("carla")
    await befriend(talk.amina, carla)
    group = await made(talk.amina, talk.bo)
    await said(talk.amina, group, "frog before")
    ok(await talk.amina.put(f"/groups/{group}/members", json={"person_ids": [carla.me["id"]]}))
    await said(talk.amina, group, "frog with all")
    ok(await talk.bo.delete(f"/groups/{group}/members/{talk.bo.me['id']}"))
    await said(talk.amina, group, "frog after")
    await searching.catch_up()
    assert await searching.bodies(carla, "frog") == ["frog after", "frog with all"]
    assert await searching.bodies(talk.bo, "frog") == ["frog with all", "frog before"]


async def test_names_of_files_and_places_are_found(talk: Talk, searching: Searching) -> None:
    ok(await do(talk.amina, talk.id, "location", meta={"lat": 1, "lon": 2, "name": "Green pier"}))
    await searching.catch_up()
    [found] = await searching.find(talk.bo, "een pie")
    assert found["message"]["kind"] == "location"


async def test_a_long_history_comes_in_pages_without_holes_or_doubles(
    talk: Talk, searching: Searching, town: Town, clock: FixedClock
) -> None:
    for start in range(0, 3000, 500):
        texts = [f"frog {n}" if n % 3 else f"蛙 {n}" for n in range(start, start + 500)]
        async with town.database.transaction() as db:
            await append(db, [draft(talk.id, talk.amina, text) for text in texts])
        clock.advance(timedelta(minutes=1))
    await searching.catch_up()
    for words, expected in (("frog", 2000), ("蛙", 1000), ("g 2999", 1), ("nowhere", 0)):
        found = [each["message"]["seq"] for each in await searching.find(talk.bo, words)]
        assert len(found) == len(set(found)) == expected


@pytest.mark.parametrize(
    "query", [{"q": ""}, {"q": " \0 "}, {"q": "x" * 201}, {"q": "x", "before": "y"}]
)
async def test_what_cannot_be_searched_for_is_refused(
    talk: Talk, settings: Settings, query: dict[str, str]
) -> None:
    async with unchanged(str(settings.database_url), "identity_session"):
        assert code(await talk.bo.get("/search/messages", params=query)) in ("invalid", "malformed")


async def test_pictures_files_links_and_what_one_person_said_are_found_without_words(
    talk: Talk, searching: Searching, town: Town
) -> None:
    amina, bo = talk.amina, talk.bo
    await said(amina, talk.id, "see https://lake.town/market", "WWW.lake.town too", "no link://")
    ids = {}
    for who, kind, content in ((amina, "image", jpeg()), (bo, "file", b"text")):
        file = ok(await put(who, content, kind=kind, name=f"{kind}.x"))
        ids[kind] = ok(await send(who, talk.id, kind, meta_of(file)))["seq"]
    await said(bo, talk.id, "plain words of Bo")
    await searching.catch_up()

    async def seqs(one: Client, **query: Any) -> list[int]:
        found = await searching.find(one, query.pop("q", ""), conversation=talk.id, **query)
        return [each["message"]["seq"] for each in found]

    assert await seqs(bo, only="media") == [ids["image"]]
    assert await seqs(bo, only="file") == [ids["file"]]
    assert await seqs(bo, only="link") == [2, 1]
    assert await seqs(bo, only="link", q="market") == [1]
    assert await seqs(bo, sender=bo.me["id"]) == [6, ids["file"]]
    assert await seqs(bo, sender=amina.me["id"], only="file") == []
    ok(await bo.post(f"/conversations/{talk.id}/hidden", json={"seqs": [1, ids["image"]]}))
    assert await seqs(bo, only="media") == []
    assert await seqs(bo, only="link") == [2]
    assert await seqs(amina, only="media") == [ids["image"]]
    assert code(await bo.get("/search/messages")) == "invalid"
    assert code(await bo.get("/search/messages", params={"only": "voices"})) == "malformed"


async def index_of(town: Town) -> dict[tuple[Any, int], set[int]]:
    async with town.database.glance() as db:
        rows = await db.rows("select conversation_id, block, tokens from chat_search")
    return {(row[0], row[1]): set(row[2]) for row in rows}


async def test_what_is_added_bit_by_bit_is_what_is_made_at_once(
    talk: Talk, searching: Searching, town: Town
) -> None:
    chance, texts = random.Random(11), 0
    for _ in range(12):
        for _ in range(chance.randint(1, 9)):
            deed = chance.choice(["say", "say", "say", "edit", "recall"]) if texts else "say"
            more: dict[str, Any] = {} if deed == "say" else {"ref": chance.randint(1, texts)}
            if deed == "say":
                texts += 1
                ok(await do(talk.amina, talk.id, "text", body=chance.choice(WORDS)))
            elif deed == "edit":
                await do(talk.amina, talk.id, "edit", body=chance.choice(WORDS), **more)
            else:
                await do(talk.amina, talk.id, "recall", **more)
        await searching.catch_up()
    bit_by_bit = await index_of(town)
    assert len(bit_by_bit) > 1
    async with town.database.transaction() as db:
        await db.run("delete from chat_search")
        await db.run("insert into chat_unindexed values ($1, true)", [talk.id])
    await searching.catch_up()
    assert await index_of(town) == bit_by_bit
