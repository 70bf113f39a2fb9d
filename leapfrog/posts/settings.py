"""What people let others see and do."""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce
from leapfrog.kernel.locks import lock
from leapfrog.posts import store_settings
from leapfrog.posts.events import PostSettingsChanged
from leapfrog.posts.model import Quoting

Who = Literal["everyone", "contacts", "nobody"]


class PostSettings(msgspec.Struct, frozen=True):
    """`moments_days`: so many days back contacts see one's moments, 0 for all of them. `approve`:
    who wants to follow asks. `show_follows`: who sees whom one follows and who follows. `quotes`:
    who may quote. `findable`: the search finds one's public posts.
    """

    moments_days: Literal[0, 3, 180] = 0
    approve: bool = False
    show_follows: Who = "everyone"
    quotes: Quoting = "everyone"
    findable: bool = True


async def settings_of(db: Db, person_id: UUID) -> PostSettings:
    found = await store_settings.find(db, person_id)
    return msgspec.convert(found, PostSettings) if found else PostSettings()


async def findable(db: Db, person_id: UUID) -> bool:
    return (await settings_of(db, person_id)).findable


async def revise(db: Db, person_id: UUID, given: Mapping[str, Any]) -> PostSettings:
    """Sets those that are named in `given` and keeps the others, also when several are revised at
    the same moment.
    """
    await lock(db, "post_settings", person_id)
    before = await settings_of(db, person_id)
    return await change(db, person_id, msgspec.structs.replace(before, **given))


async def change(db: Db, person_id: UUID, wanted: PostSettings) -> PostSettings:
    """From now on. Who asked to follow and need not any more still waits for an answer."""
    await store_settings.put(db, person_id, msgspec.structs.asdict(wanted))
    if not wanted.findable:
        await store_settings.hide_posts(db, person_id)
    await announce(db, PostSettingsChanged(person_id))
    return wanted
