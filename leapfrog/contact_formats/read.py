"""The one way in: any contacts file, in pieces, to cards."""

from collections.abc import Iterable, Iterator

from leapfrog.contact_formats.detection import HEAD, sniff
from leapfrog.contact_formats.model import Card, CardSkip, Format, FormatProblem, ReadLimits
from leapfrog.contact_formats.tables.rows import table_cards
from leapfrog.contact_formats.vcard.cut import RawCard, cards_in
from leapfrog.contact_formats.vcard.lines import CardReader
from leapfrog.contact_formats.zipped import is_zip, unzipped
from leapfrog.kernel.charset import Charsets, narrow, peek, unix_blocks, wide_encoding

_STANDARD = ReadLimits()


def read_cards(
    chunks: Iterable[bytes], *, name: str = "", limits: ReadLimits = _STANDARD
) -> Iterator[Card | CardSkip]:
    """The cards of a file in order, and remarks about what was left out or looked odd.

    Holds one card at a time. Raises FormatProblem when the whole file is not for us (no known
    format, a zip that is not one plain contacts file); never raises for what is in a card.
    """
    head, blocks = peek(chunks, HEAD)
    if is_zip(head):
        head, blocks = peek(unzipped(blocks, limits), HEAD)
    found = sniff(head, name)
    if found is Format.UNKNOWN or is_zip(head):
        raise FormatProblem(
            "unknown_format",
            "This is no contacts file that we know. We read vCard (.vcf) and the CSV files of "
            "Google, Outlook and LinkedIn.",
        )
    if encoding := wide_encoding(head):
        blocks = narrow(blocks, encoding)
    blocks = unix_blocks(blocks)
    charsets = Charsets(is_utf8=bool(encoding))
    charsets.note(head)
    read = _vcards if found is Format.VCARD else table_cards
    yield from _at_most(read(blocks, limits, charsets), limits.max_cards)


def _at_most(cards: Iterator[Card | CardSkip], most: int) -> Iterator[Card | CardSkip]:
    count = 0
    for item in cards:
        if isinstance(item, Card):
            count += 1
            if count > most:
                yield CardSkip(0, f"Only the first {most} contacts were read.")
                return
        yield item


def _vcards(
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
