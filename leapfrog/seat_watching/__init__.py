"""Seats of a show as they change, for those who look at them now; kept in memory only."""

from leapfrog.seat_watching.watching import SeatsFrame, SeatWatch

__all__ = ["SeatWatch", "SeatsFrame"]
