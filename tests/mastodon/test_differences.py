"""Where client apps met another answer than Mastodon's: it is the same now, or says why not."""

from typing import Any

import httpx
import pytest
from mastodon import Mastodon

from leapfrog.kernel.settings import Settings
from tests.callers import caller
from tests.http import PATIENCE
from tests.mastodon.conftest import Join
from tests.mastodon.test_mastodon_py import picture
from tests.matrix import unchanged


class Two:
    """Amina and Bo, who follows her, with their client apps."""

    def __init__(self, origin: str, join: Join) -> None:
        self.origin = origin
        self.amina, self.bo = join("amina").client_app(), join("bo_chen").client_app()
        self.bo.account_follow(self.amina.me())
        token = {"Authorization": f"Bearer {self.bo.access_token}"}
        self.http = caller(f"{origin}/api", headers=token, timeout=PATIENCE)


@pytest.fixture
def two(origin: str, join: Join) -> Two:
    return Two(origin, join)


def test_what_is_deleted_and_written_anew_has_its_pictures(two: Two) -> None:
    media = two.amina.media_post(picture(), mime_type="image/png", description="A boat")
    shown = two.amina.status_post("Lokk", media_ids=[media])
    gone = two.amina.status_delete(shown)
    assert (gone.text, gone.media_attachments[0].id) == ("Lokk", media.id)
    again = two.amina.status_post("Look", media_ids=[one.id for one in gone.media_attachments])
    assert [one.description for one in again.media_attachments] == ["A boat"]
    picture_of = httpx.get(again.media_attachments[0].url, timeout=PATIENCE)
    assert picture_of.headers["content-type"].startswith("image/")
    # It is theirs alone.
    stolen = two.http.post("/v1/statuses", json={"status": "Mine", "media_ids": [media.id]})
    assert stolen.status_code == 404


def test_a_tag_that_nobody_used_is_one_and_can_be_followed(two: Two) -> None:
    unused = two.http.get("/v1/tags/Nebel").json()
    assert (unused["name"], unused["following"]) == ("Nebel", False)
    assert two.amina.tag_follow("Nebel").following
    assert [one.name for one in two.amina.followed_tags()] == ["Nebel"]
    two.amina.status_post("#nebel")
    assert two.http.get("/v1/tags/nebel").json()["name"] == "Nebel"
    assert not two.amina.tag_unfollow("nebel").following
    assert not two.amina.tag_unfollow("never_written").following
    assert two.http.get("/v1/tags/12").status_code == 404
    assert two.http.post("/v1/tags/%20/follow").status_code == 404


def test_a_search_goes_on_after_its_first_page(two: Two, join: Join) -> None:
    for n in range(5):
        join(f"rower_{n}")
    found: list[str] = []
    for offset in (0, 2, 4, 6):
        query = {"q": "rower", "limit": 2, "offset": offset}
        page = [one["acct"] for one in two.http.get("/v1/accounts/search", params=query).json()]
        whole = two.http.get("/v2/search", params=query | {"type": "accounts"}).json()
        assert [one["acct"] for one in whole["accounts"]] == page
        found += page
    assert found == [f"rower_{n}" for n in range(5)]


async def test_a_vote_is_cast_once_and_of_many_choices_more_later(
    two: Two, settings: Settings
) -> None:
    one = two.amina.status_post("Tea?", poll=two.amina.make_poll(["yes", "no"], 600)).poll
    many = two.amina.status_post(
        "Which?", poll=two.amina.make_poll(["a", "b", "c"], 600, multiple=True)
    ).poll

    def votes(poll: Any, *choices: int) -> httpx.Response:
        return two.http.post(f"/v1/polls/{poll.id}/votes", json={"choices": list(choices)})

    assert votes(one, 0).json()["own_votes"] == [0]
    assert votes(many, 0).json()["own_votes"] == [0]
    added = votes(many, 2).json()
    assert (added["own_votes"], added["votes_count"], added["voters_count"]) == ([0, 2], 2, 1)
    async with unchanged(settings.database_url or ""):
        for poll, choice in ((one, 0), (one, 1), (many, 0), (many, 2)):
            answer = votes(poll, choice)
            assert (answer.status_code, "already voted" in answer.text) == (422, True)


def test_ones_own_post_for_followers_is_boosted_for_these(two: Two, join: Join) -> None:
    dao = join("dao_lin").client_app()
    mine = two.amina.status_post("For you", visibility="private")
    boost = two.amina.status_reblog(mine)
    assert (boost.visibility, boost.reblog.id) == ("private", mine.id)
    assert two.amina.status_reblog(mine).id == boost.id
    assert two.bo.timeline_home()[0].id == boost.id
    assert two.http.post(f"/v1/statuses/{mine.id}/reblog").status_code == 403
    two.amina.account_follow(dao.me())
    assert dao.account_statuses(mine.account) == []


def test_whoever_sees_a_status_may_have_its_source(two: Two, join: Join) -> None:
    shown = two.amina.status_post("*Look*", spoiler_text="a boat")
    source = two.bo.status_source(shown)
    assert (source.text, source.spoiler_text) == ("*Look*", "a boat")
    hidden = two.amina.status_post("For you", visibility="private")
    dao = join("dao_lin").client_app()
    with pytest.raises(Exception, match="not found"):
        dao.status_source(hidden)


def test_who_writes_to_all_stands_in_the_directory(two: Two, origin: str) -> None:
    nobody = Mastodon(api_base_url=origin)
    assert nobody.directory() == []
    two.bo.status_post("First")
    two.amina.status_post("Second")
    assert [one.acct for one in nobody.directory()] == ["amina", "bo_chen"]
    assert [one.acct for one in nobody.directory(order="new", local=True)] == ["bo_chen", "amina"]
    assert [one.acct for one in nobody.directory(limit=1, offset=1)] == ["bo_chen"]
    two.amina.account_update_credentials(discoverable=False)
    assert [one.acct for one in nobody.directory()] == ["bo_chen"]
    nobody.session.close()


def test_what_is_not_here_says_so(two: Two) -> None:
    health = httpx.get(f"{two.origin}/health", timeout=PATIENCE)
    assert (health.text, health.headers["content-type"]) == ("OK", "text/plain")
    assert two.http.get("/v1/instance/activity").status_code == 404
    assert two.http.get("/v1/featured_tags").json() == []
    assert (
        two.http.get("/v2/instance").json()["configuration"]["accounts"]["max_featured_tags"] == 0
    )
    assert two.http.post("/v1/featured_tags", json={"name": "fog"}).status_code == 422
    person = two.amina.me().id
    for operation in ("pin", "endorse"):
        answer = two.http.post(f"/v1/accounts/{person}/{operation}")
        assert (answer.status_code, "featured" in answer.text) == (422, True)
