"""Asking a shop: one conversation of a buyer with all who lead it, and what it is about on top."""

from uuid import UUID

from litestar import post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import chat, market, till
from leapfrog.chat import Conversation, MessageDraft
from leapfrog.identity import SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.reactions import question_id
from leapfrog.web.market_cards import ref_of_item

ASKING = Limit("ask_shop", 30, 3600)


class QuestionInput(Input, frozen=True):
    """About which item, if about one; its card is sent under this client id."""

    client_id: UUID
    item_id: UUID | None = None


@post("/market/fronts/{merchant_id:uuid}/questions", summary="Ask a shop", status_code=200)
async def ask_shop(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    merchant_id: FromPath[UUID],
    data: JSONBody[QuestionInput],
) -> Conversation:
    """Opens one's conversation with a shop, in which those answer who speak for it, and shows what
    it is about. It is always the same one, and stays one's own. Raises `GroupIdUsed`,
    `GroupLivesElsewhere`, `Invalid`, `MovedAway`, `MutedAll`, `NoConversation`, `NoFront`,
    `NoItem`, `NotAdmin`, `NotContacts`, `NotMember`, `NotOwner`, `RateLimited`, `ReadOnly`,
    `RequestWaits`.
    """
    town.limit(ASKING, str(signed.person_id))
    me, front = signed.person_id, await market.front_shown(db, merchant_id)
    if me in (await till.shop_staff(db, [merchant_id])).get(merchant_id, set()):
        raise Invalid("You work in this shop.")
    staff = await till.shop_staff(db, [merchant_id], till.ANSWERING_ROLES)
    asked = question_id(merchant_id, me)
    opened = await chat.open_desk(db, me, asked, front.sign, sorted(staff.get(merchant_id, ())))
    if data.item_id is None:
        return opened
    await _show(db, me, asked, data)
    return await chat.one(db, me, asked)


async def _show(db: Db, me: UUID, group_id: UUID, data: QuestionInput) -> None:
    assert data.item_id is not None
    await market.item_for_sale(db, data.item_id)
    meta = {"ref": ref_of_item(data.item_id)}
    card = MessageDraft(group_id, me, data.client_id, "", "card", meta=meta)
    [result] = await chat.append(db, [card])
    if isinstance(result, Problem):
        raise result


routes: list[HTTPRouteHandler] = [ask_shop]
