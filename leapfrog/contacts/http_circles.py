"""Routes of circles."""

from typing import Annotated
from uuid import UUID

from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from leapfrog.contacts import circles
from leapfrog.contacts.model import Circle
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input


class CircleInput(Input, frozen=True):
    name: Annotated[str, Meta(max_length=200)]


@get("/circles")
async def list_circles(db: DbIn, signed: SignedIn) -> list[Circle]:
    """One's own circles, in order. The first three are made when they are first asked for. Raises
    `NotFound`.
    """
    return await circles.mine(db, signed.person_id)


@put("/circles/{circle_id:uuid}")
async def put_circle(
    db: DbIn, signed: SignedIn, circle_id: FromPath[UUID], data: JSONBody[CircleInput]
) -> Circle:
    """Makes a circle, or renames it. Raises `Invalid`, `NoCircle`."""
    return await circles.put(db, signed.person_id, circle_id, data.name)


@delete("/circles/{circle_id:uuid}")
async def delete_circle(db: DbIn, signed: SignedIn, circle_id: FromPath[UUID]) -> None:
    """Dissolves a circle; its contacts stay. Again, nothing happens. Raises `NoCircle`."""
    await circles.delete(db, signed.person_id, circle_id)


routes: list[HTTPRouteHandler] = [list_circles, put_circle, delete_circle]
