"""Many pictures at once: derained one after the other, and handed over as one archive."""
