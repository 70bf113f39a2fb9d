"""Sharing a post into a chat: a message that is a card, shown to each by what they may see."""

from uuid import UUID

from litestar import post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import chat, posts
from leapfrog.chat import Message, MessageDraft
from leapfrog.identity import SignedIn
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import DbIn, Input


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
    place = (data.conversation_id, signed.person_id, data.client_id)
    card = MessageDraft(*place, "", "card", meta={"ref": posts.ref_of(post_id)})
    [result] = await chat.append(db, [card])
    if isinstance(result, Problem):
        raise result
    return result


routes: list[HTTPRouteHandler] = [share_post]
