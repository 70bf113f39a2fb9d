"""What towns sign of money: a stranger makes it from the page, and the town makes the same."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from leapfrog.clearing.agreements import text_of
from leapfrog.clearing.model import (
    OfferBody,
    PaymentSide,
    Terms,
    receipt_said,
    sums_head,
    take_said,
)
from leapfrog.identity import check_signature, signed_object
from tests.towns.page import HILL, LAKE
from tests.towns.stranger import canonical
from tests.towns.test_page import SHOWN

PAID = datetime(2026, 11, 27, 15, tzinfo=UTC)


def test_the_town_signs_the_same() -> None:
    take, receipt = SHOWN["take, by hill"], SHOWN["receipt, by lake"]
    offer = OfferBody(UUID(take["id"]), 700, "EUR", PAID)
    payer, payee = PaymentSide("lake.town", take["payer"]), PaymentSide("hill.town", take["payee"])
    said = take_said(offer, payer, payee)
    assert signed_object(said, bytes([2]) * 32) == take
    paid = receipt_said(said, take["sig"], PAID)
    assert signed_object(paid, bytes([1]) * 32) == receipt
    check_signature(take, HILL.text)
    check_signature(receipt, LAKE.text)


def test_terms_are_one_text() -> None:
    signed = SHOWN["pay.terms, by hill"]
    terms = msgspec.convert(signed["terms"], Terms)
    assert text_of(terms).encode() == canonical(signed["terms"])
    said = {"kind": "leapfrog.pay.terms", "terms": msgspec.to_builtins(terms)}
    assert signed_object(said, bytes([2]) * 32) == signed
    assert (terms.may_owe("hill.town"), terms.may_owe("lake.town")) == (5000, 9000)


def test_sums_have_one_head() -> None:
    day = SHOWN["sums of a day"]
    assert sums_head([(UUID(one), amount) for one, amount in day["payments"]]) == day["head"]
