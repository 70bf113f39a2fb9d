"""Routes of invitations: links that make contacts."""

from datetime import datetime
from uuid import UUID

import msgspec
from litestar import delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.contacts import invitations, rows
from leapfrog.contacts.errors import InvitationOver
from leapfrog.contacts.model import Contact, Invitation
from leapfrog.identity import DeviceIn, Person, SignedIn, named
from leapfrog.kernel.http import DbIn, Input, Town, TownIn
from leapfrog.kernel.limits import Limit

LOOKING = Limit("invitation", 120, 60)


class InvitationInput(Input, frozen=True):
    """For one contact, or for whoever gets the link."""

    contact_id: UUID | None = None


class InvitationLink(msgspec.Struct, frozen=True):
    """A link to send to somebody: for one contact, or for whoever gets it."""

    id: UUID
    url: str
    expires_at: datetime
    contact_id: UUID | None


class InvitationShown(msgspec.Struct, frozen=True, rename={"sender": "from"}):
    """Who invites. `name`: of whom the link was made for, as the sender calls them; empty in one
    for anybody.
    """

    sender: Person
    expires_at: datetime
    name: str = ""


@put("/invitations/{invitation_id:uuid}", summary="Make an invitation")
async def invite(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    invitation_id: FromPath[UUID],
    data: JSONBody[InvitationInput],
) -> InvitationLink:
    """A link by which others become one's contacts, valid for 30 days: for whoever gets it, or for
    one contact, once. The same id again answers the same link. Raises `ContactIdUsed`, `NoContact`.
    """
    made = await invitations.invite(db, signed.person_id, invitation_id, data.contact_id)
    return _link(town, made)


@get("/invitations")
async def read_invitations(db: DbIn, town: TownIn, signed: SignedIn) -> list[InvitationLink]:
    """One's own links that can still be followed, the last one first."""
    return [_link(town, one) for one in await invitations.given(db, signed.person_id)]


@delete("/invitations/{invitation_id:uuid}", summary="Revoke an invitation", status_code=204)
async def revoke(db: DbIn, signed: SignedIn, invitation_id: FromPath[UUID]) -> None:
    """Nobody can follow the link any more; who did stays a contact. Twice is one operation."""
    await invitations.revoke(db, signed.person_id, invitation_id)


def _link(town: Town, made: Invitation) -> InvitationLink:
    url = f"{town.settings.origin}/i/{made.token}"
    return InvitationLink(made.id, url, made.expires_at, made.contact_id)


@get("/invitations/{token:str}")
async def read_invitation(
    db: DbIn, town: TownIn, device: DeviceIn, token: FromPath[str]
) -> InvitationShown:
    """Who invites by this link, and until when; for anybody who holds it, without a session. Raises
    `InvitationOver`, `NoContact`.
    """
    town.limit(LOOKING, device.address)
    found = await invitations.find(db, token)
    sender = (await named(db, [found.owner_id])).get(found.owner_id)
    if sender is None:
        raise InvitationOver
    return InvitationShown(sender, found.expires_at, await invitations.meant_for(db, found))


@post("/invitations/{token:str}/acceptance", status_code=200)
async def accept_invitation(db: DbIn, signed: SignedIn, token: FromPath[str]) -> Contact:
    """Makes oneself and who invites contacts at once, and answers their entry in one's book. Twice
    is one operation. Raises `BlockedByYou`, `InvitationOver`, `MovedAway`, `NoContact`, `UidTaken`,
    `Yourself`.
    """
    entry = await invitations.accept(db, signed.person_id, token)
    return await rows.contact(db, signed.person_id, entry.id)


routes: list[HTTPRouteHandler] = [
    invite,
    read_invitations,
    revoke,
    read_invitation,
    accept_invitation,
]
