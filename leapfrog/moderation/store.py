"""SQL of the operator's desk: reports, decisions, appeals."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

# What people show by moderation's own route, and what else may be shown.
Kind = Literal["post", "person"]
ReportedKind = Literal["post", "person", "review", "item", "shop"]

REPORT = """
insert into moderation_report (id, reporter_id, kind, ref, person_id, reason, copy, at)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
"""
REPORTS = """
select id, reporter_id, kind, ref, person_id, reason, copy, state, at from moderation_report
where state = $1 and ($2::timestamptz is null or at < $2) order by at desc limit $3
"""
FIND_REPORT = """
select id, reporter_id, kind, ref, person_id, reason, copy, state, at from moderation_report
where id = $1
"""
# What waits, waits longer; what was decided is kept from the last word about it on.
DROP_OLD = """
delete from moderation_report r where r.at < $1 and (r.state <> 'open' or r.at < $2)
and not exists (
    select from moderation_decision d left join moderation_appeal a on a.decision_id = d.id
    where d.report_id = r.id and greatest(d.at, a.at, a.answered_at) >= $1
)
"""
# Whom a thing is of that other modules keep.
REPORTED = """
select person_id from moderation_report where kind = $1 and ref = $2 order by at desc limit 1
"""
SETTLE = "update moderation_report set state = $1 where kind = $2 and ref = $3 and state = 'open'"
DECIDE = """
insert into moderation_decision (id, operator_id, act, person_id, ref, reason, report_id, at)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
"""
DECISION = """
d.id, d.operator_id, d.act, d.person_id, d.ref, d.reason, d.report_id, d.at,
a.text as appeal, a.state as appeal_state, a.answer, a.at as appealed_at
"""
DECISIONS = f"""
select {DECISION} from moderation_decision d left join moderation_appeal a on a.decision_id = d.id
where ($1::uuid is null or d.person_id = $1) and ($2::timestamptz is null or d.at < $2)
    and ($4::boolean is not true or a.state = 'open')
order by d.at desc, d.id desc limit $3
"""
FIND_DECISION = f"""
select {DECISION} from moderation_decision d left join moderation_appeal a on a.decision_id = d.id
where d.id = $1
"""
APPEAL = """
insert into moderation_appeal (decision_id, text, at) values ($1, $2, $3) on conflict do nothing
"""
ANSWER = """
update moderation_appeal set state = $2, answer = $3, answered_at = $4
where decision_id = $1 and state = 'open'
"""

# Copies of what was reported stay until `DROP_OLD`.
FORGET = (
    "update moderation_report set reason = '' where reporter_id = $1 and reason <> ''",
    "delete from moderation_appeal a using moderation_decision d "
    "where d.id = a.decision_id and d.person_id = $1",
)


class PostReport(msgspec.Struct, frozen=True):
    """What somebody showed the operator, as it was then."""

    id: UUID
    reporter_id: UUID | None
    kind: ReportedKind
    ref: UUID
    person_id: UUID | None
    reason: str
    copy: dict[str, Any]
    state: str
    at: datetime


class ModerationDecision(msgspec.Struct, frozen=True):
    """An act of an operator, and what whom it concerns said to it."""

    id: UUID
    operator_id: UUID | None
    act: str
    person_id: UUID | None
    ref: str
    reason: str
    report_id: UUID | None
    at: datetime
    appeal: str | None = None
    appeal_state: str | None = None
    answer: str | None = None
    appealed_at: datetime | None = None


async def report(db: Db, one: PostReport) -> bool:
    """False when the id was used."""
    added = await db.run(
        REPORT,
        one.id,
        one.reporter_id,
        one.kind,
        one.ref,
        one.person_id,
        one.reason,
        one.copy,
        one.at,
    )
    return added == 1


async def reports(db: Db, state: str, before: datetime | None, limit: int) -> list[PostReport]:
    return await db.all_as(PostReport, REPORTS, state, before, limit)


async def drop_old(db: Db, before: datetime, open_before: datetime) -> None:
    """Reports about which nothing was said since; those that wait only if they are older still."""
    await db.run(DROP_OLD, before, open_before)


async def reported(db: Db, kind: ReportedKind, ref: UUID) -> UUID | None:
    """Whose it is that was reported; None: nobody reported it, or they were erased."""
    found: UUID | None = await db.value(REPORTED, kind, ref)
    return found


async def find_report(db: Db, report_id: UUID) -> PostReport | None:
    return await db.one_as(PostReport, FIND_REPORT, report_id)


async def settle(db: Db, report: PostReport, state: str) -> None:
    """All open reports about the same thing are answered by one decision."""
    await db.run(SETTLE, state, report.kind, report.ref)


async def decide(db: Db, one: ModerationDecision) -> bool:
    """False when the id was used."""
    added = await db.run(
        DECIDE,
        one.id,
        one.operator_id,
        one.act,
        one.person_id,
        one.ref,
        one.reason,
        one.report_id,
        one.at,
    )
    return added == 1


async def decisions(
    db: Db, person_id: UUID | None, before: datetime | None, limit: int, *, appealed: bool = False
) -> list[ModerationDecision]:
    """About one person or about all, the last one first; `appealed`: whose appeal waits."""
    return await db.all_as(ModerationDecision, DECISIONS, person_id, before, limit, appealed)


async def find_decision(db: Db, decision_id: UUID) -> ModerationDecision | None:
    return await db.one_as(ModerationDecision, FIND_DECISION, decision_id)


async def appeal(db: Db, decision_id: UUID, text: str) -> bool:
    """False when there is one already."""
    return await db.run(APPEAL, decision_id, text, db.now) == 1


async def answer(db: Db, decision_id: UUID, state: str, words: str) -> bool:
    return await db.run(ANSWER, decision_id, state, words, db.now) == 1


async def forget(db: Db, person_id: UUID) -> None:
    """Deletes the words that a person who leaves wrote in reports, and their appeals."""
    for statement in FORGET:
        await db.run(statement, person_id)
