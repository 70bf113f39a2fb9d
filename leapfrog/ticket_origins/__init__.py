"""Where buyers of tickets came from, counted without who they are."""

from leapfrog.ticket_origins.counting import OriginFigures, TicketOrigin, note, of_show, pooled

__all__ = ["OriginFigures", "TicketOrigin", "note", "of_show", "pooled"]
