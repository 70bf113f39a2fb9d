"""Orders go where their money goes, and quotes hold what was signed."""

from datetime import UTC, datetime, timedelta

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.orders import model, quotes
from leapfrog.orders.errors import BadQuote, QuoteOver
from leapfrog.orders.quotes import LIFE, CartQuote, QuoteLine, QuoteShop, Recipient

NOW = datetime(2026, 11, 28, 10, tzinfo=UTC)
KEY = b"k" * 32


def test_a_table_that_does_not_follow_escrow_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    more = dict(model.LEADS) | {"done": frozenset(("returned", "paid"))}
    monkeypatch.setattr(model, "LEADS", more)
    with pytest.raises(AssertionError, match="escrow"):
        model.check_states()


def quote(total: int = 500) -> CartQuote:
    line = QuoteLine(new_id(), 1, total)
    shop = QuoteShop(new_id(), "pickup", [line], "with care")
    return CartQuote(new_id(), NOW, "EUR", [shop], Recipient("Amina"))


def test_a_quote_is_read_as_it_was_signed() -> None:
    made = quote()
    sealed = quotes.seal(KEY, made)
    assert quotes.unseal(KEY, sealed.text, made.person_id, NOW) == made
    assert sealed.digest == quotes.digest_of(sealed.text).hex()
    assert sealed.until == NOW + LIFE


def test_an_altered_foreign_or_old_quote_is_refused() -> None:
    made = quote()
    text = quotes.seal(KEY, made).text
    for other in (text[:-3] + "AAA", text[4:], "", "%", "ä"):
        with pytest.raises(BadQuote):
            quotes.unseal(KEY, other, made.person_id, NOW)
    with pytest.raises(BadQuote):
        quotes.unseal(b"x" * 32, text, made.person_id, NOW)
    with pytest.raises(BadQuote):
        quotes.unseal(KEY, text, new_id(), NOW)
    with pytest.raises(QuoteOver):
        quotes.unseal(KEY, text, made.person_id, NOW + LIFE)
    assert quotes.unseal(KEY, text, made.person_id, NOW + LIFE - timedelta(seconds=1))
