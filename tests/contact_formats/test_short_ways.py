"""Short ways through a card find what the long ones do."""

from hypothesis import given
from hypothesis import strategies as st

from leapfrog.contact_formats import Card, Property, StructuredName, email, structured_name
from leapfrog.contact_formats.text import items, split
from leapfrog.unpacking import Charsets
from tests.examples import examples

_SIGNS = st.sampled_from(["a", "Ä", "王", " ", "\u3000", "\n", ";", ",", "\\", "\\n", "\\;", "@"])
_VALUES = st.lists(_SIGNS, max_size=16).map("".join)
_NAMES = st.sampled_from(["FN", "N", "TEL", "X-A"])


@given(_VALUES)
@examples(1000)
def test_a_name_is_parted_whether_it_has_escapes_or_none(value: str) -> None:
    pieces = [" ".join(filter(None, items(piece))).strip() for piece in split(value, ";")[:5]]
    wanted = StructuredName(*pieces) if value.strip(" ;") else StructuredName()
    assert structured_name(Card((Property("N", value),))) == wanted


@given(_VALUES, st.sampled_from(["", "mailto:", "mailto: "]))
@examples(1000)
def test_an_address_has_no_space_of_any_kind(value: str, prefix: str) -> None:
    text = (prefix + value).strip().lower().removeprefix("mailto:")
    is_one = "@" in text[1:-1] and not any(map(str.isspace, text))
    assert email(prefix + value) == (text if is_one else "")


@given(st.lists(st.builds(Property, _NAMES, _VALUES), max_size=12), _NAMES)
@examples(300)
def test_properties_are_found_by_name_in_their_order(found: list[Property], name: str) -> None:
    card = Card(tuple(found))
    assert [*card.named(name)] == [prop for prop in found if prop.name == name]
    assert card == Card(tuple(found))


@given(st.lists(st.one_of(st.text(max_size=5).map(str.encode), st.binary(max_size=5)), max_size=8))
@examples(1000)
def test_pieces_count_alike_when_their_text_is_taken(pieces: list[bytes]) -> None:
    noted, taken = Charsets(), Charsets()
    for piece in pieces:
        noted.note(piece)
        text = taken.text_of(piece)
        assert text is None or text.encode() == piece
    assert vars(taken) == vars(noted)
