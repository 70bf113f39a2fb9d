"""Posts: what people show, to the whole town on the Square or to those whom they know in Moments.

People of other towns are `identity` people of another domain; `bring_remote_post` keeps what they
write, `bring_posts` what an archive brings; a post has a `uri` when another server made it.
"""

from leapfrog.posts.answering import under as answers_under
from leapfrog.posts.archive import RECORD_SETS
from leapfrog.posts.archive_people import person_at
from leapfrog.posts.bringing import (
    BroughtPost,
    authors_of,
    bring_marks,
    bring_posts,
    drop_loose_files,
    take_away_posts,
)
from leapfrog.posts.cards import RESOLVERS, PostCard, ref_of
from leapfrog.posts.census import last as last_census
from leapfrog.posts.census import take as take_census
from leapfrog.posts.cleanup import drop_expired
from leapfrog.posts.comments import Comment, Saying, Threads, speakers
from leapfrog.posts.comments import below as comments_below
from leapfrog.posts.comments import delete as delete_comment
from leapfrog.posts.comments import edit as edit_comment
from leapfrog.posts.comments import like as like_comment
from leapfrog.posts.comments import one as comment_for
from leapfrog.posts.comments import under as comments_under
from leapfrog.posts.comments import write as write_comment
from leapfrog.posts.content import LANGUAGE, LIMITS
from leapfrog.posts.drafts import delete as delete_draft
from leapfrog.posts.drafts import mine as my_drafts
from leapfrog.posts.drafts import put as put_draft
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
from leapfrog.posts.files import describe as describe_file
from leapfrog.posts.files import known as known_file
from leapfrog.posts.files import known_to as own_file
from leapfrog.posts.files import one as file_for
from leapfrog.posts.follows import (
    PeoplePage,
    PersonSummary,
    follow,
    followed,
    followers,
    following,
    parted,
    remote_followers,
)
from leapfrog.posts.follows import accepted as follow_accepted
from leapfrog.posts.follows import answer as answer_follow
from leapfrog.posts.follows import end as end_follow
from leapfrog.posts.follows import of_here as followers_here
from leapfrog.posts.follows import requests as follow_requests
from leapfrog.posts.follows import shown as shown_people
from leapfrog.posts.follows import state as follow_state
from leapfrog.posts.follows import suggested as suggested_people
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
from leapfrog.posts.hydration import posts as posts_for
from leapfrog.posts.hydration import said as content_of
from leapfrog.posts.jobs import TIMERS, works
from leapfrog.posts.limits import (
    hide_topic,
    limit_author,
    mark_author,
    take_down_comments,
    take_down_posts,
)
from leapfrog.posts.lists import delete as delete_list
from leapfrog.posts.lists import mine as my_lists
from leapfrog.posts.lists import one as list_of
from leapfrog.posts.lists import place as place_on_list
from leapfrog.posts.lists import put as put_list
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
    Replies,
    ShownPost,
    VerificationBadge,
)
from leapfrog.posts.mutes import add as add_mute
from leapfrog.posts.mutes import drop as drop_mute
from leapfrog.posts.mutes import hears
from leapfrog.posts.mutes import mine as my_mutes
from leapfrog.posts.mutes import put as put_mute
from leapfrog.posts.naming import check_open
from leapfrog.posts.naming import known as person_named
from leapfrog.posts.notification_words import NOTIFICATION_WORDS
from leapfrog.posts.notifications import (
    PUSH,
    NewNotification,
    NotificationCursor,
    NotificationEntry,
)
from leapfrog.posts.notifications import clear as clear_notifications
from leapfrog.posts.notifications import dismiss as dismiss_notifications
from leapfrog.posts.notifications import each as notification_rows
from leapfrog.posts.notifications import exactly as notifications_by_id
from leapfrog.posts.notifications import one as notification_for
from leapfrog.posts.notifications import seen as notifications_seen
from leapfrog.posts.notifications import seen_at as notifications_seen_at
from leapfrog.posts.notifications import tell as notify
from leapfrog.posts.own import OwnPost, own_files, own_lists, own_posts
from leapfrog.posts.profiles import SquareProfile
from leapfrog.posts.profiles import numbers as profile_numbers
from leapfrog.posts.profiles import one as profile_of
from leapfrog.posts.ranking import RANK
from leapfrog.posts.reacting import like as like_post
from leapfrog.posts.reacting import likers, vote
from leapfrog.posts.reacting import save as save_post
from leapfrog.posts.remote import RemotePost, kept_comment, may_quote, show_files, tally, withdraw
from leapfrog.posts.remote import comment as bring_remote_comment
from leapfrog.posts.remote import edit as edit_remote_post
from leapfrog.posts.remote import edit_comment as edit_remote_comment
from leapfrog.posts.remote import here as place_of
from leapfrog.posts.remote import hide as hide_posts
from leapfrog.posts.remote import leave as remove_author
from leapfrog.posts.remote import place as place_at
from leapfrog.posts.remote import vote as vote_from_afar
from leapfrog.posts.remote import write as bring_remote_post
from leapfrog.posts.reposting import detach as detach_quote
from leapfrog.posts.reposting import mine as my_reposts
from leapfrog.posts.settings import PostSettings, settings_of
from leapfrog.posts.settings import revise as revise_settings
from leapfrog.posts.store_drafts import PostDraft
from leapfrog.posts.store_follows import FollowCounts
from leapfrog.posts.store_notifications import NotificationRow
from leapfrog.posts.store_topics import Topic
from leapfrog.posts.stream_events import TOPIC, StreamNote
from leapfrog.posts.timelines import after as posts_after
from leapfrog.posts.timelines import everybody as everybodys_posts
from leapfrog.posts.timelines import found as found_posts
from leapfrog.posts.timelines import home as home_timeline
from leapfrog.posts.timelines import hot as hot_posts
from leapfrog.posts.timelines import liked as liked_posts
from leapfrog.posts.timelines import of_list as posts_of_list
from leapfrog.posts.timelines import of_person as posts_of_person
from leapfrog.posts.timelines import of_topic as posts_of_topic
from leapfrog.posts.timelines import of_topics as posts_of_topics
from leapfrog.posts.timelines import pinned as pinned_posts
from leapfrog.posts.timelines import reposts as reposts_of
from leapfrog.posts.timelines import saved as saved_posts
from leapfrog.posts.topics import TopicPage
from leapfrog.posts.topics import follow as follow_topic
from leapfrog.posts.topics import followed as followed_topics
from leapfrog.posts.topics import found as found_topics
from leapfrog.posts.topics import one as topic_of
from leapfrog.posts.topics import trending as trending_topics
from leapfrog.posts.uploads import receive as receive_file
from leapfrog.posts.writing import delete as delete_post
from leapfrog.posts.writing import edit as edit_post
from leapfrog.posts.writing import history as history_of
from leapfrog.posts.writing import pin as pin_post
from leapfrog.posts.writing import publish

__all__ = [
    "COMMENTING",
    "FOLLOWING",
    "LANGUAGE",
    "LIMITS",
    "MOMENTS",
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
    "NewNotification",
    "NewPost",
    "NoComment",
    "NoPerson",
    "NoPost",
    "NoPostFile",
    "NoTopic",
    "NotYourPost",
    "NotificationCursor",
    "NotificationEntry",
    "NotificationRow",
    "NotificationsAdded",
    "OwnPost",
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
    "add_mute",
    "answer_follow",
    "answers_under",
    "author_of",
    "authors_of",
    "bring_marks",
    "bring_posts",
    "bring_remote_comment",
    "bring_remote_post",
    "check_open",
    "clear_notifications",
    "comment_for",
    "comments_below",
    "comments_under",
    "content_of",
    "delete_comment",
    "delete_draft",
    "delete_list",
    "delete_post",
    "describe_file",
    "detach_quote",
    "dismiss_notifications",
    "drop_expired",
    "drop_loose_files",
    "drop_mute",
    "edit_comment",
    "edit_post",
    "edit_remote_comment",
    "edit_remote_post",
    "end_follow",
    "everybodys_posts",
    "file_for",
    "follow",
    "follow_accepted",
    "follow_requests",
    "follow_state",
    "follow_topic",
    "followed",
    "followed_topics",
    "followers",
    "followers_here",
    "following",
    "found_posts",
    "found_topics",
    "hears",
    "hide_posts",
    "hide_topic",
    "history_of",
    "home_timeline",
    "hot_posts",
    "kept_comment",
    "known_file",
    "last_census",
    "like_comment",
    "like_post",
    "liked_posts",
    "likers",
    "limit_author",
    "list_of",
    "mark_author",
    "may_quote",
    "my_drafts",
    "my_lists",
    "my_mutes",
    "my_reposts",
    "notification_for",
    "notification_rows",
    "notifications_by_id",
    "notifications_seen",
    "notifications_seen_at",
    "notify",
    "own_file",
    "own_files",
    "own_lists",
    "own_posts",
    "parted",
    "person_at",
    "person_named",
    "pin_post",
    "pinned_posts",
    "place_at",
    "place_of",
    "place_on_list",
    "post_for",
    "posts_after",
    "posts_for",
    "posts_of_list",
    "posts_of_person",
    "posts_of_topic",
    "posts_of_topics",
    "profile_numbers",
    "profile_of",
    "publish",
    "put_draft",
    "put_list",
    "put_mute",
    "receive_file",
    "ref_of",
    "remote_followers",
    "remove_author",
    "reposts_of",
    "revise_settings",
    "save_post",
    "saved_posts",
    "settings_of",
    "show_files",
    "shown_people",
    "speakers",
    "suggested_people",
    "take_away_posts",
    "take_census",
    "take_down_comments",
    "take_down_posts",
    "tally",
    "topic_of",
    "trending_topics",
    "vote",
    "vote_from_afar",
    "withdraw",
    "works",
    "write_comment",
]
