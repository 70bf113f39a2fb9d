"""The lists of an archive, as Mastodon's CSVs: whom one follows, blocks, mutes, and so on; what was
brought along from elsewhere among them.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from uuid import UUID

from leapfrog.contacts import blocked
from leapfrog.kernel.db import Db
from leapfrog.posts import store_archive, store_lists, store_mutes
from leapfrog.posts.archive_people import addresses
from leapfrog.posts.imports import store_traces

Rows = list[list[str]]
FOLLOWING = ["Account address", "Show boosts", "Notify on new posts", "Languages"]
MUTED = ["Account address", "Hide notifications"]


async def csvs(db: Db, me: UUID, origin: str) -> dict[str, bytes]:
    """Content by name. Lists that Mastodon writes without a heading have none."""
    return {
        "following_accounts.csv": _csv([FOLLOWING, *await _following(db, me)]),
        "followers.csv": _csv([["Account address"], *await _followers(db, me)]),
        "blocked_accounts.csv": _csv(await _blocked(db, me)),
        "muted_accounts.csv": _csv([MUTED, *await _muted(db, me)]),
        "blocked_domains.csv": _csv(await _domains(db, me)),
        "lists.csv": _csv(await _lists(db, me)),
        "bookmarks.csv": _csv([[link] for link in await links(db, me, origin, "save")]),
    }


async def links(db: Db, me: UUID, origin: str, kind: str) -> list[str]:
    """The addresses of what is liked or saved."""
    sql = store_archive.LIKES if kind == "like" else store_archive.SAVES
    rows = await store_archive.rows(db, sql, me)
    here = [row[3] or f"{origin}/post/{row[0]}" for row in rows]
    return _once([*here, *await _brought(db, me, kind)])


async def _brought(db: Db, me: UUID, kind: str) -> list[str]:
    return [row[1] for row in await store_traces.everything(db, me) if row[0] == kind]


async def _following(db: Db, me: UUID) -> Rows:
    rows = await store_archive.rows(db, store_archive.FOLLOWS, me)
    people = await addresses(db, [row[0] for row in rows])
    here = [people[row[0]][0] for row in rows if row[0] in people]
    return [[one, "true", "false", ""] for one in _once([*here, *await _brought(db, me, "follow")])]


async def _followers(db: Db, me: UUID) -> Rows:
    rows = await store_archive.rows(db, store_archive.FOLLOWERS, me)
    people = await addresses(db, [row[0] for row in rows])
    return [[people[row[0]][0]] for row in rows if row[0] in people]


async def _blocked(db: Db, me: UUID) -> Rows:
    here = [person.address for person in await blocked(db, me)]
    return [[one] for one in _once([*here, *await _brought(db, me, "block")])]


async def _muted(db: Db, me: UUID) -> Rows:
    found = await store_mutes.mine(db, me, db.now)
    ids = [UUID(one.value) for one in found if one.kind == "person"]
    here = [address for address, _ in (await addresses(db, ids)).values()]
    return [[one, "true"] for one in _once([*here, *await _brought(db, me, "mute")])]


async def _domains(db: Db, me: UUID) -> Rows:
    here = [one.value for one in await store_mutes.mine(db, me, db.now) if one.kind == "domain"]
    return [[one] for one in _once([*here, *await _brought(db, me, "domain")])]


async def _lists(db: Db, me: UUID) -> Rows:
    rows: Rows = []
    for one in await store_lists.mine(db, me):
        people = await addresses(db, await store_lists.members(db, one.id))
        rows += [[one.name, address] for address, _ in people.values()]
    brought = [value.rpartition(",") for value in await _brought(db, me, "list")]
    return rows + [[name, who] for name, _, who in brought if [name, who] not in rows]


def _once(values: Sequence[str]) -> list[str]:
    return sorted(dict.fromkeys(values))


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue().encode()
