"""Short ways to read in tests."""

from leapfrog.contact_formats import Card, CardSkip, ReadLimits, read_cards


def read(
    data: bytes, *, limits: ReadLimits | None = None, size: int = 1 << 20
) -> list[Card | CardSkip]:
    """Everything that reading yields, the file given in pieces of `size` bytes."""
    chunks = (data[start : start + size] for start in range(0, len(data), size))
    return list(read_cards(chunks, name="contacts", limits=limits or ReadLimits()))


def cards(data: bytes) -> list[Card]:
    """The cards of a file."""
    return [item for item in read(data) if isinstance(item, Card)]


def vcard(*lines: str, version: str = "3.0") -> bytes:
    """A file with one card of these lines."""
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def card(*lines: str, version: str = "3.0") -> Card:
    """The one card of these lines."""
    (only,) = cards(vcard(*lines, version=version))
    return only
