"""What people of other towns write and do here: by the same rules as those of this one, only that
it came from somewhere, at its own time.
"""

from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import post_media, post_text
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.locks import lock
from leapfrog.post_media import PostMedia
from leapfrog.posts import (
    answering,
    comments,
    content,
    following,
    hydration,
    reposting,
    store,
    store_reacting,
    store_settings,
    stream_events,
    telling,
    writing,
)
from leapfrog.posts.answering import PlacedAnswer
from leapfrog.posts.errors import (
    AlreadyVoted,
    NoPost,
    NoQuotes,
    NotShareable,
    NotYourPost,
    PollOver,
)
from leapfrog.posts.events import PostEdited
from leapfrog.posts.model import (
    OPEN,
    Audience,
    Form,
    NewPost,
    Place,
    PostContent,
    PostRow,
)
from leapfrog.posts.naming import check_open
from leapfrog.posts.reposting import RepostSource


class RemotePost(msgspec.Struct, frozen=True, kw_only=True):
    """A post from elsewhere. `named`: for whom it is beside those whom its words name. `findable`:
    its author lets the search find what they write. `with_files`: it shows some, which come after
    it. `answers`: what it answers.
    """

    uri: str
    author: UUID
    at: datetime
    text: str
    audience: Audience
    content: PostContent = PostContent()
    named: tuple[UUID, ...] = ()
    form: Form = "post"
    of: UUID | None = None
    findable: bool = True
    with_files: bool = False
    answers: Place | None = None


async def place(db: Db, uri: str) -> Place | None:
    """Id and author of the post from elsewhere with this URI, without looking who asks; None for
    none.
    """
    return await store.at_uri(db, uri)


async def here(db: Db, post_id: UUID) -> Place | None:
    """URI and author of a post by its id, without looking who asks; None for none."""
    return await store.at_id(db, post_id)


async def may_quote(db: Db, who: UUID, post_id: UUID) -> bool:
    """Whether a person may quote a post: they may see it, and its author allows it."""
    try:
        await reposting.original(db, who, NewPost(form="quote", of=post_id))
    except (NoPost, NotShareable, NoQuotes):
        return False
    return True


async def leave(db: Db, author: UUID) -> None:
    """Deletes all posts of an author elsewhere who is gone, and all follows of and by them."""
    await writing.remove(db, await store.by_author(db, author))
    await following.leave(db, author)


async def write(db: Db, said: RemotePost) -> UUID | None:
    """Keeps a post from elsewhere and tells whom it concerns; answers its id, None when it is here
    already. What it is of must be for its author to see and to share, else it stands alone. Raises
    `NoPost` and `NoReplies` where it would be a comment, `NotShareable`, `PostingClosed`.
    """
    await check_open(db, said.author)
    original = await _original(db, said)
    form: Form = said.form if original else "post"
    if said.form == "repost" and original is None:
        raise NotShareable
    answer = await _placed(db, said)
    topics = post_text.topics_in(f"{said.content.title}\n{said.text}")
    what = msgspec.structs.replace(said.content, topics=topics)
    kept = PostRow(
        id=new_id(),
        author_id=said.author,
        at=min(said.at, db.now),
        audience=said.audience,
        circles=[],
        form=form,
        of_id=original.of.id if original else None,
        via_id=original.via.id if original else None,
        text=said.text,
        content={},
        mentions=list(dict.fromkeys([*content.mentioned(what), *said.named])),
        topics=[post_text.topic_name(shown) for shown in topics],
        replies="everyone",
        removed=False,
    )
    kept = answer.put(kept) if answer else kept
    tokens = writing.tokens(kept, what) if said.findable else None
    new = store.InsertedPost(kept=kept, content=what, uri=said.uri, tokens=tokens)
    if not await writing.bring(db, [new]):
        return None
    await _tell(db, kept, what, original)
    return kept.id


async def _placed(db: Db, said: RemotePost) -> PlacedAnswer | None:
    """What is for all is a comment, by the rules of this town."""
    if said.answers is None:
        return None
    if said.audience not in OPEN:
        return answering.aside(said.audience, said.answers)
    return await answering.placed(db, said.author, said.answers.post_id, said.audience)


async def _tell(db: Db, kept: PostRow, what: PostContent, original: RepostSource | None) -> None:
    """All that follows from it."""
    if original:
        await reposting.note(db, kept, original)
    if what.poll and what.poll.ends_at > db.now:
        await telling.poll_ends(db, kept.id, what.poll.ends_at)
    if kept.under_id:
        await comments.added(db, kept)
    else:
        await telling.mentioned(db, kept, kept.mentions)
        await stream_events.shown(db, kept, here=False)


async def _original(db: Db, said: RemotePost) -> RepostSource | None:
    if said.of is None:
        return None
    try:
        return await reposting.original(db, said.author, NewPost(form=said.form, of=said.of))
    except (NoPost, NotShareable, NoQuotes):
        return None


async def hide(db: Db, author: UUID) -> None:
    """Takes all posts of an author out of the search."""
    await store_settings.hide_posts(db, author)


async def edit(db: Db, post_id: UUID, said: RemotePost) -> None:
    """Changes a post from elsewhere to what its author says now; its files stay while it shows
    some. What it said before stays to be seen. Raises `NoPost`, `NotYourPost`.
    """
    kept = await writing.mine(db, said.author, post_id)
    before = kept.said
    topics = post_text.topics_in(f"{said.content.title}\n{said.text}")
    media, link = before.media if said.with_files else [], said.content.link or before.link
    what = msgspec.structs.replace(said.content, topics=topics, media=media, link=link)
    if (said.text, what) == (kept.text, before):
        return
    names = [post_text.topic_name(shown) for shown in topics]
    named = list(dict.fromkeys([*content.mentioned(what), *said.named]))
    after = msgspec.structs.replace(kept, text=said.text)
    new = store.ChangedPost(
        text=said.text,
        content=what,
        mentions=named,
        topics=names,
        replies=kept.replies,
        tokens=writing.tokens(after, what) if said.findable else None,
    )
    await store.change(db, post_id, new)
    await post_media.attach(db, post_id, [one.file for one in media])
    if kept.listed:
        await store.file_anew(db, writing.filed(kept, what))
    await writing.tell_named(db, kept, [one for one in named if one not in kept.mentions])
    stream_events.speak(db, "edited", post_id)
    await announce(db, PostEdited(post_id, said.author))


async def withdraw(db: Db, author: UUID, found: Place) -> None:
    """Deletes a post from elsewhere that its author took back; one that is gone already is no
    error. Raises `NotYourPost`.
    """
    if found.author_id != author:
        raise NotYourPost
    kept = await store.find(db, found.post_id)
    if kept:
        await writing.remove(db, [kept])


async def vote(db: Db, me: UUID, post_id: UUID, words_of: str) -> None:
    """Counts one choice of a person elsewhere in a poll, by the words of the option; where many may
    be chosen, they come one by one. Raises `NoPost`, `PollOver`, `AlreadyVoted`.
    """
    post = await hydration.one(db, me, post_id)
    poll = hydration.said(post).poll
    if poll is None or words_of not in poll.options:
        raise NoPost
    if poll.ends_at <= db.now:
        raise PollOver
    await lock(db, "reactions", me)
    if not poll.multiple and await store_reacting.voted(db, post_id, me):
        raise AlreadyVoted
    await store_reacting.vote(db, post_id, me, [poll.options.index(words_of)])
    await stream_events.touched(db, [post_id], me)


async def show_files(db: Db, post_id: UUID, media: list[PostMedia]) -> None:
    """Sets the files of a post from elsewhere, which were fetched after it came;
    that is no edit.
    """
    await store.show_media(db, post_id, msgspec.to_builtins(media))
    await post_media.attach(db, post_id, [one.file for one in media])


async def tally(db: Db, post_id: UUID, votes: list[int], voters: int) -> None:
    """Sets the numbers of a poll from elsewhere, as the town where it is asked tells them: votes by
    option, and voters.
    """
    await store.tally(db, post_id, votes, voters)
