"""Etsy's CSV."""

from tests.catalogue_formats.reading import told, variants
from tests.catalogue_formats.samples import ETSY


def test_listings_with_lists_in_their_cells() -> None:
    name, [hat, bowl], skips = told(ETSY.encode())
    assert name == "etsy"
    assert skips == [
        ("2 · quantity · 4", "units_of_item"),
        ("5 · price · 20.00", "currency"),
        ("6 · sku · B1,B2", "columns"),
    ]
    assert (hat.title, hat.body) == ("Knitted hat & scarf", "Warm.\n\nBy hand.")
    assert variants(hat) == [
        ("Red S", "R-S", 3_500, 4),
        ("Red M", "R-M", 3_500, 0),
        ("Blue S", "B-S", 3_500, 0),
        ("Blue M", "B-M", 3_500, 0),
    ]
    assert hat.attributes == {"Materials": "wool merino"}
    assert variants(bowl) == [("", "", 1_250, 2)]
