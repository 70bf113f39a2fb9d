"""Two people who met by an invitation: they find each other among their chats."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import chat, contacts, push
from leapfrog.chat import MessageDraft
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.push import Notification, PushNotice

MEETING = "contacts.invited"
WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {"accepted": "accepted your invitation", "new": "New contact"},
    "zh-CN": {"accepted": "接受了你的邀请", "new": "新的联系人"},
}


async def met_by_invitation(db: Db, inviter: UUID, guest: UUID) -> None:
    """Opens their conversation with a line that says so, unread for the inviter, who is told on
    their devices too. Nothing for two who parted meanwhile.
    """
    if not await contacts.may_talk(db, [(guest, inviter)]):
        return
    talk = await chat.direct_of(db, inviter, guest)
    draft = MessageDraft(talk, guest, new_id(), "", "system", meta={"what": "invited"})
    # Of somebody of another town too, which hears nothing of this line.
    await chat.note(db, draft)
    await chat.mark_unread(db, inviter, talk)
    await push.notify(db, [PushNotice(inviter, f"{MEETING}:{guest}", "normal")])


async def compose_meeting(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """Who came; nothing once the inviter has looked at their chat, or they parted."""
    guest = UUID(ref)
    if not await contacts.may_talk(db, [(person_id, guest)]):
        return None
    talk = await chat.one(db, person_id, await chat.direct_of(db, person_id, guest))
    if not talk.marked_unread or talk.muted:
        return None
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    badge = await chat.unread(db, person_id)
    return Notification(talk.name, words["accepted"], words["new"], f"/chat/{talk.id}", badge)
