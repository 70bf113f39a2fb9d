"""Pictures, films and voices of posts from elsewhere: had once, by a job, and made anew like those
that are uploaded here; nobody's device ever asks another town for them.
"""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import msgspec
import structlog

from leapfrog import post_media, posts
from leapfrog.fediverse import store
from leapfrog.fediverse.addresses import TownAddress
from leapfrog.fediverse.fetching import NotFetched, get
from leapfrog.fediverse.notes import NoteAttachment
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.folders import workplace
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.post_media import PostMedia

LARGEST = 16_000_000
log = structlog.get_logger()


async def work(town: Town, payload: dict[str, Any]) -> None:
    """A job: what a post shows is put into it; what cannot be had is left out. Of one that was
    edited, all or nothing: what was there is better than a part of what is.
    """
    post_id = UUID(payload["post_id"])
    async with town.database.glance() as db:
        site = await store.site(db)
        kept = await posts.place_of(db, post_id)
    if site is None or kept is None:
        return
    found, wanted = [], msgspec.convert(payload["files"], list[NoteAttachment])
    for one in wanted:
        media = await _had(town, site, kept.author_id, one)
        if media:
            found.append(media)
    if payload.get("anew") and len(found) < len(wanted):
        return
    suits = [one for one in found if one.kind == found[0].kind]
    shown = suits if suits and suits[0].kind == "image" else suits[:1]
    async with town.database.transaction() as db:
        await posts.show_files(db, post_id, shown)


async def fetch_media(town: Town, url: str, to: Path) -> None:
    """Fetches a media file of another server (16 MB at most) and writes it to the path `to`. Opens
    a connection of its own. Raises `NotFetched`.
    """
    async with town.database.glance() as db:
        site = await store.site(db)
    if site is None:
        raise NotFetched("this town keeps to itself")
    answer, _ = await get(town, site, url, "*/*", LARGEST)
    await asyncio.to_thread(to.write_bytes, answer.body)


async def _had(town: Town, site: TownAddress, owner: UUID, one: NoteAttachment) -> PostMedia | None:
    try:
        answer, _ = await get(town, site, one.url, "*/*", LARGEST)
        with TemporaryDirectory(dir=workplace(town.settings.home)) as here:
            source = Path(here) / "source"
            source.write_bytes(answer.body)
            media = await post_media.receive(town, owner, new_id(), source)
    except (NotFetched, Problem) as why:
        log.info("fediverse_media_left_out", url=one.url, why=str(why))
        return None
    return msgspec.structs.replace(media, alt=one.alt)
