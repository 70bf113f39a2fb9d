"""Ids of client apps: numbers below 2^63 that sort by time, and lead back to what they are of."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mastodon import MastodonNotFoundError

from leapfrog.kernel.errors import Invalid, NotFound
from leapfrog.kernel.ids import check_new_id, derived_id, new_id
from leapfrog.mastodon import ids
from tests.http import PASSWORD
from tests.mastodon.conftest import Join
from tests.mastodon.test_mastodon_py import picture

# From 1985 to 2109, each as a UUIDv7 has it.
MOMENTS = st.integers(500_000_000_000, (1 << 42) - 1)
RANDOM = st.integers(0, (1 << 74) - 1)


def uuid_of(moment: int, random: int) -> UUID:
    high, low = random >> 62, random & ((1 << 62) - 1)
    return UUID(int=moment << 80 | 7 << 76 | high << 64 | 2 << 62 | low)


IDS = st.builds(uuid_of, MOMENTS, RANDOM)


@given(IDS)
def test_a_number_leads_back_to_its_id(ident: UUID) -> None:
    number = ids.shown(ident)
    assert len(number) == 19
    assert int(number) < 1 << 63
    found = ids.read(number)
    assert found.first <= ident <= found.last
    assert ids.shown(found.first) == ids.shown(found.last) == number
    assert {found.first.version, found.last.version} == {7}


@given(IDS, IDS)
def test_numbers_and_their_texts_sort_as_the_ids_do(one: UUID, other: UUID) -> None:
    if ids.shown(one) != ids.shown(other):
        assert (one < other) == (ids.shown(one) < ids.shown(other))


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "٣", str(1 << 63), "9" * 40])
def test_what_is_no_number_of_ours_is_found_nowhere(text: str) -> None:
    with pytest.raises(NotFound):
        ids.read(text)


@given(st.uuids(), st.text())
def test_what_follows_from_an_id_is_one_that_a_number_leads_to(of: UUID, word: str) -> None:
    made = derived_id(of, word)
    check_new_id(made)
    found = ids.read(ids.shown(made))
    assert found.first <= made <= found.last
    assert made == derived_id(of, word) != derived_id(of, word + "x")


@pytest.mark.parametrize(
    "text", ["6f1c7d3e-7c1a-4b5e-9f3a-1c2d3e4f5a6b", "f" * 12 + "7" + "8" * 19]
)
def test_an_id_of_something_new_has_a_time(text: str) -> None:
    with pytest.raises(Invalid):
        check_new_id(UUID(text))


class Town:
    def __init__(self, origin: str, join: Join) -> None:
        self.origin = origin
        self.amina, self.bo = join("amina"), join("bo_chen")
        self.apps: list[Any] = [self.amina.client_app(), self.bo.client_app()]


@pytest.fixture
def town(origin: str, join: Join) -> Town:
    return Town(origin, join)


def test_a_post_s_address_ends_with_its_id_and_leads_to_its_page(town: Town) -> None:
    app, other = town.apps
    said = app.status_post("Swans are back")
    assert said.url == f"{town.origin}/post/{said.id}"
    assert int(said.id) < 1 << 63
    leads = httpx.get(said.url)
    assert leads.status_code == 302
    page = httpx.get(town.origin + leads.headers["location"])
    assert "Swans are back" in page.text
    assert httpx.get(f"{town.origin}/post/1").status_code == 404
    [found] = other.search_v2(said.url).statuses
    assert found.id == said.id
    answer = other.status_post("So they are", in_reply_to_id=said.id)
    assert [one.id for one in app.status_context(said).descendants] == [answer.id]


def test_of_posts_that_begin_alike_the_first_is_meant(town: Town) -> None:
    app, other = town.apps
    hers = new_id()
    # Bo knows her post's id, and makes one that has the same number.
    alike = UUID(int=hers.int ^ 1)
    town.amina.put(f"/posts/{hers}", text="The ferry goes at nine")
    town.bo.put(f"/posts/{alike}", text="The ferry goes at ten")
    assert ids.shown(hers) == ids.shown(alike)
    assert "nine" in other.status(ids.shown(hers)).content
    assert "nine" in app.status(ids.shown(alike)).content


def test_of_people_whose_ids_begin_alike_the_first_is_meant(town: Town, join: Join) -> None:
    app, _ = town.apps
    hers = UUID(town.amina.me["id"])
    with httpx.Client(base_url=f"{town.origin}/api/v1", headers={"X-Leapfrog": "1"}) as stranger:
        body = {"handle": "amina2", "display_name": "Amina", "language": "en", "password": PASSWORD}
        lower = UUID(int=hers.int & ~((1 << 53) - 1))
        assert stranger.post("/people", json=body | {"id": str(lower)}).status_code == 201
        chance = stranger.post("/people", json=body | {"id": str(uuid4()), "handle": "amina3"})
        assert (chance.status_code, chance.json()["code"]) == (422, "invalid")
    assert app.account(ids.shown(lower)).username == "amina"


def test_files_lists_and_notifications_are_found_for_their_owner_alone(town: Town) -> None:
    app, other = town.apps
    file = app.media_post(picture(), "image/png")
    listed = app.list_create("Neighbours")
    other.account_follow(app.me())
    [told] = app.notifications()
    assert app.media(file.id).id == file.id
    assert app.list(listed.id).title == "Neighbours"
    assert app.notifications(told.id).id == told.id
    for stolen in (
        lambda: other.media(file.id),
        lambda: other.list(listed.id),
        lambda: other.notifications(told.id),
        lambda: other.status_post("Mine now", media_ids=[file.id]),
    ):
        with pytest.raises(MastodonNotFoundError):
            stolen()
    assert other.account_statuses(other.me()) == []
