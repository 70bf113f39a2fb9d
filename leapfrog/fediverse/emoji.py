"""Pictures that others put between their words, as `:blobcat:`: read as everybody writes them, had
once by a job, made anew, served from here, so that nobody there learns who reads.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import structlog

from leapfrog.fediverse import reading, store, store_emoji
from leapfrog.fediverse.addresses import TownAddress
from leapfrog.fediverse.fetching import NotFetched, get
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotAPicture
from leapfrog.kernel.http import Town
from leapfrog.kernel.images import whole_webp
from leapfrog.kernel.jobs import enqueue

EMOJI = "fediverse:emoji"
NAME = re.compile(r":?([A-Za-z0-9_+-]{1,64}):?")
# What one text may hold, and what is kept for one town.
MOST, MOST_OF_HOST = 50, 5_000
LARGEST, WIDE, HIGH = 1_000_000, 288, 96
# What was not to be had is asked for again, but not at each activity.
AGAIN = timedelta(hours=1)

log = structlog.get_logger()


def used(tags: Any, *texts: str) -> dict[str, str]:
    """By its word, without colons, where the picture lies that stands for it in one of the texts;
    of two for one word the first.
    """
    found: dict[str, str] = {}
    for tag in reading.things(tags):
        name = NAME.fullmatch(reading.text(tag, "name", 100).strip())
        if name is None or name[1] in found or "Emoji" not in reading.kinds(tag):
            continue
        url = reading.link(reading.thing(tag.get("icon")).get("url") or tag.get("icon"))
        if url and any(f":{name[1]}:" in text for text in texts):
            found[name[1]] = url
        if len(found) == MOST:
            break
    return found


def ids(found: Mapping[str, str]) -> dict[str, str]:
    """By which pictures these words are shown: one that lies elsewhere is another one."""
    return {name: str(ident_of(url)) for name, url in found.items()}


def ident_of(url: str) -> UUID:
    return uuid5(NAMESPACE_URL, url)


async def want(db: Db, host: str, found: Mapping[str, str]) -> None:
    """Has those brought here that are not here yet."""
    urls = await _lacking(db, list(found.values())) if found else []
    if urls:
        await enqueue(db, EMOJI, {"host": host, "urls": urls})


async def _lacking(db: Db, urls: Sequence[str]) -> list[str]:
    known = await store_emoji.known(db, [ident_of(url) for url in urls], db.now - AGAIN)
    return [url for url in dict.fromkeys(urls) if ident_of(url) not in known]


async def work(town: Town, payload: dict[str, Any]) -> None:
    """A job: what cannot be had stays the word that it stands for."""
    host = payload["host"]
    async with town.database.glance() as db:
        site = await store.site(db)
        urls = await _lacking(db, payload["urls"])
        room = MOST_OF_HOST - await store_emoji.count(db, host)
    if site is None:
        return
    for url in urls[: max(room, 0)]:
        picture = await _had(town, site, url)
        async with town.database.transaction() as db:
            await store_emoji.keep(db, ident_of(url), host, url, picture)


async def _had(town: Town, site: TownAddress, url: str) -> bytes | None:
    try:
        answer, _ = await get(town, site, url, "image/*", LARGEST)
        return await whole_webp(answer.body, WIDE, HIGH)
    except (NotFetched, NotAPicture) as why:
        log.info("fediverse_emoji_left_out", url=url, why=str(why))
        return None
