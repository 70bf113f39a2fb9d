"""Private notes with real peers: what somebody here does and sees in a conversation, by the API."""

from collections.abc import Iterator
from typing import Any

from leapfrog.kernel.ids import new_id
from tests.fediverse.conftest import Person, until
from tests.fediverse.pictures import png


class Chat:
    """Amina's conversation with somebody elsewhere."""

    def __init__(self, amina: Person, person_id: str) -> None:
        self.amina = amina
        found = amina.put(f"/conversations/note/{person_id}")
        assert found["by_note"]
        self.id = str(found["id"])

    def says(self, body: str = "", **more: Any) -> Any:
        place = f"/conversations/{self.id}/messages/{new_id()}"
        return self.amina.put(place, {"body": body, **more})

    def shows(self, caption: str = "") -> Any:
        """A picture, 30 pixels wide."""
        ident = str(new_id())
        answer = self.amina.http.put(f"/chat/files/{ident}?kind=image", content=png(30, 20))
        file = Person.told(answer)
        meta = {"file": ident, **{name: file[name] for name in ("type", "size")}}
        shown = meta | {"width": file["width"], "height": file["height"]}
        return self.says(caption, kind="image", meta=shown)

    def messages(self) -> list[Any]:
        return list(self.amina.get(f"/conversations/{self.id}/messages")["messages"])

    def sees(self, words: str) -> Any:
        """The message with these words, once it is there."""
        return until(lambda: next(self._with(words), None), words)

    def sees_kind(self, kind: str) -> Any:
        """The last of this kind that is not recalled, once there is one."""

        def there() -> Any:
            of_kind = [one for one in self.messages() if one["kind"] == kind]
            return next((one for one in of_kind if not one.get("recalled")), None)

        return until(there, kind)

    def misses(self, words: str, seq: int) -> None:
        """What was there is recalled."""

        def gone() -> bool:
            [one] = [one for one in self.messages() if one["seq"] == seq]
            return bool(one.get("recalled"))

        until(gone, f"{words} is recalled")

    def _with(self, words: str) -> Iterator[Any]:
        said = (one for one in self.messages() if one["kind"] not in ("edit", "recall"))
        return (one for one in said if words in one["body"])
