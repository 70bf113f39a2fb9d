"""Who is named in a text, and whether who writes it may."""

from uuid import UUID

from leapfrog import post_text
from leapfrog.identity import Person, by_names
from leapfrog.kernel.db import Db
from leapfrog.posts import store_limits
from leapfrog.posts.errors import PostingClosed


async def check_open(db: Db, author: UUID) -> None:
    """Checks that the operator lets a person write posts. Raises `PostingClosed`."""
    if await store_limits.limited(db, author, "closed"):
        raise PostingClosed


async def named_in(db: Db, text: str) -> dict[tuple[str, str], Person]:
    """Who is named in a text, by (handle, domain) as it stands there."""
    wanted = post_text.mentions_in(text)
    if not wanted:
        return {}
    found = {
        (one.handle, one.address.rpartition("@")[2]): one for one in await by_names(db, wanted)
    }
    here = {one.handle: one for one in found.values() if one.kind != "remote"}
    named = {}
    for handle, domain in wanted:
        person = found.get((handle, domain)) if domain else here.get(handle)
        if person:
            named[handle, domain] = person
    return named


async def known(db: Db, handle: str, domain: str) -> UUID | None:
    """The person who has this handle here; with a domain, who is known to have it there; None for
    nobody.
    """
    found = await named_in(db, f"@{handle}@{domain}" if domain else f"@{handle}")
    return next((person.id for person in found.values()), None)
