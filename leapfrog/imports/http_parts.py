"""Routes of what is in an imported file: contacts, conversations, people who speak in them."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, patch, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, PathParameter, QueryParameter

from leapfrog.identity import SignedIn
from leapfrog.imports import chats, contacts
from leapfrog.imports.chats.model import ImportConversation, ImportPerson, SpeakerChoice
from leapfrog.imports.contacts.model import ImportItem, ItemPage
from leapfrog.imports.contacts.review import Choice
from leapfrog.kernel.http import DbIn, Input, Limit

Number = Annotated[
    int, QueryParameter(ge=0, le=1_000_000, description="The `next` of the page before.")
]


class ImportDecisionInput(Input, frozen=True):
    decision: Choice


class SpeakerInput(Input, frozen=True):
    """Who these people are."""

    people: Annotated[list[SpeakerChoice], msgspec.Meta(max_length=1000)]


class ImportPeople(msgspec.Struct, frozen=True):
    """A page, who says most first; `next` is the `after` of the following one."""

    people: list[ImportPerson]
    next: int | None


class ImportConversations(msgspec.Struct, frozen=True):
    """A page in the order of the file; `next` is the `after` of the following one."""

    conversations: list[ImportConversation]
    next: int | None


@get("/imports/{import_id:uuid}/contacts", summary="List contacts of an import")
async def list_contacts(
    db: DbIn,
    signed: SignedIn,
    import_id: FromPath[UUID],
    after: Annotated[int, QueryParameter(description="The `next` of the page before.")] = 0,
    limit: Limit = 100,
) -> ItemPage:
    """A page of what is in a contacts file, each with what is about to become of it. Raises
    `NoImport`.
    """
    return await contacts.items(db, signed.person_id, import_id, after, limit)


@patch("/imports/{import_id:uuid}/contacts/{n:int}", summary="Decide on a contact of an import")
async def decide(
    db: DbIn,
    signed: SignedIn,
    import_id: FromPath[UUID],
    n: Annotated[int, PathParameter(description="The number of the entry in its file.")],
    data: JSONBody[ImportDecisionInput],
) -> ImportItem:
    """Says what becomes of one card of a file: added, united with a contact, or left out. Raises
    `ImportApplied`, `ImportBusy`, `ImportUndone`, `Invalid`, `NoImport`.
    """
    return await contacts.decide(db, signed.person_id, import_id, n, data.decision)


@get("/imports/{import_id:uuid}/conversations", summary="List conversations of an import")
async def list_conversations(
    db: DbIn,
    signed: SignedIn,
    import_id: FromPath[UUID],
    after: Number = 0,
    limit: Limit = 100,
) -> ImportConversations:
    """A page of the conversations in a file of chats, each with whether it comes in. Raises
    `NoImport`.
    """
    found = await chats.conversations(db, signed.person_id, import_id, after, limit)
    return ImportConversations(found, found[-1].n + 1 if len(found) == limit else None)


@get("/imports/{import_id:uuid}/people", summary="List people of an import")
async def list_people(
    db: DbIn,
    signed: SignedIn,
    import_id: FromPath[UUID],
    after: Number = 0,
    limit: Limit = 100,
) -> ImportPeople:
    """A page of the people who speak in a file of chats, with whom each was matched. Raises
    `NoContact`, `NoImport`.
    """
    found = await chats.people(db, signed.person_id, import_id, after, limit)
    return ImportPeople(found, after + limit if len(found) == limit else None)


@put("/imports/{import_id:uuid}/people", summary="Choose people of an import", status_code=204)
async def choose_people(
    db: DbIn, signed: SignedIn, import_id: FromPath[UUID], data: JSONBody[SpeakerInput]
) -> None:
    """Says which of the people in a file of chats is oneself, and which are contacts. Raises
    `ImportApplied`, `ImportBusy`, `ImportUndone`, `Invalid`, `NoContact`, `NoImport`.
    """
    await chats.choose_people(db, signed.person_id, import_id, data.people)


routes: list[HTTPRouteHandler] = [
    list_contacts,
    decide,
    list_conversations,
    list_people,
    choose_people,
]
