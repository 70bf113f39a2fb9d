"""Editing changes what was edited and nothing else."""

import pytest

from leapfrog.contact_formats import (
    Card,
    Field,
    Property,
    card_from_fields,
    fields,
    fn,
    org,
    structured_name,
    to_vcard3,
)
from tests.contact_formats.dialects import DIALECTS, make_address_book
from tests.contact_formats.reading import card, cards

BASE = card(
    "PRODID:x",
    "N:Doe;Jane;;;",
    "FN:Jane Doe",
    "ORG:Café\\, Ltd.;Kitchen",
    "item1.TEL;type=pref:+1 212 555 0100",
    "item1.X-ABLabel:Boat",
    "TEL;type=HOME:+1 212 555 0101",
    "item2.ADR;type=HOME:;;1 St;Town;;123;",
    "item2.X-ABADR:us",
    "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12",
    "X-UNKNOWN;A=b:kept",
)


def changed(after: Card, before: Card = BASE) -> tuple[list[Property], list[Property]]:
    """What is only in the one and only in the other."""
    gone = [prop for prop in before.properties if prop not in after.properties]
    new = [prop for prop in after.properties if prop not in before.properties]
    return gone, new


def test_nothing_edited_changes_nothing() -> None:
    assert card_from_fields("Jane Doe", org(BASE), fields(BASE), BASE) == BASE


@pytest.mark.parametrize("dialect", DIALECTS)
def test_nothing_edited_changes_nothing_in_any_dialect(dialect: str) -> None:
    for before in cards(make_address_book(dialect, 60, seed=4)):
        after = card_from_fields(fn(before), None, fields(before), before)
        assert set(before.properties) <= set(after.properties)
        assert len(after.properties) - len(before.properties) in (0, 1)
        assert fields(after) == fields(before)


def test_a_new_number_keeps_place_group_label_and_parameters() -> None:
    edited = [Field(f.kind, f.label, "+1 999") if f.label == "Boat" else f for f in fields(BASE)]
    after = card_from_fields("Jane Doe", org(BASE), edited, BASE)
    new = Property("TEL", "+1 999", "item1", (("TYPE", ("pref",)),))
    assert changed(after)[1] == [new]
    assert after.properties.index(new) == 4


def test_a_removed_address_takes_only_its_own_company_along() -> None:
    kept = [f for f in fields(BASE) if f.kind != "address"]
    gone, new = changed(card_from_fields("Jane Doe", org(BASE), kept, BASE))
    assert [prop.name for prop in gone] == ["ADR", "X-ABADR"]
    assert new == []


def test_a_field_with_a_label_of_ones_own_gets_a_new_group() -> None:
    more = [*fields(BASE), Field("email", "Choir; alto", "a@b.example")]
    _, new = changed(card_from_fields("Jane Doe", org(BASE), more, BASE))
    assert new == [
        Property("EMAIL", "a@b.example", "item3"),
        Property("X-ABLABEL", "Choir\\; alto", "item3"),
    ]


def test_a_new_name_replaces_both_ways_of_writing_it() -> None:
    after = card_from_fields("Ann, the Third", org(BASE), fields(BASE), BASE)
    assert fn(after) == "Ann, the Third"
    assert structured_name(after).family == "Third"
    assert [prop.name for prop in changed(after)[0]] == ["N", "FN"]


@pytest.mark.parametrize(("new", "said"), [("Bakery; the", "Bakery; the"), ("", "")])
def test_the_organisation_is_replaced(new: str, said: str) -> None:
    after = card_from_fields("Jane Doe", new, fields(BASE), BASE)
    assert org(after) == said
    assert [prop.name for prop in changed(after)[0]] == ["ORG"]


def test_a_birthday_that_gets_a_year_is_no_longer_without() -> None:
    edited = [Field("birthday", "", "1990-04-12") if f.kind == "birthday" else f
              for f in fields(BASE)]  # fmt: skip
    assert [f for f in fields(BASE) if f.kind == "birthday"] == [Field("birthday", "", "--04-12")]
    after = card_from_fields("Jane Doe", org(BASE), edited, BASE)
    assert changed(after)[1] == [Property("BDAY", "1990-04-12")]


ALL = [
    Field("phone", "mobile", "+86 138"),
    Field("phone", "Grandma's; boat", "5"),
    Field("email", "work", "a@b.example"),
    Field("address", "home", "1 St, Apt; 4\nTown"),
    Field("birthday", "", "--04-12"),
    Field("url", "", "https://example.org/?a=1,2;b"),
    Field("network", "telegram", "@jane"),
    Field("note", "", "two\nlines, and; \\signs"),
    Field("note", "nickname", "Jay"),
    Field("org", "", "Café, Ltd."),
    Field("org", "title", "Chef"),
]


def test_a_card_made_of_fields_shows_them_after_export_too() -> None:
    made = card_from_fields("王 小明", None, ALL)
    assert fields(made) == ALL
    (back,) = cards(to_vcard3(made).encode())
    assert back == made
    assert fields(back) == ALL


def test_a_kind_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="smell"):
        card_from_fields("A", None, [Field("smell", "", "roses")])
