"""What keeps the embedded PostgreSQL from running, said to the person who runs the town."""


class PostgresError(Exception):
    """The database cannot be started; the sentence says why and what to do."""
