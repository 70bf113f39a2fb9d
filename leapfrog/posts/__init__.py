"""Posts: what people show, to the whole town on the Square or to those whom they know in Moments.

For who stands on this door (federation, other programs' APIs, importers): people of other towns
are `identity` people of another domain; `elsewhere` keeps what they write and do, `writing.bring`
what an archive brings; a post has a `uri` when another server made it.
"""

from leapfrog.posts import (
    comments,
    drafts,
    elsewhere,
    files,
    follows,
    imports,
    lists,
    moments,
    mutes,
    news,
    profiles,
    reacting,
    reports,
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
from leapfrog.posts.elsewhere import Place, Said
from leapfrog.posts.errors import NoPerson, NoPost, NoTopic
from leapfrog.posts.events import (
    CommentDeleted,
    Commented,
    CommentLiked,
    Followed,
    Liked,
    PostDeleted,
    PostEdited,
    PostShown,
    Voted,
)
from leapfrog.posts.files import Part
from leapfrog.posts.follows import Someone
from leapfrog.posts.jobs import TIMERS, works
from leapfrog.posts.model import (
    MOMENTS,
    OPEN,
    Audience,
    Author,
    Media,
    Mention,
    Poll,
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
from leapfrog.posts.store_desk import Kind as ReportKind
from leapfrog.posts.tidying import drop_expired
from leapfrog.posts.topics import TopicPage

__all__ = [
    "MOMENTS",
    "OPEN",
    "PUSH",
    "RANK",
    "RECORD_SETS",
    "RESOLVERS",
    "TIMERS",
    "Audience",
    "Author",
    "Comment",
    "CommentDeleted",
    "CommentLiked",
    "Commented",
    "Deed",
    "Followed",
    "Liked",
    "Media",
    "Mention",
    "NoPerson",
    "NoPost",
    "NoTopic",
    "Notice",
    "Part",
    "Place",
    "Poll",
    "Post",
    "PostCard",
    "PostContent",
    "PostDeleted",
    "PostEdited",
    "PostPage",
    "PostPlace",
    "PostShown",
    "Profile",
    "ReportKind",
    "Said",
    "ShownPost",
    "Someone",
    "Threads",
    "TopicPage",
    "Voted",
    "Writing",
    "comments",
    "decide",
    "drafts",
    "drop_expired",
    "elsewhere",
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
    "reports",
    "settings",
    "showing",
    "timelines",
    "topics",
    "uploads",
    "words",
    "works",
    "writing",
]
