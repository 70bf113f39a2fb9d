"""A small file of each format that imports know, with a little of everything in it."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from leapfrog.unpacking import TOGETHER
from tests.catalogue_formats import samples
from tests.chat_archives.acts import whatsapp
from tests.chat_formats import (
    test_discord,
    test_google_chat,
    test_imessage,
    test_kakaotalk,
    test_line,
    test_meta,
    test_meta_pages,
    test_others,
    test_qq,
    test_signal,
    test_skype,
    test_slack,
    test_sms,
    test_telegram,
    test_tiktok,
    test_viber,
    test_wechat,
    test_wechat_page,
)
from tests.chat_formats.reading import zipped
from tests.contact_formats.dialects import DIALECTS, make_address_book
from tests.post_archives import archives
from tests.unpacking.tars import tarred, unzipped

FOLLOWS = b"Account address,Show boosts\namina@b.test,true\nbo@b.test,true\n"


class ExampleFile(msgspec.Struct, frozen=True):
    """A file, by what name it comes, and what it is to be known as."""

    target: str
    format: str
    name: str
    make: Callable[[], bytes]


def _ours() -> bytes:
    said = [
        {"at": "2026-01-02T10:00:00Z", "kind": "text", "sender": "a", "body": "Hello"},
        {"at": "2026-01-02T10:01:00Z", "kind": "system", "body": "Ben joined"},
        {
            "at": "2026-01-02T10:02:00Z",
            "kind": "image",
            "sender": "b",
            "media": [{"kind": "image"}],
        },
    ]
    people = [{"key": "a", "name": "Anna"}, {"key": "b", "name": "Ben"}]
    head: dict[str, Any] = {"format": "leapfrog-chat", "version": 1, "source": "leapfrog"}
    return json.dumps({**head, "title": "Ben", "people": people, "messages": said}).encode()


def _telegram() -> bytes:
    said = [test_telegram.message(n, text=f"Hello {n}") for n in range(3)]
    chats = [test_telegram.chat(*said), test_telegram.chat(*said[:1], id=2, name="Cara")]
    return json.dumps({"chats": {"list": chats}}).encode()


def _chatlab() -> bytes:
    return json.dumps({**test_others.HEADER, "messages": test_others.SAID}).encode()


def _element() -> bytes:
    events = [test_others.event(n, test_others.text(f"Hello {n}")) for n in range(3)]
    return test_others.room(*events, test_others.event(9, {"msgtype": "m.image"})).encode()


def _meta() -> bytes:
    said = test_meta.file(*[test_meta.message(n) for n in range(3)])
    return zipped({f"{test_meta.INBOX}/message_1.json": said})


def _mastodon_tar() -> bytes:
    return tarred(unzipped(archives.mastodon()), "w:gz")


def _together() -> bytes:
    line = test_line.ENGLISH.encode()
    return tarred({TOGETHER: b"", "a.zip": whatsapp(), "line.txt": line, "b.jpg": b"x"})


EXAMPLES: Mapping[str, ExampleFile] = {
    "leapfrog": ExampleFile("chats", "leapfrog", "chat.json", _ours),
    "chatlab": ExampleFile("chats", "chatlab", "c.json", _chatlab),
    "telegram": ExampleFile("chats", "telegram", "result.json", _telegram),
    "element": ExampleFile("chats", "element", "export.json", _element),
    "meta": ExampleFile("chats", "meta", "facebook.zip", _meta),
    "wechat": ExampleFile(
        "chats", "wechat", "a.json", lambda: test_wechat.weflow(*test_wechat.SAID).encode()
    ),
    "meta_pages": ExampleFile("chats", "meta", "facebook.zip", lambda: test_meta_pages.DATA),
    "googlechat": ExampleFile("chats", "googlechat", "takeout.zip", test_google_chat.export),
    "skype": ExampleFile("chats", "skype", "export.zip", test_skype.archive),
    "tiktok": ExampleFile(
        "chats", "tiktok", "user_data.json", lambda: test_tiktok.export().encode()
    ),
    "viber": ExampleFile("chats", "viber", "Ben.csv", test_viber.COMMAS.encode),
    "wechat_page": ExampleFile(
        "chats", "wechat", "a.html", lambda: test_wechat_page.page().encode()
    ),
    "wechat_csv": ExampleFile("chats", "wechat", "messages.csv", test_wechat.ALL.encode),
    "qq": ExampleFile("chats", "qq", "qq.txt", test_qq.TEXT.encode),
    "qq_json": ExampleFile(
        "chats", "qq", "group.json", lambda: test_qq.exported(*test_qq.SAID).encode()
    ),
    "kakaotalk": ExampleFile("chats", "kakaotalk", "k.txt", test_kakaotalk.ANDROID.encode),
    "kakaotalk_mac": ExampleFile("chats", "kakaotalk", "k.csv", test_kakaotalk.CSV.encode),
    "signal": ExampleFile(
        "chats", "signal", "main.jsonl", lambda: test_signal.export(*test_signal.SAID).encode()
    ),
    "discord": ExampleFile(
        "chats", "discord", "trip.json", lambda: test_discord.channel(*test_discord.SAID).encode()
    ),
    "sms": ExampleFile("chats", "sms", "sms.xml", test_sms.BACKUP.encode),
    "calls": ExampleFile("chats", "sms", "calls.xml", test_sms.CALLS.encode),
    "slack": ExampleFile("chats", "slack", "slack.zip", test_slack.export),
    "imessage": ExampleFile("chats", "imessage", "a.txt", test_imessage.CHAT.encode),
    "line": ExampleFile("chats", "line", "line.txt", test_line.ENGLISH.encode),
    "together": ExampleFile("chats", "whatsapp", "2 files.tar", _together),
    "whatsapp": ExampleFile("chats", "whatsapp", "chat.zip", whatsapp),
    "mastodon": ExampleFile("posts", "mastodon", "archive.zip", archives.mastodon),
    "mastodon_tar": ExampleFile("posts", "mastodon", "archive.tar.gz", _mastodon_tar),
    "x": ExampleFile("posts", "x", "x.zip", archives.x),
    "bluesky": ExampleFile("posts", "bluesky", "repo.zip", archives.bluesky),
    "weibo": ExampleFile("posts", "weibo", "weibo.zip", archives.weibo_crawler),
    "weibo_csv": ExampleFile("posts", "weibo", "7.csv", archives.weibo_csv),
    "weibo_spider": ExampleFile("posts", "weibo", "7.json", archives.weibo_spider),
    "threads": ExampleFile("posts", "threads", "threads.zip", archives.threads),
    "facebook": ExampleFile("posts", "facebook", "fb.zip", archives.facebook),
    "instagram": ExampleFile("posts", "instagram", "ig.zip", archives.instagram),
    "misskey": ExampleFile("posts", "misskey", "misskey.zip", archives.misskey),
    "pixelfed": ExampleFile("posts", "pixelfed", "pixelfed.zip", archives.pixelfed),
    "linkedin": ExampleFile("posts", "linkedin", "linkedin.zip", archives.linkedin),
    "reddit": ExampleFile("posts", "reddit", "reddit.zip", archives.reddit),
    "wordpress": ExampleFile("posts", "wordpress", "blog.zip", archives.wordpress),
    "shopify": ExampleFile("goods", "shopify", "products.csv", samples.SHOPIFY.encode),
    "woocommerce": ExampleFile("goods", "woocommerce", "wc.csv", samples.WOOCOMMERCE.encode),
    "google": ExampleFile("goods", "google", "feed.xml", samples.GOOGLE_XML.encode),
    "google_tsv": ExampleFile("goods", "google", "feed.txt", samples.GOOGLE_TSV.encode),
    "taobao": ExampleFile(
        "goods", "taobao", "taobao.csv", lambda: samples.TAOBAO.encode("gb18030")
    ),
    "square": ExampleFile("goods", "square", "library.csv", samples.SQUARE.encode),
    "etsy": ExampleFile("goods", "etsy", "EtsyListingsDownload.csv", samples.ETSY.encode),
    "csvs": ExampleFile("posts", "mastodon", "following_accounts.csv", lambda: FOLLOWS),
    **{
        f"{name} contacts": ExampleFile(
            "contacts", "", f"{name}.bin", lambda of=name: make_address_book(of, 6, 3)
        )
        for name in DIALECTS
    },
}
