"""A statement as banks send it: ISO 20022 camt.053.001.08.

What was only set aside or given back is not booked and not in it.
"""

import re
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from leapfrog.wallet.model import Reason
from leapfrog.wallet.money import decimal
from leapfrog.wallet.statements import Statement, StatementLine
from leapfrog.wallet.words import name_of, reason_of, words_of

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
LONGEST_NAME = 140
# What XML 1.0 cannot hold.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_camt053(statement: Statement, now: datetime, language: str) -> bytes:
    """One message with one statement."""
    number = f"{statement.account.id}-{statement.since:%Y%m%d}-{statement.until:%Y%m%d}"
    document = Element("Document", xmlns=NAMESPACE)
    message = SubElement(document, "BkToCstmrStmt")
    header = SubElement(message, "GrpHdr")
    _text(header, "MsgId", number)
    _text(header, "CreDtTm", _moment(now))
    body = SubElement(message, "Stmt")
    _text(body, "Id", number)
    _text(body, "CreDtTm", _moment(now))
    _text(body, "FrToDt/FrDtTm", _moment(statement.since))
    _text(body.find("FrToDt"), "ToDtTm", _moment(statement.until))
    _account(body, statement)
    _balance(body, statement, "OPBD", statement.opening, statement.since)
    _balance(body, statement, "CLBD", statement.closing, statement.until)
    for line in statement.lines:
        if line.amount:
            _entry(body, statement, line, language)
    made: bytes = tostring(document, "utf-8", xml_declaration=True)
    return made


def _account(body: Element, statement: Statement) -> None:
    account = SubElement(body, "Acct")
    _text(account, "Id/Othr/Id", str(statement.account.id))
    _text(account, "Ccy", statement.account.currency)
    if statement.owner_name:
        _text(account, "Ownr/Nm", statement.owner_name[:LONGEST_NAME])


def _balance(body: Element, of: Statement, kind: str, amount: int, at: datetime) -> None:
    balance = SubElement(body, "Bal")
    _text(balance, "Tp/CdOrPrtry/Cd", kind)
    _amount(balance, of, amount)
    _text(balance, "Dt/DtTm", _moment(at))


def _entry(body: Element, of: Statement, line: StatementLine, language: str) -> None:
    words = words_of(language)
    entry = SubElement(body, "Ntry")
    _text(entry, "NtryRef", str(line.no))
    _amount(entry, of, line.amount)
    if line.code in (Reason.REVERSAL, Reason.CORRECTION):
        _text(entry, "RvslInd", "true")
    _text(entry, "Sts/Cd", "BOOK")
    _text(entry, "BookgDt/DtTm", _moment(line.at))
    _text(entry, "ValDt/DtTm", _moment(line.at))
    _text(entry, "AcctSvcrRef", line.id.hex)
    known = line.code in Reason.__members__.values()
    _text(entry, "BkTxCd/Prtry/Cd", Reason(line.code).name if known else str(line.code))
    details = SubElement(SubElement(entry, "NtryDtls"), "TxDtls")
    references = SubElement(details, "Refs")
    _text(references, "AcctSvcrRef", line.id.hex)
    if line.ref:
        _text(references, "EndToEndId", line.ref.hex)
    _amount(details, of, line.amount)
    other = "Cdtr" if line.amount < 0 else "Dbtr"
    _text(details, f"RltdPties/{other}/Pty/Nm", name_of(line, words)[:LONGEST_NAME])
    _text(details, "RmtInf/Ustrd", reason_of(line, words))


def _amount(above: Element, of: Statement, amount: int) -> None:
    account = of.account
    _text(above, "Amt", decimal(abs(amount), account.exponent)).set("Ccy", account.currency)
    _text(above, "CdtDbtInd", "DBIT" if amount < 0 else "CRDT")


def _text(above: Element | None, path: str, text: str) -> Element:
    """A text below new elements of these names."""
    assert above is not None
    for name in path.split("/"):
        above = SubElement(above, name)
    above.text = FORBIDDEN.sub("", text)
    return above


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
