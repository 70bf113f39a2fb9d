"""Timelines, and what one keeps and likes."""

from functools import partial
from typing import Any

from leapfrog import post_text, posts
from leapfrog.mastodon.call import ApiCall, Routes
from leapfrog.mastodon.calls.pages import there, timeline
from leapfrog.posts import Post

routes = Routes()


@routes("GET", "/api/v1/timelines/home", "read:statuses")
async def home(call: ApiCall) -> Any:
    return await timeline(call, partial(posts.home_timeline, call.db, call.me), "home")


@routes("GET", "/api/v1/timelines/public", "read:statuses", public=True)
async def public(call: ApiCall) -> Any:
    fetch = partial(posts.everybodys_posts, call.db, call.viewer)
    return await timeline(call, fetch, "public", _of(call))


@routes("GET", "/api/v1/timelines/tag/{name}", "read:statuses", public=True)
async def tag(call: ApiCall) -> Any:
    others = [str(one) for one in call.several("any")]
    fetch = partial(posts.posts_of_topic, call.db, call.viewer, call.path["name"])
    if others:
        names = [call.path["name"], *others]
        fetch = partial(posts.posts_of_topics, call.db, call.viewer, names)
    return await timeline(call, fetch, "public", _of(call))


def _of(call: ApiCall) -> Any:
    """What a client app leaves out of public timelines."""
    local, remote, media = call.flag("local"), call.flag("remote"), call.flag("only_media")
    wanted = {post_text.topic_name(str(one)) for one in call.several("all")}
    never = {post_text.topic_name(str(one)) for one in call.several("none")}

    def fits(post: Post) -> bool:
        if (local and post.author.remote) or (remote and not post.author.remote):
            return False
        if not (media or wanted or never):
            return there(post)
        said = posts.content_of(post)
        names = set(map(post_text.topic_name, said.topics))
        return (
            there(post)
            and wanted <= names
            and never.isdisjoint(names)
            and (bool(said.media) or not media)
        )

    return fits


@routes("GET", "/api/v1/timelines/list/{id}", "read:lists")
async def of_list(call: ApiCall) -> Any:
    fetch = partial(posts.posts_of_list, call.db, call.me, call.ident())
    return await timeline(call, fetch, "home")


@routes("GET", "/api/v1/timelines/link", "read:statuses", public=True)
async def of_link(call: ApiCall) -> Any:
    return []


@routes("GET", "/api/v1/bookmarks", "read:bookmarks")
async def bookmarks(call: ApiCall) -> Any:
    fetch = partial(posts.saved_posts, call.db, call.me)
    return await timeline(call, fetch, own_marks=True)


@routes("GET", "/api/v1/favourites", "read:favourites")
async def favourites(call: ApiCall) -> Any:
    fetch = partial(posts.liked_posts, call.db, call.me)
    return await timeline(call, fetch, own_marks=True)
