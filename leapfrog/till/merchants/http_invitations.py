"""Routes of invitations to work in a shop."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, PathParameter

from leapfrog.identity import SignedIn, named, own_device
from leapfrog.kernel.http import DbIn, TownIn
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.limits import Limit
from leapfrog.till.merchants import invitations
from leapfrog.till.merchants.http import OwnShop, RoleWanted, Shop, own_shop, shop
from leapfrog.till.merchants.model import Role, StaffInvitation

INVITING = Limit("shop_invitation", 30, 3600)
FOLLOWING = Limit("shop_invitation_look", 60, 3600)
MerchantId = FromPath[UUID]
Token = Annotated[str, PathParameter(description="What the link ends with.", max_length=100)]


class StaffInvitationShown(msgspec.Struct, frozen=True):
    """A link by which one person comes to work in a shop, until then."""

    id: UUID
    role: Role
    link: str
    until: datetime


class StaffInvitations(msgspec.Struct, frozen=True):
    """Those that nobody has followed yet, the oldest first."""

    invitations: list[StaffInvitationShown]


class InvitationLook(msgspec.Struct, frozen=True):
    """What one is invited to, and by whom."""

    shop: Shop
    role: Role
    by: str
    until: datetime


@get("/merchants/{merchant_id:uuid}/invitations", summary="List invitations to work in a shop")
async def list_invitations(
    db: DbIn, town: TownIn, signed: SignedIn, merchant_id: MerchantId
) -> StaffInvitations:
    """The open invitations of a shop that one leads. Raises `NoMerchant`, `RoleNeeded`."""
    found = await invitations.open_invitations(db, signed.person_id, merchant_id)
    return StaffInvitations([_shown(town, one) for one in found])


@put(
    "/merchants/{merchant_id:uuid}/invitations/{invitation_id:uuid}",
    summary="Invite somebody to work in a shop",
    guards=[own_device],
)
async def put_invitation(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    invitation_id: FromPath[UUID],
    data: JSONBody[RoleWanted],
) -> StaffInvitationShown:
    """A link that one person can follow within a week, to work in the shop as this; only the owner
    invites managers. The same id again is the same link. Raises `Invalid`,
    `InvitationIdUsed`, `MerchantClosed`, `NoMerchant`, `OwnerStays`, `RateLimited`, `RoleNeeded`,
    `TooManyInvitations`.
    """
    check_new_id(invitation_id)
    town.limit(INVITING, str(signed.person_id))
    wanted = (merchant_id, invitation_id, data.role)
    return _shown(town, await invitations.invite(db, signed.person_id, *wanted))


@delete("/merchants/{merchant_id:uuid}/invitations/{invitation_id:uuid}", status_code=204)
async def withdraw_invitation(
    db: DbIn, signed: SignedIn, merchant_id: MerchantId, invitation_id: FromPath[UUID]
) -> None:
    """Nobody can follow it any more. Raises `NoMerchant`, `RoleNeeded`."""
    await invitations.withdraw(db, signed.person_id, merchant_id, invitation_id)


@get("/shop-invitations/{token:str}", summary="Read an invitation to work in a shop")
async def read_invitation(db: DbIn, town: TownIn, signed: SignedIn, token: Token) -> InvitationLook:
    """To which shop one is invited, as what. Raises `BadCode`, `NoInvitation`, `RateLimited`."""
    town.limit(FOLLOWING, str(signed.person_id))
    one, of = await invitations.look(db, signed.person_id, token)
    by = (await named(db, [one.by_id]))[one.by_id].display_name
    return InvitationLook(shop(of, town.settings), one.role, by, one.until)


@put(
    "/shop-invitations/{token:str}/acceptance",
    summary="Accept to work in a shop",
    guards=[own_device],
)
async def accept_invitation(db: DbIn, town: TownIn, signed: SignedIn, token: Token) -> OwnShop:
    """One works there from now on, as the invitation says; who works there already stays what they
    are. Again is the same. Raises `BadCode`, `NoInvitation`,
    `RateLimited`.
    """
    town.limit(FOLLOWING, str(signed.person_id))
    joined, role = await invitations.follow(db, signed.person_id, token)
    return own_shop(joined, role, town.settings)


def _shown(town: TownIn, one: StaffInvitation) -> StaffInvitationShown:
    link = town.settings.origin + invitations.INVITATION_PATH + one.token
    return StaffInvitationShown(one.id, one.role, link, one.until)


routes: list[HTTPRouteHandler] = [
    list_invitations,
    put_invitation,
    withdraw_invitation,
    read_invitation,
    accept_invitation,
]
