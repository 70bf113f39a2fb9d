"""Home records: each row of the table in docs/between-towns.md, whoever made the record."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from leapfrog.identity import home_records, home_sealing
from leapfrog.identity.home_records import HomeSeeds, InvalidHomeRecord, KnownHome, check, decide
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.signing import public_of
from tests.towns.stranger import Person, key

LAKE, HILL = key(1), key(2)
FIRST, SECOND, THIRD, THIEFS = key(11), key(12), key(13), key(66)
Said = dict[str, Any]


def amina() -> Person:
    return Person(FIRST, SECOND)


def at_lake(n: int = 3) -> Said:
    return amina().record(n, "amina@lake.town", LAKE)


def rotated(n: int = 1, **more: Any) -> Said:
    her = amina()
    her.rotate(THIRD)
    return her.record(n, "amina@hill.town", HILL, **more)


def twice_rotated() -> Said:
    her = amina()
    her.rotate(THIRD)
    her.rotate(key(14))
    return her.record(9, "amina@hill.town", HILL)


def by_a_thief_of_the_first_key() -> Said:
    """He names a key of his own as the next one."""
    return Person(FIRST, THIEFS).record(99, "amina@oak.town", key(3))


def by_another() -> Said:
    return Person(THIEFS, SECOND).record(99, "amina@lake.town", LAKE)


def pretended() -> Said:
    """Another key that claims her pid."""
    return {**by_another(), "pid": FIRST.pid}


def pinned(said: Said) -> KnownHome:
    found = check(said)
    return KnownHome(
        found.record.pid, found.record.n, found.record.key, found.record.next, found.digest
    )


KNOWN, TURNED = at_lake(), rotated(1)
MOVED = amina().record(4, "amina@hill.town", HILL, was=["amina@lake.town"])
TABLE: dict[str, tuple[Said | None, Said, str]] = {
    "the same key, a higher n": (KNOWN, MOVED, "moved"),
    "the same record again": (KNOWN, KNOWN, "known"),
    "the same n, another place": (KNOWN, amina().record(3, "amina@oak.town", HILL), "two_homes"),
    "a lower n": (KNOWN, at_lake(2), "replayed"),
    "the key that was to follow, a lower n": (KNOWN, rotated(1), "rotated"),
    "one rotation was never seen": (KNOWN, twice_rotated(), "rotated"),
    "the old key after that": (TURNED, at_lake(99), "refused"),
    "a thief of the old key after that": (TURNED, by_a_thief_of_the_first_key(), "refused"),
    "a thief who names another successor": (KNOWN, by_a_thief_of_the_first_key(), "refused"),
    "the owner, whatever a thief did": (
        Person(FIRST, SECOND).record(99, "amina@oak.town", key(3)),
        rotated(1),
        "rotated",
    ),
    "another key": (KNOWN, by_another(), "refused"),
    "two years ahead": (KNOWN, amina().record(4, "a@b", HILL, at="2028-11-27T15:00:00Z"), "moved"),
    "two years behind": (KNOWN, amina().record(4, "a@b", HILL, at="2024-11-27T15:00:00Z"), "moved"),
    "nothing pinned": (None, KNOWN, "met"),
}


@pytest.mark.parametrize("row", TABLE)
def test_what_becomes_of_a_record(row: str) -> None:
    before, said, verdict = TABLE[row]
    known = pinned(before) if before else None
    assert decide(known, check(said), vouched=True) == verdict
    if known:
        assert decide(known, check(said), vouched=False) == verdict, "who brings it is the same"


def test_where_nothing_is_pinned_somebody_must_vouch() -> None:
    assert decide(None, check(KNOWN), vouched=False) == "refused"


def changed(said: Said, **more: Any) -> Said:
    return {**said, **more}


def with_a_foreign_link() -> Said:
    her = Person(FIRST, SECOND)
    her.rotate(THIRD)
    her.chain[0]["sig"] = Person(THIEFS, SECOND).record(1, "a@b", HILL)["sig"]
    return her.record(1, "amina@hill.town", HILL)


def with_a_gap() -> Said:
    her = Person(FIRST, SECOND)
    her.rotate(THIRD)
    her.key = key(40)
    return her.record(1, "amina@hill.town", HILL)


WRONG: dict[str, Said] = {
    "another address": changed(KNOWN, address="eve@lake.town"),
    "another n": changed(KNOWN, n=4),
    "a field more": changed(KNOWN, standby="oak.town"),
    "a field less": {name: value for name, value in rotated(2).items() if name != "chain"},
    "the pid of another": pretended(),
    "a link that another signed": with_a_foreign_link(),
    "a key that nobody named": with_a_gap(),
    "no n": amina().record(0, "amina@lake.town", LAKE),
    "an n that JSON cannot hold": changed(KNOWN, n=2**60),
    "another version": FIRST.sign({**{k: v for k, v in KNOWN.items() if k != "sig"}, "v": 2}),
    "a signature that is none": changed(KNOWN, sig="x"),
    "a key with padding": changed(KNOWN, key=KNOWN["key"] + "="),
    "a NUL": amina().record(5, "amina\0@lake.town", LAKE),
    "no text for an address": changed(KNOWN, address=7),
    "a hundred and one rotations": changed(KNOWN, chain=[rotated()["chain"][0]] * 101),
}


@pytest.mark.parametrize("row", WRONG)
def test_what_is_no_record(row: str) -> None:
    with pytest.raises(InvalidHomeRecord):
        check(WRONG[row])


def test_fields_of_later_versions_are_signed_too() -> None:
    said = amina().record(4, "amina@hill.town", HILL, standby="oak.town")
    assert check(said).record.n == 4
    with pytest.raises(InvalidHomeRecord):
        check(changed(said, standby="elm.town"))


def test_the_town_signs_what_a_stranger_would() -> None:
    seeds = HomeSeeds(bytes([11]) * 32, bytes([12]) * 32)
    said = {"pid": FIRST.pid, "n": 3, "at": "2026-11-27T15:00:00Z"}
    said |= {"address": "amina@lake.town", "town_key": LAKE.hash}
    assert home_records.record(said, seeds) == KNOWN
    her = amina()
    her.rotate(THIRD)
    assert home_records.link(FIRST.pid, seeds) == her.chain[0]
    assert home_records.pid_of(public_of(seeds.key)) == FIRST.pid


@pytest.mark.parametrize("years", [-2, 2])
def test_no_clock_decides(years: int) -> None:
    when = datetime(2026, 11, 27, tzinfo=UTC) + timedelta(days=365 * years)
    said = amina().record(4, "amina@hill.town", HILL, at=when.isoformat())
    assert decide(pinned(KNOWN), check(said), vouched=True) == "moved"


def test_a_sealed_key_opens_with_its_passphrase_only() -> None:
    seeds = HomeSeeds(bytes([11]) * 32, bytes([12]) * 32)
    kept = home_sealing.sealed(FIRST.pid, seeds, "nine green frogs")
    assert home_sealing.opened(kept, "nine green frogs") == seeds
    assert seeds.key not in kept.box
    with pytest.raises(Invalid):
        home_sealing.opened(kept, "nine green toads")
    with pytest.raises(Invalid):
        home_sealing.opened(_but(kept, pid=SECOND.pid), "nine green frogs")
    with pytest.raises(Invalid):
        home_sealing.opened(_but(kept, kib=2**31), "nine green frogs")
    with pytest.raises(Invalid):
        home_sealing.sealed(FIRST.pid, seeds, "short")


def _but(kept: home_sealing.SealedHomeKey, **more: Any) -> home_sealing.SealedHomeKey:
    return msgspec.structs.replace(kept, **more)
