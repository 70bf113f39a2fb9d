"""What one did elsewhere beside showing posts: kept for later, since nobody of them may be here."""

import re
from collections.abc import Sequence
from uuid import UUID

from leapfrog.contacts import NO_RELATIONSHIP
from leapfrog.follows import Author, author_of
from leapfrog.identity import Person, by_names
from leapfrog.kernel.db import Db
from leapfrog.post_archives import store_traces
from leapfrog.post_archives.formats import ArchivedTrace, TraceKind
from leapfrog.post_archives.model import ImportedTrace, TracePage
from leapfrog.post_archives.store_traces import NewTrace
from leapfrog.posts import bring_marks

_ADDRESS = re.compile(r"(\w{3,30})@([\w.-]+(?::\d+)?)\Z")
PEOPLE = frozenset(("follow", "block", "mute"))
LONGEST = 500


async def keep(
    db: Db, owner: UUID, source: str, import_id: UUID, found: Sequence[ArchivedTrace]
) -> int:
    """Keeps them; what is liked and saved is so at once where the post is here for everybody.
    Answers how many were new.
    """
    rows = [NewTrace(one.kind, _short(one.value), _short(one.text), one.at) for one in found]
    new = await store_traces.add(db, owner, source, import_id, rows)
    likes, saves = _links(found, "like"), _links(found, "save")
    if likes or saves:
        await bring_marks(db, owner, likes=likes, saves=saves)
    return new


def _links(found: Sequence[ArchivedTrace], kind: TraceKind) -> list[str]:
    return [one.value.replace("\0", "") for one in found if one.kind == kind]


def _short(text: str) -> str:
    return text.replace("\0", "")[:LONGEST]


async def page(db: Db, owner: UUID, kind: TraceKind | None, after: int, limit: int) -> TracePage:
    """In the order of the archive, with those people who are here."""
    rows = await store_traces.page(db, owner, kind, after, limit)
    here = await people(db, [row.value for row in rows if row.kind in PEOPLE])
    authors = {value: _author(person) for value, person in here.items()}
    found = [
        ImportedTrace(row.kind, row.value, row.text, row.source, row.at, authors.get(row.value))
        for row in rows
    ]
    return TracePage(found, after + limit if len(rows) == limit else None)


async def people(db: Db, values: Sequence[str]) -> dict[str, Person]:
    """Who of these addresses is known here."""
    named = {value: match for value in values if (match := _ADDRESS.match(value))}
    wanted = [(match[1].lower(), match[2].lower()) for match in named.values()]
    found = await by_names(db, wanted) if wanted else []
    here = {person.address.lower(): person for person in found}
    return {value: here[value.lower()] for value in named if value.lower() in here}


def _author(person: Person) -> Author:
    return author_of(person, NO_RELATIONSHIP)
