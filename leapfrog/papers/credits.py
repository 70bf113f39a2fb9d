"""Credit notes: whatever is paid back after an invoice was issued takes its part of that back, by
itself, with the next number of the shop's own series of credit notes.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

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


async def after_refund(db: Db, event: EscrowChanged) -> None:
    """The reaction to money that moved: twice is once, since a credit note is of what the papers of
    the order do not say yet.
    """
    order_id = orders.order_of(event.of)
    if order_id is None or await store.of_order(db, order_id) is None:
        return
    # Follows the money first, so that it does not matter who hears of it first.
    lines = await orders.followed_lines(db, order_id)
    found = await store.of_order(db, order_id)
    assert found is not None
    await _credit(db, found, lines)


async def _credit(db: Db, found: IssuedInvoice, lines: Sequence[OrderLine]) -> None:
    before = await store.credits_of_order(db, found.order_id)
    invoiced = numbered(found.content.lines, lines)
    taken = [line for one in before for line in one.content.lines]
    kinds = {line.no: (line.category, line.rate) for line in invoiced}
    back = credited(invoiced, taken, {line.no: line for line in lines})
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
    lines: Mapping[int | None, OrderLine],
) -> list[SoldLine]:
    """What was invoiced, no credit note has `taken` back yet, and the order has no longer. Where
    only money came back and no goods, it is of one unit.
    """
    back = []
    for one in invoiced:
        line = lines.get(one.no)
        if line is None:
            continue
        before = [each for each in taken if each.no == one.no]
        gross = one.gross - sum(each.gross for each in before) - (line.paid - line.refunded)
        stays = line.n - line.cancelled - line.returned
        units = one.units - sum(each.units for each in before) - stays
        if gross > 0:
            back.append(SoldLine(one.title, max(units, 1), gross, "", one.no))
    return back


async def of_either(db: Db, me: UUID, order_id: UUID) -> list[IssuedCredit]:
    """For who bought it or leads the shop. Raises `NoOrder`, `RoleNeeded`."""
    await orders.of_either(db, me, order_id)
    return await store.credits_of_order(db, order_id)


async def one_of_either(db: Db, me: UUID, order_id: UUID, no: int) -> IssuedCredit:
    """Raises `NoOrder`, `RoleNeeded`, `NoInvoice`."""
    for one in await of_either(db, me, order_id):
        if one.no == no:
            return one
    raise NoInvoice
