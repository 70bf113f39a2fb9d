"""Routes of what somebody does not want to see."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.mutes import muting
from leapfrog.mutes.store import Kind, MomentsRule, Mute

MUTING = Limit("mute", 1200, 3600)


class MuteInput(Input, frozen=True):
    """`value`: a person's id, a word, a topic or a domain."""

    kind: Kind
    value: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    until: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class Mutes(msgspec.Struct, frozen=True):
    """The last one first."""

    mutes: list[Mute]


class RuleInput(Input, frozen=True):
    """`hide_theirs`: not their moments for me; `hide_mine`: not mine for them."""

    hide_theirs: bool = False
    hide_mine: bool = False


class MomentRules(msgspec.Struct, frozen=True):
    rules: list[MomentsRule]


@get("/mutes")
async def list_mutes(db: DbIn, signed: SignedIn) -> Mutes:
    """All that one does not want to see, the last one first."""
    return Mutes(list(await muting.mine(db, signed.person_id)))


@put("/mutes", summary="Mute something")
async def mute(db: DbIn, town: TownIn, signed: SignedIn, data: JSONBody[MuteInput]) -> Mutes:
    """Hides a person, a topic, a word or another town from oneself, for good or until a time;
    answers all mutes. Raises `Invalid`, `NoPerson`.
    """
    town.limit(MUTING, str(signed.person_id))
    what = (data.kind, data.value, data.until)
    return Mutes(list(await muting.put(db, signed.person_id, *what)))


@delete("/mutes", summary="Unmute something", status_code=200)
async def unmute(
    db: DbIn,
    signed: SignedIn,
    kind: Annotated[Kind, QueryParameter(description="What was muted.")],
    value: Annotated[str, QueryParameter(max_length=200, description="Which: a word, or an id.")],
) -> Mutes:
    """Mutes something no longer, and answers all mutes. Again, nothing happens."""
    return Mutes(list(await muting.drop(db, signed.person_id, kind, value)))


@get("/moments/rules", summary="List moment rules")
async def list_rules(db: DbIn, signed: SignedIn) -> MomentRules:
    """Whose moments one does not want to see, and who does not see one's own."""
    return MomentRules(list(await muting.rules(db, signed.person_id)))


@put("/moments/rules/{person_id:uuid}", summary="Set a moment rule", status_code=204)
async def set_rule(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], data: JSONBody[RuleInput]
) -> None:
    """Whether one sees somebody's moments, and they one's own. Raises `NoPerson`."""
    wanted = MomentsRule(person_id, data.hide_theirs, data.hide_mine)
    await muting.rule(db, signed.person_id, wanted)


routes: list[HTTPRouteHandler] = [list_mutes, mute, unmute, list_rules, set_rule]
