"""What the export of an archive and whoever brought it agree on."""

from uuid import UUID, uuid5


def file_id(conversation_id: UUID, path: str) -> UUID:
    """The id of a file of an archive, the same each time (UUIDv5); `path`: where the file lay in
    what was brought.
    """
    return uuid5(conversation_id, f"file {path}")
