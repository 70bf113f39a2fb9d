"""Of which category a payment is, what a time adds up to, and what a search finds: pure."""

from datetime import UTC, datetime

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.payment_history import Category, HistoryRow, category
from leapfrog.payment_history.model import CategorySum, HistorySum, by_category, matches
from leapfrog.wallet import Kind, Reason


@pytest.mark.parametrize(
    ("code", "other", "expected"),
    [
        (Reason.TRANSFER, "person", "people"),
        (Reason.PAYMENT, "merchant", "shops"),
        (Reason.PAYMENT, "person", "rides"),
        (Reason.PAYMENT, "hold", "rides"),
        (Reason.TIP, "person", "rides"),
        (Reason.TOP_UP, "issuer", "top_up"),
        (Reason.TOP_UP, "clearing", "top_up"),
        (Reason.PAY_OUT, "suspense", "pay_out"),
        (Reason.RED_PACKET, "packet", "packets"),
        (Reason.EXPIRED, "packet", "packets"),
        (Reason.SPLIT, "person", "bills"),
        (Reason.REFUND, "merchant", "refunds"),
        (Reason.REVERSAL, "merchant", "refunds"),
        (Reason.ESCROW, "escrow", "orders"),
        (Reason.FEE, "fee", "other"),
        (Reason.CORRECTION, "suspense", "other"),
        (777, "person", "other"),
    ],
)
def test_of_which_category_a_payment_is(code: int, other: Kind, expected: Category) -> None:
    assert category(code, other) == expected


def test_each_reason_of_the_books_has_a_row_above() -> None:
    [mark] = test_of_which_category_a_payment_is.pytestmark  # type: ignore[attr-defined]
    assert {row[0] for row in mark.args[1]} == {*Reason, 777}


def test_sums_come_by_category_the_largest_spending_first() -> None:
    found = by_category(
        [
            HistorySum(Reason.TRANSFER, "person", 500),
            HistorySum(Reason.TRANSFER, "person", -200),
            HistorySum(Reason.PAYMENT, "merchant", -900),
            HistorySum(Reason.PAYMENT, "person", -1_000),
            HistorySum(Reason.TIP, "person", -100),
            HistorySum(Reason.TOP_UP, "issuer", 5_000),
        ]
    )
    assert found == [
        CategorySum("rides", 0, 1_100),
        CategorySum("shops", 0, 900),
        CategorySum("people", 500, 200),
        CategorySum("top_up", 5_000, 0),
    ]
    assert by_category([]) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", True),
        ("müller", True),
        ("  MÜLLER brot ", True),
        ("brot frisch", True),
        ("brot käse", False),
        ("12", False),
    ],
)
def test_each_word_is_looked_for_in_name_and_note(words: str, found: bool) -> None:
    row = HistoryRow(
        no=1,
        at=datetime(2026, 11, 3, tzinfo=UTC),
        id=new_id(),
        code=Reason.TRANSFER,
        category="people",
        amount=-12,
        held=False,
        note="Brot, frisch",
        purpose=None,
        with_kind="person",
        with_id=new_id(),
        with_name="Jürgen Müller",
        with_avatar=None,
    )
    assert matches(row, words) is found
