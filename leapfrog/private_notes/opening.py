"""Somebody here writes to somebody elsewhere, whose server does not speak the line."""

from uuid import UUID

import msgspec

from leapfrog import chat, contacts, fediverse, identity, towns
from leapfrog.chat import Conversation
from leapfrog.identity import NoPerson, Person
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.private_notes import people, store
from leapfrog.private_notes.errors import NotReachedByNote, OnTheLine, ServerSilent
from leapfrog.towns import NotReached


class WrittenTo(msgspec.Struct, frozen=True):
    """Who is to be written to, and by which server they are reached."""

    person: Person
    host: str


async def open_by_note(town: Town, me: UUID, with_id: UUID) -> Conversation:
    """The conversation by private notes with a person elsewhere, made when there is none; a few
    texts can be said before they answer. Asks their server: opens transactions of its own. Raises
    `NoConversation`, `NoPerson`, `NotReachedByNote`, `OnTheLine`, `ServerSilent`.
    """
    async with town.database.reading() as db:
        found = await _checked(db, me, with_id)
        known = await store.of_two(db, me, with_id)
    if known is None:
        await _check_server(town, found)
    async with town.database.transaction() as db:
        again = await _checked(db, me, with_id)
        place = await chat.direct_of(db, me, with_id)
        if await store.begin(db, place, again.host, there=False):
            await chat.set_by_note(db, place, me)
        return await chat.one(db, me, place)


async def _checked(db: Db, me: UUID, with_id: UUID) -> WrittenTo:
    """Raises `NoPerson`, `NotReachedByNote`, `OnTheLine`."""
    person = (await identity.named(db, [with_id])).get(with_id)
    if person is None or person.kind not in ("person", "remote"):
        raise NoPerson
    host = await fediverse.reached_by_note(db, with_id) if person.kind == "remote" else None
    if host is None or await contacts.apart(db, [(me, with_id)]):
        raise NotReachedByNote
    if await people.on_the_line(db, person, host):
        raise OnTheLine
    return WrittenTo(person, host)


async def _check_server(town: Town, found: WrittenTo) -> None:
    """Nobody is written to the weaker way before their server was asked for the better one. Raises
    `OnTheLine`, `ServerSilent`.
    """
    domain = found.person.address.rpartition("@")[2]
    for one in sorted({domain, found.host}):
        try:
            await towns.look_up(town, one)
        except NotReached as why:
            if why.later:
                raise ServerSilent from None
        else:
            raise OnTheLine
