"""With which towns this one speaks, as its operators decide; a rule for a domain is one for all
below it, too.
"""

from leapfrog.fediverse import store_post
from leapfrog.fediverse.addresses import Site
from leapfrog.fediverse.fetching import NotFetched
from leapfrog.kernel.db import Db


async def speaks(db: Db, site: Site, host: str) -> bool:
    """Whether anything is taken from there, or sent."""
    if not host:
        return False
    found = await store_post.rules_of(db, host)
    return "blocked" not in found and (not site.listed or "allowed" in found)


async def check(db: Db, site: Site, host: str) -> None:
    """Raises `NotFetched`."""
    if not await speaks(db, site, host):
        raise NotFetched("this town does not speak with that one")
