"""Which text of consent holds now. The page shows the text; the store asks for its version."""

TERMS_VERSION = "2026-11-28"
"""Changes with every change of the text's meaning; a donation under another version is refused."""
