"""What people let others see and do."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.follows import FollowWishes, forget_wishes, put_wishes
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce
from leapfrog.kernel.locks import lock
from leapfrog.posts import store_settings
from leapfrog.posts.events import PostSettingsChanged
from leapfrog.posts.model import PostSettings


async def settings_of(db: Db, person_id: UUID) -> PostSettings:
    """What a person has set about posts, or the defaults."""
    return await store_settings.find(db, person_id)


async def findable(db: Db, person_id: UUID) -> bool:
    return (await settings_of(db, person_id)).findable


async def revise(db: Db, person_id: UUID, given: Mapping[str, Any]) -> PostSettings:
    """Sets those post settings that are named in `given` and keeps the others, also when several
    are revised at the same moment; answers all.
    """
    await lock(db, "post_settings", person_id)
    before = await settings_of(db, person_id)
    return await change(db, person_id, msgspec.structs.replace(before, **given))


async def change(db: Db, person_id: UUID, wanted: PostSettings) -> PostSettings:
    """From now on. Who asked to follow and need not any more still waits for an answer."""
    await store_settings.put(db, person_id, wanted)
    await put_wishes(db, person_id, FollowWishes(wanted.approve, wanted.show_follows))
    if not wanted.findable:
        await store_settings.hide_posts(db, person_id)
    await announce(db, PostSettingsChanged(person_id))
    return wanted


async def forget(db: Db, person_id: UUID) -> int:
    """All that they chose; answers how many people that were."""
    await forget_wishes(db, person_id)
    return await store_settings.forget(db, person_id)
