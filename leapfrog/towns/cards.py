"""Living cards across towns: what somebody shows goes to each of those whom they show it to, whole
and numbered; what is withdrawn is forgotten there.
"""

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from leapfrog import contacts, identity
from leapfrog.contacts import CardChanged, ContactDetail
from leapfrog.identity import HomeSource, ProfileChange, ProfileChanged
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule_first
from leapfrog.towns import dispatches, people, store_ties
from leapfrog.towns.dispatches import NewDispatch
from leapfrog.towns.errors import InvalidDispatch
from leapfrog.towns.model import Dispatch
from leapfrog.towns.people import TwoOfTowns

DUE = "towns.card"
# So often at most the card of somebody goes to one of those who see it.
EVERY = timedelta(minutes=1)
# So often it is looked whether this town speaks with another one again.
UNSPOKEN = timedelta(hours=1)
LONGEST_LABEL, LONGEST_VALUE = 60, 2000


class CardBody(msgspec.Struct, frozen=True):
    """`v` grows with each card; `fields` are all that the other one may see now."""

    v: int
    name: Annotated[str, Meta(max_length=200)]
    fields: Annotated[list[ContactDetail], Meta(max_length=100)]


async def current(db: Db, two: TwoOfTowns) -> dict[str, Any]:
    """What the one here shows to the other one at this moment, as the next version. A version is
    the time in milliseconds, and never less than the one before it: a town that comes back from a
    backup still counts upwards.
    """
    tie = await store_ties.lock(db, two.here.id, two.there.id)
    version = max(tie.card_sent + 1, int(db.now.timestamp() * 1000))
    await store_ties.card_sent(db, two.here.id, two.there.id, version)
    shown = await contacts.shared(db, two.there.id, [two.here.id])
    found = CardBody(version, two.here.display_name, shown.get(two.here.id, []))
    body: dict[str, Any] = msgspec.to_builtins(found)
    return body


async def card_is_told(db: Db, event: CardChanged) -> None:
    """A reaction: schedules to send the card of a person to contacts elsewhere who see something
    else of it now.
    """
    await _soon(db, event.owner_id, event.viewer_ids)


async def name_is_told(db: Db, event: ProfileChanged) -> None:
    """A reaction: schedules to send the card of a person whose profile changed to all towns with
    people who hold them.
    """
    await _soon(db, event.person_id, await store_ties.tied(db, event.person_id))


async def _soon(db: Db, owner: UUID, viewers: list[UUID]) -> None:
    for viewer in viewers:
        two = await people.pair_of(db, owner, viewer)
        if two and two.here.id == owner:
            # Read, and not held: another one may hold several of them in another order.
            last = db.now.timestamp() - await store_ties.card_of(db, owner, viewer) / 1000
            # A clock that was put back waits for a minute, and no longer.
            wait = max(timedelta(), EVERY - timedelta(seconds=max(0.0, min(last, 60.0))))
            await schedule_first(db, DUE, f"{owner}:{viewer}", db.now + wait)


async def due(db: Db, ref: str, _body: object) -> None:
    """A timer: the card as it is now; nothing for who is not tied any more. Later, where this town
    does not speak with that one now.
    """
    owner, _, viewer = ref.partition(":")
    two = await people.pair_of(db, UUID(owner), UUID(viewer))
    pid = await people.pid_of(db, UUID(viewer))
    if two is None or pid is None or two.here.id != UUID(owner):
        return
    if two.here.id not in await _seen_by(db, two):
        return
    if not await people.spoken(db, two.domain):
        await schedule_first(db, DUE, ref, db.now + UNSPOKEN)
        return
    sender, _ = await people.home_of(db, two.here.id)
    card = await current(db, two)
    await dispatches.write(db, two.domain, [NewDispatch("card", {"card": card}, sender, pid)])


async def _seen_by(db: Db, two: TwoOfTowns) -> set[UUID]:
    pairs = await contacts.may_talk(db, [(two.there.id, two.here.id)])
    return {pair[1] for pair in pairs}


async def changed(db: Db, there: HomeSource, dispatch: Dispatch) -> None:
    """A card that somebody elsewhere shows somebody here. Raises `InvalidDispatch`, also where
    they are no contacts: so nobody learns whether this town knows the one who shows it.
    """
    receiver = await people.receiver(db, dispatch)
    if receiver is None:
        return
    sender = await people.sender(db, there, dispatch)
    if not await contacts.may_talk(db, [(sender, receiver)]):
        raise InvalidDispatch("they are no contacts")
    await seen(db, sender, receiver, dispatch.body.get("card"))


async def seen(db: Db, sender: UUID, receiver: UUID, body: Any) -> None:
    """Keeps a card; an older one than is known changes nothing. Raises `InvalidDispatch`,
    `Invalid`.
    """
    card = msgspec.convert(body, CardBody)
    for one in card.fields:
        if not one.value or len(one.label) > LONGEST_LABEL or len(one.value) > LONGEST_VALUE:
            raise InvalidDispatch("a field of a card that is too long, or empty")
    if not await contacts.may_talk(db, [(sender, receiver)]):
        return
    await store_ties.lock(db, receiver, sender)
    if not await store_ties.card_seen(db, receiver, sender, card.v):
        return
    await contacts.show_from_remote(db, receiver, sender, card.fields)
    person = (await identity.named(db, [sender]))[sender]
    if card.name and card.name != person.display_name:
        await identity.change(db, sender, ProfileChange(card.name))
