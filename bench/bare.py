"""The reference of `make bench-http`: the same two requests by bare Starlette and asyncpg, with the
same statements, and nothing else: no limits, no safe headers, no log, no metrics, no description.
"""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leapfrog.chat import Conversation, Message
from leapfrog.chat import store as chat
from leapfrog.contacts import store_requests, store_rows
from leapfrog.identity import Person, avatar_url
from leapfrog.identity import store as identity


class LeanConnection(asyncpg.Connection):  # type: ignore[misc]
    """Leaves nothing behind in a session, so the round trip that resets it is not needed."""

    def get_reset_query(self) -> str:
        return ""


READ_MARK = msgspec.json.Decoder(dict[str, int])


async def who(connection: Any, request: Request) -> UUID | None:
    token = request.cookies.get("leapfrog_session", "")
    digest = hashlib.sha256(token.encode()).digest()
    row = await connection.fetchrow(identity.SIGNED, digest, datetime.now(UTC))
    return row[0] if row else None


async def mark_read(request: Request) -> Response:
    seq = READ_MARK.decode(await request.body())["seq"]
    talk = UUID(request.path_params["id"])
    async with request.app.state.pool.acquire() as connection:
        me = await who(connection, request)
        if me is None:
            return Response(status_code=401)
        async with connection.transaction():
            if await connection.fetchrow(chat.ONE, me, talk) is None:
                return Response(status_code=404)
            await connection.fetchval(chat.READ, talk, me, seq)
    return Response(status_code=204)


async def conversations(request: Request) -> Response:
    async with request.app.state.pool.acquire() as connection:
        me = await who(connection, request)
        if me is None:
            return Response(status_code=401)
        async with connection.transaction():
            members = await connection.fetch(chat.MINE, me, 1000)
            theirs = [row[4] for row in members]
            faces = await connection.fetch(identity.PEOPLE, theirs)
            pairs = await connection.fetch(store_requests.MAY_WRITE, [me] * len(theirs), theirs)
            ids, seqs = [row[0] for row in members], [row[1] for row in members]
            names = await connection.fetch(store_rows.NAMES, me, theirs)
            last = await connection.fetch(chat.LAST, ids, seqs)
    shown = {"conversations": made(members, faces, pairs, names, last)}
    return Response(msgspec.json.encode(shown), media_type="application/json")


def made(members: Any, faces: Any, pairs: Any, names: Any, last: Any) -> list[Conversation]:
    people = {row[0]: Person(*row[:5], avatar_url(row[5]), row[6]) for row in faces}
    writable = {row[1] for row in pairs}
    called = {row[0]: row[1] for row in names}
    said = {row[0]: Message(*row) for row in last}
    return [
        Conversation(
            id=row[0],
            kind="direct",
            name=called.get(row[4]) or people[row[4]].display_name,
            person=people[row[4]],
            last=said.get(row[0]),
            last_seq=row[1],
            read_seq=row[3],
            their_read_seq=row[5],
            unread=row[1] - row[3],
            writable=row[4] in writable,
        )
        for row in members
    ]


def create_bare(dsn: str, pool_size: int) -> Starlette:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.pool = await asyncpg.create_pool(
            dsn, min_size=2, max_size=pool_size, connection_class=LeanConnection
        )
        yield
        await app.state.pool.close()

    return Starlette(
        routes=[
            Route("/healthz", lambda _: Response()),
            Route("/api/v1/conversations", conversations),
            Route("/api/v1/conversations/{id}/read", mark_read, methods=["PUT"]),
        ],
        lifespan=lifespan,
    )
