"""The test vectors of the protocol's page about groups: a stranger makes them, and so does the
town; and which of two claims to be a group's home counts.
"""

import json
from itertools import pairwise, permutations
from pathlib import Path
from uuid import UUID

import msgspec

from leapfrog import identity
from leapfrog.kernel.signing import base64url, public_of
from leapfrog.town_groups import model, succession
from leapfrog.town_groups.adding import ADD_KIND, AddText
from leapfrog.town_groups.model import RowText, SaidText, SignedSay
from leapfrog.town_groups.succession import HomeClaim
from leapfrog.town_groups.weighing import GroupGivenBack
from leapfrog.towns import Dispatch

PAGE = Path(__file__).parents[2] / "docs/between-towns.vectors.json"
SHOWN = json.loads(PAGE.read_text("utf-8"))["group"]
HILL, TARIQ = bytes([2]) * 32, bytes([12]) * 32


def test_the_town_reads_a_row_as_a_stranger_writes_it() -> None:
    group = UUID(SHOWN["id"])
    assert model.beginning(group).hex() == SHOWN["beginning"]
    row = msgspec.json.decode(SHOWN["row"], type=RowText)
    assert row.said is not None
    text = msgspec.json.decode(row.said.text, type=SaidText)
    assert (text.group, text.by, text.i, text.body) == (group, row.by, row.i, "你好")
    assert model.is_signed(row.said, base64url(public_of(HILL)))
    assert not model.is_signed(row.said, base64url(public_of(TARIQ)))
    assert model.sign(row.said.text, row.said.key, HILL) == row.said
    digest = model.row_hash(SHOWN["row"])
    assert model.chained(model.beginning(group), digest).hex() == SHOWN["head after the row"]


def test_the_town_reads_whom_somebody_adds() -> None:
    added = msgspec.convert(SHOWN["signed of an add"], SignedSay)
    text = msgspec.json.decode(added.text, type=AddText)
    assert (str(text.group), text.people) == (SHOWN["id"], ["p93a"])
    assert model.is_signed(added, base64url(public_of(HILL)), ADD_KIND)
    assert not model.is_signed(added, base64url(public_of(HILL))), "it is not something said"
    assert model.sign(added.text, added.key, HILL, ADD_KIND) == added


def test_the_town_signs_a_claim_as_a_stranger_does() -> None:
    claim = msgspec.convert(SHOWN["claim"], HomeClaim)
    said = succession.said_of(claim)
    bare = {name: value for name, value in said.items() if name != "sig"}
    assert identity.signed_object(bare, TARIQ)["sig"] == claim.sig
    identity.check_signature(said, f"ed25519:{base64url(public_of(TARIQ))}")


def test_the_town_reads_that_a_group_is_given_back() -> None:
    back = msgspec.json.decode(SHOWN["g.back"], type=Dispatch)
    assert (back.kind, back.sender, back.to) == ("g.back", "", "")
    said = msgspec.convert(back.body, GroupGivenBack, strict=False)
    assert (str(said.group), said.term) == (SHOWN["id"], SHOWN["claim"]["term"])


def claim(term: int, seq: int, home: str) -> HomeClaim:
    return HomeClaim(UUID(SHOWN["id"]), term, home, "p7x3", seq, "00", "")


def test_one_claim_counts_everywhere() -> None:
    """Whatever order they come in: the later term, the longer log, the first name."""
    best_first = [
        claim(3, 1, "oak.town"),
        claim(2, 9, "hill.town"),
        claim(2, 9, "oak.town"),
        claim(2, 8, "elm.town"),
        claim(1, 99, "elm.town"),
    ]
    for better, worse in pairwise(best_first):
        assert succession.beats(better, worse)
        assert not succession.beats(worse, better)
    assert not any(succession.beats(one, one) for one in best_first)
    for some in permutations(best_first, 3):
        held = some[0]
        for one in some[1:]:
            held = one if succession.beats(one, held) else held
        assert held == min(some, key=best_first.index)
