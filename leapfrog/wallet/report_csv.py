"""A statement as a table for spreadsheets: UTF-8 with a mark, comma, RFC 4180."""

import csv
import io

from leapfrog.wallet.money import decimal
from leapfrog.wallet.statements import Statement
from leapfrog.wallet.words import name_of, reason_of, words_of

COLUMNS = ("number", "date", "reason", "with", "amount", "currency", "balance", "reference")
# A spreadsheet takes what begins so for a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(statement: Statement, language: str) -> bytes:
    """One row a line, oldest first; amounts with a point and without groups."""
    words, account = words_of(language), statement.account
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(words[column] for column in COLUMNS)
    for line in statement.lines:
        table.writerow(
            (
                line.no,
                line.at.strftime("%Y-%m-%d %H:%M:%S"),
                reason_of(line, words),
                _text(name_of(line, words)),
                decimal(line.amount, account.exponent),
                account.currency,
                decimal(line.balance, account.exponent),
                line.id,
            )
        )
    return out.getvalue().encode("utf-8-sig")


def _text(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
