"""Reports: somebody shows the operator a post or a person."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.identity import NoPerson, named, plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.events import announce
from leapfrog.kernel.limits import Limit
from leapfrog.moderation import store
from leapfrog.moderation.events import ContentReported
from leapfrog.moderation.store import Kind, PostReport, ReportedKind
from leapfrog.posts import post_for

REPORTING = Limit("report", 20, 86_400)
LONGEST_REASON = 1_000
# Six months, in which a decision can be complained about (Regulation (EU) 2022/2065, article 20);
# and until when an operator must have looked (decision 0046).
KEPT, WAITING = timedelta(days=183), timedelta(days=366)


class NewPostReport(msgspec.Struct, frozen=True):
    """What is shown to the operator, and why; `forward`: also to those who run the town where it is
    from, who do not learn by whom.
    """

    kind: Kind
    ref: UUID
    reason: str
    forward: bool = False


class ForeignCopy(msgspec.Struct, frozen=True):
    """What is shown to the operator, as it is now; whose it is, and what of it is read."""

    kind: ReportedKind
    ref: UUID
    person_id: UUID
    copy: dict[str, Any]


async def report(db: Db, me: UUID, report_id: UUID, what: NewPostReport) -> None:
    """Reports a post or person to the operator, with a copy of what one sees. The same id again is
    the same report. Raises `Invalid`, `NoPost`, `NoPerson`.
    """
    words = _words(what.reason)
    copy, person_id = await _copy(db, me, what.kind, what.ref)
    shown = ForeignCopy(what.kind, what.ref, person_id, copy)
    if await _keep(db, me, report_id, shown, words) and what.forward:
        await announce(db, ContentReported(what.kind, what.ref, person_id, words))


async def report_copy(db: Db, me: UUID, report_id: UUID, shown: ForeignCopy, reason: str) -> None:
    """Reports what a module on a floor above shows to the operator, as that copy. The same id again
    is the same report. Raises `Invalid`.
    """
    await _keep(db, me, report_id, shown, _words(reason))


def _words(reason: str) -> str:
    words = plain(reason)
    if len(words) > LONGEST_REASON:
        raise Invalid(f"At most {LONGEST_REASON} characters.")
    return words


async def _keep(db: Db, me: UUID, report_id: UUID, shown: ForeignCopy, words: str) -> bool:
    new = PostReport(
        id=report_id,
        reporter_id=me,
        kind=shown.kind,
        ref=shown.ref,
        person_id=shown.person_id,
        reason=words,
        copy=shown.copy,
        state="open",
        at=db.now,
    )
    return await store.report(db, new)


async def _copy(db: Db, me: UUID, kind: Kind, ref: UUID) -> tuple[dict[str, Any], UUID]:
    if kind == "post":
        post = await post_for(db, me, ref)
        kept: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(post))
        return kept, post.author.id
    person = (await named(db, [ref])).get(ref)
    if person is None or person.kind == "erased":
        raise NoPerson
    return msgspec.to_builtins(person), ref


async def drop_old_reports(db: Db) -> None:
    """Deletes reports with their copies: half a year after the report or the last word about it, a
    year after one that nobody decided.
    """
    await store.drop_old(db, db.now - KEPT, db.now - WAITING)
