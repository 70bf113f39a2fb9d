"""The lists of an archive, as Mastodon's CSVs and collections: whom one follows, blocks, mutes, and
so on; what was brought along from elsewhere among them.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from leapfrog.contacts import blocked
from leapfrog.kernel.db import Db
from leapfrog.post_archives import store_traces
from leapfrog.post_archives.own_lists import AddressOnList, own_lists
from leapfrog.post_archives.store_own import MarkedPost
from leapfrog.post_archives.writing.activities import collection

FOLLOWING = ["Account address", "Show boosts", "Notify on new posts", "Languages"]
MUTED = ["Account address", "Hide notifications"]


async def small(db: Db, me: UUID, origin: str) -> dict[str, bytes]:
    """Content by name. Lists that Mastodon writes without a heading have none."""
    here = await own_lists(db, me)
    brought: dict[str, list[str]] = {}
    for row in await store_traces.everything(db, me):
        brought.setdefault(row.kind, []).append(row.value)
    following = _once([*here.following, *brought.get("follow", ())])
    away = [*[person.address for person in await blocked(db, me)], *brought.get("block", ())]
    muted = _once([*here.muted, *brought.get("mute", ())])
    likes = _once([*_links(here.likes, origin), *brought.get("like", ())])
    saves = _once([*_links(here.saves, origin), *brought.get("save", ())])
    return {
        "following_accounts.csv": _csv(
            [FOLLOWING, *([one, "true", "false", ""] for one in following)]
        ),
        "followers.csv": _csv([["Account address"], *([one] for one in here.followers)]),
        "blocked_accounts.csv": _csv([one] for one in _once(away)),
        "muted_accounts.csv": _csv([MUTED, *([one, "true"] for one in muted)]),
        "blocked_domains.csv": _csv(
            [one] for one in _once([*here.domains, *brought.get("domain", ())])
        ),
        "lists.csv": _csv(_lists(here.lists, brought.get("list", ()))),
        "bookmarks.csv": _csv([link] for link in saves),
        "likes.json": _collection("likes.json", likes),
        "bookmarks.json": _collection("bookmarks.json", saves),
    }


def _links(found: Sequence[MarkedPost], origin: str) -> list[str]:
    return [one.uri or f"{origin}/post/{one.post_id}" for one in found]


def _lists(here: Sequence[AddressOnList], brought: Sequence[str]) -> list[tuple[str, str]]:
    parts = [value.rpartition(",") for value in brought]
    mine = [(one.name, one.address) for one in here]
    return [*mine, *((name, who) for name, _, who in parts if (name, who) not in set(mine))]


def _collection(name: str, links: Sequence[str]) -> bytes:
    return collection(name, [msgspec.json.encode(link) for link in links])


def _once(values: Sequence[str]) -> list[str]:
    return sorted(dict.fromkeys(values))


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue().encode()
