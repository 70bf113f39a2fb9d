"""What hangs on a post of Facebook besides pictures, places and links, as words: notes, events,
polls, things for sale, life events.

Known from what people published of their archives, not from one of ours.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from leapfrog.post_archives.formats.reading import Record, of_unix, tidy

# What a part may have that is read elsewhere.
_READ = frozenset(("media", "place", "text", "external_context"))


def words_of(parts: list[Record]) -> Iterator[str]:
    """The words of each such part."""
    for part in parts:
        for key, told in _PARTS.items():
            if part.get(key):
                yield tidy("\n".join(filter(None, told(part[key]))))


def unread(parts: list[Record]) -> list[str]:
    """The kinds of parts that nothing here reads."""
    return sorted({key for part in parts for key in part if key not in _READ | _PARTS.keys()})


def _note(note: Record) -> Iterator[str]:
    yield str(note.get("title") or "")
    yield str(note.get("text") or "")


def _event(event: Record) -> Iterator[str]:
    yield f"📅 {event.get('name') or ''}"
    for key in ("start_timestamp", "end_timestamp"):
        if event.get(key):
            yield f"{of_unix(event[key]):%Y-%m-%d %H:%M} UTC"
    yield str((event.get("place") or {}).get("name") or "")
    yield str(event.get("description") or "")


def _poll(poll: Record) -> Iterator[str]:
    """How many voted the archive does not tell."""
    yield f"📊 {poll.get('question') or ''}"
    for one in poll.get("options") or ():
        yield f"• {one['option']}"


def _sale(sale: Record) -> Iterator[str]:
    yield f"🏷️ {sale.get('title') or ''}"
    yield str(sale.get("price") or "")
    yield str(sale.get("description") or "")
    yield str((sale.get("location") or {}).get("name") or "")


def _life_event(event: Record) -> Iterator[str]:
    yield f"⭐ {event.get('title') or ''}"
    begun = event.get("start_date") or {}
    days = [f"{begun[key]:02}" for key in ("year", "month", "day") if begun.get(key)]
    yield "-".join(days)
    yield str((event.get("place") or {}).get("name") or "")


def _name(name: Any) -> Iterator[str]:
    yield str(name)


_PARTS: Mapping[str, Callable[[Any], Iterator[str]]] = {
    "note": _note,
    "event": _event,
    "poll": _poll,
    "for_sale_item": _sale,
    "life_event": _life_event,
    "name": _name,
}
