"""Passkeys (WebAuthn level 3): begun by a challenge, finished by what the authenticator signs."""

from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.settings import Settings


class Given(msgspec.Struct, frozen=True):
    """The browser's answer to a challenge: RegistrationResponseJSON or
    AuthenticationResponseJSON.
    """

    challenge_id: UUID
    credential: dict[str, Any]


async def join(db: Db, settings: Settings, person_id: UUID, given: Given, name: str) -> None:
    """Keeps the passkey with which somebody joins. Raises `PasskeyRefused`."""
    raise NotImplementedError
