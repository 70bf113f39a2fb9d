"""What the routes of posts take, and how often."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from leapfrog.kernel.http import Input
from leapfrog.kernel.limits import Limit
from leapfrog.posts.model import Audience, Form, NewPost, PostLocation, Replies

POSTING = Limit("post", 120, 3600)
COMMENTING = Limit("comment", 300, 3600)
REACTING = Limit("react", 1200, 3600)
FOLLOWING = Limit("follow", 600, 3600)
SEARCHING = Limit("post_search", 120, 60)

Words = Annotated[str, Meta(max_length=4_000)]


class FileInput(Input, frozen=True):
    """A picture, film or voice that was uploaded; `alt` tells what it shows."""

    file: UUID
    alt: Words = ""


class PostInput(Input, frozen=True):
    """What somebody wants to show; see `NewPost`."""

    text: Annotated[str, Meta(max_length=60_000)] = ""
    title: Words = ""
    warning: Words = ""
    audience: Audience = "public"
    circles: Annotated[tuple[UUID, ...], Meta(max_length=100)] = ()
    replies: Replies = "everyone"
    files: Annotated[tuple[FileInput, ...], Meta(max_length=20)] = ()
    link: Words | None = None
    options: Annotated[tuple[Annotated[str, Meta(max_length=500)], ...], Meta(max_length=20)] = ()
    multiple: bool = False
    minutes: Annotated[int, Meta(ge=0, le=100_000)] = 1440
    place: PostLocation | None = None
    form: Form = "post"
    of: UUID | None = None
    and_comment: bool = False
    answers: UUID | None = None

    @property
    def writing(self) -> NewPost:
        """The same as the verbs take it."""
        given = {name: getattr(self, name) for name in self.__struct_fields__ if name != "files"}
        return NewPost(files=tuple((one.file, one.alt) for one in self.files), **given)


class DraftInput(Input, frozen=True):
    """`due_at`: when it shows itself."""

    body: PostInput
    due_at: datetime | None = None
