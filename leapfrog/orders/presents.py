"""Presents: asked about in the chat of two, answered there, used by a payment."""

from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import chat, places
from leapfrog.chat import MessageDraft
from leapfrog.identity import named, plain
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import check_new_id, derived_id
from leapfrog.orders import store_presents
from leapfrog.orders.errors import (
    NoPresent,
    PresentIdUsed,
    PresentNotOpen,
    TooManyPresents,
)
from leapfrog.orders.model import ShopOrder
from leapfrog.orders.news import CHANGED
from leapfrog.orders.present_model import (
    LONGEST_MESSAGE,
    MOST_PRESENTS,
    OPEN,
    PRESENT_KEPT,
    GiftWords,
    Present,
)
from leapfrog.orders.quotes import Recipient

LONGEST_NAME, LONGEST_ADDRESS = 100, 500


class PresentAddress(msgspec.Struct, frozen=True):
    """Where a present shall be sent, in the words of who gets it; `hidden`: not for who sends it to
    see.
    """

    name: str
    phone: str = ""
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    hidden: bool = False


def ref_of_present(present_id: UUID) -> str:
    """The text by which a card in a conversation names a present."""
    return f"orders:present:{present_id}"


def checked_message(text: str) -> str:
    """What is said with a present, as it is kept. Raises `Invalid`."""
    said = plain(text)
    if len(said) > LONGEST_MESSAGE:
        raise Invalid(f"At most {LONGEST_MESSAGE} characters.", field="message")
    return said


async def ask(db: Db, me: UUID, present_id: UUID, person: UUID, message: str) -> Present:
    """Asks a person who talks with me, in our chat, where a present shall be sent. The same again
    is the same. Raises `Invalid`, `NotContacts`, `MovedAway`, `PresentIdUsed`, `TooManyPresents`.
    """
    check_new_id(present_id)
    said = checked_message(message)
    if person == me:
        raise Invalid("A present is for somebody else.", field="person_id")
    known = (await store_presents.find(db, [present_id])).get(present_id)
    if known is not None:
        return _same(known, me, person, said)
    place = await chat.accepted_direct(db, me, person)
    if await store_presents.count_open(db, me) >= MOST_PRESENTS:
        raise TooManyPresents(most=MOST_PRESENTS)
    new = Present(
        id=present_id,
        buyer_id=me,
        person_id=person,
        message=said,
        asked_at=db.now,
        until=db.now + PRESENT_KEPT,
    )
    if not await store_presents.add(db, new):
        known = (await store_presents.find(db, [present_id]))[present_id]
        return _same(known, me, person, said)
    # No id of theirs: nobody can take the one that this message will have.
    line = derived_id(present_id, f"card of {me}")
    card = {"ref": ref_of_present(present_id)}
    [sent] = await chat.append(db, [MessageDraft(place, me, line, "", "card", meta=card)])
    if isinstance(sent, Problem):
        raise sent
    return new


def _same(known: Present, me: UUID, person: UUID, message: str) -> Present:
    if (known.buyer_id, known.person_id, known.message) != (me, person, message):
        raise PresentIdUsed
    return known


async def of_either(db: Db, me: UUID, present_id: UUID) -> Present:
    """A present that I asked about or was asked about. Raises `NoPresent`."""
    found = (await store_presents.find(db, [present_id])).get(present_id)
    if found is None or me not in (found.buyer_id, found.person_id):
        raise NoPresent
    return found


async def answer(db: Db, me: UUID, present_id: UUID, said: PresentAddress | None) -> Present:
    """Says where a present for me shall be sent, or with None that I want none; until it is on its
    way I can say something else. Raises `Invalid`, `NoPresent`, `PresentNotOpen`.
    """
    kept = _checked(said) if said is not None else None
    one = (await store_presents.lock(db, [present_id])).get(present_id)
    if one is None or one.person_id != me:
        raise NoPresent
    if kept is None and one.state == "declined":
        return one
    if one.state not in (*OPEN, "declined") or db.now >= one.until:
        raise PresentNotOpen(present_id=str(present_id), state=one.state)
    where = msgspec.structs.asdict(kept or PresentAddress(""))
    after = replace(one, state="given" if kept else "declined", answered_at=db.now, **where)
    await store_presents.answer(db, after)
    tell(db, one)
    return after


def tell(db: Db, one: Present) -> None:
    """Both look again, at the present and at its card."""
    people = [one.buyer_id, one.person_id]
    stream.tell(db, people, CHANGED)
    stream.tell(db, people, {"t": "changed", "what": "card", "ref": ref_of_present(one.id)})


def _checked(said: PresentAddress) -> PresentAddress:
    name, phone, address = said.name.strip(), said.phone.strip(), said.address.strip()
    if not 1 <= len(name) <= LONGEST_NAME or len(phone) > LONGEST_NAME:
        raise Invalid("Please say who gets it.", field="name")
    if len(address) > LONGEST_ADDRESS or (not address and said.lat is None):
        raise Invalid("Please say where it shall be brought.", field="address")
    if (said.lat is None) != (said.lon is None):
        raise Invalid("A pin has a latitude and a longitude.", field="lat")
    if said.lat is not None and said.lon is not None:
        places.point_of(said.lat, said.lon)
    return replace(said, name=name, phone=phone, address=address)


def for_present(to: Recipient, message: str, present_id: UUID | None) -> Recipient:
    """The receiver of an order that is a present with these words; of one that somebody said where
    to send, nothing else of where is kept. Raises `Invalid`.
    """
    said = checked_message(message)
    if present_id is None:
        return replace(to, gift=said)
    return Recipient("", gift=said, present_id=present_id)


async def gift_words(db: Db, order: ShopOrder) -> GiftWords | None:
    """The words to lay into the parcel of an order; None where it is no present."""
    found = (await store_presents.gifts(db, [order.id])).get(order.id)
    if found is None:
        return None
    buyer = (await named(db, [order.buyer_id])).get(order.buyer_id)
    return GiftWords(buyer.display_name if buyer else "", found.message)


async def withdraw(db: Db, me: UUID, present_id: UUID) -> None:
    """Withdraws a present that I asked about; what was said of where is deleted. Again is the same.
    Raises `NoPresent`, `PresentNotOpen` for one that was sent.
    """
    one = (await store_presents.lock(db, [present_id])).get(present_id)
    if one is None or one.buyer_id != me:
        raise NoPresent
    if one.state == "used":
        raise PresentNotOpen(present_id=str(present_id), state=one.state)
    await store_presents.end(db, [present_id], "withdrawn")
    tell(db, one)
