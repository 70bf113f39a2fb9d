"""Routes of oneself: profile, picture, password, recovery codes."""

import hashlib
from typing import Annotated

import msgspec
from litestar import delete, get, patch, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from leapfrog.identity import passkeys, password_change, people, pictures, proof, recovery
from leapfrog.identity.access import SignedIn, own_device
from leapfrog.identity.model import Language, Me, ProfileChange
from leapfrog.kernel import files
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn, read_body
from leapfrog.kernel.images import square_webp
from leapfrog.kernel.limits import Limit

LARGEST_PICTURE = 8_000_000
# Decoding is dear: nobody needs more than that.
SHOWING = Limit("avatar", 30, 3600)
Secret = Annotated[str, msgspec.Meta(max_length=500)]


class ProfileInput(Input, frozen=True):
    """What is left out stays. `service`: one is a shop, an office or a program."""

    display_name: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    about: Annotated[str, msgspec.Meta(max_length=2000)] | None = None
    language: Language | None = None
    service: bool | None = None


class NewPassword(Input, frozen=True):
    """Proved by the current password, or by a passkey's answer to a `sign_in` challenge. Whoever
    has no password needs neither within ten minutes of signing in or of another proof.
    `sign_out_client_apps`: end the access of apps, and app passwords, as well.
    """

    password: Secret
    current_password: Secret | None = None
    passkey: passkeys.VerifiedPasskey | None = None
    sign_out_client_apps: bool = True


class ProofInput(Input, frozen=True):
    """A password, or a passkey's answer to a `sign_in` challenge."""

    password: Secret | None = None
    passkey: passkeys.VerifiedPasskey | None = None


class RecoveryCodes(msgspec.Struct, frozen=True):
    """Shown once; the ones before are void."""

    recovery_codes: list[str]


@get("/me", summary="Read own profile")
async def me(db: DbIn, signed: SignedIn) -> Me:
    """Who one is: handle, names, picture, language, and how one can prove it. Raises `NotFound`."""
    return await people.me(db, signed.person_id)


@patch("/me", summary="Change own profile")
async def change_me(db: DbIn, signed: SignedIn, data: JSONBody[ProfileInput]) -> Me:
    """Changes display name, about, language, or whether one is a service; what is left out stays.
    Raises `Invalid`, `NotFound`.
    """
    wanted = {name: getattr(data, name) for name in ProfileChange.__struct_fields__}
    return await people.change(db, signed.person_id, ProfileChange(**wanted))


@put("/me/avatar", summary="Show own avatar", request_max_body_size=LARGEST_PICTURE)
async def show_avatar(town: TownIn, signed: SignedIn, request: AnyRequest) -> Me:
    """Gives oneself a picture: any usual one of at most 8 MB, as the raw body; its middle square is
    kept. Raises `NotAPicture`, `NotFound`, `QuotaFull`, `TooLarge`.
    """
    town.limit(SHOWING, str(signed.person_id))
    picture = await square_webp(await read_body(request, LARGEST_PICTURE), pictures.SIDE)
    sha256 = hashlib.sha256(picture).digest()
    async with town.database.transaction() as db:
        shown, orphans = await pictures.show(db, signed.person_id, sha256, len(picture))
        await town.files.put(picture)
    await files.delete_unowned(town.database, town.files, orphans)
    return shown


@delete("/me/avatar", summary="Hide own avatar", status_code=200)
async def hide_avatar(town: TownIn, signed: SignedIn) -> Me:
    """Takes one's own picture away, and answers the profile. Raises `NotFound`."""
    async with town.database.transaction() as db:
        shown, orphans = await pictures.hide(db, signed.person_id)
    await files.delete_unowned(town.database, town.files, orphans)
    return shown


@put("/me/password", status_code=204, guards=[own_device])
async def change_password(town: TownIn, signed: SignedIn, data: JSONBody[NewPassword]) -> None:
    """Sets a new password, with a proof. Ends all other sessions, and unless it is said otherwise
    all programs: those with access, and app passwords. Raises `NotConfirmed`, `NotFound`,
    `WeakPassword`.
    """
    given = proof.Proof(data.current_password, data.passkey)
    wanted = password_change.Wanted(data.password, data.sign_out_client_apps)
    await password_change.change(town.database, town.settings, signed, given, wanted)


@post("/me/proof", status_code=204, guards=[own_device])
async def prove_oneself(town: TownIn, signed: SignedIn, data: JSONBody[ProofInput]) -> None:
    """Proves by password or passkey that it is oneself: for ten minutes this session may make
    passkeys, recovery codes and app passwords. Raises `NotConfirmed`.
    """
    given = proof.Proof(data.password, data.passkey)
    await proof.prove_session(town.database, town.settings, signed, given)


@post("/me/recovery-codes", summary="Make recovery codes", guards=[own_device])
async def new_recovery_codes(db: DbIn, signed: SignedIn) -> RecoveryCodes:
    """Makes new recovery codes, shown once; the ones before are worth nothing any more. Needs a
    fresh proof. Raises `NotFound`, `ProofNeeded`.
    """
    await proof.check_fresh(db, signed)
    return RecoveryCodes(await recovery.make(db, signed.person_id))


profile_routes: list[HTTPRouteHandler] = [
    me,
    change_me,
    show_avatar,
    hide_avatar,
    change_password,
    prove_oneself,
    new_recovery_codes,
]
