"""X's archive."""

from tests.post_archives.archives.making import Json, js, zipped
from tests.samples import jpeg


def tweet(number: int, text: str, **more: Json) -> Json:
    at = f"Wed Nov {number:02} 13:18:50 +0000 2006"
    entities = {"urls": [], "user_mentions": [], **more.pop("entities", {})}
    return {
        "tweet": {
            "id_str": str(number),
            "created_at": at,
            "full_text": text,
            "entities": entities,
            **more,
        }
    }


def first_part() -> list[Json]:
    """A link, two pictures, a reply, a retweet."""
    media = [
        {
            "url": "https://t.co/pic",
            "media_url_https": "https://pbs.test/media/one.jpg",
            "type": "photo",
        },
        {
            "url": "https://t.co/pic",
            "media_url_https": "https://pbs.test/media/two.jpg",
            "type": "photo",
        },
    ]
    kofi = {"screen_name": "kofi", "id_str": "77"}
    link = {"url": "https://t.co/a", "expanded_url": "https://example.com/page?a=1&b=2"}
    return [
        tweet(1, "Ben &amp; I at https://t.co/a", entities={"urls": [link]}),
        tweet(2, "Two https://t.co/pic", extended_entities={"media": media}),
        tweet(3, "@kofi yes", in_reply_to_user_id_str="77", entities={"user_mentions": [kofi]}),
        tweet(4, "RT @kofi: Look at the lake", entities={"user_mentions": [kofi]}),
    ]


def x() -> bytes:
    """Seven things, in two parts, one of them long, one with two pictures."""
    long_text = "A long thought about the lake. " * 12 + "https://t.co/long and its end 🐸"
    cut = long_text[:230] + "… https://t.co/whole"

    second = [
        tweet(5, cut),
        tweet(6, "and on", in_reply_to_user_id_str="1"),
    ]
    core = {
        "text": long_text,
        "urls": [{"shortUrl": "https://t.co/long", "expandedUrl": "https://e.test/l"}],
    }
    notes = [
        {"noteTweet": {"noteTweetId": "900", "core": core, "createdAt": "2006-11-05T13:18:50.000Z"}}
    ]
    circle = [tweet(7, "just for you")]
    account = [{"account": {"username": "amina", "accountId": "1"}}]
    follows = [
        {
            "following": {
                "accountId": "77",
                "userLink": "https://twitter.com/intent/user?user_id=77",
            }
        },
        {
            "following": {
                "accountId": "78",
                "userLink": "https://twitter.com/intent/user?user_id=78",
            }
        },
    ]
    like = [{"like": {"tweetId": "500", "fullText": "so &lt;true&gt;", "expandedUrl": "https://x"}}]
    return zipped(
        {
            "data/manifest.js": "window.__THAR_CONFIG = {}",
            "data/account.js": js("account", account),
            "data/tweets.js": js("tweets", first_part()),
            "data/tweets-part1.js": js("tweets", second, 1),
            "data/note-tweet.js": js("note_tweet", notes),
            "data/twitter-circle-tweet.js": js("twitter_circle_tweet", circle),
            "data/deleted-tweets.js": js("deleted_tweets", [tweet(8, "gone is gone")]),
            "data/following.js": js("following", follows),
            "data/like.js": js("like", like),
            "data/tweets_media/2-one.jpg": jpeg((40, 40)),
            "data/tweets_media/2-two.jpg": jpeg((50, 40)),
        }
    )
