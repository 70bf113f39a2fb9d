"""Posts: what people show, to the whole town on the Square or to those whom they know in Moments.

For who stands on this door (federation, other programs' APIs, importers): people of other towns
are `identity` people of another domain; `elsewhere` keeps what they write and do, `writing.bring`
what an archive brings; a post has a `uri` when another server made it.
"""

from leapfrog.posts import (
    answering,
    census,
    comments,
    drafts,
    elsewhere,
    files,
    follows,
    imports,
    lists,
    moments,
    mutes,
    naming,
    news,
    profiles,
    reacting,
    reports,
    reposting,
    settings,
    showing,
    timelines,
    topics,
    uploads,
    words,
    writing,
)
from leapfrog.posts.archive import RECORD_SETS
from leapfrog.posts.archive_people import person_at
from leapfrog.posts.cards import RESOLVERS, PostCard, post_cards, ref_of
from leapfrog.posts.comments import Comment, Saying, Threads
from leapfrog.posts.content import LANGUAGE
from leapfrog.posts.desk import Deed, decide
from leapfrog.posts.elsewhere import Said
from leapfrog.posts.errors import NoComment, NoPerson, NoPost, NoPostFile, NoTopic, NotYours
from leapfrog.posts.events import (
    CommentDeleted,
    Commented,
    CommentEdited,
    CommentLiked,
    Followed,
    Liked,
    Noticed,
    PostDeleted,
    PostEdited,
    PostSettingsChanged,
    PostShown,
    Reported,
    Voted,
)
from leapfrog.posts.files import Part
from leapfrog.posts.follows import People, Someone
from leapfrog.posts.http_input import (
    COMMENTING,
    FOLLOWING,
    POSTING,
    REACTING,
    REPORTING,
    SEARCHING,
    UPLOADING,
)
from leapfrog.posts.jobs import TIMERS, works
from leapfrog.posts.model import (
    MOMENTS,
    OPEN,
    Answered,
    Audience,
    Author,
    Mark,
    Media,
    Mention,
    Place,
    Poll,
    Post,
    PostContent,
    PostPage,
    PostPlace,
    Results,
    ShownPost,
    Writing,
)
from leapfrog.posts.news import PUSH, Notice
from leapfrog.posts.news_words import NEWS_WORDS
from leapfrog.posts.profiles import Profile
from leapfrog.posts.ranking import RANK, rank
from leapfrog.posts.settings import PostSettings
from leapfrog.posts.store_desk import Kind as ReportKind
from leapfrog.posts.store_drafts import Draft
from leapfrog.posts.store_follows import Numbers
from leapfrog.posts.store_mutes import Mute
from leapfrog.posts.store_news import Told
from leapfrog.posts.store_topics import Topic
from leapfrog.posts.telling import TOPIC, Spoken
from leapfrog.posts.tidying import drop_expired
from leapfrog.posts.topics import TopicPage

__all__ = [
    "COMMENTING",
    "FOLLOWING",
    "LANGUAGE",
    "MOMENTS",
    "NEWS_WORDS",
    "OPEN",
    "POSTING",
    "PUSH",
    "RANK",
    "REACTING",
    "RECORD_SETS",
    "REPORTING",
    "RESOLVERS",
    "SEARCHING",
    "TIMERS",
    "TOPIC",
    "UPLOADING",
    "Answered",
    "Audience",
    "Author",
    "Comment",
    "CommentDeleted",
    "CommentEdited",
    "CommentLiked",
    "Commented",
    "Deed",
    "Draft",
    "Followed",
    "Liked",
    "Mark",
    "Media",
    "Mention",
    "Mute",
    "NoComment",
    "NoPerson",
    "NoPost",
    "NoPostFile",
    "NoTopic",
    "NotYours",
    "Notice",
    "Noticed",
    "Numbers",
    "Part",
    "People",
    "Place",
    "Poll",
    "Post",
    "PostCard",
    "PostContent",
    "PostDeleted",
    "PostEdited",
    "PostPage",
    "PostPlace",
    "PostSettings",
    "PostSettingsChanged",
    "PostShown",
    "Profile",
    "ReportKind",
    "Reported",
    "Results",
    "Said",
    "Saying",
    "ShownPost",
    "Someone",
    "Spoken",
    "Threads",
    "Told",
    "Topic",
    "TopicPage",
    "Voted",
    "Writing",
    "answering",
    "census",
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
    "naming",
    "news",
    "person_at",
    "post_cards",
    "profiles",
    "rank",
    "reacting",
    "ref_of",
    "reports",
    "reposting",
    "settings",
    "showing",
    "timelines",
    "topics",
    "uploads",
    "words",
    "works",
    "writing",
]
