"""Posts: what people show, to the whole town on the Square or to those whom they know in Moments.

For who stands on this door (federation, other programs' APIs, importers): people of other towns
are `identity` people of another domain; `writing.bring` keeps what was written elsewhere, at its
own time; a post has a `uri` when another server made it.
"""

from leapfrog.posts import (
    comments,
    drafts,
    files,
    follows,
    imports,
    lists,
    moments,
    mutes,
    news,
    profiles,
    reacting,
    settings,
    showing,
    timelines,
    topics,
    uploads,
    words,
    writing,
)
from leapfrog.posts.archive import RECORD_SETS
from leapfrog.posts.cards import RESOLVERS, PostCard, post_cards, ref_of
from leapfrog.posts.comments import Comment, Threads
from leapfrog.posts.desk import Deed, decide
from leapfrog.posts.errors import NoPerson, NoPost, NoTopic
from leapfrog.posts.events import (
    CommentDeleted,
    Commented,
    Followed,
    Liked,
    PostDeleted,
    PostEdited,
    PostShown,
    Voted,
)
from leapfrog.posts.files import Part
from leapfrog.posts.jobs import TIMERS, works
from leapfrog.posts.model import (
    Author,
    Media,
    Post,
    PostContent,
    PostPage,
    PostPlace,
    ShownPost,
    Writing,
)
from leapfrog.posts.news import PUSH, Notice
from leapfrog.posts.profiles import Profile
from leapfrog.posts.ranking import RANK, rank
from leapfrog.posts.tidying import drop_expired
from leapfrog.posts.topics import TopicPage

__all__ = [
    "PUSH",
    "RANK",
    "RECORD_SETS",
    "RESOLVERS",
    "TIMERS",
    "Author",
    "Comment",
    "CommentDeleted",
    "Commented",
    "Deed",
    "Followed",
    "Liked",
    "Media",
    "NoPerson",
    "NoPost",
    "NoTopic",
    "Notice",
    "Part",
    "Post",
    "PostCard",
    "PostContent",
    "PostDeleted",
    "PostEdited",
    "PostPage",
    "PostPlace",
    "PostShown",
    "Profile",
    "ShownPost",
    "Threads",
    "TopicPage",
    "Voted",
    "Writing",
    "comments",
    "decide",
    "drafts",
    "drop_expired",
    "files",
    "follows",
    "imports",
    "lists",
    "moments",
    "mutes",
    "news",
    "post_cards",
    "profiles",
    "rank",
    "reacting",
    "ref_of",
    "settings",
    "showing",
    "timelines",
    "topics",
    "uploads",
    "words",
    "works",
    "writing",
]
