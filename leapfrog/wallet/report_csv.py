"""A statement as a table for spreadsheets: UTF-8 with a mark, comma, RFC 4180."""

import csv
import io

from leapfrog.kernel.spreadsheets import no_formula
from leapfrog.wallet.money import decimal
from leapfrog.wallet.statements import Statement
from leapfrog.wallet.words import name_of, reason_of, words_of

COLUMNS = ("number", "date", "reason", "with", "amount", "currency", "balance", "reference")


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
                no_formula(name_of(line, words)),
                decimal(line.amount, account.exponent),
                account.currency,
                decimal(line.balance, account.exponent),
                line.id,
            )
        )
    return out.getvalue().encode("utf-8-sig")
