"""Mastodon's entities, made from ours: each file one of them, with all members that its API
requires.
"""
