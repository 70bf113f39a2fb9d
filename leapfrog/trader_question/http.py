"""Routes of the question whether a shop is a business."""

from uuid import UUID

from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn
from leapfrog.trader_question import asking
from leapfrog.trader_question.asking import TraderQuestion

MerchantId = FromPath[UUID]
PATH = "/market/fronts/{merchant_id:uuid}/trader-question"


@get(PATH, summary="Read whether a shop is asked if it is a business")
async def read_trader_question(
    db: DbIn, signed: SignedIn, merchant_id: MerchantId
) -> TraderQuestion:
    """Of a shop that one leads: who sold more than 30 times in a year as a private person is asked
    again. Who is a business says so in the front. Raises `NoFront`, `NoMerchant`, `RoleNeeded`.
    """
    return await asking.question(db, signed.person_id, merchant_id)


@put(PATH, summary="Say that a shop is a private person's")
async def say_private(db: DbIn, signed: SignedIn, merchant_id: MerchantId) -> TraderQuestion:
    """It is not asked again for a year. Raises `NoFront`, `NoMerchant`, `RoleNeeded`."""
    return await asking.sells_privately(db, signed.person_id, merchant_id)


routes: list[HTTPRouteHandler] = [read_trader_question, say_private]
