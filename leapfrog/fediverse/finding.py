"""Finding people and posts of other towns by their address."""

import re
from uuid import UUID

from leapfrog import follows, posts
from leapfrog.fediverse import actors, jobs, receiving_notes
from leapfrog.fediverse.addresses import TownAddress, host_of
from leapfrog.follows import PersonSummary
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import Town
from leapfrog.posts import Post

HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*(:\d{1,5})?")


async def find(
    town: Town, site: TownAddress, viewer: UUID, words: str
) -> tuple[list[PersonSummary], list[Post]]:
    """(people, posts): at most one of them, and only what the viewer may see."""
    person_id = await actors.find(town, site, words)
    if person_id:
        async with town.database.reading() as db:
            return await follows.shown(db, viewer, [person_id]), []
    uri = words.strip()
    if not host_of(uri) or host_of(uri) == site.host:
        return [], []
    await jobs.fetch_note(town, site, uri)
    async with town.database.reading() as db:
        found = await receiving_notes.find(db, site, uri)
        try:
            return [], [await posts.post_for(db, viewer, found.post_id)] if found else []
        except NotFound:
            return [], []
