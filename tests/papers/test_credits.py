"""Papers of what was brought, and credit notes of what was paid back after an invoice."""

import io
from typing import Any

import msgspec
import pytest
from facturx import get_facturx_xml_from_pdf, xml_check_xsd
from lxml import etree

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join, Settle
from tests.orders.acts import Fair, ok
from tests.papers.test_papers import RAM, codes, received, words
from tests.parcels.acts import TERMS, Village
from tests.pay.acts import befriend


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, tax_rates=(("standard", 1_900), ("reduced", 700)))


async def invoiced(fair: Fair, n: int = 2) -> tuple[str, Any]:
    [order] = await fair.bought(fair.wanted(fair.lamps, "own", Lamp=n))
    await received(fair, order["id"], fair.juma)
    return order["id"], ok(await fair.amina.put(f"/orders/{order['id']}/invoice"))


async def given_back(fair: Fair, order: str, settle: Settle) -> Any:
    """One lamp goes back after the shop has the money."""
    case = ok(await fair.ask(order, "return"))["cases"][-1]["id"]
    for who, act in ((fair.amina, "send_back"), (fair.juma, "got_back")):
        ok(await fair.say(case, act, who))
    await settle()
    return ok(await fair.amina.put(f"/orders/{order}/invoice"))


async def test_what_is_paid_back_is_credited_once(fair: Fair, settle: Settle) -> None:
    order, before = await invoiced(fair)
    assert before["credit_notes"] == []
    after = await given_back(fair, order, settle)
    assert (after["number"], after["gross"]) == (before["number"], 4_000)
    [note] = after["credit_notes"]
    assert (note["no"], note["number"][4:], note["gross"]) == (1, "-C000001", 2_000)
    path = f"/orders/{order}/credit-notes/1/credit-note"
    pdf = (await fair.amina.get(f"{path}.pdf")).content
    said = words(pdf)
    assert all(
        one in said for one in ("Credit note", note["number"], before["number"], "20.00 EUR")
    )
    _, inside = get_facturx_xml_from_pdf(io.BytesIO(pdf), check_xsd=True)
    xml = (await fair.juma.get(f"{path}.xml")).content
    assert inside == xml
    assert xml_check_xsd(xml, flavor="factur-x", level="en16931")
    root = etree.fromstring(xml)
    assert root.findtext(f".//{{*}}ExchangedDocument/{{{RAM}}}TypeCode") == "381"
    named = root.findtext(f".//{{*}}InvoiceReferencedDocument/{{{RAM}}}IssuerAssignedID")
    assert named == before["number"]
    assert root.findtext(f".//{{{RAM}}}GrandTotalAmount") == "20.00"
    # The second lamp is another note, and its number the next one.
    again = await given_back(fair, order, settle)
    assert [one["number"][4:] for one in again["credit_notes"]] == ["-C000001", "-C000002"]
    assert sum(one["gross"] for one in again["credit_notes"]) == 4_000


async def test_credit_notes_are_of_both_sides_alone(fair: Fair, settle: Settle) -> None:
    order, _ = await invoiced(fair)
    await given_back(fair, order, settle)
    path = f"/orders/{order}/credit-notes"
    for who in (fair.mei, fair.olga):
        for end in ("pdf", "xml"):
            refused = await who.get(f"{path}/1/credit-note.{end}")
            assert (refused.status_code, refused.json()["code"]) == (404, "no_order")
    missing = await fair.amina.get(f"{path}/2/credit-note.pdf")
    assert (missing.status_code, missing.json()["code"]) == (404, "no_invoice")


async def test_nothing_is_credited_that_was_not_invoiced(fair: Fair, settle: Settle) -> None:
    [order] = await fair.bought(fair.wanted(fair.lamps, "own", Lamp=2))
    await received(fair, order["id"], fair.juma)
    made = await given_back(fair, order["id"], settle)
    assert (made["gross"], made["credit_notes"]) == (2_000, [])
    assert await fair.value("select count(*) from papers_credit") == 0


async def courier_brings(village: Village, settle: Settle) -> str:
    """A lamp that Kofi brought to the door."""
    fair = village.fair
    ok(await fair.juma.put(f"/merchants/{fair.lamps.id}/delivery-terms", json=TERMS))
    order: str = (await fair.bought(fair.wanted(fair.lamps, "courier", Lamp=1)))[0]["id"]
    early = await fair.juma.get(f"/orders/{order}/label.pdf")
    assert (early.status_code, early.json()["code"]) == (409, "no_label_yet")
    await fair.send(order, who=fair.juma)
    return order


async def test_who_packs_sees_where_a_courier_goes_and_prints(
    village: Village, settle: Settle, join: Join
) -> None:
    fair, packer, cashier = village.fair, await join("paul"), await join("carla")
    for one, role in ((packer, "packer"), (cashier, "cashier")):
        await befriend(fair.juma, one)
        path = f"/merchants/{fair.lamps.id}/cashiers/{one.me['id']}"
        ok(await fair.juma.put(path, json={"role": role}))
    ok(await fair.juma.put(f"/merchants/{fair.lamps.id}/delivery-terms", json=TERMS))
    order: str = (await fair.bought(fair.wanted(fair.lamps, "courier", Lamp=1)))[0]["id"]
    shown = ok(await packer.get(f"/packing/{order}"))
    assert (shown["for_address"], shown["for_phone"]) == ("The blue door by the well", "")
    sent = ok(await packer.put(f"/packing/{order}/shipments/{new_id()}", json={}))
    assert sent["for_address"] == ""
    for name in ("packing", "label"):
        path = f"/orders/{order}/{name}.pdf"
        assert (await packer.get(path)).status_code == 200
        assert (await cashier.get(path)).status_code == 403
    assert "The blue door by the well" in words(
        (await packer.get(f"/orders/{order}/label.pdf")).content
    )
    refused = await packer.get(f"/orders/{order}/invoice.pdf")
    assert refused.status_code == 403


async def test_an_invoice_says_what_the_delivery_cost_and_where_to(
    village: Village, settle: Settle
) -> None:
    fair = village.fair
    order = await courier_brings(village, settle)
    seen = await fair.seen(order)
    assert (seen["goods"], seen["delivery_price"], seen["total"]) == (2_000, 250, 2_250)
    assert (seen["waits"], seen["refunded"], seen["released"]) == (2_250, 0, 0)
    [parcel] = seen["parcels"]
    label = (await fair.juma.get(f"/orders/{order}/label.pdf")).content
    assert "The blue door by the well" in words(label)
    assert {text for _, text in codes(label)} == {parcel["number"]}
    for act, more in (("collect", {}), ("deliver", {"code": seen["code"]})):
        ok(await village.does(village.kofi, parcel, act, **more))
    await settle()
    seen = await fair.seen(order)
    assert (seen["total"], seen["waits"], seen["released"]) == (2_250, 0, 2_250)
    made = ok(await fair.amina.put(f"/orders/{order}/invoice"))
    assert made["gross"] == 2_250
    said = words((await fair.amina.get(f"/orders/{order}/invoice.pdf")).content)
    assert all(one in said for one in ("Delivery", "2.50 EUR", "The blue door by the well"))


async def test_a_label_to_a_point_names_it(village: Village) -> None:
    fair = village.fair
    parcel = await village.sent()
    label = (await fair.mei.get(f"/orders/{parcel['delivery_id']}/label.pdf")).content
    said = words(label)
    assert "Lamps" in said
    assert "The blue door by the well" not in said
    assert {text for _, text in codes(label)} == {parcel["number"]}
