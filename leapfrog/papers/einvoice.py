"""An invoice for programs: EN 16931 as UN/CEFACT CII, and that in a PDF/A-3 (Factur-X)."""

from typing import Any

from facturx import generate_cii_xml, generate_from_binary
from fpdf import FPDF

from leapfrog.papers.model import Invoice, InvoiceLine, Party, TaxShare

FILE = "factur-x.xml"
INVOICE, CREDIT, PIECE = "380", "381", "C62"
# Why an exempt line bears no tax; EN 16931 wants a reason (BR-E-10).
EXEMPT_REASON = "No value added tax is charged."


def to_cii(invoice: Invoice) -> bytes:
    """The XML of an invoice, checked against its schema. Amounts become floats only here, since
    the library asks for these; all are of two or fewer digits after the point.
    """
    amount = _Amounts(invoice.exponent)
    told: dict[str, Any] = {
        "BT-1": invoice.number,
        "BT-2": invoice.issued_on.isoformat(),
        "BT-3": CREDIT if invoice.corrects else INVOICE,
        "BT-5": invoice.currency,
        "BT-13": invoice.order,
        "BT-72": invoice.delivered_on.isoformat(),
        "BT-81": invoice.means,
        "BG-4": _party(invoice.seller, invoice.country),
        "BG-7": _party(invoice.buyer, invoice.country),
        "BG-23": [_tax(one, amount) for one in invoice.taxes],
        "BT-106": amount.of(invoice.net),
        "BT-109": amount.of(invoice.net),
        "BT-110": amount.of(invoice.tax),
        "BT-112": amount.of(invoice.gross),
        "BT-113": amount.of(invoice.gross),
        "BT-115": 0.0,
        "BG-25": [_line(n, one, amount) for n, one in enumerate(invoice.lines, 1)],
    }
    if invoice.corrects:
        before = invoice.corrects
        told["BG-3"] = [{"BT-25": before.number, "BT-26": before.issued_on.isoformat()}]
    found: bytes = generate_cii_xml(told, level="en16931", check_schematron=None)
    return found


class _Amounts:
    def __init__(self, exponent: int) -> None:
        self.unit: int = 10**exponent

    def of(self, minor: int) -> float:
        return minor / self.unit


def _party(one: Party, country: str) -> dict[str, Any]:
    lines = [line.strip() for line in one.address.splitlines() if line.strip()]
    found: dict[str, Any] = {"name": one.name or "–", "country_code": country}
    for key, line in zip(("addr_l1", "addr_l2", "addr_l3"), lines, strict=False):
        found[key] = line
    if one.vat:
        found["vat_identifier"] = one.vat
    elif one.register:
        found["legal_identifier"] = one.register
    return found


def _tax(one: TaxShare, amount: _Amounts) -> dict[str, Any]:
    found: dict[str, Any] = {
        "BT-116": amount.of(one.basis),
        "BT-117": amount.of(one.tax),
        "BT-118": one.category,
        "BT-119": one.rate / 100,
    }
    if one.category == "E":
        found["BT-120"] = EXEMPT_REASON
    return found


def _line(n: int, one: InvoiceLine, amount: _Amounts) -> dict[str, Any]:
    return {
        "BT-126": str(n),
        "BT-153": one.title,
        "BT-129": float(one.units),
        "BT-130": PIECE,
        "BT-146": round(amount.of(one.net) / one.units, 6),
        "BT-131": amount.of(one.net),
        "BT-151": one.category,
        "BT-152": one.rate / 100,
    }


def with_xml(page: FPDF, xml: bytes) -> bytes:
    """The page with the XML in it, as Factur-X wants it: beside what people read, the same for
    programs (`Alternative`, EN 16931).
    """
    found: bytes = generate_from_binary(
        bytes(page.output()),
        xml,
        flavor="factur-x",
        level="en16931",
        check_schematron=False,
        afrelationship="alternative",
    )
    return found
