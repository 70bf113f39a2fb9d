"""The test vectors of the protocol's page: a stranger makes them, and so does the town."""

import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from leapfrog import identity
from leapfrog.identity.home_records import KnownHome, check, decide, hash_text, key_text
from leapfrog.kernel.signing import public_of
from leapfrog.mirrors import sealing
from leapfrog.towns import model, signing
from leapfrog.towns.line import beginning, chained
from leapfrog.towns.model import TownLineKey, key_id, pinned
from leapfrog.towns.signing import TownPost
from tests.mirrors import keys
from tests.towns.page import CREATED, EPOCH, HILL, LAKE, vectors
from tests.towns.stranger import Key, b64, shown_key

PAGE = Path(__file__).parents[2] / "docs/between-towns.vectors.json"
SHOWN = json.loads(PAGE.read_text("utf-8"))


def test_the_page_shows_what_a_stranger_makes() -> None:
    assert vectors() == SHOWN


def test_the_town_makes_the_same() -> None:
    lake = public_of(bytes([1]) * 32)
    assert SHOWN["public keys"]["lake"] == key_text(lake)
    assert SHOWN["hashes of keys"]["lake"] == hash_text(lake)
    key = SHOWN["key of lake, as it shows it"]
    said = model.key_said(key["id"], key["public"], "lake.town")
    assert identity.signed_object(said, bytes([1]) * 32)["sig"] == key["proof"]
    first, rotated = check(SHOWN["record"]), check(SHOWN["record after a rotation"])
    one = first.record
    assert one.pid == SHOWN["pid"] == rotated.record.pid
    known = KnownHome(one.pid, one.n, one.key, one.next, first.digest)
    assert decide(known, rotated, vouched=False) == "rotated"
    assert beginning(EPOCH).hex() == SHOWN["beginning of the line"]
    [_, dispatch] = SHOWN["body"].encode().split(b"\n")
    assert chained(beginning(EPOCH), dispatch).hex() == SHOWN["chain after the dispatch"]


def test_the_town_signs_and_reads_the_same() -> None:
    posted = TownPost("https://hill.town/town/v1/line", SHOWN["body"].encode())
    made = signing.sign(
        posted,
        bytes([1]) * 32,
        f"lake.town#{key_id(LAKE.public)}",
        datetime.fromtimestamp(CREATED, UTC),
    )
    for name in ("content-digest", "signature-input", "signature"):
        assert made[name] == SHOWN["headers"][name]
    given = [made[name] for name in ("signature-input", "signature", "content-digest")]
    signed = signing.read(posted, *given)
    assert signed.domain == "lake.town"
    assert signed.by(LAKE.public)
    assert not signed.by(HILL.public)


def test_the_town_opens_the_spare_of_the_page() -> None:
    seed, data_key, pid = bytes([13]) * 32, bytes([7]) * 32, SHOWN["pid"]
    assert sealing.exchange_text(seed) == SHOWN["exchange"]
    before = sealing.beginning(EPOCH)
    assert before.hex() == SHOWN["beginning of the spare"]
    chunk = bytes.fromhex(SHOWN["chunk of 03 and `words`"])
    place = sealing.ChunkPlace(pid, EPOCH, 1, before)
    assert sealing.open_chunk(data_key, place, chunk) == b"\x03words"
    assert sealing.chained(before, chunk).hex() == SHOWN["chain after the chunk"]
    name = SHOWN["name of the file whose hash is 32 zeros"]
    assert sealing.file_name(data_key, bytes(32)) == name
    assert keys.opened(SHOWN["box of her next key"], pid) == seed
    sealed = sealing.seal_key(data_key, SHOWN["exchange"], pid)
    assert sealing.open_key(sealed, seed, pid) == data_key


def shown(one: Key, domain: str = "lake.town", **more: str) -> TownLineKey:
    """A key as a town shows it that holds it."""
    return msgspec.convert(shown_key(one, domain) | more, TownLineKey)


def following(by: str = "") -> TownLineKey:
    """The key of Hill, as one that takes the place of that of Lake."""
    said = {"kind": "leapfrog.town-key", "domain": "lake.town", "id": key_id(HILL.public)}
    sig = LAKE.sign({**said, "public": b64(HILL.public)})["sig"]
    return shown(HILL, signed_by=by or key_id(LAKE.public), sig=sig)


def test_a_town_is_known_again_by_its_keys() -> None:
    old = shown(LAKE)
    known = {old.id: old.public}
    new = following()
    assert pinned({}, [old], "lake.town") == known
    assert pinned(known, [old], "lake.town") == known
    assert pinned(known, [new, old], "lake.town") == {old.id: old.public, new.id: new.public}
    assert pinned(known, [new], "lake.town") == {new.id: new.public}, "the old one is given up"
    assert pinned(known, [new], "oak.town") == {}, "signed for another town"
    assert pinned(known, [following("x")], "lake.town") == {}
    unsigned = shown(HILL)
    assert pinned(known, [unsigned], "lake.town") == {}, "not who it was"
    assert pinned({}, [TownLineKey("wrong", new.public)], "lake.town") == {}


def test_a_town_cannot_list_a_key_that_it_does_not_hold() -> None:
    mine, bare = shown(LAKE), TownLineKey(key_id(HILL.public), b64(HILL.public))
    stolen = shown(HILL, "hill.town")
    for listed in (bare, stolen, msgspec.structs.replace(bare, proof=mine.proof)):
        assert pinned({}, [mine, listed], "lake.town") == {mine.id: mine.public}
        signed = msgspec.structs.replace(listed, signed_by=mine.id, sig=following().sig)
        assert pinned({mine.id: mine.public}, [mine, signed], "lake.town") == {mine.id: mine.public}
