"""What goes with a parcel: the packing slip that is laid in, and the label that is stuck on."""

from leapfrog.orders import ShopOrder
from leapfrog.papers.model import PrintedOrder
from leapfrog.papers.pages import Paper
from leapfrog.papers.words import words_of

CODE = "LF"


def code_of(order: ShopOrder) -> str:
    """What a scan of the label says: the number of the order."""
    return CODE + order.number.replace(" ", "")


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
            page.row([" · ".join([line.title, *line.options]), f"{left} ×"], [page.epw - 16, 16])
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


def label(order: ShopOrder, sign: str, language: str) -> bytes:
    """The label of a parcel, A6: for whom, where to, and the order's number as Code 128 and QR.
    Neither phone nor contents nor the code by which it is handed out stand on it.
    """
    words = words_of(language)
    page = Paper("A6", order.created_at)
    page.set_title(f"{words['order']} {order.number}")
    page.add_page()
    page.say(sign, 9, soft=True)
    page.line(page.l_margin, page.get_y() + 1, page.l_margin + page.epw, page.get_y() + 1)
    page.ln(4)
    page.say(order.for_name, 18)
    page.ln(1)
    page.say(words["pickup"] if order.delivery == "pickup" else order.for_address, 13)
    page.ln(2)
    page.say(f"{words['order']} {order.number}", 11, soft=True)
    page.qr(code_of(order), page.l_margin, 74, 28)
    page.code128(code_of(order), page.l_margin, 112, page.epw, 20)
    page.set_y(133)
    page.set_font_size(11)
    page.cell(page.epw, 6, code_of(order), align="C")
    return page.made()
