"""Pages for passers-by: small, with their style, without a script; Open Graph and JSON-LD."""

import re
import secrets
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any
from urllib.parse import quote
from uuid import UUID

import msgspec

from leapfrog import post_text, posts
from leapfrog.follows import Author, VerificationBadge
from leapfrog.posts import CommentThread, Post, PostContent, PostPage, ShownPost, Threads
from leapfrog.timelines import SquareProfile
from leapfrog.topics import TopicPage
from leapfrog.web.emoji import shown as worded
from leapfrog.web.public_style import STYLE

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "join": "Join {town}",
        "in": "Sign in",
        "like": "{n} like",
        "likes": "{n} likes",
        "comment": "{n} comment",
        "comments": "{n} comments",
        "repost": "{n} repost",
        "reposts": "{n} reposts",
        "gone": "The original is not there any more.",
        "answers": "In answer to {name}",
        "feed": "Feed",
        "follower": "{n} follower",
        "followers": "{n} followers",
        "post": "{n} post",
        "posts": "{n} posts",
        "none": "Nothing to see yet.",
        "verified": "Verified: {reason}",
        "moved": "Lives in another town now:",
    },
    "zh-CN": {
        "join": "加入{town}",
        "in": "登录",
        "like": "{n} 赞",
        "likes": "{n} 赞",
        "comment": "{n} 评论",
        "comments": "{n} 评论",
        "repost": "{n} 转发",
        "reposts": "{n} 转发",
        "gone": "原帖已不在。",
        "answers": "回复 {name}",
        "feed": "订阅",
        "follower": "{n} 粉丝",
        "followers": "{n} 粉丝",
        "post": "{n} 帖子",
        "posts": "{n} 帖子",
        "none": "还没有内容。",
        "verified": "认证：{reason}",
        "moved": "已搬到另一个镇：",
    },
}
TOPIC = re.compile(f"{post_text.CLOSED_TOPIC.pattern}|{post_text.OPEN_TOPIC.pattern}")


class PageSite(msgspec.Struct, frozen=True):
    """The town as its pages name it; `nonce` is for the style of one page."""

    town: str
    domain: str
    origin: str
    language: str
    nonce: str = msgspec.field(default_factory=lambda: secrets.token_urlsafe(12))

    def word(self, key: str) -> str:
        return WORDS[self.language][key].format(town=self.town)

    def count(self, what: str, n: int) -> str:
        """`3 likes`; `what` in the singular."""
        return WORDS[self.language][what if n == 1 else f"{what}s"].format(n=n)

    def post(self, post_id: UUID) -> str:
        return f"/post/{post_id}"

    def topic(self, shown: str) -> str:
        return f"/topic/{quote(post_text.topic_name(shown), safe='')}"

    def person(self, author: Author) -> str:
        return f"/@{author.handle}"


class PageMetadata(msgspec.Struct, frozen=True):
    """What programs read of a page; `kind`: as Open Graph calls it."""

    title: str
    about: str
    place: str
    kind: str
    picture: str | None
    data: dict[str, Any]
    feed: str | None = None


def page_of_post(site: PageSite, post: Post, said: Threads) -> str:
    content = posts.content_of(post)
    line = " ".join((content.warning or post.text).split())
    title = f"{content.title or post.author.name} · {site.town}"
    pictures = [one.file for one in content.media if one.kind == "image"]
    picture = f"/api/v1/post-files/{pictures[0]}?part=whole" if pictures else post.author.avatar
    data = _posting(site, post, content)
    head = PageMetadata(title, line[:200], site.post(post.id), "article", picture, data)
    threads = "".join(_thread(site, one) for one in said.comments)
    talk = f"<section><b>{site.count('comment', post.comments)}</b><ul>{threads}</ul></section>"
    return whole_page(site, head, _article(site, post, whole=True) + (talk if threads else ""))


def page_of_person(
    site: PageSite, profile: SquareProfile, page: PostPage, moved_to: str | None = None
) -> str:
    """`moved_to`: their page in the town where they live now."""
    person = profile.person
    data = {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "mainEntity": {
            "@type": "Person",
            "name": person.name,
            "alternateName": f"@{person.address}",
            "description": profile.about,
            "url": site.origin + site.person(person),
        },
    }
    head = PageMetadata(
        title=f"{person.name} (@{person.address})",
        about=profile.about,
        place=site.person(person),
        kind="profile",
        picture=person.avatar,
        data=data,
        feed=f"/feeds/people/{person.handle}",
    )
    numbers = (
        f'<p class="n"><span>{site.count("post", profile.posts)}</span>'
        f"<span>{site.count('follower', profile.followers)}</span></p>"
    )
    about = f'<p dir="auto">{worded(profile.about, person.emojis)}</p>'
    there = escape(moved_to or "")
    moved = f'<p>{site.word("moved")} <a href="{there}">{there}</a></p>' if there else ""
    top = f"<section>{_byline(site, person, '', head=True)}{moved}{about}{numbers}</section>"
    return whole_page(site, head, top + _articles(site, [*profile.pinned, *page.posts]))


def page_of_topic(site: PageSite, topic: TopicPage, page: PostPage) -> str:
    one = topic.topic
    place = site.topic(one.shown)
    data = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": f"#{one.shown}",
        "description": one.about,
        "url": site.origin + place,
    }
    head = PageMetadata(
        title=f"#{one.shown} · {site.town}",
        about=one.about,
        place=place,
        kind="website",
        picture=None,
        data=data,
        feed=f"/feeds/topics/{quote(one.name, safe='')}",
    )
    about = f'<p dir="auto">{escape(one.about)}</p>' if one.about else ""
    top = f"<section><h1>#{escape(one.shown)}</h1>{about}</section>"
    return whole_page(site, head, top + _articles(site, page.posts))


def _articles(site: PageSite, shown: Iterable[Post]) -> str:
    unique = {post.id: post for post in shown}
    return "".join(_article(site, post) for post in unique.values()) or (
        f'<p class="soft">{site.word("none")}</p>'
    )


def _posting(site: PageSite, post: Post, content: PostContent) -> dict[str, Any]:
    author = {
        "@type": "Person",
        "name": post.author.name,
        "url": site.origin + site.person(post.author),
    }
    counts = (("LikeAction", post.likes), ("CommentAction", post.comments))
    return {
        "@context": "https://schema.org",
        "@type": "SocialMediaPosting",
        "url": site.origin + site.post(post.id),
        "headline": content.title or " ".join(post.text.split())[:110],
        "articleBody": content.warning or post.text,
        "datePublished": post.at.isoformat(),
        "dateModified": (post.edited_at or post.at).isoformat(),
        "author": author,
        "keywords": content.topics,
        "interactionStatistic": [
            {
                "@type": "InteractionCounter",
                "interactionType": f"https://schema.org/{kind}",
                "userInteractionCount": count,
            }
            for kind, count in counts
        ],
    }


def _article(site: PageSite, post: Post, *, whole: bool = False) -> str:
    of = ""
    if post.of:
        of = f'<div class="of">{_body(site, post.of, whole=False)}</div>'
    elif post.gone:
        of = f'<p class="of soft">{site.word("gone")}</p>'
    numbers = (
        f'<p class="n"><span>{site.count("like", post.likes)}</span>'
        f"<span>{site.count('comment', post.comments)}</span>"
        f"<span>{site.count('repost', post.reposts)}</span></p>"
    )
    return f"<article>{_answers(site, post)}{_body(site, post, whole=whole)}{of}{numbers}</article>"


def _answers(site: PageSite, post: Post) -> str:
    """What it answers, where that is."""
    if post.answers is None:
        return ""
    words = escape(WORDS[site.language]["answers"].format(name=post.answers.author.name))
    return f'<p><a href="{site.post(post.answers.post_id)}">{words}</a></p>'


def _body(site: PageSite, post: ShownPost, *, whole: bool) -> str:
    said = posts.content_of(post)
    when = post.at.strftime("%Y-%m-%d %H:%M UTC")
    time = (
        f'<a href="{site.post(post.id)}"><time datetime="{post.at.isoformat()}">{when}</time></a>'
    )
    level = "h1" if whole else "h2"
    title = f'<{level} dir="auto">{worded(said.title, said.emojis)}</{level}>' if said.title else ""
    text = f'<p class="text" dir="auto">{_linked(site, post.text, said)}</p>' if post.text else ""
    inside = text + _media(said, lazy=not whole) + _poll(post, said)
    if said.warning:
        inside = (
            f"<details><summary>{worded(said.warning, said.emojis)}</summary>{inside}</details>"
        )
    return _byline(site, post.author, time) + title + inside


def _byline(site: PageSite, author: Author, more: str, *, head: bool = False) -> str:
    """`head`: what the whole page is about."""
    face = f'<img src="{author.avatar}" alt="" width="48" height="48">' if author.avatar else ""
    face = face or '<span class="no"></span>'
    mark = _mark(site, author.verified) if author.verified else ""
    role = ' role="heading" aria-level="1"' if head else ""
    return (
        f'<div class="by"><span class="face">{face}{mark}</span><span>'
        f'<a href="{site.person(author)}">'
        f'<b dir="auto"{role}>{worded(author.name, author.emojis)}</b></a>'
        f"<small>@{escape(author.address)} {more}</small></span></div>"
    )


def _mark(site: PageSite, mark: VerificationBadge) -> str:
    """Drawn over the edge of the face, where no name, no emoji and no picture of theirs comes."""
    told = escape(WORDS[site.language]["verified"].format(reason=mark.reason))
    return (
        f'<svg class="mark {mark.kind}" role="img" viewBox="0 0 22 22"><title>{told}</title>'
        '<circle cx="11" cy="11" r="10"/><path d="m6.5 11.5 3 3 6-6.5"/></svg>'
    )


def _linked(site: PageSite, text: str, said: PostContent) -> str:
    """The text with its links and topics; people are named, but not linked, to whoever passes."""
    parts, at = [], 0
    for match in post_text.URL.finditer(text):
        url = post_text.first_link(match[0]) or match[0]
        parts.append(_topics(site, text[at : match.start()], said.emojis))
        shown = escape(url)
        parts.append(f'<a href="{shown}" rel="nofollow ugc noopener">{shown}</a>')
        at = match.start() + len(url)
    parts.append(_topics(site, text[at:], said.emojis))
    return "".join(parts)


def _topics(site: PageSite, text: str, emojis: Mapping[str, str]) -> str:
    parts, at = [], 0
    for match in TOPIC.finditer(text):
        parts.append(worded(text[at : match.start()], emojis))
        shown = match[1] or match[2]
        parts.append(f'<a href="{site.topic(shown)}">{escape(match[0])}</a>')
        at = match.end()
    return "".join([*parts, worded(text[at:], emojis)])


def _media(said: PostContent, *, lazy: bool) -> str:
    shown, sound = [], ""
    later = ' loading="lazy"' if lazy else ""
    for one in said.media:
        source = f"/api/v1/post-files/{one.file}?part="
        alt = escape(one.alt, quote=True)
        size = f'width="{one.width}" height="{one.height}"' if one.width else ""
        if one.kind == "image":
            # On a phone the small one, for a slow line; whole at a tap.
            wide = f'<source media="(min-width:640px)" srcset="{source}whole">'
            small = f'<img src="{source}thumb" alt="{alt}" {size}{later}>'
            shown.append(
                f'<a href="{source}whole"><picture>'
                f"{wide if len(said.media) == 1 else ''}{small}</picture></a>"
            )
        elif one.kind == "video":
            shown.append(
                f'<video src="{source}whole" poster="{source}thumb" controls preload="none"'
                f' aria-label="{alt}"></video>'
            )
        else:
            sound = f'<audio src="{source}play" controls preload="none"></audio>'
    many = " many" if len(shown) > 1 else ""
    pictures = f'<div class="pics{many}">{"".join(shown)}</div>' if shown else ""
    where = said.place.name if said.place else ""
    place = f'<p class="soft">📍 {escape(where)}</p>' if where else ""
    link = said.link
    card = ""
    if link and link.title:
        card = (
            f'<p class="of"><a href="{escape(link.url)}" rel="nofollow ugc noopener">'
            f"{escape(link.title)}</a> <small>{escape(link.site)}</small></p>"
        )
    return pictures + sound + card + place


def _poll(post: ShownPost, said: PostContent) -> str:
    if not said.poll or not post.results:
        return ""
    votes = post.results.votes
    rows = zip(said.poll.options, votes, strict=True)
    return "".join(
        f'<div class="bar" dir="auto">{worded(option, said.emojis)} <small>{count}</small></div>'
        for option, count in rows
    )


def _thread(site: PageSite, thread: CommentThread) -> str:
    below = "".join(f"<li>{_comment(site, one)}</li>" for one in thread.first)
    return f"<li>{_comment(site, thread)}{f'<ul>{below}</ul>' if below else ''}</li>"


def _comment(site: PageSite, comment: Post) -> str:
    said = posts.content_of(comment)
    text = f'<p dir="auto">{_topics(site, comment.text, said.emojis)}</p>' if comment.text else ""
    inside = text + _media(said, lazy=True) + _poll(comment, said)
    if said.warning:
        warning = worded(said.warning, said.emojis)
        inside = f"<details><summary>{warning}</summary>{inside}</details>"
    name = worded(comment.author.name, comment.author.emojis)
    return f'<small><a href="{site.person(comment.author)}" dir="auto">{name}</a></small>{inside}'


def whole_page(site: PageSite, head: PageMetadata, body: str) -> str:
    url = site.origin + head.place
    data = msgspec.json.encode(head.data).decode().replace("<", "\\u003c")
    picture = f'<meta property="og:image" content="{site.origin}{head.picture}">'
    feed = f'<link rel="alternate" type="application/atom+xml" href="{head.feed}">'
    below = f'<footer><a href="{head.feed}">{site.word("feed")} (Atom)</a></footer>'
    title, about = escape(head.title), escape(head.about)
    return f"""<!doctype html><html lang="{site.language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>
<meta name="description" content="{about}"><link rel="canonical" href="{escape(url)}">
<meta property="og:type" content="{head.kind}"><meta property="og:title" content="{title}">
<meta property="og:description" content="{about}"><meta property="og:url" content="{escape(url)}">
<meta property="og:site_name" content="{escape(site.town)}">{picture if head.picture else ""}
<meta name="twitter:card" content="summary_large_image">{feed if head.feed else ""}
<link rel="icon" href="/favicon.svg"><style nonce="{site.nonce}">{STYLE}</style>
<script type="application/ld+json" nonce="{site.nonce}">{data}</script></head><body>
<header><a href="/"><b>{escape(site.town)}</b></a><span><a href="/sign-in">{site.word("in")}</a>
<a class="join" href="/join">{site.word("join")}</a></span></header>
<main>{body}</main>{below if head.feed else ""}</body></html>
"""
