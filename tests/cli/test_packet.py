"""`leapfrog packet verify`: anybody checks the luck, without a town."""

import json
from pathlib import Path
from uuid import UUID

import pytest

from leapfrog.cli import main
from leapfrog.packets.cuts import commitment, cuts

PACKET, SEED = UUID("019ab000-0000-7000-8000-000000000001"), bytes(range(32))


def answer(**more: object) -> dict[str, object]:
    found = [{"n": n, "amount": each} for n, each in enumerate(cuts(SEED, PACKET, 1_000, 5))]
    return {
        "card": {"id": str(PACKET), "shares": 5},
        "amount": 1_000,
        "method": "uniform-cuts-1",
        "commitment": commitment(SEED).hex(),
        "seed": SEED.hex(),
        "found": found,
        **more,
    }


def test_what_was_found_is_what_was_committed_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "packet.json"
    path.write_text(json.dumps(answer()))
    assert main(["packet", "verify", str(path)]) == 0
    assert "All 5 shares" in capsys.readouterr().out
    path.write_text(json.dumps(answer(found=[{"n": 0, "amount": 999}])))
    assert main(["packet", "verify", str(path)]) == 1
    assert "share 0 should not be 999" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps(answer(seed=None))])
def test_what_is_no_closed_packet_is_said(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "packet.json"
    path.write_text(text)
    assert main(["packet", "verify", str(path)]) == 1
    assert capsys.readouterr().err.startswith("leapfrog: ")
