"""What a guess costs: the tests hash for less, so it is held here what the town asks for."""

import argon2
import pytest

from leapfrog.identity import passwords

# As the town has it: the tests put another one there.
NOBODY = passwords.NOBODY


def test_a_guess_costs_what_owasp_advises() -> None:
    town = argon2.PasswordHasher.from_parameters(passwords.COST)
    found = argon2.extract_parameters(town.hash("leapfrog demo"))
    assert found.type is argon2.Type.ID
    assert (found.memory_cost, found.time_cost, found.parallelism) == (19 * 1024, 2, 1)
    assert (found.hash_len, found.salt_len) == (32, 16)


def test_a_guess_at_nobodys_password_costs_the_same() -> None:
    assert argon2.extract_parameters(NOBODY) == passwords.COST
    with pytest.raises(argon2.exceptions.VerifyMismatchError):
        argon2.PasswordHasher().verify(NOBODY, "")
