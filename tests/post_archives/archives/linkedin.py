"""LinkedIn's."""

from tests.post_archives.archives.making import zipped

SHARES = (
    "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\r\n"
    '2023-05-01 10:00:00,https://li.test/1,"First ""line""""\n""""\n""Last",,,MEMBER_NETWORK\r\n'
    "2023-05-02 10:00:00,https://li.test/2,Read,https://e.test/a,https://li.test/m,PUBLIC\r\n"
    "2023-05-03 10:00:00,https://li.test/3,,,,\r\n"
    "yesterday,https://li.test/4,?,,,\r\n"
)


def linkedin() -> bytes:
    """Three shares and one that is odd, a comment and a repost."""
    comments = 'Date,Link,Message\n2023-05-04 10:00:00,https://li.test/9,"Well, done"\n'
    return zipped(
        {
            "Shares.csv": SHARES,
            "Comments.csv": comments,
            "InstantReposts.csv": "Date,Link\n2023-05-05 10:00:00,https://li.test/8\n",
            "Logins.csv": "Date,Link\n2023-05-05 10:00:00,https://li.test/8\n",
        }
    )
