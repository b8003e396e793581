"""The tab "Donate": photos, consent, receipt, and how to take photos back."""
