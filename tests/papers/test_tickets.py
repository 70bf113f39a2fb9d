"""Receipts, packing tickets and labels for thermal printers: what a printer makes of the bytes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.kernel.ids import new_id
from leapfrog.papers.thermal import to_escpos
from leapfrog.papers.tickets import (
    RULE,
    ReceiptPrinter,
    TicketPart,
    checked_printer,
    columns_of,
    lines_of,
    say,
    title,
    wrapped,
)
from tests.contacts.conftest import Join
from tests.orders.acts import Fair, ok
from tests.papers.escpos import read
from tests.parcels.acts import Village
from tests.pay.acts import befriend

MIXED = [
    title("Mei 的厨房"),
    say("Order 12 34", "2026-11-28"),
    RULE,
    say("2 × Crème brûlée", "12.50 EUR"),
    say("红烧牛肉面 · 大碗", "120.00 EUR"),
    say("Щи", "3.00 EUR"),
    say("Total", "135.50", size=2, bold=True),
    TicketPart("qr", "LF0123456789A"),
    TicketPart("bar", "LF0123456789A"),
]


@pytest.mark.parametrize(("width", "dots", "columns"), [(58, 384, 32), (80, 576, 48)])
def test_code_pages_and_what_they_lack_as_a_picture(width: int, dots: int, columns: int) -> None:
    made = read(to_escpos(MIXED, checked_printer(width, "codepage")))
    assert (made.resets, made.cuts) == (1, 1)
    assert "2 × Crème brûlée" in made.text
    assert "Щи" in made.text
    assert "红" not in made.text
    assert all(columns_of(one) * size <= columns for one, size in made.lines)
    # Two lines of Chinese, and two codes; each as wide as the paper.
    assert len(made.pictures) == 4
    assert {one.width for one in made.pictures} == {dots}
    assert made.codes == {("QR Code", "LF0123456789A"), ("Code 128", "LF0123456789A")}
    assert ("Total", 2) in [(one.split()[0], size) for one, size in made.lines if "Total" in one]
    price = next(one for one, _ in made.lines if "brûlée" in one)
    assert (price.endswith("12.50 EUR"), columns_of(price)) == (True, columns)


@pytest.mark.parametrize("text", ["gb18030", "gbk", "utf8"])
def test_printers_that_know_chinese_get_it_as_text(text: str) -> None:
    parts = [*MIXED, say("€ 𠮷")]
    made = read(to_escpos(parts, checked_printer(58, text)), chinese=text)
    assert "红烧牛肉面 · 大碗" in made.text
    assert "Mei 的厨房" in made.text
    # What GBK has no sign for is drawn: é of Crème it has, û not.
    lacks = text == "gbk"
    assert len(made.pictures) == 2 + (2 if lacks else 0)
    assert ("𠮷" in made.text) is not lacks


def test_all_of_it_can_be_drawn() -> None:
    made = read(to_escpos(MIXED, checked_printer(80, "picture")))
    assert made.lines == []
    assert {one.width for one in made.pictures} == {576}
    # Something stands on each of them.
    assert all(one.getextrema() == (0, 255) for one in made.pictures)
    assert made.codes == {("QR Code", "LF0123456789A"), ("Code 128", "LF0123456789A")}


def test_nobody_sends_commands_by_their_name() -> None:
    nasty = "Ali\x1bp\x00\x19\x19\x1dV\x00\n\x10\x14\x01\u202e\u200b"
    for way in ("codepage", "gb18030", "utf8"):
        made = read(to_escpos([say(nasty, nasty), title(nasty)], checked_printer(58, way)))
        assert made.cuts == 1
        assert made.text.count("Ali") == 3


@given(st.text(max_size=120), st.sampled_from([1, 7, 16, 32, 48]))
def test_wrapping_loses_nothing_and_fits(text: str, width: int) -> None:
    kept = say(text).left
    lines = wrapped(kept, width)
    assert "".join(lines).replace(" ", "") == kept.replace(" ", "")
    widest = max((columns_of(one) for one in kept), default=1)
    assert all(columns_of(one) <= max(width, widest) for one in lines)


@given(st.text(max_size=60), st.text(max_size=40), st.sampled_from([32, 48]))
def test_a_line_is_never_wider_than_the_paper(left: str, right: str, columns: int) -> None:
    for size in (1, 2):
        part = say(left, right, size=size)  # type: ignore[arg-type]
        for one in lines_of(part, columns):
            assert columns_of(one.padded(columns // size)) <= columns // size


@given(st.text(max_size=80))
def test_any_text_can_be_printed(text: str) -> None:
    made = read(to_escpos([say(text, "1.00")], ReceiptPrinter()))
    assert made.cuts == 1


async def printed(fair: Fair, who: Any, order: str, name: str, **how: Any) -> Any:
    answer = await who.get(f"/orders/{order}/{name}.escpos", params=how)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/octet-stream"
    return read(answer.content)


async def test_a_shop_prints_what_goes_with_a_parcel(village: Village) -> None:
    fair = village.fair
    order = await village.bought("point", Noodles=2)
    early = await fair.mei.get(f"/orders/{order['id']}/label.escpos")
    assert early.json()["code"] == "no_label_yet"
    ticket = await printed(fair, fair.mei, order["id"], "packing")
    assert "[ ] Noodles" in ticket.text
    assert "2 ×" in ticket.text
    assert "12.00" not in ticket.text
    await fair.send(order["id"])
    parcel = (await fair.seen(order["id"]))["parcels"][0]
    label = await printed(fair, fair.mei, order["id"], "label", width=80)
    assert label.codes == {("QR Code", parcel["number"]), ("Code 128", parcel["number"])}
    assert "Lamps" in label.text
    # Neither goods nor code stand on it.
    assert "Noodles" not in label.text
    assert parcel["code"] not in label.text.replace(" ", "")


async def test_a_receipt_adds_up_and_a_present_has_none_for_the_shop(fair: Fair) -> None:
    [order] = await fair.bought(fair.wanted(fair.kitchen, "own", Noodles=2, Bowl=1))
    for who in (fair.amina, fair.mei):
        made = await printed(fair, who, order["id"], "receipt")
        assert "12.00 EUR" in made.text
        assert "16.50 EUR" in made.text
    body = {
        "shops": [fair.wanted(fair.kitchen, "own", Bowl=1)],
        "name": "Zola",
        "address": "By the mill",
        "gift": {"message": "For you"},
    }
    quoted = ok(await fair.amina.post("/orders/quotes", json=body))
    [present] = ok(await fair.pay(quoted))["orders"]
    assert "4.50" in (await printed(fair, fair.amina, present["id"], "receipt")).text
    laid_in = (await printed(fair, fair.mei, present["id"], "receipt")).text
    assert "Bowl" in laid_in
    assert "4.50" not in laid_in


async def test_who_may_print_and_on_what(fair: Fair, join: Join) -> None:
    [order] = await fair.bought(fair.wanted(fair.kitchen, "own", Noodles=1))
    packer, cashier = await join("pavel"), await join("carla")
    for one, role in ((packer, "packer"), (cashier, "cashier")):
        await befriend(fair.mei, one)
        path = f"/merchants/{fair.kitchen.id}/cashiers/{one.me['id']}"
        ok(await fair.mei.put(path, json={"role": role}))
    may = {
        "receipt": {"mei": 200, "amina": 200, "packer": 403, "cashier": 403},
        "packing": {"mei": 200, "amina": 404, "packer": 200, "cashier": 403},
        "label": {"mei": 200, "amina": 404, "packer": 200, "cashier": 403},
    }
    people = {"mei": fair.mei, "amina": fair.amina, "packer": packer, "cashier": cashier}
    for name, who in may.items():
        path = f"/orders/{order['id']}/{name}.escpos"
        for person, status in who.items():
            assert (await people[person].get(path)).status_code == status, (name, person)
        for stranger in (fair.juma, fair.olga):
            assert (await stranger.get(path)).status_code == 404
        for bad in ({"width": 57}, {"text": "big5"}):
            assert (await fair.mei.get(path, params=bad)).json()["code"] == "invalid"
        gone = await fair.mei.get(f"/orders/{new_id()}/{name}.escpos")
        assert gone.status_code == 404
