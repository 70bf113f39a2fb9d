"""The picture of a group that another town orders: fetched there when its log says that it is
another one, and when the copy begins.
"""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import structlog

from leapfrog import chat, towns
from leapfrog.kernel import files
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotAPicture, NotFound
from leapfrog.kernel.http import Town
from leapfrog.kernel.images import square_webp
from leapfrog.kernel.jobs import RunAgain, enqueue
from leapfrog.town_groups import store, store_rows
from leapfrog.towns import LinkAsked, NotReached

PICTURE_PATH = "/town/v1/group-picture"
FETCH = "town_groups:picture"
LARGEST, SIDE = 1_000_000, 288
AGAIN, TRIED_FOR = timedelta(minutes=5), timedelta(days=7)
log = structlog.get_logger()


async def want(db: Db, group_id: UUID) -> None:
    """The picture is asked for, after the commit."""
    # Without a key: one that is under way may have asked before it changed.
    await enqueue(db, FETCH, {"group": str(group_id), "since": db.now.isoformat()})


async def given(town: Town, domain: str, asked: LinkAsked) -> bytes:
    """The picture, empty for none. Raises `NotFound` for a group of which that town has no copy
    from here.
    """
    if asked.group is None:
        raise NotFound
    async with town.database.reading() as db:
        group = await store.one(db, asked.group)
        copies = await store_rows.copies(db, asked.group)
        if group is None or group.home or domain not in {one.domain for one in copies if one.open}:
            raise NotFound
        found = await files.of_owner(db, asked.group)
    return await town.files.get(found[0].sha256) if found else b""


async def work(town: Town, payload: dict[str, str]) -> None:
    """A job: shows here what the group's town shows now. Raises `RunAgain` while it does not
    answer.
    """
    group_id = UUID(payload["group"])
    async with town.database.transaction() as db:
        group, asked_at = await store.one(db, group_id), db.now
    if group is None or group.home is None:
        return
    body = LinkAsked(town.settings.town_domain, group.home, group=group_id)
    try:
        answer = await towns.ask_town(
            town, group.home, PICTURE_PATH, msgspec.json.encode(body), largest=LARGEST
        )
        if answer.status >= 500 or answer.status == 429:
            raise NotReached(f"answered {answer.status}", later=True)
        if answer.status != 200:
            # A program that has none to give, or nobody of this town is in it any more.
            return
        picture = await square_webp(answer.body, SIDE) if answer.body else None
    except NotReached as why:
        if why.later and asked_at - datetime.fromisoformat(payload["since"]) < TRIED_FOR:
            raise RunAgain(AGAIN) from None
        return
    except (NotAPicture, NotFound) as why:
        log.info("town_groups_no_picture", group=str(group_id), why=str(why))
        return
    async with town.database.transaction() as db:
        if not await store.picture_is_of(db, group_id, group.home, asked_at):
            return
        orphans = await chat.copy_picture(db, group_id, picture)
        if picture:
            await town.files.put(picture)
        await files.forget(db, orphans)
