"""Strangers: they may ask in a few words, which wait apart until they are answered."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog.chat import (
    conversations,
    store,
    store_log,
    store_read_receipts,
)
from leapfrog.chat.errors import NoMessageRequest, NotContacts
from leapfrog.chat.model import Conversation
from leapfrog.chat_content import DirectPair, pair
from leapfrog.chat_settings import settings_of
from leapfrog.contacts import apart, may_talk, may_write
from leapfrog.identity import check_here, moved, named
from leapfrog.kernel.db import Db


async def open_direct(db: Db, person_id: UUID, with_id: UUID) -> Conversation:
    """The conversation with somebody, made when there is none. Between people who are no contacts
    it is a request: the one who opens it may write a few texts, nobody is woken by them, and they
    lie apart until the other one accepts them or answers.

    The one with somebody who moved away can still be read. Raises `NotContacts` where a block lies
    between, or who wants no letters of strangers; `MovedAway` where nothing was said before.
    """
    contacts = bool(await may_talk(db, [(person_id, with_id)]))
    if not contacts and await moved(db, [with_id]):
        return await _kept(db, person_id, with_id)
    if not contacts and not await _may_ask(db, person_id, with_id):
        raise NotContacts
    opened = await direct_of(db, person_id, with_id)
    if not contacts:
        await store.ask(db, opened, person_id)
    return await conversations.one(db, person_id, opened)


async def _kept(db: Db, person_id: UUID, with_id: UUID) -> Conversation:
    people = pair(person_id, with_id)
    found = (await store.find_directs(db, [people])).get(people)
    if found is None:
        await check_here(db, [with_id])
        raise NotContacts
    return await conversations.one(db, person_id, found)


async def direct_of(db: Db, one: UUID, other: UUID) -> UUID:
    """The conversation of two people, made when there is none; whether they may write
    is not asked.
    """
    two = pair(one, other)
    return (await store.open_directs(db, [two]))[two]


async def directs_of(db: Db, pairs: Iterable[DirectPair]) -> dict[DirectPair, UUID]:
    """The conversations of these pairs of people, who may write to each other, by pair, made when
    there is none; in one statement where there are.
    """
    return await store.open_directs(db, pairs)


async def accepted_direct(db: Db, one: UUID, other: UUID) -> UUID:
    """The conversation in which these two may say anything: of contacts, made when there is none;
    of others, once one of them accepted what the other asked. Raises `MovedAway`, `NotContacts`.
    """
    if await may_write(db, [(one, other)]):
        return await direct_of(db, one, other)
    await check_here(db, [other])
    people = pair(one, other)
    found = (await store.find_directs(db, [people])).get(people)
    terms = await store.terms(db, one, found) if found else None
    if not found or not terms or terms.asked != "accepted" or await apart(db, [(one, other)]):
        raise NotContacts
    return found


async def _may_ask(db: Db, person_id: UUID, with_id: UUID) -> bool:
    if person_id == with_id or await apart(db, [(person_id, with_id)]):
        return False
    them = (await named(db, [with_id])).get(with_id)
    if them is None or them.kind != "person":
        return False
    return (await settings_of(db, with_id)).strangers == "all"


async def answer(db: Db, person_id: UUID, conversation_id: UUID, *, accept: bool) -> None:
    """Accepts what a stranger asked, or puts it away; whoever asked is not told of a no. Twice is
    one operation. Raises `NoMessageRequest`.
    """
    terms = await store_log.lock(db, conversation_id, person_id)
    if terms is None or terms.asked is None or terms.asked_by == person_id:
        raise NoMessageRequest
    if terms.asked == "accepted":
        if accept:
            return
        raise NoMessageRequest
    await store.answer(db, conversation_id, "accepted" if accept else "declined")
    if not accept:
        await store_read_receipts.hide_to(db, conversation_id, person_id, terms.last_seq)
    asked_by = [terms.asked_by] if accept and terms.asked_by else []
    conversations.tell_changed(db, [person_id, *asked_by])
