"""The table of a trade's states: every state against every action, by everybody."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from leapfrog.escrow import rules
from leapfrog.escrow.actions import (
    Agree,
    AskRefund,
    EscrowAction,
    Extend,
    Forfeit,
    Judge,
    Pay,
    PayBalance,
    Ship,
    Tick,
)
from leapfrog.escrow.errors import MoreThanRest, MoreThanUnsent, NotNow, NotYourPart
from leapfrog.escrow.model import QUIET, TABLE, TERMINAL, TIMES, Escrow, EscrowTerms, Role, Rule
from leapfrog.escrow.table import RULES, TableFault, checked
from leapfrog.kernel.errors import Problem
from tests.escrow.places import DEPOSIT, ROLES, TRIED, begun, terms, ways

DOCUMENT = Path(__file__).parents[2] / "docs/escrow.md"
WAYS = ways()


def test_every_place_of_the_table_can_be_reached() -> None:
    assert {place for _, place in RULES} <= WAYS.keys()
    ends = {place for place in WAYS if (Tick, place) not in RULES}
    assert ends == {
        ("closed_unpaid", "none"),
        *(("refunded", refund) for refund in QUIET),
        *(("released", refund) for refund in QUIET),
    }


@pytest.mark.parametrize("place", sorted(WAYS), ids="-".join)
def test_what_the_table_does_not_allow_is_refused_and_the_rest_leads_where_it_says(
    place: tuple[str, str],
) -> None:
    way = WAYS[place]
    for action in TRIED:
        rule = RULES.get((type(action), way.place))
        for role in ROLES:
            now = way.now + timedelta(hours=2)
            if isinstance(action, Tick) and way.there.due_at:
                now = max(now, way.there.due_at)
            found = tried(way.there, action, role, now)
            if rule is None or role not in rule.by:
                assert isinstance(found, NotNow | NotYourPart)
            elif isinstance(found, Escrow):
                assert (found.state, found.refund) in rule.leads(*way.place)
                assert 0 <= found.unsent <= found.rest
                assert found.state not in TERMINAL or found.rest == 0
            else:
                # Only a sum stands in the way, or the time that was agreed on.
                assert isinstance(found, MoreThanRest | MoreThanUnsent) or is_late(action)


def tried(escrow: Escrow, action: EscrowAction, role: Role, now: datetime) -> Escrow | Problem:
    try:
        return rules.step(escrow, action, role, now).after
    except Problem as problem:
        return problem


def is_late(action: EscrowAction) -> bool:
    """Whether it may be done at its time only."""
    return isinstance(action, Pay | PayBalance | AskRefund)


def test_a_tick_before_its_time_is_refused() -> None:
    for way in WAYS.values():
        if way.there.due_at:
            with pytest.raises(NotNow):
                rules.step(way.there, Tick(), "town", way.there.due_at - timedelta(seconds=1))


def test_a_table_that_does_not_hold_together_is_refused() -> None:
    first = TABLE[0]
    for broken, said in (
        ([*TABLE, first], "two rows of Pay"),
        ([rule for rule in TABLE if rule.action is not Agree], "no row of"),
        ([rule for rule in TABLE if rule.action is not Pay], "no row of"),
        ([rule for rule in TABLE if rule.action is not Tick or rule.states != ("shipped",)], "end"),
        (
            [*TABLE, Rule(Pay, ("buyer",), ("refunded",), ("asked",), ("paid",), ("as_is",))],
            "nothing leads to",
        ),
        (
            [
                replace(rule, to=("as_is",))
                if rule.action is Tick and rule.states == ("paid",)
                else rule
                for rule in TABLE
            ],
            "never ends",
        ),
    ):
        with pytest.raises(TableFault, match=said):
            checked(broken)


def test_nobody_judges_more_than_was_asked_and_the_whole_is_all() -> None:
    way = WAYS["shipped", "appealed"]
    assert way.there.asked < way.there.rest
    for refused in (Judge(way.there.asked, 1), Judge(-1, 1), Judge(1, 1, whole=True)):
        with pytest.raises(MoreThanRest):
            rules.step(way.there, refused, "town", way.now)
    part = rules.step(way.there, Judge(way.there.asked, 0), "town", way.now).after
    assert part.state == "shipped"
    assert part.rest == way.there.rest - way.there.asked
    whole = Judge(0, way.there.rest, whole=True)
    assert rules.step(way.there, whole, "town", way.now).after.state == "released"


def test_the_longest_extension_is_thirty_days_in_all() -> None:
    paid = WAYS["paid", "none"]
    longer = rules.step(paid.there, Extend(timedelta(days=29)), "buyer", paid.now).after
    assert longer.due_at is not None
    for more in (timedelta(days=2), timedelta(), timedelta(days=-1)):
        with pytest.raises(NotNow):
            rules.step(longer, Extend(more), "buyer", paid.now)
    with pytest.raises(NotYourPart):
        rules.step(paid.there, Extend(timedelta(days=1)), "seller", paid.now)


def test_only_what_is_unsent_can_be_sent() -> None:
    paid = WAYS["paid", "none"]
    for worth in (0, -1, paid.there.unsent + 1):
        with pytest.raises(MoreThanUnsent):
            rules.step(paid.there, Ship(worth), "seller", paid.now)


def test_nobody_pays_when_the_time_is_over_whether_the_clock_ran_or_not() -> None:
    created = begun(terms(deposit=False))
    assert created.due_at is not None
    with pytest.raises(NotNow):
        rules.step(created, Pay(), "buyer", created.due_at)


def test_a_deposit_is_lost_only_where_that_was_agreed_and_never_by_the_clock() -> None:
    there = WAYS["deposited", "none"].there
    assert there.due_at is not None
    kept = rules.step(there, Forfeit(), "town", there.due_at)
    assert (kept.after.state, kept.after.released) == ("released", DEPOSIT)
    with pytest.raises(NotNow):
        rules.step(replace(there, deposit_lost=False), Forfeit(), "town", there.due_at)
    with pytest.raises(NotYourPart):
        rules.step(there, Forfeit(), "seller", there.due_at)
    back = rules.step(there, Tick(), "town", there.due_at)
    assert (back.after.state, back.after.refunded) == ("refunded", DEPOSIT)


def test_the_times_are_those_of_the_design() -> None:
    assert {kind: times.confirm_within for kind, times in TIMES.items()} == {
        "digital": timedelta(hours=24),
        "pickup": timedelta(hours=48),
        "local": timedelta(hours=48),
        "parcel": timedelta(days=10),
    }
    assert TIMES["parcel"].after_sale == timedelta(days=14)
    assert TIMES["digital"].after_sale == timedelta()


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 0},
        {"fee_bp": 10_001},
        {"times": replace(TIMES["parcel"], settle=timedelta(seconds=-1))},
    ],
    ids=["nothing", "fee", "time"],
)
def test_terms_that_cannot_be_are_refused(wrong: dict[str, object]) -> None:
    good = terms(deposit=True)
    given = {name: getattr(good, name) for name in EscrowTerms.__struct_fields__}
    with pytest.raises(ValueError, match=r"escrow"):
        EscrowTerms(**(given | wrong))


def table_of_document() -> list[str]:
    """The rows of the table as the document has to show them."""
    return [
        f"| {rule.action.__name__} | {', '.join(rule.by)} | {', '.join(rule.states)} "
        f"| {', '.join(rule.refunds)} | {', '.join(rule.to)} | {', '.join(rule.refund_to)} |"
        for rule in TABLE
    ]


def test_the_document_shows_this_table() -> None:
    text = DOCUMENT.read_text("utf-8").partition("## The table")[2]
    shown = [line for line in text.splitlines() if line.startswith("| ")]
    assert shown[1:] == table_of_document()
