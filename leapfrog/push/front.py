"""Who has the app in front of their eyes, on whatever process their devices hang.

A device says so every minute and when it begins or ends; one that died is forgotten by itself. A
wrong answer costs nothing but a push three seconds late or too much.
"""

from collections.abc import Iterable
from uuid import UUID

from leapfrog.identity import Principal
from leapfrog.kernel.db import Db
from leapfrog.push import store
from leapfrog.push.model import FRONT_LIFE


async def in_front(db: Db, signed: Principal) -> None:
    """Notes that the app is looked at on this device, for the next 75 seconds: pushes are held back
    there.
    """
    await store.come(db, signed, db.now + FRONT_LIFE)


async def away(db: Db, session_id: UUID) -> None:
    """Notes that the app is not looked at any more on the device of this session."""
    await store.go(db, session_id)


async def looking(db: Db, people: Iterable[UUID]) -> set[UUID]:
    """Who of these looks at the app on some device."""
    return await store.looking(db, people)
