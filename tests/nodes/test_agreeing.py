"""What becomes of a process whose settings are not those of the others."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path

import asyncpg
import msgspec
import pytest

from leapfrog.cli import up
from leapfrog.cli.up import differs
from leapfrog.cli.welcome import Notes
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import VARIABLES, Settings
from leapfrog.kernel.stream import SERVICE_RESTART
from leapfrog.nodes import GONE_AFTER, Node, all_nodes, heartbeat, store
from leapfrog.nodes.heartbeat import TakingPart, _beat, _join, _pause, _run
from leapfrog.nodes.model import MAY_DIFFER, differing, hashes
from leapfrog.web import taking_part
from tests.http import Client, running
from tests.nodes.heartbeats import START, is_silent, no_work, nothing, opened, states
from tests.web.test_draining import ShortWire


def node(**more: object) -> Node:
    """One that is ready, and was heard of just now."""
    made = Node(
        new_id(), "one:8000", "0.1.0", 1, 260, {"A": "1"}, "ready", START, timedelta(), "database"
    )
    return msgspec.structs.replace(made, **more)


IN_A_STORE = Settings(home=Path("/"), media_url="s3://key:secret@bucket/folder")


@pytest.mark.parametrize("name", VARIABLES)
def test_each_setting_must_agree_unless_it_is_one_of_a_node(name: str) -> None:
    field, _ = VARIABLES[name]
    other = msgspec.structs.replace(IN_A_STORE, **{field: "another one"})
    mine, theirs = hashes(IN_A_STORE), hashes(other)
    differs = [one for one in mine if mine[one] != theirs[one]]
    assert differs == ([] if name in MAY_DIFFER else [name])
    assert not any(word in text for text in theirs.values() for word in ("secret", "another"))


def test_what_may_differ_are_settings_and_none_of_them_makes_the_town() -> None:
    assert VARIABLES.keys() >= MAY_DIFFER
    towns_own = {"ORIGIN", "CURRENCY", "OPERATORS", "BANK_IBAN", "TAX_RATES", "WOMEN_WISH"}
    towns_own |= {"STORAGE", "DRIVER_REST", "AUTHORISED_FETCH", "RATE_LIMITS", "PACKET_MOST"}
    towns_own |= {"STRIPE_KEY", "STRIPE_WEBHOOK_SECRET", "DEMO"}
    assert MAY_DIFFER.isdisjoint(f"LEAPFROG_{name}" for name in towns_own)


def test_files_in_a_folder_are_shared_by_who_has_the_same_one_on_the_same_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = Settings(home=Path("/srv/town"))
    mine, other = hashes(here), hashes(msgspec.structs.replace(here, home=Path("/srv/other")))
    assert hashes(msgspec.structs.replace(here, port=8001)) == mine
    assert [one for one in mine if mine[one] != other[one]] == ["LEAPFROG_MEDIA_URL"]
    stored = hashes(IN_A_STORE)
    monkeypatch.setattr(socket, "gethostname", lambda: "another-machine")
    there = hashes(here)
    assert [one for one in mine if mine[one] != there[one]] == ["LEAPFROG_MEDIA_URL"]
    assert hashes(IN_A_STORE) == stored


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (node(settings={"A": "2"}), ["A"]),
        (node(settings={"A": "1", "B": "3"}), []),
        (node(settings={}), []),
        # Whoever is ready has written what it is set to.
        (node(settings={"A": "2"}, started_at=START + timedelta(days=1)), ["A"]),
        (node(settings={"A": "2"}, state="joining"), []),
        (node(settings={"A": "2"}, state="draining"), []),
        (node(settings={"A": "2"}, silent=timedelta(seconds=60)), []),
    ],
)
def test_who_comes_must_agree_with_those_that_are_ready(other: Node, expected: list[str]) -> None:
    assert differing(node(), [other]) == expected


WRITTEN = """
select jsonb_build_object(
    'town', (select jsonb_agg(t) from identity_town t),
    'region', (select jsonb_agg(t) from contacts_town t),
    'quota', (select jsonb_agg(t) from kernel_quota t),
    'money', (select jsonb_agg(t) from pay_town t),
    'place', (select jsonb_agg(t) from fediverse_town t)
)
"""
ANOTHER_TOWN: dict[str, object] = {
    "currency": "CHF",
    "town_name": "Hill Town",
    "region": "CH",
    "operators": ("olga",),
    "storage": 7,
    "origin": "https://hill.town",
}


async def written(town: Town) -> object:
    """What the settings have made the town."""
    async with town.database.glance() as db:
        return await db.value(WRITTEN)


async def test_a_process_with_other_settings_writes_and_does_nothing_until_the_others_are_gone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    works, begins = list[str](), asyncio.Event()

    @asynccontextmanager
    async def noted(town: Town, *_: object) -> AsyncIterator[None]:
        works.append(town.settings.town_name)
        begins.set()
        yield
        works.remove(town.settings.town_name)

    monkeypatch.setattr(taking_part, "loops", noted)
    monkeypatch.setattr(heartbeat, "BEAT_SECONDS", 0.05)
    other = msgspec.structs.replace(settings, **ANOTHER_TOWN)
    async with AsyncExitStack() as stack, AsyncExitStack() as first_only:
        first = await first_only.enter_async_context(running(settings))
        as_it_is = await written(first._app.town)
        second = await stack.enter_async_context(running(other))
        browser = await stack.enter_async_context(Client(second, other.origin, "203.0.113.1"))
        answer = await browser.page("/readyz")
        assert answer.status_code == 503
        assert answer.text.startswith("settings differ: LEAPFROG_CURRENCY, LEAPFROG_OPERATORS, ")
        assert await states(second._app.town) == ["ready", "joining"]
        assert await written(second._app.town) == as_it_is
        assert works == [settings.town_name]
        begins.clear()
        await first_only.aclose()
        await asyncio.wait_for(begins.wait(), 20)
        assert works == ["Hill Town"]
        assert (await browser.page("/readyz")).is_success
        assert await states(second._app.town) == ["ready"]
        now = await written(second._app.town)
        assert now != as_it_is
        assert "CHF" in str(now)
        assert "olga" in str(now)
    assert works == []


async def test_who_starts_with_other_settings_plays_no_demo_and_makes_no_operators(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def serve(_town: Settings, _door: object, notes: Notes) -> int:
        said.append(notes)
        return 0

    said: list[Notes] = []
    monkeypatch.setattr(up, "serve", serve)
    monkeypatch.setattr(up, "demo_logins", lambda _: ["amina"])
    monkeypatch.setattr(up, "to_operators", lambda _: ["the link"])
    other = msgspec.structs.replace(settings, demo=True, operators=("olga",))
    assert not await asyncio.to_thread(differs, other)
    async with opened(settings, 0) as (town, one):
        await _beat(town, one)
        assert await asyncio.to_thread(differs, other)
        assert not await asyncio.to_thread(differs, msgspec.structs.replace(settings, port=8001))
        await asyncio.to_thread(up.up, other)
        await is_silent(town, one, GONE_AFTER)
        assert not await asyncio.to_thread(differs, other)
        await asyncio.to_thread(up.up, other)
    later = "when the other nodes are gone: leapfrog operator olga"
    assert said == [Notes((), [later]), Notes(["amina"], ["the link"])]


async def test_of_nodes_that_begin_at_once_one_after_the_other_gets_ready(
    settings: Settings,
) -> None:
    part = TakingPart(nothing, no_work)
    other = await asyncpg.connect(settings.database_url)
    async with opened(settings, 0) as (town, one):
        async with other.transaction():
            assert await other.fetchval(store.MAY_JOIN)
            await _beat(town, one, part)
            assert not part.adopted
            assert await states(town) == ["joining"]
            joins = asyncio.create_task(_join(town, one, part))
        await asyncio.wait_for(joins, 60)
        await other.close()
        assert part.adopted
        assert await states(town) == ["ready"]


async def test_one_whose_clock_was_ahead_is_gone_with_the_server_that_it_wrote_to(
    settings: Settings,
) -> None:
    async with opened(settings, 0) as (town, one):
        await _beat(town, one)
        await is_silent(town, one, timedelta(minutes=-5))
        async with town.database.glance() as db:
            [found] = await all_nodes(db)
        assert not found.is_here


async def test_who_drains_says_so_at_once_and_who_waits_looks_soon(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "BEAT_SECONDS", 3_600)
    monkeypatch.setattr(heartbeat, "WAITING_SECONDS", 0.01)
    part, stop = TakingPart(nothing, no_work), asyncio.Event()
    async with opened(settings, 0) as (town, _):
        async with asyncio.timeout(60):
            assert await _pause(town, stop, part)
        part.adopted = True
        waits = asyncio.create_task(_pause(town, stop, part))
        await asyncio.sleep(0.05)
        assert not waits.done()
        town.readiness.draining = True
        assert await asyncio.wait_for(waits, 60)
        stop.set()
        assert not await _pause(town, stop, part)


async def test_a_node_that_froze_while_another_one_took_its_place_stops_working(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def adopt(_: Db) -> None:
        done.append("adopts")

    @asynccontextmanager
    async def working() -> AsyncIterator[None]:
        done.append("works")
        yield
        done.append("rests")

    done: list[str] = []
    part = TakingPart(adopt, working)
    async with (
        opened(settings, 0) as (first, one),
        opened(settings, 0, currency="CHF") as (second, two),
    ):
        await _beat(first, one, part)
        await part.follow()
        assert done == ["adopts", "works"]
        await is_silent(first, one, GONE_AFTER)
        await _beat(second, two)
        assert await states(first) == ["ready", "ready"]
        wire, stop = ShortWire(first.hub), asyncio.Event()
        monkeypatch.setattr(heartbeat, "BEAT_SECONDS", 0.05)
        running = asyncio.create_task(_run(first, one, stop, part))
        async with asyncio.timeout(60):
            while not wire.closed:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        stop.set()
        await running
        assert wire.closed == SERVICE_RESTART
        assert first.readiness.differing == ["LEAPFROG_CURRENCY"]
        assert done == ["adopts", "works", "rests"]
        assert await states(first) == ["joining", "ready"]
