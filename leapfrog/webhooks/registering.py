"""Addresses registered, changed, looked at, and told again, by those who lead the shop."""

import secrets
from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.outgoing import CallRefused, Outgoing
from leapfrog.kernel.paging import Position
from leapfrog.kernel.timers import schedule
from leapfrog.webhooks import store
from leapfrog.webhooks.errors import (
    NoWebhook,
    NoWebhookMessage,
    TooManyWebhooks,
    WebhookIdUsed,
    WebhookOff,
    WebhookRefused,
)
from leapfrog.webhooks.model import (
    DUE,
    LONGEST_URL,
    MOST_HOOKS,
    OLD_SECRET_LASTS,
    SECRET_BYTES,
    Hook,
    HookDelivery,
    HookEvent,
    HookEventKind,
)
from leapfrog.webhooks.telling import tell_hooks


class HookPlace(msgspec.Struct, frozen=True):
    """An address of a shop, by their ids."""

    merchant_id: UUID
    hook_id: UUID


class HookWishes(msgspec.Struct, frozen=True):
    """Where a shop wants to be told what, and whether at the moment."""

    url: str
    events: Sequence[HookEventKind]
    on: bool = True


async def put_hook(
    db: Db, outgoing: Outgoing, me: UUID, where: HookPlace, wanted: HookWishes
) -> Hook:
    """An address of a shop that I lead, new or changed; one that was given
    up is called again. Raises `NoMerchant`, `RoleNeeded`, `Invalid`, `WebhookRefused`,
    `WebhookIdUsed`, `TooManyWebhooks`.
    """
    merchant_id, hook_id = where.merchant_id, where.hook_id
    await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)
    url, events = _checked(outgoing, wanted)
    before = await store.lock(db, hook_id)
    if before is None:
        shop = await till.merchant(db, merchant_id)
        if await store.count(db, merchant_id) >= MOST_HOOKS:
            raise TooManyWebhooks
        await store.add(
            db,
            Hook(
                id=hook_id,
                merchant_id=shop.id,
                url=url,
                events=events,
                state="active",
                secret=secrets.token_bytes(SECRET_BYTES),
                old_secret=None,
                old_until=None,
                made_at=db.now,
                failing_since=None,
            ),
        )
        before = await store.lock(db, hook_id)
        assert before
    if before.merchant_id != merchant_id:
        raise WebhookIdUsed
    await store.change(db, hook_id, url, events, "active" if wanted.on else "off")
    if wanted.on:
        await schedule(db, DUE, str(hook_id), db.now)
    return await own_hook(db, me, merchant_id, hook_id)


def _checked(outgoing: Outgoing, wanted: HookWishes) -> tuple[str, list[HookEventKind]]:
    url = wanted.url.strip()
    if not 1 <= len(url) <= LONGEST_URL:
        raise Invalid(f"1 to {LONGEST_URL} characters.", field="url")
    try:
        outgoing.check(url)
    except CallRefused as cause:
        raise WebhookRefused(why=str(cause)) from None
    events = sorted(set(wanted.events) - {"ping"})
    if not events:
        raise Invalid("At least one kind of event.", field="events")
    return url, events


async def own_hook(db: Db, me: UUID, merchant_id: UUID, hook_id: UUID) -> Hook:
    """An address of a shop that I lead. Raises `NoMerchant`, `RoleNeeded`, `NoWebhook`."""
    await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)
    found = await store.find(db, hook_id)
    if found is None or found.merchant_id != merchant_id:
        raise NoWebhook
    return found


async def hook_seen(db: Db, me: UUID, hook_id: UUID) -> Hook:
    """A webhook of a shop that I lead, by its id alone. Raises `NoMerchant`, `RoleNeeded`,
    `NoWebhook`.
    """
    found = await store.find(db, hook_id)
    if found is None:
        raise NoWebhook
    return await own_hook(db, me, found.merchant_id, hook_id)


async def hooks(db: Db, me: UUID, merchant_id: UUID) -> list[Hook]:
    """All of a shop that I lead, the oldest first. Raises `NoMerchant`, `RoleNeeded`."""
    await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)
    return await store.of_shop(db, merchant_id)


async def has_hooks(db: Db, merchant_id: UUID) -> bool:
    """Whether a shop has webhooks."""
    return await store.count(db, merchant_id) > 0


async def drop_hook(db: Db, me: UUID, merchant_id: UUID, hook_id: UUID) -> None:
    """Nobody calls it any more, and what was on its way is forgotten. Raises `NoMerchant`,
    `RoleNeeded`, `NoWebhook`.
    """
    await own_hook(db, me, merchant_id, hook_id)
    await store.drop(db, hook_id)


async def new_secret(db: Db, me: UUID, merchant_id: UUID, hook_id: UUID) -> Hook:
    """Messages are signed with another secret from now on, and for a day with the one before as
    well; made anew twice in that day, with the first and the last. Raises `NoMerchant`,
    `RoleNeeded`, `NoWebhook`.
    """
    await own_hook(db, me, merchant_id, hook_id)
    made = secrets.token_bytes(SECRET_BYTES)
    await store.rotate(db, hook_id, made, db.now + OLD_SECRET_LASTS)
    return await own_hook(db, me, merchant_id, hook_id)


async def ping(db: Db, me: UUID, merchant_id: UUID, hook_id: UUID) -> None:
    """Sends a message to try it. Raises `NoMerchant`, `RoleNeeded`, `NoWebhook`, `WebhookOff`."""
    hook = await own_hook(db, me, merchant_id, hook_id)
    if hook.state != "active":
        raise WebhookOff
    await store.now(db, hook.id)
    await tell_hooks(db, [hook], HookEvent(new_id(), "ping", {"shop_id": str(merchant_id)}))


async def deliveries(
    db: Db, me: UUID, where: HookPlace, before: Position, limit: int
) -> list[HookDelivery]:
    """What was brought to an address or is on its way, the newest first.
    Raises `NoMerchant`, `RoleNeeded`, `NoWebhook`.
    """
    await own_hook(db, me, where.merchant_id, where.hook_id)
    return await store.log(db, where.hook_id, before, limit)


async def replay(db: Db, me: UUID, where: HookPlace, delivery_id: UUID) -> None:
    """Brings a message once more, from the first try on; what waits goes now. Raises `NoMerchant`,
    `RoleNeeded`, `NoWebhook`, `WebhookOff`, `NoWebhookMessage`.
    """
    hook = await own_hook(db, me, where.merchant_id, where.hook_id)
    if hook.state != "active":
        raise WebhookOff
    if await store.one(db, hook.id, delivery_id) is None:
        raise NoWebhookMessage
    await store.again(db, delivery_id)
    await store.now(db, hook.id)
    await schedule(db, DUE, str(hook.id), db.now)
