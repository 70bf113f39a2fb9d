"""Links of another town, which somebody here opens: that town is asked what a secret opens."""

from typing import TypeVar
from uuid import UUID

import msgspec

from leapfrog import fediverse
from leapfrog.identity import HomeSource, MovedAway
from leapfrog.kernel.errors import NotFound, Problem
from leapfrog.kernel.http import AnyRequest, Town, address_of, headers_of, read_body
from leapfrog.kernel.limits import Limit
from leapfrog.towns import calling
from leapfrog.towns.callers import Brought, signer
from leapfrog.towns.errors import NoDispatches, NotSpokenWith, TownNotReached
from leapfrog.towns.peers import NotReached

LARGEST_LINK = 1_000
# So often people of one town open links of this one, and somebody here those of others.
LINKS_OF, OPENING = Limit("town_links", 600, 60), Limit("town_link", 60, 60)
Told = TypeVar("Told")


class LinkAsked(msgspec.Struct, frozen=True, rename={"sender": "from"}, omit_defaults=True):
    """What a town asks: what does this secret open? Or about a group (an id) that it has."""

    sender: str
    to: str
    secret: str = ""
    group: UUID | None = None


class Refused(msgspec.Struct, frozen=True):
    """Why nothing is opened by it."""

    code: str = ""
    moved_to: str = ""


async def take(request: AnyRequest, town: Town, path: str) -> tuple[HomeSource, LinkAsked]:
    """Reads a question about a link from another town, and checks who asks: answers that town and
    the question. Raises `NotFound` in a town that keeps to itself, `NotSignedByTown`,
    `NotSpokenWith`, `NoDispatches`, `TooLarge`, `RateLimited`.
    """
    async with town.database.glance() as db:
        site = await fediverse.site(db)
    if site is None:
        raise NotFound
    body = await read_body(request, LARGEST_LINK)
    brought = Brought(path, headers_of(request), body, address_of(request))
    there = await signer(town, site, brought)
    town.limit(LINKS_OF, there.domain)
    try:
        asked = msgspec.json.decode(body, type=LinkAsked)
    except msgspec.DecodeError as cause:
        raise NoDispatches(str(cause)) from None
    if (asked.sender, asked.to) != (there.domain, site.domain):
        raise NotSpokenWith("this is from or for another town")
    return there, asked


async def ask(
    town: Town, domain: str, path: str, secret: str, told: type[Told], *over: type[Problem]
) -> Told:
    """What a secret (a link's) opens in another town, as that town says, as a `told`. Raises
    `TownNotReached`, `MovedAway`, and of the problems `over` the one that it says.
    """
    body = msgspec.json.encode(LinkAsked(town.settings.town_domain, domain, secret))
    try:
        answer = await calling.ask(town, domain, path, body)
    except (NotReached, NotFound) as why:
        raise TownNotReached(why=str(why)) from None
    try:
        if answer.status == 200:
            return msgspec.json.decode(answer.body, type=told)
        refused = msgspec.json.decode(answer.body, type=Refused)
    except msgspec.DecodeError:
        raise TownNotReached(why="it answered what is no answer") from None
    for problem in over:
        if refused.code == problem.code:
            raise problem
    if refused.code == MovedAway.code:
        raise MovedAway(moved_to=refused.moved_to[:320])
    raise TownNotReached(why=f"it answered {answer.status}")
