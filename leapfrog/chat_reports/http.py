"""Routes of reports to the operator."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody, QueryParameter

from leapfrog.chat import LARGEST_SEQ
from leapfrog.chat_reports import showing
from leapfrog.chat_reports.showing import Report
from leapfrog.identity import SignedIn, operator_only
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.http import Limit as PageSize
from leapfrog.kernel.limits import Limit

REPORTING = Limit("report", 20, 86_400)
Seq = Annotated[int, msgspec.Meta(ge=1, le=LARGEST_SEQ)]


class NewReport(Input, frozen=True):
    conversation_id: UUID
    seqs: Annotated[tuple[Seq, ...], msgspec.Meta(min_length=1, max_length=showing.MOST)]
    reason: Annotated[str, msgspec.Meta(max_length=4000)] = ""


class ReportAnswer(msgspec.Struct, frozen=True):
    """The operator can see it."""

    id: UUID


class Reports(msgspec.Struct, frozen=True):
    """The newest first; the last one's id is the `before` of the next page."""

    reports: list[Report]


@post("/reports", summary="Report messages")
async def report(
    db: DbIn, town: TownIn, signed: SignedIn, data: JSONBody[NewReport]
) -> ReportAnswer:
    """Shows the operator these messages, as they are now, and nothing else of the conversation.
    Raises `Invalid`, `NoConversation`, `NoMessage`.
    """
    town.limit(REPORTING, str(signed.person_id))
    what = (data.conversation_id, data.seqs, data.reason)
    return ReportAnswer(await showing.report(db, signed.person_id, *what))


@get("/operator/reports", summary="List reported messages", guards=[operator_only])
async def list_reports(
    db: DbIn,
    signed: SignedIn,
    before: Annotated[
        UUID | None, QueryParameter(description="The last report of the page before.")
    ] = None,
    limit: PageSize = 50,
) -> Reports:
    """A page of the messages that were reported, the newest first; for those whom the town's
    settings name as operators.
    """
    return Reports(await showing.listed(db, before, limit))


routes: list[HTTPRouteHandler] = [report, list_reports]
