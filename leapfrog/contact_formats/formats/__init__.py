"""Readers of files of contacts, one file for each app."""
