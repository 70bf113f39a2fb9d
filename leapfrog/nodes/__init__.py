"""Nodes: which processes serve the town now, and whether they agree about what it is.

Each writes a row every few seconds; who is not heard of is gone. No node leads: whatever must be
done by one at a time is taken from the database under a lock.
"""

from leapfrog.nodes.heartbeat import beating
from leapfrog.nodes.model import GONE_AFTER, Node, Standby, hashes, unlike
from leapfrog.nodes.store import all_nodes, ask_to_end, forget_all, room, standbys

__all__ = [
    "GONE_AFTER",
    "Node",
    "Standby",
    "all_nodes",
    "ask_to_end",
    "beating",
    "forget_all",
    "hashes",
    "room",
    "standbys",
    "unlike",
]
