"""The filter of an addressbook-query (RFC 6352 section 10.5)."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from xml.etree.ElementTree import Element

from leapfrog.carddav.exchange import PreconditionFailed
from leapfrog.carddav.xml import CARD
from leapfrog.contact_formats import Card, Property, unescape
from leapfrog.kernel.errors import Malformed

Test = Callable[[Card], bool]
TextTest = Callable[[str], bool]
PropertyTest = Callable[[Property], bool]

TESTS: dict[str, Callable[[Sequence[bool]], bool]] = {"anyof": any, "allof": all}
# RFC 4790 and RFC 5051.
COLLATIONS: dict[str, Callable[[str], str]] = {
    "i;ascii-casemap": lambda text: "".join(c.lower() if c.isascii() else c for c in text),
    "i;octet": lambda text: text,
    "i;unicode-casemap": str.casefold,
}
MATCHES: dict[str, Callable[[str, str], bool]] = {
    "equals": str.__eq__,
    "contains": str.__contains__,
    "starts-with": str.startswith,
    "ends-with": str.endswith,
}
INSIDE_PROPERTY = (f"{CARD}is-not-defined", f"{CARD}text-match", f"{CARD}param-filter")


def test_of(filter_element: Element | None) -> Test:
    """What a card must be like. Raises `Malformed`, and `PreconditionFailed` for what we
    cannot test.
    """
    if filter_element is None:
        return lambda _: True
    conditions = [_property_filter(one) for one in filter_element.findall(f"{CARD}prop-filter")]
    together = _together(filter_element)
    if len(conditions) < len(filter_element):
        raise _unsupported()
    return lambda card: not conditions or together([holds(card) for holds in conditions])


def _property_filter(condition: Element) -> Test:
    name = _name(condition)
    if any(one.tag not in INSIDE_PROPERTY for one in condition):
        raise _unsupported()
    if condition.find(f"{CARD}is-not-defined") is not None:
        return lambda card: not any(_is_named(p, name) for p in card.properties)
    tests = [_text_test(one) for one in condition.findall(f"{CARD}text-match")]
    params = [_param_filter(one) for one in condition.findall(f"{CARD}param-filter")]
    together = _together(condition)

    def fits(prop: Property) -> bool:
        value = unescape(prop.value)
        held = [*(test(value) for test in tests), *(param(prop) for param in params)]
        return not held or together(held)

    return lambda card: any(_is_named(p, name) and fits(p) for p in card.properties)


def _param_filter(condition: Element) -> PropertyTest:
    name = _name(condition)
    if condition.find(f"{CARD}is-not-defined") is not None:
        return lambda prop: not prop.param(name)
    match = condition.find(f"{CARD}text-match")
    if match is None:
        return lambda prop: bool(prop.param(name))
    test = _text_test(match)
    return lambda prop: any(map(test, prop.param(name)))


def _text_test(match: Element) -> TextTest:
    fold = COLLATIONS.get(match.get("collation", "i;unicode-casemap"))
    if fold is None:
        raise PreconditionFailed(HTTPStatus.FORBIDDEN, f"{CARD}supported-collation")
    compare = MATCHES.get(match.get("match-type", "contains"))
    if compare is None:
        raise Malformed("A match-type is equals, contains, starts-with or ends-with.")
    wanted = fold(match.text or "")
    negated = match.get("negate-condition", "no") == "yes"
    return lambda text: compare(fold(text), wanted) is not negated


def _together(condition: Element) -> Callable[[Sequence[bool]], bool]:
    together = TESTS.get(condition.get("test", "anyof"))
    if together is None:
        raise Malformed("A test is anyof or allof.")
    return together


def _name(condition: Element) -> str:
    name = condition.get("name", "").upper()
    if not name:
        raise Malformed("A filter has a name.")
    return name


def _is_named(prop: Property, name: str) -> bool:
    """`NAME` is found in all groups, `GROUP.NAME` in that one only."""
    return prop.name == name or (bool(prop.group) and f"{prop.group}.{prop.name}".upper() == name)


def _unsupported() -> PreconditionFailed:
    return PreconditionFailed(HTTPStatus.FORBIDDEN, f"{CARD}supported-filter")
