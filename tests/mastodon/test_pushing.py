"""Client apps are pushed what their people are notified of, in both ways of sealing; only what they
wished for, and nothing that is none of theirs any more.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg
import httpx
import msgspec
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from mastodon import Mastodon, MastodonNotFoundError

from leapfrog import push
from leapfrog.kernel import jobs
from leapfrog.kernel.settings import Settings
from leapfrog.mastodon.sealing import opened
from leapfrog.push import sending
from tests.http import PATIENCE
from tests.mastodon.conftest import Join
from tests.mastodon.neighbours import Neighbour
from tests.matrix import settled, unchanged
from tests.pushing import Handset, Json, PushService, base64url, push_service
from tests.serving import serving

JS, TOOL = Path(__file__).parent / "js", Path(__file__).parents[2] / "tools" / "client.py"
PATH = "/api/v1/push/subscription"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A town that may call this machine, where the push service is."""
    return msgspec.structs.replace(settings, private_calls=True)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LOOK_EVERY", timedelta(seconds=0.2))
    monkeypatch.setattr(sending, "FIRST_WAIT", timedelta(seconds=0.1))


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as running:
        yield running


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def ends(end: str) -> float:
    value: float = push.ended.labels(end)._value.get()
    return value


def subscription(handset: Handset, *types: str, **more: Any) -> Json:
    keys = {"p256dh": base64url(handset.point), "auth": base64url(handset.auth)}
    alerts = dict.fromkeys(types, True)
    where = {"endpoint": handset.endpoint, "keys": keys, "standard": True}
    return {"subscription": where | more, "data": {"alerts": alerts}}


def asks(api: Mastodon, method: str, body: Json | None = None) -> httpx.Response:
    headers = {"Authorization": f"Bearer {api.access_token}"}
    url = f"{api.api_base_url}{PATH}"
    return httpx.request(method, url, headers=headers, json=body, timeout=PATIENCE)


def subscribed(api: Mastodon, service: PushService, *types: str) -> Handset:
    """A handset on which this client app is told."""
    handset = service.handset()
    assert asks(api, "POST", subscription(handset, *types)).is_success
    return handset


async def rows(settings: Settings) -> int:
    connection = await asyncpg.connect(settings.database_url)
    try:
        return int(await connection.fetchval("select count(*) from mastodon_push"))
    finally:
        await connection.close()


def types(handset: Handset) -> list[str]:
    return [each.message["notification_type"] for each in handset.pushed]


def test_mastodon_py_is_told_what_it_wished_for(join: Join, service: PushService) -> None:
    amina, bo = join("amina"), join("bo_chen")
    api, other = amina.client_app(), bo.client_app()
    with pytest.raises(MastodonNotFoundError):
        api.push_subscription()
    private, public = api.push_subscription_generate_keys()
    handset = service.handset()
    handset.private = derive_private_key(private["privkey"], SECP256R1())
    handset.auth = private["auth"]
    made = api.push_subscription_set(
        handset.endpoint, public, mention_events=True, follow_events=True
    )
    assert (made.endpoint, made.policy, made.standard) == (handset.endpoint, "all", False)
    assert (made.alerts.mention, made.alerts.follow, made.alerts.favourite) == (True, True, False)
    assert made.server_key == api.instance_v2().configuration.vapid.public_key
    assert made.server_key == api.app_verify_credentials().vapid_key
    assert api.push_subscription() == made
    assert (
        amina.get("/client-apps")["client_apps"][0]["told_by"] == urlsplit(handset.endpoint).netloc
    )

    word = api.status_post("Fog over the pier")
    other.status_favourite(word)
    other.status_post("Do you hear the <bell>, @amina?\n\nIt is late & foggy")
    until(lambda: handset.pushed)
    [pushed] = handset.pushed
    headers = (pushed.headers["encryption"], pushed.headers["crypto-key"])
    told = api.push_subscription_decrypt_push(pushed.body, private, *headers)
    assert told == pushed.message
    newest = api.notifications(types=["mention"])[0]
    assert (str(told.notification_id), told.notification_type) == (newest.id, "mention")
    assert told.access_token == api.access_token
    assert told.preferred_locale == "en"
    assert told.title == "Bo_chen mentioned you"
    assert told.body == "Do you hear the <bell>, @amina?\nIt is late & foggy"
    assert told.icon == newest.account.avatar_static
    assert api.access_token.encode() not in pushed.body

    changed = api.push_subscription_update(favourite_events=True, policy="followed")
    assert (changed.alerts.mention, changed.alerts.favourite) == (False, True)
    assert (changed.policy, changed.id) == ("followed", made.id)
    before = ends("unwanted")
    other.status_favourite(api.status_post("For nobody that I follow"))
    until(lambda: ends("unwanted") > before)
    api.account_follow(other.me())
    other.status_favourite(api.status_post("For whom I follow"))
    until(lambda: len(handset.pushed) > 1)
    assert types(handset) == ["mention", "favourite"]
    assert handset.pushed[1].message["body"] == "For whom I follow"

    api.push_subscription_delete()
    with pytest.raises(MastodonNotFoundError):
        api.push_subscription()
    assert amina.get("/client-apps")["client_apps"][0]["told_by"] is None
    assert service.refused == []


def test_masto_js_is_told_as_the_rfc_has_it(origin: str, join: Join, service: PushService) -> None:
    subprocess.run([sys.executable, TOOL, "peers"], check=True)
    amina, bo = join("amina", "zh-CN"), join("bo_chen")
    api, handset = amina.client_app(), service.handset()
    keys = handset.subscription
    given = {"TOWN": origin, "TOKEN": api.access_token, "ENDPOINT": handset.endpoint}
    run = subprocess.run(
        [sys.executable, TOOL, "node", JS / "push.mjs"],
        env=os.environ | given | {"P256DH": keys["p256dh"], "AUTH": keys["auth"]},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert run.returncode == 0, run.stderr
    answered = json.loads(run.stdout.splitlines()[-1])
    assert (answered["endpoint"], answered["standard"]) == (handset.endpoint, True)
    bo.client_app().status_favourite(api.status_post("Fog", spoiler_text="weather & <so>"))
    until(lambda: handset.pushed)
    [pushed] = handset.pushed
    assert pushed.headers["content-encoding"] == "aes128gcm"
    assert pushed.message["title"] == "Bo_chen 赞了你的帖子"
    assert pushed.message["body"] == "weather & <so>"
    assert pushed.message["preferred_locale"] == "zh-CN"
    assert pushed.message["access_token"] == api.access_token
    assert service.refused == []


class Pair:
    """Amina, whose client app is told of likes and mentions, and Bo with his."""

    def __init__(self, join: Join, service: PushService) -> None:
        self.amina, self.bo = join("amina"), join("bo_chen")
        self.api, self.other = self.amina.client_app(), self.bo.client_app()
        self.word = self.api.status_post("Fog")
        self.handset = subscribed(self.api, service, "favourite", "mention")


@pytest.fixture
def pair(join: Join, service: PushService) -> Pair:
    return Pair(join, service)


def blocks(pair: Pair, said: Any) -> None:
    pair.api.account_block(said.account)


def reads(pair: Pair, said: Any) -> None:
    pair.api.markers_set(["notifications"], [pair.api.notifications()[0].id])


def takes_back(pair: Pair, said: Any) -> None:
    pair.other.status_delete(said)


def hushes(pair: Pair, said: Any) -> None:
    pair.api.status_mute(said)


@pytest.mark.parametrize("operation", [blocks, reads, takes_back, hushes])
def test_what_is_no_news_any_more_is_not_told(
    pair: Pair, operation: Callable[[Pair, Any], None]
) -> None:
    pair.handset.answers = [(503, {})]
    said = pair.other.status_post("@amina, are you there?")
    until(lambda: pair.handset.pushed)
    before = ends("unwanted")
    operation(pair, said)
    until(lambda: ends("unwanted") > before)
    tries = len(pair.handset.pushed)
    pair.handset.answers = [(201, {})]
    pair.api.account_unblock(said.account)
    pair.other.status_favourite(pair.word)
    until(lambda: len(pair.handset.pushed) > tries)
    assert types(pair.handset) == [*["mention"] * tries, "favourite"]


def test_a_busy_service_is_tried_again_and_one_that_knows_nobody_is_forgotten(
    pair: Pair, service: PushService
) -> None:
    pair.handset.answers = [(503, {}), (429, {"retry-after": "0"}), (201, {}), (410, {})]
    before = ends("sent"), ends("gone")
    pair.other.status_favourite(pair.word)
    until(lambda: ends("sent") > before[0])
    assert len(pair.handset.pushed) == 3
    assert len({each.headers["topic"] for each in pair.handset.pushed}) == 1
    pair.other.status_post("@amina, are you there?")
    until(lambda: ends("gone") > before[1])
    with pytest.raises(MastodonNotFoundError):
        pair.api.push_subscription()


async def test_who_is_blocked_triggers_nothing(pair: Pair, settings: Settings) -> None:
    pair.api.account_block(pair.other.me())
    assert pair.other.status_post("@amina, do you hear me?").content
    await settled(str(settings.database_url))
    pair.api.account_unblock(pair.other.me())
    pair.other.status_favourite(pair.word)
    until(lambda: pair.handset.pushed)
    assert types(pair.handset) == ["favourite"]


def gives_back(pair: Pair) -> None:
    pair.api.revoke_access_token(allow_http=True)


def shows_the_door(pair: Pair) -> None:
    [shown] = pair.amina.get("/client-apps")["client_apps"]
    assert pair.amina.web.delete(f"/client-apps/{shown['id']}").is_success


@pytest.mark.parametrize("operation", [gives_back, shows_the_door])
async def test_a_subscription_goes_with_its_token(
    pair: Pair, settings: Settings, operation: Callable[[Pair], None]
) -> None:
    pair.handset.answers = [(503, {})]
    pair.other.status_favourite(pair.word)
    until(lambda: pair.handset.pushed)
    before = ends("unwanted")
    operation(pair)
    assert await rows(settings) == 0
    until(lambda: ends("unwanted") > before)


def for_itself(origin: str) -> Mastodon:
    """A client app that speaks for nobody."""
    named = Mastodon.create_app("Bot", scopes=["push"], api_base_url=origin)
    given = {"grant_type": "client_credentials", "scope": "push"}
    got = httpx.post(f"{origin}/oauth/token", data=given, auth=named).json()
    return Mastodon(access_token=got["access_token"], api_base_url=origin)


async def test_who_may_not_is_refused_and_nothing_changed(
    origin: str, pair: Pair, join: Join, settings: Settings
) -> None:
    """(who, GET, POST, PUT, DELETE)"""
    cleo: Neighbour = join("cleo")
    itself, revoked = for_itself(origin), cleo.client_app()
    gone = Mastodon(access_token=revoked.access_token, api_base_url=origin)
    revoked.revoke_access_token(allow_http=True)
    table = [
        (cleo.client_app(scopes=["read", "write", "follow"]), 403, 403, 403, 403),
        (gone, 401, 401, 401, 401),
        (itself, 422, 422, 422, 422),
        # Somebody else, who names no subscription but their own, of which there is none.
        (cleo.client_app(scopes=["push"]), 404, 422, 404, 200),
    ]
    body = subscription(pair.handset, "mention")
    stolen = {**body, "subscription": {**body["subscription"], "keys": {"auth": "", "p256dh": ""}}}
    wrong = []
    async with unchanged(str(settings.database_url)):
        for api, *wanted in table:
            for method, status in zip(("GET", "POST", "PUT", "DELETE"), wanted, strict=True):
                answer = asks(api, method, None if method in ("GET", "DELETE") else stolen)
                if answer.status_code != status:
                    wrong.append((api.access_token, method, answer.status_code, answer.text))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize(
    "more",
    [
        {"endpoint": "ftp://127.0.0.1/x"},
        {"endpoint": "http://name:word@127.0.0.1/x"},
        {"endpoint": None},
        {"endpoint": "http://127.0.0.1/" + "x" * 2_000},
        {"keys": None},
        {"keys": {"p256dh": "AAAA", "auth": "AAAA"}},
        {"keys": {"p256dh": "é", "auth": "!"}},
    ],
)
async def test_where_nothing_can_be_pushed_nothing_is_kept(
    pair: Pair, settings: Settings, more: Json
) -> None:
    async with unchanged(str(settings.database_url)):
        answer = asks(pair.api, "POST", subscription(pair.handset, "mention", **more))
        assert answer.status_code == 422, answer.text
        wrong = {"data": {"alerts": {}, "policy": "friends"}}
        assert asks(pair.api, "PUT", wrong).status_code == 422
        assert asks(pair.api, "POST", {"subscription": "none"}).status_code == 422


def test_a_town_on_the_open_net_pushes_nowhere_inside(settings: Settings) -> None:
    with serving(msgspec.structs.replace(settings, private_calls=False)) as origin:
        amina = Neighbour(origin, "amina")
        api = amina.client_app()
        with push_service() as service:
            handset = service.handset()
            for endpoint in (handset.endpoint, "https://10.0.0.1/x", "https://db.internal/x"):
                answer = asks(api, "POST", subscription(handset, "mention", endpoint=endpoint))
                assert answer.status_code == 422, endpoint
            assert service.asked == 0
        amina.close()


async def test_a_token_is_kept_sealed_and_opens_only_as_what_it_is(
    pair: Pair, settings: Settings
) -> None:
    connection = await asyncpg.connect(settings.database_url)
    try:
        secret = await connection.fetchval("select secret from mastodon_secret")
        row = await connection.fetchrow("select token_id, sealed from mastodon_push")
    finally:
        await connection.close()
    assert opened(secret, row["token_id"], row["sealed"]) == pair.api.access_token
    assert pair.api.access_token.encode() not in row["sealed"]
    for other in ((secret, UUID(int=1)), (bytes(32), row["token_id"])):
        with pytest.raises(InvalidTag):
            opened(*other, row["sealed"])
