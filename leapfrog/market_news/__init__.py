"""What shops tell those who follow them and want to hear it, as often as the town allows. Who
follows whom is the market's.
"""

from leapfrog.market_news.archive import RECORD_SETS
from leapfrog.market_news.errors import NoNews
from leapfrog.market_news.telling import NEWS_NOTICE, heard

__all__ = ["NEWS_NOTICE", "RECORD_SETS", "NoNews", "heard"]
