"""All examples a visitor can choose from: the bundled ones, and after them the owner's."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ssidkd.core.examples import ExampleCredit
from ssidkd.services.comparing import Pane
from ssidkd.services.comparison import Comparison
from ssidkd.services.examples import ExampleService
from ssidkd.services.owner_examples.service import OwnerExamples


@dataclass(frozen=True)
class Gallery:
    """Examples by their place; the owner's join at the end as they become ready."""

    bundled: ExampleService
    own: OwnerExamples | None = None
    """None where the owner named none."""

    @property
    def credits(self) -> tuple[ExampleCredit, ...]:
        """What every example is."""
        return (*self.bundled.credits, *(self.own.credits if self.own else ()))

    def thumbnails(self) -> Iterator[tuple[Path, str]]:
        """Yield the rainy picture and the title of every example."""
        yield from self.bundled.thumbnails()
        if self.own is not None:
            yield from self.own.thumbnails()

    def variant(self, index: int) -> str:
        """Return the variant of the networks that made an example's results."""
        is_own = self.own is not None and index >= len(self.bundled.credits)
        return self.own.variant if self.own and is_own else self.bundled.results.variant

    def panes(self, index: int) -> tuple[Pane, ...]:
        """Return the pictures of an example.

        Raises:
            IndexError: there is no such example.
        """
        first_own = len(self.bundled.credits)
        if self.own is not None and index >= first_own:
            return self.own.panes(index - first_own)
        return self.bundled.panes(index)

    def comparison(self, index: int) -> Comparison:
        """Return an example as a comparison.

        Raises:
            IndexError: there is no such example.
        """
        first_own = len(self.bundled.credits)
        if self.own is not None and index >= first_own:
            return self.own.comparison(index - first_own)
        return self.bundled.comparison(index)
