"""Invoices of what was paid at the door: of the shop's one series, and credited when money goes
back.
"""

import io

import msgspec
import pytest
from facturx import get_facturx_xml_from_pdf, xml_check_xsd
from lxml import etree

from leapfrog import door_receipts
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Settle
from tests.door_orders.acts import (
    LAMP,
    allowed,
    asked,
    fund_shop,
    handed_over,
    lamp_handed_over,
    placed,
    say,
)
from tests.matrix import unchanged
from tests.orders.acts import ok
from tests.papers.test_papers import RAM, received, words
from tests.parcels.acts import Village
from tests.pay.acts import code


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, tax_rates=(("standard", 1_900), ("reduced", 700)))


async def test_a_business_issues_one_with_the_next_number_of_its_series(
    village: Village, settle: Settle
) -> None:
    fair = village.fair
    made = await lamp_handed_over(village, settle, 1)
    path = f"/door-orders/{made}/invoice"
    assert code(await fair.amina.get(f"{path}.pdf")) == "no_invoice"
    issued = ok(await fair.amina.put(path))
    assert issued == ok(await fair.juma.put(path))
    assert (issued["number"][4:], issued["gross"]) == ("-000001", LAMP + 250)
    pdf = (await fair.juma.get(f"{path}.pdf")).content
    for said in ("Invoice", issued["number"], "Juma Trading", "Paid in cash at the door.", "2.50"):
        assert said in words(pdf)
    _, inside = get_facturx_xml_from_pdf(io.BytesIO(pdf), check_xsd=True)
    xml = (await fair.amina.get(f"{path}.xml")).content
    assert inside == xml
    assert xml_check_xsd(xml, flavor="factur-x", level="en16931")
    root = etree.fromstring(xml)
    assert root.findtext(f".//{{{RAM}}}GrandTotalAmount") == "22.50"
    # In cash (UNTDID 4461).
    means = f".//{{{RAM}}}SpecifiedTradeSettlementPaymentMeans/{{{RAM}}}TypeCode"
    assert root.findtext(means) == "10"
    [order] = await fair.bought(fair.wanted(fair.lamps, "own", Lamp=1))
    await received(fair, order["id"], fair.juma)
    other = ok(await fair.amina.put(f"/orders/{order['id']}/invoice"))
    assert other["number"][4:] == "-000002"
    async with fair.town.database.reading() as db:
        sets = door_receipts.RECORD_SETS[0].export(db, fair.amina.me["id"])
        assert [one["content"]["number"] async for one in sets] == [issued["number"]]


async def test_what_goes_back_is_credited(village: Village, settle: Settle) -> None:
    fair = village.fair
    made = await lamp_handed_over(village, settle)
    path = f"/door-orders/{made}"
    before = ok(await fair.amina.put(f"{path}/invoice"))
    await fund_shop(fair, fair.lamps, 5_000)
    ok(await say(await asked(fair, made, "return"), "got_back", fair.juma))
    after = ok(await fair.amina.put(f"{path}/invoice"))
    assert (after["number"], after["gross"]) == (before["number"], 2 * LAMP + 250)
    [note] = after["credit_notes"]
    assert (note["number"][4:], note["gross"]) == ("-C000001", LAMP)
    said = words((await fair.amina.get(f"{path}/credit-notes/1/credit-note.pdf")).content)
    assert all(one in said for one in ("Credit note", before["number"], "20.00 EUR"))
    xml = (await fair.juma.get(f"{path}/credit-notes/1/credit-note.xml")).content
    assert xml_check_xsd(xml, flavor="factur-x", level="en16931")
    assert code(await fair.amina.get(f"{path}/credit-notes/2/credit-note.xml")) == "no_invoice"


async def test_what_went_back_before_is_not_invoiced(village: Village, settle: Settle) -> None:
    fair = village.fair
    made = await lamp_handed_over(village, settle)
    await fund_shop(fair, fair.lamps, 5_000)
    ok(await say(await asked(fair, made, "return"), "got_back", fair.juma))
    issued = ok(await fair.amina.put(f"/door-orders/{made}/invoice"))
    assert (issued["gross"], issued["credit_notes"]) == (LAMP + 250, [])


async def test_others_have_none_and_a_private_person_issues_none(
    village: Village, settle: Settle, settings: Settings
) -> None:
    fair = village.fair
    await allowed(fair)
    private = await handed_over(village, settle)
    early = await placed(fair)
    made = await lamp_handed_over(village, settle, 1)
    ok(await fair.amina.put(f"/door-orders/{made}/invoice"))
    async with unchanged(str(settings.database_url), "identity_session"):
        for one in (private, early):
            assert code(await fair.amina.put(f"/door-orders/{one}/invoice")) == "private_seller"
        for who in (fair.mei, fair.olga, village.kofi):
            path = f"/door-orders/{made}"
            assert code(await who.put(f"{path}/invoice")) == "no_door_order"
            for end in ("invoice.pdf", "invoice.xml", "credit-notes/1/credit-note.pdf"):
                assert code(await who.get(f"{path}/{end}")) == "no_door_order"
