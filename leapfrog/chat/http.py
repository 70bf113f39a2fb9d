"""Chat's routes."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog.chat import conversations, messages
from leapfrog.chat.http_files import file_routes
from leapfrog.chat.model import LARGEST_SEQ, Conversation, Draft, Message
from leapfrog.chat.sending import sender_of
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import AnyRequest, DbIn, Input, Limit

Place = Annotated[int | None, QueryParameter(ge=0, le=LARGEST_SEQ)]


class Conversations(msgspec.Struct, frozen=True):
    """The newest first."""

    conversations: list[Conversation]


class History(msgspec.Struct, frozen=True):
    """A page, oldest first; `more`: there is more in the direction asked."""

    messages: list[Message]
    more: bool


class NewMessage(Input, frozen=True):
    body: Annotated[str, msgspec.Meta(max_length=20_000)]


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
    before: Place = None,
    after: Place = None,
    limit: Limit = 50,
) -> History:
    place = (before, after)
    found, more = await messages.history(db, signed.person_id, conversation_id, place, limit)
    return History(found, more)


@put("/conversations/{conversation_id:uuid}/messages/{client_id:uuid}", status_code=200)
async def send(
    request: AnyRequest,
    signed: SignedIn,
    conversation_id: FromPath[UUID],
    client_id: FromPath[UUID],
    data: JSONBody[NewMessage],
) -> Message:
    draft = Draft(conversation_id, signed.person_id, client_id, data.body)
    return await sender_of(request).send(draft)


@put("/conversations/{conversation_id:uuid}/read", status_code=204)
async def mark_read(
    db: DbIn, signed: SignedIn, conversation_id: FromPath[UUID], data: JSONBody[ReadMark]
) -> None:
    await messages.read(db, signed.person_id, conversation_id, data.seq)


routes: list[HTTPRouteHandler] = [
    list_conversations,
    open_direct,
    read_conversation,
    read_history,
    send,
    mark_read,
    *file_routes,
]
