"""Credit notes: whatever is paid back after an invoice was issued takes its part of that back, by
itself, with the next number of the shop's own series of credit notes.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import orders
from leapfrog.escrow import EscrowChanged
from leapfrog.kernel.db import Db
from leapfrog.orders import OrderLine
from leapfrog.papers import store
from leapfrog.papers.errors import NoInvoice
from leapfrog.papers.model import CorrectedInvoice, InvoiceLine, IssuedCredit, IssuedInvoice
from leapfrog.papers.naming import title_of
from leapfrog.papers.taxes import SoldLine, shared


class KeptLine(msgspec.Struct, frozen=True):
    """What of a line stays bought: so many units, and so much for them (minor units)."""

    units: int
    gross: int


async def after_refund(db: Db, event: EscrowChanged) -> None:
    """A reaction to money that moved in the escrow of an order: writes a credit note for what its
    papers do not say yet. Again, nothing happens.
    """
    order_id = orders.order_of(event.of)
    if order_id is None or await store.of_order(db, order_id) is None:
        return
    # Follows the money first, so that it does not matter who hears of it first.
    lines = await orders.followed_lines(db, order_id)
    found = await store.of_order(db, order_id)
    assert found is not None
    kept = {
        one.no: KeptLine(one.n - one.cancelled - one.returned, one.paid - one.refunded)
        for one in lines
    }
    await _credit(db, found, numbered(found.content.lines, lines), kept)


async def credit(db: Db, order_id: UUID, kept: Mapping[int, KeptLine]) -> None:
    """Writes a credit note for what of an order's invoice is not `kept` and was not taken back
    before; nothing where it has no invoice. The caller holds the order, of any kind, locked.
    """
    found = await store.of_order(db, order_id)
    if found is not None:
        await _credit(db, found, found.content.lines, kept)


async def _credit(
    db: Db,
    found: IssuedInvoice,
    invoiced: Sequence[InvoiceLine],
    kept: Mapping[int, KeptLine],
) -> None:
    before = await store.credits_of_order(db, found.order_id)
    taken = [line for one in before for line in one.content.lines]
    kinds = {line.no: (line.category, line.rate) for line in invoiced}
    back = credited(invoiced, taken, kept)
    if not back:
        return
    year = db.now.year
    n = await store.next_number(db, found.merchant_id, year, store.CREDITS)
    rows, shares = shared(back, [kinds[one.no] for one in back], taken)
    content = replace(
        found.content,
        number=f"{year}-C{n:06}",
        issued_on=db.now.date(),
        lines=rows,
        taxes=shares,
        gross=sum(one.gross for one in rows),
        corrects=CorrectedInvoice(found.content.number, found.content.issued_on),
    )
    made = IssuedCredit(found.order_id, len(before) + 1, found.merchant_id, content, db.now)
    await store.add_credit(db, made, year, n)


def numbered(invoiced: Sequence[InvoiceLine], lines: Sequence[OrderLine]) -> list[InvoiceLine]:
    """The lines of an invoice with those of the order to which they belong; where that was not
    written down, each is the first one left that is called so.
    """
    left = list(lines)
    made = []
    for one in invoiced:
        if one.no is None:
            same = next(each for each in left if one.title == title_of(each))
            left.remove(same)
            made.append(replace(one, no=same.no))
        else:
            made.append(one)
    return made


def credited(
    invoiced: Sequence[InvoiceLine],
    taken: Sequence[InvoiceLine],
    kept: Mapping[int, KeptLine],
) -> list[SoldLine]:
    """What was invoiced, no credit note has `taken` back yet, and is not `kept` any longer. Where
    only money came back and no goods, it is of one unit.
    """
    back = []
    for one in invoiced:
        stays = kept.get(one.no) if one.no is not None else None
        if stays is None:
            continue
        before = [each for each in taken if each.no == one.no]
        gross = one.gross - sum(each.gross for each in before) - stays.gross
        units = one.units - sum(each.units for each in before) - stays.units
        if gross > 0:
            back.append(SoldLine(one.title, max(units, 1), gross, "", one.no))
    return back


async def one_of_either(db: Db, me: UUID, order_id: UUID, no: int) -> IssuedCredit:
    """Raises `NoOrder`, `RoleNeeded`, `NoInvoice`."""
    await orders.of_either(db, me, order_id)
    return await credit_note_of(db, order_id, no)


async def credit_note_of(db: Db, order_id: UUID, no: int) -> IssuedCredit:
    """The credit note `no` of an order of any kind. The caller has looked who may see it. Raises
    `NoInvoice`.
    """
    for one in await store.credits_of_order(db, order_id):
        if one.no == no:
            return one
    raise NoInvoice
