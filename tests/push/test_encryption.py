"""Sealing: what RFC 8291 shows, and what another implementation opens."""

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    derive_private_key,
    generate_private_key,
)

from leapfrog.push.encryption import LAST, ROUNDED_TO, can_seal, point, seal, seal_by, seal_by_draft
from leapfrog.push.model import Address
from tests.pushing import plain

# RFC 8291, section 5 and appendix A.
TEXT = b"When I grow up, I want to be a watermelon"
PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH, SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6T"
    "lzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4"
    "a-fN"
)


def test_the_example_of_the_rfc() -> None:
    address = Address("https://push.example.net", plain(P256DH), plain(AUTH))
    ours = derive_private_key(int.from_bytes(plain(PRIVATE), "big"), SECP256R1())
    sealed = seal_by(TEXT + LAST, address, ours, plain(SALT))
    assert sealed == plain(SEALED)


@pytest.mark.parametrize("size", [0, 1, ROUNDED_TO - 1, ROUNDED_TO, 3000])
def test_only_the_device_opens_it_and_its_length_tells_little(size: int) -> None:
    device, auth = generate_private_key(SECP256R1()), bytes(16)
    address = Address("https://push.example.net", point(device.public_key()), auth)
    sealed = seal(b"x" * size, address)
    assert http_ece.decrypt(sealed, private_key=device, auth_secret=auth) == b"x" * size
    assert (len(sealed) - 86 - 16) % ROUNDED_TO == 0
    assert len(sealed) <= 4096
    with pytest.raises(http_ece.ECEException):
        http_ece.decrypt(sealed, private_key=device, auth_secret=b"1" * 16)
    assert seal(b"x" * size, address) != sealed


@pytest.mark.parametrize("size", [0, 1, ROUNDED_TO - 3, ROUNDED_TO, 3000])
def test_what_knows_only_the_draft_opens_it_too(size: int) -> None:
    device, auth = generate_private_key(SECP256R1()), bytes(16)
    address = Address("https://push.example.net", point(device.public_key()), auth)
    sealed, salt, sender = seal_by_draft(b"x" * size, address)
    given = {"salt": salt, "dh": sender, "private_key": device, "version": "aesgcm"}
    assert http_ece.decrypt(sealed, auth_secret=auth, **given) == b"x" * size
    assert (len(sealed) - 16) % ROUNDED_TO == 0
    assert len(sealed) <= 4096
    with pytest.raises(http_ece.ECEException):
        http_ece.decrypt(sealed, auth_secret=b"1" * 16, **given)


def test_keys_that_are_none() -> None:
    good = plain(P256DH)
    assert can_seal(Address("", good, bytes(16)))
    for p256dh, auth in (
        (good, b""),
        (good, bytes(17)),
        (b"", bytes(16)),
        (good[:-1] + b"\0", bytes(16)),
        (b"\x04" + bytes(64), bytes(16)),
        (bytes([2 + good[64] % 2]) + good[1:33], bytes(16)),
    ):
        assert not can_seal(Address("", p256dh, auth))
