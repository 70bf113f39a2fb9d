"""A tolerant reader of ActivityStreams 2.0 as everybody writes it: compacted JSON, in which one is
as good as a list of one, and an object as good as its id.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

Thing = dict[str, Any]
DEEPEST, LONGEST_ID = 32, 2_000
MOST = 200
OPENING = b"{["
NOT_BRACKETS = bytes(set(range(256)) - set(b"{}[]"))
# A text in JSON, or the beginning of one that never ends: nothing is looked at twice.
TEXT = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)


class NotAnActivity(ValueError):
    """That is no activity."""


def load(body: bytes) -> Thing:
    """A JSON object, not nested deeper than anybody needs. Raises `NotAnActivity`."""
    if _too_deep(body):
        raise NotAnActivity("nested too deep")
    try:
        found = msgspec.json.decode(body.decode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError) as cause:
        raise NotAnActivity(str(cause)) from None
    if not isinstance(found, dict):
        raise NotAnActivity("not an object")
    return found


def _too_deep(body: bytes) -> bool:
    """Whether it is, found out without building any of it."""
    if body.count(b"{") + body.count(b"[") <= DEEPEST:
        return False
    depth = 0
    for byte in TEXT.sub(b"", body).translate(None, NOT_BRACKETS):
        depth += 1 if byte in OPENING else -1
        if depth > DEEPEST:
            return True
    return False


def each(value: Any) -> list[Any]:
    """A list of what may be one, many or none."""
    if value is None:
        return []
    return value[:MOST] if isinstance(value, list) else [value]


def ident(value: Any) -> str:
    """The id of a thing that may be an id itself; of many, the first. Empty for none."""
    for one in each(value):
        found = one.get("id") if isinstance(one, dict) else one
        if isinstance(found, str) and len(found) <= LONGEST_ID:
            return found
    return ""


def idents(value: Any) -> list[str]:
    return [found for one in each(value) if (found := ident(one))]


def thing(value: Any) -> Thing:
    """The first that is an object; an empty one when it is only named."""
    return next((one for one in each(value) if isinstance(one, dict)), {})


def things(value: Any) -> Iterator[Thing]:
    return (one for one in each(value) if isinstance(one, dict))


def kinds(value: Thing) -> list[str]:
    """All that it says it is: `Note`, with or without where that word is from."""
    named = [one for one in each(value.get("type")) if isinstance(one, str)]
    return [one.rpartition("#")[2].rpartition(":")[2] for one in named]


def kind(value: Thing) -> str:
    return next(iter(kinds(value)), "")


def text(value: Thing, name: str, longest: int = 100_000) -> str:
    """A text, or the first of those in many languages."""
    found = value.get(name)
    if not isinstance(found, str):
        by_language = value.get(f"{name}Map")
        texts = by_language.values() if isinstance(by_language, dict) else ()
        found = next((one for one in texts if isinstance(one, str)), "")
    return found.replace("\0", "")[:longest]


def moment(value: Thing, name: str) -> datetime | None:
    """A time (RFC 3339)."""
    found = value.get(name)
    try:
        read = datetime.fromisoformat(found) if isinstance(found, str) else None
    except ValueError:
        return None
    if read is None or not 1970 <= read.year <= 9000:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def link(value: Any) -> str:
    """Where to find something: an address, or a Link with an href."""
    for one in each(value):
        found = (one.get("href") or one.get("url")) if isinstance(one, dict) else one
        if isinstance(found, str) and found.startswith(("https://", "http://")):
            return found[:LONGEST_ID].replace("\0", "")
    return ""


def addressed(*values: Thing) -> tuple[list[str], list[str]]:
    """(to, cc) of an activity and its object together."""
    to = [one for value in values for one in idents(value.get("to"))]
    cc = [one for value in values for one in idents(value.get("cc"))]
    return list(dict.fromkeys(to)), list(dict.fromkeys(cc))
