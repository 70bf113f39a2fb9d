"""Each parameter that Mastodon's documentation names of a call that changes something is kept and
read back, or refused with a word that names it; nothing is taken with a 200 and thrown away.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import httpx
import pytest

from leapfrog.kernel.settings import Settings
from leapfrog.mastodon.calls import ROUTES
from tests.callers import caller
from tests.http import PATIENCE
from tests.mastodon.conftest import Join
from tests.mastodon.test_mastodon_py import picture
from tests.matrix import unchanged

# Of these, the tests of signing in, of joining and of pushing send all that there is.
ELSEWHERE = {
    ("POST", "/oauth/token"),
    ("POST", "/oauth/revoke"),
    ("POST", "/api/v1/accounts"),
    ("POST", "/api/v1/push/subscription"),
    ("PUT", "/api/v1/push/subscription"),
}
# By the path below /api: what Mastodon's documentation names, and rows of what is given. `$word`
# and the like stand for what the town's people made before.
TABLE: dict[str, Any] = json.loads(Path(__file__).with_name("parameters.json").read_text())
LATER = datetime(2090, 1, 1, tzinfo=UTC)


class Kept(NamedTuple):
    """What is given, and what the answer says of it; `again`: where it is read once more, by the
    answer's id.
    """

    call: str
    given: dict[str, Any]
    told: dict[str, Any]
    again: str = ""


class Not(NamedTuple):
    """What is given beside `given`, and refused by its name."""

    call: str
    name: str
    value: Any
    given: Mapping[str, Any] = MappingProxyType({})


NAMED = ("word", "mine", "reply", "poll", "asked", "shown", "later", "list")


def _filled(value: Any, names: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, names) for one in value]
    if isinstance(value, str) and value.partition("$")[1]:
        head, _, name = value.partition("$")
        found = names[f"${name}"]
        return found if not head else head + found
    return value


class Place:
    """Amina's client app, and what it has to do with."""

    def __init__(self, origin: str, join: Join) -> None:
        api, other = join("amina").client_app(), join("bo_chen").client_app()
        self.other = other.me().id
        self.word = other.status_post("Hello")
        self.mine = api.status_post("Mine")
        self.reply = api.status_post("Mine too", in_reply_to_id=self.word.id)
        self.poll = other.status_post("Which?", poll=other.make_poll(["a", "b"], 600, True))
        self.asked = api.status_post("Which?", poll=api.make_poll(["a", "b"], 600))
        self.media = [api.media_post(picture(), mime_type="image/png") for _ in range(3)]
        self.shown = api.status_post("Look", media_ids=[self.media[2]])
        self.later = api.status_post("Later", scheduled_at=LATER)
        self.list = api.list_create("Rowers")
        api.account_follow(self.other)
        words = [{"keyword": "fog"}]
        self.filter = api.create_filter_v2("Fog", ["home"], "warn", keywords_attributes=words)
        token = {"Authorization": f"Bearer {api.access_token}"}
        self.http = caller(f"{origin}/api", headers=token, timeout=PATIENCE)

    def rows(self, kind: str) -> list[Any]:
        """The rows of the table, with the names of this place."""
        found = {
            "$other": self.other,
            "$picture": picture().getvalue(),
            **{f"${name}": str(getattr(self, name).id) for name in NAMED},
            **{f"$media{n}": str(one.id) for n, one in enumerate(self.media)},
        }
        return _filled(TABLE[kind], found)

    def kept(self) -> list[Kept]:
        return [Kept(*row) for row in self.rows("kept")]

    def refused(self) -> list[Not]:
        return [Not(*row) for row in self.rows("refused")]

    def asks(self, call: str, given: dict[str, Any]) -> httpx.Response:
        method, _, path = call.partition(" ")
        files = {name: value for name, value in given.items() if isinstance(value, bytes)}
        if not files:
            return self.http.request(method, path, json=given)
        rest = {name: value for name, value in given.items() if name not in files}
        return self.http.request(method, path, files=files, data=rest)

    def path(self, route: str, ident: str = "") -> str:
        """The call with an id of what it is about."""
        for part, found in {
            "/accounts/{id}": self.other,
            "/keywords/{id}": self.filter.keywords[0].id,
            "/v1/filters/{id}": self.filter.keywords[0].id,
            "/filters/{id}": self.filter.id,
            "/lists/{id}": self.list.id,
            "/media/{id}": self.media[0].id,
            "/polls/{id}": self.poll.id,
            "/scheduled_statuses/{id}": self.later.id,
            "/statuses/{id}": self.mine.id,
        }.items():
            if part in route:
                return route.replace("{id}", ident or str(found))
        return route


@pytest.fixture
def place(origin: str, join: Join) -> Place:
    return Place(origin, join)


def holds(answer: Any, told: Any) -> bool:
    """Whether the answer says all of this; lists as long as they are."""
    if isinstance(told, dict):
        return isinstance(answer, dict) and all(holds(answer.get(k), v) for k, v in told.items())
    if isinstance(told, list):
        return len(answer) == len(told) and all(map(holds, answer, told))
    return bool(answer == told)


def test_what_is_taken_is_kept(place: Place) -> None:
    wrong = []
    for row in place.kept():
        answer = place.asks(place.path(row.call), row.given)
        if not answer.is_success or not holds(answer.json(), row.told):
            wrong.append((row.call, row.given, answer.status_code, answer.text[:2_000]))
        elif row.again:
            ident = str(answer.json().get("id", ""))
            again = place.http.get(row.again.replace("{id}", ident))
            if not holds(again.json(), row.told):
                wrong.append((row.again, row.told, again.status_code, again.text[:2_000]))
    assert not wrong, "\n".join(map(str, wrong))


def test_what_an_answer_does_not_show_is_kept_too(place: Place) -> None:
    face = place.http.get("/v1/accounts/verify_credentials").json()["avatar"]
    shown = place.asks("PATCH /v1/accounts/update_credentials", {"avatar": picture().getvalue()})
    assert shown.json()["avatar"] != face
    place.asks(place.path("POST /v1/lists/{id}/accounts"), {"account_ids": [place.other]})
    listed = place.http.get(f"/v1/lists/{place.list.id}/accounts").json()
    assert [one["id"] for one in listed] == [place.other]
    place.asks("POST /v1/domain_blocks", {"domain": "spam.example"})
    assert place.http.get("/v1/domain_blocks").json() == ["spam.example"]
    muted = place.asks(place.path("POST /v1/accounts/{id}/mute"), {"duration": 3600}).json()
    assert muted["muting_expires_at"] is not None


async def test_what_cannot_be_kept_is_refused_by_its_name(place: Place, settings: Settings) -> None:
    wrong = []
    async with unchanged(settings.database_url or ""):
        for row in place.refused():
            first, _, last = row.name.partition(".")
            inner = row.given.get(first, {})
            given = {**row.given, first: {**inner, last: row.value} if last else row.value}
            answer = place.asks(place.path(row.call), given)
            named = (last or first).lower() in answer.text.lower()
            if answer.status_code != 422 or not named:
                wrong.append((row.call, row.name, row.value, answer.status_code, answer.text[:300]))
    assert not wrong, "\n".join(map(str, wrong))


def test_each_documented_parameter_of_each_call_is_tried(place: Place) -> None:
    changing = {
        (route.method, route.path) for route in ROUTES if route.method in ("POST", "PUT", "PATCH")
    } - ELSEWHERE
    known = {(call.split(" ")[0], f"/api{call.split(' ')[1]}") for call in TABLE["documented"]}
    assert known <= changing
    # All others take nothing but what stands in their path.
    assert all("{" in path or path.endswith("/clear") for _, path in changing - known)
    tried = {call: set() for call in TABLE["documented"]}
    calls = {place.path(call): call for call in TABLE["documented"]}
    for ident in (place.shown.id, place.asked.id, place.reply.id):
        calls[f"PUT /v1/statuses/{ident}"] = "PUT /v1/statuses/{id}"
    rows: list[Kept | Not] = [*place.kept(), *place.refused()]
    for row in rows:
        call = calls[place.path(row.call)]
        for name, value in row.given.items():
            tried[call] |= (
                {name, *(f"{name}.{inner}" for inner in value)}
                if isinstance(value, dict)
                else {name}
            )
        if isinstance(row, Not):
            tried[call].add(row.name)
    tried["PATCH /v1/accounts/update_credentials"].add("avatar")
    tried["POST /v1/lists/{id}/accounts"].add("account_ids")
    tried["POST /v1/domain_blocks"].add("domain")
    tried["POST /v1/accounts/{id}/mute"].add("duration")
    missing = {
        call: left
        for call, names in TABLE["documented"].items()
        if (left := set(names) - tried[call])
    }
    assert missing == {}


def test_a_timeline_of_topics_takes_any_all_and_none(place: Place) -> None:
    said = {}
    for text in ("#fog", "#rain", "#fog #rain", "#fog #snow", "#mist #rain"):
        given = {"status": text, "visibility": "public"}
        said[place.asks("POST /v1/statuses", given).json()["id"]] = text

    def told(query: str) -> list[str]:
        return [said[one["id"]] for one in place.http.get(f"/v1/timelines/tag/fog?{query}").json()]

    assert told("") == ["#fog #snow", "#fog #rain", "#fog"]
    assert told("any[]=mist") == ["#mist #rain", "#fog #snow", "#fog #rain", "#fog"]
    assert told("any[]=mist&limit=2&max_id=0") == []
    assert told("all[]=rain") == ["#fog #rain"]
    assert told("none[]=rain") == ["#fog #snow", "#fog"]
    assert told("any[]=mist&none[]=snow&all[]=rain") == ["#mist #rain", "#fog #rain"]
