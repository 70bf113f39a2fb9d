"""Joining by a client app: by the same rules and as often as on the town's own page."""

from typing import Any

from leapfrog import identity, oauth
from leapfrog.identity import (
    JOINING,
    HandleMalformed,
    HandleReserved,
    HandleTaken,
    Language,
    NewPerson,
    WeakPassword,
)
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.limits import network
from leapfrog.mastodon.call import ApiCall, Asked, Routes
from leapfrog.mastodon.errors import AppAlone, JoiningRefused

REFUSALS: dict[type[Problem], tuple[str, str, str]] = {
    HandleMalformed: ("username", "ERR_INVALID", "is not right: " + HandleMalformed.title),
    HandleReserved: ("username", "ERR_RESERVED", "is reserved"),
    HandleTaken: ("username", "ERR_TAKEN", "has already been taken"),
    WeakPassword: ("password", "ERR_TOO_SHORT", "is not right: " + WeakPassword.title),
}

routes = Routes()


def _refused(cause: Problem) -> Problem:
    """The same in Mastodon's words."""
    return JoiningRefused(*REFUSALS[type(cause)])


def _handle(asked: Asked) -> str:
    return asked.text("username").strip().lower()


async def _sealed(asked: Asked) -> str:
    """The password as it is kept. Raises `AppAlone`, `JoiningRefused`, `ApiRefused`,
    `RateLimited`.
    """
    if asked.token is None or asked.token.person_id is not None:
        raise AppAlone
    if not asked.flag("agreement"):
        raise JoiningRefused("agreement", "ERR_ACCEPTED", "must be accepted")
    asked.only("reason", (), "is not asked for: who joins is not looked at first")
    asked.only("date_of_birth", (), "is not asked for here")
    asked.town.limit(JOINING, network(asked.address))
    try:
        return await identity.sealed_password(asked.text("password"), _handle(asked))
    except WeakPassword as cause:
        raise _refused(cause) from None


@routes("POST", "/api/v1/accounts", "write:accounts", prepare=_sealed)
async def join(call: ApiCall) -> Any:
    """Answers a token for the new person. Their e-mail address is not asked for, and kept nowhere:
    towns write no letters. Raises `JoiningRefused`.
    """
    assert call.token
    language: Language = "zh-CN" if call.text("locale").lower().startswith("zh") else "en"
    handle = _handle(call)
    newcomer = NewPerson(new_id(), handle, handle, language)
    invitation = call.text("invite_code") or None
    try:
        await identity.enrol(call.db, newcomer, call.prepared, invitation)
    except (HandleMalformed, HandleReserved, HandleTaken) as cause:
        raise _refused(cause) from None
    return await oauth.for_newcomer(call.db, call.token, newcomer.id)
