"""Writes `gate_cases.json`: `python tests/tickets/make_gate_cases.py`."""

import json
from base64 import b32decode, b32encode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.signing import public_of
from leapfrog.ticket_codes import TicketCode, living, show_secret, ticket_secret, written

SEED, STRANGER = bytes(range(32)), bytes(range(1, 33))
SEEDS = {1: SEED, 2: bytes(range(2, 34))}
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
    plain: dict[str, Any] = {"turn": 0, "void": False, "used_at": None, "gate": None}
    plain |= {"proof": "", "out_at": None, "paper": False}
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
    return [case(*one) for one in said] + out_and_in(late) + lived()


def case(what: str, code: str, now: datetime, outcome: str, **more: Any) -> dict[str, Any]:
    """How the gate stands, where it is not as usual; `opens_at`, `until`: of a moved show."""
    usual: dict[str, Any] = {"way": "in", "entrance": "", "re_entry": False, "live": False}
    usual |= {"opens_at": None, "until": None}
    told = {"what": what, "code": code, "now": now.isoformat(), "outcome": outcome}
    return {**told, **usual, **more}


def out_and_in(late: datetime) -> list[dict[str, Any]]:
    """Who goes out, who comes in again, and by which door."""
    good, inside, out = changed(), changed(ticket=UUID(int=4)), changed(ticket=UUID(int=7))
    balcony = changed(category=1)
    leaving: dict[str, Any] = {"way": "out"}
    day = NOW + timedelta(days=1)
    times = (day - timedelta(hours=1), day + timedelta(hours=2))
    moved = dict(zip(("opens_at", "until"), (one.isoformat() for one in times), strict=True))
    return [
        case("going out", inside, NOW, "ok", **leaving),
        case("going out after the end", inside, late, "ok", **leaving),
        case("going out and never in", good, NOW, "not_in", **leaving),
        case("going out twice", out, NOW, "not_in", **leaving),
        case("going out with a forged one", flipped(inside, 28), NOW, "forged", **leaving),
        case("going out of another show", changed(show=43), NOW, "other_show", **leaving),
        case("going out as before it was passed on", before(), NOW, "passed_on", **leaving),
        case("back where nobody comes in again", out, NOW, "no_re_entry"),
        case("back in", out, NOW, "ok", re_entry=True),
        case("in twice where one may come in again", inside, NOW, "already_in", re_entry=True),
        case("by the right door", balcony, NOW, "ok", entrance="Balcony"),
        case("by another door", good, NOW, "other_entrance", entrance="Balcony"),
        case("by a door that there is not", good, NOW, "ok", entrance="Cellar"),
        case("of a show that was moved", good, day, "ok", **moved),
        case("too early for a moved one", good, NOW, "too_early", **moved),
        case("in already, by another door", inside, NOW, "already_in", entrance="Balcony"),
    ]


def shown_at(moment: datetime, **more: Any) -> str:
    """A good ticket but for this, as its holder's phone shows it at this moment."""
    code = msgspec.structs.replace(GOOD, **more)
    secret = ticket_secret(show_secret(SEED, 42), code.ticket, code.turn)
    return living(written(code, SEED), secret, moment)


def lived() -> list[dict[str, Any]]:
    """Where a code has to be shown by its holder's own phone at this moment."""
    live: dict[str, Any] = {"live": True}
    second = timedelta(seconds=1)
    good = shown_at(NOW)
    of_another = changed() + shown_at(NOW, ticket=UUID(int=9))[168:]
    before_it = changed(ticket=UUID(int=3), turn=1) + shown_at(NOW, ticket=UUID(int=3))[168:]
    return [
        case("shown by a phone", good, NOW, "ok", **live),
        case("shown by a phone, in small letters", good.lower(), NOW, "ok", **live),
        case("shown by a phone where nobody asks for it", good, NOW, "ok"),
        case("a picture where nobody asks for more", shown_at(NOW - HOUR), NOW, "ok"),
        case("on a phone that is half a minute slow", good, NOW + 59 * second, "ok", **live),
        case("on a phone that is half a minute fast", good, NOW - 30 * second, "ok", **live),
        case("a picture of a minute ago", good, NOW + 60 * second, "not_live", **live),
        case("on a phone that is a minute fast", good, NOW - 31 * second, "not_live", **live),
        case("a picture of an hour ago", shown_at(NOW - HOUR), NOW, "not_live", **live),
        case("without what a phone says", changed(), NOW, "not_live", **live),
        case("with what another ticket's phone says", of_another, NOW, "not_live", **live),
        case(
            "with what its phone said before it was passed on", before_it, NOW, "not_live", **live
        ),
        case("with half of what a phone says", good[:172], NOW, "not_a_ticket", **live),
        case("on paper of the box office", changed(ticket=UUID(int=8)), NOW, "ok", **live),
        case("a picture of one that is in", changed(ticket=UUID(int=4)), NOW, "already_in", **live),
        case("a picture of one that is void", changed(ticket=UUID(int=2)), NOW, "void", **live),
        case("a picture, going out", changed(ticket=UUID(int=4)), NOW, "ok", way="out", **live),
    ]


def before() -> str:
    """As it was before it was passed on."""
    return changed(ticket=UUID(int=3))


# Of when the list is; a minute before it is no jump.
MADE = NOW - timedelta(hours=5)
MINUTE = MADE - timedelta(minutes=1)
HOUR = timedelta(hours=1)
CAME = NOW - timedelta(minutes=20)


def changed_key() -> str:
    """Signed by the second key, with the number of the first."""
    return written(GOOD, bytes(range(2, 34)))


def main() -> None:
    public = [
        {
            "number": n,
            "public": urlsafe_b64encode(public_of(seed)).rstrip(b"=").decode(),
            "secret": None,
        }
        for n, seed in SEEDS.items()
    ]
    secrets = {
        n: urlsafe_b64encode(show_secret(seed, 42)).rstrip(b"=").decode()
        for n, seed in SEEDS.items()
    }
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
                known(7, used_at=CAME.isoformat(), gate="Door A", out_at=NOW.isoformat()),
                known(8, paper=True),
            ],
            "entrances": [
                {"name": "Stalls", "categories": [0]},
                {"name": "Balcony", "categories": [1]},
            ],
        },
        "secrets": secrets,
        "cases": cases(),
    }
    text = json.dumps(table, indent=2) + "\n"
    (Path(__file__).parent / "gate_cases.json").write_text(text)


if __name__ == "__main__":
    main()
