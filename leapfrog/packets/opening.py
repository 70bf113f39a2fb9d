"""Opening red packets: who is first gets a share, each one once, and the books say so at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog import chat, contacts, stock, wallet
from leapfrog.kernel.batcher import HotVerb
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id, new_id
from leapfrog.packets import news, store
from leapfrog.packets.errors import (
    NoPacket,
    PacketEmpty,
    PacketForAnother,
    PacketOver,
    WrongPhrase,
)
from leapfrog.packets.model import Opened, Opening, Packet, PacketShare
from leapfrog.pay import wallet_account_ids
from leapfrog.stock import Claim, Claimed, Want
from leapfrog.wallet import Reason, Transfer

Place = tuple[UUID, UUID]
Result = Opened | Problem


class OpeningContext(msgspec.Struct, frozen=True):
    """What decides about a batch: the locked packets, who is in which conversation, who is apart
    from whom, who has what already, and where each one's money lies.
    """

    packets: Mapping[UUID, Packet]
    here: Mapping[Place, str]
    apart: set[Place]
    found: dict[Place, PacketShare]
    wallet_accounts: Mapping[UUID, int]


async def open_packets(db: Db, openings: Sequence[Opening]) -> list[Result]:
    """Opens packets in the order of the list; one result each: what was found, or why not, of what
    `errors` lists the first that is true. The same person again finds what they found before.
    """
    known = await _known(db, openings)
    refused = [_refusal(db, known, one) for one in openings]
    wanting = dict.fromkeys(
        _place(one)
        for one, problem in zip(openings, refused, strict=True)
        if problem is None and _place(one) not in known.found
    )
    new, others = await _take(db, known, list(wanting))
    said = {_place(one): one.phrase for one in openings if one.phrase}
    await news.opened(db, known.packets, new, said)
    return [
        problem or _answer(known, new, others, one)
        for one, problem in zip(openings, refused, strict=True)
    ]


# Those of one packet go one after another: who is first is first.
OPENING: HotVerb[Opening, Opened] = HotVerb(open_packets, key=lambda one: one.packet_id)


def _place(one: Opening) -> Place:
    return (one.packet_id, one.person_id)


async def _known(db: Db, openings: Sequence[Opening]) -> OpeningContext:
    packets = await store.lock(db, {one.packet_id for one in openings})
    there = [
        (one.person_id, packets[one.packet_id]) for one in openings if one.packet_id in packets
    ]
    asked = [(person, packet.conversation_id) for person, packet in there]
    pairs = [(person, packet.sender_id) for person, packet in there if person != packet.sender_id]
    return OpeningContext(
        packets,
        await chat.present(db, asked),
        await contacts.apart(db, pairs),
        {(one.packet_id, one.person_id): one for one in await store.shares(db, packets)},
        await wallet_account_ids(db, {person for person, _ in there}) if there else {},
    )


def _refusal(db: Db, known: OpeningContext, one: Opening) -> Problem | None:
    packet = known.packets.get(one.packet_id)
    if packet is None or (one.person_id, packet.conversation_id) not in known.here:
        return NoPacket()
    if _place(one) in known.found:
        return None
    if (one.person_id, packet.sender_id) in known.apart:
        return PacketForAnother()
    if not packet.is_for(one.person_id):
        return PacketForAnother()
    if one.person_id not in known.wallet_accounts:
        return wallet.NoAccount()
    if packet.state == "expired" or packet.ends_at <= db.now:
        return PacketOver()
    if packet.state == "empty":
        return PacketEmpty()
    return None if packet.hears(one.phrase) else WrongPhrase()


async def _take(
    db: Db, known: OpeningContext, wanting: Sequence[Place]
) -> tuple[dict[Place, PacketShare], dict[Place, Problem]]:
    """Claims a share for each, moves what is in it; answers what was found and what was refused."""
    if not wanting:
        return {}, {}
    claims = [Claim(new_id(), person, (Want((packet,)),)) for packet, person in wanting]
    answers = await stock.claim(db, claims)
    refused: dict[Place, Problem] = {}
    for place, answer in zip(wanting, answers, strict=True):
        if not isinstance(answer, Claimed):
            refused[place] = PacketEmpty()
    got = [
        (place, claim.id)
        for place, claim in zip(wanting, claims, strict=True)
        if place not in refused
    ]
    shares = _next_shares(db, known, got)
    posted = await wallet.post(db, [_operation(known, share) for share in shares]) if shares else []
    found: dict[Place, PacketShare] = {}
    for share, result in zip(shares, posted, strict=True):
        place = (share.packet_id, share.person_id)
        if isinstance(result, Problem):
            refused[place] = result
        else:
            found[place] = share
    if len(found) < len(shares):
        await stock.release(db, [one.claim_id for one in shares if one not in found.values()])
    if found:
        await store.add_shares(db, list(found.values()))
    return found, refused


def _next_shares(
    db: Db, known: OpeningContext, got: Sequence[tuple[Place, UUID]]
) -> list[PacketShare]:
    """For each the first share that nobody has."""
    used: dict[UUID, set[int]] = defaultdict(set)
    for share in known.found.values():
        used[share.packet_id].add(share.n)
    cut = {packet_id: known.packets[packet_id].cut() for (packet_id, _), _ in got}
    shares = []
    for (packet_id, person_id), claim_id in got:
        taken = used[packet_id]
        n = next(n for n in range(len(cut[packet_id])) if n not in taken)
        taken.add(n)
        shares.append(
            PacketShare(
                packet_id=packet_id,
                n=n,
                person_id=person_id,
                amount=cut[packet_id][n],
                claim_id=claim_id,
                thanks="",
                at=db.now,
            )
        )
    return shares


def _operation(known: OpeningContext, share: PacketShare) -> Transfer:
    return Transfer(
        id=derived_id(share.packet_id, f"open:{share.person_id}"),
        payer=known.packets[share.packet_id].account,
        payee=known.wallet_accounts[share.person_id],
        amount=share.amount,
        code=Reason.RED_PACKET,
        ref=share.packet_id,
    )


def _answer(
    known: OpeningContext,
    new: Mapping[Place, PacketShare],
    refused: Mapping[Place, Problem],
    one: Opening,
) -> Result:
    place = _place(one)
    share = known.found.get(place) or new.get(place)
    if share is None:
        return refused[place]
    currency = known.packets[one.packet_id].currency
    return Opened(one.packet_id, share.amount, currency, place in known.found)
