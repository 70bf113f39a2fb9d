"""Uniform cuts: how a lucky packet is shared, fixed by a seed before anybody opens it.

The algorithm, for who recomputes it (docs/red-packets.md): an amount of A cents in a row has A - 1
places between them where it can be cut. n - 1 different places are drawn, each set of them as
likely as any other; the n pieces, from left to right, are the shares in the order of opening. So
each is at least one cent, the sum is exact, and nobody's place in the queue is better.
"""

import hashlib
from collections.abc import Sequence
from itertools import pairwise
from uuid import UUID

import msgspec

METHOD = "uniform-cuts-1"
WORD = 8
RANGE = 2 ** (8 * WORD)


class Reveal(msgspec.Struct, frozen=True):
    """What a closed packet publishes; `opened`: (n, amount) of those that were opened."""

    id: UUID
    amount: int
    shares: int
    commitment: str
    seed: str
    opened: list[tuple[int, int]]


class ShareDraws:
    """Numbers below a bound, none more likely than another, from SHA-256 in counter mode.

    Block i is SHA-256(seed, the packet's id as 16 bytes, i as 8 bytes big-endian): four words of
    8 bytes. A word at or above the largest multiple of the bound is passed over.
    """

    def __init__(self, seed: bytes, packet_id: UUID) -> None:
        self._start = seed + packet_id.bytes
        self._words: list[int] = []
        self._block = 0

    def below(self, bound: int) -> int:
        """0 to `bound` - 1."""
        while True:
            word = self._next()
            if word < RANGE - RANGE % bound:
                return word % bound

    def _next(self) -> int:
        if not self._words:
            block = hashlib.sha256(self._start + self._block.to_bytes(8, "big")).digest()
            self._words = [
                int.from_bytes(block[at : at + WORD], "big") for at in range(0, len(block), WORD)
            ]
            self._block += 1
        return self._words.pop(0)


def commitment(seed: bytes) -> bytes:
    """What is published when the packet is sent: SHA-256 of the seed."""
    return hashlib.sha256(seed).digest()


def cuts(seed: bytes, packet_id: UUID, amount: int, shares: int) -> list[int]:
    """The shares of a lucky packet, in the order in which they are opened.

    The places are drawn by Floyd's algorithm (Bentley, Floyd: A sample of brilliance, CACM 30:9).
    """
    draws, places = ShareDraws(seed, packet_id), set[int]()
    for top in range(amount - shares + 1, amount):
        place = draws.below(top) + 1
        places.add(top if place in places else place)
    edges = [0, *sorted(places), amount]
    return [right - left for left, right in pairwise(edges)]


def faults(reveal: Reveal) -> Sequence[str]:
    """What does not agree in the published reveal of a packet, in words; empty when all of it does
    (docs/red-packets.md).
    """
    seed, found = bytes.fromhex(reveal.seed), []
    if commitment(seed).hex() != reveal.commitment:
        found.append("the seed is not the one that was committed to")
    made = cuts(seed, reveal.id, reveal.amount, reveal.shares)
    for n, amount in reveal.opened:
        if not 0 <= n < reveal.shares or made[n] != amount:
            found.append(f"share {n} should not be {amount}")
    if len({n for n, _ in reveal.opened}) < len(reveal.opened):
        found.append("a share was opened twice")
    return found
