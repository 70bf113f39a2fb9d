"""Reddit's."""

from tests.post_archives.archives.making import zipped

R = "https://www.reddit.com/r"
POSTS = (
    "id,permalink,date,ip,subreddit,gildings,title,url,body\r\n"
    f"a1,{R}/tea/comments/a1/,2023-05-01 10:00:00 UTC,192.0.2.7,tea,0,Cups,"
    f'{R}/tea/comments/a1/,"Two\n\ncups, please"\r\n'
    f"a2,{R}/tea/comments/a2/,2023-05-02 10:00:00 UTC,,tea,1,Read,https://e.test/a,\r\n"
    f"a3,{R}/tea/comments/a3/,yesterday,,tea,0,?,,\r\n"
)
COMMENTS = (
    "id,permalink,date,ip,subreddit,gildings,link,parent,body,media\r\n"
    f"b1,{R}/tea/comments/z/-/b1/,2023-05-04 10:00:00 UTC,,tea,0,{R}/tea/comments/z/,,Yes,\r\n"
)


def reddit() -> bytes:
    """Two posts and one that is odd, a comment, something saved, and votes, which stay."""
    return zipped(
        {
            "posts.csv": POSTS,
            "comments.csv": COMMENTS,
            "saved_posts.csv": f"id,permalink\r\nz,{R}/tea/comments/z/\r\n",
            "post_votes.csv": f"id,permalink,direction\r\ny,{R}/tea/comments/y/,up\r\n",
        }
    )
