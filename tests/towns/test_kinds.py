"""Each kind of dispatch that a town takes has a row in one of the tables of who may say it."""

from leapfrog.kernel.http import Town
from leapfrog.towns import reading
from tests.http import app, clock, town
from tests.towns import test_kinds_of_groups, test_kinds_of_money, test_kinds_of_talk

__all__ = ["app", "clock", "town"]

TABLES = (test_kinds_of_talk.KINDS, test_kinds_of_groups.KINDS, test_kinds_of_money.KINDS)


def test_no_kind_is_without_a_row(town: Town) -> None:
    """Those of floors above are known once a town is open."""
    assert sorted(name for table in TABLES for name in table) == reading.kinds()
