"""Feeds for Google Merchant."""

from tests.catalogue_formats.reading import told, variants
from tests.catalogue_formats.samples import GOOGLE_TSV, GOOGLE_XML

ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
<entry><g:id>A</g:id><title>Bird book</title><summary>120 drawings</summary>
<link href="https://x.test/a"/><g:price>9.00 EUR</g:price><g:quantity>3</g:quantity></entry></feed>
"""


def test_variants_of_a_group_are_one_item() -> None:
    name, [lamp], skips = told(GOOGLE_XML.encode(), "feed.xml")
    assert (name, skips) == ("google", [("2 · price · 12.00 USD", "currency")])
    assert (lamp.key, lamp.title, lamp.body, lamp.google) == ("LAMP", "Lamp", "Bright", 594)
    assert variants(lamp)[0][:3] == ("White", "L-S", 1_500)
    assert variants(lamp)[1] == ("Black", "L-B", 1_600, 0)
    assert (lamp.kind, lamp.attributes) == ("used", {"Bulb": "E27"})
    assert (lamp.variants[0].weight_g, lamp.variants[1].picture) == (1_500, 1)


def test_text_with_tabs() -> None:
    name, [tea], skips = told(GOOGLE_TSV.encode("utf-16"), "feed.txt")
    assert (name, skips) == ("google", [("3 · price · 0 EUR", "price_zero")])
    assert (tea.title, tea.category, tea.brand) == ("Green tea", "Food > Tea and coffee", "Mei")


def test_atom() -> None:
    name, [book], skips = told(ATOM.encode(), "feed.xml")
    assert (name, skips) == ("google", [])
    assert (book.source["link"], book.variants[0].units) == ("https://x.test/a", 3)
