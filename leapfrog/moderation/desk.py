"""The operator's desk: what was reported, what was decided and why, and what people say to that.
Every act is a line in a diary that nobody changes.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog import follows, notifications, posts, topics
from leapfrog.follows import VerificationBadge
from leapfrog.identity import NoPerson, Person, named, plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.events import announce
from leapfrog.kernel.ids import new_id
from leapfrog.moderation import store
from leapfrog.moderation.errors import AlreadyDecided, NoReport
from leapfrog.moderation.events import ContentJudged
from leapfrog.moderation.store import ModerationDecision, PostReport, ReportedKind
from leapfrog.notifications import NewNotification
from leapfrog.posts import NoPost
from leapfrog.topics import NoTopic

Act = Literal[
    "remove_post",
    "restore_post",
    "remove_review",
    "restore_review",
    "remove_item",
    "restore_item",
    "remove_shop",
    "restore_shop",
    "quiet",
    "close",
    "release",
    "verify_person",
    "verify_organisation",
    "unverify",
    "hide_topic",
    "show_topic",
    "dismiss",
]
Kind = Literal["person", "organisation"]
LONGEST = 1_000
MOST_DAYS = 366


class ModerationAction(msgspec.Struct, frozen=True):
    """What an operator does to `ref` (the id of a post or person, or a topic's name), and
    why; `days`: for so long, else for good.
    """

    act: Act
    ref: str
    reason: str
    report_id: UUID | None = None
    days: int | None = None


class OperatorDesk(msgspec.Struct, frozen=True):
    """What waits, and who is named in it."""

    reports: list[PostReport]
    appeals: list[ModerationDecision]
    people: list[Person]


class ModerationLog(msgspec.Struct, frozen=True):
    """Decisions, the last one first, and who is named in them."""

    decisions: list[ModerationDecision]
    people: list[Person]


async def waiting(db: Db, before: datetime | None, limit: int) -> OperatorDesk:
    """Open reports and appeals."""
    reports = await store.reports(db, "open", before, limit)
    appeals = await store.decisions(db, None, None, limit, appealed=True)
    ids = {one for each in reports for one in (each.reporter_id, each.person_id) if one}
    return OperatorDesk(reports, appeals, await _people(db, ids | _named_in(appeals)))


async def diary(
    db: Db, person_id: UUID | None, before: datetime | None, limit: int
) -> ModerationLog:
    """All that was decided, or all about one person."""
    found = await store.decisions(db, person_id, before, limit)
    return ModerationLog(found, await _people(db, _named_in(found)))


def _named_in(decisions: Sequence[ModerationDecision]) -> set[UUID]:
    return {one for each in decisions for one in (each.operator_id, each.person_id) if one}


async def _people(db: Db, ids: set[UUID]) -> list[Person]:
    return list((await named(db, sorted(ids))).values())


async def decide(
    db: Db, operator: UUID, decision_id: UUID, operation: ModerationAction
) -> ModerationDecision:
    """Does what an operator decided about a post, person, topic or report, notes it with the
    reason, and tells whom it concerns. The same id again is the same decision. Raises `Invalid`,
    `NoReport`, `NoPost`, `NoPerson`, `NoTopic`, `AlreadyDecided`.
    """
    before = await store.find_decision(db, decision_id)
    if before:
        if (before.act, before.ref) != (operation.act, operation.ref):
            raise AlreadyDecided
        return before
    reason = plain(operation.reason)
    if not 1 <= len(reason) <= LONGEST:
        raise Invalid("Say why, in at most 1,000 characters.")
    if operation.days is not None and not 1 <= operation.days <= MOST_DAYS:
        raise Invalid(f"1 to {MOST_DAYS} days.")
    report = await store.find_report(db, operation.report_id) if operation.report_id else None
    if report is None and (operation.report_id or operation.act == "dismiss"):
        raise NoReport
    person_id = await _do(db, operation, reason, report)
    made = ModerationDecision(
        id=decision_id,
        operator_id=operator,
        act=operation.act,
        person_id=person_id,
        ref=operation.ref,
        reason=reason,
        report_id=operation.report_id,
        at=db.now,
    )
    await store.decide(db, made)
    if report:
        await store.settle(db, report, "dismissed" if operation.act == "dismiss" else "acted")
    if person_id and operation.act != "dismiss":
        await notifications.tell(db, [NewNotification(person_id, "desk", decision_id, person_id)])
    return made


async def _do(
    db: Db, operation: ModerationAction, reason: str, report: PostReport | None
) -> UUID | None:
    """Answers whom it concerns."""
    match operation.act:
        case "dismiss":
            return report.person_id if report else None
        case "remove_post" | "restore_post":
            return await _take_post(db, _id(operation.ref), down=operation.act == "remove_post")
        case (
            "remove_review"
            | "restore_review"
            | "remove_item"
            | "restore_item"
            | "remove_shop"
            | "restore_shop"
        ):
            return await _take_copied(db, operation.act, _id(operation.ref))
        case "hide_topic" | "show_topic":
            hidden = operation.act == "hide_topic"
            if not await topics.hide(db, operation.ref, hidden=hidden):
                raise NoTopic
            return None
        case _:
            return await _judge(db, operation, reason)


async def _take_post(db: Db, post_id: UUID, *, down: bool) -> UUID:
    authors = await posts.take_down_posts(db, [post_id], down=down)
    if not authors:
        raise NoPost
    return authors[post_id]


async def _take_copied(db: Db, act: Act, ref: UUID) -> UUID:
    """Reviews, items and shops are kept on floors above: what was never reported is not known
    here.
    """
    deed, _, name = act.partition("_")
    kind = msgspec.convert(name, ReportedKind)
    whose = await store.reported(db, kind, ref)
    if whose is None:
        raise NoReport
    await announce(db, ContentJudged(kind, ref, deed == "remove"))
    return whose


async def _judge(db: Db, operation: ModerationAction, reason: str) -> UUID:
    person_id = _id(operation.ref)
    person = (await named(db, [person_id])).get(person_id)
    if person is None or person.kind == "erased":
        raise NoPerson
    until = db.now + timedelta(days=operation.days) if operation.days else None
    match operation.act:
        case "quiet":
            await posts.limit_author(db, person_id, "quiet", until)
        case "close":
            await posts.limit_author(db, person_id, "closed", until)
        case "release":
            await posts.limit_author(db, person_id, None)
        case "unverify":
            await follows.mark(db, person_id, None)
        case _:
            kind: Kind = "person" if operation.act == "verify_person" else "organisation"
            badge = VerificationBadge(kind, reason)
            await follows.mark(db, person_id, badge, person.display_name)
    return person_id


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Invalid("That is no id.") from None


async def mine(db: Db, me: UUID, limit: int) -> list[ModerationDecision]:
    """What was decided about oneself; by whom is not told."""
    found = await store.decisions(db, me, None, limit)
    told = [one for one in found if one.act != "dismiss"]
    return [msgspec.structs.replace(one, operator_id=None, report_id=None) for one in told]


async def appeal(db: Db, me: UUID, decision_id: UUID, text: str) -> list[ModerationDecision]:
    """Says what is wrong with a decision about oneself, once. Raises `NoReport`, `Invalid`,
    `AlreadyDecided`.
    """
    found = await store.find_decision(db, decision_id)
    if found is None or found.person_id != me or found.act == "dismiss":
        raise NoReport
    words = plain(text)
    if not 1 <= len(words) <= LONGEST:
        raise Invalid("1 to 1,000 characters.")
    if not await store.appeal(db, decision_id, words) and found.appeal != words:
        raise AlreadyDecided
    return await mine(db, me, 100)


UNDO: dict[str, Act] = {
    "remove_post": "restore_post",
    "remove_review": "restore_review",
    "remove_item": "restore_item",
    "remove_shop": "restore_shop",
    "quiet": "release",
    "close": "release",
}


async def answer(
    db: Db, operator: UUID, decision_id: UUID, words: str, *, granted: bool
) -> ModerationDecision:
    """To an appeal; one that is granted undoes what was done. Raises `NoReport`, `AlreadyDecided`,
    `Invalid`.
    """
    found = await store.find_decision(db, decision_id)
    if found is None or found.appeal is None:
        raise NoReport
    said = plain(words)
    if not 1 <= len(said) <= LONGEST:
        raise Invalid("1 to 1,000 characters.")
    if not await store.answer(db, decision_id, "granted" if granted else "refused", said):
        raise AlreadyDecided
    undo = UNDO.get(found.act)
    if granted and undo:
        await _do(db, ModerationAction(undo, found.ref, said), said, None)
    act = (undo or "grant") if granted else "uphold"
    line = ModerationDecision(
        id=new_id(),
        operator_id=operator,
        act=act,
        person_id=found.person_id,
        ref=found.ref,
        reason=said,
        report_id=None,
        at=db.now,
    )
    await store.decide(db, line)
    if found.person_id:
        item = NewNotification(found.person_id, "appeal", decision_id, found.person_id)
        await notifications.tell(db, [item])
    after = await store.find_decision(db, decision_id)
    assert after is not None
    return after
