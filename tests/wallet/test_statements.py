"""Statements: what is on the screen, in the table, on paper and in the bank's file is one thing."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pypdfium2
import pytest
import xmlschema
from defusedxml.ElementTree import fromstring

from leapfrog.identity import NewPerson, add, set_town
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from leapfrog.wallet import Reason, Statement, account, statement, statement_page, statements
from leapfrog.wallet.errors import LongStatement
from leapfrog.wallet.money import decimal, grouped
from leapfrog.wallet.report_camt import NAMESPACE, to_camt053
from leapfrog.wallet.report_csv import to_csv
from leapfrog.wallet.report_pdf import to_pdf
from tests.wallet.acts import Books, capture, hold, refund, transfer

SCHEMA = Path(__file__).parent / "schemas" / "camt.053.001.08.xsd"
NAMES = {"amina": "Amina Žužek", "bo": "陈波 <Bo> & co", "shop": "=cmd|' /C calc'!A0"}


@pytest.fixture
async def lived(books: Books, clock: FixedClock) -> Books:
    """Two months of Amina, Bo and the shop, who have names."""
    async with books.database.transaction() as db:
        await set_town(db, "Lake Town", "lake.town")
        for who, name in NAMES.items():
            handle = f"{who}_x"
            await add(db, NewPerson(books.people[who], handle, name, "en"))
    amina, bo, shop = books.amina, books.bo, books.shop
    await books.fund(amina, 100_00)
    clock.advance(timedelta(days=10))
    await books.done(transfer(amina, bo, 12_34, code=Reason.SPLIT, ref=new_id()))
    [held] = await books.done(hold(amina, shop, 20_00, code=Reason.PAYMENT))
    [paid] = await books.done(capture(amina, shop, held.id, 15_50, code=Reason.PAYMENT))
    clock.advance(timedelta(days=10))
    await books.done(refund(shop, amina, paid.id, 5_50, code=Reason.REFUND))
    await books.done(transfer(amina, bo, 1, code=777))
    return books


async def told(books: Books, of: int, first: date, last: date) -> Statement:
    async with books.database.transaction() as db:
        return await statement(db, await account(db, of), first, last)


ALL = (date(2026, 1, 1), date(2027, 12, 31))


async def test_a_page_shows_the_newest_first_and_the_next_one_goes_on(lived: Books) -> None:
    seen, before, more = [], None, True
    async with lived.database.transaction() as db:
        while more:
            lines, more = await statement_page(db, lived.amina, before, 2)
            assert 0 < len(lines) <= 2
            seen += lines
            before = lines[-1].no
        assert await statement_page(db, lived.amina, 1) == ([], False)
    assert [line.no for line in seen] == [6, 5, 4, 3, 2, 1]
    assert [line.amount for line in seen] == [-1, 550, -1550, 0, -1234, 10000]
    assert [line.balance for line in seen] == [7765, 7766, 7216, 8766, 8766, 10000]
    assert [line.kind for line in seen[1:4]] == ["refund", "post", "hold"]
    assert seen[3].volume == 2000
    assert (seen[0].with_kind, seen[0].with_id) == ("person", lived.people["bo"])
    assert (seen[5].with_kind, seen[5].with_id, seen[5].with_name) == ("issuer", None, "")


async def test_a_period_begins_and_ends_with_the_balances_of_those_moments(lived: Books) -> None:
    whole = await told(lived, lived.amina, *ALL)
    assert (whole.opening, whole.closing, len(whole.lines)) == (0, 7765, 6)
    assert whole.owner_name == "Amina Žužek"
    december = await told(lived, lived.amina, date(2026, 12, 1), date(2026, 12, 10))
    assert (december.opening, december.closing) == (10000, 7216)
    assert [line.no for line in december.lines] == [2, 3, 4]
    day = await told(lived, lived.amina, date(2026, 12, 4), date(2026, 12, 4))
    assert [line.no for line in day.lines] == [2, 3, 4]
    for days in ((date(2026, 12, 5), date(2026, 12, 13)), (date(2020, 1, 1), date(2020, 1, 2))):
        empty = await told(lived, lived.amina, *days)
        assert (empty.lines, empty.opening) == ([], empty.closing)


async def test_too_much_for_one_statement_is_refused(
    lived: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "MOST_LINES", 5)
    with pytest.raises(LongStatement):
        await told(lived, lived.amina, *ALL)


async def test_the_table_adds_up_and_runs_no_formula(lived: Books) -> None:
    found = to_csv(await told(lived, lived.amina, *ALL), "en")
    assert found.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(found.decode("utf-8-sig"))))
    assert [row["Amount"] for row in rows] == [
        "100.00",
        "-12.34",
        "0.00",
        "-15.50",
        "5.50",
        "-0.01",
    ]
    balance = Decimal(0)
    for row in rows:
        balance += Decimal(row["Amount"])
        assert Decimal(row["Balance"]) == balance
    assert [row["What"] for row in rows] == [
        "Transfer",
        "Shared bill",
        "Payment (set aside)",
        "Payment",
        "Refund",
        "Other",
    ]
    assert rows[1]["With"] == NAMES["bo"]
    assert rows[2]["With"] == "'" + NAMES["shop"]
    assert rows[0]["With"] == "The town"
    chinese = to_csv(await told(lived, lived.amina, *ALL), "zh-CN").decode("utf-8-sig")
    assert "AA 收款" in chinese


def texts(found: Element, path: str) -> list[str | None]:
    below = "/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/"))
    return [each.text for each in found.findall(below)]


@pytest.fixture(scope="module")
def schema() -> Any:
    return xmlschema.XMLSchema(SCHEMA)


async def test_the_banks_file_is_valid_and_adds_up(
    lived: Books, clock: FixedClock, schema: Any
) -> None:
    of = await told(lived, lived.amina, *ALL)
    found = to_camt053(of, clock.now(), "en")
    schema.validate(found.decode())
    root = fromstring(found)
    body = "BkToCstmrStmt/Stmt"
    assert texts(root, f"{body}/Bal/Amt") == ["0.00", "77.65"]
    amounts = texts(root, f"{body}/Ntry/Amt")
    signs = texts(root, f"{body}/Ntry/CdtDbtInd")
    assert list(zip(amounts, signs, strict=True)) == [
        ("100.00", "CRDT"),
        ("12.34", "DBIT"),
        ("15.50", "DBIT"),
        ("5.50", "CRDT"),
        ("0.01", "DBIT"),
    ]
    parties = f"{body}/Ntry/NtryDtls/TxDtls/RltdPties"
    assert texts(root, f"{parties}/Cdtr/Pty/Nm") == [NAMES["bo"], NAMES["shop"], NAMES["bo"]]
    assert texts(root, f"{parties}/Dbtr/Pty/Nm") == ["The town", NAMES["shop"]]


async def test_the_banks_file_is_valid_when_nothing_happened_and_with_any_name(
    books: Books, clock: FixedClock, schema: Any
) -> None:
    async with books.database.transaction() as db:
        await set_town(db, "Lake Town", "lake.town")
        name = "字" * 60
        await add(db, NewPerson(books.people["amina"], "amina_x", name, "en"))
    empty = await told(books, books.amina, *ALL)
    schema.validate(to_camt053(empty, clock.now(), "en").decode())
    books.people["bo"] = new_id()
    debt = await told(books, books.issuer, *ALL)
    schema.validate(to_camt053(debt, clock.now(), "zh-CN").decode())


def read(pdf: bytes) -> list[str]:
    """The text of each page, as Chrome's reader copies it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_the_page_to_print_holds_every_name(
    lived: Books, clock: FixedClock, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    found = to_pdf(await told(lived, lived.amina, *ALL), clock.now(), language)
    assert found.startswith(b"%PDF-")
    assert "missing" not in caplog.text
    [page] = read(found)
    for text in (NAMES["amina"], NAMES["bo"], "\u221212.34", "100.00", "77.65", "2026-11-24"):
        assert text in page
    assert ("Account statement" if language == "en" else "账户明细") in page


async def test_a_long_statement_has_numbered_pages(lived: Books, clock: FixedClock) -> None:
    await lived.done(*(transfer(lived.amina, lived.bo, 1) for _ in range(120)))
    pages = read(to_pdf(await told(lived, lived.amina, *ALL), clock.now(), "en"))
    assert [f"Page {n}/{len(pages)}" in page for n, page in enumerate(pages, 1)] == [True] * 3


AMOUNTS = [
    (0, 2, "0.00", "0.00"),
    (5, 2, "0.05", "0.05"),
    (-5, 2, "-0.05", "\u22120.05"),
    (-123456789, 2, "-1234567.89", "\u22121\u2009234\u2009567.89"),
    (1234, 0, "1234", "1\u2009234"),
    (-7, 3, "-0.007", "\u22120.007"),
]


@pytest.mark.parametrize(("amount", "exponent", "plain", "pretty"), AMOUNTS)
def test_amounts_are_written_exactly(amount: int, exponent: int, plain: str, pretty: str) -> None:
    assert decimal(amount, exponent) == plain
    assert grouped(amount, exponent) == pretty


async def test_a_page_of_a_long_account_is_read_from_the_indexes(lived: Books) -> None:
    """Backwards along both unique indexes, without sorting all there is."""
    await lived.done(*(transfer(lived.issuer, lived.amina, 1) for _ in range(3_000)))
    async with lived.database.transaction() as db:
        await db.run("analyze wallet_transfer")
        plan = await db.rows(
            "explain (analyze, costs off, timing off) select * from wallet_entry where account_id ="
            f" {lived.amina} and no > 0 and no < 900000 order by no desc limit 50"
        )
    text = "\n".join(row[0] for row in plan)
    assert "Merge Append" in text, text
    assert "Seq Scan" not in text, text
