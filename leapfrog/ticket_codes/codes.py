"""A ticket in a QR code: 105 bytes, 41 that say what it is and 64 that prove it. Pure.

    version 1 · key 2 · ticket 16 · show 8 · seat 2 · category 1 · entries 1 · from 4 · until 4 ·
    turn 2, all big-endian, times in seconds since 1970; then Ed25519 (RFC 8032) over
    `leapfrog-ticket-1` and these.

It is written in base32 (RFC 4648) without padding: 168 characters that a QR code holds as
alphanumeric ones; on a phone 8 more follow, see `live`. No name is in it.
"""

import struct
from base64 import b32decode, b32encode
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from leapfrog.ticket_codes import live

CONTEXT = b"leapfrog-ticket-1"
FORM = struct.Struct(">BH16sQHBBIIH")
VERSION, LENGTH, CHARACTERS = 1, FORM.size + 64, 168
STANDING = 0xFFFF
# What a scanner may send around a code; `gate.ts` knows the same.
WHITE = " \t\r\n"


class TicketCode(msgspec.Struct, frozen=True):
    """What a ticket says. `show`: its number; `seat` None: standing; `turn` grows with each time
    that it went to somebody else.
    """

    key: int
    ticket: UUID
    show: int
    seat: int | None
    category: int
    entries: int
    opens: datetime
    until: datetime
    turn: int


class SignedCode(msgspec.Struct, frozen=True):
    """A code as it was read, before its signature was looked at. `mark`: what the phone that
    showed it said beside it; empty: nothing, it stands on paper or is a picture.
    """

    code: TicketCode
    said: bytes
    signature: bytes
    mark: bytes = b""

    def is_right(self, keys: Mapping[int, bytes]) -> bool:
        """Whether the key with its number has signed it; `keys`: public ones, this among them."""
        try:
            public = Ed25519PublicKey.from_public_bytes(keys[self.code.key])
            public.verify(self.signature, CONTEXT + self.said)
        except InvalidSignature:
            return False
        return True


def written(code: TicketCode, seed: bytes) -> str:
    """A ticket as the text of a QR code, signed with this private key."""
    said = FORM.pack(*_numbers(code))
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(CONTEXT + said)
    return b32encode(said + signature).rstrip(b"=").decode()


def _numbers(code: TicketCode) -> list[int | bytes]:
    """In the order of the form."""
    return [
        VERSION,
        code.key,
        code.ticket.bytes,
        code.show,
        STANDING if code.seat is None else code.seat,
        code.category,
        code.entries,
        int(code.opens.timestamp()),
        int(code.until.timestamp()),
        code.turn,
    ]


def read(text: str) -> SignedCode | None:
    """The ticket that the text of a QR code says, with its signature, unchecked; None for what is
    no ticket.
    """
    kept = text.strip(WHITE).upper()
    if len(kept) not in (CHARACTERS, CHARACTERS + live.CHARACTERS) or not kept.isascii():
        return None
    try:
        whole = b32decode(kept)
    except ValueError:
        return None
    said, signature, mark = whole[: FORM.size], whole[FORM.size : LENGTH], whole[LENGTH:]
    version, key, ticket, show, seat, category, entries, opens, until, turn = FORM.unpack(said)
    if version != VERSION:
        return None
    code = TicketCode(
        key=key,
        ticket=UUID(bytes=ticket),
        show=show,
        seat=None if seat == STANDING else seat,
        category=category,
        entries=entries,
        opens=datetime.fromtimestamp(opens, UTC),
        until=datetime.fromtimestamp(until, UTC),
        turn=turn,
    )
    return SignedCode(code, said, signature, mark)
