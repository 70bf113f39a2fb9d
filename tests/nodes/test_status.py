"""What `leapfrog cluster status` says of a town, for who reads it and for programs."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from leapfrog import backup
from leapfrog.backup import LastBackup
from leapfrog.cli.cluster import status
from leapfrog.cli.cluster_parts import PostgresServer
from leapfrog.cli.cluster_status import (
    WELL,
    ClusterStatus,
    NodeStatus,
    StandbyStatus,
    printed,
)
from leapfrog.kernel.settings import Settings
from leapfrog.nodes.heartbeat import _beat, _node
from leapfrog.web import open_town
from tests.nats import nats_server
from tests.object_store import running_store

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
FOUND = ClusterStatus(
    now=NOW,
    nodes=[
        NodeStatus("one:8000", "ready", "nats", "0.1.0", 451, NOW - timedelta(days=1), 2.4),
        NodeStatus("two:8000", "gone", "", "0.1.0", 451, NOW - timedelta(days=1), 61.0),
    ],
    connections=30,
    room=197,
    servers=[
        PostgresServer("db1:5432", "primary", 3),
        PostgresServer("db2:5432", "standby", 3, 0.25),
        PostgresServer("db3:5432", "standby"),
        PostgresServer("db4:5432", "silent"),
    ],
    standbys=[StandbyStatus("db2", "sync", 1_234), StandbyStatus("db3", "", None)],
    nats="answers",
    files=None,
    backup=LastBackup(NOW - timedelta(hours=30), NOW - timedelta(days=9), None),
    faults=["! two:8000 is not ready"],
    code=1,
)


def test_it_is_printed_line_by_line() -> None:
    assert [line.rstrip() for line in printed(FOUND)] == [
        "node      state  stream  version  schema  started                    heard",
        "one:8000  ready  nats    0.1.0    0451    2026-11-30 09:00:00+00:00  2 s ago",
        "two:8000  gone           0.1.0    0451    2026-11-30 09:00:00+00:00  61 s ago",
        "connections: 30 at most, of 197 that the database has",
        "PostgreSQL db1:5432: primary, timeline 3",
        "PostgreSQL db2:5432: standby, timeline 3, 0.2 s behind",
        "PostgreSQL db3:5432: standby, timeline ?, ? s behind",
        "PostgreSQL db4:5432: does not answer",
        "standbys: db2 (sync, 1,234 bytes behind), db3 (?, ? bytes behind)",
        "NATS: answers",
        "object store: -",
        "backup: made 30 hours ago, proved 9 days ago, log put aside never",
        "! two:8000 is not ready",
    ]


async def test_programs_read_the_same(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    url = settings.database_url or ""
    async with open_town(settings) as town:
        await _beat(town, _node(town))
        async with town.database.transaction() as db:
            await backup.note(db, NOW, 1_000, NOW - timedelta(days=1))
        capsys.readouterr()
        assert await asyncio.to_thread(status, settings, url, as_json=True) == WELL
    [line] = capsys.readouterr().out.splitlines()
    found = json.loads(line)
    assert found.keys() == set(ClusterStatus.__struct_fields__)
    assert [(one["state"], one["stream"]) for one in found["nodes"]] == [("ready", "database")]
    assert [one["role"] for one in found["servers"]] == ["primary"]
    assert (found["nats"], found["files"]) == (None, None)
    assert found["backup"]["made_at"] == "2026-12-01T09:00:00Z"
    assert found["backup"]["proved_at"] == "2026-11-30T09:00:00Z"
    assert (found["faults"], found["code"]) == ([], WELL)


async def test_nats_and_the_object_store_are_asked(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with nats_server() as nats, running_store() as store:
        for name, value in store.environ.items():
            monkeypatch.setenv(name, value)
        there = replace(settings, nats_url=(nats.url,), media_url=store.url)

        async def answers() -> list[bool]:
            capsys.readouterr()
            await asyncio.to_thread(status, there, there.database_url or "", as_json=True)
            found = json.loads(capsys.readouterr().out)
            return [found["nats"] == "answers", found["files"] == "answers"]

        async with open_town(settings):
            assert await answers() == [True, True]
            store.refuses = True
            assert await answers() == [True, False]
            there = replace(there, nats_url=("nats://town:secret@127.0.0.1:1",))
            assert await answers() == [False, False]
