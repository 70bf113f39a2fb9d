"""What she does by a program that speaks as those of Mastodon do."""

from typing import Any

import httpx

from tests.contacts.acts import ok
from tests.http import Client
from tests.portability.life.scene import WORD, Scene, marked

SCOPES = "read write follow push"
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"


async def programs(scene: Scene) -> None:
    """Lets two in, one of which has not come for its token."""
    async with httpx.AsyncClient(base_url=scene.origin, timeout=60) as http:
        app, code = await let_in(scene.mara, http)
        token = await token_of(http, app, code)
        http.headers["authorization"] = f"Bearer {token}"
        await _used(scene, http)
        await _other_side(scene)
        del http.headers["authorization"]
        await let_in(scene.mara, http)


async def let_in(one: Client, http: httpx.AsyncClient, origin: str = "") -> tuple[Any, str]:
    """A new program, and the code with which it fetches its token."""
    made = {"client_name": "A program", "redirect_uris": OUT_OF_BAND, "scopes": SCOPES}
    app = ok(await http.post(f"{origin}/api/v1/apps", json=made))
    wish = {"client_id": app["client_id"], "redirect_uri": OUT_OF_BAND, "scope": SCOPES}
    said = ok(await one.post("/client-apps", json=wish | {"accept": True}))
    return app, said["code"]


async def token_of(http: httpx.AsyncClient, app: Any, code: str, origin: str = "") -> str:
    """The token of a program that was let in."""
    fetched = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
        "redirect_uri": OUT_OF_BAND,
        "scope": SCOPES,
    }
    return str(ok(await http.post(f"{origin}/oauth/token", json=fetched))["access_token"])


async def _used(scene: Scene, http: httpx.AsyncClient) -> None:
    once = {"idempotency-key": marked("once")}
    shown = await http.post("/api/v1/statuses", json={"status": marked("toot")}, headers=once)
    status = ok(shown)["id"]
    read = {"home": {"last_read_id": marked("home")}}
    ok(await http.post("/api/v1/markers", json=read))
    words = [{"keyword": marked("keyword"), "whole_word": True}]
    wanted = {"title": marked("filter"), "context": ["home"], "keywords_attributes": words}
    made = ok(await http.post("/api/v2/filters", json=wanted))
    ok(await http.post(f"/api/v2/filters/{made['id']}/statuses", json={"status_id": status}))
    [found] = ok(await http.get("/api/v2/search", params={"q": "bo_chen", "type": "accounts"}))[
        "accounts"
    ][:1]
    path = f"/api/v1/accounts/{found['id']}/note"
    ok(await http.post(path, json={"comment": marked("about Bo")}))
    ok(await http.post(f"/api/v1/statuses/{status}/mute"))
    defaults = {"source": {"privacy": "unlisted", "language": "de"}}
    ok(await http.patch("/api/v1/accounts/update_credentials", json=defaults))
    handset = scene.pushes.handset()
    handset.path = f"/to/{WORD}-program"
    handset.endpoint = scene.pushes.origin + handset.path
    scene.pushes.handsets[handset.path] = handset
    given = handset.subscription
    keys = {"p256dh": given["p256dh"], "auth": given["auth"]}
    there = {"endpoint": given["endpoint"], "keys": keys, "standard": True}
    wish = {"subscription": there, "data": {"alerts": {"follow": True}, "policy": "all"}}
    ok(await http.post("/api/v1/push/subscription", json=wish))


async def _other_side(scene: Scene) -> None:
    """Bo has noted something about her."""
    async with scene.town.database.transaction() as db:
        await db.run(
            "insert into mastodon_note (owner_id, person_id, text) "
            "values ($1::text::uuid, $2, 'what Bo notes')",
            scene.bo.me["id"],
            scene.me,
        )
