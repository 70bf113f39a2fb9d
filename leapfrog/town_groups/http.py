"""Routes of groups with people of several towns."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import chat, towns
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn
from leapfrog.town_groups import homes, joining, pictures, wishing
from leapfrog.town_groups.homes import GroupHome
from leapfrog.town_groups.joining import GROUP_LINK_PATH, GroupElsewhere
from leapfrog.town_groups.model import What
from leapfrog.town_groups.pictures import PICTURE_PATH
from leapfrog.town_groups.wishing import GroupWish

People = Annotated[tuple[UUID, ...], msgspec.Meta(max_length=200)]


class GroupWishInput(Input, frozen=True):
    """`person_ids` for `add`, `remove` and `role`; `text` for `name`, `announce` and `card`."""

    what: What
    person_ids: People = ()
    role: chat.Role = "member"
    text: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class TownJoinInput(Input, frozen=True):
    greeting: Annotated[str, msgspec.Meta(max_length=200)] = ""


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


@post(GROUP_LINK_PATH, include_in_schema=False, request_max_body_size=towns.LARGEST_LINK)
async def tell_group_link(request: AnyRequest, town: TownIn) -> Response[bytes]:
    """What a link of this town opens. Raises `GroupLinkOver`."""
    _, asked = await towns.take_link(request, town, GROUP_LINK_PATH)
    async with town.database.reading() as db:
        told = await joining.told(db, asked.secret)
    return Response(msgspec.json.encode(told), media_type="application/json", status_code=200)


@get("/towns/{domain:str}/group-links/{secret:str}", summary="Read a group link of another town")
async def read_town_link(
    town: TownIn, signed: SignedIn, domain: FromPath[str], secret: FromPath[str]
) -> GroupElsewhere:
    """What group a link of another town leads to, as that town says, and what one is to it. Raises
    `GroupLinkOver`, `MovedAway`, `TownNotReached`.
    """
    town.limit(towns.OPENING, str(signed.person_id))
    return await joining.opened(town, signed.person_id, domain.lower(), secret)


@put("/towns/{domain:str}/group-links/{secret:str}/join", summary="Join a group of another town")
async def join_town_group(
    town: TownIn,
    signed: SignedIn,
    domain: FromPath[str],
    secret: FromPath[str],
    data: JSONBody[TownJoinInput],
) -> GroupElsewhere:
    """Asks another town to be let into a group by its link: at once, or when an admin says yes, as
    the group has it. Twice is one operation. Raises `GroupClosed`, `GroupLinkOver`, `Invalid`,
    `MovedAway`, `TownNotReached`.
    """
    town.limit(towns.OPENING, str(signed.person_id))
    me, words = signed.person_id, data.greeting
    return await joining.join(town, me, domain.lower(), secret, words)


@post(PICTURE_PATH, include_in_schema=False, request_max_body_size=towns.LARGEST_LINK)
async def give_group_picture(request: AnyRequest, town: TownIn) -> Response[bytes]:
    """The picture of a group of this town, for a town that has a copy of it."""
    there, asked = await towns.take_link(request, town, PICTURE_PATH)
    picture = await pictures.given(town, there.domain, asked)
    return Response(picture, media_type="application/octet-stream", status_code=200)


public_routes: list[HTTPRouteHandler] = [tell_group_link, give_group_picture]
routes: list[HTTPRouteHandler] = [
    read_home,
    ask_town,
    carry_on,
    read_town_link,
    join_town_group,
]
