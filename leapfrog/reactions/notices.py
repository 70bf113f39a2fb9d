"""What people are told while they are away: who, of what, and in which words."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import (
    brands,
    calls,
    chat,
    door_cases,
    door_orders,
    drops,
    group_calls,
    lockers,
    market_news,
    mirrors,
    notifications,
    orders,
    parcels,
    presales,
    push,
    ride_calls,
    ride_safety,
    rides,
    rides_dispute,
    rides_message,
    share_rewards,
    splits,
    ticket_draws,
    ticket_gates,
    ticket_sales,
    tickets,
    warehouses,
    webhooks,
)
from leapfrog.chat import Conversation, Message, Unread
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.looking import Poller
from leapfrog.push import Action, Composers, Notification, PushNotice, Urgency
from leapfrog.reactions.bills import compose_bill
from leapfrog.reactions.brands import compose_brand, compose_complaint
from leapfrog.reactions.deposits import compose_deposit
from leapfrog.reactions.door_cases import compose_door_case
from leapfrog.reactions.door_orders import compose_door_order
from leapfrog.reactions.draws import compose_drop
from leapfrog.reactions.fares import compose_fare
from leapfrog.reactions.hails import (
    compose_change,
    compose_dispute,
    compose_follower,
    compose_help_call,
    compose_licence,
    compose_offer,
    compose_ride_check,
    compose_ride_message,
)
from leapfrog.reactions.lockers import compose_locker, compose_locker_door
from leapfrog.reactions.meetings import MEETING, compose_meeting
from leapfrog.reactions.notices_posts import compose_posts
from leapfrog.reactions.orders import compose_order
from leapfrog.reactions.parcels import compose_parcel
from leapfrog.reactions.payments import compose_payment
from leapfrog.reactions.programs import compose_secrets, compose_webhook
from leapfrog.reactions.shares import compose_reward
from leapfrog.reactions.shop_news import compose_shop_news
from leapfrog.reactions.shows import (
    compose_freed,
    compose_gate,
    compose_given_up,
    compose_holder_message,
    compose_show,
    compose_ticket_draw,
)
from leapfrog.reactions.spares import compose_spare
from leapfrog.reactions.stock import compose_expiry, compose_low_stock

CHAT = "chat"
MISSED = ("missed", "cancelled", "busy")
# What the cards of money are, by what their refs say after the module.
MONEY = {
    "transfer": "transfer",
    "payment": "transfer",
    "request": "request",
    "packet": "packet",
    "split": "split",
}
Words = Mapping[str, str]
# By kind of message, as the client has them.
WORDS: Mapping[Language, Words] = {
    "en": {
        "new": "New message",
        "asks": "would like to write to you",
        "called": "[You were mentioned]",
        "missed": "Missed call",
        "rings": "Incoming call",
        "voice_call": "Voice call",
        "video_call": "Video call",
        "answer": "Answer",
        "decline": "Decline",
        "taken": "Answered on another device",
        "over": "The call is over",
        "goes_on": "A call goes on in this group",
        "image": "[Photo]",
        "video": "[Video]",
        "voice": "[Voice]",
        "file": "[File]",
        "location": "[Location]",
        "contact": "[Contact card]",
        "sticker": "[Sticker]",
        "merged": "[Chat history]",
        "call": "[Call]",
        "card": "[Card]",
        "card.transfer": "[Money]",
        "card.request": "[Asks for money]",
        "card.packet": "[Red packet]",
        "card.split": "[Shared bill]",
        "card.posts": "[Post]",
        "card.market": "[For sale]",
        "card.orders": "[A present]",
        "card.live_location": "[Live location]",
    },
    "zh-CN": {
        "new": "新消息",
        "asks": "想和你聊天",
        "called": "[有人@我]",
        "missed": "未接来电",
        "rings": "来电",
        "voice_call": "邀请你语音通话",
        "video_call": "邀请你视频通话",
        "answer": "接听",
        "decline": "拒绝",
        "taken": "已在其他设备接听",
        "over": "通话已结束",
        "goes_on": "群通话正在进行",
        "image": "[图片]",
        "video": "[视频]",
        "voice": "[语音]",
        "file": "[文件]",
        "location": "[位置]",
        "contact": "[名片]",
        "sticker": "[表情]",
        "merged": "[聊天记录]",
        "call": "[通话]",
        "card": "[卡片]",
        "card.transfer": "[转账]",
        "card.request": "[请求付款]",
        "card.packet": "[红包]",
        "card.split": "[AA收款]",
        "card.posts": "[帖子]",
        "card.market": "[商品]",
        "card.orders": "[礼物]",
        "card.live_location": "[实时位置]",
    },
}


async def push_unread(database: Database) -> bool:
    """Whoever has not read what was just said, and wants to know, hears of it on their devices.
    Answers whether there may be more.
    """
    async with database.transaction() as db:
        unread, more = await chat.take_unread(db)
        await push.notify(db, [_notice(one) for one in unread])
    return more


def _notice(one: Unread) -> PushNotice:
    urgency: Urgency = "high" if one.kind == "direct" else "normal"
    return PushNotice(one.person_id, f"{CHAT}:{one.conversation_id}", urgency)


async def compose_chat(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """The newest of a conversation in which the person has something to read and wants to hear of
    it.
    """
    try:
        talk = await chat.one(db, person_id, UUID(ref))
    except NotFound:
        return None
    parted = talk.kind == "direct" and not talk.writable and not talk.request
    if not talk.unread or talk.muted or talk.archived or parted:
        return None
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    title = talk.name if talk.unread == 1 else f"{talk.name} ({talk.unread})"
    text = words["asks"] if talk.request else _text(talk, words)
    badge = await chat.unread(db, person_id)
    return Notification(title, text, words["new"], f"/chat/{talk.id}", badge)


async def compose_call(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """That it rings; once it does not, something quiet in its place, unless the conversation
    speaks of it.
    """
    try:
        call = await calls.one(db, person_id, UUID(ref))
    except NotFound:
        return None
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    place = await _place_of_call(db, person_id, call)
    if call.state == "ringing":
        return _ringing(call.person.name, words[f"{call.media}_call"], words, place, call.id)
    if call.conversation_id and await compose_chat(db, person_id, str(call.conversation_id)):
        return None
    text = words["taken" if call.answered_at else "over"]
    return Notification(call.person.name, text, text, place, manner="quiet")


async def _place_of_call(db: Db, person_id: UUID, call: calls.LiveCall) -> str:
    """Where somebody has to do with the other one: their conversation, or the ride it is about."""
    ride_id = ride_calls.ride_of_call(call.about)
    if ride_id is None:
        return f"/chat/{call.conversation_id}"
    ride = await rides.hailed_ride(db, ride_id)
    return f"/rides/{ride_id}" if ride and ride.rider_id == person_id else "/taxi"


async def compose_group_call(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """That a call of a group rings, which may go on without this person; once it does not,
    something quiet in its place.
    """
    try:
        call = await group_calls.one(db, person_id, UUID(ref))
        talk = await chat.one(db, person_id, call.conversation_id)
    except NotFound:
        return None
    words = WORDS[(await languages(db, [person_id]))[person_id]]
    place = f"/chat/{call.conversation_id}"
    if person_id in call.rung:
        return _ringing(talk.name, words[f"{call.media}_call"], words, place, call.id)
    if await compose_chat(db, person_id, str(call.conversation_id)):
        return None
    here = "taken" if call.seat_of(person_id) is not None else "goes_on"
    text = words["over" if call.ended_at else here]
    return Notification(talk.name, text, text, place, manner="quiet")


def _ringing(title: str, text: str, words: Words, place: str, call_id: UUID) -> Notification:
    """A call that rings; its buttons lead to where the app does what they say."""
    doors = tuple(
        Action(how, words[how], f"{place}?{how}={call_id}") for how in ("decline", "answer")
    )
    return Notification(title, text, words["rings"], place, manner="ring", actions=doors)


def _text(talk: Conversation, words: Words) -> str:
    last = talk.last
    if last is None or last.recalled or last.hidden or last.kind == "system":
        return words["new"]
    who = next((face.name for face in talk.senders if face.id == last.sender_id), "")
    who = who or next((face.name for face in talk.members_preview if face.id == last.sender_id), "")
    said = f"{who}: {_said(last, words)}" if talk.kind == "group" and who else _said(last, words)
    return f"{words['called']} {said}" if talk.mentioned else said


def _said(message: Message, words: Words) -> str:
    """A message in one line: its text, else what it is."""
    if (message.meta or {}).get("outcome") in MISSED:
        return words["missed"]
    kind = words.get(_kind(message), words.get(message.kind, ""))
    return " ".join(filter(None, (kind, message.body))) or words["new"]


def _kind(message: Message) -> str:
    """A card is of the module that shows it: its ref begins with that, and of money says what."""
    module, _, rest = str((message.meta or {}).get("ref", "")).partition(":")
    what = MONEY.get(rest.partition(":")[0], "") if module in ("pay", "clearing") else module
    return f"{message.kind}.{what}"


POLLERS = [Poller(chat.UNREAD_WAITS, push_unread)]
COMPOSERS: Composers = {
    CHAT: compose_chat,
    calls.RING: compose_call,
    group_calls.RING: compose_group_call,
    splits.NOTICE: compose_bill,
    notifications.PUSH: compose_posts,
    MEETING: compose_meeting,
    rides.NOTICE: compose_fare,
    rides.OFFER_NOTICE: compose_offer,
    rides.CHANGE_NOTICE: compose_change,
    rides_dispute.DISPUTE_NOTICE: compose_dispute,
    ride_safety.HELP_NOTICE: compose_help_call,
    ride_safety.CHECK_NOTICE: compose_ride_check,
    ride_safety.FOLLOW_NOTICE: compose_follower,
    rides.LICENCE_NOTICE: compose_licence,
    rides_message.MESSAGE_NOTICE: compose_ride_message,
    orders.NOTICE: compose_order,
    door_orders.NOTICE: compose_door_order,
    door_cases.NOTICE: compose_door_case,
    parcels.NOTICE: compose_parcel,
    lockers.NOTICE: compose_locker,
    lockers.DOOR_NOTICE: compose_locker_door,
    warehouses.NOTICE: compose_low_stock,
    warehouses.EXPIRY_NOTICE: compose_expiry,
    tickets.NOTICE: compose_show,
    drops.NOTICE: compose_drop,
    market_news.NEWS_NOTICE: compose_shop_news,
    brands.BRAND_NOTICE: compose_brand,
    brands.COMPLAINT_NOTICE: compose_complaint,
    presales.NOTICE: compose_deposit,
    share_rewards.NOTICE: compose_reward,
    webhooks.NOTICE: compose_webhook,
    webhooks.SECRETS_NOTICE: compose_secrets,
    tickets.FREED_NOTICE: compose_freed,
    tickets.GIVEN_UP_NOTICE: compose_given_up,
    ticket_draws.NOTICE: compose_ticket_draw,
    ticket_gates.NOTICE: compose_gate,
    ticket_sales.NOTICE: compose_holder_message,
    mirrors.NOTICE: compose_spare,
    "pay": compose_payment,
}
