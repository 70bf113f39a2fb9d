"""Routes of groups with people of several towns."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import chat
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input
from leapfrog.town_groups import homes, wishing
from leapfrog.town_groups.homes import GroupHome
from leapfrog.town_groups.model import What
from leapfrog.town_groups.wishing import GroupWish

People = Annotated[tuple[UUID, ...], msgspec.Meta(max_length=200)]


class GroupWishInput(Input, frozen=True):
    """`person_ids` for `add`, `remove` and `role`; `text` for `name`, `announce` and `card`."""

    what: What
    person_ids: People = ()
    role: chat.Role = "member"
    text: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class WishKept(msgspec.Struct, frozen=True):
    """It waits for the town in which the group lives since then."""

    id: UUID
    at: datetime


@get("/groups/{group_id:uuid}/home", summary="Read where a group lives")
async def read_home(db: DbIn, signed: SignedIn, group_id: FromPath[UUID]) -> GroupHome:
    """In which town a group lives, which towns have a copy and can read it, whether its town is
    asleep, what of one's own waits for it, whether one may carry the group on here, and what one
    brought of it from another town. Raises `HomeAwake`, `NoTownGroup`, `NotYourTurn`.
    """
    return await homes.home_of(db, signed.person_id, group_id)


@put("/groups/{group_id:uuid}/wishes/{wish_id:uuid}", summary="Ask a group's town", status_code=202)
async def ask_town(
    db: DbIn,
    signed: SignedIn,
    group_id: FromPath[UUID],
    wish_id: FromPath[UUID],
    data: JSONBody[GroupWishInput],
) -> WishKept:
    """Asks the town in which a group lives for a change: to add or remove somebody, to leave, to
    give a role, a name, an announcement. It is done once that town has done it; the same id again
    is the same wish. Raises `Invalid`, `NoTownGroup`.
    """
    wanted = GroupWish(data.what, list(data.person_ids), data.role, data.text)
    await wishing.wish(db, signed.person_id, group_id, wish_id, wanted)
    return WishKept(wish_id, db.now)


@put("/groups/{group_id:uuid}/home", summary="Carry a group on here", status_code=200)
async def carry_on(db: DbIn, signed: SignedIn, group_id: FromPath[UUID]) -> GroupHome:
    """From now on this town orders the group, since its own does not answer any more: its owner may
    do so after a day, after fourteen days who leads it longest, then who is in it longest. Twice is
    one operation. Raises `HomeAwake`, `MovedAway`, `MutedAll`, `NoConversation`, `NoTownGroup`,
    `NotContacts`, `NotMember`, `NotYourTurn`, `ReadOnly`, `RequestWaits`.
    """
    await homes.carry_on(db, signed.person_id, group_id)
    return await homes.home_of(db, signed.person_id, group_id)


routes: list[HTTPRouteHandler] = [read_home, ask_town, carry_on]
