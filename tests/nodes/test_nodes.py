"""Which processes serve the town, and whether they agree."""

import argparse
import asyncio
import os
import re
import shlex
import signal
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from leapfrog.cli import database as cli_database
from leapfrog.cli.cluster import add, arguments, cluster
from leapfrog.cli.cluster_now import Cluster
from leapfrog.cli.cluster_status import CRITICAL, WARNING, WELL
from leapfrog.cli.database import DatabaseError, bring_up
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.migrations import PROGRAM_VERSION
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.stream import GAP, text_frame
from leapfrog.nodes import (
    GONE_AFTER,
    all_nodes,
    beating,
    room,
    standbys,
    store,
)
from leapfrog.nodes.heartbeat import NodeWatch, _beat, _node
from leapfrog.web import open_town
from tests.kernel.test_stream import device
from tests.nodes.heartbeats import is_silent, nothing, opened, states


async def test_who_ends_leaves_and_who_died_is_forgotten_after_a_day(settings: Settings) -> None:
    async with opened(settings, 0) as (town, dead):
        await _beat(town, dead)
        async with opened(settings, 5) as (other, _), beating(other, nothing, nullcontext):
            assert await states(town) == ["ready", "ready"]
        assert await states(town) == ["ready"]
        await is_silent(town, dead, timedelta(days=1, seconds=1))
    # Whatever the clock of its own machine says.
    async with opened(settings, -90_000) as (later, new):
        await _beat(later, new)
        async with later.database.glance() as db:
            assert [one.id for one in await all_nodes(db)] == [new.id]


async def test_a_clock_that_is_wrong_makes_no_node_gone(settings: Settings) -> None:
    async with opened(settings, 0) as (town, one), opened(settings, -3600) as (late, two):
        await _beat(late, two)
        [other] = await _beat(town, one)
        assert other.id == two.id
        assert other.is_here


async def test_a_process_that_is_alone_says_nothing(settings: Settings) -> None:
    async with opened(settings, 0, alone=True) as (town, _), beating(town, nothing, nullcontext):
        assert await states(town) == []


async def test_a_process_that_the_schema_shut_out_ends(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda pid, number: sent.append((pid, number)))
    async with opened(settings, 0) as (town, one):
        await _beat(town, one)
        assert sent == []
        async with town.database.transaction() as db:
            await db.run("insert into kernel_migration values (9999, 'x/9999_x.sql', '', 99)")
        await _beat(town, one)
    assert sent == [(os.getpid(), signal.SIGTERM)]


@pytest.mark.own_database
async def test_who_brings_the_schema_up_shuts_out_no_node_that_serves(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lowest(_: object) -> int:
        return PROGRAM_VERSION + 1

    monkeypatch.setattr(cli_database, "lowest_program_after", lowest)
    monkeypatch.setattr(cli_database, "NODES_SECONDS", 0.0)
    async with open_town(settings) as town:
        await _beat(town, one := _node(town))
        with pytest.raises(DatabaseError, match=rf"shut out nodes .*: {re.escape(one.name)}\."):
            await asyncio.to_thread(bring_up, settings)
        # It waits for one that is about to end.
        monkeypatch.setattr(cli_database, "NODES_SECONDS", 60.0)
        waiting = asyncio.create_task(asyncio.to_thread(bring_up, settings))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(waiting), 2)
        async with town.database.transaction() as db:
            await store.leave(db, one)
        assert await waiting == []


def asked(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    arguments(parser)
    return parser.parse_args(words)


async def run(settings: Settings, *words: str) -> int:
    return await asyncio.to_thread(cluster, settings, asked(*words))


async def test_status_prints_them_and_exits_as_monitoring_expects(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run(settings, "status") == CRITICAL
    async with open_town(settings) as town:
        one, two = _node(town), msgspec.structs.replace(_node(town), name="two:8000")
        await _beat(town, one)
        assert await run(settings, "status") == WELL
        town.readiness.draining = True
        await _beat(town, two)
        capsys.readouterr()
        assert await run(settings, "status") == WARNING
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["node", "state", "stream", "version", "schema", "started", "heard"]
    assert [line.split()[:3] for line in lines[:2]] == [
        [one.name, "ready", "database"],
        ["two:8000", "draining", "database"],
    ]
    assert "! two:8000 is not ready" in lines
    with pytest.raises(DatabaseError):
        await run(msgspec.structs.replace(settings, database_url=None), "status")


async def test_status_tells_of_too_few_connections_and_of_nats_that_is_away(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_town(settings) as town:
        await _beat(town, _node(town))
        many = msgspec.structs.replace(settings, pool_size=500)
        assert await run(many, "status") == WARNING
        assert "too few connections" in capsys.readouterr().out
        elsewhere = msgspec.structs.replace(settings, nats_url=("nats://127.0.0.1:1",))
        assert await run(elsewhere, "status") == WARNING
        assert "by database, not by nats" in capsys.readouterr().out


async def test_a_node_that_is_asked_to_end_does(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda pid, number: sent.append((pid, number)))
    async with open_town(settings) as town:
        one, other = _node(town), msgspec.structs.replace(_node(town), id=new_id(), name="two:8000")
        for each in (one, other):
            await _beat(town, each)
        with pytest.raises(DatabaseError, match="no node nobody"):
            await run(settings, "drain", "nobody")
        draining = asyncio.create_task(run(settings, "drain", one.name))
        async with asyncio.timeout(20):
            while not sent:
                await _beat(town, one)
                await asyncio.sleep(0.05)
        assert sent[0] == (os.getpid(), signal.SIGTERM)
        sent.clear()
        await _beat(town, other)
        assert sent == []
        async with town.database.transaction() as db:
            await store.leave(db, one)
        assert await draining == 0
        assert "has ended" in capsys.readouterr().out


async def test_of_several_processes_the_one_that_began_them_is_told_to_end(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of one node, who would start another one in the place of each."""
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda pid, number: sent.append((pid, number)))
    several = msgspec.structs.replace(settings, processes=2)
    async with open_town(several) as town:
        both = [msgspec.structs.replace(_node(town), id=new_id()) for _ in range(2)]
        for one in both:
            await _beat(town, one)
        draining = asyncio.create_task(run(settings, "drain", both[0].name))
        async with asyncio.timeout(20):
            while len(sent) < 2:
                for one in both:
                    await _beat(town, one)
                await asyncio.sleep(0.05)
        assert set(sent) == {(os.getppid(), signal.SIGTERM)}
        async with town.database.transaction() as db:
            await store.leave(db, both[0])
        assert not draining.done()
        async with town.database.transaction() as db:
            await store.leave(db, both[1])
            await db.run("insert into kernel_migration values (9999, 'x/9999_x.sql', '', 99)")
        assert await draining == 0
        sent.clear()
        await _beat(town, msgspec.structs.replace(both[0], id=new_id()))
    assert sent == [(os.getppid(), signal.SIGUSR1)]


async def test_one_more_node_gets_the_same_settings_where_it_can_work(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "two.env"
    given = {"LEAPFROG_TOWN_NAME": "Lake 'o Town", "LEAPFROG_PORT": "8001"}
    for name, text in given.items():
        monkeypatch.setenv(name, text)
    with pytest.raises(DatabaseError) as why:
        await run(settings, "add", str(file))
    assert "LEAPFROG_MEDIA_URL" in str(why.value)
    assert "on this machine" in str(why.value)
    assert not file.exists()
    shared = msgspec.structs.replace(settings, media_url="s3://town/files")
    async with open_town(shared) as town:
        await _beat(town, _node(town))
        async with town.database.glance() as db:
            found = Cluster(db.now, await all_nodes(db), await room(db), await standbys(db))
    there = msgspec.structs.replace(shared, database_url="postgresql://town@db1,db2/town")
    with pytest.raises(DatabaseError, match="LEAPFROG_CURRENCY"):
        add(msgspec.structs.replace(there, currency="CHF"), found, file, given)
    with pytest.raises(DatabaseError, match="connections"):
        add(msgspec.structs.replace(there, pool_size=500), found, file, given)
    assert add(there, found, file, given) == 0
    assert file.stat().st_mode & 0o777 == 0o600
    lines = file.read_text().splitlines()
    [name] = [line for line in lines if line.startswith("LEAPFROG_TOWN_NAME=")]
    assert shlex.split(name) == ["LEAPFROG_TOWN_NAME=Lake 'o Town"]
    assert "#LEAPFROG_PORT=" in lines
    assert not any(line.startswith("LEAPFROG_PORT") for line in lines)
    with pytest.raises(DatabaseError, match="cannot be written"):
        add(there, found, file, given)


async def test_when_a_node_is_gone_without_a_word_everybody_may_have_missed_something(
    settings: Settings,
) -> None:
    async with opened(settings, 0) as (town, one), opened(settings, 0) as (other, two):
        _, wire = device(town.hub, new_id())
        await _beat(other, two)
        watch = NodeWatch(town)
        watch.sees(await _beat(town, one))
        await is_silent(town, two, GONE_AFTER / 2)
        watch.sees(await _beat(town, one))
        assert wire.frames == []
        await is_silent(town, two, GONE_AFTER)
        watch.sees(await _beat(town, one))
        assert wire.frames == [text_frame(GAP)]
        # Once, and not of one who said that it goes.
        watch.sees(await _beat(town, one))
        third = msgspec.structs.replace(two, id=new_id())
        async with town.database.transaction() as db:
            await store.beat(db, third)
        watch.sees(await _beat(town, one))
        async with town.database.transaction() as db:
            await store.leave(db, third)
        watch.sees(await _beat(town, one))
        assert wire.frames == [text_frame(GAP)]


async def test_who_died_while_the_database_was_away_is_missed_when_the_others_are_back(
    settings: Settings,
) -> None:
    async with opened(settings, 0) as (town, one), opened(settings, 0) as (other, two):
        _, wire = device(town.hub, new_id())
        dead = msgspec.structs.replace(two, id=new_id(), name="dead:8000")
        async with town.database.transaction() as db:
            await store.beat(db, dead)
        await _beat(other, two)
        watch = NodeWatch(town)
        watch.sees(await _beat(town, one))
        for each in (two, dead):
            await is_silent(town, each, GONE_AFTER)
        watch.is_blind()
        # The first one that is back has not heard of the others yet.
        watch.sees(await _beat(town, one))
        assert wire.frames == []
        await _beat(other, two)
        assert isinstance(town.clock, FixedClock)
        town.clock.advance(GONE_AFTER)
        watch.sees(await _beat(town, one))
        assert wire.frames == [text_frame(GAP)]
        watch.sees(await _beat(town, one))
        assert wire.frames == [text_frame(GAP)]
