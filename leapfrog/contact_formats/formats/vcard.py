"""vCards of every version, which phones and most apps write."""

import re
from collections.abc import Iterable, Iterator

from leapfrog.contact_formats.model import Card, CardSkip, ContactFormat, FileHead, ReadLimits
from leapfrog.contact_formats.vcard.cut import RawCard, cards_in
from leapfrog.contact_formats.vcard.lines import CardReader
from leapfrog.unpacking import Charsets

_BEGIN = re.compile(rb"(?:\A|\n)[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*(?:\n|\Z)", re.IGNORECASE)


def knows(head: FileHead) -> bool:
    """Whether a card begins there."""
    return bool(_BEGIN.search(head.data))


def read(
    blocks: Iterable[bytes], limits: ReadLimits, charsets: Charsets
) -> Iterator[Card | CardSkip]:
    reader = CardReader(limits, charsets)
    for raw in cards_in(blocks, limits):
        if isinstance(raw, RawCard):
            yield from _card(reader, raw)
        else:
            yield raw


def _card(reader: CardReader, raw: RawCard) -> Iterator[Card | CardSkip]:
    properties, remarks = reader.read(raw)
    yield from remarks
    if properties:
        if not raw.ended:
            yield CardSkip(raw.line, "This card has no end; what was there was read.", kept=True)
        yield Card(properties)
    elif not remarks:
        yield CardSkip(raw.line, "This card is empty.")


FORMAT = ContactFormat("vcard", knows, read, order=10)
