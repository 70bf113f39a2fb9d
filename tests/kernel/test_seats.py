"""Places for as long as somebody stays."""

import pytest

from leapfrog.kernel.errors import TooManyStreams
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.seats import OF_NETWORK, OF_PERSON, OF_SESSION, Seat, Seats, seats_of


def test_a_place_is_free_again_when_its_holder_goes() -> None:
    seats, one = Seats(), Seat("amina", 1)
    for _ in range(3):
        with seats.held(one):
            with pytest.raises(TooManyStreams), seats.held(one):
                raise AssertionError
            with seats.held(Seat("bo", 1)):
                assert len(seats) == 2
    with pytest.raises(ValueError, match="broken"), seats.held(one):
        raise ValueError("broken")
    assert len(seats) == 0


def test_who_is_refused_one_holds_none() -> None:
    seats, free, full = Seats(), Seat("free", 1), Seat("full", 1)
    with seats.held(full):
        with pytest.raises(TooManyStreams), seats.held(free, full):
            raise AssertionError
        with seats.held(free):
            assert len(seats) == 2


def test_what_a_stream_takes() -> None:
    session, person = new_id(), new_id()
    assert [one.most for one in seats_of(session, person, "x")] == [
        OF_SESSION,
        OF_PERSON,
        OF_NETWORK,
    ]
    assert [one.most for one in seats_of(session, person, None)] == [OF_SESSION, OF_PERSON]
    assert [one.most for one in seats_of(None, None, "x")] == [OF_NETWORK]
