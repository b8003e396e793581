"""Scores of deraining methods on pairs and on real photos, side by side."""
