"""Reminders: the town asks for what is owed, so that nobody has to."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from leapfrog import push
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule
from leapfrog.push import PushNotice
from leapfrog.splits import news, store
from leapfrog.splits.errors import NothingOwed, RemindedLately
from leapfrog.splits.model import Debt, Split
from leapfrog.splits.places import own

REMIND = "pay_split_remind"
NOTICE = "split"
EVERY = timedelta(hours=24)
BY_HAND_EVERY = timedelta(hours=6)
MOST = 7


async def remind_by_clock(db: Db, ref: str, _body: object) -> None:
    """A due row's handler: a day after it was asked for, and each day of a week after that."""
    split = await store.lock(db, UUID(ref))
    if split is None or split.state != "open" or split.quiet or split.reminded >= MOST:
        return
    if split.reminded_at is None or split.reminded_at + BY_HAND_EVERY <= db.now:
        await _remind(db, split, await _open(db, split))
    await schedule(db, REMIND, ref, db.now + EVERY)


async def remind(db: Db, me: UUID, split_id: UUID) -> None:
    """Reminds all who owe something in a bill now; for who asked for it or to whom something is
    owed. Raises `NoSplit`, `NotYourBill`, `SplitOver`, `NothingOwed`, `RemindedLately`.
    """
    split = await own(db, me, split_id, creditors=True)
    if split.reminded_at and split.reminded_at + BY_HAND_EVERY > db.now:
        raise RemindedLately(at=(split.reminded_at + BY_HAND_EVERY).isoformat())
    debts = await _open(db, split)
    if not debts:
        raise NothingOwed
    await _remind(db, split, debts)


async def set_quiet(db: Db, me: UUID, split_id: UUID, *, quiet: bool) -> None:
    """Stops the reminders of a bill, or begins them again; for who asked for the bill or is owed
    something. Raises `NoSplit`, `NotYourBill`, `SplitOver`.
    """
    split = await own(db, me, split_id, creditors=True)
    await store.set_quiet(db, split.id, quiet)
    if not quiet:
        await schedule(db, REMIND, str(split.id), db.now + EVERY)
    await news.tell(db, split)


async def _open(db: Db, split: Split) -> list[Debt]:
    return [debt for debt in await store.debts(db, [split.id]) if debt.state == "open"]


async def _remind(db: Db, split: Split, debts: Sequence[Debt]) -> None:
    owing = sorted({debt.from_id for debt in debts})
    await push.notify(db, [PushNotice(one, f"{NOTICE}:{split.id}") for one in owing])
    await store.note_reminder(db, split.id)
    await news.tell(db, split)
