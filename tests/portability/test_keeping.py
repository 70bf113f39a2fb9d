"""What is kept for a time ends: take-outs, what was brought, what a killed process left behind."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.portability import bundle, sweeping, takeouts
from tests.chat.acts import made, said
from tests.chat_archives import acts as histories
from tests.chat_files.test_files import blobs, got, put
from tests.contacts.acts import befriend, code, ok
from tests.contacts.conftest import Join, Settle, join, settle
from tests.http import PASSWORD, Client
from tests.jobs import worked_off
from tests.post_archives import archives
from tests.push.acts import until
from tests.samples import jpeg
from tests.web.test_killed_server import environment, running

__all__ = ["environment", "join", "settle"]

LONG_AGO = time.time() - 2 * 86_400


async def taken_out(one: Client, town: Town) -> bytes:
    """A finished take-out."""
    takeout = new_id()
    ok(await one.put(f"/takeouts/{takeout}"))
    await worked_off(town)
    return (await one.get(f"/takeouts/{takeout}/file")).content


async def later(town: Town, clock: FixedClock, settle: Settle, days: int) -> None:
    clock.advance(timedelta(days=days))
    await settle()
    await worked_off(town)


async def test_a_take_out_is_kept_a_week_and_three_at_most(
    join: Join, town: Town, clock: FixedClock, settle: Settle, settings: Settings
) -> None:
    amina = await join("amina")
    for n in range(4):
        clock.advance(timedelta(minutes=n))
        await taken_out(amina, town)
    states = [one["state"] for one in ok(await amina.get("/takeouts"))]
    assert states == ["ready", "ready", "ready", "expired"]
    assert len(blobs(settings)) == 3
    await later(town, clock, settle, 8)
    assert {one["state"] for one in ok(await amina.get("/takeouts"))} == {"expired"}
    assert blobs(settings) == set()


async def test_who_is_erased_while_their_take_out_is_packed_leaves_none(
    join: Join, town: Town, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina = await join("amina")
    ok(await put(amina, b"something of hers", kind="file"))
    packed, erased = asyncio.Event(), asyncio.Event()
    write = bundle.write

    async def slow(db: Db, *given: Any) -> Any:
        sets = await write(db, *given)
        packed.set()
        await erased.wait()
        return sets

    monkeypatch.setattr(takeouts.bundle, "write", slow)
    ok(await amina.put(f"/takeouts/{new_id()}"))
    await packed.wait()
    body = {"handle": "amina", "password": PASSWORD}
    ok(await amina.request("DELETE", "/me", json=body))
    erased.set()
    await worked_off(town)
    assert blobs(settings) == set()
    assert list((settings.home / "tmp").iterdir()) == []


async def test_of_what_one_brings_the_zip_goes_when_it_is_in_or_after_a_week(
    join: Join, town: Town, clock: FixedClock, settle: Settle, settings: Settings
) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    ok(await amina.put("/me/avatar", content=jpeg()))
    zipped = await taken_out(amina, town)
    ok(await bo.put("/me/avatar", content=jpeg((100, 100))))
    await later(town, clock, settle, 8)
    before = blobs(settings)
    first, second = new_id(), new_id()
    for arrival in (first, second):
        ok(await bo.put(f"/arrivals/{arrival}", content=zipped))
    await worked_off(town)
    assert len(blobs(settings) - before) == 1
    assert (await bo.get(f"/arrivals/{first}")).status_code == 404
    applied = ok(await bo.post(f"/arrivals/{second}/application"))
    assert ok(await bo.post(f"/arrivals/{second}/application")) == applied
    await worked_off(town)
    # Bo has Amina's face now, made anew, and the zip is gone.
    assert sha256(zipped).hexdigest() not in blobs(settings)
    assert len(blobs(settings)) == 2
    third = new_id()
    ok(await bo.put(f"/arrivals/{third}", content=zipped))
    await later(town, clock, settle, 8)
    assert (await bo.get(f"/arrivals/{third}")).status_code == 404
    assert len(blobs(settings)) == 2


async def test_what_was_only_looked_at_is_gone_when_it_is_discarded(
    join: Join, town: Town, settings: Settings
) -> None:
    amina = await join("amina")
    looked = await histories.look(amina, histories.whatsapp())
    posts = ok(await amina.put(f"/imports/{new_id()}", content=archives.mastodon()))
    assert len(blobs(settings)) == 2
    ok(await amina.delete(f"/imports/{looked['id']}"))
    ok(await amina.delete(f"/imports/{posts['id']}"))
    await worked_off(town)
    assert blobs(settings) == set()
    assert ok(await amina.get("/storage"))["used"] == 0
    async with town.database.reading() as db:
        for table in ("imports_job", "imports_conversation", "imports_person"):
            assert await db.value(f"select count(*) from {table}") == 0, table


async def test_who_left_a_group_has_no_more_of_it_than_was_said_to_them(
    join: Join, town: Town
) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    await befriend(amina, bo)
    group = await made(amina, bo)
    await said(amina, group, "while Bo is here")
    ok(await bo.delete(f"/groups/{group}/members/{bo.me['id']}"))
    file = ok(await put(amina, b"after Bo left", kind="file"))
    body = {"kind": "file", "body": "", "meta": {"file": file["id"]}}
    ok(await amina.put(f"/conversations/{group}/messages/{new_id()}", json=body))
    assert (await got(bo, file["id"])).status_code == 404
    shown = ok(await bo.get(f"/conversations/{group}/messages"))["messages"]
    assert "while Bo is here" in [one["body"] for one in shown]
    assert not any(one["kind"] == "file" for one in shown)
    assert code(await bo.get(f"/groups/{group}/members")) == "not_member"


def aged(path: Path) -> Path:
    """As if nobody had touched it for two days."""
    for each in (*path.rglob("*"), path):
        os.utime(each, (LONG_AGO, LONG_AGO))
    return path


async def test_what_a_killed_process_left_is_swept_and_what_is_in_use_is_not(
    join: Join, town: Town, settings: Settings
) -> None:
    amina = await join("amina")
    hers = ok(await put(amina, b"hers", kind="file"))
    left = await town.files.put(b"nobody came to note whose it is")
    young = await town.files.put(b"it is being noted")
    media, tmp = settings.home / "media", settings.home / "tmp"
    for path in media.rglob("*"):
        if path.is_file() and path.name != young.hex():
            aged(path)
    (media / "ab").mkdir(exist_ok=True)
    (media / "ab" / f"{'ab' * 32}#1").write_bytes(b"cut off")
    aged(media / "ab")
    old, busy = tmp / "old", tmp / "busy"
    for folder in (old, busy):
        folder.mkdir()
        (folder / "source").write_bytes(b"somebody's upload")
        aged(folder)
    (busy / "whole.webp").write_bytes(b"being made")
    await sweeping.sweep(town, None)
    assert not old.exists()
    assert sorted(path.name for path in busy.iterdir()) == ["source", "whole.webp"]
    assert left.hex() not in blobs(settings)
    assert young.hex() in blobs(settings)
    assert not list(media.glob("*/*#*"))
    assert (await got(amina, hers["id"])).content == b"hers"


async def test_an_upload_under_way_when_the_town_is_killed_is_swept_later(
    environment: dict[str, str],
) -> None:
    tmp = Path(environment["LEAPFROG_HOME"]) / "tmp"
    async with running(environment) as server:
        origin = f"http://127.0.0.1:{environment['LEAPFROG_PORT']}"
        async with Client(None, origin, "") as amina:
            await amina.join("amina")
            sending = asyncio.create_task(amina.put(f"/chat/files/{new_id()}", content=endless()))
            await until(lambda: list(tmp.glob("*/source")))
            server.signal(signal.SIGKILL)
            await asyncio.gather(sending, return_exceptions=True)
    assert list(tmp.glob("*/source"))
    for left in tmp.iterdir():
        aged(left)
    async with running(environment):
        await until(lambda: not list(tmp.iterdir()))


async def endless() -> AsyncIterator[bytes]:
    """A body that goes on and on."""
    yield b"x" * 100_000
    while True:
        await asyncio.sleep(0.05)
        yield b"x"
