"""Which contact of a book is probably the same as a card: by UID, phone, e-mail, or name."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from leapfrog.contacts import store
from leapfrog.contacts.formats import Identifiers
from leapfrog.contacts.model import Candidate, Match
from leapfrog.kernel.db import Db

Having = dict[tuple[str, str], list[Candidate]]


async def match(
    db: Db, owner: UUID, wanted: Sequence[Identifiers], orgs: Sequence[str] | None = None
) -> list[Match | None]:
    """For each, the contact that is probably the same; one statement for all.

    By UID, phone, e-mail; else by the whole normalised name, when only one has it and it says
    enough: the organisation (`orgs`, one for each) is the same, or one of both has no phone, no
    e-mail and no other organisation to tell them apart.
    """
    pairs = {pair for one in wanted for pair in recognised(one)}
    having: Having = {}
    for kind, value, candidate in await store.identified(db, owner, pairs):
        having.setdefault((kind, value), []).append(candidate)
    words = orgs or [""] * len(wanted)
    return [_best(one, org, having) for one, org in zip(wanted, words, strict=True)]


def recognised(found: Identifiers) -> list[tuple[str, str]]:
    """(kind, value) of each identifier, the strongest first."""
    pairs = [("uid", found.uid)]
    pairs += [("phone", phone) for phone in found.phones]
    pairs += [("email", email) for email in found.emails]
    pairs.append(("name", found.name))
    return [pair for pair in pairs if pair[1]]


def _best(one: Identifiers, org: str, having: Having) -> Match | None:
    on: dict[UUID, list[str]] = {}
    known: dict[UUID, Candidate] = {}
    for kind, value in recognised(one):
        for candidate in having.get((kind, value), ()):
            known[candidate.id] = candidate
            if kind not in on.setdefault(candidate.id, []):
                on[candidate.id].append(kind)
    strong = [contact_id for contact_id, kinds in on.items() if kinds != ["name"]]
    if strong:
        best = max(strong, key=lambda contact_id: _strength(on[contact_id]))
    else:
        namesakes = [c.id for c in known.values() if _is_namesake(one, org, c)]
        if len(namesakes) != 1:
            return None
        best = namesakes[0]
    return Match(best, known[best].name, tuple(on[best]))


def _strength(kinds: Iterable[str]) -> int:
    return sum({"uid": 8, "phone": 4, "email": 2, "name": 1}[kind] for kind in kinds)


def _is_namesake(one: Identifiers, org: str, candidate: Candidate) -> bool:
    if org and candidate.org:
        return org.casefold() == candidate.org.casefold()
    return not (one.phones or one.emails) or not candidate.reachable
