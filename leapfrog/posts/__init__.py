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
    files,
    follows,
    hydration,
    imports,
    lists,
    moments,
    mutes,
    naming,
    notifications,
    profiles,
    reacting,
    remote,
    reports,
    reposting,
    settings,
    timelines,
    topics,
    uploads,
    words,
    writing,
)
from leapfrog.posts.archive import RECORD_SETS
from leapfrog.posts.archive_people import person_at
from leapfrog.posts.cards import RESOLVERS, PostCard, post_cards, ref_of
from leapfrog.posts.cleanup import drop_expired
from leapfrog.posts.comments import Comment, Saying, Threads
from leapfrog.posts.content import LANGUAGE
from leapfrog.posts.desk import ModerationAction, decide
from leapfrog.posts.errors import NoComment, NoPerson, NoPost, NoPostFile, NoTopic, NotYourPost
from leapfrog.posts.events import (
    CommentAdded,
    CommentDeleted,
    CommentEdited,
    CommentLiked,
    ContentReported,
    NotificationsAdded,
    PersonFollowed,
    PollVoted,
    PostDeleted,
    PostEdited,
    PostLiked,
    PostPublished,
    PostSettingsChanged,
)
from leapfrog.posts.files import Part
from leapfrog.posts.follows import PeoplePage, PersonSummary
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
    Mention,
    NewPost,
    Place,
    Poll,
    PollResults,
    Post,
    PostContent,
    PostLocation,
    PostMedia,
    PostPage,
    ShownPost,
    VerificationBadge,
)
from leapfrog.posts.notification_words import NOTIFICATION_WORDS
from leapfrog.posts.notifications import PUSH, NotificationEntry
from leapfrog.posts.profiles import SquareProfile
from leapfrog.posts.ranking import RANK, rank
from leapfrog.posts.remote import RemotePost
from leapfrog.posts.settings import PostSettings
from leapfrog.posts.store_desk import Kind as ReportKind
from leapfrog.posts.store_drafts import PostDraft
from leapfrog.posts.store_follows import FollowCounts
from leapfrog.posts.store_mutes import Mute
from leapfrog.posts.store_notifications import NotificationRow
from leapfrog.posts.store_topics import Topic
from leapfrog.posts.stream_events import TOPIC, StreamNote
from leapfrog.posts.topics import TopicPage

__all__ = [
    "COMMENTING",
    "FOLLOWING",
    "LANGUAGE",
    "MOMENTS",
    "NOTIFICATION_WORDS",
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
    "CommentAdded",
    "CommentDeleted",
    "CommentEdited",
    "CommentLiked",
    "ContentReported",
    "FollowCounts",
    "Mention",
    "ModerationAction",
    "Mute",
    "NewPost",
    "NoComment",
    "NoPerson",
    "NoPost",
    "NoPostFile",
    "NoTopic",
    "NotYourPost",
    "NotificationEntry",
    "NotificationRow",
    "NotificationsAdded",
    "Part",
    "PeoplePage",
    "PersonFollowed",
    "PersonSummary",
    "Place",
    "Poll",
    "PollResults",
    "PollVoted",
    "Post",
    "PostCard",
    "PostContent",
    "PostDeleted",
    "PostDraft",
    "PostEdited",
    "PostLiked",
    "PostLocation",
    "PostMedia",
    "PostPage",
    "PostPublished",
    "PostSettings",
    "PostSettingsChanged",
    "RemotePost",
    "ReportKind",
    "Saying",
    "ShownPost",
    "SquareProfile",
    "StreamNote",
    "Threads",
    "Topic",
    "TopicPage",
    "VerificationBadge",
    "answering",
    "census",
    "comments",
    "decide",
    "drafts",
    "drop_expired",
    "files",
    "follows",
    "hydration",
    "imports",
    "lists",
    "moments",
    "mutes",
    "naming",
    "notifications",
    "person_at",
    "post_cards",
    "profiles",
    "rank",
    "reacting",
    "ref_of",
    "remote",
    "reports",
    "reposting",
    "settings",
    "timelines",
    "topics",
    "uploads",
    "words",
    "works",
    "writing",
]
