"""What the export of an archive and whoever brought it agree on."""

from uuid import UUID, uuid5


def file_id(conversation_id: UUID, path: str) -> UUID:
    """The same each time for this file of an archive; `path`: where it lay in what was brought."""
    return uuid5(conversation_id, f"file {path}")
