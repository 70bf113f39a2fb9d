"""Invitations across towns: what a link of another town opens, and what one of this town does for
who lives there.
"""

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from msgspec import Meta

from leapfrog import contacts, identity
from leapfrog.contacts import InvitationOver
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import AnyRequest, TownIn
from leapfrog.towns import links
from leapfrog.towns.errors import TownNotReached

INVITATION_PATH = "/town/v1/invitation"


class InvitationTold(msgspec.Struct, frozen=True):
    """Who invites by a link, and until when it can be followed."""

    address: Annotated[str, Meta(max_length=320)]
    name: Annotated[str, Meta(max_length=200)]
    until: datetime


class InvitationElsewhere(msgspec.Struct, frozen=True):
    """Who invites by a link of another town, as that town says."""

    address: str
    name: str
    expires_at: datetime


@post(INVITATION_PATH, include_in_schema=False, request_max_body_size=links.LARGEST_LINK)
async def tell_invitation(request: AnyRequest, town: TownIn) -> Response[bytes]:
    """Who invites by a link of this town. Raises `InvitationOver`, `MovedAway`."""
    _, asked = await links.take(request, town, INVITATION_PATH)
    async with town.database.reading() as db:
        found = await contacts.find_invitation(db, asked.secret)
        await identity.check_here(db, [found.owner_id])
        sender = (await identity.named(db, [found.owner_id])).get(found.owner_id)
    if sender is None:
        raise InvitationOver
    told = InvitationTold(sender.address, sender.display_name, found.expires_at)
    return Response(msgspec.json.encode(told), media_type="application/json", status_code=200)


@get("/towns/{domain:str}/invitations/{secret:str}", summary="Read an invitation of another town")
async def read_town_invitation(
    town: TownIn, signed: SignedIn, domain: FromPath[str], secret: FromPath[str]
) -> InvitationElsewhere:
    """Who invites by a link of another town, which is asked; followed by a contact request with
    its secret. Raises `InvitationOver`, `MovedAway`, `TownNotReached`.
    """
    town.limit(links.OPENING, str(signed.person_id))
    there = domain.lower()
    told = await links.ask(town, there, INVITATION_PATH, secret, InvitationTold, InvitationOver)
    handle, _, of = told.address.rpartition("@")
    if of != there or not identity.is_handle(handle):
        raise TownNotReached(why="it names nobody of its own")
    return InvitationElsewhere(told.address, told.name, told.until)


invitation_routes: list[HTTPRouteHandler] = [read_town_invitation]
