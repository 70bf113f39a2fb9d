"""WebAuthn level 3: what the browser is asked, and whether its answer is true. No I/O.

All passkeys are discoverable and verify their user, so a sign-in needs no name: nothing that the
town answers before the proof depends on who somebody says they are.

The library reads certificates of all makers, which takes a tenth of a second and 6 MB to load: that
is done when the first passkey is asked for.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec

from leapfrog.identity.errors import PasskeyRefused
from leapfrog.identity.model import CHALLENGE_LIFE
from leapfrog.kernel.settings import Settings

TIMEOUT_MS = int(CHALLENGE_LIFE.total_seconds() * 1000)
Credential = dict[str, Any]


class User(msgspec.Struct, frozen=True):
    """For whom a passkey is made. `user_handle`: random bytes; the names are for the chooser."""

    user_handle: bytes
    name: str
    display_name: str


class PasskeyRow(msgspec.Struct, frozen=True):
    """What the town keeps of a passkey."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def creation(
    settings: Settings, user: User, challenge: bytes, known: Sequence[bytes]
) -> dict[str, Any]:
    """PublicKeyCredentialCreationOptionsJSON; `known`: credentials that need not be made again."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import options_to_json_dict, structs  # noqa: PLC0415

    selection = structs.AuthenticatorSelectionCriteria(
        resident_key=structs.ResidentKeyRequirement.REQUIRED,
        require_resident_key=True,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    options = webauthn.generate_registration_options(
        rp_id=_rp_id(settings),
        rp_name=settings.town_name,
        user_id=user.user_handle,
        user_name=user.name,
        user_display_name=user.display_name,
        challenge=challenge,
        timeout=TIMEOUT_MS,
        authenticator_selection=selection,
        exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=each) for each in known],
    )
    return options_to_json_dict(options)


def request(settings: Settings, challenge: bytes) -> dict[str, Any]:
    """PublicKeyCredentialRequestOptionsJSON, for whichever passkey the person picks."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import options_to_json_dict, structs  # noqa: PLC0415

    options = webauthn.generate_authentication_options(
        rp_id=_rp_id(settings),
        challenge=challenge,
        timeout=TIMEOUT_MS,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


def registered(settings: Settings, challenge: bytes, credential: Credential) -> PasskeyRow:
    """The passkey in a RegistrationResponseJSON. Raises `PasskeyRefused`."""
    import webauthn  # noqa: PLC0415

    try:
        made = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_rp_id(settings),
            expected_origin=settings.origin,
            require_user_verification=True,
        )
    # A stranger's bytes go through CBOR, COSE and X.509 parsers: whatever they raise is a refusal.
    except Exception as cause:
        raise PasskeyRefused from cause
    return PasskeyRow(made.credential_id, made.credential_public_key, made.sign_count)


def asserted(settings: Settings, challenge: bytes, credential: Credential, key: PasskeyRow) -> int:
    """The new sign count in an AuthenticationResponseJSON by `key`. Raises `PasskeyRefused`."""
    import webauthn  # noqa: PLC0415

    try:
        proved = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_rp_id(settings),
            expected_origin=settings.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except Exception as cause:
        raise PasskeyRefused from cause
    return proved.new_sign_count


def claimed(credential: Credential) -> tuple[bytes, bytes]:
    """The credential id and the user handle that an answer speaks of, unproved. Raises
    `PasskeyRefused`.
    """
    from webauthn.helpers import base64url_to_bytes  # noqa: PLC0415

    try:
        user_handle = credential["response"]["userHandle"]
        return base64url_to_bytes(credential["id"]), base64url_to_bytes(user_handle)
    except Exception as cause:
        raise PasskeyRefused from cause


def _rp_id(settings: Settings) -> str:
    return urlsplit(settings.origin).hostname or ""
