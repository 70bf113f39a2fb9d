"""What of a message changes as it crosses a line, also in what is forwarded with it: an id is each
town's own, an address is everywhere the same. Pure.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

Meta = dict[str, Any]
# What a card says by which its own town alone knows somebody.
OWN = frozenset(("person_id", "avatar"))


def cards_in(kind: str, meta: Meta) -> list[UUID]:
    """The people (ids) whose contact cards a message of this kind holds, also in what is forwarded
    with it.
    """
    if kind == "merged":
        return [who for one, about in _items(meta) for who in cards_in(one, about)]
    person_id = meta.get("person_id") if kind == "contact" else None
    return [UUID(person_id)] if person_id else []


def each(kind: str, meta: Meta, change: Callable[[str, Meta], Meta]) -> Meta:
    """What a message says with each part of it changed, by its kind: of forwarded ones what lies in
    them. It need not have been checked: anything may be in it.
    """
    if kind != "merged":
        return change(kind, meta)
    items = meta.get("items")
    if not isinstance(items, list):
        return meta
    return {**meta, "items": [_item(one, change) for one in items]}


def _item(one: Any, change: Callable[[str, Meta], Meta]) -> Any:
    if not isinstance(one, dict) or not isinstance(one.get("meta"), dict):
        return one
    return {**one, "meta": each(str(one.get("kind")), one["meta"], change)}


def with_addresses(kind: str, meta: Meta, known: Mapping[str, str]) -> Meta:
    """The content of a message for another town: addresses (`known`, by id) in place of the ids in
    its contact cards.
    """

    def addressed(kind: str, meta: Meta) -> Meta:
        if kind != "contact":
            return meta
        card = {name: value for name, value in meta.items() if name not in OWN}
        address = known.get(str(meta.get("person_id")))
        return {**card, "handle": address} if address else card

    return each(kind, meta, addressed)


def _items(meta: Meta) -> list[tuple[str, Meta]]:
    return [(one["kind"], one["meta"]) for one in meta["items"] if one.get("meta")]
