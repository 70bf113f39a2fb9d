"""Posts: what people show, to the whole town on the Square or to those whom they know in Moments.

People of other towns are `identity` people of another domain; `bring_remote_post` keeps what they
write, `bring_posts` what an archive brings; a post has a `uri` when another server made it.
"""

from leapfrog.posts.answering import above as answered_by
from leapfrog.posts.answering import below as answers_to
from leapfrog.posts.archive import RECORD_SETS
from leapfrog.posts.bringing import (
    BroughtPost,
    authors_of,
    bring_marks,
    bring_posts,
    drop_loose_files,
    take_away_posts,
)
from leapfrog.posts.cards import RESOLVERS, PostCard, ref_of
from leapfrog.posts.comments import CommentThread, Threads, speakers
from leapfrog.posts.comments import under as comments_under
from leapfrog.posts.content import LANGUAGE, LIMITS
from leapfrog.posts.drafts import delete as delete_draft
from leapfrog.posts.drafts import mine as my_drafts
from leapfrog.posts.drafts import put as put_draft
from leapfrog.posts.errors import NoPost, NotYourPost
from leapfrog.posts.events import (
    PollVoted,
    PostDeleted,
    PostEdited,
    PostLiked,
    PostPublished,
    PostSettingsChanged,
)
from leapfrog.posts.files import describe as describe_file
from leapfrog.posts.files import drop_unused as drop_expired
from leapfrog.posts.files import one as file_for
from leapfrog.posts.following import accepted as follow_accepted
from leapfrog.posts.following import answer as answer_follow
from leapfrog.posts.following import end as end_follow
from leapfrog.posts.following import follow, parted
from leapfrog.posts.http_input import COMMENTING, FOLLOWING, POSTING, REACTING, SEARCHING
from leapfrog.posts.hydration import Relationships
from leapfrog.posts.hydration import one as post_for
from leapfrog.posts.hydration import posts as posts_for
from leapfrog.posts.hydration import said as content_of
from leapfrog.posts.hydration import shown as hydrated
from leapfrog.posts.jobs import TIMERS, works
from leapfrog.posts.limits import limit_author, take_down_posts
from leapfrog.posts.model import (
    MOMENTS,
    OPEN,
    Answered,
    Audience,
    CommentPlace,
    Form,
    Mention,
    NewPost,
    Place,
    Poll,
    PollResults,
    Post,
    PostContent,
    PostLocation,
    PostPage,
    Replies,
    ShownPost,
)
from leapfrog.posts.naming import check_open
from leapfrog.posts.naming import known as person_named
from leapfrog.posts.own import OwnPost, own_posts
from leapfrog.posts.ranking import RANK
from leapfrog.posts.reacting import like as like_post
from leapfrog.posts.reacting import likers, vote
from leapfrog.posts.reacting import save as save_post
from leapfrog.posts.remote import RemotePost, may_quote, show_files, tally, withdraw
from leapfrog.posts.remote import edit as edit_remote_post
from leapfrog.posts.remote import here as place_of
from leapfrog.posts.remote import hide as hide_posts
from leapfrog.posts.remote import leave as remove_author
from leapfrog.posts.remote import place as place_at
from leapfrog.posts.remote import vote as vote_from_afar
from leapfrog.posts.remote import write as bring_remote_post
from leapfrog.posts.reposting import detach as detach_quote
from leapfrog.posts.reposting import mine as my_reposts
from leapfrog.posts.settings import revise as revise_settings
from leapfrog.posts.settings import settings_of
from leapfrog.posts.store_drafts import PostDraft
from leapfrog.posts.store_hydration import ShownPostRow, shown_sql
from leapfrog.posts.store_settings import moments_seen, moments_seen_at
from leapfrog.posts.stream_events import TOPIC, StreamNote
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
    "OPEN",
    "POSTING",
    "RANK",
    "REACTING",
    "RECORD_SETS",
    "RESOLVERS",
    "SEARCHING",
    "TIMERS",
    "TOPIC",
    "Answered",
    "Audience",
    "BroughtPost",
    "CommentPlace",
    "CommentThread",
    "Form",
    "Mention",
    "NewPost",
    "NoPost",
    "NotYourPost",
    "OwnPost",
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
    "PostPage",
    "PostPublished",
    "PostSettingsChanged",
    "Relationships",
    "RemotePost",
    "Replies",
    "ShownPost",
    "ShownPostRow",
    "StreamNote",
    "Threads",
    "answer_follow",
    "answered_by",
    "answers_to",
    "authors_of",
    "bring_marks",
    "bring_posts",
    "bring_remote_post",
    "check_open",
    "comments_under",
    "content_of",
    "delete_draft",
    "delete_post",
    "describe_file",
    "detach_quote",
    "drop_expired",
    "drop_loose_files",
    "edit_post",
    "edit_remote_post",
    "end_follow",
    "file_for",
    "follow",
    "follow_accepted",
    "hide_posts",
    "history_of",
    "hydrated",
    "like_post",
    "likers",
    "limit_author",
    "may_quote",
    "moments_seen",
    "moments_seen_at",
    "my_drafts",
    "my_reposts",
    "own_posts",
    "parted",
    "person_named",
    "pin_post",
    "place_at",
    "place_of",
    "post_for",
    "posts_for",
    "publish",
    "put_draft",
    "ref_of",
    "remove_author",
    "revise_settings",
    "save_post",
    "settings_of",
    "show_files",
    "shown_sql",
    "speakers",
    "take_away_posts",
    "take_down_posts",
    "tally",
    "vote",
    "vote_from_afar",
    "withdraw",
    "works",
]
