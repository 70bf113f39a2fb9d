"""Who may do what on the Square: nobody, a stranger, who is blocked, who is not in the circle, the
author; what is refused changes nothing.
"""

import re
from typing import Any

import msgspec
import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.posts.http import routes
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.posts.acts import befriend, commented, ok, posted
from tests.posts.imports import archives
from tests.posts.imports.acts import send

# `out`: no session; `stranger`; `blocked`: Bo after Amina blocked him; `outside`: a contact who is
# not in the circle that the post is for; `own`: Amina.
WHO = ("out", "stranger", "blocked", "outside", "own")
TEXT = {"text": "x"}
EVERYBODY = (401, 200, 200, 200, 200)
DONE = (401, 204, 204, 204, 204)
HIDDEN = (401, 404, 404, 404, 200)
OPERATORS = (401, 403, 403, 403, 403)


class Deed(msgspec.Struct, frozen=True):
    """One request about Amina's post for a circle, her comment, list, draft, and what each of `WHO`
    is answered.
    """

    method: str
    route: str
    body: Any = None
    answers: tuple[int, int, int, int, int] = HIDDEN


def gone(status: int) -> tuple[int, int, int, int, int]:
    return (401, 404, 404, 404, status)


DEEDS = [
    Deed("PUT", "/posts/{new_id}", TEXT, EVERYBODY),
    Deed("PATCH", "/posts/{post_id}", TEXT),
    Deed("DELETE", "/posts/{post_id}", None, gone(204)),
    Deed("GET", "/posts/{post_id}"),
    Deed("GET", "/posts/{post_id}/history"),
    Deed("PUT", "/posts/{post_id}/like"),
    Deed("DELETE", "/posts/{post_id}/like"),
    Deed("GET", "/posts/{post_id}/likers"),
    Deed("GET", "/posts/{post_id}/reposts"),
    Deed("PUT", "/posts/{post_id}/saved"),
    Deed("DELETE", "/posts/{post_id}/saved"),
    Deed("PUT", "/posts/{post_id}/pinned"),
    Deed("DELETE", "/posts/{post_id}/pinned"),
    Deed("PUT", "/posts/{post_id}/vote", {"choices": [0]}, gone(404)),
    Deed("PUT", "/posts/{post_id}/detached", None, gone(404)),
    Deed("DELETE", "/posts/{post_id}/detached", None, gone(404)),
    Deed("GET", "/posts/{post_id}/comments"),
    Deed("PUT", "/posts/{post_id}/comments/{new_id}", TEXT),
    Deed("GET", "/comments/{comment_id}/replies"),
    Deed("PATCH", "/comments/{comment_id}", TEXT),
    Deed("DELETE", "/comments/{comment_id}", None, gone(204)),
    Deed("PUT", "/comments/{comment_id}/like"),
    Deed("DELETE", "/comments/{comment_id}/like"),
    Deed("GET", "/drafts", None, EVERYBODY),
    Deed("PUT", "/drafts/{draft_id}", {"body": TEXT}),
    Deed("DELETE", "/drafts/{draft_id}", None, gone(204)),
    Deed("GET", "/square/home", None, EVERYBODY),
    Deed("GET", "/square/all", None, EVERYBODY),
    Deed("GET", "/square/hot", None, EVERYBODY),
    Deed("GET", "/square/nearby?lat=1&lon=1", None, EVERYBODY),
    Deed("GET", "/square/saved", None, EVERYBODY),
    Deed("GET", "/square/liked", None, EVERYBODY),
    Deed("GET", "/square/lists/{list_id}"),
    Deed("GET", "/search/posts?q=secret", None, EVERYBODY),
    Deed("GET", "/search/topics?q=secret", None, EVERYBODY),
    Deed("GET", "/search/people?q=amina", None, EVERYBODY),
    Deed("GET", "/topics", None, EVERYBODY),
    Deed("GET", "/followed-topics", None, EVERYBODY),
    Deed("GET", "/topics/{name}", None, EVERYBODY),
    Deed("PATCH", "/topics/{name}", {"about": "mine"}, (401, 403, 403, 403, 200)),
    Deed("GET", "/topics/{name}/posts", None, EVERYBODY),
    Deed("PUT", "/topics/{name}/follow", None, EVERYBODY),
    Deed("DELETE", "/topics/{name}/follow", None, EVERYBODY),
    Deed("PUT", "/topics/{name}/host", None, (401, 403, 403, 403, 200)),
    Deed("DELETE", "/topics/{name}/host", None, EVERYBODY),
    Deed("GET", "/moments", None, EVERYBODY),
    Deed("GET", "/moments/people/{person_id}", None, EVERYBODY),
    Deed("GET", "/moments/new", None, EVERYBODY),
    Deed("PUT", "/moments/seen", None, DONE),
    Deed("GET", "/moments/rules", None, EVERYBODY),
    Deed("PUT", "/moments/rules/{person_id}", {}, (401, 204, 204, 204, 404)),
    Deed("GET", "/profiles/{person_id}", None, (401, 200, 404, 200, 200)),
    Deed("GET", "/profiles/{person_id}/posts", None, EVERYBODY),
    Deed("GET", "/profiles/{person_id}/followers", None, (401, 200, 404, 200, 200)),
    Deed("GET", "/profiles/{person_id}/following", None, (401, 200, 404, 200, 200)),
    Deed("PUT", "/follows/{person_id}", {}, (401, 200, 403, 200, 403)),
    Deed("DELETE", "/follows/{person_id}", None, (401, 200, 404, 200, 200)),
    Deed("GET", "/follow-requests", None, EVERYBODY),
    Deed("PUT", "/follow-requests/{person_id}", {"accept": True}, (401, 404, 404, 404, 404)),
    Deed("GET", "/follow-suggestions", None, EVERYBODY),
    Deed("GET", "/lists", None, EVERYBODY),
    Deed("PUT", "/lists/{list_id}", {"name": "Mine"}),
    Deed("GET", "/lists/{list_id}"),
    Deed("DELETE", "/lists/{list_id}", None, gone(204)),
    Deed("PUT", "/lists/{list_id}/people", {"person_ids": []}),
    Deed("GET", "/mutes", None, EVERYBODY),
    Deed("PUT", "/mutes", {"kind": "word", "value": "x"}, EVERYBODY),
    Deed("DELETE", "/mutes?kind=word&value=x", None, EVERYBODY),
    Deed("GET", "/post-settings", None, EVERYBODY),
    Deed("PATCH", "/post-settings", {}, EVERYBODY),
    Deed("GET", "/news", None, EVERYBODY),
    Deed("GET", "/news/count", None, EVERYBODY),
    Deed("PUT", "/news/seen", None, DONE),
    Deed("PUT", "/post-reports/{new_id}", {"kind": "post", "ref": "{post_id}"}, gone(204)),
    Deed("GET", "/decisions", None, EVERYBODY),
    Deed("PUT", "/decisions/{decision_id}/appeal", TEXT, (401, 404, 404, 404, 404)),
    Deed("GET", "/operator/desk", None, OPERATORS),
    Deed("GET", "/operator/decisions", None, OPERATORS),
    Deed(
        "PUT",
        "/operator/decisions/{new_id}",
        {"act": "remove_post", "ref": "{post_id}", "reason": "x"},
        OPERATORS,
    ),
    Deed(
        "PUT",
        "/operator/decisions/{decision_id}/appeal",
        {"granted": True, "answer": "x"},
        OPERATORS,
    ),
    Deed("PUT", "/post-files/{new_id}", "bytes", (401, 422, 422, 422, 422)),
    Deed("GET", "/post-imports", None, EVERYBODY),
    Deed("PUT", "/post-imports/{import_id}", "bytes", (401, 404, 404, 404, 409)),
    Deed("GET", "/post-imports/{import_id}"),
    Deed("POST", "/post-imports/{import_id}/application", {"kinds": []}, gone(422)),
    Deed("POST", "/post-imports/{import_id}/undo", None, gone(409)),
    Deed("DELETE", "/post-imports/{import_id}", None, gone(204)),
    Deed("GET", "/post-traces", None, EVERYBODY),
    Deed("GET", "/export/posts", None, EVERYBODY),
    # Of public posts everybody may have them: see test_files.py.
    Deed("GET", "/post-files/{new_id}", None, (404, 404, 404, 404, 404)),
]


def shape(path: str) -> str:
    return re.sub(r"{\w+(:\w+)?}", "{}", path.partition("?")[0])


def test_each_route_of_posts_is_in_the_table() -> None:
    made = {(m, shape(p)) for r in routes for p in r.paths for m in r.http_methods}
    told = {(deed.method, shape(deed.route)) for deed in DEEDS}
    assert {pair for pair in made if pair[0] != "OPTIONS"} == told


class Place(msgspec.Struct, frozen=True):
    """The people, and what the requests are about."""

    people: dict[str, Client]
    names: dict[str, str]

    async def acts(self, who: str, deed: Deed) -> tuple[int, str]:
        names = self.names | {"new_id": str(new_id())}
        path = re.sub(r"{(\w+)}", lambda found: names[found[1]], deed.route)
        more: dict[str, Any] = {}
        if deed.body == "bytes":
            more["content"] = b"no picture"
        elif deed.body is not None:
            given = {
                key: names[value[1:-1]]
                if isinstance(value, str) and value.startswith("{")
                else value
                for key, value in deed.body.items()
            }
            more["json"] = given
        answer = await self.people[who].request(deed.method, path, **more)
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
    imported = ok(await send(amina, archives.weibo_spider(), "the secret.json"))
    assert (await amina.put(f"/blocks/{bo.me['id']}")).is_success
    people = dict(zip(WHO, (client(), stranger, bo, cleo, amina), strict=True))
    names = {
        "post_id": post["id"],
        "comment_id": said["id"],
        "list_id": list_id,
        "draft_id": draft_id,
        "import_id": imported["id"],
        "person_id": amina.me["id"],
        "decision_id": str(new_id()),
        "name": "rowing",
    }
    return Place(people, names)


async def test_each_route_refuses_whom_it_is_not_for(place: Place, settings: Settings) -> None:
    wrong = []
    for n, who in enumerate(WHO):
        refused = [deed for deed in DEEDS if deed.answers[n] >= 400]
        async with unchanged(settings.database_url or ""):
            for deed in refused:
                status, text = await place.acts(who, deed)
                if status != deed.answers[n] or "the secret" in text:
                    wrong.append((who, deed.method, deed.route, status))
    # What is allowed last, for it changes things; deletions at the very end.
    for n, who in enumerate(WHO):
        allowed = [deed for deed in DEEDS if deed.answers[n] < 400]
        for deed in sorted(allowed, key=lambda one: (one.method == "DELETE", -len(one.route))):
            status, text = await place.acts(who, deed)
            if status != deed.answers[n] or ("the secret" in text and who != "own"):
                wrong.append((who, deed.method, deed.route, status))
    assert not wrong, "\n".join(map(str, wrong))
