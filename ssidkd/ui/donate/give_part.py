"""Step 3 of the tab: the text, the box, the button, and what became of the photos."""

from collections.abc import Iterator, Sequence
from secrets import token_urlsafe
from typing import Any

import gradio as gr

from ssidkd.services.collection.errors import TermsChangedError
from ssidkd.services.collection.offer import DonationAnswer, Offer
from ssidkd.services.collection.starting import Collecting
from ssidkd.services.collection.terms import TERMS_VERSION
from ssidkd.services.jobs.photos import PhotoIntake, Tray, WaitingPhoto
from ssidkd.ui import pieces as page_pieces
from ssidkd.ui.batch.events import AT_ONCE, WORKING
from ssidkd.ui.context import PageContext
from ssidkd.ui.desk import HIDDEN
from ssidkd.ui.donate import pieces
from ssidkd.ui.donate.about_part import NAMED, AboutPart
from ssidkd.ui.donate.donor import Donor, read_donor
from ssidkd.ui.donate.photos_part import PhotosPart
from ssidkd.ui.donate.pressing import pressed
from ssidkd.ui.donate.receipt_view import answer_html
from ssidkd.ui.donate.sending import Sent, offered_photos, send
from ssidkd.ui.donate.sentences import problem_of
from ssidkd.ui.donate.states import here_sentences, sync_sentences
from ssidkd.ui.donate.terms_view import terms_html

Changes = dict[Any, Any]
_LATER = ("no_room", "failed")
"""Outcomes after which a photo stays in the form: it may be given another time."""


class GivePart:
    """Lays the step out inside the current block and wires it.

    Args:
        context: of the page.
        collecting: takes the photos.
        photos: the first step.
        about: the second.
        intake: keeps the photos until then.
        answer: shows what became of the photos, in place of the form.
    """

    def __init__(
        self,
        context: PageContext,
        collecting: Collecting,
        photos: PhotosPart,
        about: AboutPart,
        intake: PhotoIntake,
        answer: gr.HTML,
    ) -> None:
        self._collecting, self._photos, self._about = collecting, photos, about
        self._intake, self._donor, self._answer = intake, context.donor, answer
        self._words = words = context.words
        said = words.donate
        gr.HTML(pieces.step_head(3, said.give_title, said.only_here))
        self._terms = gr.HTML(terms_html(words), elem_id="donate-terms")
        # In the page, not in the session: it says which text this very page has shown.
        self._version = gr.Textbox(TERMS_VERSION, visible=HIDDEN, elem_id="donate-version")
        self._consent = gr.Checkbox(
            False, label=said.terms.box, container=False, elem_id="donate-consent"
        )
        with gr.Row(elem_classes=["donate-give"]):
            self._give = gr.Button(
                said.give, variant="primary", size="lg", interactive=False, elem_id="donate-give"
            )
            self._status = gr.HTML(page_pieces.status(said.need_photos), elem_id="donate-status")
        self.given = self._wire()
        """The event after which there may be one more donation."""

    def ready(self, tray: Tray, consent: object, licence: object, credit: object) -> Changes:
        """Say what is missing, and let the button be pressed when nothing is."""
        sentence = self._missing(tray, consent, licence, credit)
        said, count = self._words.donate, len(tray.photos)
        if sentence:
            line = sentence
        else:
            template = said.ready_one if count == 1 else said.ready
            line = template.format(n=count, licence=said.licences.get(str(licence), ""))
        return {
            self._give: gr.update(interactive=not sentence),
            self._status: page_pieces.status(line),
        }

    def give(
        self,
        tray: Tray,
        version: object,
        consent: object,
        licence: object,
        credit: object,
        remembered: object,
        *description: object,
    ) -> Iterator[Changes]:
        """Hand the photos over as they are asked for, and show what became of them.

        Consent and the version of the text go to the collection just as they came.
        """
        yield gr.skip()
        said = self._words.donate
        # Read once: a second press before this one is through is the same request.
        key, donor = tray.key or token_urlsafe(16), read_donor(remembered).known()
        if not tray.photos or tray.readings:
            yield self._refused(said.still_reading if tray.readings else said.need_photos)
            return
        given = tray.photos
        total = len(given)
        yield {
            self._give: gr.update(interactive=False),
            self._status: self._progress(0, total),
            self._donor: donor.sending(key).remembered(),
        }
        try:
            offer = Offer(
                photos=offered_photos(self._intake, tray),
                consent=consent,
                terms=version,
                licence=licence,
                credit=credit,
                description=self._about.description(*description),
                visitor=donor.identity,
                key=key,
            )
            for event in send(self._collecting.collection, offer):
                if isinstance(event, Sent):
                    _keep_for_later(tray, given, event.answer)
                    yield self._given(event, tray, donor)
                elif event is not None:
                    yield {self._status: self._progress(event, total)}
        except TermsChangedError:
            yield self._ask_again() | {self._donor: donor.remembered()}
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            problem = problem_of(error, self._words)
            yield self._refused(problem) | {self._donor: donor.remembered()}

    def more(self, event: gr.EventData) -> Changes:
        """Show the form again."""
        return {self._answer: ""} if pressed(event).get("act") == "more" else gr.skip()

    def _given(self, sent: Sent, tray: Tray, donor: Donor) -> Changes:
        """Return the changes that show what became of the photos."""
        more: list[str] = []
        if sent.receipt is not None:
            more = [
                " ".join(here_sentences(sent.receipt.photos, self._collecting, self._words)),
                *sync_sentences(self._collecting, self._words),
            ]
        return {
            self._answer: answer_html(
                sent.answer, sent.receipt, sent.thumbnails, more, self._words
            ),
            self._donor: donor.with_code(sent.answer.code).remembered(),
            self._consent: False,
            self._give: gr.update(interactive=False),
            self._status: page_pieces.status(self._words.donate.need_photos),
            **self._photos.shown_of(tray),
        }

    def _missing(self, tray: Tray, consent: object, licence: object, credit: object) -> str:
        """Return what is still to be done, empty when nothing is."""
        said = self._words.donate
        if tray.readings:
            return said.still_reading
        if not tray.photos:
            return said.need_photos
        if licence == NAMED and not str(credit or "").strip():
            return said.need_credit
        return "" if consent is True else said.need_consent

    def _ask_again(self) -> Changes:
        """Return the changes that show the text that holds now, to be agreed to anew."""
        return {
            self._terms: terms_html(self._words, changed=True),
            self._version: TERMS_VERSION,
            self._consent: False,
            **self._refused(self._words.donate.terms.changed),
        }

    def _refused(self, sentence: str) -> Changes:
        return {
            self._give: gr.update(interactive=True),
            self._status: page_pieces.problem(sentence),
        }

    def _progress(self, done: int, total: int) -> str:
        sentence = self._words.donate.sending.format(n=min(done + 1, total), total=total)
        return pieces.working(sentence, done / total)

    def _wire(self) -> Any:
        photos, about = self._photos, self._about
        asked = [photos.tray, self._consent, about.licence, about.credit]
        said = [self._give, self._status]
        # Not `input` of the name: of Gradio 6.31's text that is pasted first, it does not tell.
        gr.on(
            [self._consent.input, about.licence.input, about.credit.change],
            self.ready, asked, said, **AT_ONCE,
        )  # fmt: skip
        for changed in photos.changed:
            changed.then(self.ready, asked, said, **AT_ONCE)
        tray, *others = asked
        given = self._give.click(
            self.give,
            [tray, self._version, *others, self._donor, *about.fields],
            [*said, self._terms, self._version, self._consent, self._answer, self._donor,
             *photos.shown],
            **{**WORKING, "trigger_mode": "once"},
        )  # fmt: skip
        self._answer.select(self.more, None, self._answer, **AT_ONCE)
        return given


def _keep_for_later(tray: Tray, given: Sequence[WaitingPhoto], answer: DonationAnswer) -> None:
    """Take the photos out of a tray that need not be given again; others may have come meanwhile.

    Args:
        tray: of the visitor.
        given: what was given.
        answer: what became of it, in the same order.
    """
    done = {
        photo.identity
        for photo, what in zip(given, answer.photos, strict=True)
        if what.outcome not in _LATER
    }
    tray.photos = tuple(photo for photo in tray.photos if photo.identity not in done)
    tray.left_out = ()
