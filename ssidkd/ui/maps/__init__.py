"""The parts of the tab "Maps"."""
