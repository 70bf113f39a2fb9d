"""How a drop is drawn: an order of hashes over a closed list, under seeds of two parties. Pure; the
algorithm, for who computes it anew, is in docs/drops.md.

A ticket is 17 bytes: the id of the reservation (16), and 1 for the early lane, else 0. The list has
them in the order of the ids; its root is SHA-256 of all of it. The key of a ticket is SHA-256(seed
of the town || seed of the maker || root || id): the smallest keys come first.
"""

import hashlib
import heapq
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

import msgspec

METHOD = "hash-order-1"
SEED = 32
TICKET = 17


class Drawing(msgspec.Struct, frozen=True):
    """What a draw follows from. `town`, `maker`: the seeds; `tickets`: the closed list; so many
    `units`, the first `early` of them for the early lane.
    """

    town: bytes
    maker: bytes
    tickets: bytes
    units: int
    early: int = 0


class DrawProof(msgspec.Struct, frozen=True):
    """What a drawn drop publishes beside its list; bytes in hexadecimal. `first`: the reservations
    that came first, those of the early lane before the others, each by their keys.
    """

    method: str
    town_commitment: str
    maker_commitment: str
    town_seed: str
    maker_seed: str
    root: str
    tickets: int
    units: int
    early: int
    first: list[UUID]


def commitment(seed: bytes) -> bytes:
    """The SHA-256 of a seed: what the town and the shop publish before anybody reserves."""
    return hashlib.sha256(seed).digest()


def ticket(reservation_id: UUID, *, early: bool) -> bytes:
    """As it stands in the list."""
    return reservation_id.bytes + bytes([early])


def list_of(tickets: Iterable[bytes]) -> bytes:
    """The closed list of these tickets."""
    return b"".join(sorted(tickets))


def root_of(tickets: bytes) -> bytes:
    """What stands for the whole list."""
    return hashlib.sha256(tickets).digest()


def start_of(town: bytes, maker: bytes, root: bytes) -> bytes:
    """The bytes with which each ticket's key begins, before its id: seed of the town, seed of the
    maker, root of the list (32 each), as docs/drops.md describes.
    """
    return town + maker + root


def key_of(start: bytes, reservation: bytes) -> bytes:
    """Where a ticket comes: the smaller, the sooner."""
    return hashlib.sha256(start + reservation).digest()


def drawn(drawing: Drawing) -> list[UUID]:
    """The reservations (ids) of a drop in the order of the draw, as many as there are units: first
    of the early lane as many as it has units for, then of all others, each by the hash of their
    ticket.
    """
    start = start_of(drawing.town, drawing.maker, root_of(drawing.tickets))
    lane = _first(drawing.early, (key for key, early in _keys(start, drawing.tickets) if early))
    had = set(lane)
    others = (key for key, _ in _keys(start, drawing.tickets) if key not in had)
    rest = _first(drawing.units - len(lane), others)
    return [UUID(bytes=reservation) for _, reservation in (*lane, *rest)]


def _first(n: int, keys: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return heapq.nsmallest(n, keys)


def _keys(start: bytes, tickets: bytes) -> Iterator[tuple[tuple[bytes, bytes], bool]]:
    """((key, reservation), whether it is of the early lane) of each."""
    begun = hashlib.sha256(start)
    for at in range(0, len(tickets), TICKET):
        reservation = tickets[at : at + TICKET - 1]
        made = begun.copy()
        made.update(reservation)
        yield (made.digest(), reservation), tickets[at + TICKET - 1] == 1


def faults(proof: DrawProof, tickets: bytes) -> Sequence[str]:
    """What does not agree in the published proof of a draw and its list of `tickets`, in words;
    empty when all of it does (docs/drops.md).
    """
    town, maker = bytes.fromhex(proof.town_seed), bytes.fromhex(proof.maker_seed)
    found = []
    if commitment(town).hex() != proof.town_commitment:
        found.append("the seed of the town is not the one that it committed to")
    if commitment(maker).hex() != proof.maker_commitment:
        found.append("the seed of the maker is not the one that they committed to")
    if len(tickets) != proof.tickets * TICKET or root_of(tickets).hex() != proof.root:
        found.append("the list is not the one that was closed")
    elif any(
        tickets[at : at + 16] >= tickets[at + TICKET : at + TICKET + 16]
        for at in range(0, len(tickets) - TICKET, TICKET)
    ):
        found.append("the list names a ticket twice, or is out of order")
    if drawn(Drawing(town, maker, tickets, proof.units, proof.early)) != proof.first:
        found.append("others should have come first")
    return found
