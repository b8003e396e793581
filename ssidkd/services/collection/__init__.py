"""Real rainy photos that visitors give away: kept, reviewed, sent to a dataset, taken back."""
