"""The plan of a cluster: what stands where, and the configuration of each part."""

from leapfrog.cli.plan.files import environment, write
from leapfrog.cli.plan.model import (
    BackupPlace,
    ClusterPlan,
    DatabasePlace,
    ListeningPlace,
    NodePlace,
    StorePlace,
    new_secrets,
)

__all__ = [
    "BackupPlace",
    "ClusterPlan",
    "DatabasePlace",
    "ListeningPlace",
    "NodePlace",
    "StorePlace",
    "environment",
    "new_secrets",
    "write",
]
