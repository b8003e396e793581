"""What the page consists of, as its configuration tells every browser."""

from collections import defaultdict


class PageMap:
    """Parts and events of the English page.

    Args:
        config: what the server answers under /config.
    """

    def __init__(self, config):
        self._parts = {part["id"]: part for part in config["components"]}
        english = config.get("page", {}).get("", {}).get("dependencies")
        self.events = {
            event["id"]: event
            for event in config["dependencies"]
            if english is None or event["id"] in english
        }
        self._after = defaultdict(list)
        self._told = defaultdict(list)
        for event in self.events.values():
            if event.get("trigger_after") is not None:
                self._after[event["trigger_after"]].append(event)
            for part, what in event["targets"]:
                self._told[part, what].append(event)

    def named(self, identity, what):
        """Return the event of a part that has an identity of its own."""
        for (part, told), events in self._told.items():
            if told == what and self.identity(part) == identity:
                return events[0]
        raise LookupError(f"The page has no {what} of {identity}.")

    def number(self, identity):
        """Return the number of a part that has an identity."""
        for event in self.events.values():
            for part in (*event["inputs"], *event["outputs"]):
                if self.identity(part) == identity:
                    return part
        raise LookupError(f"The page has no part {identity}.")

    def identity(self, part):
        """Return the identity of a part, empty if it has none."""
        known = self._parts.get(part)
        return (known["props"].get("elem_id") or "") if known else ""

    def clock_of(self, identity):
        """Return the event of the clock that keeps a part of the page up to date."""
        part = self.number(identity)
        for (_, what), events in self._told.items():
            if what == "tick" and part in events[0]["outputs"]:
                return events[0]
        raise LookupError(f"No clock changes {identity}.")

    def on_load(self):
        """Return the events of a page that has just been opened."""
        return [
            event
            for event in self.events.values()
            if any(what == "load" for _, what in event["targets"])
        ]

    def on_change(self, part):
        """Return the events of a part that has changed."""
        return self._told[part, "change"]

    def after(self, event, succeeded):
        """Return what follows an event."""
        return [
            one
            for one in self._after[event["id"]]
            if succeeded or not one.get("trigger_only_on_success")
        ]

    def first_value(self, part):
        """Return what a browser sends for a part that nobody has touched."""
        known = self._parts.get(part)
        if known is None or known["type"] == "state":
            return None
        props = known["props"]
        return props.get("default_value") if known["type"] == "browserstate" else props.get("value")
