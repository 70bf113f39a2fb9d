"""What can go wrong with news of shops, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoNews(NotFound):
    code = "no_news"
    title = "There are no such news for you."


class NewsIdUsed(Problem):
    code, status = "news_id_used", HTTPStatus.CONFLICT
    title = "This id was used for other news."


class NewsQuota(Problem):
    """Details: `most` in 30 days, `next_at`: when the next can be sent; null: never."""

    code, status = "news_quota", HTTPStatus.CONFLICT
    title = "The shop has told its followers as much as it may in a month."
