"""Operators: those who run the town. The settings name their handles, and nobody else can join by
one of them or by one that looks like it. Whoever runs the program makes somebody an operator: by a
code with which such a handle is joined once, or by naming a person who is here already.
"""

from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.identity import store, store_operators
from leapfrog.identity.codes import new_code, normal
from leapfrog.identity.errors import OperatorCodeRefused
from leapfrog.identity.model import OPERATOR_CODE_LIFE
from leapfrog.identity.names import outline
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import secret_hash

LENGTH = 20


class HandleStatus(msgspec.Struct, frozen=True):
    """Who has a handle: nobody, so that `code` joins by it, or one that was told before and is good
    until `code_until`; or a person, since `joined_at`.
    """

    handle: str
    operator: bool = False
    joined_at: datetime | None = None
    code: str | None = None
    code_until: datetime | None = None
    retired: bool = False


async def named(db: Db) -> list[str]:
    """The handles that the settings named when the town was started last."""
    return await store_operators.handles(db)


async def people(db: Db) -> list[UUID]:
    """The people who run the town, as operators."""
    return await store_operators.people(db)


async def keeps(db: Db, handle: str) -> bool:
    """Whether a handle is one that the settings keep for an operator, or looks like it."""
    wanted = outline(handle)
    return any(outline(one) == wanted for one in await store_operators.handles(db))


async def enter(db: Db, person_id: UUID, handle: str, code: str) -> None:
    """Makes who joins by a kept handle an operator, and uses the code up. Raises
    `OperatorCodeRefused` for one that is not this handle's, was used, or is too old.
    """
    if not await store_operators.use_code(db, handle, secret_hash(normal(code))):
        raise OperatorCodeRefused
    await store_operators.appoint(db, person_id)


async def look(db: Db, handle: str) -> HandleStatus:
    """How it stands with an operator's handle; where nobody has it, with a code, unless one is good
    that somebody was told before: of nodes that start at once, one tells it.
    """
    if (taken := await _taken(db, handle)) is not None:
        return taken
    code, until = new_code(LENGTH), db.now + OPERATOR_CODE_LIFE
    if await store_operators.offer_code(db, handle, secret_hash(normal(code)), until):
        return HandleStatus(handle, code=code)
    return HandleStatus(handle, code_until=await store_operators.code_until(db, handle))


async def appoint(db: Db, handle: str) -> HandleStatus:
    """Makes the person who has this handle an operator; where nobody has it, makes a new code, and
    the one before is void. Answers how it stands.
    """
    found = await store_operators.find(db, handle)
    if found is not None and not found[1]:
        await store_operators.appoint(db, found[0])
    if (taken := await _taken(db, handle)) is not None:
        return taken
    code, until = new_code(LENGTH), db.now + OPERATOR_CODE_LIFE
    await store_operators.set_code(db, handle, secret_hash(normal(code)), until)
    return HandleStatus(handle, code=code)


async def _taken(db: Db, handle: str) -> HandleStatus | None:
    """None where somebody can join by it."""
    found = await store_operators.find(db, handle)
    if found is not None:
        return HandleStatus(handle, found[1], found[2])
    if await store.retired(db, handle):
        return HandleStatus(handle, retired=True)
    return None
