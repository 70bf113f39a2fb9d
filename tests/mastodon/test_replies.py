"""A reply is read by nobody for whom it was not meant, and all that comes with it is kept."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx
import pytest
from mastodon import Mastodon

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.mastodon import ids
from tests.http import PATIENCE
from tests.mastodon.conftest import Join
from tests.mastodon.neighbours import Neighbour
from tests.mastodon.test_mastodon_py import picture
from tests.matrix import unchanged

SECRET = "between us"
PAGE = {"Accept": "text/html"}


class Talk:
    """Amina's public post; Bo, who answers; Cleo, who follows both; Dao, who follows Bo alone."""

    def __init__(self, origin: str, join: Join) -> None:
        self.origin = origin
        self.people = {name: join(name) for name in ("amina", "bo_chen", "cleo", "dao_lin")}
        self.apis = {name: one.client_app() for name, one in self.people.items()}
        self.amina, self.bo, self.cleo, self.dao = self.apis.values()
        ids = {name: api.me().id for name, api in self.apis.items()}
        self.cleo.account_follow(ids["amina"])
        for api in (self.cleo, self.dao):
            api.account_follow(ids["bo_chen"])
        self.post = self.amina.status_post("For everybody")
        self.nobody = Mastodon(api_base_url=origin)

    def answers(self, words: str, **more: Any) -> Any:
        """What Bo's client app says to Amina's post."""
        given = {"in_reply_to_id": self.post.id} | more
        return self.bo.status_post(words, **given)

    def who_sees(self, status: Any) -> set[str]:
        """Who reads it in the thread, at its own address, or on their timeline."""
        found = set()
        for name, api in {**self.apis, "nobody": self.nobody}.items():
            thread = api.status_context(self.post).descendants
            if any(one.id == status.id for one in thread):
                found.add(f"{name} in the thread")
            if name != "nobody" and any(one.id == status.id for one in api.timeline_home()):
                found.add(f"{name} at home")
        return found

    def asks(self, method: str, path: str, **body: Any) -> httpx.Response:
        """Bo's client app, as it writes without a library."""
        token = {"Authorization": f"Bearer {self.bo.access_token}"}
        url = f"{self.origin}/api{path}"
        return httpx.request(method, url, json=body, headers=token, timeout=PATIENCE)


@pytest.fixture
def talk(origin: str, join: Join) -> Iterator[Talk]:
    made = Talk(origin, join)
    yield made
    made.nobody.session.close()


def test_a_direct_reply_is_for_those_who_are_named_in_it(talk: Talk) -> None:
    said = talk.answers(f"@amina {SECRET}", visibility="direct")
    assert (said.visibility, said.in_reply_to_id) == ("direct", talk.post.id)
    assert said.in_reply_to_account_id == talk.post.account.id
    assert talk.who_sees(said) == {"amina in the thread", "bo_chen in the thread"}
    assert talk.amina.notifications(types=["mention"])[0].status.id == said.id
    assert talk.amina.status(talk.post).replies_count == 0
    page = httpx.get(talk.post.url, headers=PAGE, timeout=PATIENCE, follow_redirects=True)
    assert "For everybody" in page.text
    assert SECRET not in page.text
    assert SECRET not in talk.people["cleo"].web.get(f"/posts/{_uuid(talk.post)}/comments").text
    # The thread goes on, for the two of them.
    again = talk.amina.status_post("Yes", in_reply_to_id=said.id, visibility="direct")
    assert [one.id for one in talk.amina.status_context(again).ancestors] == [talk.post.id, said.id]
    back = talk.amina.status_post("@bo_chen yes", in_reply_to_id=said.id, visibility="direct")
    thread = talk.bo.status_context(talk.post).descendants
    assert [one.id for one in thread] == [said.id, back.id]
    assert [one.id for one in talk.bo.status_context(said).descendants] == [back.id]


def test_a_private_reply_is_for_ones_followers_and_at_home_for_who_follows_both(
    talk: Talk,
) -> None:
    said = talk.answers(SECRET, visibility="private")
    assert (said.visibility, said.in_reply_to_id) == ("private", talk.post.id)
    inside = {f"{name} in the thread" for name in ("bo_chen", "cleo", "dao_lin")}
    assert talk.who_sees(said) == inside | {"bo_chen at home", "cleo at home"}
    with_all = talk.dao.account_statuses(said.account)
    assert [one.id for one in with_all] == [said.id]
    assert talk.dao.account_statuses(said.account, exclude_replies=True) == []


def test_a_reply_under_what_fewer_see_is_not_for_more_than_asked(talk: Talk) -> None:
    talk.bo.account_follow(talk.post.account)
    talk.post = talk.amina.status_post("For my followers", visibility="private")
    direct = talk.answers(f"@amina {SECRET}", visibility="direct")
    assert talk.cleo.status(talk.post).id == talk.post.id
    private = talk.answers(f"@amina {SECRET} too", visibility="private")
    seen = talk.amina.status_context(talk.post).descendants
    assert [one.id for one in seen] == [direct.id, private.id]
    # Cleo follows both, Dao does not follow Amina.
    assert [one.id for one in talk.cleo.status_context(talk.post).descendants] == [private.id]
    assert talk.dao.status(private).visibility == "private"
    # What all may read who read the post is a comment, of its audience.
    open_one = talk.answers("For all of you", visibility="public")
    assert open_one.visibility == "private"


def test_a_reply_to_a_comment_answers_the_comment(talk: Talk) -> None:
    word = talk.answers("Hello")
    said = talk.amina.status_post(f"@bo_chen {SECRET}", in_reply_to_id=word.id, visibility="direct")
    assert (said.in_reply_to_id, said.in_reply_to_account_id) == (word.id, word.account.id)
    assert [one.id for one in talk.bo.status_context(said).ancestors] == [talk.post.id, word.id]
    assert [one.id for one in talk.bo.status_context(word).descendants] == [said.id]
    assert talk.cleo.status_context(word).descendants == []
    talk.bo.status_delete(word)
    assert talk.amina.status(said).in_reply_to_id == talk.post.id


def test_a_private_reply_may_bear_what_a_post_may(talk: Talk) -> None:
    media = talk.bo.media_post(picture(), mime_type="image/png")
    shown = talk.answers(SECRET, visibility="private", media_ids=[media], spoiler_text="lake")
    assert (len(shown.media_attachments), shown.spoiler_text) == (1, "lake")
    poll = talk.bo.make_poll(["Tea", "Coffee"], expires_in=3600)
    assert talk.answers("Which?", visibility="private", poll=poll).poll.options[0].title == "Tea"
    later = shown.created_at.replace(year=shown.created_at.year + 1)
    due = talk.answers(SECRET, visibility="direct", scheduled_at=later)
    kept = talk.bo.scheduled_status(due)
    assert (kept.params.visibility, kept.params.in_reply_to_id) == ("direct", talk.post.id)


def test_a_reply_has_all_that_a_status_has(talk: Talk) -> None:
    media = talk.bo.media_post(picture(), mime_type="image/png", description="A boat")
    word = talk.answers("Hello " + "x" * 1_900, media_ids=[media], language="de")
    assert (word.visibility, word.in_reply_to_id, word.language) == ("public", talk.post.id, "de")
    assert word.media_attachments[0].description == "A boat"
    assert talk.amina.status(talk.post).replies_count == 1
    poll = talk.cleo.make_poll(["Tea", "Coffee"], expires_in=3600)
    asked = talk.cleo.status_post("Which?", in_reply_to_id=word.id, poll=poll)
    assert talk.bo.poll_vote(asked.poll, [1]).own_votes == [1]
    assert talk.cleo.status_favourite(word).favourites_count == 1
    assert [one.acct for one in talk.bo.status_favourited_by(word)] == ["cleo"]
    assert [one.id for one in talk.cleo.favourites()] == [word.id]
    assert talk.cleo.status_bookmark(word).bookmarked
    assert [one.id for one in talk.cleo.bookmarks()] == [word.id]
    boost = talk.cleo.status_reblog(word)
    assert (boost.reblog.id, boost.reblog.reblogs_count) == (word.id, 1)
    assert [one.acct for one in talk.bo.status_reblogged_by(word)] == ["cleo"]
    assert talk.bo.notifications(types=["reblog"])[0].status.id == word.id
    assert talk.bo.status_pin(word).pinned
    assert [one.id for one in talk.cleo.account_statuses(word.account, pinned=True)] == [word.id]
    quote = talk.asks(
        "POST",
        "/v1/statuses",
        status="So I said",
        quoted_status_id=word.id,
        in_reply_to_id=asked.id,
    ).json()
    assert quote["quote"]["quoted_status"]["id"] == word.id
    assert quote["in_reply_to_id"] == asked.id
    changed = talk.bo.status_update(word, "Good morning")
    assert len(changed.media_attachments) == 1
    versions = talk.amina.status_history(word)
    assert [one.content[:10] for one in versions] == ["<p>Hello x", "<p>Good mo"]
    later = word.created_at.replace(year=word.created_at.year + 1)
    due = talk.answers("Later", scheduled_at=later)
    assert talk.bo.scheduled_status(due).params.in_reply_to_id == talk.post.id
    # Each answers what it says, also below what stands below another.
    thread = talk.amina.status_context(talk.post).descendants
    assert [one.id for one in thread] == [word.id, asked.id, quote["id"]]
    above = talk.amina.status_context(quote["id"]).ancestors
    assert [one.id for one in above] == [talk.post.id, word.id, asked.id]
    said = [one.id for one in talk.dao.account_statuses(word.account)]
    assert said == [quote["id"], word.id]
    assert talk.dao.account_statuses(word.account, exclude_replies=True) == []
    # On nobody's timeline but where somebody shows it again.
    assert [one.id for one in talk.dao.timeline_home()] == []
    assert word.id not in [one.id for one in talk.nobody.timeline_public()]
    talk.bo.status_delete(word)
    left = [one.id for one in talk.amina.status_context(talk.post).descendants]
    assert left == []


async def test_what_cannot_be_kept_of_a_reply_is_refused(talk: Talk, settings: Settings) -> None:
    given = {"status": "Hello", "in_reply_to_id": talk.post.id}
    async with unchanged(settings.database_url or ""):
        wrong = talk.asks("POST", "/v1/statuses", **given, visibility="everybody")
        assert (wrong.status_code, "Visibility" in wrong.json()["error"]) == (422, True)
        long = talk.asks("POST", "/v1/statuses", **given | {"status": "x" * 2_001})
        assert long.status_code == 422
        for visibility in ("direct", "nobody"):
            boost = talk.asks("POST", f"/v1/statuses/{talk.post.id}/reblog", visibility=visibility)
            assert boost.status_code == 422, visibility


def test_a_moment_is_answered_among_those_who_know_each_other(talk: Talk, join: Join) -> None:
    amina, bo = talk.people["amina"], talk.people["bo_chen"]
    _befriend(amina, bo)
    ident = "01936d9e-7d5f-7aaa-8bbb-000000000007"
    amina.put(f"/posts/{ident}", text="For those I know", audience="contacts")
    talk.post = talk.bo.status(ids.shown(UUID(ident)))
    assert talk.post.visibility == "private"
    said = talk.answers("Lovely", visibility="private")
    assert [one.id for one in talk.amina.status_context(talk.post).descendants] == [said.id]
    # Dao follows Bo, and learns nothing of Amina's moment.
    assert talk.dao.timeline_home() == []
    direct = talk.answers(f"@amina {SECRET}", visibility="direct")
    assert direct.visibility == "direct"
    assert talk.amina.status(direct).in_reply_to_id == talk.post.id


def _uuid(status: Any) -> str:
    return str(status.url).rpartition("/")[2]


def _befriend(one: Neighbour, other: Neighbour) -> None:
    asked = f"/contact-requests/{new_id()}"
    one.put(asked, handle=other.me["handle"], greeting="It is me")
    other.ok(other.web.post(f"{asked}/acceptance", json={"circles": []}))


def test_a_replys_warning_is_kept_and_read_back(talk: Talk) -> None:
    said = talk.answers("The butler", spoiler_text="how it ends")
    assert (said.spoiler_text, said.sensitive, said.content) == (
        *("how it ends", True),
        "<p>The butler</p>",
    )
    assert talk.bo.status_source(said).spoiler_text == "how it ends"
    seen = talk.nobody.status_context(talk.post).descendants[0]
    assert (seen.spoiler_text, seen.sensitive) == ("how it ends", True)
    page = httpx.get(talk.post.url, headers=PAGE, timeout=PATIENCE, follow_redirects=True).text
    assert "<details><summary>how it ends</summary><p" in page
    notices = talk.people["amina"].get("/news")["notices"]
    [told] = [one for one in notices if one["kind"] == "comment"]
    assert told["text"] == "how it ends"
    kept = talk.bo.status_update(said, "The gardener")
    assert (kept.spoiler_text, kept.sensitive) == ("how it ends", True)
    versions = talk.bo.status_history(said)
    assert [one.spoiler_text for one in versions] == ["how it ends"] * 2
    assert [one.content for one in versions] == ["<p>The butler</p>", "<p>The gardener</p>"]
    changed = talk.bo.status_update(said, "The gardener", spoiler_text="the end")
    assert changed.spoiler_text == "the end"
    bare = talk.bo.status_update(said, "The gardener", spoiler_text="")
    assert (bare.spoiler_text, bare.sensitive) == ("", False)
    # Without a word, it gets one in the language of who writes.
    marked = talk.answers("Look away", sensitive=True)
    assert (marked.spoiler_text, marked.sensitive) == ("Sensitive", True)
    answer = talk.asks("PUT", f"/v1/statuses/{marked.id}", status="Look", sensitive=False).json()
    assert (answer["spoiler_text"], answer["sensitive"]) == ("", False)
    answer = talk.asks("PUT", f"/v1/statuses/{marked.id}", status="Look", sensitive=True).json()
    assert (answer["spoiler_text"], answer["sensitive"]) == ("Sensitive", True)


async def test_a_warning_that_is_too_long_is_refused(talk: Talk, settings: Settings) -> None:
    said = talk.answers("Hello")
    async with unchanged(settings.database_url or ""):
        given = {"status": "Hello", "spoiler_text": "w" * 201}
        replied = talk.asks("POST", "/v1/statuses", in_reply_to_id=talk.post.id, **given)
        edited = talk.asks("PUT", f"/v1/statuses/{said.id}", **given)
        assert (replied.status_code, edited.status_code) == (422, 422)
