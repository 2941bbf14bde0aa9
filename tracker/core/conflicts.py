"""Edit conflicts: optimistic locking by a version number."""

from __future__ import annotations


class EditConflict(Exception):
    """The row was saved by another person first. `current` is the row as it is now."""

    def __init__(self, current):
        super().__init__("Somebody saved a newer version")
        self.current = current


class Versioned:
    """Mixin for optimistic locking by a version number.

    A save names the version that it began from; on a conflict the page shows both texts.
    """

    def save_as_next(self, version: int) -> None:
        """Write the changed fields if the row still is at `version`, in one UPDATE.

        Raises:
            EditConflict: Somebody else saved first; nothing was written.
        """
        changed = {
            name: value
            for name, value in self.__data__.items()
            if name in self._dirty and name != "version"
        }
        model = type(self)
        written = (
            model.update(changed | {"version": version + 1})
            .where(model._meta.primary_key == self._pk, model.version == version)
            .execute()
        )
        if not written:
            raise EditConflict(self.reload())
        self.version = version + 1
        self._dirty.clear()
