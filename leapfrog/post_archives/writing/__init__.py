"""Exports: one's posts as the archive that Mastodon makes, for whoever reads those."""

from leapfrog.post_archives.writing.bundle import export

__all__ = ["export"]
