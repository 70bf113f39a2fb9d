"""Which processes serve the town, and whether they agree."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from leapfrog.cli.database import DatabaseError
from leapfrog.cli.nodes import CRITICAL, WARNING, WELL
from leapfrog.cli.nodes import nodes as print_nodes
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import VARIABLES, Settings
from leapfrog.nodes import Node, all_nodes, beating
from leapfrog.nodes.heartbeat import _beat, _node
from leapfrog.nodes.model import SHARED, differing, hashes
from leapfrog.web import open_town

START = datetime(2026, 11, 28, 9, tzinfo=UTC)


@asynccontextmanager
async def opened(
    settings: Settings, seconds: int, **other: object
) -> AsyncIterator[tuple[Town, Node]]:
    """A process that began so many seconds after the first one, with other settings."""
    theirs = msgspec.structs.replace(settings, **other)
    async with open_town(theirs, FixedClock(START + timedelta(seconds=seconds))) as town:
        yield town, _node(town)


async def states(town: Town) -> list[str]:
    async with town.database.glance() as db:
        return [one.state for one in await all_nodes(db)]


def node(seconds: int, **more: object) -> Node:
    """One that began so many seconds after START, and was heard of then."""
    at = START + timedelta(seconds=seconds)
    made = Node(new_id(), "one:8000", "0.1.0", 1, 260, {"A": "1"}, "ready", at, at)
    return msgspec.structs.replace(made, **more)


def test_the_settings_that_must_agree_are_settings_and_their_hashes_tell_none() -> None:
    assert set(SHARED) <= VARIABLES.keys()
    one = Settings(home=Path("/"), media_url="s3://key:secret@bucket/folder")
    other = msgspec.structs.replace(one, currency="CHF", port=9000, home=Path("/elsewhere"))
    found = hashes(one)
    assert found.keys() == set(SHARED)
    assert not any("secret" in value for value in found.values())
    assert [n for n in SHARED if found[n] != hashes(other)[n]] == ["LEAPFROG_CURRENCY"]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (node(-5, settings={"A": "2"}), ["A"]),
        (node(-5, settings={"A": "1", "B": "3"}), []),
        (node(-5, settings={}), []),
        # The one that came first is right.
        (node(5, settings={"A": "2"}), []),
        (node(-5, settings={"A": "2"}, state="joining"), []),
        (node(-5, settings={"A": "2"}, state="draining"), []),
        (node(-60, settings={"A": "2"}), []),
    ],
)
def test_who_comes_later_must_agree_with_those_that_are_ready(
    other: Node, expected: list[str]
) -> None:
    assert differing(node(0), [other], START) == expected


async def test_a_process_with_other_settings_does_not_get_ready_until_the_others_are_gone(
    settings: Settings,
) -> None:
    async with AsyncExitStack() as stack:
        first, one = await stack.enter_async_context(opened(settings, 0))
        await _beat(first, one)
        second, two = await stack.enter_async_context(opened(settings, 5, currency="CHF"))
        await _beat(second, two)
        assert second.readiness.differing == ["LEAPFROG_CURRENCY"]
        assert await states(first) == ["ready", "joining"]
        first.readiness.draining = True
        await _beat(first, one)
        await _beat(second, two)
        assert second.readiness.differing == []
        assert await states(first) == ["draining", "ready"]


async def test_who_ends_leaves_and_who_died_is_forgotten_after_a_day(settings: Settings) -> None:
    async with opened(settings, 0) as (town, dead):
        await _beat(town, dead)
        async with opened(settings, 5) as (other, _), beating(other):
            assert await states(town) == ["ready", "ready"]
        assert await states(town) == ["ready"]
    async with opened(settings, 90_000) as (later, new):
        await _beat(later, new)
        async with later.database.glance() as db:
            assert [one.id for one in await all_nodes(db)] == [new.id]


async def test_a_process_that_is_alone_says_nothing(settings: Settings) -> None:
    async with opened(settings, 0, alone=True) as (town, _), beating(town):
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


async def test_the_command_prints_them_and_exits_as_monitoring_expects(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await asyncio.to_thread(print_nodes, settings) == CRITICAL
    async with open_town(settings) as town:
        one, two = _node(town), msgspec.structs.replace(_node(town), name="two:8000")
        await _beat(town, one)
        assert await asyncio.to_thread(print_nodes, settings) == WELL
        town.readiness.draining = True
        await _beat(town, two)
        capsys.readouterr()
        assert await asyncio.to_thread(print_nodes, settings) == WARNING
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["node", "state", "version", "schema", "started", "heard"]
    assert [line.split()[:2] for line in lines if "ready" in line or "draining" in line] == [
        [one.name, "ready"],
        ["two:8000", "draining"],
    ]
    with pytest.raises(DatabaseError):
        print_nodes(msgspec.structs.replace(settings, database_url=None))
