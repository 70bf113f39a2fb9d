"""What a thermal printer prints of an order: receipt, packing slip, label. On a label stand neither
phone nor goods nor the code by which it is handed out; in the parcel of a present lies no price.
"""

from collections.abc import Mapping

from leapfrog.papers.naming import code_of, title_of
from leapfrog.papers.printed import PrintedOrder, PrintedReceipt
from leapfrog.papers.slips import where_to
from leapfrog.papers.tickets import GAP, RULE, TicketPart, say, title
from leapfrog.papers.words import words_of


def receipt(found: PrintedReceipt) -> list[TicketPart]:
    """What was bought for how much; where that is hidden, what only."""
    words = words_of(found.language)
    number = say(f"{words['order']} {found.number}", f"{found.day:%Y-%m-%d}")
    parts = [title(found.sign or "·"), *(say(one) for one in found.seller), number, RULE]
    for line in found.lines:
        paid = "" if found.hidden else found.text(line.paid)
        parts.append(say(f"{line.n} × {line.title}", paid))
    parts.append(RULE)
    if not found.hidden:
        if found.delivery is not None:
            parts.append(say(words["delivery"], found.text(found.delivery)))
        parts.append(say(words["sum"], found.text(found.total), size=2, bold=True))
        if found.back:
            parts.append(say(words["paidBack"].rstrip("。."), found.text(-found.back)))
        parts.append(say(words[found.paid_by]))
    return [*parts, GAP, TicketPart("qr", found.code)] if found.code else parts


def packing(found: PrintedOrder) -> list[TicketPart]:
    """What is to be packed, with a box to tick for each."""
    order, words = found.order, words_of(found.language)
    parts = [title(words["packing"]), *_head(found, words)]
    parts += [say(f"{words['for']}: {order.for_name}", bold=True), RULE]
    for line in found.lines:
        if left := line.n - line.cancelled:
            parts.append(say(f"[ ] {title_of(line)}", f"{left} ×"))
    parts.append(RULE)
    if found.gift is not None:
        parts.append(say(words["gift"].format(who=found.gift.by_name), bold=True))
        parts.append(say(found.gift.message))
    elif order.note:
        parts.append(say(f"{words['note']}: {order.note}"))
    return [*parts, GAP, TicketPart("bar", code_of(order.number)), say(code_of(order.number))]


def labels(found: PrintedOrder) -> list[list[TicketPart]]:
    """A label for each parcel that is on its way; of what nobody scans the order's number."""
    order, words = found.order, words_of(found.language)
    parcels = found.way.parcels if found.way else []
    numbers = [(one.number, one.shelf) for one in parcels] or [(code_of(order.number), "")]
    made = []
    for number, shelf in numbers:
        parts = [say(found.sign), RULE, title(order.for_name), say(where_to(found), bold=True)]
        if shelf:
            parts.append(say(words["shelf"], shelf, size=2, bold=True))
        parts.append(say(f"{words['order']} {order.number}"))
        parts += [GAP, TicketPart("qr", number), TicketPart("bar", number), say(number)]
        made.append(parts)
    return made


def _head(found: PrintedOrder, words: Mapping[str, str]) -> list[TicketPart]:
    order = found.order
    return [say(f"{words['order']} {order.number}", f"{order.created_at:%Y-%m-%d}")]
