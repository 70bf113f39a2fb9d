"""Routes of reports, decisions and appeals."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog.identity import SignedIn, operator_only
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.moderation import desk, reports
from leapfrog.moderation.desk import Act, ModerationAction, ModerationLog, OperatorDesk
from leapfrog.moderation.reports import REPORTING
from leapfrog.moderation.store import Kind, ModerationDecision

Reason = Annotated[str, msgspec.Meta(max_length=4_000)]
Size = Annotated[int, QueryParameter(ge=1, le=50, description="How many rows one page may have.")]
Moment = Annotated[datetime | None, QueryParameter(description="What is older than this time.")]


class ReportInput(Input, frozen=True):
    """`ref`: the id of the post or person. `forward`: also to who runs the town where that is from;
    by whom is not told there.
    """

    kind: Kind
    ref: UUID
    reason: Reason = ""
    forward: bool = False


class ModerationActionInput(Input, frozen=True):
    """`ref`: the id of a post or person, or a topic's name. `days`: for so long."""

    act: Act
    ref: Annotated[str, msgspec.Meta(max_length=200)]
    reason: Reason
    report_id: UUID | None = None
    days: int | None = None


class AppealInput(Input, frozen=True):
    text: Reason


class AppealAnswer(Input, frozen=True):
    granted: bool
    answer: Reason


class ModerationDecisions(msgspec.Struct, frozen=True):
    """The last one first."""

    decisions: list[ModerationDecision]


@put("/post-reports/{report_id:uuid}", status_code=204)
async def report_post(
    db: DbIn, town: TownIn, signed: SignedIn, report_id: FromPath[UUID], data: JSONBody[ReportInput]
) -> None:
    """Shows the operator this post or person, as it is now. The same id again is the same report.
    Raises `Invalid`, `NoPerson`, `NoPost`.
    """
    town.limit(REPORTING, str(signed.person_id))
    what = reports.NewPostReport(data.kind, data.ref, data.reason, data.forward)
    await reports.report(db, signed.person_id, report_id, what)


@get("/decisions", summary="List decisions on oneself")
async def list_decisions(db: DbIn, signed: SignedIn, limit: Size = 50) -> ModerationDecisions:
    """What the operator decided about oneself, and why, the newest first."""
    return ModerationDecisions(await desk.mine(db, signed.person_id, limit))


@put("/decisions/{decision_id:uuid}/appeal", summary="Appeal a decision")
async def appeal(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    decision_id: FromPath[UUID],
    data: JSONBody[AppealInput],
) -> ModerationDecisions:
    """Says what is wrong with a decision about oneself, once, and answers all of them. Raises
    `AlreadyDecided`, `Invalid`, `NoReport`.
    """
    town.limit(REPORTING, str(signed.person_id))
    return ModerationDecisions(await desk.appeal(db, signed.person_id, decision_id, data.text))


@get("/operator/desk", summary="Read the operator's desk", guards=[operator_only])
async def read_desk(
    db: DbIn, signed: SignedIn, before: Moment = None, limit: Size = 50
) -> OperatorDesk:
    """Reports and appeals that wait for an operator."""
    return await desk.waiting(db, before, limit)


@get("/operator/decisions", summary="Read the decisions' diary", guards=[operator_only])
async def read_diary(
    db: DbIn,
    signed: SignedIn,
    person: Annotated[UUID | None, QueryParameter(description="Only about this person.")] = None,
    before: Moment = None,
    limit: Size = 50,
) -> ModerationLog:
    """A page of all that operators decided, the newest first, or of all about one person."""
    return await desk.diary(db, person, before, limit)


@put(
    "/operator/decisions/{decision_id:uuid}",
    summary="Decide as an operator",
    guards=[operator_only],
)
async def decide(
    db: DbIn, signed: SignedIn, decision_id: FromPath[UUID], data: JSONBody[ModerationActionInput]
) -> ModerationDecision:
    """Does what an operator decided about a post, person or topic, notes it, and tells whom it
    concerns. The same id again is the same decision. Raises `AlreadyDecided`, `Invalid`,
    `NoPerson`, `NoPost`, `NoReport`, `NoTopic`.
    """
    operation = ModerationAction(data.act, data.ref, data.reason, data.report_id, data.days)
    return await desk.decide(db, signed.person_id, decision_id, operation)


@put("/operator/decisions/{decision_id:uuid}/appeal", guards=[operator_only])
async def answer_appeal(
    db: DbIn, signed: SignedIn, decision_id: FromPath[UUID], data: JSONBody[AppealAnswer]
) -> ModerationDecision:
    """An operator answers an appeal; one that is granted undoes what was done. Raises
    `AlreadyDecided`, `Invalid`, `NoPerson`, `NoPost`, `NoReport`, `NoTopic`.
    """
    what = (decision_id, data.answer)
    return await desk.answer(db, signed.person_id, *what, granted=data.granted)


routes: list[HTTPRouteHandler] = [
    report_post,
    list_decisions,
    appeal,
    read_desk,
    read_diary,
    decide,
    answer_appeal,
]
