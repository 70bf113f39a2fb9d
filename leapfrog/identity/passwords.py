"""Passwords: argon2id (RFC 9106), at the parameters that OWASP advises for interactive sign-in.

19 MiB, 2 passes, 1 lane: about 30 ms on a small machine, and a guess costs an attacker as much.
Hashing runs in a few threads of its own, so that a rush of sign-ins cannot take the machine's
memory.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import Parameters, PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from leapfrog.identity.errors import WeakPassword
from leapfrog.kernel.pool import expect_no_loan

SHORTEST, LONGEST = 10, 500
COST = Parameters(
    type=Type.ID,
    version=19,
    salt_len=16,
    hash_len=32,
    time_cost=2,
    memory_cost=19 * 1024,
    parallelism=1,
)
HASHER = PasswordHasher.from_parameters(COST)
# Checked when there is nobody or no password, so that the time tells nothing: salt and hash of the
# same lengths, all zeros.
NOBODY = (
    f"$argon2id$v={COST.version}$m={COST.memory_cost},t={COST.time_cost},p={COST.parallelism}"
    f"${'A' * 22}${'A' * 43}"
)
THREADS = ThreadPoolExecutor(4, thread_name_prefix="argon2")


def check_strength(password: str, handle: str) -> None:
    """Raises `WeakPassword`."""
    if not SHORTEST <= len(password) <= LONGEST or password.lower() == handle:
        raise WeakPassword


async def hash_password(password: str) -> str:
    """The encoded Argon2id hash of a password, parameters included. Runs in a thread; not to be
    called while a connection is held.
    """
    expect_no_loan()
    return await asyncio.get_running_loop().run_in_executor(THREADS, HASHER.hash, password)


async def matches(encoded: str | None, password: str) -> bool:
    """Whether a password has this hash; takes as long without a hash (None: nobody) as with one.
    Runs in a thread; not to be called while a connection is held.
    """
    expect_no_loan()
    loop = asyncio.get_running_loop()
    right = await loop.run_in_executor(THREADS, _verify, encoded or NOBODY, password)
    return right and encoded is not None


def _verify(encoded: str, password: str) -> bool:
    try:
        return HASHER.verify(encoded, password)
    except (VerificationError, InvalidHashError):
        return False
