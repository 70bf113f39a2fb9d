"""Ties: people of two towns ask each other to be contacts, say yes, and part.

What one here does is told to the other town; what one there does is done here by the verbs that
people here use. Of the book of the one there this town holds one line: that they have the one here
as a contact.
"""

from datetime import timedelta
from typing import Annotated
from uuid import UUID, uuid5

import asyncpg
import msgspec
import structlog
from msgspec import Meta

from leapfrog import contacts, identity
from leapfrog.chat import SaidToAnotherTown
from leapfrog.contacts import ContactAsked, ContactsEnded, PeopleConnected, StoredRequest
from leapfrog.identity import HomeSource
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.events import announce
from leapfrog.kernel.timers import cancel_all
from leapfrog.towns import cards, dispatches, people, resyncing, store_ties
from leapfrog.towns.dispatches import NewDispatch
from leapfrog.towns.errors import InvalidDispatch
from leapfrog.towns.model import Dispatch
from leapfrog.towns.people import TwoOfTowns

# Of a town whose people ask: so many of it, and so often one of them, in a day.
MOST_OF_TOWN, MOST_OF_ONE = 200, 20
A_DAY = timedelta(days=1)
log = structlog.get_logger()


class AskBody(msgspec.Struct, frozen=True):
    """`i`: the id of the request where it was made; `secret`: of an invitation of whom it asks."""

    i: UUID
    name: Annotated[str, Meta(max_length=200)]
    greeting: Annotated[str, Meta(max_length=contacts.LONGEST_GREETING)] = ""
    secret: Annotated[str, Meta(max_length=100)] = ""


async def request_is_sent(db: Db, event: ContactAsked) -> None:
    """A reaction: sends a contact request to the town of who is asked, by their address, since
    nothing else is known of them. Where this town does not speak with that one, it is undelivered.
    """
    two = await people.two_of(db, event.from_id, event.to_id)
    if two is None:
        await contacts.undelivered(db, event.request_id)
        return
    pid, home = await people.home_of(db, two.here.id)
    body = {"i": str(event.request_id), "greeting": event.greeting, "home": home}
    body["name"] = two.here.display_name
    if event.invitation:
        body["secret"] = event.invitation
    await dispatches.write(db, two.domain, [NewDispatch("tie.ask", body, pid, two.there.address)])


async def connection_is_told(db: Db, event: PeopleConnected) -> None:
    """A reaction: both are contacts here, so the other town is told yes, with the card. It says the
    same back once; who is tied already changes nothing.
    """
    two = await people.pair_of(db, event.one_id, event.other_id)
    if two is None:
        return
    await dispatches.line_to(db, two.domain)
    await store_ties.lock(db, two.here.id, two.there.id)
    pid, home = await people.home_of(db, two.here.id)
    card = await cards.current(db, two)
    await _send(db, two, NewDispatch("tie.yes", {"home": home, "card": card}, pid))


async def end_is_told(db: Db, event: ContactsEnded) -> None:
    """A reaction: a person here deleted or blocked one elsewhere: neither holds the other as a
    connected contact any more, and the other town is told.
    """
    two = await people.pair_of(db, event.by_id, event.other_id)
    if two is None or two.here.id != event.by_id:
        return
    await contacts.release(db, two.there.id, two.here.id)
    await contacts.release(db, two.here.id, two.there.id)
    await _end(db, two)


async def end_all(db: Db, person_id: UUID) -> int:
    """Somebody here is erased: all who hold them elsewhere are told, and those whom they asked;
    nothing that they said is kept for other towns. Answers how many are told.
    """
    pid = (await identity.pids_of(db, [person_id])).get(person_id)
    if pid:
        await dispatches.forget_sender(db, pid)
    asked = await store_ties.asked(db, person_id)
    found = sorted({*await store_ties.tied(db, person_id), *asked})
    for other in found:
        two = await people.pair_of(db, person_id, other)
        if two:
            await _end(db, two, by_address=other in asked)
    await cancel_all(db, cards.DUE, [f"{person_id}:{other}" for other in found])
    await store_ties.drop(db, person_id)
    return len(found)


async def _end(db: Db, two: TwoOfTowns, *, by_address: bool = False) -> None:
    """Takes back a request too, which was made by address."""
    pid, _ = await people.home_of(db, two.here.id)
    end = NewDispatch("tie.end", {}, pid, two.there.address)
    if by_address:
        await dispatches.write(db, two.domain, [end])
    else:
        await _send(db, two, end)


async def _send(db: Db, two: TwoOfTowns, dispatch: NewDispatch) -> None:
    """Only to who has come over the line, and so has a pid."""
    pid = await people.pid_of(db, two.there.id)
    if pid:
        await dispatches.write(db, two.domain, [msgspec.structs.replace(dispatch, to=pid)])


class _Unheard(Exception):
    """Why a request comes to nothing here, which the other town is not told."""


async def asked(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """Somebody elsewhere asks somebody here, by address. What is wrong with the request itself is
    told. Whatever follows from what this town knows (nobody lives there, they blocked them, the
    measure of the day is full) is answered like who has not decided yet: not at all; and what
    comes to nothing leaves nothing. Who was invited is a contact at once, or hears that the
    invitation is over. Raises `InvalidDispatch`, `InvalidHomeRecord`, `InvitationOver`,
    `MovedAway`.
    """
    body = msgspec.convert(dispatch.body, AskBody)
    if "@" not in dispatch.to or "\0" in body.name + body.greeting + body.secret:
        raise InvalidDispatch("this is no request")
    people.home_in(there, dispatch)
    if body.secret:
        await _invited(db, there, dispatch, body)
        return
    try:
        if await identity.person_of_pid(db, dispatch.sender):
            # Where somebody lives who is known counts, whatever becomes of the request.
            await people.meet(db, there, dispatch, named=body.name)
        async with db.savepoint():
            await _asked(db, there, dispatch, body)
    except (_Unheard, InvalidDispatch, Problem, asyncpg.DataError) as why:
        log.info("towns_request_unheard", domain=there.domain, why=str(why))


async def _asked(db: Db, there: HomeSource, dispatch: Dispatch, body: AskBody) -> None:
    sender = await people.meet(db, there, dispatch, named=body.name)
    since = db.now - A_DAY
    if (
        await store_ties.asks_of(db, there.domain, since) >= MOST_OF_TOWN
        or await store_ties.asks_of(db, there.domain, since, sender) >= MOST_OF_ONE
    ):
        raise _Unheard("too many requests for one day")
    receiver = await people.addressed(db, dispatch)
    if receiver is None:
        raise _Unheard("of nobody")
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


async def _invited(db: Db, there: HomeSource, dispatch: Dispatch, body: AskBody) -> None:
    """A secret is a yes that was given before: it counts against no measure, and a wrong one leaves
    nothing here. Raises `InvalidDispatch`, `InvitationOver`, `MovedAway`.
    """
    receiver = await people.addressed(db, dispatch)
    await contacts.check_invitation(db, body.secret, receiver)
    assert receiver is not None
    sender = await people.meet(db, there, dispatch, named=body.name)
    tied = await contacts.may_talk(db, [(receiver, sender)])
    await contacts.accept_invitation(db, sender, body.secret)
    if tied:
        await connection_is_told(db, PeopleConnected(receiver, sender))


# They asked again, or are contacts as far as this town knows.
SAID_ALREADY = frozenset(("already_contacts", "already_requested"))


async def _answer_again(db: Db, sender: UUID, receiver: UUID) -> None:
    """A town that has forgotten the answer hears it again, from who is still tied."""
    if await contacts.may_talk(db, [(receiver, sender)]):
        await connection_is_told(db, PeopleConnected(receiver, sender))


async def accepted(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """Somebody elsewhere says yes, with their card; who was asked by address is known by their key
    from now on. Of a yes that nobody waits for nothing comes. Raises `InvalidDispatch`.
    """
    receiver = await people.receiver(db, dispatch)
    if receiver is None:
        return
    sender = await people.meet(db, there, dispatch)
    if not await contacts.remote_accepted(db, sender, receiver):
        raise InvalidDispatch("nobody asked for that")
    await store_ties.lock(db, receiver, sender)
    await cards.seen(db, sender, receiver, dispatch.body.get("card"))
    place = await store_ties.talk_of(db, receiver, sender)
    if place:
        # Of somebody who moved, what their town of before had not carried yet.
        await announce(db, SaidToAnotherTown(place))
    await resyncing.ask(db, receiver, sender)


async def ended(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """Somebody elsewhere holds the one here no more, or takes back what they asked by address. Who
    is not known was asking nobody, and is told nothing.
    """
    try:
        sender = await people.sender(db, there, dispatch)
        find = people.addressed if "@" in dispatch.to else people.receiver
        receiver = await find(db, dispatch)
    except InvalidDispatch:
        return
    if receiver:
        await contacts.remote_ended(db, sender, receiver)


async def moved(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """A home record of somebody who is known, whoever brings it: it is signed by the one whose it
    is. A new address counts once the town of that address brings it. Raises `InvalidDispatch`,
    `InvalidHomeRecord`.
    """
    record = dispatch.body.get("home")
    if not isinstance(record, dict):
        raise InvalidDispatch("without a home record")
    pid = identity.check_home(record).record.pid
    if await identity.person_of_pid(db, pid):
        await people.take_home(db, record, there)
