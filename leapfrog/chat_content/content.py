"""What is looked at in a message before it is said: its text, and the `meta` of its kind."""

from typing import Any

import msgspec

from leapfrog.chat_content.errors import BadContent, EmptyMessage, LongMessage
from leapfrog.chat_content.kinds import EVENTS, MessageDraft
from leapfrog.chat_content.shapes import LONGEST, WORDED, AnyContent, MergedContent
from leapfrog.kernel.errors import Problem

LARGEST_META = 64 * 1024
LONGEST_EMOJI = 16
MOST_MENTIONS = 100
DEEPEST = 3


def clean(body: str) -> str:
    """The text as it is kept: no NUL, which PostgreSQL cannot hold, and no space around it."""
    return body.replace("\0", "").strip()


def checked(draft: MessageDraft) -> MessageDraft | Problem:
    """The draft of a message as it is kept: its text cleaned, its content checked. Answers, and
    does not raise, the problem of one that cannot be kept: `EmptyMessage`, `LongMessage`,
    `BadContent`.
    """
    body, kind = clean(draft.body), draft.kind
    if kind in ("text", "edit") and not body:
        return EmptyMessage()
    if len(body) > LONGEST:
        return LongMessage()
    if kind == "text" and not draft.meta and not draft.mentions:
        if body == draft.body and draft.meta is None:
            return draft
        return msgspec.structs.replace(draft, body=body, meta=None)
    try:
        if kind in EVENTS:
            _check_event(draft, body)
            meta = None
        else:
            meta = _content(draft, body)
    except BadContent as bad:
        return bad
    return msgspec.structs.replace(draft, body=body, meta=meta)


def _check_event(draft: MessageDraft, body: str) -> None:
    """What changes another message names it, and brings a text at most."""
    if draft.ref is None:
        raise BadContent("It must name the message that it changes, as `ref`.")
    if draft.meta is not None or draft.mentions:
        raise BadContent("It has neither `meta` nor `mentions`.")
    if draft.kind == "recall" and body:
        raise BadContent("A recall has no text.")
    if draft.kind == "reaction" and (len(body) > LONGEST_EMOJI or len(body.split()) > 1):
        raise BadContent("A reaction is one emoji, or nothing to take it back.")


def _content(draft: MessageDraft, body: str) -> dict[str, Any] | None:
    if body and draft.kind not in WORDED:
        raise BadContent("A message of this kind has no text.")
    if len(draft.mentions) > MOST_MENTIONS:
        raise BadContent(f"At most {MOST_MENTIONS} people are mentioned.")
    meta = _meta(draft.kind, draft.meta or {}, DEEPEST)
    text = msgspec.json.encode(meta)
    if len(text) > LARGEST_META:
        raise BadContent(f"`meta` has at most {LARGEST_META} bytes.")
    if b"\\u0000" in text:
        raise BadContent("There is a NUL in `meta`.")
    return meta or None


def _meta(kind: str, meta: dict[str, Any], depth: int) -> dict[str, Any]:
    if "kind" in meta:
        raise BadContent("`meta` has no `kind`: that is the message's.")
    try:
        found = msgspec.convert({"kind": kind, **meta}, AnyContent)
    except msgspec.ValidationError as wrong:
        raise BadContent(f"`meta` of {kind}: {wrong}") from wrong
    if isinstance(found, MergedContent):
        _items(found, depth)
    kept: dict[str, Any] = msgspec.to_builtins(found)
    del kept["kind"]
    return kept


def _items(merged: MergedContent, depth: int) -> None:
    if not depth:
        raise BadContent("Forwarded messages lie in each other too deep.")
    for item in merged.items:
        _meta(item.kind, item.meta or {}, depth - 1)
