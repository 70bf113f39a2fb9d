"""Archives of posts: what somebody showed elsewhere, looked at, brought in with its own dates,
delivered to nobody, and taken away again; and one's own posts as such an archive.

`formats` reads the archives of other places and of ours, `writing` makes ours.
"""

from leapfrog.post_archives.applying import works
from leapfrog.post_archives.archive import RECORD_SETS
from leapfrog.post_archives.keeping_away import met
from leapfrog.post_archives.sources import Origin, origins

__all__ = ["RECORD_SETS", "Origin", "met", "origins", "works"]
