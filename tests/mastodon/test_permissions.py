"""Who may not is refused, in Mastodon's words, and nothing has changed."""

import re
from typing import Any

import httpx
import pytest

from leapfrog.kernel.settings import Settings
from leapfrog.mastodon.calls import ROUTES
from leapfrog.mastodon.dispatch import WORDS
from tests.callers import caller
from tests.http import PATIENCE
from tests.mastodon.conftest import Join
from tests.mastodon.neighbours import Neighbour
from tests.matrix import unchanged
from tests.routes import lent_routes

SECRET = "the secret"


class ClientApp:
    """What a client app holds, and how it asks."""

    def __init__(self, origin: str, token: str | None) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.http = caller(f"{origin}/api", headers=headers, timeout=PATIENCE)

    def asks(self, method: str, path: str, **body: Any) -> httpx.Response:
        return self.http.request(method, path, **({"json": body} if body else {}))


class Place:
    """A town in which Amina showed something to her followers, with all kinds of client apps."""

    def __init__(self, origin: str, join: Join) -> None:
        self.amina, self.bo, self.cleo = join("amina"), join("bo_chen"), join("cleo")
        own = self.amina.client_app()
        self.post = own.status_post(f"{SECRET} of the lake", visibility="private")
        self.public = own.status_post("For everybody")
        self.reply = own.status_reply(self.public, "And this", untag=True)
        self.quote = own.status_post("Myself", quoted_status_id=self.public.id)
        self.poll = own.status_post("Which?", poll=own.make_poll(["a", "b"], 600))
        self.list = own.list_create(f"{SECRET} list")
        self.filter = own.create_filter_v2(
            SECRET, ["home"], "warn", keywords_attributes=[{"keyword": SECRET}]
        )
        bo = self.bo.client_app()
        bo.account_follow(self.post.account)
        assert bo.status(self.post).id == self.post.id
        self.person = self.post.account.id
        self.amina.web.put(f"/blocks/{self.bo.me['id']}")
        revoked = self.cleo.client_app()
        token = revoked.access_token
        revoked.revoke_access_token(allow_http=True)
        self.client_apps = {
            "nobody": ClientApp(origin, None),
            "revoked": ClientApp(origin, token),
            "reader": ClientApp(origin, self.cleo.client_app(scopes=["read"]).access_token),
            "poster": ClientApp(
                origin, self.cleo.client_app(scopes=["write:statuses"]).access_token
            ),
            "stranger": ClientApp(origin, self.cleo.client_app().access_token),
            "blocked": ClientApp(origin, bo.access_token),
        }


@pytest.fixture
def place(origin: str, join: Join) -> Place:
    return Place(origin, join)


def of_post(place: Place) -> list[tuple[str, str, dict[str, Any]]]:
    """All that can be asked about what is not for strangers."""
    post, own = f"/v1/statuses/{place.post.id}", f"/v1/statuses/{place.public.id}"
    return [
        ("GET", post, {}),
        ("GET", f"{post}/context", {}),
        ("GET", f"{post}/history", {}),
        ("GET", f"{post}/source", {}),
        ("GET", f"{post}/favourited_by", {}),
        ("GET", f"{post}/reblogged_by", {}),
        *(
            ("POST", f"{post}/{operation}", {})
            for operation in ("favourite", "bookmark", "pin", "mute")
        ),
        *(
            ("POST", f"{post}/{operation}", {})
            for operation in ("reblog", "unreblog", "unfavourite")
        ),
        ("POST", "/v1/statuses", {"status": "hello", "in_reply_to_id": place.post.id}),
        ("POST", "/v1/statuses", {"status": "hello", "quoted_status_id": place.post.id}),
        ("PUT", post, {"status": "mine now"}),
        ("DELETE", post, {}),
        ("PUT", own, {"status": "mine now"}),
        ("DELETE", own, {}),
        ("POST", f"{own}/pin", {}),
        ("POST", f"{own}/quotes/{place.quote.id}/revoke", {}),
        ("PUT", f"{own}/interaction_policy", {"quote_approval_policy": "public"}),
        ("PUT", f"/v1/statuses/{place.reply.id}", {"status": "mine now"}),
        ("DELETE", f"/v1/statuses/{place.reply.id}", {}),
        ("GET", f"/v1/lists/{place.list.id}", {}),
        ("PUT", f"/v1/lists/{place.list.id}", {"title": "mine"}),
        ("DELETE", f"/v1/lists/{place.list.id}", {}),
        ("GET", f"/v1/lists/{place.list.id}/accounts", {}),
        ("POST", f"/v1/lists/{place.list.id}/accounts", {"account_ids": [place.person]}),
        ("GET", f"/v1/timelines/list/{place.list.id}", {}),
        ("GET", f"/v2/filters/{place.filter.id}", {}),
        ("PUT", f"/v2/filters/{place.filter.id}", {"title": "mine"}),
        ("DELETE", f"/v2/filters/{place.filter.id}", {}),
    ]


async def test_a_stranger_and_a_blocked_person_get_nothing_of_anothers(
    place: Place, settings: Settings
) -> None:
    wrong = []
    async with unchanged(settings.database_url or ""):
        for who in ("stranger", "blocked"):
            for method, path, body in of_post(place):
                answer = place.client_apps[who].asks(method, path, **body)
                if answer.status_code not in (403, 404) or SECRET in answer.text:
                    wrong.append((who, method, path, answer.status_code, answer.text[:80]))
    assert not wrong, "\n".join(map(str, wrong))


async def test_who_is_blocked_cannot_follow_see_or_answer(place: Place, settings: Settings) -> None:
    client_app = place.client_apps["blocked"]
    poll = f"/v1/polls/{place.poll.id}/votes"
    reply = {"status": "hello", "in_reply_to_id": place.public.id}
    async with unchanged(settings.database_url or ""):
        assert client_app.asks("GET", f"/v1/accounts/{place.person}").status_code == 404
        assert client_app.asks("GET", f"/v1/accounts/{place.person}/statuses").status_code == 404
        assert client_app.asks("POST", f"/v1/accounts/{place.person}/follow").status_code == 403
        assert client_app.asks("POST", "/v1/statuses", **reply).status_code == 404
        assert client_app.asks("POST", poll, choices=[0]).status_code == 404
        assert client_app.asks("GET", "/v1/timelines/home").json() == []


async def test_without_a_token_or_with_a_revoked_one_nothing_private_is_answered(
    place: Place, settings: Settings
) -> None:
    wrong = []
    async with unchanged(settings.database_url or ""):
        for route in ROUTES:
            if not route.scope:
                continue
            path = re.sub(r"{\w+}", str(place.post.id), route.path.removeprefix("/api"))
            for who in ("nobody", "revoked"):
                if (route.public and who == "nobody") or not route.path.startswith("/api"):
                    continue
                answer = place.client_apps[who].asks(route.method, path)
                # Some paths are ours for who holds no token.
                theirs = who == "revoked" or route.path.split("/")[3] in WORDS
                refused = (401,) if theirs else (401, 403, 404, 405)
                if answer.status_code not in refused:
                    wrong.append((who, route.method, path, answer.status_code))
    assert not wrong, "\n".join(map(str, wrong))


async def test_a_token_does_what_it_was_given_for_and_nothing_else(
    place: Place, settings: Settings
) -> None:
    wrong = []
    async with unchanged(settings.database_url or ""):
        for route in ROUTES:
            path = re.sub(r"{\w+}", str(place.post.id), route.path.removeprefix("/api"))
            wanted = route.scope.split("|")
            if "write" in route.scope and not any(one.startswith("read") for one in wanted):
                answer = place.client_apps["reader"].asks(route.method, path)
                if answer.status_code != 403:
                    wrong.append(("reader", route.method, path, answer.status_code))
            if route.scope and "write:statuses" not in wanted and "write" not in wanted:
                answer = place.client_apps["poster"].asks(route.method, path)
                if answer.status_code != 403 and route.path.startswith("/api"):
                    wrong.append(("poster", route.method, path, answer.status_code))
    assert not wrong, "\n".join(map(str, wrong))


def test_a_client_app_that_the_person_shows_the_door_is_out_at_once(join: Join) -> None:
    dao, eve = join("dao_lin"), join("eve")
    api = dao.client_app("Elk")
    assert api.me().acct == "dao_lin"
    [shown] = dao.get("/client-apps")["client_apps"]
    assert (shown["name"], shown["scopes"]) == ("Elk", ["read", "write", "follow", "push"])
    assert eve.web.delete(f"/client-apps/{shown['id']}").status_code == 404
    assert api.me().acct == "dao_lin"
    assert dao.web.delete(f"/client-apps/{shown['id']}").status_code == 204
    with pytest.raises(Exception, match="access token is invalid"):
        api.me()
    assert dao.get("/client-apps")["client_apps"] == []


def test_a_session_is_no_client_app_and_a_client_app_no_session(origin: str, join: Join) -> None:
    dao: Neighbour = join("dao_lin")
    token = dao.client_app().access_token
    session = dao.web.cookies["leapfrog_session"]
    ours = {"Authorization": f"Bearer {token}"}
    theirs = {"Authorization": f"Bearer {session}"}
    with httpx.Client(base_url=f"{origin}/api/v1", timeout=PATIENCE) as plain:
        assert plain.get("/me", headers=ours).status_code == 404
        assert plain.get("/square/home", headers=ours).status_code == 404
        assert plain.get("/timelines/home", headers=theirs).status_code == 401
    assert dao.web.get("/timelines/home").status_code == 401


def test_no_word_of_theirs_is_one_of_ours() -> None:
    with lent_routes() as lent:
        paths = [route.path for route in lent.routes if route.path.startswith("/api/v1/")]
    assert {path.split("/")[3] for path in paths}.isdisjoint(WORDS)
