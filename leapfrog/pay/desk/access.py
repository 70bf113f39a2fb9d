"""Who works at the desk: the operators, and the clerks whom they name."""

from typing import Any
from uuid import UUID

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from leapfrog import wallet
from leapfrog.identity import OperatorNeeded, Principal, named, operator_only, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.pay.desk import book, store
from leapfrog.pay.errors import ClerkNeeded


async def desk_only(
    connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
) -> None:
    """A guard for routes of operators and clerks, on devices of their own. Raises
    `OwnDeviceNeeded`, `ClerkNeeded`.
    """
    own_device(connection, handler)
    town: Town = connection.app.state.town
    signed: Principal = connection.scope["state"]["signed"]
    async with town.database.glance() as db:
        if await store.is_clerk(db, signed.person_id):
            return
    try:
        await operator_only(connection, handler)
    except OperatorNeeded:
        raise ClerkNeeded from None


async def add_clerk(db: Db, by_id: UUID, person_id: UUID) -> None:
    """Raises `NoAccount` for who does not live here."""
    found = (await named(db, [person_id])).get(person_id)
    if found is None or found.kind != "person":
        raise wallet.NoAccount
    if await store.add_clerk(db, person_id, by_id):
        await book.note(db, by_id, "clerk_added", person_id, "")


async def drop_clerk(db: Db, by_id: UUID, person_id: UUID) -> None:
    if await store.drop_clerk(db, person_id):
        await book.note(db, by_id, "clerk_removed", person_id, "")
