"""WordPress's."""

from tests.post_archives.archives.making import zipped
from tests.samples import jpeg

NAMESPACES = " ".join(
    (
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"',
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:wp="http://wordpress.org/export/1.2/"',
    )
)


def item(number: int, content: str, **more: str) -> str:
    said = {"post_type": "post", "status": "publish", "post_password": "", "tags": "", **more}
    return f"""<item><title><![CDATA[Title {number}]]></title>
<link>https://blog.test/{number}/</link>
<dc:creator><![CDATA[{more.get("by", "amina")}]]></dc:creator>
<content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[not this]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date><![CDATA[2019-05-0{number} 12:00:00]]></wp:post_date>
<wp:post_date_gmt><![CDATA[2019-05-0{number} 10:00:00]]></wp:post_date_gmt>
<wp:status>{said["status"]}</wp:status><wp:post_type>{said["post_type"]}</wp:post_type>
<wp:post_password>{said["post_password"]}</wp:post_password>{said["tags"]}
<wp:comment><wp:comment_content>by others</wp:comment_content></wp:comment></item>"""


PAGE = (
    "<!-- wp:paragraph --><p>Hello &amp; <b>welcome</b></p><!-- /wp:paragraph -->"
    '<img src="https://blog.test/wp-content/uploads/2019/05/a.jpg?w=3" alt="Cups"/>'
    '<img src="https://other.test/b.jpg">'
)
TAGS = (
    '<category domain="category" nicename="x">Uncategorized</category>'
    '<category domain="post_tag" nicename="deep-lake">Deep lake</category>'
)


def wxr(*items: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" {NAMESPACES}><channel>'
        "<title>Blog</title><wp:base_blog_url>https://blog.test</wp:base_blog_url>"
        f"{''.join(items)}</channel></rss>"
    )


def wordpress() -> bytes:
    """Two posts, a page, two that few may see, a draft, a file, a part of a menu."""
    text = wxr(
        item(1, PAGE, tags=TAGS),
        item(2, "<p>About</p>", post_type="page"),
        item(3, "<p>Mine</p>", status="private"),
        item(4, "<p>Locked</p>", post_password="x"),
        item(5, "<p>Not yet</p>", status="draft"),
        item(6, "", post_type="attachment", status="inherit"),
        item(7, "", post_type="nav_menu_item"),
    )
    return zipped({"blog.xml": text, "uploads/2019/05/a.jpg": jpeg((60, 40))})
