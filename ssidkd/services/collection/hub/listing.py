"""Files of one JSON object a line, in which other people's lines are kept as they are."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Listing:
    """Lines, and which of them speak of which photo."""

    lines: tuple[str, ...] = ()
    identities: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Listing":
        """Return a listing without empty lines; of two lines on the same photo the first stays."""
        kept: dict[str, str] = {}
        identities = set()
        for line in filter(str.strip, lines):
            identity = _identity(line)
            if identity:
                identities.add(identity)
            kept.setdefault(identity or line, line)
        return cls(tuple(kept.values()), frozenset(identities))

    @classmethod
    def from_text(cls, text: str | None) -> "Listing":
        """Read a file; None where there is none."""
        return cls.of((text or "").split("\n"))

    def changed(
        self, add: Iterable[Mapping[str, Any]] = (), remove: Collection[str] = ()
    ) -> "Listing":
        """Return a listing without some photos and with some rows; added ones replace old ones."""
        rows = {str(row["identity"]): to_line(row) for row in add}
        gone = {*remove, *rows}
        return Listing.of([*(x for x in self.lines if _identity(x) not in gone), *rows.values()])

    def rows(self) -> dict[str, dict[str, Any]]:
        """Return what the lines say, by photo."""
        return {i: json.loads(line) for line in self.lines if (i := _identity(line))}

    @property
    def text(self) -> str:
        """The file."""
        return "".join(f"{line}\n" for line in self.lines)


def to_line(row: Mapping[str, Any]) -> str:
    """Return a row as a line; in ASCII, so that no letter of it can end a line."""
    return json.dumps(row, ensure_ascii=True, allow_nan=False)


def _identity(line: str) -> str:
    """Return which photo a line speaks of; empty if none."""
    try:
        content = json.loads(line)
    except ValueError:
        return ""
    identity = content.get("identity") if isinstance(content, dict) else None
    return identity if isinstance(identity, str) else ""
