"""Square's CSV."""

from tests.catalogue_formats.reading import told, variants
from tests.catalogue_formats.samples import SQUARE


def test_items_with_a_quantity_of_each_place() -> None:
    name, [honey, wax], skips = told(SQUARE.encode())
    assert (name, skips) == ("square", [("4 · price · variable", "price")])
    assert (honey.key, honey.body, honey.category) == ("honey", "From the hills", "Food")
    # The number that is to be goes before the present one.
    assert variants(honey) == [("250 g", "H-S", 450, 5), ("500 g", "H-L", 800, 6)]
    assert (wax.is_live, variants(wax)) == (False, [("", "W-1", 300, None)])
