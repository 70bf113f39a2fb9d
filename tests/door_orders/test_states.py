"""The table of states is what the page says, and is checked when it is read."""

import pytest

from leapfrog.door_orders import model
from leapfrog.door_orders.model import DoorRule, State, rule_for

STATES: tuple[State, ...] = ("placed", "sent", "done", "returned", "called_off", "lost")
TABLE = {
    ("call_off", "buyer", "placed"): "called_off",
    ("call_off", "shop", "placed"): "called_off",
    ("call_off", "clock", "placed"): "called_off",
    ("send", "shop", "placed"): "sent",
    ("pay", "buyer", "sent"): "sent",
    ("hand_over", "parcel", "sent"): "done",
    ("come_back", "parcel", "sent"): "returned",
    ("lose", "parcel", "sent"): "lost",
}


def test_each_act_leads_where_it_should_and_nowhere_else() -> None:
    acts: tuple[model.Act, ...] = model.Act.__args__  # type: ignore[attr-defined]
    sides: tuple[model.By, ...] = model.By.__args__  # type: ignore[attr-defined]
    found = {
        (act, by, state): rule.to
        for act in acts
        for by in sides
        for state in STATES
        if (rule := rule_for(act, by, state))
    }
    assert found == TABLE


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (DoorRule("send", ("shop",), ("done",), "sent"), "out of an end"),
        (None, "cannot be reached"),
    ],
)
def test_a_table_with_a_fault_is_refused(
    monkeypatch: pytest.MonkeyPatch, row: DoorRule | None, said: str
) -> None:
    rows = (*model.TABLE, row) if row else model.TABLE[:-1]
    monkeypatch.setattr(model, "TABLE", rows)
    with pytest.raises(AssertionError, match=said):
        model.check_table()
