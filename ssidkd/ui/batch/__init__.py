"""Parts of the tab "Batch and video"."""
