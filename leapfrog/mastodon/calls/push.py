"""Where a client app wants to hear of notifications while nobody looks at it (Web Push)."""

from typing import Any, get_args
from uuid import UUID

from leapfrog import oauth, push
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.ids import new_id
from leapfrog.mastodon import ids, store, store_push
from leapfrog.mastodon.call import TRUE, ApiCall, Routes
from leapfrog.mastodon.dispatch import token_in
from leapfrog.mastodon.errors import ApiRefused, NoToken
from leapfrog.mastodon.model import ALERTS, Policy
from leapfrog.mastodon.sealing import sealed
from leapfrog.mastodon.store_push import AppSubscription

PATH = "/api/v1/push/subscription"
LONGEST_ENDPOINT, LONGEST_KEY = 2_000, 200

routes = Routes()


@routes("POST", PATH, "push")
async def subscribe(call: ApiCall) -> Any:
    """In the place of the one before; a token has one."""
    given = call.given.get("subscription")
    if not isinstance(given, dict):
        raise ApiRefused("Validation failed: Subscription can't be blank")
    address, standard = _address(given), _yes(given.get("standard"))
    push.check(call.town.outgoing, address)
    kept = sealed(await store.secret(call.db), _token(call), await _own(call))
    made = AppSubscription(new_id(), address, standard, *_wishes(call), kept)
    await store_push.put(call.db, _token(call), made)
    return await shown(call)


@routes("GET", PATH, "push")
async def shown(call: ApiCall) -> Any:
    """WebPushSubscription."""
    one = await store_push.one(call.db, _token(call))
    if one is None:
        raise NotFound
    return {
        "id": ids.shown(one.id),
        "endpoint": one.address.endpoint,
        "standard": one.standard,
        "alerts": {type: type in one.alerts for type in ALERTS},
        "policy": one.policy,
        "server_key": await push.public_key(call.db),
    }


@routes("PUT", PATH, "push")
async def change(call: ApiCall) -> Any:
    """Of what and by whom, all of it anew; where it is stays."""
    if not await store_push.change(call.db, _token(call), *_wishes(call)):
        raise NotFound
    return await shown(call)


@routes("DELETE", PATH, "push")
async def unsubscribe(call: ApiCall) -> Any:
    """Again, nothing happens."""
    await store_push.drop(call.db, _token(call))
    return {}


def _token(call: ApiCall) -> UUID:
    """Of a client app that speaks for somebody. Raises `NoPersonHere`."""
    token, _ = call.token, call.me
    assert token
    return token.id


async def _own(call: ApiCall) -> str:
    """The token of this very call, which is kept nowhere else. Raises `NoToken`."""
    text = token_in(call.headers, call.given) or ""
    found = await oauth.who(call.db, text)
    if found is None or found.id != _token(call):
        raise NoToken
    return text


def _address(given: dict[str, Any]) -> push.Address:
    """Raises `AddressRefused`."""
    keys = given.get("keys")
    texts = [keys.get(name) if isinstance(keys, dict) else None for name in ("p256dh", "auth")]
    endpoint = given.get("endpoint")
    try:
        p256dh, auth = [push.unbase64url(str(text)[: LONGEST_KEY + 1]) for text in texts]
    except ValueError:
        raise push.AddressRefused from None
    if not isinstance(endpoint, str) or len(endpoint) > LONGEST_ENDPOINT:
        raise push.AddressRefused
    return push.Address(endpoint, p256dh, auth)


def _wishes(call: ApiCall) -> tuple[list[str], Policy]:
    """Of which types, and by whom: in `data`, the policy also beside it. Raises `ApiRefused`."""
    data = call.given.get("data")
    data = data if isinstance(data, dict) else {}
    alerts = data.get("alerts")
    alerts = alerts if isinstance(alerts, dict) else {}
    policy: Any = data.get("policy") or call.text("policy") or "all"
    if policy not in get_args(Policy):
        raise ApiRefused("Validation failed: Policy is not included in the list")
    return [type for type in ALERTS if _yes(alerts.get(type))], policy


def _yes(value: Any) -> bool:
    return value is True or str(value).lower() in TRUE
