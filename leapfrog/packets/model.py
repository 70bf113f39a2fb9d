"""Red packets: money in an envelope, for whoever of a conversation opens it first."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.identity import plain
from leapfrog.packets.cuts import cuts

Sharing = Literal["even", "lucky"]
State = Literal["open", "empty", "expired"]


class PacketRules(msgspec.Struct, frozen=True):
    """What the operator allows; amounts in minor units, `daily` for one person in 24 hours."""

    on: bool = True
    most: int = 20_000
    daily: int = 100_000
    shares: int = 100


class NewPacket(msgspec.Struct, frozen=True, kw_only=True):
    """A packet to send; `id` is made by the sender's device. `for_id`: only they may open it;
    `phrase`: who opens it says this.
    """

    id: UUID
    conversation_id: UUID
    sender_id: UUID
    amount: int
    currency: str
    shares: int = 1
    sharing: Sharing = "lucky"
    for_id: UUID | None = None
    phrase: str = ""
    greeting: str = ""


class Packet(msgspec.Struct, frozen=True):
    """A packet as it is kept; `seed` is nobody's to see while it is open."""

    id: UUID
    conversation_id: UUID
    direct: bool
    sender_id: UUID
    sharing: Sharing
    for_id: UUID | None
    phrase: str | None
    greeting: str
    currency: str
    account: int
    payer: int
    amount: int
    shares: int
    opened: int
    taken: int
    seed: bytes
    state: State
    created_at: datetime
    ends_at: datetime
    closed_at: datetime | None

    def cut(self) -> Sequence[int]:
        """What is in each share."""
        if self.sharing == "even":
            return [self.amount // self.shares] * self.shares
        return cuts(self.seed, self.id, self.amount, self.shares)

    def is_for(self, person_id: UUID) -> bool:
        """Whether they may open it, being in the conversation. Between two it is for the other."""
        if self.for_id:
            return person_id == self.for_id
        return not self.direct or person_id != self.sender_id

    def hears(self, said: str | None) -> bool:
        """Whether this is what must be said, however it is written."""
        return self.phrase is None or folded(said or "") == folded(self.phrase)


class PacketShare(msgspec.Struct, frozen=True):
    """What somebody found in a packet; the `n`th share of it, from 0."""

    packet_id: UUID
    n: int
    person_id: UUID
    amount: int
    claim_id: UUID
    thanks: str
    at: datetime


class Opening(msgspec.Struct, frozen=True):
    """Somebody wants to open a packet, and says `phrase`."""

    packet_id: UUID
    person_id: UUID
    phrase: str | None = None


class Opened(msgspec.Struct, frozen=True):
    """What they found; `again`: they had it already."""

    packet_id: UUID
    amount: int
    currency: str
    again: bool


def folded(text: str) -> str:
    """As it is compared: without regard to capitals, width and spaces."""
    return "".join(unicodedata.normalize("NFKC", plain(text)).casefold().split())


def luckiest(shares: Sequence[PacketShare]) -> UUID | None:
    """Who found most; of equals, who was first."""
    best = min(shares, key=lambda share: (-share.amount, share.at, share.n), default=None)
    return best.person_id if best else None
