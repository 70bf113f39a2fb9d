"""Home records: a person is a key, and an address is where they live now. No I/O.

A record is a JSON object, signed by Ed25519 (RFC 8032) over its canonical form (JCS, RFC 8785)
without `sig`. Its fields, and what strangers need to check it, are told in docs/between-towns.md.
"""

import hashlib
from base64 import b32encode
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

import msgspec
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from leapfrog.kernel.signing import base64url, from_base64url, public_of

KEY, HASH = "ed25519:", "sha256:"
VERSION = 1
# What a JSON number holds exactly everywhere (RFC 7493).
LARGEST_N = 2**53 - 1
MOST_ROTATIONS, MOST_WAS = 100, 50
LINK = "leapfrog.next-key"
Said: TypeAlias = Mapping[str, Any]

# What becomes of a record that is right in itself. `met`: nothing was known, it is pinned from now
# on. `moved`: a newer one by the same key. `rotated`: by the key that the known one had named.
# `known`: the same one again. `replayed`: an older one. `two_homes`: another one of the same
# number: two places say that they are this person. `refused`: by a key that is not theirs.
Verdict = Literal["met", "moved", "rotated", "known", "replayed", "two_homes", "refused"]
TAKEN = frozenset(("met", "moved", "rotated"))


class InvalidHomeRecord(Exception):
    """Why this is no home record that holds."""


class KeyRotation(msgspec.Struct, frozen=True):
    """A key that was given up names the hash of the one that follows it, and signs that."""

    key: str
    next: str
    sig: str


class HomeRecord(msgspec.Struct, frozen=True):
    """Where a person lives. `pid` is made of their first key and never changes; `n` counts;
    `key` signs, `next` is the hash of the key that may take its place; `chain`: the keys before,
    the first one first; `town_key`: the hash of the key of the town where they live; `was`: the
    addresses before, the last one first; `at`: an ISO 8601 time, which decides nothing.
    """

    v: int
    pid: str
    n: int
    key: str
    next: str
    address: str
    town_key: str
    at: str
    sig: str
    chain: list[KeyRotation] = []
    was: list[str] = []


class KnownHome(msgspec.Struct, frozen=True):
    """What is pinned of a person: the record that counts, and the SHA-256 of all that it says."""

    pid: str
    n: int
    key: str
    next: str
    digest: bytes


class CheckedHome(msgspec.Struct, frozen=True):
    """A record whose signatures are right, and the SHA-256 of its canonical form."""

    record: HomeRecord
    digest: bytes


class HomeSeeds(msgspec.Struct, frozen=True):
    """The private halves, 32 bytes each: of the key that signs, and of the one that comes next,
    which is empty where its person holds it themselves.
    """

    key: bytes
    next: bytes


def key_text(public: bytes) -> str:
    """A public key as records name it: `ed25519:` and base64url."""
    return KEY + base64url(public)


def hash_text(public: bytes) -> str:
    """The SHA-256 of a public key as records name it: `sha256:` and base64url."""
    return HASH + base64url(hashlib.sha256(public).digest())


def pid_of(first_public: bytes) -> str:
    """`p`, and the base32 of the first 20 bytes of the SHA-256 of somebody's first public key."""
    short = hashlib.sha256(first_public).digest()[:20]
    return "p" + b32encode(short).decode().lower()


def signed(said: Said, seed: bytes) -> dict[str, Any]:
    """An object with `sig`, the signature of its canonical form (RFC 8785, Ed25519) by this key."""
    made = Ed25519PrivateKey.from_private_bytes(seed).sign(rfc8785.dumps(dict(said)))
    return {**said, "sig": base64url(made)}


def link(pid: str, old: HomeSeeds) -> dict[str, Any]:
    """What a key signs when the next one takes its place."""
    return link_to(pid, old.key, hash_text(public_of(old.next)))


def link_to(pid: str, seed: bytes, following: str) -> dict[str, Any]:
    """What a key signs when the next one takes its place, of which only the hash is known."""
    key = key_text(public_of(seed))
    whole = signed({"kind": LINK, "pid": pid, "key": key, "next": following}, seed)
    return {"key": key, "next": following, "sig": whole["sig"]}


def record(said: Said, seeds: HomeSeeds, following: str = "") -> dict[str, Any]:
    """A signed record. `said`: all but the keys, `v` and `sig`; `following`: the hash of the next
    key, where its private half is not here.
    """
    keys = {"key": key_text(public_of(seeds.key))}
    keys["next"] = following or hash_text(public_of(seeds.next))
    return signed({"v": VERSION, **said, **keys}, seeds.key)


def check(said: Said) -> CheckedHome:
    """A home record that came from anywhere, once all that it says of itself is right: its
    signature, and that its key is that person's. Fields that are not known are signed like all
    others. Raises `InvalidHomeRecord`.
    """
    try:
        found = msgspec.convert(said, HomeRecord)
    except msgspec.ValidationError as wrong:
        raise InvalidHomeRecord(str(wrong)) from None
    if found.v != VERSION or not 1 <= found.n <= LARGEST_N:
        raise InvalidHomeRecord("of another version, or without a number")
    if len(found.chain) > MOST_ROTATIONS or len(found.was) > MOST_WAS:
        raise InvalidHomeRecord("too long")
    _check_chain(found)
    check_signature(said, found.key)
    _bytes(found.next, HASH)
    _bytes(found.town_key, HASH)
    return CheckedHome(found, hashlib.sha256(_canonical(said)).digest())


def _check_chain(found: HomeRecord) -> None:
    """From the first key, of which the pid is made, each names the next one, up to the last."""
    keys = [one.key for one in found.chain] + [found.key]
    if pid_of(_bytes(keys[0], KEY)) != found.pid:
        raise InvalidHomeRecord("the first key is another person's")
    for one, following in zip(found.chain, keys[1:], strict=True):
        if hash_text(_bytes(following, KEY)) != one.next:
            raise InvalidHomeRecord("a key that the one before it did not name")
        said = {"kind": LINK, "pid": found.pid, "key": one.key, "next": one.next, "sig": one.sig}
        check_signature(said, one.key)


def check_signature(said: Said, key: str) -> None:
    """Checks that `sig` of an object signs all its other fields (canonical JSON, Ed25519) with this
    public key. Raises `InvalidHomeRecord`.
    """
    whole = {name: value for name, value in said.items() if name != "sig"}
    try:
        signature = _decoded(str(said.get("sig", "")), 64)
        Ed25519PublicKey.from_public_bytes(_bytes(key, KEY)).verify(signature, _canonical(whole))
    except InvalidSignature:
        raise InvalidHomeRecord("the signature is not right: something was changed") from None


def _canonical(said: Said) -> bytes:
    try:
        found = rfc8785.dumps(dict(said))
    except (rfc8785.CanonicalizationError, RecursionError, UnicodeError) as cause:
        raise InvalidHomeRecord("this cannot be written canonically") from cause
    if rb"\u0000" in found:
        raise InvalidHomeRecord("there is a NUL in it")
    return found


def _bytes(text: str, prefix: str) -> bytes:
    if not text.startswith(prefix):
        raise InvalidHomeRecord(f"not {prefix}")
    return _decoded(text.removeprefix(prefix), 32)


def _decoded(text: str, size: int) -> bytes:
    """Base64url in its one form: another text is not the same key."""
    try:
        found = from_base64url(text)
    except ValueError:
        raise InvalidHomeRecord("not base64url") from None
    if len(found) != size or base64url(found) != text:
        raise InvalidHomeRecord("not base64url of the right length")
    return found


def decide(known: KnownHome | None, come: CheckedHome, *, vouched: bool) -> Verdict:
    """What becomes of a record, by what is pinned of its person. `vouched`: it came over the line
    of the very town that it names, or by the old town's word: enough where nothing is pinned.

    No clock is asked: a number and two keys decide.
    """
    found = come.record
    if known is None:
        return "met" if vouched else "refused"
    if found.pid != known.pid:
        return "refused"
    if found.key != known.key:
        return "rotated" if _follows(known, found.chain) else "refused"
    if found.next != known.next:
        # A key names once who follows it; else a thief of it could shut out who has the next one.
        return "refused"
    if found.n == known.n:
        return "known" if come.digest == known.digest else "two_homes"
    return "moved" if found.n > known.n else "replayed"


def after(before: Said, said: Said) -> Verdict:
    """Whether a newer home record of a person counts for who keeps `before` of them, both from
    their town. Raises `InvalidHomeRecord`.
    """
    old = check(before)
    kept = old.record
    known = KnownHome(kept.pid, kept.n, kept.key, kept.next, old.digest)
    return decide(known, check(said), vouched=True)


def _follows(known: KnownHome, chain: Sequence[KeyRotation]) -> bool:
    """Whether the pinned key is among those before, and named the same one as it did here."""
    return any((one.key, one.next) == (known.key, known.next) for one in chain)
