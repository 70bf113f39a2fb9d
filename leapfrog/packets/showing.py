"""How a red packet looks to somebody of its conversation."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import chat
from leapfrog.chat import PersonLabel
from leapfrog.identity import plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.packets import news, store
from leapfrog.packets.cuts import METHOD, commitment
from leapfrog.packets.errors import NoPacket
from leapfrog.packets.model import Packet, PacketShare, Sharing, State, luckiest
from leapfrog.packets.sending import ref
from leapfrog.pay import PaymentCard, Resolvers, money_terms, person_labels

LONGEST_THANKS = 60


class PacketCard(PaymentCard, frozen=True, tag="packet", kw_only=True):
    """A packet in a conversation. `mine`: what the viewer found in it; `may_open`: a tap opens it;
    `asks`: words must be said for that; `ours`: it is between two.
    """

    id: UUID
    conversation_id: UUID
    sender: PersonLabel
    sharing: Sharing
    receiver: PersonLabel | None
    asks: bool
    ours: bool
    greeting: str
    currency: str
    exponent: int
    shares: int
    opened: int
    state: State
    ends_at: datetime
    may_open: bool
    mine: int | None


class PacketFind(msgspec.Struct, frozen=True):
    """One who opened it; `best`: they had the best luck, said once all is open; `n`: which share
    it was, from 0.
    """

    person: PersonLabel
    n: int
    amount: int
    best: bool
    thanks: str
    at: datetime


class PacketView(msgspec.Struct, frozen=True):
    """All that there is to know of a packet. `seed` is told once it is closed: with it anyone can
    compute the shares of a lucky one anew, see docs/red-packets.md.
    """

    card: PacketCard
    amount: int
    taken: int
    found: list[PacketFind]
    method: str
    commitment: str
    seed: str | None


class PacketViewer(msgspec.Struct, frozen=True):
    """Who looks, when, and what they call people."""

    viewer_id: UUID
    now: datetime
    exponent: int
    called: Mapping[UUID, PersonLabel]

    def card(self, packet: Packet, mine: PacketShare | None) -> PacketCard:
        over = packet.state == "open" and packet.ends_at <= self.now
        state: State = "expired" if over else packet.state
        return PacketCard(
            ref=ref(packet.id),
            id=packet.id,
            conversation_id=packet.conversation_id,
            sender=self.called[packet.sender_id],
            sharing=packet.sharing,
            receiver=self.called[packet.for_id] if packet.for_id else None,
            asks=packet.phrase is not None,
            ours=packet.direct,
            greeting=packet.greeting,
            currency=packet.currency,
            exponent=self.exponent,
            shares=packet.shares,
            opened=packet.opened,
            state=state,
            ends_at=packet.ends_at,
            may_open=state == "open" and mine is None and packet.is_for(self.viewer_id),
            mine=mine.amount if mine else None,
        )

    def found(self, share: PacketShare, best: UUID | None) -> PacketFind:
        person, is_best = self.called[share.person_id], share.person_id == best
        return PacketFind(person, share.n, share.amount, is_best, share.thanks, share.at)


async def cards(db: Db, viewer_id: UUID, ids: Sequence[UUID]) -> list[PacketCard]:
    """The cards of those of these packets that the viewer may see: who is in their conversation."""
    packets = await store.many(db, ids) if ids else {}
    return await _cards(db, viewer_id, packets.values())


async def waiting(db: Db, viewer_id: UUID, conversations: Sequence[UUID]) -> list[PacketCard]:
    """Those of these conversations that the viewer may open and has not opened, the newest
    first; of a conversation that they are not in there is none.
    """
    found = await store.waiting(db, viewer_id, conversations) if conversations else []
    return await _cards(db, viewer_id, found)


async def _cards(db: Db, viewer_id: UUID, packets: Iterable[Packet]) -> list[PacketCard]:
    seen = await _here(db, viewer_id, packets)
    if not seen:
        return []
    look = await _look(db, viewer_id, seen, ())
    mine = {
        share.packet_id: share
        for share in await store.shares(db, [packet.id for packet in seen])
        if share.person_id == viewer_id
    }
    return [look.card(packet, mine.get(packet.id)) for packet in seen]


async def view(db: Db, viewer_id: UUID, packet_id: UUID) -> PacketView:
    """A packet with all that was found in it, the last one first, for who is in its conversation;
    its seed once it is not open any more. Raises `NoPacket`.
    """
    seen = await _seen(db, viewer_id, [packet_id])
    if not seen:
        raise NoPacket
    packet, shares = seen[0], await store.shares(db, [packet_id])
    look = await _look(db, viewer_id, seen, shares)
    mine = next((share for share in shares if share.person_id == viewer_id), None)
    best = luckiest(shares) if packet.state == "empty" and packet.sharing == "lucky" else None
    return PacketView(
        card=look.card(packet, mine),
        amount=packet.amount,
        taken=packet.taken,
        found=[look.found(share, best) for share in reversed(shares)],
        method=METHOD if packet.sharing == "lucky" else "even",
        commitment=commitment(packet.seed).hex(),
        seed=packet.seed.hex() if packet.state != "open" else None,
    )


async def thank(db: Db, me: UUID, packet_id: UUID, words: str) -> PacketView:
    """Puts a word of thanks (60 characters at most) beside what `me` found; answers the packet.
    Raises `NoPacket`, `Invalid`.
    """
    said = plain(words)
    if len(said) > LONGEST_THANKS:
        raise Invalid(f"At most {LONGEST_THANKS} characters.")
    seen = await _seen(db, me, [packet_id])
    if not seen or not await store.thank(db, packet_id, me, said):
        raise NoPacket
    await news.tell(db, seen)
    return await view(db, me, packet_id)


async def _seen(db: Db, viewer_id: UUID, ids: Sequence[UUID]) -> list[Packet]:
    packets = await store.many(db, ids) if ids else {}
    return await _here(db, viewer_id, packets.values())


async def _here(db: Db, viewer_id: UUID, packets: Iterable[Packet]) -> list[Packet]:
    """Those in whose conversation the viewer is."""
    found = list(packets)
    here = await chat.present(db, [(viewer_id, one.conversation_id) for one in found])
    return [one for one in found if (viewer_id, one.conversation_id) in here]


async def _look(
    db: Db, viewer_id: UUID, packets: Sequence[Packet], shares: Sequence[PacketShare]
) -> PacketViewer:
    people = {one for packet in packets for one in (packet.sender_id, packet.for_id) if one}
    called = await person_labels(db, viewer_id, people | {share.person_id for share in shares})
    return PacketViewer(viewer_id, db.now, (await money_terms(db)).exponent, called)


RESOLVERS: Resolvers = {"pay:packet": cards}
