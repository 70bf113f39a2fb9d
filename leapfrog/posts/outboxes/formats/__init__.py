"""A file for each kind of archive."""
