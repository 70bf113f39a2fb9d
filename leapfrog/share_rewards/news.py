"""Who hears of rewards: the devices that look, and those that do not once one is paid."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog import push
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.push import PushNotice
from leapfrog.share_rewards.model import Reward

NOTICE = "share_reward"
CHANGED = {"t": "changed", "what": "rewards"}


def tell(db: Db, people: Iterable[UUID]) -> None:
    """These look again."""
    stream.tell(db, set(people), CHANGED)


async def paid(db: Db, one: Reward, sharer_id: UUID) -> None:
    await push.notify(db, [PushNotice(sharer_id, f"{NOTICE}:{one.id}")])
