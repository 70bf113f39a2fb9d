"""Chat's routes."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog.chat import conversations, marks, reading, showing
from leapfrog.chat.http_files import file_routes
from leapfrog.chat.model import (
    LARGEST_SEQ,
    Conversation,
    Draft,
    Event,
    Face,
    Message,
    Said,
)
from leapfrog.chat.reading import Where
from leapfrog.chat.sending import sender_of
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import AnyRequest, DbIn, Input, Limit

# Without an offset it is in UTC.
Moment = Annotated[datetime | None, QueryParameter()]
Place = Annotated[int | None, QueryParameter(ge=0, le=LARGEST_SEQ)]


class Conversations(msgspec.Struct, frozen=True):
    """The newest first."""

    conversations: list[Conversation]


class History(msgspec.Struct, frozen=True):
    """A page, oldest first; `more`: there is more in the direction asked, or after what was asked
    for. `people`: who said it, of a group.
    """

    messages: list[Message]
    more: bool
    people: list[Face]


class NewMessage(Input, frozen=True):
    """`meta` is the content of its kind, without `kind`. `ref`: the message that is answered, or
    changed by an `edit` (`body`: the new text), a `recall` or a `reaction` (`body`: the emoji).
    """

    body: Annotated[str, msgspec.Meta(max_length=20_000)] = ""
    kind: Said | Event = "text"
    ref: Annotated[int, msgspec.Meta(ge=1, le=LARGEST_SEQ)] | None = None
    mentions: tuple[UUID, ...] = ()
    meta: dict[str, Any] | None = None


class ReadMark(Input, frozen=True):
    seq: Annotated[int, msgspec.Meta(ge=0, le=LARGEST_SEQ)]


@get("/conversations")
async def list_conversations(db: DbIn, signed: SignedIn) -> Conversations:
    return Conversations(await conversations.mine(db, signed.person_id))


@put("/conversations/direct/{person_id:uuid}")
async def open_direct(db: DbIn, signed: SignedIn, person_id: FromPath[UUID]) -> Conversation:
    return await conversations.open_direct(db, signed.person_id, person_id)


@get("/conversations/{conversation_id:uuid}")
async def read_conversation(
    db: DbIn, signed: SignedIn, conversation_id: FromPath[UUID]
) -> Conversation:
    return await conversations.one(db, signed.person_id, conversation_id)


@get("/conversations/{conversation_id:uuid}/messages")
async def read_history(
    db: DbIn,
    signed: SignedIn,
    conversation_id: FromPath[UUID],
    *,
    before: Place = None,
    after: Place = None,
    around: Place = None,
    date: Moment = None,
    limit: Limit = 50,
) -> History:
    since = date.replace(tzinfo=date.tzinfo or UTC) if date else None
    where = Where(before, after, around, since)
    found, more = await reading.history(db, signed.person_id, conversation_id, where, limit)
    people = await showing.faces(db, signed.person_id, conversation_id, found)
    return History(found, more, people)


@put("/conversations/{conversation_id:uuid}/messages/{client_id:uuid}", status_code=200)
async def send(
    request: AnyRequest,
    signed: SignedIn,
    conversation_id: FromPath[UUID],
    client_id: FromPath[UUID],
    data: JSONBody[NewMessage],
) -> Message:
    draft = Draft(
        conversation_id,
        signed.person_id,
        client_id,
        data.body,
        data.kind,
        data.ref,
        data.mentions,
        data.meta,
    )
    return await sender_of(request).send(draft)


@put("/conversations/{conversation_id:uuid}/read", status_code=204)
async def mark_read(
    db: DbIn, signed: SignedIn, conversation_id: FromPath[UUID], data: JSONBody[ReadMark]
) -> None:
    await marks.read(db, signed.person_id, conversation_id, data.seq)


routes: list[HTTPRouteHandler] = [
    list_conversations,
    open_direct,
    read_conversation,
    read_history,
    send,
    mark_read,
    *file_routes,
]
