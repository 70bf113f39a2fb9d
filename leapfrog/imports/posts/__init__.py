"""Imports of posts: an archive of another place comes in with its own dates, and tells nobody."""

from leapfrog.imports.posts.target import PostsTarget

__all__ = ["PostsTarget"]
