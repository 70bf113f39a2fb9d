"""Facebook's, Instagram's and Threads'."""

from tests.post_archives.archives.making import damaged, zipped
from tests.samples import jpeg

THREADS = "your_instagram_activity/threads/threads_and_replies.json"


def facebook() -> bytes:
    """Four things that were shown; what others wrote is not among them."""
    where = {"name": "Café am See", "coordinate": {"latitude": 47.1, "longitude": 8.5}}
    picture = {"uri": "your_facebook_activity/posts/media/a.jpg", "description": "Zwei Tassen"}
    posts = [
        {
            "timestamp": 1500000000,
            "data": [{"post": "Grüße vom See 🐸"}],
            "title": "Amina was here",
        },
        {
            "timestamp": 1500000100,
            "attachments": [{"data": [{"media": picture}, {"place": where}]}],
            "data": [{"update_timestamp": 1500000200}],
        },
        {
            "timestamp": 1500000300,
            "attachments": [{"data": [{"external_context": {"url": "https://example.com/a"}}]}],
            "data": [{"post": "读这个"}],
        },
        {"timestamp": 1500000400, "title": "Amina is with Bo."},
    ]
    others = [{"timestamp": 1500000500, "data": [{"post": "not mine"}]}]
    folder = "your_facebook_activity/posts"
    return zipped(
        {
            f"{folder}/your_posts__check_ins__photos_and_videos_1.json": damaged(posts),
            f"{folder}/other_people's_posts_to_your_timeline.json": damaged(others),
            f"{folder}/media/a.jpg": jpeg((60, 40)),
        }
    )


def instagram() -> bytes:
    """Two posts and a reel without its film, follows and a like."""
    folder = "your_instagram_activity"
    one = {"uri": "media/posts/1.jpg", "creation_timestamp": 1600000000, "title": "Crêpes 🥞 #lake"}
    both = [{"uri": f"media/posts/{n}.jpg", "creation_timestamp": 1600000100} for n in (2, 3)]
    posts = [{"media": [one]}, {"media": both, "title": "Zwei", "creation_timestamp": 1600000100}]
    reel = {"uri": "media/reels/4.mp4", "creation_timestamp": 1600000200, "title": "Wir"}
    follow = {"title": "bo", "string_list_data": [{"href": "https://www.instagram.com/_u/bo"}]}
    liked = {"title": "cleo", "string_list_data": [{"href": "https://ig.test/p/1", "value": "👍"}]}
    return zipped(
        {
            f"{folder}/media/posts_1.json": damaged(posts),
            f"{folder}/media/reels.json": damaged({"ig_reels_media": [{"media": [reel]}]}),
            "connections/followers_and_following/following.json": damaged(
                {"relationships_following": [follow]}
            ),
            f"{folder}/likes/liked_posts.json": damaged({"likes_media_likes": [liked]}),
            **{f"media/posts/{n}.jpg": jpeg((30 + n, 40)) for n in (1, 2, 3)},
        }
    )


def threads() -> bytes:
    """One with a picture that is not in the file, one of words alone, and one of nothing."""
    stamp = 1500000000
    picture = {"uri": "media/1.webp", "creation_timestamp": stamp, "title": ""}
    only = {"media": [{"uri": "", "creation_timestamp": stamp + 1}], "title": "Only words"}
    posts = [
        {"media": [picture], "title": "Grüße", "creation_timestamp": stamp},
        only | {"creation_timestamp": stamp + 1},
        {"media": [{"uri": "", "creation_timestamp": stamp + 2}], "title": ""},
    ]
    return zipped({THREADS: damaged({"text_post_app_text_posts": posts})})
