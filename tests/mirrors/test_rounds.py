"""What changed, as rounds, and what follows from them: exactly what was there."""

import json
import random

import brotli
import msgspec
import pytest

from leapfrog.mirrors import rounds, sealing
from leapfrog.mirrors.errors import SpareBroken
from leapfrog.mirrors.rounds import Packer, Records, RoundHead, SetChange
from leapfrog.mirrors.sealing import ChunkPlace

HEAD = RoundHead(1, "2026-11-28T12:00:00Z", "amina@lake.town", "Amina", "Lake Town", "0")
PID, KEY = "p7x3", bytes(range(32))


def lines(*words: str) -> list[bytes]:
    return [json.dumps({"w": one}).encode() for one in words]


def a_round(before: list[bytes], after: list[bytes], name: str = "words") -> list[bytes]:
    packer = Packer()
    packer.write(
        b'{"v":1,"at":"2026-11-28T12:00:00Z","address":"a@b","name":"A","town":"T","program":"0"}'
    )
    found = rounds.diff([*map(rounds.digest, before)], [*map(rounds.digest, after)])
    change = SetChange(
        name, found.whole, found.drop, len(found.add), len(after), rounds.whole_digest(after)
    )
    packer.write(msgspec.json.encode(change))
    for place in found.add:
        packer.write(rounds.placed(place, after[place]))
    packer.close()
    return list(packer.parts())


def test_any_list_follows_from_the_one_before() -> None:
    chance = random.Random(4)
    records, now = Records(), list[bytes]()
    for _ in range(300):
        after = [one for one in now if chance.random() > 0.2]
        for _ in range(chance.randrange(4)):
            after.insert(chance.randrange(len(after) + 1), *lines(str(chance.randrange(9))))
        if chance.random() < 0.1:
            chance.shuffle(after)
        for part in a_round(now, after):
            records.take(part)
        now = after
        assert records.sets["words"] == now


def test_what_is_added_at_the_end_is_all_that_is_sent() -> None:
    before = lines(*map(str, range(2000)))
    after = [*before, *lines("new")]
    del after[7]
    found = rounds.diff([*map(rounds.digest, before)], [*map(rounds.digest, after)])
    assert (found.whole, found.drop, found.add) == (False, [7], [1999])
    assert sum(map(len, a_round(before, after))) < 400


def test_a_large_round_has_several_chunks_and_half_of_one_is_none() -> None:
    chance = random.Random(5)
    many = lines(*(chance.randbytes(600).hex() for _ in range(4000)))
    parts = a_round([], many)
    assert len(parts) > 2
    records = Records()
    for part in a_round([], lines("a")):
        records.take(part)
    for part in parts[:-1]:
        records.take(part)
    assert records.sets["words"] == lines("a")
    for part in parts:
        records.take(part)
    assert records.sets["words"] == many


def test_a_round_that_does_not_fit_is_refused() -> None:
    records = Records()
    with pytest.raises(SpareBroken):
        records.take(bytes([rounds.ENDS]) + b"x")
    for part in a_round([], lines("a", "b", "c")):
        records.take(part)
    # It follows another list.
    [other] = a_round(lines("a", "b", "c", "d"), lines("a", "b", "e"))
    with pytest.raises(SpareBroken):
        records.take(other)
    with pytest.raises(SpareBroken):
        records.take(bytes([3]) + b"no brotli")


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hostile home makes somebody's spare of some bytes that fill the memory of a town."""
    monkeypatch.setattr(rounds, "LARGEST_UNPACKED", 3_000_000)
    bomb = brotli.compress(b" " * 100_000_000, quality=3)
    assert len(bomb) < 1000
    with pytest.raises(SpareBroken, match="not what was put there"):
        Records().take(bytes([3]) + bomb)
    # Nor in many rounds, or many parts of one.
    records = Records()
    for number in range(3):
        records.take(*a_round([], lines("w" * 900_000), f"set {number}"))
    with pytest.raises(SpareBroken):
        records.take(*a_round([], lines("w" * 900_000), "one more"))
    records = Records()
    for mark in (1, 0, 0):
        records.take(bytes([mark]) + bytes(900_000))
    with pytest.raises(SpareBroken):
        records.take(bytes([0]) + bytes(900_000))


def test_what_is_no_round_is_refused() -> None:
    head = msgspec.json.encode(HEAD)
    change = {"set": "a", "whole": True, "drop": [], "add": 0, "count": 0, "sha256": ""}
    for wrong in ({"add": 10**12}, {"count": 10**12}, {"drop": [5]}, {"set": 3}):
        packed = brotli.compress(head + b"\n" + json.dumps(change | wrong).encode() + b"\n")
        with pytest.raises(SpareBroken):
            Records().take(bytes([3]) + packed)
    with pytest.raises(SpareBroken):
        Records().take(b"")


def test_a_chunk_is_in_its_place_alone() -> None:
    before = sealing.beginning("g")
    place = ChunkPlace(PID, "g", 1, before)
    chunk = sealing.seal_chunk(KEY, place, b"words of Amina")
    assert sealing.open_chunk(KEY, place, chunk) == b"words of Amina"
    elsewhere = [
        (KEY, ChunkPlace("p93a", "g", 1, before)),
        (KEY, ChunkPlace(PID, "h", 1, before)),
        (KEY, ChunkPlace(PID, "g", 2, before)),
        (KEY, ChunkPlace(PID, "g", 1, sealing.chained(before, chunk))),
        (bytes(32), place),
    ]
    for key, other in elsewhere:
        with pytest.raises(SpareBroken):
            sealing.open_chunk(key, other, chunk)
    for wrong in (b"", chunk[:-1], chunk[:20], bytes([chunk[0] ^ 1]) + chunk[1:]):
        with pytest.raises(SpareBroken):
            sealing.open_chunk(KEY, place, wrong)


def test_the_data_key_is_its_owners_alone() -> None:
    seed = bytes([9]) * 32
    sealed = sealing.seal_key(KEY, sealing.exchange_text(seed), PID)
    assert sealing.open_key(sealed, seed, PID) == KEY
    assert KEY not in sealed
    for other, pid in ((bytes([8]) * 32, PID), (seed, "p93a")):
        with pytest.raises(SpareBroken):
            sealing.open_key(sealed, other, pid)


def test_a_piece_of_a_file_is_in_its_place_alone() -> None:
    name = sealing.file_name(KEY, bytes(32))
    assert name != sealing.file_name(bytes(32), bytes(32))
    piece = sealing.seal_piece(KEY, name, 0, b"a picture")
    assert sealing.open_piece(KEY, name, 0, piece) == b"a picture"
    for other, n in ((name, 1), ("x", 0)):
        with pytest.raises(SpareBroken):
            sealing.open_piece(KEY, other, n, piece)
