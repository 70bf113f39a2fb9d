"""Whose names may be one person's: a table, and laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.contact_formats import Names, may_be_one, names_of
from leapfrog.contact_formats.agreeing import agree
from tests.contact_formats.reading import card

ONE = [
    ("Anna Schmidt", "anna  SCHMIDT"),
    ("Anna Schmidt", "Schmidt, Anna"),
    ("Anna Schmidt", "Schmidt Anna"),
    ("Anna Schmidt", "Anna Maria Schmidt"),
    ("Anna Schmidt", "Anna"),
    ("Anna Schmidt", "Dr. Anna Schmidt"),
    ("Anna Schmidt", "Frau Anna Schmidt"),
    ("Anna Schmidt", "Anna Schmidt, PhD"),
    ("Anna Schmidt", "Anna S."),
    ("Anna Schmidt", "Anna Schmidt 🌸"),
    ("Anna Schmidt", "Anna Schmidt-Meier"),
    ("John Smith", "J. Smith"),
    ("John Smith", "J. A. Smith"),
    ("John Smith", "Smith, J."),
    ("José O'Neill", "Jose ONeill"),
    ("Jürgen Müller", "Juergen Mueller"),
    ("Jürgen Müller", "Jurgen Muller"),
    ("Søren Sørensen", "Soeren Sorensen"),
    ("Łukasz Nowak", "Lukasz Nowak"),
    ("Hans-Peter Groß", "Hanspeter Gross"),
    ("Hans Peter Gross", "Hans-Peter Gross"),
    ("Ludwig van Beethoven", "Beethoven, Ludwig van"),
    ("John Smith Jr.", "Smith John, Jr."),
    ("张伟", "Zhang Wei"),
    ("张伟", "Wei Zhang"),
    ("张伟", "ZhangWei"),
    ("张 伟", "张伟"),
    ("王小明", "小明"),
    ("王小明", "Wang Xiaoming"),
    ("王小明", "Xiaoming Wang"),
    ("王小明", "Wang Xiao-Ming"),
    ("欧阳娜娜", "Ouyang Nana"),
    ("吕美玲", "Lü Meiling"),
    ("陳美玲", "陈美玲"),
    ("David 张伟", "Zhang Wei"),
    ("Иван Петров", "Петров Иван"),
    ("김민준", "김민준"),
]
TWO = [
    ("Anna Schmidt", "Peter Brandt"),
    ("Anna Schmidt", "Ben Schmidt"),
    ("Anna Schmidt", "Anna Brandt"),
    ("Anna Schmidt", "Schmidt"),
    ("Anna Schmidt", "Frau Schmidt"),
    ("Anna Schmidt", "Familie Schmidt"),
    ("Anna Schmidt", "Anna & Ben Schmidt"),
    ("Anna Schmidt", "Anna und Ben Schmidt"),
    ("Anna Schmidt", "Lisa Anna Schmidt"),
    ("Anna Schmidt", "A. B."),
    ("Herr Müller", "Frau Müller"),
    ("Mr Smith", "Mrs Smith"),
    ("John Smith", "John Smith Jr."),
    ("John Smith Sr.", "John Smith Jr."),
    ("John Smith", "Jane Smith"),
    ("J. Smith", "B. Smith"),
    ("Christian Vogt", "Christiane Vogt"),
    ("Bob Smith", "Robert Smith"),
    ("Mama", "Anna"),
    ("Acme", "Anna Schmidt"),
    ("Anna 1", "Anna 2"),
    ("张伟", "张三"),
    ("张伟", "章伟"),
    ("张伟", "伟"),
    ("张伟", "张伟妈妈"),
    ("张伟", "Wei"),
    ("张伟", "Li Wei"),
    ("王小明", "王"),
    ("王小明", "小王"),
    ("Иван Петров", "Ivan Petrov"),
]
_NAMES = st.lists(
    st.sampled_from(["Anna", "A.", "Ben", "B", "Schmidt", "S", "Jr.", "Frau", "&", "张伟", "Wei"]),
    max_size=4,
).map(" ".join)


@pytest.mark.parametrize(("one", "other"), ONE)
def test_these_may_be_one(one: str, other: str) -> None:
    assert agree(one, other)
    assert agree(other, one)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_these_are_two(one: str, other: str) -> None:
    assert not agree(one, other)
    assert not agree(other, one)


@given(_NAMES, _NAMES)
def test_it_does_not_matter_which_is_first(one: str, other: str) -> None:
    assert agree(one, other) == agree(other, one)


@given(st.text(min_size=1))
def test_everybody_has_their_own_name(name: str) -> None:
    assert may_be_one(Names((name,)), Names((name,)))


def test_a_card_s_names_are_those_that_are_names() -> None:
    assert names_of(card("FN:Anna", "N:Schmidt;Anna;;;", "NICKNAME:Annie")) == Names(
        ("Anna", "Anna Schmidt"), ("Annie",)
    )
    assert names_of(card("FN:+49 171 1234567", "TEL:+49 171 1234567")) == Names()
    assert names_of(card("FN:anna@example.org", "NICKNAME:anna@example.org")) == Names()
    assert names_of(card("TEL:110")) == Names()
    assert names_of(card("ORG:Acme;Toys")) == Names(("Acme, Toys",))


def test_nobody_agrees_with_two_who_do_not_agree() -> None:
    both = Names(("J. Smith", "John Smith"))
    assert may_be_one(Names(("J. Smith",)), both)
    assert may_be_one(Names(("John A. Smith",)), both)
    assert not may_be_one(Names(("Jane Smith",)), both)


def test_a_nickname_is_a_name_and_no_name_is_anybody_s() -> None:
    assert may_be_one(Names(("Bob Smith",)), Names(("Robert Smith",), ("Bob Smith",)))
    assert not may_be_one(Names(("Bob Smith",)), Names(("Robert Smith",), ("Rob",)))
    assert may_be_one(Names(), Names(("Robert Smith",)))
