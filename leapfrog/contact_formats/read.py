"""The one way in: any contacts file, in pieces, to cards."""

from collections.abc import Iterable, Iterator

from leapfrog.contact_formats.detection import HEAD, UNKNOWN, format_of
from leapfrog.contact_formats.model import Card, CardSkip, FormatProblem, ReadLimits
from leapfrog.contact_formats.zipped import is_zip, unzipped
from leapfrog.unpacking import Charsets, narrow, peek, unix_blocks, wide_encoding

_STANDARD = ReadLimits()


def read_cards(
    chunks: Iterable[bytes], *, name: str = "", limits: ReadLimits = _STANDARD
) -> Iterator[Card | CardSkip]:
    """The cards of a file in order, and remarks about what was left out or looked odd.

    Holds one card at a time. Raises `FormatProblem` when the whole file is not for us (no known
    format, a zip that is not one plain contacts file); never raises for what is in a card.
    """
    head, blocks = peek(chunks, HEAD)
    if is_zip(head):
        head, blocks = peek(unzipped(blocks, limits), HEAD)
    found = format_of(head)
    if found is None or is_zip(head):
        raise FormatProblem("unknown_format", UNKNOWN)
    if encoding := wide_encoding(head):
        blocks = narrow(blocks, encoding)
    blocks = unix_blocks(blocks)
    charsets = Charsets(is_utf8=bool(encoding))
    charsets.note(head)
    yield from _at_most(found.read(blocks, limits, charsets), limits.max_cards)


def _at_most(cards: Iterator[Card | CardSkip], most: int) -> Iterator[Card | CardSkip]:
    count = 0
    for item in cards:
        if isinstance(item, Card):
            count += 1
            if count > most:
                yield CardSkip(0, f"Only the first {most} contacts were read.")
                return
        yield item
