"""What owners do on their page, and what they then have before them."""

import re

from ssidkd.ui.words import ENGLISH

SAID = ENGLISH.owner


def card(page, identity):
    return page.locator(f'#grid .card[data-identity="{identity}"]')


def wait_for_state(page, identity, state):
    page.locator(
        f'.card[data-identity="{identity}"][data-state="{state}"]:not(.waiting)'
    ).wait_for()


def focused(page):
    return page.evaluate("document.activeElement.dataset.identity")


def settle(page, left):
    """Wait until the server has answered everything and the head counts so many."""
    text = SAID.review.left.format(count=left) if left else SAID.review.left_none
    page.locator("#left", has_text=re.compile(f"^{re.escape(text)}$")).wait_for()


def states(collection, identities):
    return [collection.record(identity).state for identity in identities]


def shown(page):
    return page.eval_on_selector_all("#grid .card", "cards => cards.map(c => c.dataset.identity)")


def choose_state(page, state):
    page.locator("#states label", has_text=SAID.review.states[state]).click()
