"""What the processes of a town say to each other by the bus, and how it is packed."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from uuid import UUID

import msgspec
import structlog

from leapfrog.kernel.stream import GAP

log = structlog.get_logger()


class Frame(msgspec.Struct, frozen=True, array_like=True, tag="f"):
    """A frame for some people; `payload` is one JSON object."""

    people: tuple[UUID, ...]
    payload: msgspec.Raw


class ConnectionEnded(msgspec.Struct, frozen=True, array_like=True, tag="e"):
    """Sessions that are over, as `Publisher.end_sessions` names them."""

    person: UUID
    only: UUID | None
    keep: UUID | None


class MissedMessages(msgspec.Struct, frozen=True, array_like=True, tag="m"):
    """Somewhere frames were lost: everybody may have a gap."""


class ProcessMessage(msgspec.Struct, frozen=True, array_like=True, tag="w"):
    """A word between processes; `word` is one JSON value."""

    topic: str
    word: msgspec.Raw


Told = Frame | ConnectionEnded | MissedMessages | ProcessMessage


class Numbered(msgspec.Struct, frozen=True, array_like=True, tag="n"):
    """What its process tells by two carriers, so that whoever hears both takes it once."""

    process: UUID
    number: int
    told: Frame | ConnectionEnded | MissedMessages | ProcessMessage


class HearsStandIn(msgspec.Struct, frozen=True, array_like=True, tag="s"):
    """Whether this process hears others by the stand-in alone."""

    process: UUID
    alone: bool


Notice = Frame | ConnectionEnded | MissedMessages | ProcessMessage | Numbered | HearsStandIn
encode = msgspec.json.Encoder().encode
decoder = msgspec.json.Decoder(list[Notice])
_split = msgspec.json.Decoder(list[msgspec.Raw]).decode
_decode_one = msgspec.json.Decoder(Notice).decode


def readable(page: bytes | str) -> tuple[list[Notice], bool]:
    """The notices of a page, and whether these are all: what a newer program says and this one does
    not know is left out.
    """
    try:
        return decoder.decode(page), True
    except msgspec.DecodeError as cause:
        log.warning("bus_unreadable", error=repr(cause))
    known: list[Notice] = []
    with suppress(msgspec.DecodeError):
        for one in _split(page):
            with suppress(msgspec.DecodeError):
                known.append(_decode_one(one))
    return known, False


def pages(notices: Sequence[Notice], largest: int) -> Iterator[bytes]:
    """The notices in as few texts as they fit in, each of at most `largest` bytes. Of a frame that
    fits in none, its people are told that there is a gap; a broadcast that does not is lost.
    """
    page: list[bytes] = []
    room = largest
    for notice in notices:
        encoded = _encoded(notice, largest)
        if encoded is None:
            continue
        if page and len(encoded) + 2 > room:
            yield b"[%b]" % b",".join(page)
            page, room = [], largest
        page.append(encoded)
        room -= len(encoded) + 1
    if page:
        yield b"[%b]" % b",".join(page)


def _encoded(notice: Notice, largest: int) -> bytes | None:
    encoded = encode(notice)
    if len(encoded) <= largest - 2:
        return encoded
    gap = msgspec.Raw(GAP)
    match notice:
        case Frame(people, _):
            return encode(Frame(people, gap))
        case Numbered(process, number, Frame(people, _)):
            return encode(Numbered(process, number, Frame(people, gap)))
    log.warning("bus_too_large", size=len(encoded))
    return None
