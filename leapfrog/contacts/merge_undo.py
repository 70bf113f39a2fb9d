"""What stays of a contact that was edited after a merge, when the merge is undone: pure rules.

What the merge brought goes, what was edited since stays with the one that was kept. The absorbed
one comes back as it was: an edit cannot say of which of both it speaks.
"""

from collections import Counter
from typing import Any

from leapfrog.contact_formats import Card, Property
from leapfrog.contacts.model import card_of, card_rows
from leapfrog.contacts.union import union

Image = dict[str, Any]


def united(kept: Image, absorbed: Image) -> Image:
    """What two contacts are as one, but for card and person. An image as it is stored."""
    return {
        "remark": kept["remark"] or absorbed["remark"],
        "note": _notes(kept, absorbed),
        "tags": [*dict.fromkeys([*kept["tags"], *absorbed["tags"]])],
        "starred": kept["starred"] or absorbed["starred"],
        "circles": [*dict.fromkeys([*kept["circles"], *absorbed["circles"]])],
    }


def _notes(kept: Image, absorbed: Image) -> str:
    """Both notes, each once, with the remark that is shown no longer."""
    found = [kept["note"]]
    if kept["remark"] and absorbed["remark"] not in (kept["remark"], ""):
        found.append(absorbed["remark"])
    if absorbed["note"] not in kept["note"]:
        found.append(absorbed["note"])
    return "\n\n".join(filter(None, found))


def parted(kept: Image, absorbed: Image, now: Image, region: str) -> Image:
    """The kept contact without what the merge brought. `kept`, `absorbed`: as they were before."""
    after = united(kept, absorbed)
    was, came = card_of(kept["card"]), card_of(absorbed["card"])
    card = _without(was, union(was, came, region), card_of(now["card"]))
    found = {name: _text(name, kept, after, now) for name in ("remark", "note", "starred")}
    found |= {name: _list(name, kept, after, now) for name in ("tags", "circles")}
    return kept | found | {"card": card_rows(card), "uid": now["uid"]}


def _text(name: str, kept: Image, after: Image, now: Image) -> Any:
    return kept[name] if now[name] == after[name] else now[name]


def _list(name: str, kept: Image, after: Image, now: Image) -> list[Any]:
    return [one for one in now[name] if one in kept[name] or one not in after[name]]


def _without(was: Card, after: Card, now: Card) -> Card:
    """`now` without what `after` has and `was` has not; what the merge only added a label or a
    type to is as it was.
    """
    came = Counter(after.properties) - Counter(was.properties)
    changed = Counter(was.properties) - Counter(after.properties)
    found = []
    for prop in now.properties:
        if not came[prop]:
            found.append(prop)
            continue
        came[prop] -= 1
        if before := next((one for one in +changed if _say_the_same(one, prop)), None):
            changed[before] -= 1
            found.append(before)
    return Card(tuple(found))


def _say_the_same(one: Property, other: Property) -> bool:
    return (one.name, one.value) == (other.name, other.value)
