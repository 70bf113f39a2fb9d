"""What each node does first, done when this is read: by the process that nodes are forked from
(`forked.py`), and by no other.
"""

from leapfrog.web import make_ready, spare_the_collector

make_ready()
spare_the_collector()
