"""What a gate says to a code, by one table for the server and the browser alike: a ticket is 105
bytes, and whatever is wrong with it is named, the first reason of all.
"""

import json
from base64 import b64decode
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from leapfrog import ticket_codes

# Made by `tests/tickets/make_gate_cases.py`; read by `client/test/gate.test.ts` as well.
TABLE: dict[str, Any] = json.loads((Path(__file__).parent / "gate_cases.json").read_text())
NOW = datetime.fromisoformat("2026-11-28T19:00:00+00:00")


def when(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


def key(text: str) -> bytes:
    return b64decode(text + "=", altchars=b"-_")


def rules(*, entrance: str = "", live: bool = False, **more: Any) -> ticket_codes.GateRules:
    """What the gate of the table knows."""
    told = TABLE["list"]
    doors = {one["name"]: one["categories"] for one in told["entrances"]}
    return ticket_codes.GateRules(
        show=told["show"],
        made_at=datetime.fromisoformat(told["made_at"]),
        keys={one["number"]: key(one["public"]) for one in told["keys"]},
        secrets={int(n): key(one) for n, one in TABLE["secrets"].items()} if live else None,
        known={
            UUID(one["ticket"]): ticket_codes.GateEntry(
                one["turn"],
                one["void"],
                when(one["used_at"]),
                one["gate"],
                one["proof"],
                when(one["out_at"]),
                one["paper"],
            )
            for one in told["known"]
        },
        categories=doors.get(entrance),
        **more,
    )


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["what"])
def test_each_code_is_answered_as_the_table_says(case: dict[str, Any]) -> None:
    times = {"opens": when(case["opens_at"]), "until": when(case["until"])}
    names = ("re_entry", "entrance", "live")
    at = rules(**{name: case[name] for name in names}, **times)
    now = datetime.fromisoformat(case["now"])
    verdict = ticket_codes.judge(case["code"], at, now, case["way"])
    assert verdict.outcome == case["outcome"]
    proven = case["what"] == "of a fare that is to be proven"
    assert verdict.proof == ("Student card" if proven else "")
    if case["outcome"] == "already_in":
        assert (verdict.used_at, verdict.gate) == (NOW, "Door A")


def test_the_table_has_each_reason() -> None:
    told = {case["outcome"] for case in TABLE["cases"]}
    assert told == set(ticket_codes.Outcome.__args__)  # type: ignore[attr-defined]


def test_no_bit_of_a_ticket_can_be_changed() -> None:
    """Whatever is turned round, it is never let in."""
    code = TABLE["cases"][0]["code"]
    assert len(code) == 168
    assert ticket_codes.judge(code, rules(), NOW).outcome == "ok"
    for at, letter in enumerate(code):
        other = code[:at] + ("A" if letter != "A" else "B") + code[at + 1 :]
        assert ticket_codes.judge(other, rules(), NOW).outcome in (
            "forged",
            "unknown_key",
            "not_a_ticket",
        )


def test_a_code_is_105_bytes_and_says_what_was_written() -> None:
    seed = bytes(range(32))
    made = ticket_codes.TicketCode(
        key=3,
        ticket=UUID(int=7),
        show=2**63,
        seat=None,
        category=255,
        entries=1,
        opens=NOW,
        until=NOW + timedelta(hours=2),
        turn=65535,
    )
    text = ticket_codes.written(made, seed)
    assert len(text) == ticket_codes.CHARACTERS
    read = ticket_codes.read(text.lower())
    assert read is not None
    assert len(read.said + read.signature) == 105
    assert read.code == made
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    assert read.is_right({3: public})
