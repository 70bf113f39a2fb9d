"""Who somebody is that another app names: by the number or the name it calls them."""

import re
from collections.abc import Sequence
from uuid import UUID

from leapfrog.contact_formats import Card, Property, escape, identifiers, names_of
from leapfrog.contacts import store_rows
from leapfrog.contacts.book import match, region
from leapfrog.contacts.model import Described, Match
from leapfrog.kernel.db import Db

_NUMBER = re.compile(r"\+?[\d\s().\-/\u00a0\u2010-\u2015\u202a-\u202e]{6,30}\Z")


async def likely(db: Db, owner: UUID, names: Sequence[str]) -> list[Match | None]:
    """For each name or phone number the one contact that it probably means: by what its card says,
    else by what the owner calls it, or it itself. A number that several have means nobody.
    """
    where = await region(db)
    found = await match(db, owner, [_described(_card(name), where) for name in names])
    called: dict[str, list[Match]] = {}
    for one in await store_rows.called(db, owner, {name.lower() for name in names}):
        called.setdefault(one.called, []).append(Match(one.id, one.name, ("name",)))
    return [
        match if match and match.sure else _only(called.get(name.lower()))
        for name, match in zip(names, found, strict=True)
    ]


def _only(found: list[Match] | None) -> Match | None:
    return found[0] if found and len(found) == 1 else None


def _described(card: Card, where: str) -> Described:
    return Described(identifiers(card, where), names_of(card))


def _card(name: str) -> Card:
    kind = "TEL" if _NUMBER.match(name) else "FN"
    return Card((Property(kind, escape(name)),))
