"""Verified brands: a shop shows the town that it may use a name, the desk looks and says until when
that holds; a page with shelves; and complaints of brands about who misuses their name.
"""

from leapfrog.brands.archive import RECORD_SETS
from leapfrog.brands.asking import hand_in, put
from leapfrog.brands.complaining import (
    COMPLAINT_NOTICE,
    FORGET_EVIDENCE,
    complain,
    either,
    evidence_forgotten,
)
from leapfrog.brands.deciding import decide
from leapfrog.brands.documents import PDF
from leapfrog.brands.documents import add as add_document
from leapfrog.brands.errors import NoBrand, NoBrandComplaint
from leapfrog.brands.marks import BRAND_NOTICE
from leapfrog.brands.marks import TIMERS as MARK_TIMERS
from leapfrog.brands.model import (
    WARNING,
    Brand,
    BrandComplaint,
    BrandDecision,
    BrandDocument,
    BrandPage,
    BrandShelf,
    BrandWishes,
    MisuseWishes,
)
from leapfrog.brands.paging import put as put_page
from leapfrog.brands.paging import put_head
from leapfrog.brands.ruling import put_back
from leapfrog.brands.shapes import BrandShown, ShelfShown, brand_shown
from leapfrog.brands.store import find as find_brand
from leapfrog.brands.store_complaints import overturned

TIMERS = {**MARK_TIMERS, FORGET_EVIDENCE: evidence_forgotten}

__all__ = [
    "BRAND_NOTICE",
    "COMPLAINT_NOTICE",
    "PDF",
    "RECORD_SETS",
    "TIMERS",
    "WARNING",
    "Brand",
    "BrandComplaint",
    "BrandDecision",
    "BrandDocument",
    "BrandPage",
    "BrandShelf",
    "BrandShown",
    "BrandWishes",
    "MisuseWishes",
    "NoBrand",
    "NoBrandComplaint",
    "ShelfShown",
    "add_document",
    "brand_shown",
    "complain",
    "decide",
    "either",
    "evidence_forgotten",
    "find_brand",
    "hand_in",
    "overturned",
    "put",
    "put_back",
    "put_head",
    "put_page",
]
