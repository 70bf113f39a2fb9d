"""Routes of webhooks, for those who lead a shop."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.paging import Before, Position, Size, checked_position, next_of
from leapfrog.webhooks import registering, store
from leapfrog.webhooks.model import (
    DeliveryState,
    Hook,
    HookDelivery,
    HookEventKind,
    HookState,
    shown_secret,
)
from leapfrog.webhooks.registering import HookPlace, HookWishes

CHANGING = Limit("webhook", 60, 3600)
MerchantId = FromPath[UUID]
HookId = FromPath[UUID]


class WebhookInput(Input, frozen=True):
    """Where the shop is told of what; `on`: whether at the moment."""

    url: Annotated[str, msgspec.Meta(max_length=2000)]
    events: Annotated[list[HookEventKind], msgspec.Meta(max_length=20)]
    on: bool = True


class Webhook(msgspec.Struct, frozen=True):
    """An address of the shop's program. `dead`: it failed for more than three days, or said that it
    is gone, and is called no longer; `failing_since`: since then nothing has reached it.
    """

    id: UUID
    url: str
    events: list[HookEventKind]
    state: HookState
    made_at: datetime
    failing_since: datetime | None
    last_status: int | None
    last_trouble: str
    tried_at: datetime | None


class WebhookWithSecret(Webhook, frozen=True):
    """The same, with the secret by which the program knows that it is the town that speaks."""

    secret: str


class Webhooks(msgspec.Struct, frozen=True):
    """The oldest first."""

    webhooks: list[Webhook]


class WebhookMessage(msgspec.Struct, frozen=True):
    """A message: `event_id` is what the program sees as `webhook-id`; `due_at`: of what waits, when
    it is tried next; `took_ms`: milliseconds of the last try.
    """

    id: UUID
    event_id: UUID
    kind: HookEventKind
    body: str
    state: DeliveryState
    tries: int
    made_at: datetime
    due_at: datetime
    tried_at: datetime | None
    status: int | None
    trouble: str
    took_ms: int | None


class WebhookMessages(msgspec.Struct, frozen=True):
    """The newest first; `next` is the `before` of the next page, null at the end."""

    messages: list[WebhookMessage]
    next: str | None


@get("/merchants/{merchant_id:uuid}/webhooks", summary="List webhooks")
async def list_webhooks(db: DbIn, signed: SignedIn, merchant_id: MerchantId) -> Webhooks:
    """The addresses that are told what happens in a shop that one leads. Raises `NoMerchant`,
    `RoleNeeded`.
    """
    found = await registering.hooks(db, signed.person_id, merchant_id)
    last = await store.last(db, [one.id for one in found])
    return Webhooks([Webhook(**_shown(one, last.get(one.id))) for one in found])


@put(
    "/merchants/{merchant_id:uuid}/webhooks/{hook_id:uuid}",
    summary="Register a webhook",
    guards=[own_device],
)
async def put_webhook(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    hook_id: HookId,
    data: JSONBody[WebhookInput],
) -> WebhookWithSecret:
    """An address of the shop's program is told of these events from now on, or another one with the
    same id; one that was given up is called again. Raises `Invalid`, `NoMerchant`, `NoWebhook`,
    `RateLimited`, `RoleNeeded`, `TooManyWebhooks`, `WebhookIdUsed`, `WebhookRefused`.
    """
    check_new_id(hook_id)
    town.limit(CHANGING, str(signed.person_id))
    wanted, ids = HookWishes(data.url, data.events, data.on), HookPlace(merchant_id, hook_id)
    made = await registering.put_hook(db, town.outgoing, signed.person_id, ids, wanted)
    return await _with_secret(db, made)


@delete("/merchants/{merchant_id:uuid}/webhooks/{hook_id:uuid}", status_code=204)
async def drop_webhook(
    db: DbIn, signed: SignedIn, merchant_id: MerchantId, hook_id: HookId
) -> None:
    """The address is told nothing any more. Raises `NoMerchant`, `NoWebhook`, `RoleNeeded`."""
    await registering.drop_hook(db, signed.person_id, merchant_id, hook_id)


@post(
    "/merchants/{merchant_id:uuid}/webhooks/{hook_id:uuid}/secret",
    summary="Change the secret of a webhook",
    status_code=200,
    guards=[own_device],
)
async def change_webhook_secret(
    db: DbIn, town: TownIn, signed: SignedIn, merchant_id: MerchantId, hook_id: HookId
) -> WebhookWithSecret:
    """A new secret; for a day messages are signed with the one before as well. Raises `NoMerchant`,
    `NoWebhook`, `RateLimited`, `RoleNeeded`.
    """
    town.limit(CHANGING, str(signed.person_id))
    made = await registering.new_secret(db, signed.person_id, merchant_id, hook_id)
    return await _with_secret(db, made)


@post(
    "/merchants/{merchant_id:uuid}/webhooks/{hook_id:uuid}/ping",
    summary="Try a webhook",
    status_code=204,
)
async def ping_webhook(
    db: DbIn, town: TownIn, signed: SignedIn, merchant_id: MerchantId, hook_id: HookId
) -> None:
    """Sends a message of the kind `ping`. Raises `NoMerchant`, `NoWebhook`, `RateLimited`,
    `RoleNeeded`, `WebhookOff`.
    """
    town.limit(CHANGING, str(signed.person_id))
    await registering.ping(db, signed.person_id, merchant_id, hook_id)


@get("/merchants/{merchant_id:uuid}/webhooks/{hook_id:uuid}/messages")
async def list_webhook_messages(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    hook_id: HookId,
    before: Before = None,
    limit: Size = 20,
) -> WebhookMessages:
    """What was brought to an address in the last thirty days, or is on its way, the newest first.
    Raises `Invalid`, `NoMerchant`, `NoWebhook`, `RoleNeeded`.
    """
    place, ids = checked_position(before), HookPlace(merchant_id, hook_id)
    found = await registering.deliveries(db, signed.person_id, ids, place, limit)
    more = next_of(found, limit, lambda one: Position(one.made_at, one.id))
    return WebhookMessages([_message(one) for one in found], more)


@post(
    "/merchants/{merchant_id:uuid}/webhooks/{hook_id:uuid}/messages/{told_id:uuid}/replay",
    summary="Send a message of a webhook again",
    status_code=204,
)
async def replay_webhook_message(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    hook_id: HookId,
    told_id: FromPath[UUID],
) -> None:
    """Brings a message once more, with the same `webhook-id`; one that waits goes now. Raises
    `NoWebhookMessage`, `NoMerchant`, `NoWebhook`, `RateLimited`, `RoleNeeded`, `WebhookOff`.
    """
    town.limit(CHANGING, str(signed.person_id))
    await registering.replay(db, signed.person_id, HookPlace(merchant_id, hook_id), told_id)


async def _with_secret(db: Db, one: Hook) -> WebhookWithSecret:
    last = (await store.last(db, [one.id])).get(one.id)
    return WebhookWithSecret(**_shown(one, last), secret=shown_secret(one.secret))


def _shown(one: Hook, last: HookDelivery | None) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": one.url,
        "events": one.events,
        "state": one.state,
        "made_at": one.made_at,
        "failing_since": one.failing_since,
        "last_status": last.status if last else None,
        "last_trouble": last.trouble if last else "",
        "tried_at": last.tried_at if last else None,
    }


def _message(one: HookDelivery) -> WebhookMessage:
    shown = msgspec.structs.asdict(one)
    del shown["hook_id"]
    return WebhookMessage(**shown)


routes: list[HTTPRouteHandler] = [
    list_webhooks,
    put_webhook,
    drop_webhook,
    change_webhook_secret,
    ping_webhook,
    list_webhook_messages,
    replay_webhook_message,
]
