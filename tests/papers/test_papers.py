"""Papers of orders: printed by the shop, invoices for both sides."""

import asyncio
import io
from typing import Any

import msgspec
import pypdfium2
import pytest
import zxingcpp
from facturx import get_facturx_xml_from_pdf, xml_check_xsd
from lxml import etree
from pypdf import PdfReader

from leapfrog.kernel.settings import Settings
from tests.http import Client
from tests.orders.acts import Fair, ok

RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, tax_rates=(("standard", 1_900), ("reduced", 700)))


async def bought(fair: Fair, *wanted: dict[str, Any]) -> list[str]:
    return [one["id"] for one in await fair.bought(*wanted)]


async def received(fair: Fair, order_id: str, seller: Client) -> None:
    await fair.send(order_id, who=seller)
    ok(await fair.amina.put(f"/orders/{order_id}/confirmation"))


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as found:
        return "\n".join(page.get_textpage().get_text_range() for page in found)


def codes(pdf: bytes) -> set[tuple[str, str]]:
    with pypdfium2.PdfDocument(pdf) as found:
        picture = found[0].render(scale=4).to_pil().convert("L")
    return {(str(one.format), one.text) for one in zxingcpp.read_barcodes(picture)}


async def test_a_shop_prints_what_goes_with_a_parcel(fair: Fair) -> None:
    [order] = await bought(fair, fair.wanted(fair.kitchen, "own", Noodles=2, Bowl=1))
    number = (await fair.seen(order))["number"]
    slip = await fair.mei.get(f"/orders/{order}/packing.pdf")
    assert slip.headers["content-type"] == "application/pdf"
    said = words(slip.content)
    assert all(one in said for one in ("Noodles", "2 ×", "Bowl", "Amina", number))
    label = (await fair.mei.get(f"/orders/{order}/label.pdf")).content
    said = words(label)
    assert "The blue door by the well" in said
    assert "Noodles" not in said
    code = "LF" + number.replace(" ", "")
    found = codes(label)
    assert {text for _, text in found} == {code}
    assert len(found) == 2
    # A6, one page.
    with pypdfium2.PdfDocument(label) as pages:
        assert len(pages) == 1
        assert [round(one / 72 * 25.4) for one in pages[0].get_size()] == [105, 148]
    for who in (fair.amina, fair.juma, fair.olga):
        for name in ("packing", "label"):
            assert (await who.get(f"/orders/{order}/{name}.pdf")).status_code == 404


async def test_an_invoice_is_read_by_people_and_programs(fair: Fair) -> None:
    [order] = await bought(fair, fair.wanted(fair.lamps, "own", Lamp=2))
    early = await fair.amina.put(f"/orders/{order}/invoice")
    assert (early.status_code, early.json()["code"]) == (409, "invoice_not_now")
    assert (await fair.amina.get(f"/orders/{order}/invoice.pdf")).json()["code"] == "no_invoice"
    await received(fair, order, fair.juma)
    made = ok(await fair.amina.put(f"/orders/{order}/invoice"))
    assert made["number"].endswith("-000001")
    assert made["gross"] == 4_000
    # The shop sees the same one, and asking again makes no other.
    assert ok(await fair.juma.put(f"/orders/{order}/invoice")) == made
    pdf = (await fair.amina.get(f"/orders/{order}/invoice.pdf")).content
    said = words(pdf)
    assert all(one in said for one in ("Juma Trading", "HRB 1", "40.00 EUR", made["number"]))
    assert "No value added tax is charged." in said
    assert words((await fair.juma.get(f"/orders/{order}/invoice.pdf")).content) == said
    name, inside = get_facturx_xml_from_pdf(io.BytesIO(pdf), check_xsd=True)
    assert name == "factur-x.xml"
    xml = (await fair.amina.get(f"/orders/{order}/invoice.xml")).content
    assert inside == xml
    assert xml_check_xsd(xml, flavor="factur-x", level="en16931")
    root = etree.fromstring(xml)
    assert root.findtext(f".//{{{RAM}}}GrandTotalAmount") == "40.00"
    assert root.findtext(f".//{{{RAM}}}DuePayableAmount") in ("0", "0.00")
    assert b"/AFRelationship /Alternative" in pdf
    metadata = PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_data()
    assert b"pdfaid:part" in metadata
    assert b"EN 16931" in metadata
    for who in (fair.mei, fair.olga):
        for path in ("invoice.pdf", "invoice.xml"):
            assert (await who.get(f"/orders/{order}/{path}")).status_code == 404
        assert (await who.put(f"/orders/{order}/invoice")).status_code == 404


async def test_a_private_person_writes_none(fair: Fair) -> None:
    [order] = await bought(fair, fair.wanted(fair.kitchen, "own", Noodles=1))
    await received(fair, order, fair.mei)
    refused = await fair.amina.put(f"/orders/{order}/invoice")
    assert (refused.status_code, refused.json()["code"]) == (409, "private_seller")
    assert await fair.value("select count(*) from papers_invoice") == 0


async def test_numbers_have_no_gaps(fair: Fair) -> None:
    orders = [
        *await bought(fair, fair.wanted(fair.lamps, "own", Lamp=1)),
        *await bought(fair, fair.wanted(fair.lamps, "own", Lamp=1)),
    ]
    for one in orders:
        await received(fair, one, fair.juma)
    # Both at once, each twice, and one that is refused between them.
    asked = [fair.amina.put(f"/orders/{one}/invoice") for one in orders]
    again = [fair.juma.put(f"/orders/{one}/invoice") for one in orders]
    answers = await asyncio.gather(*asked, fair.mei.put(f"/orders/{orders[0]}/invoice"), *again)
    numbers = {one.json()["number"] for one in answers if one.is_success}
    assert sorted(one[-6:] for one in numbers) == ["000001", "000002"]
    assert sum(one.is_success for one in answers) == 4
