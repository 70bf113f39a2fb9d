"""Routes of conversations and of what is said in them."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import get, patch, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog.chat import (
    conversation_settings,
    conversations,
    hydration,
    log_pages,
    read_receipts,
    requests,
)
from leapfrog.chat.conversation_settings import SettingsChange
from leapfrog.chat.errors import NoMessage
from leapfrog.chat.log_pages import HistoryPosition
from leapfrog.chat.model import LARGEST_SEQ, Conversation, Message
from leapfrog.chat.read_receipts import Readers
from leapfrog.chat.send_batch import sender_of
from leapfrog.chat_content import Event, MessageDraft, PersonLabel, Said
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn
from leapfrog.kernel.http import Limit as PageSize
from leapfrog.kernel.limits import Limit

Seq = Annotated[int, msgspec.Meta(ge=1, le=LARGEST_SEQ)]
Box = Literal["main", "requests"]
# Strangers that somebody writes to first.
ASKING = Limit("stranger", 20, 86_400)
# Without an offset it is in UTC.
Moment = Annotated[datetime | None, QueryParameter(description="From this time on.")]
Place = Annotated[
    int | None,
    QueryParameter(
        ge=0,
        le=LARGEST_SEQ,
        description="The number of a message, where the page ends, begins or is in the middle.",
    ),
]


class ConversationList(msgspec.Struct, frozen=True):
    """The newest first."""

    conversations: list[Conversation]


class History(msgspec.Struct, frozen=True):
    """A page, oldest first; `more`: there is more in the direction asked, or after what was asked
    for. `people`: who said it, of a group.
    """

    messages: list[Message]
    more: bool
    people: list[PersonLabel]


class NewMessage(Input, frozen=True):
    """`meta` is the content of its kind, without `kind`. `ref`: the message that is answered, or
    changed by an `edit` (`body`: the new text), a `recall` or a `reaction` (`body`: the emoji).
    """

    body: Annotated[str, msgspec.Meta(max_length=20_000)] = ""
    kind: Said | Event = "text"
    ref: Seq | None = None
    mentions: tuple[UUID, ...] = ()
    meta: dict[str, Any] | None = None


class ConversationSettingsInput(Input, frozen=True):
    """What is left out stays as it was."""

    muted: bool | None = None
    pinned: bool | None = None
    archived: bool | None = None
    marked_unread: bool | None = None


class HiddenInput(Input, frozen=True):
    seqs: Annotated[tuple[Seq, ...], msgspec.Meta(max_length=500)] = ()
    up_to: Seq | None = None


class RequestAnswer(Input, frozen=True):
    accept: bool


class ReadReceiptInput(Input, frozen=True):
    seq: Annotated[int, msgspec.Meta(ge=0, le=LARGEST_SEQ)]


@get("/conversations")
async def list_conversations(
    db: DbIn,
    signed: SignedIn,
    box: Annotated[Box, QueryParameter(description="Which of one's lists.")] = "main",
) -> ConversationList:
    """All conversations of one box, the newest first, each with its last message. Box `requests`
    holds what strangers began and was not accepted yet.
    """
    asked = box == "requests"
    return ConversationList(await conversations.mine(db, signed.person_id, asked=asked))


@put("/conversations/direct/{person_id:uuid}", summary="Open a direct conversation")
async def open_direct(
    db: DbIn, town: TownIn, signed: SignedIn, person_id: FromPath[UUID]
) -> Conversation:
    """Opens the conversation with one person, or answers the one that there is. With a stranger it
    is a request: three texts, until they accept or answer. Raises `MovedAway`, `NoConversation`,
    `NotContacts`.
    """
    opened = await requests.open_direct(db, signed.person_id, person_id)
    if opened.request == "sent" and not opened.last_seq:
        town.limit(ASKING, str(signed.person_id))
    return opened


@get("/conversations/{conversation_id:uuid}")
async def read_conversation(
    db: DbIn, signed: SignedIn, conversation_id: FromPath[UUID]
) -> Conversation:
    """One conversation as one's own list shows it: its last message, what is unread, and whether
    one may write. Raises `NoConversation`.
    """
    return await conversations.one(db, signed.person_id, conversation_id)


@get("/conversations/{conversation_id:uuid}/messages", summary="Read messages")
async def read_history(
    db: DbIn,
    signed: SignedIn,
    conversation_id: FromPath[UUID],
    *,
    before: Place = None,
    after: Place = None,
    around: Place = None,
    date: Moment = None,
    limit: PageSize = 50,
) -> History:
    """A page of the messages of a conversation, oldest first: the newest, or those before, after or
    around a number, or from a time on. At most one of these is given. Raises `NoConversation`.
    """
    since = date.replace(tzinfo=date.tzinfo or UTC) if date else None
    where = HistoryPosition(before, after, around, since)
    me = signed.person_id
    kind, found, more = await log_pages.history(db, me, conversation_id, where, limit)
    people = await hydration.faces(db, me, conversation_id, kind, found)
    return History(found, more, people)


@put(
    "/conversations/{conversation_id:uuid}/messages/{client_id:uuid}",
    summary="Send a message",
    status_code=200,
)
async def send(
    request: AnyRequest,
    signed: SignedIn,
    conversation_id: FromPath[UUID],
    client_id: FromPath[UUID],
    data: JSONBody[NewMessage],
) -> Message:
    """Says something in a conversation: a text, a file, a card, or an edit, recall or reaction to
    another message. Answers the message once it is on disk. Raises `BadContent`, `ClientIdUsed`,
    `EmptyMessage`, `LongMessage`, `MovedAway`, `MutedAll`, `NoConversation`, `NoFile`, `NoMessage`,
    `NotAdmin`, `NotContacts`, `NotMember`, `NotYourMessage`, `ReadOnly`, `Recalled`,
    `RequestWaits`, `StaysHere`, `TextsOnly`, `TooLate`.
    """
    draft = MessageDraft(
        conversation_id=conversation_id,
        sender_id=signed.person_id,
        client_id=client_id,
        body=data.body,
        kind=data.kind,
        ref=data.ref,
        mentions=data.mentions,
        meta=data.meta,
    )
    return await sender_of(request).send(draft)


@put("/conversations/{conversation_id:uuid}/read", status_code=204)
async def mark_read(
    request: AnyRequest,
    signed: SignedIn,
    conversation_id: FromPath[UUID],
    data: JSONBody[ReadReceiptInput],
) -> None:
    """Notes that all messages up to a number were read. It never goes back. Raises
    `NoConversation`.
    """
    await sender_of(request).mark(signed.person_id, conversation_id, data.seq, read=True)


@get("/conversations/{conversation_id:uuid}/messages/{seq:int}/readers")
async def list_readers(
    db: DbIn, signed: SignedIn, conversation_id: FromPath[UUID], seq: FromPath[int]
) -> Readers:
    """Who has read a message of one's own, and who has not. Raises `NoConversation`, `NoMessage`,
    `NotYourMessage`.
    """
    if not 1 <= seq <= LARGEST_SEQ:
        raise NoMessage
    return await read_receipts.readers(db, signed.person_id, conversation_id, seq)


@patch("/conversations/{conversation_id:uuid}/mine", summary="Change conversation settings")
async def change_mine(
    db: DbIn,
    signed: SignedIn,
    conversation_id: FromPath[UUID],
    data: JSONBody[ConversationSettingsInput],
) -> Conversation:
    """Mutes, pins, archives or marks a conversation as unread, for oneself only. Raises
    `NoConversation`.
    """
    wish = SettingsChange(data.muted, data.pinned, data.archived, data.marked_unread)
    return await conversation_settings.change(db, signed.person_id, conversation_id, wish)


@post("/conversations/{conversation_id:uuid}/hidden", summary="Hide messages", status_code=204)
async def hide(
    db: DbIn, signed: SignedIn, conversation_id: FromPath[UUID], data: JSONBody[HiddenInput]
) -> None:
    """Deletes messages for oneself only: these numbers, and all up to one. Raises
    `NoConversation`.
    """
    if data.up_to is not None:
        await conversation_settings.hide_up_to(db, signed.person_id, conversation_id, data.up_to)
    await conversation_settings.hide(db, signed.person_id, conversation_id, data.seqs)


@put("/conversations/{conversation_id:uuid}/request", status_code=204)
async def answer_stranger(
    db: DbIn, signed: SignedIn, conversation_id: FromPath[UUID], data: JSONBody[RequestAnswer]
) -> None:
    """Accepts or refuses the conversation that a stranger began. Who asked is not told of a no.
    Raises `NoMessageRequest`.
    """
    await requests.answer(db, signed.person_id, conversation_id, accept=data.accept)


routes: list[HTTPRouteHandler] = [
    list_conversations,
    open_direct,
    read_conversation,
    read_history,
    send,
    mark_read,
    list_readers,
    change_mine,
    hide,
    answer_stranger,
]
