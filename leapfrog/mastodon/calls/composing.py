"""What a client app wants to be shown, as `posts` takes it."""

from typing import Any
from uuid import UUID

import msgspec

from leapfrog import post_media, posts
from leapfrog.identity import me
from leapfrog.mastodon import ids
from leapfrog.mastodon.call import FALSE, ApiCall, Asked
from leapfrog.mastodon.calls.threads import meant
from leapfrog.mastodon.entities.accounts import QUOTES
from leapfrog.mastodon.errors import ApiRefused
from leapfrog.mastodon.store_preferences import Defaults
from leapfrog.posts import LANGUAGE, MOMENTS, OPEN, Audience, NewPost, Poll, Post, ShownPost

AUDIENCES: dict[str, Audience] = {
    "public": "public",
    "unlisted": "unlisted",
    "private": "followers",
    "direct": "mentioned",
}
Files = tuple[tuple[UUID, str], ...]
WARNING = {"en": "Sensitive", "zh-CN": "敏感内容"}


def audience(call: ApiCall, default: Audience, to: ShownPost | None = None) -> Audience:
    """`visibility`. Raises `ApiRefused`.

    A moment is for contacts, and so are its comments, for those whom both know. To client apps that
    is `private`, and a post for followers would tell those of it who are no contacts.
    """
    text = call.text("visibility")
    if text and text not in AUDIENCES:
        raise ApiRefused("Validation failed: Visibility is not included in the list")
    wanted = AUDIENCES[text] if text else default
    if to and (to.reach == "me" or (wanted == "followers" and to.reach in MOMENTS)):
        return "thread"
    return wanted


def check_language(call: ApiCall) -> str:
    """`language`. Raises `ApiRefused`."""
    text = call.text("language")
    if text and not LANGUAGE.fullmatch(text):
        raise ApiRefused("Validation failed: language is no tag of a language")
    return text


def check_focus(call: Asked, where: str = "focus") -> None:
    """What matters in a picture is not kept; that it is the middle is no wish. Raises `ApiRefused`,
    which names it by `where`.
    """
    parts = call.text("focus").split(",")
    try:
        middle = all(float(part or 0) == 0 for part in parts)
    except ValueError:
        middle = False
    if not middle:
        raise ApiRefused(f"Validation failed: {where} cannot be chosen: pictures are shown whole")


async def check_quoting(call: ApiCall, *reach: Audience) -> None:
    """`quote_approval_policy`: who may quote is one wish for all that somebody writes, and that is
    open to all. `reach`: for whom it is, and what it stands under. Raises `ApiRefused`.
    """
    quotes, is_open = (await posts.settings_of(call.db, call.me)).quotes, OPEN.issuperset(reach)
    fits = QUOTES[quotes] if is_open else "nobody"
    why = f"of a post is {fits} here, as in source[quote_policy] of the account"
    call.only("quote_approval_policy", (fits,), why if is_open else "is nobody here")


async def answered(call: ApiCall) -> Post | None:
    """`in_reply_to_id`. Raises `NoPost`."""
    text = call.text("in_reply_to_id")
    return await meant(call.db, call.me, await call.status(text)) if text else None


async def writing(call: ApiCall, wanted: Audience, defaults: Defaults, to: Post | None) -> NewPost:
    """Raises `ApiRefused`, `NotFound`, `NoPostFile`."""
    quoted = call.text("quoted_status_id") or call.text("quote_id")
    return NewPost(
        text=call.text("status"),
        warning=await warning(call, defaults.sensitive),
        audience=wanted,
        language=check_language(call) or defaults.language,
        files=await files(call),
        form="quote" if quoted else "post",
        of=await _quoted(call, quoted) if quoted else None,
        answers=to.id if to else None,
        **_poll(call),
    )


async def _quoted(call: ApiCall, text: str) -> UUID:
    return (await meant(call.db, call.me, await call.status(text))).id


async def warning(call: ApiCall, sensitive: bool = False) -> str:
    """Sensitive without a word gets one, in the language of who writes. `sensitive`: what it is
    when the client app does not say.
    """
    text = call.text("spoiler_text")
    if text or not call.flag("sensitive", sensitive):
        return text
    return WARNING[(await me(call.db, call.me)).language]


async def warning_anew(call: ApiCall, before: str) -> str:
    """What to know before one looks, of what is edited: what is not given stays."""
    text = call.text("spoiler_text", before)
    if call.flag("sensitive"):
        return text or await warning(call)
    # Only the word that stands for none goes with the mark itself.
    said_so = call.has("sensitive") and before in WARNING.values()
    return call.text("spoiler_text") if said_so else text


def check_poll(call: ApiCall, before: Poll | None) -> None:
    """Raises `ApiRefused` for another question than the one that is asked: people have voted."""
    if not call.has("poll"):
        return
    options = tuple(str(one) for one in call.inside("poll").several("options"))
    same = before is not None and options == tuple(before.options)
    multiple = before is not None and before.multiple
    if not same or call.inside("poll").flag("multiple", multiple) != multiple:
        raise ApiRefused("Validation failed: poll cannot be changed once it is asked")
    _poll(call)


def _poll(call: ApiCall) -> dict[str, Any]:
    if not call.given.get("poll"):
        return {}
    inner = call.inside("poll")
    if not inner.several("options"):
        raise ApiRefused("Validation failed: poll is one of several options")
    inner.only("hide_totals", FALSE, "of a poll cannot be true: all see how it stands")
    seconds = inner.number("expires_in", 86_400)
    return {
        "options": tuple(str(one) for one in inner.several("options")),
        "multiple": inner.flag("multiple"),
        "minutes": max(0, seconds) // 60,
    }


def _check_attributes(one: ApiCall) -> None:
    check_focus(one, "media_attributes[focus]")
    one.only("thumbnail", (), "cannot be chosen: it is made of the file")


async def files(call: ApiCall, before: Files = ()) -> Files:
    """Each with what was told of it when it was uploaded, or is told now. `before`: those of what
    is edited, which stay when no others are given.
    """
    told = {}
    for one in call.several("media_attributes"):
        if not isinstance(one, dict) or not one.get("id"):
            raise ApiRefused("Validation failed: media_attributes is invalid")
        _check_attributes(msgspec.structs.replace(call, given=one))
        if one.get("description") is not None:
            told[str(one["id"])] = str(one["description"])
    if not call.has("media_ids") and not call.has("media_ids[]"):
        return tuple((file_id, told.get(ids.shown(file_id), alt)) for file_id, alt in before)
    found = []
    for file_id in await call.owns("file", call.several("media_ids")):
        known = await post_media.known(call.db, call.me, file_id)
        alt = known.alt if known else ""
        found.append((file_id, told.get(ids.shown(file_id), alt)))
    return tuple(found)
