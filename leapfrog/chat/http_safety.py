"""Routes of what people let others do, and of reports to the operator."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import get, patch, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody, QueryParameter

from leapfrog.chat import reports, settings
from leapfrog.chat.model import LARGEST_SEQ
from leapfrog.chat.reports import Report
from leapfrog.chat.settings import ChatSettings
from leapfrog.identity import SignedIn, operator_only
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.http import Limit as PageSize
from leapfrog.kernel.limits import Limit

REPORTING = Limit("report", 20, 86_400)
Seq = Annotated[int, msgspec.Meta(ge=1, le=LARGEST_SEQ)]


class SettingsPatch(Input, frozen=True):
    """What is left out stays as it was."""

    read_marks: bool | None = None
    presence: Literal["contacts", "nobody"] | None = None
    strangers: Literal["all", "nobody"] | None = None


class NewReport(Input, frozen=True):
    conversation_id: UUID
    seqs: Annotated[tuple[Seq, ...], msgspec.Meta(min_length=1, max_length=reports.MOST)]
    reason: Annotated[str, msgspec.Meta(max_length=4000)] = ""


class ReportAnswer(msgspec.Struct, frozen=True):
    """The operator can see it."""

    id: UUID


class Reports(msgspec.Struct, frozen=True):
    """The newest first; the last one's id is the `before` of the next page."""

    reports: list[Report]


@get("/chat/settings", summary="Read chat settings")
async def read_settings(db: DbIn, signed: SignedIn) -> ChatSettings:
    """Which strangers may write to one, and what others see of one's reading and presence."""
    return await settings.of(db, signed.person_id)


@patch("/chat/settings", summary="Change chat settings")
async def change_settings(
    db: DbIn, signed: SignedIn, data: JSONBody[SettingsPatch]
) -> ChatSettings:
    """Changes what is given of one's chat settings, and answers all of them."""
    given = {
        name: value for name, value in msgspec.structs.asdict(data).items() if value is not None
    }
    return await settings.revise(db, signed.person_id, given)


@post("/reports", summary="Report messages")
async def report(
    db: DbIn, town: TownIn, signed: SignedIn, data: JSONBody[NewReport]
) -> ReportAnswer:
    """Shows the operator these messages, as they are now, and nothing else of the conversation.
    Raises `Invalid`, `NoConversation`, `NoMessage`.
    """
    town.limit(REPORTING, str(signed.person_id))
    what = (data.conversation_id, data.seqs, data.reason)
    return ReportAnswer(await reports.report(db, signed.person_id, *what))


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
    return Reports(await reports.listed(db, before, limit))


routes: list[HTTPRouteHandler] = [
    read_settings,
    change_settings,
    report,
    list_reports,
]
