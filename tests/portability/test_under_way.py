"""A person makes one take-out at a time; meanwhile it says how far it is."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.pool import PoolExhausted
from leapfrog.portability import bundle, store, takeouts
from tests.http import Client, Enter
from tests.matrix import unchanged

PATIENCE = 60


class Held:
    """Whoever writes a take-out says that it is so far, and waits until it may go on."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self._write = bundle.write

    async def write(self, *args: Any) -> Any:
        *_, step = args
        step(42)
        await self.go_on.wait()
        return await self._write(*args)


@pytest.fixture
async def held(monkeypatch: pytest.MonkeyPatch, client: Enter) -> AsyncIterator[Held]:
    made = Held()
    monkeypatch.setattr(bundle, "write", made.write)
    yield made
    made.go_on.set()


async def until(person: Client, takeout_id: UUID, **wanted: Any) -> dict[str, Any]:
    """The take-out, once it is so."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found: dict[str, Any] = (await person.get(f"/takeouts/{takeout_id}")).json()
            if wanted.items() <= found.items():
                return found
            await asyncio.sleep(0.02)


async def test_how_far_it_is_can_be_seen_while_it_is_written(client: Enter, held: Held) -> None:
    amina, takeout = client(), new_id()
    await amina.join("amina")
    assert (await amina.put(f"/takeouts/{takeout}")).status_code == 202
    await until(amina, takeout, state="working", progress=42)
    held.go_on.set()
    await until(amina, takeout, state="ready", progress=100)


async def test_a_second_one_is_made_after_the_first(
    client: Enter, held: Held, database_url: str
) -> None:
    amina, mei, first, second = client(), client(), new_id(), new_id()
    await amina.join("amina")
    await mei.join("mei")
    assert (await amina.put(f"/takeouts/{first}")).status_code == 202
    await until(amina, first, progress=42)
    async with unchanged(database_url, "pgqueuer", "pgqueuer_log"):
        refused = await amina.put(f"/takeouts/{second}")
        assert (refused.status_code, refused.json()["code"]) == (409, "takeout_under_way")
        assert (await amina.put(f"/takeouts/{first}")).json()["id"] == str(first)
    assert (await mei.put(f"/takeouts/{new_id()}")).status_code == 202
    held.go_on.set()
    await until(amina, first, state="ready")
    assert (await amina.put(f"/takeouts/{second}")).status_code == 202
    await until(amina, second, state="ready")


async def test_of_many_at_once_one_is_made(client: Enter, held: Held) -> None:
    amina = client()
    await amina.join("amina")
    answers = await asyncio.gather(*(amina.put(f"/takeouts/{new_id()}") for _ in range(12)))
    assert sorted(one.status_code for one in answers) == [202] + [409] * 11
    assert len((await amina.get("/takeouts")).json()) == 1


async def test_one_that_was_never_finished_stands_in_nobodys_way(
    client: Enter, town: Town, clock: FixedClock
) -> None:
    amina = client()
    me = UUID((await amina.join("amina"))["id"])
    async with town.database.transaction() as db:
        # Its job is lost.
        await store.add(db, new_id(), me)
    assert (await amina.put(f"/takeouts/{new_id()}")).status_code == 409
    clock.advance(takeouts.LONGEST + timedelta(minutes=1))
    await amina.sign_in("amina")
    assert (await amina.put(f"/takeouts/{new_id()}")).status_code == 202


async def test_one_that_got_no_connection_did_not_fail(
    client: Enter, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, takeout, write = client(), new_id(), bundle.write
    me = UUID((await amina.join("amina"))["id"])
    async with town.database.transaction() as db:
        await store.add(db, takeout, me)

    async def busy(*_: Any) -> None:
        raise PoolExhausted

    monkeypatch.setattr(bundle, "write", busy)
    with pytest.raises(PoolExhausted):
        await takeouts.build(town, takeout)
    assert (await amina.get(f"/takeouts/{takeout}")).json()["state"] == "waiting"
    monkeypatch.setattr(bundle, "write", write)
    await takeouts.build(town, takeout)
    assert (await amina.get(f"/takeouts/{takeout}")).json()["state"] == "ready"


async def test_whatever_goes_wrong_with_it_is_told(
    client: Enter, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when it cannot be kept."""
    amina, takeout = client(), new_id()
    me = UUID((await amina.join("amina"))["id"])
    async with town.database.transaction() as db:
        await store.add(db, takeout, me)

    async def full(*_: Any) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(takeouts.blobs, "put_early", full)
    with pytest.raises(OSError, match="no space"):
        await takeouts.build(town, takeout)
    assert (await amina.get(f"/takeouts/{takeout}")).json()["state"] == "failed"
    assert (await amina.put(f"/takeouts/{new_id()}")).status_code == 202
