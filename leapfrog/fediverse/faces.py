"""The pictures of people elsewhere: had once, made anew, served from here, so that nobody there
learns who looks.
"""

from uuid import UUID

from leapfrog import identity
from leapfrog.fediverse import store
from leapfrog.fediverse.fetching import NotFetched, get
from leapfrog.kernel import files
from leapfrog.kernel.errors import NotAPicture
from leapfrog.kernel.http import Town
from leapfrog.kernel.images import square_webp

LARGEST, SIDE = 8_000_000, 288


async def work(town: Town, payload: dict[str, str]) -> None:
    """A job. Who has no picture that can be had keeps the one that they have."""
    person_id = UUID(payload["person_id"])
    async with town.database.glance() as db:
        site = await store.site(db)
        actor = (await store.by_people(db, [person_id])).get(person_id)
    if site is None or actor is None or not actor.icon:
        return
    try:
        answer, _ = await get(town, site, actor.icon, "image/*", LARGEST)
        picture = await square_webp(answer.body, SIDE)
    except (NotFetched, NotAPicture):
        return
    digest = await town.files.put(picture)
    async with town.database.transaction() as db:
        _, orphans = await identity.show(db, person_id, digest, len(picture))
        await files.forget(db, orphans)
