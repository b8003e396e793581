"""One file for each tab."""
