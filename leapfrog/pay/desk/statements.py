"""Reading a bank's statement: what came in. No I/O.

camt.053 of ISO 20022 in any version, read by local names; or CSV with a line of headings, whose
columns are known by what banks call them. A file that only wants to break the reader (entities,
external DTDs) is refused unread (defusedxml).
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from leapfrog.identity import plain
from leapfrog.pay.desk.model import BankStatementLine
from leapfrog.pay.errors import BadStatement
from leapfrog.wallet import LARGEST

MOST_LINES = 20_000
LONGEST = 500
COLUMNS = {
    "booked_on": ("date", "booking date", "buchungstag", "buchungsdatum", "datum", "日期"),
    "amount": ("amount", "betrag", "umsatz", "金额"),
    "currency": ("currency", "währung", "waehrung", "ccy", "币种"),
    "name": ("name", "from", "payer", "auftraggeber", "zahlungspflichtiger", "对方"),
    "text": ("text", "reference", "purpose", "verwendungszweck", "description", "附言"),
    "bank_ref": ("id", "bank reference", "transaction id", "referenz", "流水号"),
}
DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y")


def read(content: bytes, exponent: int) -> list[BankStatementLine]:
    """What came in, in the order of the file; what went out is left out. Raises
    `BadStatement`.
    """
    try:
        if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            found = list(_camt(fromstring(content, forbid_dtd=True), exponent))
        else:
            found = list(_csv(_text(content), exponent))
    except (DefusedXmlException, ParseError, LookupError) as cause:
        raise BadStatement("It is no camt.053 that we could read.") from cause
    if len(found) > MOST_LINES:
        raise BadStatement(f"At most {MOST_LINES} lines at once.")
    return found


def _camt(root: Element, exponent: int) -> Iterator[BankStatementLine]:
    if not any(_local(one) == "BkToCstmrStmt" for one in root.iter()):
        raise BadStatement("It is XML, but no statement (camt.053).")
    for entry in (one for one in root.iter() if _local(one) == "Ntry"):
        if _at(entry, "CdtDbtInd") != "CRDT" or _at(entry, "RvslInd") == "true":
            continue
        booked = _at(entry, "BookgDt", "Dt") or _at(entry, "BookgDt", "DtTm")
        details = _all(entry, "NtryDtls", "TxDtls") or [entry]
        for n, one in enumerate(details):
            amount = _child(one, "Amt") if len(details) > 1 else _child(entry, "Amt")
            if amount is None:
                amount = _child(one, "AmtDtls", "TxAmt", "Amt")
            if amount is None:
                raise BadStatement("An entry has no amount.")
            refs = (
                _at(entry, "AcctSvcrRef"),
                _at(one, "Refs", "AcctSvcrRef"),
                _at(one, "Refs", "EndToEndId"),
                _at(entry, "NtryRef"),
            )
            ref = " ".join(filter(None, refs)) + (f" {n}" if len(details) > 1 else "")
            yield _told(
                exponent,
                booked_on=booked,
                amount=amount.text or "",
                currency=amount.get("Ccy", ""),
                name=_name(one),
                text=_words(one),
                bank_ref=ref,
            )


def _name(one: Element) -> str:
    return _at(one, "RltdPties", "Dbtr", "Nm") or _at(one, "RltdPties", "Dbtr", "Pty", "Nm")


def _words(one: Element) -> str:
    structured = [_at(ref, "CdtrRefInf", "Ref") for ref in _all(one, "RmtInf", "Strd")]
    free = [ref.text or "" for ref in _all(one, "RmtInf", "Ustrd")]
    return " ".join(filter(None, [*structured, *free]))


def _csv(text: str, exponent: int) -> Iterator[BankStatementLine]:
    lines = text.splitlines()
    for skip, heading in enumerate(lines):
        for mark in ";,\t":
            columns = _columns(next(csv.reader([heading], delimiter=mark), []))
            if {"booked_on", "amount"} <= columns.keys():
                rows = csv.reader(io.StringIO("\n".join(lines[skip + 1 :])), delimiter=mark)
                yield from _rows(rows, columns, exponent)
                return
    raise BadStatement("No line names a date and an amount.")


def _rows(
    rows: Iterator[list[str]], columns: dict[str, int], exponent: int
) -> Iterator[BankStatementLine]:
    for row in filter(any, rows):
        cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        amount = _plain_number(cells["amount"])
        if amount.startswith("-"):
            continue
        yield _told(
            exponent,
            booked_on=cells["booked_on"],
            amount=amount,
            currency=cells.get("currency", ""),
            name=cells.get("name", ""),
            text=cells.get("text", ""),
            bank_ref=cells.get("bank_ref", ""),
        )


def _columns(heading: list[str]) -> dict[str, int]:
    shown = [cell.strip().strip('"').lower() for cell in heading]
    found = {}
    for name, words in COLUMNS.items():
        at = next((n for n, cell in enumerate(shown) if cell in words), None)
        if at is not None:
            found[name] = at
    return found


def _told(
    exponent: int,
    *,
    booked_on: str,
    amount: str,
    currency: str,
    name: str,
    text: str,
    bank_ref: str,
) -> BankStatementLine:
    return BankStatementLine(
        _date(booked_on),
        _minor(amount, exponent),
        currency.strip().upper()[:3],
        _line(name),
        _line(text),
        _line(bank_ref),
    )


def _minor(text: str, exponent: int) -> int:
    try:
        found = Decimal(text.strip()).scaleb(exponent)
    except InvalidOperation:
        raise BadStatement(f"{text[:40]!r} is no amount.") from None
    if not found.is_finite() or found != found.to_integral_value() or not 0 < found <= LARGEST:
        raise BadStatement(f"{text[:40]!r} is no amount.")
    return int(found)


def _plain_number(text: str) -> str:
    """`1.234,50` and `1,234.50` as `1234.50`; the last mark is the point where two or fewer
    digits follow it.
    """
    digits = re.sub(r"[^\d.,+-]", "", text).lstrip("+")
    if re.search(r",\d{1,2}$", digits):
        return digits.replace(".", "").replace(",", ".")
    return digits.replace(",", "")


def _date(text: str) -> date:
    shown = text.strip().strip('"')
    for like in DATES:
        try:
            return datetime.strptime(shown[:10], like).date()
        except ValueError:
            continue
    raise BadStatement(f"{shown[:40]!r} is no date.")


def _line(text: str) -> str:
    return " ".join(plain(text).split())[:LONGEST]


def _text(content: bytes) -> str:
    if b"\0" in content:
        raise BadStatement("It is neither XML nor a table.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _local(one: Element) -> str:
    return str(one.tag).rpartition("}")[2]


def _all(one: Element, *path: str) -> list[Element]:
    found = [one]
    for name in path:
        found = [child for each in found for child in each if _local(child) == name]
    return found


def _child(one: Element, *path: str) -> Element | None:
    return next(iter(_all(one, *path)), None)


def _at(one: Element, *path: str) -> str:
    found = _child(one, *path)
    return (found.text or "").strip() if found is not None else ""
