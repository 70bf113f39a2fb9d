"""Reading a file in a thread, some hundred cards at a time, with what matching needs of each."""

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Iterator
from typing import BinaryIO

import msgspec

from leapfrog.contacts.formats import (
    Card,
    FormatProblem,
    Identifiers,
    Skipped,
    fn,
    identifiers,
    org,
    read_cards,
    sniff,
    unknown,
)
from leapfrog.contacts.imports.errors import FileUnreadable
from leapfrog.contacts.imports.model import Remark
from leapfrog.contacts.model import card_rows

BLOCK = 64 * 1024
MOST_CARDS = 250
# A chunk ends when its cards are this big, so that memory does not follow the size of pictures.
MOST_BYTES = 1024 * 1024
LONGEST_NAME = 500
KINDS = frozenset({"KIND", "X-ADDRESSBOOKSERVER-KIND"})


class Read(msgspec.Struct, frozen=True):
    """A card that was read. `text`: as it is stored, in JSON; `digest` is of that."""

    n: int
    card: Card
    text: str
    digest: bytes
    name: str
    org: str
    identifiers: Identifiers
    unknown: int

    @property
    def is_group(self) -> bool:
        """An address book's group, that some write as if it were a person."""
        return any(p.name in KINDS and p.value.lower() == "group" for p in self.card.properties)


class Chunk(msgspec.Struct, frozen=True):
    """A piece of the file."""

    cards: list[Read]
    remarks: list[Remark]


def format_of(file: BinaryIO, name: str) -> str:
    """What a file is: `vcard`, `google_csv`, ..."""
    head = file.read(BLOCK)
    file.seek(0)
    return str(sniff(head, name))


async def chunks(file: BinaryIO, name: str, region: str) -> AsyncGenerator[Chunk, None]:
    """The file's chunks; the next one is read while its taker is busy with this one.

    Raises `FileUnreadable`.
    """
    found = _chunks(file, name, region)
    coming = asyncio.ensure_future(asyncio.to_thread(next, found, None))
    try:
        while (chunk := await coming) is not None:
            coming = asyncio.ensure_future(asyncio.to_thread(next, found, None))
            yield chunk
    except FormatProblem as problem:
        raise FileUnreadable(str(problem), reason=problem.code) from problem
    finally:
        await asyncio.wait([coming])


def _chunks(file: BinaryIO, name: str, region: str) -> Iterator[Chunk]:
    cards: list[Read] = []
    remarks: list[Remark] = []
    n = size = 0
    for found in read_cards(iter(lambda: file.read(BLOCK), b""), name=name):
        if isinstance(found, Skipped):
            remarks.append(Remark(found.line, found.reason, found.kept))
        else:
            n += 1
            cards.append(_read(n, found, region))
            size += len(cards[-1].text)
        if len(cards) + len(remarks) >= MOST_CARDS or size >= MOST_BYTES:
            yield Chunk(cards, remarks)
            cards, remarks, size = [], [], 0
    yield Chunk(cards, remarks)


def _read(n: int, card: Card, region: str) -> Read:
    data = msgspec.json.encode(card_rows(card))
    return Read(
        n,
        card,
        data.decode(),
        hashlib.blake2b(data, digest_size=16).digest(),
        fn(card)[:LONGEST_NAME],
        org(card),
        identifiers(card, region),
        len(unknown(card)),
    )
