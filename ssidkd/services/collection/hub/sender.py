"""One step of the work: look at the dataset, and make at most one commit."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ssidkd.services.collection.hub.changes import addition, pictures_of, removal
from ssidkd.services.collection.hub.client import Change, DatasetClient, Head
from ssidkd.services.collection.hub.faults import HubError
from ssidkd.services.collection.hub.proposals import TITLE, Proposals
from ssidkd.services.collection.hub.rows import day
from ssidkd.services.collection.hub.sending_store import SendingStore, identities_of
from ssidkd.services.collection.hub.suspects import Suspects
from ssidkd.services.collection.hub.views import View, Views
from ssidkd.services.collection.records import PhotoRecord, Tombstone

PHOTOS_PER_COMMIT = 50
REMOVALS_PER_COMMIT = 40
"""With photos and lists less than the 100 files that the Hub recommends for a commit."""
_MANY = 1000
_MEMORY = "dataset"
_TAKEN_BACK_ELSEWHERE = "It was taken back at another copy of this app."


@dataclass(frozen=True, kw_only=True)
class Step:
    """What came of one step."""

    main: Head
    committed: bool = False
    """A commit was made, or a pull request opened."""
    more: bool = False
    """There is work left that can be done now."""
    pull_request: int | None = None
    """The open one."""
    closed: int | None = None
    """The one whose closing holds photos back."""
    refusal: HubError | None = None
    """The Hub does not take one photo, and it is not known whether others would do."""


@dataclass
class Sender:
    """Sends photos to one dataset and removes them there.

    Args:
        store: of the photos.
        client: of the dataset.
        private: how the dataset is made if there is none.
        pull_requests: whether changes are proposed rather than made.
    """

    store: SendingStore
    client: DatasetClient
    private: bool
    pull_requests: bool
    suspects: Suspects = field(default_factory=Suspects)

    def __post_init__(self) -> None:
        self.views = Views(self.client)
        self.proposals = Proposals(self.store, self.client, self.views)

    def step(self) -> Step:
        """Do what can be done with one commit; withdrawals go before photos.

        Raises:
            HubError: nothing could be done.
        """
        main = self._main()
        number = self.proposals.current(main) if self.pull_requests else None
        done = Step(main=main, pull_request=number)
        stones = self.store.to_remove(_MANY)
        target = self._target(main, number) if stones or self._may_send() else main
        removed = self._remove(done, target, stones) if stones else None
        return removed or self._send(done, target)

    def _main(self) -> Head:
        """Return the dataset's head; a dataset that is new gets everything once more."""
        try:
            head = self.client.head()
        except HubError as fault:
            if fault.kind != "missing":
                raise
            self.client.create(self.private)
            head = self.client.head()
            self._remember(all_again=True)
        if self.store.remembered(_MEMORY).get("name") != self.client.name:
            self._remember(all_again=True)
        return head

    def _remember(self, all_again: bool) -> None:
        self.store.remember(_MEMORY, {"name": self.client.name, "all_again": all_again})

    def _target(self, main: Head, number: int | None) -> Head:
        """Return what the next commit is made on top of."""
        return main if number is None else self.client.head(f"refs/pr/{number}")

    def _may_send(self) -> bool:
        again = self.store.remembered(_MEMORY).get("all_again")
        return bool(again or self.store.to_send(1, in_pull_request=self.pull_requests))

    def _remove(self, done: Step, target: Head, stones: Sequence[Tombstone]) -> Step | None:
        """Take photos out of the dataset; None if all that can be done is done."""
        gone, files = self.views.gone(self.views.at(done.main), identities_of(stones))
        if gone:
            self.store.mark_removed(gone, done.main.revision)
        left = [stone for stone in stones if stone.identity not in set(gone)]
        view = self.views.at(target)
        if target.branch != done.main.branch:
            proposed, files = self.views.gone(view, identities_of(left))
            left = [stone for stone in left if stone.identity not in set(proposed)]
        if not left:
            return None
        some = left[:REMOVALS_PER_COMMIT]
        change, after = removal(view, some, files)
        step = self._commit(done, change, after)
        if not self.pull_requests:
            self.store.mark_removed(identities_of(some), step.main.revision)
        return step

    def _send(self, done: Step, target: Head) -> Step:
        if self.proposals.closed is not None:
            return replace(done, closed=self.proposals.closed)
        batch, more = self._batch(target)
        if not batch:
            return replace(done, more=more)
        once_more = batch[0].state == "committed"
        if not once_more:
            batch = self.store.mark_queued(identities_of(batch))
        view = self.views.at(target)
        found = self.views.sorted(view, identities_of(batch))
        self._arrived(found.whole, target.revision, done.pull_request)
        left = [one for one in batch if one.identity in set(found.left)]
        left = [one for one in left if not self._taken_back_elsewhere(view, one)]
        pictures = pictures_of(self.store, left)
        left = [one for one in left if one.identity in pictures]
        if not left:
            return replace(done, more=True)
        missing = {one: path for one, path in pictures.items() if one not in found.with_file}
        change, after = addition(view, left, missing, self.client.name)
        if once_more:  # it was fine before, so no photo is to blame
            step = self._commit(done, change, after)
            self._arrived(identities_of(left), step.main.revision, step.pull_request)
            return step
        return self._commit_photos(done, change, after, identities_of(left))

    def _batch(self, target: Head) -> tuple[list[PhotoRecord], bool]:
        """Return the photos of the next commit, and whether it is worth to look again at once."""
        if self.store.remembered(_MEMORY).get("all_again"):
            rows = self.views.at(target).metadata.identities
            lost = (one for one in self.store.published() if one.identity not in rows)
            again = [one for one, _ in zip(lost, range(PHOTOS_PER_COMMIT), strict=False)]
            if again:
                return again, True
            self._remember(all_again=False)
        waiting = self.store.to_send(PHOTOS_PER_COMMIT + len(self.suspects.aside()))
        aside = self.suspects.aside()
        others = [one for one in waiting if one.identity not in aside]
        group = self.suspects.next_group(identities_of(waiting), bool(others))
        if group:
            return [one for one in waiting if one.identity in set(group)], True
        return others[:PHOTOS_PER_COMMIT], bool(others)

    def _taken_back_elsewhere(self, view: View, record: PhotoRecord) -> bool:
        """Tell whether another copy of the app was asked to remove what was given before that."""
        row = view.withdrawn.rows().get(record.identity)
        if row is None or not day(record.received) < str(row.get("day", "")):
            return False
        self.store.mark_refused(record.identity, _TAKEN_BACK_ELSEWHERE)
        return True

    def _commit_photos(self, done: Step, change: Change, after: View, sent: Sequence[str]) -> Step:
        try:
            step = self._commit(done, change, after)
        except HubError as fault:
            if fault.kind != "content":
                raise
            return self._refused(done, sent, fault)
        self.suspects.taken(sent)
        self._arrived(sent, step.main.revision, step.pull_request)
        return step

    def _refused(self, done: Step, sent: Sequence[str], fault: HubError) -> Step:
        blamed = self.suspects.refused(sent)
        if blamed:
            self.store.mark_refused(blamed, f"The Hub does not take it. {fault.words}".strip())
        unsure = len(sent) == 1 and not blamed and not self.suspects.groups
        return replace(done, more=True, refusal=fault if unsure else None)

    def _arrived(self, identities: Sequence[str], revision: str, number: int | None) -> None:
        if not identities:
            return
        if self.pull_requests and number is not None:
            self.store.mark_pull_request(identities, number)
        else:
            self.store.mark_committed(identities, revision)

    def _commit(self, done: Step, change: Change, after: View) -> Step:
        """Commit on top of the branch that `after` belongs to, or propose it as a new one."""
        new = self.pull_requests and done.pull_request is None
        if new:
            change = replace(change, title=TITLE)
        made = self.client.commit(change, after.head, as_pull_request=new)
        if made.pull_request is not None:
            self.proposals.opened(made.pull_request)
            return replace(done, committed=True, more=True, pull_request=made.pull_request)
        self.views.committed(after, made.revision)
        main = done.main
        if after.head.branch == main.branch:
            main = replace(main, revision=made.revision)
        return replace(done, main=main, committed=True, more=True)
