"""The code of a ticket, written, signed and read, and what a gate says to it. Pure."""

from leapfrog.ticket_codes.codes import (
    CHARACTERS,
    CONTEXT,
    FORM,
    SignedCode,
    TicketCode,
    read,
    written,
)
from leapfrog.ticket_codes.gate import (
    JUMP,
    GateEntry,
    GateRules,
    Outcome,
    Verdict,
    Way,
    judge,
)
from leapfrog.ticket_codes.live import living, show_secret, ticket_secret

__all__ = [
    "CHARACTERS",
    "CONTEXT",
    "FORM",
    "JUMP",
    "GateEntry",
    "GateRules",
    "Outcome",
    "SignedCode",
    "TicketCode",
    "Verdict",
    "Way",
    "judge",
    "living",
    "read",
    "show_secret",
    "ticket_secret",
    "written",
]
