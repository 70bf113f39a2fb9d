"""Routes of stars and pins."""

from typing import Annotated
from uuid import UUID

from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from leapfrog.chat_highlights import highlights
from leapfrog.chat_highlights.highlights import Highlights, StarredPage
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, TownIn
from leapfrog.kernel.http import Limit as PageSize
from leapfrog.kernel.limits import Limit

STARRING = Limit("star", 600, 3600)
PINNING = Limit("pin", 120, 3600)


@get("/stars", summary="List starred messages")
async def list_stars(
    db: DbIn,
    signed: SignedIn,
    before: Annotated[
        str | None,
        QueryParameter(
            max_length=500, description="The `next` of the page before; without it the first page."
        ),
    ] = None,
    limit: PageSize = 50,
) -> StarredPage:
    """Messages that one starred and still sees, what was starred last first. Raises `Invalid`."""
    return await highlights.starred(db, signed.person_id, before, limit)


@get("/conversations/{conversation_id:uuid}/highlights", summary="Read highlights")
async def read_highlights(
    db: DbIn, signed: SignedIn, conversation_id: FromPath[UUID]
) -> Highlights:
    """What stands out in a conversation: one's own stars, and what is pinned for all. Raises
    `NoConversation`.
    """
    return await highlights.highlights(db, signed.person_id, conversation_id)


@put(
    "/conversations/{conversation_id:uuid}/stars/{seq:int}",
    summary="Star a message",
    status_code=204,
)
async def star(
    db: DbIn, town: TownIn, signed: SignedIn, conversation_id: FromPath[UUID], seq: FromPath[int]
) -> None:
    """Stars a message for oneself; nobody else sees it. Raises `NoConversation`, `NoMessage`,
    `TooManyStars`.
    """
    town.limit(STARRING, str(signed.person_id))
    await highlights.star(db, signed.person_id, conversation_id, seq)


@delete(
    "/conversations/{conversation_id:uuid}/stars/{seq:int}",
    summary="Take a star away",
    status_code=204,
)
async def unstar(
    db: DbIn, signed: SignedIn, conversation_id: FromPath[UUID], seq: FromPath[int]
) -> None:
    """Takes one's star off a message, whether it has one or not."""
    await highlights.unstar(db, signed.person_id, conversation_id, seq)


@put(
    "/conversations/{conversation_id:uuid}/pins/{seq:int}",
    summary="Pin a message",
    status_code=204,
)
async def pin(
    db: DbIn, town: TownIn, signed: SignedIn, conversation_id: FromPath[UUID], seq: FromPath[int]
) -> None:
    """Pins a message over the conversation, for all who are in it: either of two, or the owner and
    the admins of a group. Raises `MayNotPin`, `MovedAway`, `MutedAll`, `NoConversation`,
    `NoMessage`, `NotContacts`, `NotMember`, `ReadOnly`, `RequestWaits`, `TooManyPins`.
    """
    town.limit(PINNING, str(signed.person_id))
    await highlights.pin(db, signed.person_id, conversation_id, seq)


@delete(
    "/conversations/{conversation_id:uuid}/pins/{seq:int}",
    summary="Unpin a message",
    status_code=204,
)
async def unpin(
    db: DbIn, signed: SignedIn, conversation_id: FromPath[UUID], seq: FromPath[int]
) -> None:
    """Takes a pin away again, whoever set it; by who may pin. Raises `MayNotPin`,
    `NoConversation`.
    """
    await highlights.unpin(db, signed.person_id, conversation_id, seq)


routes: list[HTTPRouteHandler] = [list_stars, read_highlights, star, unstar, pin, unpin]
