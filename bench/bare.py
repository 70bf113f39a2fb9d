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

from leapfrog.contacts import ContactRow, store_circles, store_rows
from leapfrog.contacts.model import Circle
from leapfrog.identity import Person
from leapfrog.identity import store as identity


class LeanConnection(asyncpg.Connection):  # type: ignore[misc]
    """Leaves nothing behind in a session, so the round trip that resets it is not needed."""

    def get_reset_query(self) -> str:
        return ""


NAME = msgspec.json.Decoder(dict[str, str])
SIGNED = "select person_id from identity_session where token_hash = $1 and expires_at > $2"


async def who(connection: Any, request: Request) -> UUID | None:
    token = request.cookies.get("leapfrog_session", "")
    digest = hashlib.sha256(token.encode()).digest()
    me: UUID | None = await connection.fetchval(SIGNED, digest, datetime.now(UTC))
    return me


async def put_circle(request: Request) -> Response:
    name = NAME.decode(await request.body())["name"]
    circle_id = UUID(request.path_params["id"])
    async with request.app.state.pool.acquire() as connection:
        me = await who(connection, request)
        if me is None:
            return Response(status_code=401)
        async with connection.transaction():
            await connection.fetch(store_circles.CIRCLES, me)
            await connection.execute(store_circles.PUT, circle_id, me, name, "own")
            rows = await connection.fetch(store_circles.CIRCLES, me)
    put = next(Circle(**row) for row in rows if row["id"] == circle_id)
    return Response(msgspec.json.encode(put), media_type="application/json")


async def contacts(request: Request) -> Response:
    limit = int(request.query_params["limit"])
    async with request.app.state.pool.acquire() as connection:
        me = await who(connection, request)
        if me is None:
            return Response(status_code=401)
        async with connection.transaction():
            given = (me, None, None, [], [], None, None, limit)
            rows = await connection.fetch(store_rows.PAGE, *given)
            faces = await connection.fetch(identity.PEOPLE, [row["person_id"] for row in rows])
    people = {face["id"]: Person(**{**face, "emojis": {}}) for face in faces}
    shown = [made(row, people[row["person_id"]]) for row in rows]
    page = {"contacts": shown, "total": rows[0]["total"], "next": str(rows[-1]["id"])}
    return Response(msgspec.json.encode(page), media_type="application/json")


def made(row: Any, person: Person) -> ContactRow:
    return ContactRow(
        id=row["id"],
        name=row["name"],
        sort=row["sort"],
        person=person,
        connected=row["connected"],
        avatar=person.avatar,
        org=row["org"],
        starred=row["starred"],
        tags=row["tags"],
        circles=row["circles"],
        subtitle=f"@{person.handle}",
        search=row["search"],
    )


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
            Route("/api/v1/contacts", contacts),
            Route("/api/v1/circles/{id}", put_circle, methods=["PUT"]),
        ],
        lifespan=lifespan,
    )
