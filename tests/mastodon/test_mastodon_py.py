"""Mastodon.py, as PyPI has it, does all that a person does in a day: sixty kinds of calls."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from mastodon import (
    Mastodon,
    MastodonAPIError,
    MastodonNotFoundError,
    MastodonUnauthorizedError,
)
from PIL import Image

from tests.mastodon.conftest import Join
from tests.mastodon.fields import all_there
from tests.mastodon.neighbours import Neighbour

CALLS = 60


class Counted:
    """A client app of which is noted what it called."""

    def __init__(self, api: Mastodon) -> None:
        self._api = api
        self.called: set[str] = set()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        self.called.add(name)
        found: Callable[..., Any] = getattr(self._api, name)
        return found


def picture() -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(made, "png")
    made.seek(0)
    return made


def test_a_day_with_mastodon_py(join: Join) -> None:
    amina, bo = join("amina"), join("bo_chen")
    api, other = Counted(amina.client_app()), bo.client_app("Bo's client app")
    with all_there() as entities:
        knows_the_town(api, amina)
        people(api, other, amina, bo)
        writes(api, other)
        reads(api, other)
        sorts(api, other, bo)
        is_told(api, other)
        is_quoted(api, other)
        tidies(api, other)
    assert {"Account", "InstanceV2", "NotificationGroup", "Poll", "Relationship"} <= entities
    assert len(api.called) >= CALLS, sorted(api.called)


def test_whom_one_does_not_want_to_see_is_listed_in_pages(join: Join) -> None:
    api = join("amina").client_app()
    for handle in ("bo_chen", "cleo", "dao_lin"):
        them = join(handle).client_app().me()
        api.account_block(them)
        api.account_mute(them, duration=3600)
    for listed in (api.blocks, api.mutes):
        first = listed(limit=2)
        assert [one.acct for one in first] == ["dao_lin", "cleo"]
        assert [one.acct for one in api.fetch_next(first)] == ["bo_chen"]
        assert [one.acct for one in listed(min_id=listed()[-1].id, limit=1)] == ["cleo"]
    assert api.mutes()[0].mute_expires_at is not None


def knows_the_town(api: Counted, amina: Neighbour) -> None:
    assert api.instance_v1().uri == "lake.town"
    town = api.instance_v2()
    assert town.configuration.statuses.max_characters == 2000
    assert api.app_verify_credentials().name == "Test client app"
    assert api.account_verify_credentials().source.privacy == "public"
    assert api.me().acct == "amina"
    assert api.preferences()["posting:default:visibility"] == "public"
    assert api.custom_emojis() == api.announcements() == api.suggestions() == []
    assert api.instance_rules() == []
    assert [one.code for one in api.instance_languages()] == ["en", "zh-CN"]
    before = api.me().avatar
    shown = api.account_update_credentials(avatar=picture(), avatar_mime_type="image/png")
    assert shown.avatar != before
    assert amina.get("/me")["avatar"] == shown.avatar.removeprefix(amina.origin)
    assert api.account_delete_avatar().avatar == api.account_delete_header().avatar == before
    changed = api.account_update_credentials(display_name="Amina R.", note="I row.", locked=False)
    assert (changed.display_name, changed.note) == ("Amina R.", "<p>I row.</p>")


def people(api: Counted, other: Mastodon, amina: Neighbour, bo: Neighbour) -> None:
    found = api.account_lookup("bo_chen")
    assert found == api.account(found.id)
    assert [one.id for one in api.account_search("bo_c")] == [found.id]
    assert api.account_follow(found).following
    assert [one.acct for one in api.account_following(api.me())] == ["bo_chen"]
    assert [one.acct for one in api.account_followers(found)] == ["amina"]
    assert api.account_relationships([found.id])[0].following
    assert api.account_note_set(found, "met at the lake").note == "met at the lake"
    assert api.account_mute(found, duration=3600).muting
    assert [one.acct for one in api.mutes()] == ["bo_chen"]
    assert not api.account_unmute(found).muting
    assert api.account_block(found).blocking
    assert [one.acct for one in api.blocks()] == ["bo_chen"]
    assert api.account(found.id) == api.account_lookup("bo_chen")
    assert [one.id for one in api.account_search("bo_chen")] == [found.id]
    assert api.account_statuses(found) == []
    with pytest.raises(MastodonNotFoundError):
        other.account(api.me().id)
    assert not api.account_unblock(found).blocking
    assert not api.account_unfollow(found).following
    other.account_update_credentials(locked=True)
    assert api.account_follow(found).requested
    assert [one.acct for one in other.follow_requests()] == ["amina"]
    assert other.follow_request_authorize(api.me()).followed_by
    other.account_update_credentials(locked=False)
    assert other.account_follow(api.me()).following


def writes(api: Counted, other: Mastodon) -> None:
    media = api.media_post(picture(), mime_type="image/png", description="The lake")
    assert (media.type, media.description) == ("image", "The lake")
    assert api.media_update(media, description="The lake at dawn").description.endswith("dawn")
    made = api.status_post(
        "Look, @bo_chen: #rowing\n\nhttps://example.org/boats",
        media_ids=[media],
        spoiler_text="water",
        idempotency_key="once",
    )
    again = api.status_post("Look", idempotency_key="once")
    assert again.id == made.id
    assert (made.sensitive, made.spoiler_text, made.visibility) == (True, "water", "public")
    assert made.media_attachments[0].description == "The lake at dawn"
    assert [one.acct for one in made.mentions] == ["bo_chen"]
    assert [tag.name for tag in made.tags] == ["rowing"]
    edited = api.status_update(made, "Look, @bo_chen: #rowing is fun", spoiler_text="")
    assert edited.edited_at is not None
    assert len(edited.media_attachments) == 1
    assert api.status_source(made).text == "Look, @bo_chen: #rowing is fun"
    assert [one.spoiler_text for one in api.status_history(made)] == ["water", ""]
    poll = api.make_poll(["Tea", "Coffee"], expires_in=3600)
    asked = api.status_post("Which?", poll=poll)
    voted = other.poll_vote(asked.poll, [1])
    assert [option.votes_count for option in voted.options] == [0, 1]
    assert api.poll(asked.poll).voters_count == 1
    later = api.status_post("Later", scheduled_at=made.created_at + timedelta(days=300))
    assert [one.id for one in api.scheduled_statuses()] == [later.id]
    moved = api.scheduled_status_update(later, made.created_at + timedelta(days=301))
    assert moved.scheduled_at > later.scheduled_at
    assert api.scheduled_status(later).params.text == "Later"
    api.scheduled_status_delete(later)
    assert api.scheduled_statuses() == []


def reads(api: Counted, other: Mastodon) -> None:
    word = other.status_post("Fog over the pier #fog")
    for n in range(6):
        other.status_post(f"Wave {n}", visibility="unlisted")
    first = api.timeline_home(limit=3)
    assert first[0].content == "<p>Wave 5</p>"
    older = api.fetch_next(first)
    assert [one.content for one in older] == [f"<p>Wave {n}</p>" for n in (2, 1, 0)]
    assert [one.id for one in api.fetch_previous(older)] == [one.id for one in first]
    newer = api.timeline_home(min_id=older[-1].id, limit=2)
    assert [one.id for one in newer] == [one.id for one in older[:2]]
    assert api.timeline_home(since_id=first[1].id)[0].id == first[0].id
    assert word.id in {one.id for one in api.timeline_public()}
    assert [one.id for one in api.timeline_hashtag("fog")] == [word.id]
    assert api.status_favourite(word).favourited
    assert api.status_bookmark(word).bookmarked
    assert [one.id for one in api.favourites()] == [one.id for one in api.bookmarks()] == [word.id]
    boost = api.status_reblog(word)
    assert (boost.reblog.id, boost.reblog.reblogged) == (word.id, True)
    assert [one.acct for one in api.status_reblogged_by(word)] == ["amina"]
    assert [one.acct for one in api.status_favourited_by(word)] == ["amina"]
    reply = api.status_reply(word, "I can hear the bell", untag=True)
    assert reply.in_reply_to_id == word.id
    answer = other.status_post("So can I", in_reply_to_id=reply.id)
    thread = api.status_context(reply)
    assert [one.id for one in thread.ancestors] == [word.id]
    assert [one.id for one in thread.descendants] == [answer.id]
    assert api.status(word).replies_count == 2
    assert [one.id for one in api.account_statuses(word.account, limit=1)] == [answer.id]
    posts = api.account_statuses(word.account, limit=1, exclude_replies=True)
    assert [one.id for one in posts] == [first[0].id]
    found = api.search("fog")
    assert [one.id for one in found.statuses] == [word.id]
    assert [tag.name for tag in found.hashtags] == ["fog"]


def sorts(api: Counted, other: Mastodon, bo: Neighbour) -> None:
    rowers = api.list_create("Rowers")
    api.list_accounts_add(rowers, [other.me()])
    assert [one.acct for one in api.list_accounts(rowers)] == ["bo_chen"]
    assert api.timeline_list(rowers)[0].content == "<p>Wave 5</p>"
    assert api.list_update(rowers, "Old rowers").title == "Old rowers"
    assert [one.title for one in api.lists()] == [api.list(rowers).title]
    made = api.create_filter_v2(
        "No waves", ["home"], "warn", keywords_attributes=[{"keyword": "wave", "whole_word": True}]
    )
    assert [one.id for one in api.filters_v2()] == [made.id]
    assert api.timeline_home()[0].filtered == []
    other.status_post("A wave again")
    assert api.timeline_home()[0].filtered[0].keyword_matches == ["wave"]
    api.delete_filter_v2(made)
    assert api.tag_follow("fog").following
    assert [tag.name for tag in api.followed_tags()] == ["fog"]
    assert not api.tag_unfollow("fog").following
    api.domain_block("spam.example")
    assert api.domain_blocks() == ["spam.example"]
    api.domain_unblock("spam.example")
    assert isinstance(api.trending_tags(), list)
    assert api.trending_links() == []
    api.list_delete(rowers)
    assert api.report(other.me(), comment="only a test").comment == "only a test"


def is_told(api: Counted, other: Mastodon) -> None:
    mine = api.status_post("Tell me what you think")
    other.status_favourite(mine)
    other.status_reblog(mine)
    said = other.status_reply(mine, "All is well", untag=True)
    told = api.notifications(limit=3)
    assert [one.type for one in told] == ["mention", "reblog", "favourite"]
    assert (told[0].status.id, told[1].status.id) == (said.id, mine.id)
    assert api.notifications(id=told[0].id) == told[0]
    assert api.notifications_unread_count().count >= 3
    groups = api.grouped_notifications()
    assert {"favourite", "reblog", "mention"} <= {g.type for g in groups.notification_groups}
    [liked] = [g for g in groups.notification_groups if g.type == "favourite"][:1]
    alone = api.grouped_notification(liked.group_key)
    assert [one.group_key for one in alone.notification_groups] == [liked.group_key]
    assert alone.notification_groups[0].notifications_count == 1
    assert [one.acct for one in api.grouped_notification_accounts(liked.group_key)] == ["bo_chen"]
    [talk] = [g for g in groups.notification_groups if g.status_id == said.id]
    api.dismiss_grouped_notification(talk.group_key)
    for key in (talk.group_key, "favourite-1-2020-01-01", "follow--2020-01-01", "nothing"):
        with pytest.raises(MastodonNotFoundError):
            api.grouped_notification(key)
    marked = api.markers_set(["notifications"], [told[0].id])
    assert marked["notifications"].last_read_id == told[0].id
    assert api.markers_get(["notifications"])["notifications"].version == 1
    api.notifications_dismiss(told[2])
    assert [one.type for one in api.notifications(limit=1)] == ["reblog"]
    api.notifications_clear()
    assert api.notifications() == []
    assert api.notifications_policy().for_not_following == "accept"
    assert api.conversations() == []


def is_quoted(api: Counted, other: Mastodon) -> None:
    mine = api.status_post("Quote me")
    seen = other.status(mine).quote_approval
    assert (seen.automatic, seen.current_user) == (["public"], "automatic")
    quote = other.status_post("He says", quoted_status_id=mine.id)
    assert quote.quote.quoted_status.id == mine.id
    assert [one.id for one in api.status_quotes(mine)] == [quote.id]
    with pytest.raises(MastodonAPIError):
        other.status_quote_revoke(mine, quote)
    for _ in range(2):
        assert api.status_quote_revoke(mine, quote).quote.state == "revoked"
    api.account_update_credentials(default_quote_policy="nobody")
    seen = other.status(mine).quote_approval
    assert (seen.automatic, seen.current_user) == ([], "denied")
    assert api.status(mine).quote_approval.current_user == "automatic"
    api.account_update_credentials(default_quote_policy="public")
    hidden = api.status_post("Not for quoting", visibility="private")
    assert hidden.quote_approval.current_user == "denied"
    for one in (hidden, mine):
        api.status_delete(one)


def tidies(api: Counted, other: Mastodon) -> None:
    mine = api.account_statuses(api.me(), exclude_reblogs=True)[0]
    assert api.status_pin(mine).pinned
    assert [one.id for one in api.account_statuses(api.me(), pinned=True)] == [mine.id]
    assert not api.status_unpin(mine).pinned
    assert api.status_mute(mine).muted
    assert api.status(mine).muted
    assert not api.status_unmute(mine).muted
    word = api.bookmarks()[0]
    assert not api.status_unbookmark(word).bookmarked
    assert not api.status_unfavourite(word).favourited
    assert not api.status_unreblog(word).reblogged
    assert api.status_delete(mine).text == "Tell me what you think"
    with pytest.raises(MastodonNotFoundError):
        api.status(mine)
    assert [one.acct for one in api.directory()] == ["bo_chen"]
    api.revoke_access_token(allow_http=True)
    with pytest.raises(MastodonUnauthorizedError):
        api.me()
