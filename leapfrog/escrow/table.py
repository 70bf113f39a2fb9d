"""The table of `model`, checked when it is imported, and looked up."""

from collections.abc import Iterable, Sequence

from leapfrog.escrow.actions import EscrowAction, Judge, Tick
from leapfrog.escrow.model import QUIET, START, TABLE, TERMINAL, Place, Role, Rule, Rules


class TableFault(Exception):
    """The table of a trade's states does not hold together."""


def checked(table: Sequence[Rule]) -> Rules:
    """The rows by action and place. Raises `TableFault` unless each action is there, no two rows
    say something of the same, each end is one by which nothing is left to happen, and from
    everywhere the clock alone, and after an appeal the town, leads to an end.
    """
    rules: Rules = {}
    for rule in table:
        for place in rule.places():
            if (rule.action, place) in rules:
                raise TableFault(f"two rows of {rule.action.__name__} for {place}")
            rules[rule.action, place] = rule
    missing = {*EscrowAction.__subclasses__()} - {rule.action for rule in table}
    if missing:
        raise TableFault(f"no row of {sorted(one.__name__ for one in missing)}")
    there = reached(rules, [START], [rule.action for rule in table])
    strays = {place for _, place in rules} - there
    if strays:
        raise TableFault(f"nothing leads to {sorted(strays)}")
    for place in there:
        _check_end(rules, place)
    return rules


def _check_end(rules: Rules, place: Place) -> None:
    state, refund = place
    is_end = state in TERMINAL and refund in QUIET
    if is_end == ((Tick, place) in rules):
        raise TableFault(f"{place} ends, and does not")
    ends = reached(rules, [place], [Tick, Judge])
    if not any(state in TERMINAL and refund in QUIET for state, refund in ends):
        raise TableFault(f"left alone, {place} never ends")


def reached(
    rules: Rules, start: Iterable[Place], actions: Iterable[type[EscrowAction]]
) -> set[Place]:
    """All places to which these actions lead from there, and those themselves."""
    seen, new, tried = set(start), list(start), list(actions)
    while new:
        place = new.pop()
        found = {
            next_one
            for action in tried
            if (action, place) in rules
            for next_one in rules[action, place].leads(*place)
        }
        new += found - seen
        seen |= found
    return seen


RULES = checked(TABLE)


def roles(action: type[EscrowAction]) -> set[Role]:
    """Who can do this, in one state or another."""
    return {role for rule in TABLE if rule.action is action for role in rule.by}
