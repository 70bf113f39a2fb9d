"""The addresses of the CardDAV tree: one principal and one address book for each person."""

from enum import StrEnum, auto
from urllib.parse import quote, unquote_to_bytes, urlsplit

import msgspec

from leapfrog.kernel.errors import NotFound

PREFIX = "/dav/"
WELL_KNOWN = "/.well-known/carddav"
LONGEST_NAME = 255


class ResourceKind(StrEnum):
    """What is at an address."""

    TOP = auto()
    ROOT = auto()
    PRINCIPALS = auto()
    PRINCIPAL = auto()
    HOME = auto()
    BOOK = auto()
    CARD = auto()


PATHS = {
    # Where a program asks that was only told the town's name (RFC 6764 section 6).
    ResourceKind.TOP: "/",
    ResourceKind.ROOT: PREFIX,
    ResourceKind.PRINCIPALS: f"{PREFIX}principals/",
    ResourceKind.PRINCIPAL: f"{PREFIX}principals/{{}}/",
    ResourceKind.HOME: f"{PREFIX}addressbooks/{{}}/",
    ResourceKind.BOOK: f"{PREFIX}addressbooks/{{}}/contacts/",
}
# What a collection has inside, but for the cards of a book.
INSIDE = {
    ResourceKind.TOP: (ResourceKind.ROOT,),
    ResourceKind.ROOT: (ResourceKind.PRINCIPALS,),
    ResourceKind.PRINCIPALS: (ResourceKind.PRINCIPAL,),
    ResourceKind.HOME: (ResourceKind.BOOK,),
}


class ResourcePath(msgspec.Struct, frozen=True):
    """Something in one person's tree; `name` is the last part of a card's address, unescaped."""

    kind: ResourceKind
    name: str = ""


def path_of(kind: ResourceKind, handle: str, name: str = "") -> str:
    """The address, percent-encoded, of a collection (with its slash) or of a card."""
    if kind is ResourceKind.CARD:
        return PATHS[ResourceKind.BOOK].format(handle) + quote(name, safe="@:+=,!$'()*~")
    return PATHS[kind].format(handle)


def place_of(raw_path: bytes, handle: str) -> ResourcePath:
    """What is at a percent-encoded path in this person's tree; nobody else's is ever found.

    The last slash of a collection may be missing. Raises `NotFound`.
    """
    parts = [_decoded(part) for part in raw_path.split(b"/")]
    path = "/".join(parts)
    for kind, pattern in PATHS.items():
        if path.rstrip("/") == pattern.format(handle).rstrip("/"):
            return ResourcePath(kind)
    name = parts.pop()
    if "/".join(parts) + "/" != PATHS[ResourceKind.BOOK].format(handle) or not _is_name(name):
        raise NotFound
    return ResourcePath(ResourceKind.CARD, name)


def place_of_href(href: str, handle: str) -> ResourcePath:
    """What is at a path or a whole URL of a request's body in this person's tree; nobody else's is
    ever found. Raises `NotFound`.
    """
    try:
        path = urlsplit(href.strip()).path
    except ValueError:
        raise NotFound from None
    return place_of(path.encode(), handle)


def is_at_home(raw_path: bytes, handle: str) -> bool:
    """Whether a path lies in this person's home, be there something or not."""
    parent = "/".join(_decoded(part) for part in raw_path.split(b"/")[:-1])
    is_plain = not {"", ".", ".."} & {*parent.split("/")[1:]}
    return is_plain and f"{parent}/".startswith(PATHS[ResourceKind.HOME].format(handle))


def is_in_book(raw_path: bytes, handle: str) -> bool:
    """Whether a path is a card's, but for its name."""
    parent = b"/".join(raw_path.split(b"/")[:-1]) + b"/"
    return _decoded(parent) == PATHS[ResourceKind.BOOK].format(handle)


def _decoded(part: bytes) -> str:
    try:
        return unquote_to_bytes(part).decode()
    except UnicodeDecodeError:
        raise NotFound from None


def _is_name(name: str) -> bool:
    return "\0" not in name and 0 < len(name.encode()) <= LONGEST_NAME
