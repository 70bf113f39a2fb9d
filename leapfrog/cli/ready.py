"""What each node does first, done when this is read: by the process that nodes are forked from
(`forked.py`), and by no other.
"""

from leapfrog.kernel.collector import spare_the_collector
from leapfrog.web import make_ready

make_ready()
spare_the_collector()
