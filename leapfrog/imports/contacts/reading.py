"""Reading a file in a thread, some hundred cards at a time, and what a contact of each would be."""

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Iterator
from contextlib import closing
from functools import cached_property
from typing import BinaryIO

import msgspec

from leapfrog.contact_formats import (
    UNKNOWN,
    Card,
    CardSkip,
    FormatProblem,
    Identifiers,
    Names,
    fn,
    identifiers,
    names_of,
    org,
    read_cards,
    sniff,
)
from leapfrog.contacts import LONGEST_LINE, Described, card_rows, recognised, unknown_count
from leapfrog.imports.model import ImportRemark
from leapfrog.unpacking import Folder, UnreadableFile

BLOCK = 64 * 1024
MOST_CARDS = 250
# A chunk ends when its cards are this big, so that memory does not follow the size of pictures.
MOST_BYTES = 1024 * 1024
SUFFIXES = (".vcf", ".vcard", ".csv")
KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND")


class ReadCard(msgspec.Struct, frozen=True, dict=True):
    """A card that was read. `json`: as it is stored; `digest` is of that.

    The rest is worked out when it is asked for: a card that was imported before needs none of it.
    """

    n: int
    card: Card
    json: bytes
    digest: bytes
    name: str
    unknown: int
    region: str

    @cached_property
    def identifiers(self) -> Identifiers:
        return identifiers(self.card, self.region)

    @cached_property
    def recognised(self) -> list[tuple[str, str]]:
        """The identifiers in a row."""
        return recognised(self.identifiers)

    @cached_property
    def names(self) -> Names:
        return names_of(self.card)

    @cached_property
    def org(self) -> str:
        return org(self.card)

    @property
    def described(self) -> Described:
        """What it is looked for by."""
        return Described(self.identifiers, self.names, self.org)

    @property
    def is_group(self) -> bool:
        """An address book's group, that some write as if it were a person."""
        kinds = [prop.value.lower() for kind in KINDS for prop in self.card.named(kind)]
        return "group" in kinds


class Chunk(msgspec.Struct, frozen=True):
    """A piece of the file."""

    cards: list[ReadCard]
    remarks: list[ImportRemark]


def format_of(folder: Folder) -> str:
    """What a file is: `vcard`, `google_csv`, ... Raises `UnreadableFile`."""
    names = folder.names
    if folder.is_packed and not folder.is_zip:
        raise UnreadableFile("unknown_format", UNKNOWN)
    if folder.is_zip:
        # Of a zip there must be one file of contacts, which is read whatever lies beside it.
        names = [name for name in names if name.lower().endswith(SUFFIXES)]
    for name in names[:1]:
        with closing(folder.open(name)) as content:
            found = sniff(content.read(BLOCK), name)
        if found is not None:
            return found
    raise UnreadableFile("unknown_format", UNKNOWN)


async def chunks(file: BinaryIO, name: str, region: str) -> AsyncGenerator[Chunk, None]:
    """The file's chunks; the next one is read while its taker is busy with this one.

    Raises `UnreadableFile`.
    """
    found = _chunks(file, name, region)
    coming = asyncio.ensure_future(asyncio.to_thread(next, found, None))
    try:
        while (chunk := await coming) is not None:
            coming = asyncio.ensure_future(asyncio.to_thread(next, found, None))
            yield chunk
    except FormatProblem as problem:
        raise UnreadableFile(problem.code, str(problem)) from problem
    finally:
        await asyncio.wait([coming])


def _chunks(file: BinaryIO, name: str, region: str) -> Iterator[Chunk]:
    cards: list[ReadCard] = []
    remarks: list[ImportRemark] = []
    n = size = 0
    for found in read_cards(iter(lambda: file.read(BLOCK), b""), name=name):
        if isinstance(found, CardSkip):
            remarks.append(ImportRemark(str(found.line), found.reason, found.kept))
        else:
            n += 1
            cards.append(_read(n, found, region))
            size += len(cards[-1].json)
        if len(cards) + len(remarks) >= MOST_CARDS or size >= MOST_BYTES:
            yield Chunk(cards, remarks)
            cards, remarks, size = [], [], 0
    yield Chunk(cards, remarks)


def _read(n: int, card: Card, region: str) -> ReadCard:
    data = msgspec.json.encode(card_rows(card))
    digest = hashlib.blake2b(data, digest_size=16).digest()
    return ReadCard(
        n=n,
        card=card,
        json=data,
        digest=digest,
        name=fn(card)[:LONGEST_LINE],
        unknown=unknown_count(card),
        region=region,
    )
