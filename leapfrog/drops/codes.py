"""F-codes: a right to buy that the maker gives to one person, counted among the units in public. A
code is of use to nobody else, and what is not used by the closing is drawn like all other units.
"""

import secrets
from uuid import UUID

from leapfrog import contacts, orders, till
from leapfrog.drops import announcing, news, rolling, store
from leapfrog.drops.errors import (
    DropIdUsed,
    DropNotNow,
    HadRight,
    NoCodesLeft,
    NoDrop,
    NoDropCode,
    OwnDrop,
)
from leapfrog.drops.model import Drop, DropCode
from leapfrog.identity import NoPerson
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import check_new_id, derived_id

# Without letters and digits that look alike.
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 10


async def give_code(db: Db, me: UUID, wanted: DropCode) -> DropCode:
    """Gives a code to somebody who lives here, one at most; the same id again is the same. `by_id`,
    `code` and the time are not looked at. Raises `Invalid`, `NoDrop`, `RoleNeeded`, `DropIdUsed`,
    `DropNotNow`, `NoPerson` (also where one has blocked the other), `OwnDrop`, `HadRight`,
    `NoCodesLeft`.
    """
    check_new_id(wanted.id)
    drop = await announcing.enter_as_maker(db, me, wanted.drop_id)
    known = await store.code(db, wanted.id)
    if known is not None:
        if (known.drop_id, known.person_id) != (wanted.drop_id, wanted.person_id):
            raise DropIdUsed
        return known
    if drop.state != "announced" or db.now >= drop.closes_at:
        raise DropNotNow(phase=drop.phase(db.now))
    person = wanted.person_id
    if person is None or not await store.registered(db, [person]):
        raise NoPerson
    if await contacts.blocked_between(db, [me], [person]):
        raise NoPerson
    if person in (await till.shop_staff(db, [drop.merchant_id])).get(drop.merchant_id, ()):
        raise OwnDrop
    if len(await store.codes(db, drop.id)) >= drop.code_units:
        raise NoCodesLeft(most=drop.code_units)
    text = "F-" + "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    made = DropCode(wanted.id, drop.id, person, me, text, db.now)
    if not await store.add_code(db, made):
        raise HadRight
    await news.tell(db, drop, [person])
    return made


async def use_code(db: Db, me: UUID, drop_id: UUID, text: str) -> Drop:
    """Turns my code into a right to buy, while the drop is open. Again is the same. Raises
    `NoDrop`, `NoDropCode`, `DropNotNow`, `HadRight`.
    """
    drop = await store.lock(db, drop_id)
    if drop is None:
        raise NoDrop
    found = (await store.codes_for(db, [drop_id], me)).get(drop_id)
    if found is None or not secrets.compare_digest(found.code, plain(text)):
        raise NoDropCode
    if found.right_id is not None:
        return drop
    if drop.phase(db.now) != "reserving":
        raise DropNotNow(phase=drop.phase(db.now))
    right = rolling.right_of(db, drop, derived_id(found.id, "right"), me)
    if not await orders.give_rights(db, [right]):
        raise HadRight
    await store.use_code(db, found.id, right.id)
    await rolling.roll(db, drop)
    return drop


def plain(text: str) -> str:
    """A code as it is kept, however it was typed."""
    given = "".join(sign for sign in text.upper() if sign in SIGNS)
    return f"F-{given[-LENGTH:]}"
