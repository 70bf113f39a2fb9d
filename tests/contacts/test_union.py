"""Two cards as one: nothing is lost, nothing is there twice."""

from hypothesis import given
from hypothesis import strategies as st

from leapfrog.contact_formats import Card, Property, decoded, fields, fn
from leapfrog.contacts.union import union
from tests.contact_formats.reading import card
from tests.contact_formats.test_round_trip import CARDS, PROPERTIES
from tests.examples import examples


def one(base: Card, extra: Card) -> list[tuple[str, str, str]]:
    """Name, group and value of each property of both."""
    found = union(base, extra, "DE")
    return [(prop.name, prop.group, prop.value) for prop in found.properties]


def test_what_both_say_is_there_once_as_the_first_says_it() -> None:
    mine = card("FN:Anna Smith", "TEL;TYPE=home:0221 123456", "EMAIL:Anna@Example.org")
    theirs = card("FN:Anna Smith", "TEL;TYPE=home:+49 (221) 123-456", "EMAIL:anna@example.org")
    assert union(mine, theirs, "DE") is mine


def test_a_number_that_both_have_gets_the_labels_of_both() -> None:
    mine, theirs = card("TEL;TYPE=home:0221 123456"), card("item1.TEL:+49221123456")
    theirs = Card((*theirs.properties, Property("X-ABLABEL", "Grandma", "item1")))
    found = union(mine, theirs, "DE")
    assert [(field.label, field.value) for field in fields(found)] == [("Grandma", "0221 123456")]
    assert found.properties[1].param("TYPE") == ("home",)
    assert union(found, theirs, "DE") is found


def test_types_are_united_but_a_second_number_is_not_preferred() -> None:
    found = union(card("TEL;TYPE=home:0221 1"), card("TEL;TYPE=WORK,home,pref:0221 1"), "DE")
    assert found.properties == (Property("TEL", "0221 1", "", (("TYPE", ("home", "WORK")),)),)


def test_extensions_make_two_numbers() -> None:
    mine, theirs = card("TEL:+49 221 123456 ext. 1"), card("TEL:+49 221 123456 ext. 2")
    assert len(union(mine, theirs, "DE").properties) == 2


def test_the_existing_name_wins_and_the_other_is_kept() -> None:
    mine = card("FN:Anna", "N:Smith;Anna;;;", "UID:a", "REV:2020", "BDAY:1985-04-12")
    theirs = card("FN:Anna Smith", "N:Smith;A.;;;", "UID:b", "REV:2021", "BDAY:1985-04-13")
    found = union(mine, theirs, "DE")
    assert fn(found) == "Anna"
    assert one(mine, theirs) == [
        *((prop.name, "", prop.value) for prop in mine.properties),
        ("FN", "", "Anna Smith"),
        ("X-LEAPFROG-N", "", "Smith;A.;;;"),
        ("X-LEAPFROG-UID", "", "b"),
        ("BDAY", "", "1985-04-13"),
    ]
    assert union(found, theirs, "DE") is found


def test_both_notes_are_kept_and_only_new_categories_come() -> None:
    mine = card("NOTE:Plays go", "CATEGORIES:Friends,Tennis")
    theirs = card("NOTE:Owes me a book", "CATEGORIES:Tennis,Chess", "X-UNKNOWN;X-A=1:kept")
    assert one(mine, theirs) == [
        ("NOTE", "", "Plays go"),
        ("CATEGORIES", "", "Friends,Tennis"),
        ("NOTE", "", "Owes me a book"),
        ("CATEGORIES", "", "Chess"),
        ("X-UNKNOWN", "", "kept"),
    ]


def test_groups_of_the_second_get_names_that_are_free() -> None:
    mine = card("item1.TEL:1234567", "item1.X-ABLabel:Shop")
    theirs = card("item1.URL:https://a.example", "item1.X-ABLabel:Blog")
    assert [(field.label, field.value) for field in fields(union(mine, theirs, "DE"))] == [
        ("Shop", "1234567"),
        ("Blog", "https://a.example"),
    ]


def test_a_name_that_an_export_made_up_is_no_news() -> None:
    mine = card("TEL:1234567")
    assert union(mine, card("TEL:1234567", "FN;DERIVED=TRUE:1234567"), "DE") is mine


@given(CARDS)
def test_a_card_has_nothing_new_for_itself(base: Card) -> None:
    assert union(base, base, "DE") is base


@given(CARDS, st.lists(CARDS, min_size=1, max_size=3))
@examples(150)
def test_what_was_united_once_brings_nothing_new(base: Card, extras: list[Card]) -> None:
    whole = base
    for extra in extras:
        whole = union(whole, extra, "DE")
    for extra in (base, *extras):
        assert union(whole, extra, "DE") is whole


@given(CARDS, CARDS)
@examples(150)
def test_every_value_of_both_is_in_the_union(base: Card, extra: Card) -> None:
    said = {_said(prop) for prop in union(base, extra, "DE").properties}
    assert said.issuperset(map(_said, base.properties))
    for prop in extra.properties:
        if prop.name not in ("TEL", "EMAIL", "CATEGORIES", "REV", "PRODID", "ORG"):
            kept = Property(f"X-LEAPFROG-{prop.name}", prop.value)
            assert _said(prop) in said or _said(kept) in said


@given(st.lists(PROPERTIES, min_size=1, max_size=6), PROPERTIES)
@examples(100)
def test_every_parameter_of_both_is_in_the_union(mine: list[Property], theirs: Property) -> None:
    found = union(Card(tuple(mine)), Card((theirs,)), "DE").properties
    words = {word.lower() for prop in found for _, some in prop.params for word in some}
    kept = {"PREF", "VALUE"}
    if theirs.name not in ("REV", "PRODID", "CATEGORIES"):
        asked = {word.lower() for name, some in theirs.params if name not in kept for word in some}
        assert asked - {"pref"} <= words


def _said(prop: Property) -> tuple[str, str]:
    return prop.name, repr(decoded(prop))
