"""What goes with a parcel: the packing slip that is laid in, and the label that is stuck on."""

from leapfrog.papers.naming import code_of, title_of
from leapfrog.papers.pages import Paper
from leapfrog.papers.printed import PrintedOrder
from leapfrog.papers.words import words_of
from leapfrog.parcels import Parcel


def packing_slip(found: PrintedOrder) -> bytes:
    """What is to be packed, as a page of A6 to print; no price is on it, since it may be a
    gift: then what its giver says stands there instead of the note to the shop.
    """
    order, lines, sign = found.order, found.lines, found.sign
    words = words_of(found.language)
    page = Paper("A6", order.created_at)
    page.set_title(f"{words['packing']} {order.number}")
    page.add_page()
    page.say(sign, 11, soft=True)
    page.say(words["packing"], 16)
    page.say(f"{words['order']} {order.number} · {order.created_at:%Y-%m-%d}", 9, soft=True)
    page.ln(2)
    page.say(f"{words['for']}: {order.for_name}", 11)
    page.ln(2)
    for line in lines:
        if left := line.n - line.cancelled:
            page.row([title_of(line), f"{left} ×"], [page.epw - 16, 16])
    if found.gift is not None:
        page.ln(2)
        page.say(words["gift"].format(who=found.gift.by_name), 11)
        page.say(found.gift.message, 13)
    elif order.note:
        page.ln(2)
        page.say(f"{words['note']}: {order.note}", 9)
    page.ln(4)
    page.say(f"{words['packed']}: ______________________", 9, soft=True)
    return page.made()


def labels(found: PrintedOrder) -> bytes:
    """A label for each parcel that is on its way, A6: for whom, where to, and what is scanned as
    Code 128 and QR. Neither phone nor contents nor the code by which it is handed out stand on it.
    What no courier or point scans has the number of the order.
    """
    order, way = found.order, found.way
    page = Paper("A6", order.created_at)
    page.set_title(f"{words_of(found.language)['order']} {order.number}")
    parcels = way.parcels if way else []
    for one in parcels:
        _label(page, found, one.number, one)
    if not parcels:
        _label(page, found, code_of(order.number), None)
    return page.made()


def _label(page: Paper, found: PrintedOrder, code: str, parcel: Parcel | None) -> None:
    order, words = found.order, words_of(found.language)
    page.add_page()
    page.say(found.sign, 9, soft=True)
    page.line(page.l_margin, page.get_y() + 1, page.l_margin + page.epw, page.get_y() + 1)
    page.ln(4)
    page.say(order.for_name, 18)
    page.ln(1)
    page.say(where_to(found), 13)
    page.ln(2)
    page.say(f"{words['order']} {order.number}", 11, soft=True)
    if parcel is not None:
        about = [parcel.carrier_number, f"{parcel.weight_g} g" if parcel.weight_g else ""]
        if said := " · ".join(filter(None, about)):
            page.say(said, 11, soft=True)
    page.qr(code, page.l_margin, 74, 28)
    page.code128(code, page.l_margin, 112, page.epw, 20)
    page.set_y(133)
    page.set_font_size(11)
    page.cell(page.epw, 6, code, align="C")


def where_to(found: PrintedOrder) -> str:
    """Where it goes, in words of who prints."""
    order, way, words = found.order, found.way, words_of(found.language)
    if way is None:
        return words["pickup"]
    if way.delivery.service == "point":
        return f"{words['point']}: {way.point}"
    return order.for_address or way.delivery.for_address
