"""Answers the lessons' script: what a link shows, how far the networks are."""

from collections.abc import Callable
from typing import Any

from ssidkd.services.lessons import LessonService, LessonState, read_state, write_state
from ssidkd.services.lessons.attempts import Attempt
from ssidkd.services.lessons.scene import Scene
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui.errors import sentence_of
from ssidkd.ui.lessons.pictures import facts, figures
from ssidkd.ui.words.lessons import LessonsWords

Answer = dict[str, Any]
_ALMOST = 0.95


class LessonAnswers:
    """Turns what the script asks into what it shows; nothing is known of who asks.

    Args:
        service: shows the steps.
        shelf: where pictures are written.
        words: of the page's language.
    """

    def __init__(self, service: LessonService, shelf: PictureShelf, words: LessonsWords) -> None:
        self._service = service
        self._shelf = shelf
        self._words = words

    def functions(self) -> list[Callable[[Any], Answer]]:
        """Return the functions for `gr.HTML`, which marks them and so takes no methods."""

        def show(asked: Any) -> Answer:
            return self.show(*_two(asked))

        def look(asked: Any) -> Answer:
            return self.look(*_two(asked))

        def stop(asked: Any) -> Answer:
            self._service.attempts.stop(_two(asked)[0])
            return {}

        return [show, look, stop]

    def show(self, query: str, try_it: str) -> Answer:
        """Return what a link shows, and start the networks if they are asked to try it."""
        read = read_state(query, self._service.photos.names)
        state, scene = read.state, self._service.scene(read.state)
        key = None
        if scene.task is not None and try_it:
            key = self._service.attempts.begin(scene.task)
        refused = ", ".join(read.refused)
        return {
            "query": write_state(state),
            "lesson": state.number,
            "values": {"photo": state.photo, **state.values},
            "answer": state.answer,
            "mode": state.mode,
            "said": self._words.frame.refused.format(names=refused) if refused else "",
            "attempt": key,
            **self._shown(scene, state),
        }

    def look(self, key: str, query: str) -> Answer:
        """Return how far the networks are, and the completed step when they are done."""
        attempt = self._service.attempts.look(key)
        if attempt is None or attempt.stopped:
            return {"over": True, "said": self._words.frame.stopped}
        if attempt.error is not None:
            return {"over": True, "said": sentence_of(attempt.error)}
        if attempt.results is None:
            return {"over": False, "share": attempt.share, "said": self._progress(attempt)}
        state = read_state(query, self._service.photos.names).state
        scene = self._service.judged(state, attempt.results)
        return {"over": True, "said": "", **self._shown(scene, state)}

    def _progress(self, attempt: Attempt) -> str:
        if attempt.share >= _ALMOST:
            return self._words.frame.almost
        return self._words.frame.working.format(percent=round(100 * attempt.share))

    def _shown(self, scene: Scene, state: LessonState) -> Answer:
        title = self._service.photos.title(state.step.photos, state.photo)
        photo = self._words.photo(state.photo, title)
        return {
            "figures": figures(scene, self._shelf, self._words, photo),
            "facts": facts(scene, state, self._words),
        }


def _two(asked: Any) -> tuple[str, str]:
    """Return the two texts a script sends; anything else counts as empty."""
    if isinstance(asked, list) and len(asked) == 2 and all(isinstance(text, str) for text in asked):
        return asked[0], asked[1]
    return "", ""
