"""Who may do what on the Square: nobody, a stranger, who is blocked, who is not in the circle, the
author; what is refused changes nothing.
"""

import re
from typing import Any

import msgspec
import pytest

import leapfrog.follows.http as follows_http
import leapfrog.moderation.http as moderation_http
import leapfrog.mutes.http as mutes_http
import leapfrog.notifications.http as notifications_http
import leapfrog.post_archives.http as post_archives_http
import leapfrog.post_media.http as post_media_http
import leapfrog.posts.http as posts_http
import leapfrog.timelines.http as timelines_http
import leapfrog.topics.http as topics_http
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.posts.acts import befriend, commented, ok, posted

# `out`: no session; `stranger`; `blocked`: Bo after Amina blocked him; `outside`: a contact who is
# not in the circle that the post is for; `own`: Amina.
WHO = ("out", "stranger", "blocked", "outside", "own")
ROUTES = [
    *mutes_http.routes,
    *notifications_http.routes,
    *follows_http.routes,
    *post_media_http.routes,
    *posts_http.routes,
    *topics_http.routes,
    *timelines_http.routes,
    *moderation_http.routes,
    *post_archives_http.routes,
]
TEXT = {"text": "x"}
# What is for few is not to be shown again, by nobody.
QUOTE = {"text": "look", "form": "quote", "of": "{comment_id}"}
EVERYBODY = (401, 200, 200, 200, 200)
DONE = (401, 204, 204, 204, 204)
HIDDEN = (401, 404, 404, 404, 200)
OPERATORS = (401, 403, 403, 403, 403)


class Operation(msgspec.Struct, frozen=True):
    """One request about Amina's post for a circle, her comment, list, draft, and what each of `WHO`
    is answered.
    """

    method: str
    route: str
    body: Any = None
    answers: tuple[int, int, int, int, int] = HIDDEN


def gone(status: int) -> tuple[int, int, int, int, int]:
    return (401, 404, 404, 404, status)


OPERATIONS = [
    Operation("PUT", "/posts/{new_id}", TEXT, EVERYBODY),
    Operation("PATCH", "/posts/{post_id}", TEXT),
    Operation("DELETE", "/posts/{post_id}", None, gone(204)),
    Operation("GET", "/posts/{post_id}"),
    Operation("GET", "/posts/{post_id}/history"),
    Operation("PUT", "/posts/{post_id}/like"),
    Operation("DELETE", "/posts/{post_id}/like"),
    Operation("GET", "/posts/{post_id}/likers"),
    Operation("GET", "/posts/{post_id}/reposts"),
    Operation("PUT", "/posts/{post_id}/saved"),
    Operation("DELETE", "/posts/{post_id}/saved"),
    Operation("PUT", "/posts/{post_id}/pinned"),
    Operation("DELETE", "/posts/{post_id}/pinned"),
    Operation("PUT", "/posts/{post_id}/vote", {"choices": [0]}, gone(404)),
    Operation("PUT", "/posts/{post_id}/detached", None, gone(404)),
    Operation("DELETE", "/posts/{post_id}/detached", None, gone(404)),
    Operation("GET", "/posts/{post_id}/comments"),
    Operation("PUT", "/posts/{new_id}", TEXT | {"answers": "{post_id}"}),
    Operation("PUT", "/posts/{new_id}", TEXT | {"answers": "{comment_id}"}),
    Operation("GET", "/posts/{comment_id}"),
    Operation("GET", "/posts/{comment_id}/comments"),
    Operation("GET", "/posts/{comment_id}/history"),
    Operation("PATCH", "/posts/{comment_id}", TEXT),
    Operation("DELETE", "/posts/{comment_id}", None, gone(204)),
    Operation("PUT", "/posts/{comment_id}/like"),
    Operation("DELETE", "/posts/{comment_id}/like"),
    Operation("GET", "/posts/{comment_id}/likers"),
    Operation("PUT", "/posts/{comment_id}/saved"),
    Operation("PUT", "/posts/{comment_id}/pinned"),
    Operation("PUT", "/posts/{new_id}", QUOTE, gone(403)),
    Operation("GET", "/drafts", None, EVERYBODY),
    Operation("PUT", "/drafts/{draft_id}", {"body": TEXT}),
    Operation("DELETE", "/drafts/{draft_id}", None, gone(204)),
    Operation("GET", "/square/home", None, EVERYBODY),
    Operation("GET", "/square/all", None, EVERYBODY),
    Operation("GET", "/square/hot", None, EVERYBODY),
    Operation("GET", "/square/nearby?lat=1&lon=1", None, EVERYBODY),
    Operation("GET", "/square/saved", None, EVERYBODY),
    Operation("GET", "/square/liked", None, EVERYBODY),
    Operation("GET", "/square/lists/{list_id}"),
    Operation("GET", "/search/posts?q=secret", None, EVERYBODY),
    Operation("GET", "/search/topics?q=secret", None, EVERYBODY),
    Operation("GET", "/search/people?q=amina", None, EVERYBODY),
    Operation("GET", "/topics", None, EVERYBODY),
    Operation("GET", "/followed-topics", None, EVERYBODY),
    Operation("GET", "/topics/{name}", None, EVERYBODY),
    Operation("PATCH", "/topics/{name}", {"about": "mine"}, (401, 403, 403, 403, 200)),
    Operation("GET", "/topics/{name}/posts", None, EVERYBODY),
    Operation("PUT", "/topics/{name}/follow", None, EVERYBODY),
    Operation("DELETE", "/topics/{name}/follow", None, EVERYBODY),
    Operation("PUT", "/topics/{name}/host", None, (401, 403, 403, 403, 200)),
    Operation("DELETE", "/topics/{name}/host", None, EVERYBODY),
    Operation("GET", "/moments", None, EVERYBODY),
    Operation("GET", "/moments/people/{person_id}", None, EVERYBODY),
    Operation("GET", "/moments/new", None, EVERYBODY),
    Operation("PUT", "/moments/seen", None, DONE),
    Operation("GET", "/moments/rules", None, EVERYBODY),
    Operation("PUT", "/moments/rules/{person_id}", {}, (401, 204, 204, 204, 404)),
    Operation("GET", "/profiles/{person_id}", None, (401, 200, 404, 200, 200)),
    Operation("GET", "/profiles/{person_id}/posts", None, EVERYBODY),
    Operation("GET", "/profiles/{person_id}/followers", None, (401, 200, 404, 200, 200)),
    Operation("GET", "/profiles/{person_id}/following", None, (401, 200, 404, 200, 200)),
    Operation("PUT", "/follows/{person_id}", {}, (401, 200, 403, 200, 403)),
    Operation("DELETE", "/follows/{person_id}", None, (401, 200, 404, 200, 200)),
    Operation("GET", "/follow-requests", None, EVERYBODY),
    Operation("GET", "/follow-requests/sent", None, EVERYBODY),
    Operation("PUT", "/follow-requests/{person_id}", {"accept": True}, (401, 404, 404, 404, 404)),
    Operation("GET", "/follow-suggestions", None, EVERYBODY),
    Operation("GET", "/lists", None, EVERYBODY),
    Operation("PUT", "/lists/{list_id}", {"name": "Mine"}),
    Operation("GET", "/lists/{list_id}"),
    Operation("DELETE", "/lists/{list_id}", None, gone(204)),
    Operation("PUT", "/lists/{list_id}/people", {"person_ids": []}),
    Operation("GET", "/mutes", None, EVERYBODY),
    Operation("PUT", "/mutes", {"kind": "word", "value": "x"}, EVERYBODY),
    Operation("DELETE", "/mutes?kind=word&value=x", None, EVERYBODY),
    Operation("GET", "/post-settings", None, EVERYBODY),
    Operation("PATCH", "/post-settings", {}, EVERYBODY),
    Operation("GET", "/news", None, EVERYBODY),
    Operation("GET", "/news/count", None, EVERYBODY),
    Operation("PUT", "/news/seen", None, DONE),
    Operation("PUT", "/post-reports/{new_id}", {"kind": "post", "ref": "{post_id}"}, gone(204)),
    Operation("GET", "/decisions", None, EVERYBODY),
    Operation("PUT", "/decisions/{decision_id}/appeal", TEXT, (401, 404, 404, 404, 404)),
    Operation("GET", "/operator/desk", None, OPERATORS),
    Operation("GET", "/operator/decisions", None, OPERATORS),
    Operation(
        "PUT",
        "/operator/decisions/{new_id}",
        {"act": "remove_post", "ref": "{post_id}", "reason": "x"},
        OPERATORS,
    ),
    Operation(
        "PUT",
        "/operator/decisions/{decision_id}/appeal",
        {"granted": True, "answer": "x"},
        OPERATORS,
    ),
    Operation("PUT", "/post-files/{new_id}", "bytes", (401, 422, 422, 422, 422)),
    Operation("GET", "/post-traces", None, EVERYBODY),
    Operation("GET", "/export/posts", None, EVERYBODY),
    # Of public posts everybody may have them: see test_files.py.
    Operation("GET", "/post-files/{new_id}", None, (404, 404, 404, 404, 404)),
]


def shape(path: str) -> str:
    return re.sub(r"{\w+(:\w+)?}", "{}", path.partition("?")[0])


def test_each_route_of_posts_is_in_the_table() -> None:
    made = {(m, shape(p)) for r in ROUTES for p in r.paths for m in r.http_methods}
    told = {(operation.method, shape(operation.route)) for operation in OPERATIONS}
    assert {pair for pair in made if pair[0] != "OPTIONS"} == told


class Place(msgspec.Struct, frozen=True):
    """The people, and what the requests are about."""

    people: dict[str, Client]
    names: dict[str, str]

    async def acts(self, who: str, operation: Operation) -> tuple[int, str]:
        names = self.names | {"new_id": str(new_id())}
        path = re.sub(r"{(\w+)}", lambda found: names[found[1]], operation.route)
        more: dict[str, Any] = {}
        if operation.body == "bytes":
            more["content"] = b"no picture"
        elif operation.body is not None:
            given = {
                key: names[value[1:-1]]
                if isinstance(value, str) and value.startswith("{")
                else value
                for key, value in operation.body.items()
            }
            more["json"] = given
        answer = await self.people[who].request(operation.method, path, **more)
        return answer.status_code, answer.text


@pytest.fixture
async def place(join: Join, client: Enter) -> Place:
    amina, bo, cleo, stranger = [await join(n) for n in ("amina", "bo_chen", "cleo", "stranger")]
    await befriend(amina, bo)
    await befriend(amina, cleo)
    circle = ok(await amina.get("/circles"))[0]["id"]
    post = await posted(amina, "the secret", audience="circles", circles=[circle])
    said = await commented(amina, post["id"], "also the secret")
    await posted(amina, "a public word #rowing")
    ok(await amina.put("/topics/rowing/host"))
    list_id, draft_id = str(new_id()), str(new_id())
    ok(await amina.put(f"/lists/{list_id}", json={"name": "the secret list"}))
    ok(await amina.put(f"/drafts/{draft_id}", json={"body": {"text": "the secret draft"}}))
    assert (await amina.put(f"/blocks/{bo.me['id']}")).is_success
    people = dict(zip(WHO, (client(), stranger, bo, cleo, amina), strict=True))
    names = {
        "post_id": post["id"],
        "comment_id": said["id"],
        "list_id": list_id,
        "draft_id": draft_id,
        "person_id": amina.me["id"],
        "decision_id": str(new_id()),
        "name": "rowing",
    }
    return Place(people, names)


async def test_each_route_refuses_whom_it_is_not_for(place: Place, settings: Settings) -> None:
    wrong = []
    for n, who in enumerate(WHO):
        refused = [operation for operation in OPERATIONS if operation.answers[n] >= 400]
        async with unchanged(settings.database_url or ""):
            for operation in refused:
                status, text = await place.acts(who, operation)
                if status != operation.answers[n] or "the secret" in text:
                    wrong.append((who, operation.method, operation.route, status))
    # What is allowed last, for it changes things; deletions at the very end.
    for n, who in enumerate(WHO):
        allowed = [operation for operation in OPERATIONS if operation.answers[n] < 400]
        for operation in sorted(allowed, key=lambda one: (one.method == "DELETE", -len(one.route))):
            status, text = await place.acts(who, operation)
            if status != operation.answers[n] or ("the secret" in text and who != "own"):
                wrong.append((who, operation.method, operation.route, status))
    assert not wrong, "\n".join(map(str, wrong))
