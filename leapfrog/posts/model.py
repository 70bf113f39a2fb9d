"""Posts: what was written, for whom, and how it looks to the one who reads."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from leapfrog.follows import Author, Who
from leapfrog.post_media import Link, PostMedia

# public: everybody; unlisted: everybody, but on no list of the town; followers; mentioned: who is
# named in it; contacts; circles: contacts in those circles; me; thread, of a comment alone: who
# sees the post under which it stands.
Audience = Literal[
    "public", "unlisted", "followers", "mentioned", "contacts", "circles", "me", "thread"
]
Form = Literal["post", "repost", "quote"]
Replies = Literal["everyone", "followers", "contacts", "mentioned", "nobody"]
Quoting = Literal["everyone", "followers", "nobody"]

OPEN: frozenset[Audience] = frozenset(("public", "unlisted"))
# What is on the stage of Moments; all else is on the Square.
MOMENTS: frozenset[Audience] = frozenset(("contacts", "circles", "me"))

Name = Annotated[str, Meta(max_length=255)]
Degrees = Annotated[float, Meta(ge=-180, le=180)]


class PostLocation(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place on the earth, in degrees (WGS 84)."""

    lat: Annotated[float, Meta(ge=-90, le=90)]
    lon: Degrees
    name: Name = ""


class Poll(msgspec.Struct, frozen=True, omit_defaults=True):
    """A question with answers to choose from until `ends_at`. `counted` and `voters`: the votes
    that it had before it came here, of people who are not.
    """

    options: list[str]
    ends_at: datetime
    multiple: bool = False
    counted: list[int] = []
    voters: int = 0


class Mention(msgspec.Struct, frozen=True):
    """Somebody who is named in the text; `handle` is how it stands there, without the @."""

    person_id: UUID
    handle: str


class PostContent(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that a post says beside its text. `warning`: what to know before one looks. `emojis`: the
    ids of the pictures that stand for `:words:` of a post from elsewhere. `language`: as BCP 47
    has it, when it was said.
    """

    title: str = ""
    warning: str = ""
    media: list[PostMedia] = []
    link: Link | None = None
    poll: Poll | None = None
    place: PostLocation | None = None
    mentions: list[Mention] = []
    topics: list[str] = []
    emojis: dict[str, str] = {}
    language: str = ""


class Place(msgspec.Struct, frozen=True):
    """A post; `author_id`: who wrote it. `under_id`: the post under which it stands, if it is a
    comment. `uri`: how another server names it, if it is from one.
    """

    post_id: UUID
    author_id: UUID
    under_id: UUID | None = None
    uri: str | None = None


class Answered(msgspec.Struct, frozen=True):
    """What a post answers: a post of `author`, which may be a comment."""

    post_id: UUID
    author: Author


class CommentPlace(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a comment stands: under a post of `author_id` that is for `audience`. `parent_id`: the
    comment below which it stands, if it is no first word.
    """

    post_id: UUID
    author_id: UUID
    audience: Audience
    parent_id: UUID | None = None


class PollResults(msgspec.Struct, frozen=True):
    """How a poll stands: votes for each option, how many people voted, and one's own choices."""

    votes: list[int]
    voters: int
    mine: list[int]


class ShownPost(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A post, as somebody sees it. `uri`: how other servers name it, if it is from one.

    `may_comment`, `may_quote`: whether its author lets the one who looks; of a comment, the author
    of the post says who may comment. `comments`: how many stand under or below it. `removed`: taken
    down by the operator; only its author sees it. `detached`: its author quotes somebody who did
    not want to be quoted there. `answers`: what it answers; `under`: where it stands, if it is a
    comment.
    """

    id: UUID
    author: Author
    at: datetime
    audience: Audience
    form: Form
    text: str
    content: PostContent
    replies: Replies
    likes: int
    comments: int
    reposts: int
    liked: bool = False
    saved: bool = False
    follows: bool = False
    may_comment: bool = True
    may_quote: bool = True
    edited_at: datetime | None = None
    pinned: bool = False
    removed: bool = False
    detached: bool = False
    imported_from: str | None = None
    uri: str | None = None
    results: PollResults | None = None
    answers: Answered | None = None
    under: CommentPlace | None = None
    circles: list[UUID] = []

    @property
    def reach(self) -> Audience:
        """For whom it is: what is for a thread is for those for whom that is."""
        return self.under.audience if self.under and self.audience == "thread" else self.audience


class Post(ShownPost, frozen=True, omit_defaults=True, kw_only=True):
    """A post with its original, if it is a repost or quote; `gone`: the original is not there any
    more, or not for who looks.
    """

    of: ShownPost | None = None
    gone: bool = False


class PostPage(msgspec.Struct, frozen=True):
    """Posts, the newest first unless said otherwise; `next` is the `before` of the following page,
    which may hold fewer than were asked for.
    """

    posts: list[Post]
    next: str | None


class NewPost(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What somebody wants to show. `files`: (file, alt text), in order. `of`: the post to repost
    or quote. `and_comment`: the words are a comment under that post, too. `answers`: the id of
    the post that it answers; it is a comment there, for no more people than that is for, unless it
    is for followers or for those named. `language`: None leaves that of an edited post as it is.
    """

    text: str = ""
    title: str = ""
    warning: str = ""
    audience: Audience = "public"
    circles: tuple[UUID, ...] = ()
    replies: Replies = "everyone"
    files: tuple[tuple[UUID, str], ...] = ()
    link: str | None = None
    options: tuple[str, ...] = ()
    multiple: bool = False
    minutes: int = 1440
    place: PostLocation | None = None
    form: Form = "post"
    of: UUID | None = None
    and_comment: bool = False
    answers: UUID | None = None
    language: str | None = None


class PostSettings(msgspec.Struct, frozen=True):
    """`moments_days`: so many days back contacts see one's moments, 0 for all of them. `approve`:
    who wants to follow asks. `show_follows`: who sees whom one follows and who follows. `quotes`:
    who may quote. `findable`: the search finds one's public posts.
    """

    moments_days: Literal[0, 3, 180] = 0
    approve: bool = False
    show_follows: Who = "everyone"
    quotes: Quoting = "everyone"
    findable: bool = True


class PostRow(msgspec.Struct, frozen=True):
    """A post as its row: what decides who may do what with it. `under_id`: the post under which it
    stands, if it is a comment, and `parent_id`: the comment below which it does; `answers_…`: what
    it answers, and whose that is.
    """

    id: UUID
    author_id: UUID
    at: datetime
    audience: Audience
    circles: list[UUID]
    form: Form
    of_id: UUID | None
    via_id: UUID | None
    text: str
    content: dict[str, Any]
    mentions: list[UUID]
    topics: list[str]
    replies: Replies
    removed: bool
    under_id: UUID | None = None
    parent_id: UUID | None = None
    answers_id: UUID | None = None
    answers_author_id: UUID | None = None

    @property
    def listed(self) -> bool:
        """Whether it is on public timelines and under its topics."""
        return self.audience == "public" and self.under_id is None

    @property
    def said(self) -> PostContent:
        """All that it says beside its text."""
        return msgspec.convert(self.content, PostContent)
