"""Which contact of a book may be the same as a card: by UID, phone, e-mail, or name."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from leapfrog.contact_formats import Identifiers, Names, may_be_one, telling
from leapfrog.contacts import store
from leapfrog.contacts.model import Candidate, Described, Match
from leapfrog.kernel.db import Db

Having = dict[tuple[str, str], list[Candidate]]
STRENGTH = {"card": 16, "uid": 8, "phone": 4, "email": 2, "name": 1}
# Shorter UIDs are numbers that some programs count up, each from the beginning.
SHORTEST_UNIQUE_UID = 16


class Possible(msgspec.Struct, frozen=True):
    """Somebody who may be the same as another; `on`: the kinds of what both have in common."""

    id: UUID
    on: tuple[str, ...]
    names: Names
    org: str
    reachable: bool


class Chosen(msgspec.Struct, frozen=True):
    """Who it is, by what; not `sure`: only perhaps."""

    id: UUID
    on: tuple[str, ...]
    sure: bool


async def match(db: Db, owner: UUID, wanted: Sequence[Described]) -> list[Match | None]:
    """For each, the contact that may be the same; one statement for all.

    It is `sure` by a UID; by a phone or an e-mail, when the names may be one person's, too; else
    by the whole normalised name, when only one has it and it says enough: the organisation is the
    same, or one of both has no phone, no e-mail and no other organisation to tell them apart. A
    phone or an e-mail of which neither side says whose it is must be one contact's alone.
    """
    pairs = {pair for one in wanted for pair in recognised(one.identifiers)}
    having: Having = {}
    for one in await store.identified(db, owner, pairs):
        having.setdefault((one.kind, one.value), []).append(one.contact)
    return [_best(one, having) for one in wanted]


def recognised(found: Identifiers) -> list[tuple[str, str]]:
    """The identifiers that are not empty as (kind, value), the strongest first: `uid`, `phone`,
    `email`, `name`.
    """
    pairs = [("uid", found.uid)]
    pairs += [("phone", phone) for phone in found.phones]
    pairs += [("email", email) for email in found.emails]
    pairs.append(("name", found.name))
    return [pair for pair in pairs if pair[1]]


def strength(on: Iterable[str]) -> int:
    """How much the kinds (`uid`, `phone`, ...) of what two contacts have in common prove together:
    a sum by which matches are compared.
    """
    return sum(STRENGTH[kind] for kind in on)


def choose(one: Described, possible: Sequence[Possible]) -> Chosen | None:
    """Which of the contacts that have something in common with a described one is the same, by the
    rules of `match_contacts`: `sure`, or a likely one, or None.
    """
    strong = [each for each in possible if each.on != ("name",)]
    strong.sort(key=lambda each: strength(each.on), reverse=True)
    for each in strong:
        if _is_sure(one, each):
            return Chosen(each.id, each.on, sure=True)
    if len(strong) == 1 and _is_nameless(one, strong[0]):
        return Chosen(strong[0].id, strong[0].on, sure=True)
    alike = [each for each in possible if "name" in each.on]
    namesakes = [each for each in alike if _is_namesake(one, each)]
    if len(namesakes) == 1:
        return Chosen(namesakes[0].id, namesakes[0].on, sure=True)
    likely = strong or (alike if len(alike) == 1 else [])
    return Chosen(likely[0].id, likely[0].on, sure=False) if likely else None


def _is_sure(one: Described, other: Possible) -> bool:
    """By a unique UID, or by names that both have and that agree."""
    if "uid" in other.on and len(one.identifiers.uid) >= SHORTEST_UNIQUE_UID:
        return True
    return not _is_nameless(one, other) and may_be_one(one.names, other.names)


def _is_nameless(one: Described, other: Possible) -> bool:
    return not (one.names.names and other.names.names)


def _is_namesake(one: Described, other: Possible) -> bool:
    if one.org and other.org:
        return one.org.casefold() == other.org.casefold()
    return not (is_reachable(one.identifiers) and other.reachable)


def is_reachable(found: Identifiers) -> bool:
    """Whether these identifiers contain a phone number or an e-mail address."""
    return bool(found.phones or found.emails)


def _best(one: Described, having: Having) -> Match | None:
    on: dict[UUID, list[str]] = {}
    known: dict[UUID, Candidate] = {}
    for kind, value in recognised(one.identifiers):
        for candidate in having.get((kind, value), ()):
            known[candidate.id] = candidate
            if kind not in on.setdefault(candidate.id, []):
                on[candidate.id].append(kind)
    best = choose(one, [_possible(known[found], kinds) for found, kinds in on.items()])
    return Match(best.id, known[best.id].name, best.on, best.sure) if best else None


def _possible(candidate: Candidate, kinds: Sequence[str]) -> Possible:
    names = Names(telling([candidate.name]), telling([candidate.remark]))
    return Possible(candidate.id, tuple(kinds), names, candidate.org, candidate.reachable)
