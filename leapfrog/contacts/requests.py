"""Requests: one person asks another to become contacts; a refusal is silent."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.contacts import circles, store, store_requests
from leapfrog.contacts.connections import REQUESTS, connect
from leapfrog.contacts.errors import (
    AlreadyContacts,
    AlreadyRequested,
    BlockedByYou,
    ContactIdUsed,
    ElsewhereNow,
    NoContactRequest,
    RequestDecided,
    Yourself,
)
from leapfrog.contacts.events import ContactAsked
from leapfrog.contacts.model import (
    LONGEST_GREETING,
    REQUEST_AGAIN,
    ContactEntry,
    ContactRequest,
    RequestState,
    StoredRequest,
    clean,
)
from leapfrog.contacts.store_requests import RelationshipState
from leapfrog.identity import check_here, named, pids_of, remote_among
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.events import announce

MOST_SHOWN = 200


class Requests(msgspec.Struct, frozen=True):
    """Those that wait come first; a refusal looks to its sender as if it still waited."""

    received: list[ContactRequest]
    sent: list[ContactRequest]


async def ask(db: Db, asked: StoredRequest, invitation: str = "") -> ContactRequest:
    """Asks a person to be a contact; answers the request as its sender sees it. The same id again
    is the same request. `invitation`: the secret of an invitation of whom it asks, who lives in
    another town.

    When the other asked too, or still has the sender as a contact, both are connected at once. One
    request stands at a time, and a new one can follow after `REQUEST_AGAIN`. Somebody who blocked
    the sender never hears of it. Raises `Invalid`, `Yourself`, `ContactIdUsed`, `BlockedByYou`,
    `MovedAway`, `AlreadyContacts`, `AlreadyRequested`.
    """
    if asked.from_id == asked.to_id:
        raise Yourself
    greeting = clean(asked.greeting)
    if len(greeting) > LONGEST_GREETING:
        raise Invalid(f"At most {LONGEST_GREETING} characters.")
    await store.hold(db, [asked.from_id, asked.to_id])
    before = await store_requests.request(db, asked.id)
    if before is None:
        await _ask(db, msgspec.structs.replace(asked, greeting=greeting), clean(invitation))
    elif (before.from_id, before.to_id) != (asked.from_id, asked.to_id):
        raise ContactIdUsed
    made = await store_requests.request(db, asked.id)
    assert made is not None
    return (await _shown(db, asked.from_id, [made]))[0]


async def _ask(db: Db, asked: StoredRequest, invitation: str) -> None:
    ties = await store_requests.ties(db, asked.from_id, asked.to_id)
    if ties.blocked:
        raise BlockedByYou
    await check_here(db, [asked.to_id])
    if ties.connected and (ties.connected_there or ties.blocked_there):
        raise AlreadyContacts
    if not ties.blocked_there and (ties.connected_there or ties.received):
        await store_requests.add(db, msgspec.structs.replace(asked, state="accepted"))
        await connect(db, asked.from_id, asked.to_id, "request")
        return
    # Who was invited meanwhile need not wait.
    if ties.sent_at and db.now < ties.sent_at + REQUEST_AGAIN and not invitation:
        raise AlreadyRequested
    await store_requests.withdraw(db, asked.from_id, asked.to_id)
    await store_requests.add(db, asked)
    if await remote_among(db, [asked.to_id]):
        two = (asked.from_id, asked.to_id)
        await announce(db, ContactAsked(asked.id, *two, asked.greeting, invitation))
    stream.tell(db, _hearing(asked, ties), REQUESTS)


def _hearing(asked: StoredRequest, ties: RelationshipState) -> list[UUID]:
    return [asked.from_id] if ties.blocked_there else [asked.from_id, asked.to_id]


async def accept(db: Db, me: UUID, request_id: UUID, places: Sequence[UUID]) -> ContactEntry:
    """Accepts a contact request: both are contacts then, the new one in the circles `places`;
    answers their entry in my book. Again, nothing happens. Raises `NoContactRequest`,
    `BlockedByYou`, `ElsewhereNow`, `MovedAway`, `RequestDecided`, `NoCircle`.
    """
    asked = await _received(db, me, request_id)
    if asked.state == "pending":
        if await remote_among(db, [asked.from_id]) and not await pids_of(db, [asked.from_id]):
            # An arrival brought it along: over the line they never asked.
            raise ElsewhereNow
        await check_here(db, [asked.from_id])
        await circles.check(db, me, places)
        await connect(db, me, asked.from_id, "request")
    entry = await store.by_person(db, me, asked.from_id)
    if asked.state == "declined" or entry is None:
        raise RequestDecided
    if asked.state == "pending" and places:
        await circles.place(db, me, entry.id, places)
    return entry


async def refuse(db: Db, me: UUID, request_id: UUID) -> None:
    """Declines; the other is not told. Twice is one operation. Raises `NoContactRequest`,
    `RequestDecided`.
    """
    asked = await _received(db, me, request_id)
    if asked.state == "accepted":
        raise RequestDecided
    await store_requests.decide(db, request_id, "declined")
    stream.tell(db, (me,), REQUESTS)


async def undelivered(db: Db, request_id: UUID, why: RequestState = "undelivered") -> None:
    """Ends a contact request to somebody of another town that came to nothing: `undelivered` where
    there is no such person or town, or another state. Tells the asker's devices.
    """
    asked = await store_requests.request(db, request_id)
    if asked and await store_requests.decide(db, request_id, why):
        stream.tell(db, (asked.from_id,), REQUESTS)


async def remote_accepted(db: Db, by: UUID, asker: UUID) -> bool:
    """A person of another town says yes to what `asker` asked them, or what is asked crosses: both
    are contacts then. False where nothing was asked and nothing is between them.
    """
    await store.hold(db, [by, asker])
    ties = await store_requests.ties(db, asker, by)
    if ties.blocked or not (ties.sent or ties.connected):
        return False
    await connect(db, asker, by, "request")
    return True


async def _received(db: Db, me: UUID, request_id: UUID) -> StoredRequest:
    """A request to me, whose two people nobody else changes until the transaction ends."""
    asked = await store_requests.request(db, request_id)
    if asked is None or asked.to_id != me:
        raise NoContactRequest
    await store.hold(db, [asked.from_id, asked.to_id])
    asked = await store_requests.request(db, request_id)
    if asked is None:
        raise NoContactRequest
    if (await store_requests.ties(db, me, asked.from_id)).blocked:
        raise BlockedByYou
    return asked


async def mine(db: Db, me: UUID) -> Requests:
    """What others ask of me, and what I asked."""
    received = await store_requests.received(db, me, MOST_SHOWN)
    sent = await store_requests.sent(db, me, MOST_SHOWN)
    return Requests(await _shown(db, me, received), await _shown(db, me, sent))


async def _shown(db: Db, me: UUID, found: Sequence[StoredRequest]) -> list[ContactRequest]:
    others = [asked.to_id if asked.from_id == me else asked.from_id for asked in found]
    people = await named(db, others)
    return [
        ContactRequest(asked.id, people[other], asked.greeting, _state(me, asked), asked.created_at)
        for asked, other in zip(found, others, strict=True)
    ]


def _state(me: UUID, asked: StoredRequest) -> RequestState:
    return "pending" if asked.from_id == me and asked.state == "declined" else asked.state
