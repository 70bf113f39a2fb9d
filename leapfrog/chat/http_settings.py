"""Routes of what people let others do."""

from typing import Literal

import msgspec
from litestar import get, patch
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from leapfrog.chat.settings import revise_settings
from leapfrog.chat_settings import ChatSettings, settings_of
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input


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


routes: list[HTTPRouteHandler] = [read_settings, change_settings]
