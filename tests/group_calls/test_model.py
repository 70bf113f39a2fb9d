"""How a call of a group goes from one state to the next, without a town."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from leapfrog.calls import CallOver, CallSide
from leapfrog.group_calls import model
from leapfrog.group_calls.errors import CallFull
from leapfrog.group_calls.model import MOST, Attendee, GroupCall
from leapfrog.group_calls.timeouts import due
from leapfrog.kernel.ids import new_id

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
PEOPLE = [UUID(int=n) for n in range(1, MOST + 2)]
SIDES = [CallSide(one, new_id(), new_id()) for one in PEOPLE]


def begun(rung: int = 2) -> GroupCall:
    """A call that the first of these people began, and by which the next ones are rung."""
    side = SIDES[0]
    first = Attendee(side.person_id, False, 1, side.session_id, side.device, NOW, NOW)
    others = [Attendee(one, rings=True) for one in PEOPLE[1 : rung + 1]]
    return GroupCall(
        id=new_id(),
        conversation_id=new_id(),
        starter_id=PEOPLE[0],
        media="voice",
        began_at=NOW,
        rings_until=NOW + timedelta(seconds=45),
        turn=1,
        attendees={one.person_id: one for one in (first, *others)},
    )


def test_who_joins_is_not_rung_any_more_and_sits_behind_the_others() -> None:
    call = begun()
    for n in (2, 1):
        call = model.joined(call, SIDES[n], NOW)
    assert [one.person_id for one in call.seated] == [PEOPLE[0], PEOPLE[2], PEOPLE[1]]
    assert [one.seat for one in call.seated] == [1, 2, 3]
    assert (call.rung, call.answered_at, call.came) == ([], NOW, 3)


def test_the_same_again_is_the_same_call() -> None:
    call = model.joined(begun(), SIDES[1], NOW)
    assert model.joined(call, SIDES[1], NOW + timedelta(seconds=9)) == call
    gone = model.left(call, [PEOPLE[1]], NOW)
    assert model.left(gone, [PEOPLE[1]], NOW) == gone
    silenced = model.declined(call, PEOPLE[2])
    assert model.declined(silenced, PEOPLE[2]) == silenced
    quiet = model.rung_out(call)
    assert model.rung_out(quiet) == quiet
    assert model.left(quiet, [new_id()], NOW) == quiet


def test_another_device_takes_the_place_of_the_one_before() -> None:
    call = model.joined(begun(), SIDES[1], NOW)
    moved = model.joined(call, CallSide(PEOPLE[1], new_id(), new_id()), NOW)
    assert (moved.seat_of(PEOPLE[1]), len(moved.seated), moved.came) == (3, 2, 2)
    assert moved.at(SIDES[1]) is None


def test_who_comes_again_has_another_seat_and_counts_once() -> None:
    call = model.joined(begun(), SIDES[1], NOW)
    again = model.joined(model.left(call, [PEOPLE[1]], NOW), SIDES[1], NOW)
    assert again.seat_of(PEOPLE[1]) == 4
    assert again.came == 2


def test_nobody_comes_after_the_eighth_or_after_the_end() -> None:
    call = begun(rung=0)
    for side in SIDES[1:MOST]:
        call = model.joined(call, side, NOW)
    with pytest.raises(CallFull):
        model.joined(call, SIDES[MOST], NOW)
    assert len(model.joined(call, CallSide(PEOPLE[3], new_id(), None), NOW).seated) == MOST
    over = model.left(call, PEOPLE, NOW + timedelta(seconds=90))
    assert (over.ended_at, over.seated, over.duration_s) == (NOW + timedelta(seconds=90), [], 90)
    with pytest.raises(CallOver):
        model.joined(over, SIDES[0], NOW)


def test_the_last_one_who_leaves_ends_it_and_nothing_rings_then() -> None:
    over = model.left(begun(), [PEOPLE[0]], NOW)
    assert (over.ended_at, over.rung, over.answered_at, over.duration_s) == (NOW, [], None, 0)


def test_each_change_is_newer_than_the_one_before() -> None:
    call = begun()
    steps = [
        call,
        call := model.joined(call, SIDES[1], NOW),
        call := model.declined(call, PEOPLE[2]),
        call := model.left(call, [PEOPLE[0]], NOW),
        model.left(call, [PEOPLE[1]], NOW),
    ]
    turns = [one.turn for one in steps]
    assert turns == sorted(set(turns))


def test_it_is_looked_after_when_the_ring_ends_and_when_a_device_was_silent() -> None:
    call = begun()
    assert due(call) == call.rings_until
    assert due(model.rung_out(call)) == NOW + model.SILENCE
