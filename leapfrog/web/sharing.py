"""Sharing a post, an item or a shop into a chat: a message that is a card, shown to each by what
they may see.
"""

from uuid import UUID

from litestar import post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import chat, market, posts
from leapfrog.chat import Message, MessageDraft
from leapfrog.identity import SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import DbIn, Input
from leapfrog.web.market_cards import ref_of_front, ref_of_item


class ShareInput(Input, frozen=True):
    """Where to, under which client id."""

    conversation_id: UUID
    client_id: UUID


@post("/posts/{post_id:uuid}/shares", status_code=200)
async def share_post(
    db: DbIn, signed: SignedIn, post_id: FromPath[UUID], data: JSONBody[ShareInput]
) -> Message:
    """Sends a card of a post that one may see oneself into a conversation. Raises `MovedAway`,
    `MutedAll`, `NoConversation`, `NoPost`, `NotContacts`, `NotMember`, `ReadOnly`, `RequestWaits`.
    """
    await posts.post_for(db, signed.person_id, post_id)
    return await _send(db, signed.person_id, data, posts.ref_of(post_id))


@post("/market/items/{item_id:uuid}/shares", status_code=200)
async def share_item(
    db: DbIn, signed: SignedIn, item_id: FromPath[UUID], data: JSONBody[ShareInput]
) -> Message:
    """Sends a card of an item for sale into a conversation; price and stock on it are those of the
    reading. Raises `MovedAway`, `MutedAll`, `NoConversation`, `NoItem`, `NotContacts`,
    `NotMember`, `ReadOnly`, `RequestWaits`.
    """
    await market.item_for_sale(db, item_id)
    return await _send(db, signed.person_id, data, ref_of_item(item_id))


@post("/market/fronts/{merchant_id:uuid}/shares", status_code=200)
async def share_front(
    db: DbIn, signed: SignedIn, merchant_id: FromPath[UUID], data: JSONBody[ShareInput]
) -> Message:
    """Sends a card of a shop into a conversation. Raises `MovedAway`, `MutedAll`, `NoConversation`,
    `NoFront`, `NotContacts`, `NotMember`, `ReadOnly`, `RequestWaits`.
    """
    await market.front_shown(db, merchant_id)
    return await _send(db, signed.person_id, data, ref_of_front(merchant_id))


async def _send(db: Db, me: UUID, data: ShareInput, ref: str) -> Message:
    place = (data.conversation_id, me, data.client_id)
    [result] = await chat.append(db, [MessageDraft(*place, "", "card", meta={"ref": ref})])
    if isinstance(result, Problem):
        raise result
    return result


routes: list[HTTPRouteHandler] = [share_post, share_item, share_front]
