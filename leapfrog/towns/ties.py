"""Ties: people of two towns ask each other to be contacts, say yes, and part.

What one here does is told to the other town; what one there does is done here by the verbs that
people here use. Of the book of the one there this town holds one line: that they have the one here
as a contact.
"""

from datetime import timedelta
from uuid import UUID, uuid5

import msgspec

from leapfrog import contacts, identity
from leapfrog.contacts import ContactAsked, ContactsEnded, PeopleConnected, StoredRequest
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.timers import cancel_all
from leapfrog.towns import cards, dispatches, people, store_ties
from leapfrog.towns.dispatches import NewDispatch
from leapfrog.towns.errors import InvalidDispatch
from leapfrog.towns.model import Dispatch
from leapfrog.towns.people import TwoOfTowns
from leapfrog.towns.store import OtherTown

# Of a town whose people ask: so many of it, and so often one of them, in a day.
MOST_OF_TOWN, MOST_OF_ONE = 200, 20
A_DAY = timedelta(days=1)


class AskBody(msgspec.Struct, frozen=True):
    """`i`: the id of the request where it was made."""

    i: UUID
    name: str
    greeting: str = ""


async def request_is_sent(db: Db, event: ContactAsked) -> None:
    """A reaction: who lives elsewhere is asked there, by address: nothing else is known of them."""
    two = await people.two_of(db, event.from_id, event.to_id)
    if two is None:
        await contacts.undelivered(db, event.request_id)
        return
    pid, home = await people.home_of(db, two.here.id)
    body = {"i": str(event.request_id), "greeting": event.greeting, "home": home}
    body["name"] = two.here.display_name
    await dispatches.write(db, two.domain, [NewDispatch("tie.ask", body, pid, two.there.address)])


async def connection_is_told(db: Db, event: PeopleConnected) -> None:
    """A reaction: both are contacts here, so the other town is told yes, with the card. It says the
    same back once; who is tied already changes nothing.
    """
    two = await people.two_of(db, event.one_id, event.other_id)
    if two is None:
        return
    await store_ties.lock(db, two.here.id, two.there.id)
    pid, home = await people.home_of(db, two.here.id)
    card = await cards.current(db, two)
    await _send(db, two, NewDispatch("tie.yes", {"home": home, "card": card}, pid))


async def end_is_told(db: Db, event: ContactsEnded) -> None:
    """A reaction: who here deleted or blocked somebody elsewhere holds nothing of them any more."""
    two = await people.two_of(db, event.by_id, event.other_id)
    if two is None or two.here.id != event.by_id:
        return
    await contacts.release(db, two.there.id, two.here.id)
    await contacts.release(db, two.here.id, two.there.id)
    await _end(db, two)


async def end_all(db: Db, person_id: UUID) -> int:
    """Somebody here is erased: all who hold them elsewhere are told. Answers how many."""
    found = await store_ties.tied(db, person_id)
    for other in found:
        two = await people.two_of(db, person_id, other)
        if two:
            await _end(db, two)
    await cancel_all(db, cards.DUE, [f"{person_id}:{other}" for other in found])
    await store_ties.drop(db, person_id)
    return len(found)


async def _end(db: Db, two: TwoOfTowns) -> None:
    pid, _ = await people.home_of(db, two.here.id)
    await _send(db, two, NewDispatch("tie.end", {}, pid))


async def _send(db: Db, two: TwoOfTowns, dispatch: NewDispatch) -> None:
    """Only to who has come over the line, and so has a pid."""
    pid = await people.pid_of(db, two.there.id)
    if pid:
        await dispatches.write(db, two.domain, [msgspec.structs.replace(dispatch, to=pid)])


async def asked(db: Db, there: OtherTown, dispatch: Dispatch) -> None:
    """Somebody elsewhere asks somebody here. Who is not here, or blocked them, is answered like who
    has not decided yet: not at all. Raises `InvalidDispatch`, `Problem`.
    """
    body = msgspec.convert(dispatch.body, AskBody)
    await people.meet(db, there, dispatch, named=body.name)
    sender = await people.sender(db, there, dispatch)
    receiver = await people.receiver(db, dispatch)
    if receiver is None:
        return
    since = db.now - A_DAY
    if (
        await store_ties.asks_of(db, there.domain, since) >= MOST_OF_TOWN
        or await store_ties.asks_of(db, there.domain, since, sender) >= MOST_OF_ONE
    ):
        raise InvalidDispatch("too many requests for one day")
    # The id is of another town: here it is one that nobody else can have meant.
    request_id = uuid5(sender, body.i.hex)
    request = StoredRequest(request_id, sender, receiver, body.greeting, "pending", db.now)
    try:
        async with db.savepoint():
            await contacts.ask_contact(db, request)
    except Problem as why:
        if why.code not in SAID_ALREADY:
            raise
        await _answer_again(db, sender, receiver)


# They asked again, or are contacts as far as this town knows.
SAID_ALREADY = frozenset(("already_contacts", "already_requested"))


async def _answer_again(db: Db, sender: UUID, receiver: UUID) -> None:
    """A town that has forgotten the answer hears it again, from who is still tied."""
    if await contacts.may_talk(db, [(receiver, sender)]):
        await connection_is_told(db, PeopleConnected(receiver, sender))


async def accepted(db: Db, there: OtherTown, dispatch: Dispatch) -> None:
    """Somebody elsewhere says yes, with their card. Of a yes that nobody waits for nothing comes.
    Raises `InvalidDispatch`.
    """
    sender, receiver = await _accepting(db, there, dispatch)
    if receiver is None:
        return
    if not await contacts.remote_accepted(db, sender, receiver):
        raise InvalidDispatch("nobody asked for that")
    await store_ties.lock(db, receiver, sender)
    await cards.seen(db, sender, receiver, dispatch.body.get("card"))


async def _accepting(db: Db, there: OtherTown, dispatch: Dispatch) -> tuple[UUID, UUID | None]:
    """Who says yes to whom. Who was asked by address is known by their key from now on."""
    await people.meet(db, there, dispatch)
    return await people.sender(db, there, dispatch), await people.receiver(db, dispatch)


async def ended(db: Db, there: OtherTown, dispatch: Dispatch) -> None:
    """Somebody elsewhere holds the one here no more. Raises `InvalidDispatch`."""
    sender, receiver = await people.sender(db, there, dispatch), await people.receiver(db, dispatch)
    if receiver:
        await contacts.remote_ended(db, sender, receiver)


async def moved(db: Db, there: OtherTown, dispatch: Dispatch) -> None:
    """A home record, whoever brings it: it is signed by the one whose it is. Raises
    `InvalidHomeRecord`.
    """
    record = dispatch.body.get("home")
    if not isinstance(record, dict):
        raise InvalidDispatch("without a home record")
    await identity.meet_home(db, record, None)
