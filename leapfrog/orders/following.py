"""An order follows its money. Pure: from how its escrow stands, what the order, its lines and an
open case are. The same for acts, for the clock, and for tests; twice is once.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from leapfrog.escrow import Escrow
from leapfrog.kernel.spreading import spread
from leapfrog.orders.case_model import RETURNING, Case, CaseLine, OpenCase, Outcome
from leapfrog.orders.model import OF_ESCROW, TERMINAL, OrderLine, ShopOrder, State
from leapfrog.orders.worth import open_worth

ENDED: dict[str, Outcome] = {"agreed": "given", "judged": "judged", "none": "dropped"}


class Followed(msgspec.Struct, frozen=True):
    """An order as it is, with its lines in order, and its open case if there is one."""

    order: ShopOrder
    lines: list[OrderLine]
    case: OpenCase | None = None


def follow(before: Followed, money: Escrow, now: datetime) -> Followed:
    """The order where its money is now."""
    back = money.refunded - before.order.refunded
    lines, case = before.lines, before.case
    if case is not None:
        part = min(back, case.case.amount - case.case.given)
        lines, case = _case_goes_on(lines, case, part, money, now)
        back -= part
    if not money.unsent:
        lines = _nothing_is_left_to_send(lines, back)
    elif back:
        raise AssertionError("money went back that nobody asked for")
    return Followed(_order(before.order, money, now), lines, case)


def _order(order: ShopOrder, money: Escrow, now: datetime) -> ShopOrder:
    state: State = OF_ESCROW[money.state]
    sent = state not in ("paid", "sent_part")
    got = state in ("received", "done")
    return replace(
        order,
        state=state,
        refund=money.refund,
        refunded=money.refunded,
        released=money.released,
        due_at=money.due_at,
        sent_at=order.sent_at or (now if sent and state != "returned" else None),
        received_at=order.received_at or (now if got else None),
        ended_at=order.ended_at or (now if state in TERMINAL else None),
    )


def _case_goes_on(
    lines: Sequence[OrderLine], one: OpenCase, part: int, money: Escrow, now: datetime
) -> tuple[list[OrderLine], OpenCase]:
    case = replace(one.case, given=one.case.given + part)
    outcome = ENDED.get(money.refund)
    if outcome is not None:
        case = replace(case, outcome=outcome, ended_at=now)
    by_no = {line.no: line for line in given_back(lines, one, part)}
    if outcome in ("given", "judged"):
        for each in one.lines:
            by_no[each.no] = _units_go(by_no[each.no], each, case, money)
    return [by_no[line.no] for line in lines], OpenCase(case, one.lines)


def given_back(lines: Sequence[OrderLine], one: OpenCase, part: int) -> list[OrderLine]:
    """The lines when so much of what a case asks for has gone back."""
    by_no = {line.no: line for line in lines}
    room = [min(each.amount, _left(by_no[each.no])) for each in one.lines]
    for each, amount in zip(one.lines, spread(part, room), strict=True):
        line = by_no[each.no]
        by_no[each.no] = replace(line, refunded=line.refunded + amount)
    return [by_no[line.no] for line in lines]


def _units_go(line: OrderLine, asked: CaseLine, case: Case, money: Escrow) -> OrderLine:
    """What becomes of the units that a case was about."""
    if case.unsent and case.given:
        return replace(line, cancelled=line.cancelled + asked.n)
    if case.kind in RETURNING and not case.unsent and money.sent_back:
        return replace(line, returned=line.returned + asked.n)
    return line


def _nothing_is_left_to_send(lines: Sequence[OrderLine], back: int) -> list[OrderLine]:
    """Units that were not sent will not be, and what was paid for them has gone back."""
    parts = spread(back, [min(open_worth(line), _left(line)) for line in lines])
    return [
        replace(line, cancelled=line.cancelled + line.open, refunded=line.refunded + part)
        for line, part in zip(lines, parts, strict=True)
    ]


def _left(line: OrderLine) -> int:
    return line.paid - line.refunded
