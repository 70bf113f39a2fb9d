"""What posts announces."""

from uuid import UUID

from leapfrog.kernel.events import Event


class PostPublished(Event, frozen=True):
    """A post is there for others to see: not for one that was brought along."""

    post_id: UUID
    author_id: UUID


class PostEdited(Event, frozen=True):
    """A post says something else now."""

    post_id: UUID
    author_id: UUID


class PostDeleted(Event, frozen=True):
    """A post is gone; `uri` as other servers know it, if it came from one. The rest as it was."""

    post_id: UUID
    author_id: UUID
    uri: str | None
    audience: str = "public"
    form: str = "post"
    mentions: tuple[UUID, ...] = ()


class CommentAdded(Event, frozen=True):
    """Somebody wrote a comment under a post."""

    comment_id: UUID
    post_id: UUID
    author_id: UUID


class CommentEdited(Event, frozen=True):
    """A comment says something else now."""

    comment_id: UUID
    post_id: UUID
    author_id: UUID


class CommentDeleted(Event, frozen=True):
    comment_id: UUID
    post_id: UUID
    author_id: UUID


class PostLiked(Event, frozen=True):
    """Somebody likes a post, or no longer."""

    post_id: UUID
    person_id: UUID
    likes: bool


class CommentLiked(Event, frozen=True):
    """Somebody likes a comment, or no longer."""

    comment_id: UUID
    person_id: UUID
    likes: bool


class PollVoted(Event, frozen=True):
    """Somebody voted in a poll."""

    post_id: UUID
    person_id: UUID
    choices: list[int]


class PostSettingsChanged(Event, frozen=True):
    """Somebody lets others see, or do, more or less."""

    person_id: UUID
