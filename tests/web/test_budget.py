"""What everyday deeds ask of the database, in statements and commits, exactly as `budget.json` has
it: each statement is a round trip, and each commit a write to the disk.

Who makes one cheaper lowers its numbers there; who needs one more raises them and says why.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextvars import ContextVar, copy_context
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from asyncpg import introspection
from msgspec.structs import asdict

from leapfrog.kernel import batcher
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.pool import Connection
from leapfrog.kernel.statements import ALONE, only_reads
from tests.chat.acts import Talk, say
from tests.pay.acts import allow, funded, ok, secured, send
from tests.posts.acts import comment, follow, post, posted

FILE = Path(__file__).parent / "budget.json"
ENDS = ("commit", "rollback")
# How a transaction begins whose end writes nothing.
READS = b"read only"


class Asked(msgspec.Struct):
    """Of one deed: statements that were waited for, and commits, those of single statements among
    them.
    """

    statements: int = 0
    commits: int = 0


counted: ContextVar[Asked | None] = ContextVar("counted", default=None)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each statement of any connection counts for the deed in whose context it is asked."""
    in_transaction: set[int] = set()
    execute, _execute, _many = Connection.execute, Connection._execute, Connection._executemany
    send_ahead = Connection.send

    def count(connection: Connection, sql: str) -> None:
        asked, word, writes = counted.get(), sql.strip().lower(), id(connection) in in_transaction
        if word in ENDS:
            in_transaction.discard(id(connection))
        if asked is None or sql in (introspection.INTRO_LOOKUP_TYPES, introspection.TYPE_BY_NAME):
            return
        if word in ENDS:
            asked.commits += writes and word == "commit"
        else:
            asked.statements += 1
            asked.commits += not writes and (ALONE in sql or not only_reads(sql))

    async def one(self: Connection, query: str, *args: Any, **more: Any) -> Any:
        if not args:
            count(self, query)
        return await execute(self, query, *args, **more)

    async def inner(self: Connection, query: str, *args: Any, **more: Any) -> Any:
        count(self, query)
        return await _execute(self, query, *args, **more)

    async def many(self: Connection, query: str, *args: Any, **more: Any) -> Any:
        count(self, query)
        return await _many(self, query, *args, **more)

    def ahead(self: Connection, message: bytes) -> None:
        if READS not in message:
            in_transaction.add(id(self))
        send_ahead(self, message)

    for name, act in {"execute": one, "_execute": inner, "_executemany": many}.items():
        monkeypatch.setattr(Connection, name, act)
    monkeypatch.setattr(Connection, "send", ahead)
    # What is gathered is asked for the deed that is alone here.
    monkeypatch.setattr(batcher, "Context", copy_context)


Deed = Callable[[], Awaitable[httpx.Response]]


async def asked(deed: Deed) -> Asked:
    """What it asks the third time, when all is known that is asked but once."""
    for _ in range(2):
        ok(await deed())

    async def count() -> Asked:
        found = Asked()
        counted.set(found)
        ok(await deed())
        counted.set(None)
        return found

    return await asyncio.create_task(count())


async def deeds(talk: Talk, town: Town) -> dict[str, Deed]:
    amina, bo = talk.amina, talk.bo
    await secured(amina)
    await allow(amina, 10_000, 100_000)
    await funded(town, amina, 100_000)
    await follow(bo, amina)
    shown = await posted(amina, "To be liked")
    shop = new_id()
    ok(await bo.put(f"/merchants/{shop}", json={"name": "Bo's", "category": "market"}))
    cursor = ok(await bo.get("/sync"))["cursor"]
    return {
        "a message": lambda: say(amina, talk.id, "hello"),
        "a chat is opened": lambda: bo.get(f"/conversations/{talk.id}/messages"),
        "the list of chats": lambda: bo.get("/conversations"),
        "what changed": lambda: bo.get("/sync", params={"cursor": cursor}),
        "a payment": lambda: send(amina, bo, 1, confirmation=None),
        "a payment at once": lambda: send(amina, bo, 1, confirmation=None, at_once=True),
        "a payment in a shop": lambda: amina.put(
            f"/merchants/{shop}/payments/{new_id()}", json={"amount": 1}
        ),
        "the wallet": lambda: amina.get("/wallet"),
        "a post": lambda: post(amina, "A day at the lake"),
        "a comment": lambda: comment(bo, shown["id"], "Lovely"),
        "a like": lambda: bo.put(f"/posts/{shown['id']}/like"),
        "the home timeline": lambda: bo.get("/square/home"),
        "one's profile is changed": lambda: amina.patch("/me", json={"about": str(new_id())}),
    }


async def test_everyday_deeds_ask_the_database_what_the_budget_says(
    talk: Talk, town: Town, counting: None
) -> None:
    found = {name: await asked(deed) for name, deed in (await deeds(talk, town)).items()}
    budget = msgspec.json.decode(FILE.read_bytes(), type=dict[str, Asked])
    assert found == budget, f"{FILE.name} would be now:\n{written(found)}"


def written(found: dict[str, Asked]) -> str:
    lines = (f"{json.dumps(name)}: {json.dumps(asdict(one))}" for name, one in found.items())
    return "{\n  " + ",\n  ".join(lines) + "\n}"
