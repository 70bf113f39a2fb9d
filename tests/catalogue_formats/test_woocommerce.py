"""WooCommerce's CSV."""

from tests.catalogue_formats.reading import told, variants
from tests.catalogue_formats.samples import WOOCOMMERCE

GERMAN = """\
ID,Typ,Artikelnummer,Name,Veröffentlicht,Beschreibung,Bestand,Gewicht (g),Regulärer Preis,Kategorien
7,simple,TEE,Tee,1,Gut,3,100,"4,20",Bücher
"""


def test_products_with_variations_wherever_their_parent_stands() -> None:
    name, [tee, book], skips = told(WOOCOMMERCE.encode())
    assert name == "woocommerce"
    assert skips == [("6 · type · grouped", "type"), ("7", "no_parent")]
    assert (tee.key, tee.title, tee.body) == ("TEE", "Tee, plain", "Short.\n\nLong text.")
    assert variants(tee) == [("S", "T-S", 1_800, 4), ("M, tall", "T-M", 1_500, 0)]
    assert [v.weight_g for v in tee.variants] == [200, 250]
    assert tee.attributes == {"Fabric": "Cotton"}
    assert [one.name.rpartition("/")[2] for one in tee.pictures] == ["tee.jpg", "back.jpg", "m.jpg"]
    assert tee.variants[1].picture == 2
    assert (book.kind, book.is_live, variants(book)) == (
        "digital", False, [("", "EBOOK", 950, None)],
    )  # fmt: skip


def test_heads_of_another_language() -> None:
    name, [tea], skips = told(GERMAN.encode("cp1252"))
    assert (name, skips) == ("woocommerce", [])
    assert (tea.key, tea.title, tea.body, variants(tea)) == (
        "TEE", "Tee", "Gut", [("", "TEE", 420, 3)],
    )  # fmt: skip
