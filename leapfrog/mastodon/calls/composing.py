"""What a program wants to be shown, as `posts` takes it."""

from typing import Any
from uuid import UUID

import msgspec

from leapfrog import posts
from leapfrog.identity import me
from leapfrog.mastodon import ids
from leapfrog.mastodon.call import Call
from leapfrog.mastodon.calls.threads import Said, meant
from leapfrog.mastodon.errors import Refused
from leapfrog.posts import MOMENTS, OPEN, Audience, ShownPost, Writing

AUDIENCES: dict[str, Audience] = {
    "public": "public",
    "unlisted": "unlisted",
    "private": "followers",
    "direct": "mentioned",
}
WARNING = {"en": "Sensitive", "zh-CN": "敏感内容"}


def audience(call: Call) -> Audience | None:
    """`visibility`; None when nothing is said of it. Raises `Refused`."""
    text = call.text("visibility")
    if not text:
        return None
    if text not in AUDIENCES:
        raise Refused("Validation failed: Visibility is not included in the list")
    return AUDIENCES[text]


async def answered(call: Call) -> Said | None:
    """`in_reply_to_id`. Raises `NoPost`."""
    text = call.text("in_reply_to_id")
    return await meant(call.db, call.me, ids.read(text)) if text else None


def is_comment(post: ShownPost, wanted: Audience | None) -> bool:
    """Whether a reply is a comment: all who see the post read it. Never where fewer are wanted;
    that is a post of its own which answers.

    A moment is for contacts, and so are its comments, for those whom both know. To programs that
    is `private`, and a post for followers would tell those of it who are no contacts.
    """
    if wanted is None or wanted in OPEN or post.audience == "me":
        return True
    return wanted == "followers" and post.audience in MOMENTS


async def writing(call: Call, wanted: Audience | None, to: Said | None) -> Writing:
    """Raises `Refused`, `NotFound`, `NoPostFile`."""
    quoted = call.text("quoted_status_id") or call.text("quote_id")
    return Writing(
        text=call.text("status"),
        warning=await warning(call),
        audience=wanted or "public",
        files=await files(call),
        form="quote" if quoted else "post",
        of=await _quoted(call, quoted) if quoted else None,
        answers=(to.comment or to.post).id if to else None,
        **_poll(call),
    )


async def _quoted(call: Call, text: str) -> UUID:
    said = await meant(call.db, call.me, ids.read(text))
    if said.comment:
        raise Refused("Validation failed: quoted_status_id is a comment, which cannot be quoted")
    return said.post.id


async def warning(call: Call) -> str:
    """Sensitive without a word gets one, in the language of who writes."""
    text = call.text("spoiler_text")
    if text or not call.flag("sensitive"):
        return text
    return WARNING[(await me(call.db, call.me)).language]


async def warning_anew(call: Call, before: str) -> str:
    """What to know before one looks, of what is edited: what is not given stays."""
    text = call.text("spoiler_text", before)
    if call.flag("sensitive"):
        return text or await warning(call)
    # Only the word that stands for none goes with the mark itself.
    said_so = call.has("sensitive") and before in WARNING.values()
    return call.text("spoiler_text") if said_so else text


def _poll(call: Call) -> dict[str, Any]:
    poll = call.given.get("poll")
    if not isinstance(poll, dict) or not poll:
        return {}
    inner = msgspec.structs.replace(call, given=poll)
    seconds = inner.number("expires_in", 86_400)
    return {
        "options": tuple(str(one) for one in inner.several("options")),
        "multiple": inner.flag("multiple"),
        "minutes": max(0, seconds) // 60,
    }


async def files(call: Call) -> tuple[tuple[UUID, str], ...]:
    """Each with what was told of it when it was uploaded, or is told now."""
    told = {}
    for one in call.several("media_attributes"):
        if isinstance(one, dict) and one.get("id") and one.get("description") is not None:
            told[ids.read(str(one["id"]))] = str(one["description"])
    found = []
    for file_id in call.idents("media_ids"):
        known = await posts.files.known(call.db, call.me, file_id)
        alt = known.alt if known else ""
        found.append((file_id, told.get(file_id, alt)))
    return tuple(found)
