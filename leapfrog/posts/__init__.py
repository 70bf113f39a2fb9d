"""Posts: what people show, to the whole town on the Square or to those whom they know in Moments.

For who stands on this door (federation, other programs' APIs, importers): people of other towns
are `identity` people of another domain; `elsewhere` keeps what they write and do, `bring_posts`
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
    lists,
    moments,
    mutes,
    naming,
    notifications,
    profiles,
    reacting,
    remote,
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
from leapfrog.posts.bringing import (
    BroughtPost,
    authors_of,
    bring_likes,
    bring_posts,
    bring_saves,
    drop_loose_files,
    mentions_at,
    open_posts,
    take_away_posts,
)
from leapfrog.posts.cards import RESOLVERS, PostCard, post_cards, ref_of
from leapfrog.posts.cleanup import drop_expired
from leapfrog.posts.comments import Comment, Saying, Threads
from leapfrog.posts.comments import one as comment_for
from leapfrog.posts.content import (
    LANGUAGE,
    LONGEST_ALT,
    LONGEST_ARTICLE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    LONGEST_URL,
    LONGEST_WARNING,
    MOST_IMAGES,
)
from leapfrog.posts.errors import (
    NoComment,
    NoPerson,
    NoPost,
    NoPostFile,
    NoTopic,
    NotYourPost,
    PostIdUsed,
)
from leapfrog.posts.events import (
    CommentAdded,
    CommentDeleted,
    CommentEdited,
    CommentLiked,
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
from leapfrog.posts.files import known as known_file
from leapfrog.posts.files import one as file_for
from leapfrog.posts.follows import PeoplePage, PersonSummary
from leapfrog.posts.http_input import (
    COMMENTING,
    FOLLOWING,
    POSTING,
    REACTING,
    SEARCHING,
    UPLOADING,
)
from leapfrog.posts.hydration import author_of
from leapfrog.posts.hydration import one as post_for
from leapfrog.posts.jobs import TIMERS, works
from leapfrog.posts.limits import (
    hide_topic,
    limit_author,
    release_author,
    take_down_comments,
    take_down_posts,
    unverify_author,
    verify_author,
)
from leapfrog.posts.model import (
    MOMENTS,
    OPEN,
    Answered,
    Audience,
    Author,
    Form,
    Link,
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
    PostRow,
    Replies,
    ShownPost,
    VerificationBadge,
)
from leapfrog.posts.naming import check_open
from leapfrog.posts.notification_words import NOTIFICATION_WORDS
from leapfrog.posts.notifications import PUSH, NewNotification, NotificationEntry
from leapfrog.posts.notifications import tell as notify
from leapfrog.posts.own import OwnLists, OwnPost, OwnPostPage, own_files, own_lists, own_posts
from leapfrog.posts.profiles import SquareProfile
from leapfrog.posts.ranking import RANK, rank
from leapfrog.posts.remote import RemotePost
from leapfrog.posts.settings import PostSettings
from leapfrog.posts.store_drafts import PostDraft
from leapfrog.posts.store_follows import FollowCounts
from leapfrog.posts.store_mutes import Mute
from leapfrog.posts.store_notifications import NotificationRow
from leapfrog.posts.store_topics import Topic
from leapfrog.posts.stream_events import TOPIC, StreamNote
from leapfrog.posts.topics import TopicPage
from leapfrog.posts.uploads import receive as receive_file
from leapfrog.posts.words import URL, topic_name

__all__ = [
    "COMMENTING",
    "FOLLOWING",
    "LANGUAGE",
    "LONGEST_ALT",
    "LONGEST_ARTICLE",
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "LONGEST_URL",
    "LONGEST_WARNING",
    "MOMENTS",
    "MOST_IMAGES",
    "NOTIFICATION_WORDS",
    "OPEN",
    "POSTING",
    "PUSH",
    "RANK",
    "REACTING",
    "RECORD_SETS",
    "RESOLVERS",
    "SEARCHING",
    "TIMERS",
    "TOPIC",
    "UPLOADING",
    "URL",
    "Answered",
    "Audience",
    "Author",
    "BroughtPost",
    "Comment",
    "CommentAdded",
    "CommentDeleted",
    "CommentEdited",
    "CommentLiked",
    "FollowCounts",
    "Form",
    "Link",
    "Mention",
    "Mute",
    "NewNotification",
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
    "OwnLists",
    "OwnPost",
    "OwnPostPage",
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
    "PostIdUsed",
    "PostLiked",
    "PostLocation",
    "PostMedia",
    "PostPage",
    "PostPublished",
    "PostRow",
    "PostSettings",
    "PostSettingsChanged",
    "RemotePost",
    "Replies",
    "Saying",
    "ShownPost",
    "SquareProfile",
    "StreamNote",
    "Threads",
    "Topic",
    "TopicPage",
    "VerificationBadge",
    "answering",
    "author_of",
    "authors_of",
    "bring_likes",
    "bring_posts",
    "bring_saves",
    "census",
    "check_open",
    "comment_for",
    "comments",
    "drafts",
    "drop_expired",
    "drop_loose_files",
    "file_for",
    "files",
    "follows",
    "hide_topic",
    "hydration",
    "known_file",
    "limit_author",
    "lists",
    "mentions_at",
    "moments",
    "mutes",
    "naming",
    "notifications",
    "notify",
    "open_posts",
    "own_files",
    "own_lists",
    "own_posts",
    "person_at",
    "post_cards",
    "post_for",
    "profiles",
    "rank",
    "reacting",
    "receive_file",
    "ref_of",
    "release_author",
    "remote",
    "reposting",
    "settings",
    "take_away_posts",
    "take_down_comments",
    "take_down_posts",
    "timelines",
    "topic_name",
    "topics",
    "unverify_author",
    "uploads",
    "verify_author",
    "words",
    "works",
    "writing",
]
