"""Invitations to work in a shop: a link that one person follows, once, within a week."""

from datetime import timedelta
from uuid import UUID

from leapfrog.contacts import apart
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_secret
from leapfrog.till.merchants import roles, store
from leapfrog.till.merchants import store_invitations as kept
from leapfrog.till.merchants.errors import (
    InvitationIdUsed,
    MerchantClosed,
    NoInvitation,
    OwnerStays,
    RoleNeeded,
    TooManyInvitations,
)
from leapfrog.till.merchants.model import LEADING, Merchant, Role, StaffInvitation

LIFE = timedelta(days=7)
MOST_OPEN = 50
INVITATION_PATH = "/shops/join/"


async def invite(
    db: Db, me: UUID, merchant_id: UUID, invitation_id: UUID, role: Role
) -> StaffInvitation:
    """A link to work as this in a shop that I lead; only the owner invites managers. The same id
    again is the same link. Raises `NoMerchant`, `RoleNeeded`, `OwnerStays`, `MerchantClosed`,
    `InvitationIdUsed`, `TooManyInvitations`.
    """
    mine = await roles.enter(db, me, merchant_id, LEADING)
    if role == "owner":
        raise OwnerStays
    if role == "manager" and mine != "owner":
        raise RoleNeeded
    before = await kept.find(db, invitation_id)
    if before is None:
        shop = await store.lock(db, merchant_id)
        if shop is None or shop.closed_at is not None:
            raise MerchantClosed
        if len(await kept.open_of(db, merchant_id)) >= MOST_OPEN:
            raise TooManyInvitations
        made = StaffInvitation(
            id=invitation_id,
            merchant_id=merchant_id,
            role=role,
            by_id=me,
            token=new_secret(),
            until=db.now + LIFE,
        )
        await kept.add(db, made)
        before = await kept.find(db, invitation_id)
    if before is None or (before.merchant_id, before.role) != (merchant_id, role):
        raise InvitationIdUsed
    return before


async def open_invitations(db: Db, me: UUID, merchant_id: UUID) -> list[StaffInvitation]:
    """Those that nobody has followed yet, of a shop that I lead, the oldest first. Raises
    `NoMerchant`, `RoleNeeded`.
    """
    mine = await roles.enter(db, me, merchant_id, LEADING)
    found = await kept.open_of(db, merchant_id)
    return [one for one in found if mine == "owner" or one.role != "manager"]


async def withdraw(db: Db, me: UUID, merchant_id: UUID, invitation_id: UUID) -> None:
    """Nobody can follow it any more; again is the same. Raises `NoMerchant`, `RoleNeeded`."""
    mine = await roles.enter(db, me, merchant_id, LEADING)
    found = await kept.find(db, invitation_id)
    if found is not None and found.merchant_id == merchant_id:
        if found.role == "manager" and mine != "owner":
            raise RoleNeeded
        await kept.drop(db, merchant_id, invitation_id)


async def look(db: Db, me: UUID, token: str) -> tuple[StaffInvitation, Merchant]:
    """An invitation that I hold, and the shop. Raises `NoInvitation`, also for one that is over."""
    one, shop = await _valid(db, me, await kept.by_token(db, token))
    if one.used_by is not None and await store.role(db, shop.id, me) is None:
        # Followed before, and let go since then.
        raise NoInvitation
    return one, shop


async def follow(db: Db, me: UUID, token: str) -> tuple[Merchant, Role]:
    """I work there from now on, as the invitation says; who works there already stays what they
    are, and the link stays good. Again is the same. Raises `NoInvitation`.
    """
    one, shop = await _valid(db, me, await kept.lock(db, token))
    before = await store.role(db, shop.id, me)
    if before is not None:
        return shop, before
    if one.used_by is not None:
        # Followed before, and let go since then.
        raise NoInvitation
    await roles.assign(db, shop.id, me, one.role, None)
    await kept.use(db, one.id, me)
    return shop, one.role


async def _valid(db: Db, me: UUID, one: StaffInvitation | None) -> tuple[StaffInvitation, Merchant]:
    if one is None or one.until <= db.now or one.used_by not in (None, me):
        raise NoInvitation
    theirs = await store.role(db, one.merchant_id, one.by_id)
    shop = (await store.merchants(db, [one.merchant_id])).get(one.merchant_id)
    still = theirs == "owner" or (theirs == "manager" and one.role != "manager")
    if not still or shop is None or shop.closed_at or await apart(db, [(me, one.by_id)]):
        raise NoInvitation
    return one, shop
