"""Status: posts, comments among them, as client apps see them.

A repost without words is a reblog; one with words, as Weibo has it, is a quote, for its words must
be seen. A comment is a reply.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from leapfrog import posts
from leapfrog.identity import Person, named
from leapfrog.mastodon import ids
from leapfrog.mastodon.call import ApiCall, moment
from leapfrog.mastodon.entities.accounts import accounts_and_numbers
from leapfrog.mastodon.entities.emojis import emojis
from leapfrog.mastodon.entities.filtering import Filtering, filtering
from leapfrog.mastodon.entities.media import attachment
from leapfrog.mastodon.entities.polls import poll
from leapfrog.mastodon.entities.quoting import NOBODY, approval
from leapfrog.mastodon.html import html_of
from leapfrog.posts import Mention, Post, PostContent, ShownPost
from leapfrog.timelines import FollowCounts

Entity = dict[str, Any]
VISIBILITY = {
    "public": "public",
    "unlisted": "unlisted",
    "followers": "private",
    "mentioned": "direct",
    "contacts": "private",
    "circles": "private",
    "me": "direct",
}


class PageContext:
    """What is known of all that stands on one page: people, own reposts, filters."""

    def __init__(
        self,
        call: ApiCall,
        people: Mapping[UUID, Entity],
        numbers: Mapping[UUID, FollowCounts],
        faces: Mapping[UUID, Person],
        reposted: Mapping[UUID, UUID],
        filters: Filtering,
    ) -> None:
        self.call, self.faces = call, faces
        self.people, self.numbers = people, numbers
        self.reposted, self.filters = reposted, filters

    def status(self, post: Post) -> Entity | None:
        """None for the repost of what is gone, which would be empty."""
        if post.form == "repost" and not post.text:
            if post.of is None:
                return None
            inner = self._of_post(post.of)
            outer = self._frame(post, "", PostContent())
            own = ("favourites_count", "reblogs_count", "replies_count", "favourited", "reblogged")
            return {**outer, **{name: inner[name] for name in own}, "reblog": inner}
        found = self._of_post(post)
        if post.form != "post":
            found["quote"] = self._quote(post)
        return found

    def _quote(self, post: Post) -> Entity:
        if post.of is not None:
            return {"state": "accepted", "quoted_status": self._of_post(post.of)}
        return {"state": "revoked" if post.detached else "deleted", "quoted_status": None}

    def _of_post(self, post: ShownPost) -> Entity:
        said = posts.content_of(post)
        found = self._frame(post, self._html(post.text, said.mentions, said.title), said)
        viewer, at = self.call.viewer, self.call.at
        found |= {
            "media_attachments": [attachment(one, at, viewer) for one in said.media],
            "poll": poll(post, said, self.call) if said.poll else None,
            "card": _card(said),
            "filtered": self.filters.found(post.id, f"{said.warning} {said.title} {post.text}"),
        }
        return found

    def _frame(self, post: ShownPost, html: str, said: PostContent) -> Entity:
        at = self.call.at
        viewer, quotes = self.call.viewer, self.numbers[post.author.id].quotes
        mine = post.author.id == viewer
        url = at.post(post.id)
        return {
            **_nothing(),
            "id": ids.shown(post.id),
            "created_at": moment(post.at),
            "edited_at": moment(post.edited_at) if post.edited_at else None,
            "sensitive": bool(said.warning),
            "spoiler_text": said.warning,
            "visibility": VISIBILITY[post.reach],
            "uri": post.uri or url,
            "url": url,
            **_reply(post),
            "language": said.language or None,
            "replies_count": post.comments,
            "reblogs_count": post.reposts,
            "favourites_count": post.likes,
            "favourited": post.liked,
            "reblogged": post.id in self.reposted,
            "muted": talk_of(post) in self.filters.quiet,
            "bookmarked": post.saved,
            "quote_approval": approval(post, quotes, mine=mine, signed=viewer is not None),
            "content": html,
            "account": self.people[post.author.id],
            "mentions": self._mentions(said.mentions),
            "tags": [{"name": tag, "url": at.topic(tag)} for tag in said.topics],
            "emojis": emojis(said.emojis, at),
            **({"pinned": post.pinned} if mine else {}),
        }

    def _html(self, text: str, mentions: Iterable[Mention], title: str = "") -> str:
        meant = {
            one.handle.lower(): self.faces[one.person_id]
            for one in mentions
            if one.person_id in self.faces
        }
        return html_of(text, meant, self.call.at, title)

    def _mentions(self, mentions: Iterable[Mention]) -> list[Entity]:
        at = self.call.at
        people = [self.faces[m.person_id] for m in mentions if m.person_id in self.faces]
        return [
            {
                "id": ids.shown(person.id),
                "username": person.handle,
                "acct": at.acct(person),
                "url": at.person(person),
            }
            for person in people
        ]


def talk_of(post: ShownPost) -> UUID:
    """The post under which the talk is to which this belongs."""
    return post.under.post_id if post.under else post.id


def _reply(post: ShownPost) -> Entity:
    """What it answers."""
    if post.answers is None:
        return {}
    return {
        "in_reply_to_id": ids.shown(post.answers.post_id),
        "in_reply_to_account_id": ids.shown(post.answers.author.id),
    }


def _nothing() -> Entity:
    """The members that a status always has."""
    return {
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "sensitive": False,
        "spoiler_text": "",
        "language": None,
        "replies_count": 0,
        "reblogs_count": 0,
        "favourites_count": 0,
        "quotes_count": 0,
        "favourited": False,
        "reblogged": False,
        "muted": False,
        "bookmarked": False,
        "reblog": None,
        "application": None,
        "media_attachments": [],
        "mentions": [],
        "tags": [],
        "emojis": [],
        "card": None,
        "poll": None,
        "quote": None,
        "quote_approval": NOBODY,
        "filtered": [],
    }


def _card(said: PostContent) -> Entity | None:
    """The page that it links to, as that page calls itself."""
    if said.link is None:
        return None
    link = said.link
    return {
        "url": link.url,
        "title": link.title,
        "description": link.text,
        "language": None,
        "type": "link",
        "author_name": "",
        "author_url": "",
        "authors": [],
        "provider_name": link.site,
        "provider_url": "",
        "html": "",
        "width": 0,
        "height": 0,
        "image": None,
        "image_description": "",
        "embed_url": "",
        "blurhash": None,
        "published_at": None,
    }


async def seen(call: ApiCall, several: Sequence[Post], place: str = "") -> PageContext:
    """Reads what a page of these needs. `place`: for which filters it is, such as `home`."""
    shown: list[ShownPost] = [*several, *(post.of for post in several if post.of)]
    named_there = {
        mention.person_id for post in shown for mention in posts.content_of(post).mentions
    }
    authors = {post.author.id for post in shown}
    people, numbers = await accounts_and_numbers(call, sorted(authors))
    faces = await named(call.db, sorted(named_there))
    reposted: Mapping[UUID, UUID] = {}
    if call.viewer:
        reposted = await posts.my_reposts(call.db, call.viewer, [one.id for one in shown])
    return PageContext(call, people, numbers, faces, reposted, await filtering(call, place))


async def statuses(call: ApiCall, several: Sequence[Post], place: str = "") -> list[Entity]:
    """These posts, in their order."""
    if not several:
        return []
    known = await seen(call, several, place)
    return [status for status in map(known.status, several) if status]


async def status(call: ApiCall, post: Post) -> Entity:
    """One post; the repost of what is gone is an empty one."""
    known = await seen(call, [post])
    found = known.status(post)
    if found is None:
        raise posts.NoPost
    return found
