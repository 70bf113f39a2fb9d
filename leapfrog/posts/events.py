"""What posts announces."""

from uuid import UUID

from leapfrog.kernel.events import Event


class PostPublished(Event, frozen=True):
    """A post is there for others to see: a comment, too, but not one that was brought along."""

    post_id: UUID
    author_id: UUID


class PostEdited(Event, frozen=True):
    """A post says something else now."""

    post_id: UUID
    author_id: UUID


class PostDeleted(Event, frozen=True):
    """A post is gone; the rest as it was. `under_id`: the post under which it stood, if it was a
    comment; `answered_id`: who wrote what it answered.
    """

    post_id: UUID
    author_id: UUID
    audience: str = "public"
    form: str = "post"
    mentions: tuple[UUID, ...] = ()
    under_id: UUID | None = None
    answered_id: UUID | None = None


class PostLiked(Event, frozen=True):
    """Somebody likes a post, or no longer."""

    post_id: UUID
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
