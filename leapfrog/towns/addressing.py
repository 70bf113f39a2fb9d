"""Cards of people as they cross a line: an id is each town's own, an address is everywhere the
same. Pure.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

Meta = dict[str, Any]
# What a card says by which its own town alone knows somebody.
OWN = frozenset(("person_id", "avatar"))


def cards_in(kind: str, meta: Meta) -> list[UUID]:
    """Whose cards a message holds, also in what is forwarded with it."""
    if kind == "merged":
        return [who for one, about in _items(meta) for who in cards_in(one, about)]
    person_id = meta.get("person_id") if kind == "contact" else None
    return [UUID(person_id)] if person_id else []


def with_addresses(kind: str, meta: Meta, known: Mapping[str, str]) -> Meta:
    """What a message says, without ids in its cards; `known`: addresses by these ids."""
    if kind == "merged" and isinstance(meta.get("items"), list):
        return {**meta, "items": [_item(one, known) for one in meta["items"]]}
    if kind != "contact":
        return meta
    card = {name: value for name, value in meta.items() if name not in OWN}
    address = known.get(str(meta.get("person_id")))
    return {**card, "handle": address} if address else card


def _item(one: Any, known: Mapping[str, str]) -> Any:
    if not isinstance(one, dict) or not isinstance(one.get("meta"), dict):
        return one
    return {**one, "meta": with_addresses(str(one.get("kind")), one["meta"], known)}


def _items(meta: Meta) -> list[tuple[str, Meta]]:
    return [(one["kind"], one["meta"]) for one in meta["items"] if one.get("meta")]
