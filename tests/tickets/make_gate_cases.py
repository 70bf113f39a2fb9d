"""Writes `gate_cases.json`: `python tests/tickets/make_gate_cases.py`."""

import json
from base64 import b32decode, b32encode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.signing import public_of
from leapfrog.ticket_codes import TicketCode, written

SEED, STRANGER = bytes(range(32)), bytes(range(1, 33))
NOW = datetime(2026, 11, 28, 19, tzinfo=UTC)
GOOD = TicketCode(
    key=1,
    ticket=UUID(int=1),
    show=42,
    seat=17,
    category=0,
    entries=1,
    opens=NOW - timedelta(hours=1),
    until=NOW + timedelta(hours=2),
    turn=0,
)


def changed(**more: Any) -> str:
    """A good ticket but for this, signed by the town."""
    return written(msgspec.structs.replace(GOOD, **more), SEED)


def flipped(code: str, at: int) -> str:
    """The same with one byte changed."""
    whole = bytearray(b32decode(code))
    whole[at] ^= 1
    return b32encode(bytes(whole)).decode()


def known(n: int, **more: Any) -> dict[str, Any]:
    plain = {"turn": 0, "void": False, "used_at": None, "gate": None, "proof": ""}
    return {"ticket": str(UUID(int=n)), **plain, **more}


def cases() -> list[dict[str, Any]]:
    late, early = NOW + timedelta(hours=2, seconds=1), NOW - timedelta(hours=1, seconds=1)
    jump = NOW - timedelta(hours=5, minutes=3)
    good = changed()
    said = [
        ("a good ticket", good, NOW, "ok"),
        ("in small letters, as a scanner may send it", f" {good.lower()}\n", NOW, "ok"),
        ("a standing one", changed(seat=None), NOW, "ok"),
        ("in the first second", good, GOOD.opens, "ok"),
        ("in the last second", good, GOOD.until, "ok"),
        ("a clock that is a minute slow", changed(opens=NOW - timedelta(days=1)), MINUTE, "ok"),
        ("nothing", "", NOW, "not_a_ticket"),
        ("a web page", "https://example.org/", NOW, "not_a_ticket"),
        ("too short by a letter", good[:-1], NOW, "not_a_ticket"),
        ("too long by a letter", good + "A", NOW, "not_a_ticket"),
        ("with a mark before it that no scanner sends", f"\ufeff{good}", NOW, "not_a_ticket"),
        ("of the right length and no base32", "1" * 168, NOW, "not_a_ticket"),
        ("of another version", flipped(good, 0), NOW, "not_a_ticket"),
        ("of a key that nobody knows", changed(key=9), NOW, "unknown_key"),
        ("signed by a stranger", written(GOOD, STRANGER), NOW, "forged"),
        ("with another seat written in", flipped(good, 28), NOW, "forged"),
        ("with a changed signature", flipped(good, 104), NOW, "forged"),
        ("with the number of another town's key", changed_key(), NOW, "forged"),
        ("of another show", changed(show=43), NOW, "other_show"),
        ("a clock that went back", good, jump, "clock_wrong"),
        ("too early", good, early, "too_early"),
        ("too late", good, late, "too_late"),
        ("given back", changed(ticket=UUID(int=2)), NOW, "void"),
        ("as it was before it was passed on", changed(ticket=UUID(int=3)), NOW, "passed_on"),
        ("after it was passed on", changed(ticket=UUID(int=3), turn=1), NOW, "ok"),
        ("shown again", changed(ticket=UUID(int=4)), NOW, "already_in"),
        ("of a fare that is to be proven", changed(ticket=UUID(int=6)), NOW, "ok"),
        ("void and passed on", changed(ticket=UUID(int=5)), NOW, "void"),
        ("of another show and too late", changed(show=43), late, "other_show"),
    ]
    names = ("what", "code", "now", "outcome")
    return [dict(zip(names, (w, c, at.isoformat(), o), strict=True)) for w, c, at, o in said]


# Of when the list is; a minute before it is no jump.
MADE = NOW - timedelta(hours=5)
MINUTE = MADE - timedelta(minutes=1)


def changed_key() -> str:
    """Signed by the second key, with the number of the first."""
    return written(GOOD, bytes(range(2, 34)))


def main() -> None:
    public = [
        {"number": n, "public": urlsafe_b64encode(public_of(seed)).rstrip(b"=").decode()}
        for n, seed in ((1, SEED), (2, bytes(range(2, 34))))
    ]
    table = {
        "list": {
            "show": 42,
            "made_at": MADE.isoformat(),
            "keys": public,
            "known": [
                known(2, void=True),
                known(3, turn=1),
                known(4, used_at=NOW.isoformat(), gate="Door A"),
                known(5, void=True, turn=2),
                known(6, proof="Student card"),
            ],
        },
        "cases": cases(),
    }
    text = json.dumps(table, indent=2) + "\n"
    (Path(__file__).parent / "gate_cases.json").write_text(text)


if __name__ == "__main__":
    main()
