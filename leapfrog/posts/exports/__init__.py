"""Exports: one's posts as the archive that Mastodon makes, for whoever reads those."""

from leapfrog.posts.exports.bundle import export

__all__ = ["export"]
