"""A home key sealed by a passphrase: Argon2id (RFC 9106) and AES-256-GCM, so that a take-out and a
passphrase outlive the town. No I/O.
"""

import os
from typing import Any

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from leapfrog.identity.home_records import HomeSeeds
from leapfrog.kernel.errors import Invalid

# RFC 9106, 4: the second recommended option.
PASSES, KIB, LANES = 3, 64 * 1024, 4
# A copy says itself how much its key costs: so much at most, which the town has beside all else.
MOST_PASSES, MOST_KIB, MOST_LANES = 8, 256 * 1024, 16
SHORTEST, LONGEST = 10, 200


class SealedHomeKey(msgspec.Struct, frozen=True):
    """What a take-out carries. Bytes are base64: `salt`, `nonce`, and `box`, which holds the key
    and the next one, 32 bytes each; `pid` is bound to it.
    """

    v: int
    pid: str
    passes: int
    kib: int
    lanes: int
    salt: bytes
    nonce: bytes
    box: bytes


def sealed(pid: str, seeds: HomeSeeds, passphrase: str) -> SealedHomeKey:
    """Seals the private keys of a home record under a passphrase (Argon2id), to be kept by its
    owner. Takes a tenth of a second and 64 MB. Raises `Invalid` for a passphrase of a wrong length.
    """
    if not SHORTEST <= len(passphrase) <= LONGEST:
        raise Invalid(f"A passphrase has {SHORTEST} to {LONGEST} characters.")
    made = SealedHomeKey(
        v=1,
        pid=pid,
        passes=PASSES,
        kib=KIB,
        lanes=LANES,
        salt=os.urandom(16),
        nonce=os.urandom(12),
        box=b"",
    )
    box = _cipher(made, passphrase).encrypt(made.nonce, seeds.key + seeds.next, pid.encode())
    return msgspec.structs.replace(made, box=box)


def opened(kept: SealedHomeKey, passphrase: str) -> HomeSeeds:
    """The private keys out of a sealed home key. Takes as long and as much memory as sealing.
    Raises `Invalid` for another passphrase, or for what was changed.
    """
    sound = 1 <= kept.passes <= MOST_PASSES and 1 <= kept.lanes <= MOST_LANES
    if kept.v != 1 or not sound or not 8 * kept.lanes <= kept.kib <= MOST_KIB:
        raise Invalid("This is no sealed home key.")
    try:
        both = _cipher(kept, passphrase).decrypt(kept.nonce, kept.box, kept.pid.encode())
    except (InvalidTag, ValueError):
        raise Invalid("That is not the passphrase of this home key.") from None
    if len(both) != 64:
        raise Invalid("This is no sealed home key.")
    return HomeSeeds(both[:32], both[32:])


def record_of(kept: SealedHomeKey) -> dict[str, Any]:
    """As JSON values."""
    found: dict[str, Any] = msgspec.to_builtins(kept)
    return found


def _cipher(kept: SealedHomeKey, passphrase: str) -> AESGCM:
    return AESGCM(
        hash_secret_raw(
            passphrase.encode(),
            kept.salt,
            time_cost=kept.passes,
            memory_cost=kept.kib,
            parallelism=kept.lanes,
            hash_len=32,
            type=Type.ID,
        )
    )
