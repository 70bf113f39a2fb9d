"""Client apps are pushed what their people are notified of, as Mastodon does it: which
notification, with its words and the client app's own token, sealed for the device alone.

The words are written when the push leaves: nothing is said of what was taken back, is not to be
seen any more, or was seen by then.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import follows, notifications, oauth, push
from leapfrog.identity import languages
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import RunAgain, Work, enqueue_all
from leapfrog.mastodon import ids, store, store_preferences, store_push
from leapfrog.mastodon.addresses import Addresses
from leapfrog.mastodon.call import ApiCall
from leapfrog.mastodon.entities.accounts import LANGUAGES
from leapfrog.mastodon.entities.notifications import KINDS, Entity, notification_entities
from leapfrog.mastodon.html import text_of
from leapfrog.mastodon.sealing import opened
from leapfrog.mastodon.store_push import AppSubscription
from leapfrog.notifications import NotificationRow, NotificationsAdded

PUSH = "mastodon.push"
KIND = "application/octet-stream"
LONGEST_TITLE, LONGEST_BODY = 80, 140


class AppPush(msgspec.Struct, frozen=True):
    """What a push says."""

    access_token: str
    preferred_locale: str
    notification_id: str
    notification_type: str
    icon: str
    title: str
    body: str


async def push_notifications(db: Db, event: NotificationsAdded) -> None:
    """A reaction: enqueues a Web Push of new notifications to each client app that wants to hear of
    their kind.
    """
    told = [(ident, owner, KINDS[kind]) for ident, owner, kind in event.told if kind in KINDS]
    tokens: dict[UUID, list[UUID]] = {}
    for owner, token in await oauth.tokens_of(db, [owner for _, owner, _ in told]):
        tokens.setdefault(owner, []).append(token)
    asked = [(ident, one, kind) for ident, owner, kind in told for one in tokens.get(owner, ())]
    wanted = await store_push.wanting(db, asked) if asked else []
    letters = [msgspec.to_builtins(one) for one in wanted]
    await enqueue_all(db, PUSH, letters)


def works(town: Town) -> Mapping[str, Work]:
    """The jobs of client apps, by name: sending one Web Push."""
    carrier = AppPushSender(town)

    async def carry(letter: Any) -> None:
        await carrier.carry(UUID(letter["token_id"]), UUID(letter["notification_id"]))

    return {PUSH: push.lasting(carry)}


class AppPushSender:
    """One per process."""

    def __init__(self, town: Town) -> None:
        self._town, self._sender = town, push.PushSender(town)

    async def carry(self, token_id: UUID, notification_id: UUID) -> None:
        """Tells that client app of this. Raises `RunAgain`."""
        async with self._town.database.reading() as db:
            message = await self._message(db, token_id, notification_id)
        if message is None:
            push.ended.labels("unwanted").inc()
            return
        answer = await self._sender.send(message)
        end, now = push.end_of(answer), self._town.clock.now()
        if end == "later":
            # As long again as it took until now.
            wait = push.wait_after(answer, now - (message.expires_at - push.LASTS))
            if now + wait < message.expires_at:
                push.ended.labels("later").inc()
                raise RunAgain(wait)
            end = "expired"
        if end == "gone":
            async with self._town.database.transaction() as db:
                await store_push.drop(db, token_id, message.address.endpoint)
        push.ended.labels(end).inc()

    async def _message(
        self, db: Db, token_id: UUID, notification_id: UUID
    ) -> push.PushMessage | None:
        """None for nothing to tell any more."""
        token, one = await oauth.token_by_id(db, token_id), await store_push.one(db, token_id)
        if token is None or token.person_id is None or one is None:
            return None
        told = await notifications.exactly(db, token.person_id, notification_id)
        if told is None or not await _wants(db, token.person_id, one, told):
            return None
        settings, secret = self._town.settings, await store.secret(db)
        at = Addresses(settings.origin, settings.town_domain, secret)
        call = ApiCall(town=self._town, db=db, at=at, token=token)
        shown = await notification_entities(call, [told])
        if not shown:
            return None
        access = opened(secret, token_id, one.sealed)
        said = msgspec.json.encode(await _words(call, access, shown[0], told))
        about = push.topic(token_id, str(notification_id))
        expires_at = told.at + push.LASTS
        return push.PushMessage(one.address, said, KIND, expires_at, about, draft=not one.standard)


async def _wants(db: Db, me: UUID, one: AppSubscription, told: NotificationRow) -> bool:
    """Whether this is of a type and by somebody of whom the client app is told, and still news."""
    if KINDS.get(told.kind) not in one.alerts or told.at + push.LASTS <= db.now:
        return False
    seen_at = await notifications.seen_at(db, me)
    if (seen_at and told.at <= seen_at) or told.post_id in await store_preferences.quiet(db, me):
        return False
    if one.policy == "all":
        return True
    pair = (told.actor_id, me) if one.policy == "follower" else (me, told.actor_id)
    return one.policy != "none" and await follows.state(db, *pair) == "follows"


async def _words(call: ApiCall, access: str, shown: Entity, told: NotificationRow) -> AppPush:
    language = (await languages(call.db, [call.me]))[call.me]
    account, status = shown["account"], shown.get("status")
    happened = notifications.NOTIFICATION_WORDS[language][told.kind]
    title = happened if told.kind == "poll" else f"{account['display_name']} {happened}"
    said = text_of(status["content"] if status else account["note"])
    words = (status["spoiler_text"] if status else "") or said
    return AppPush(
        access_token=access,
        preferred_locale=LANGUAGES[language],
        notification_id=ids.shown(told.id),
        notification_type=shown["type"],
        icon=account["avatar_static"],
        title=push.cut(title, LONGEST_TITLE),
        body=push.cut(words, LONGEST_BODY),
    )
