"""With which towns this one speaks, as its operators decide; a rule for a domain is one for all
below it, too.
"""

from collections.abc import Collection

from leapfrog.fediverse import store_post
from leapfrog.fediverse.addresses import TownAddress
from leapfrog.fediverse.fetching import NotFetched
from leapfrog.kernel.db import Db


def allow(site: TownAddress, rules: Collection[str]) -> bool:
    """Whether anything is taken from where these rules hold, or sent there."""
    return "blocked" not in rules and (not site.listed or "allowed" in rules)


async def spoken_with(db: Db, site: TownAddress, hosts: Collection[str]) -> set[str]:
    """Those of these hosts with which this town speaks, by its rules and lists."""
    found = await store_post.rules_of(db, hosts)
    return {host for host in hosts if host and allow(site, found[host])}


async def check(db: Db, site: TownAddress, host: str) -> None:
    """Raises `NotFetched` where this town does not speak with that host."""
    if not await spoken_with(db, site, [host]):
        raise NotFetched("this town does not speak with that one")
