"""Routes of what people let others do."""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

import msgspec
from litestar import get, patch
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from leapfrog import chat
from leapfrog.chat_settings import ChatSettings, settings_of
from leapfrog.identity import SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.kernel.locks import lock


class SettingsPatch(Input, frozen=True):
    """What is left out stays as it was."""

    read_marks: bool | None = None
    presence: Literal["contacts", "nobody"] | None = None
    strangers: Literal["all", "nobody"] | None = None


@get("/chat/settings", summary="Read chat settings")
async def read_settings(db: DbIn, signed: SignedIn) -> ChatSettings:
    """Which strangers may write to one, and what others see of one's reading and presence."""
    return await settings_of(db, signed.person_id)


@patch("/chat/settings", summary="Change chat settings")
async def change_settings(
    db: DbIn, signed: SignedIn, data: JSONBody[SettingsPatch]
) -> ChatSettings:
    """Changes what is given of one's chat settings, and answers all of them."""
    given = {
        name: value for name, value in msgspec.structs.asdict(data).items() if value is not None
    }
    return await revise_settings(db, signed.person_id, given)


async def revise_settings(db: Db, person_id: UUID, given: Mapping[str, Any]) -> ChatSettings:
    """Sets those that are named in `given` and keeps the others, also when several are revised at
    the same moment.
    """
    await lock(db, "chat_settings", person_id)
    before = await settings_of(db, person_id)
    return await chat.change_settings(db, person_id, msgspec.structs.replace(before, **given))


routes: list[HTTPRouteHandler] = [read_settings, change_settings]
