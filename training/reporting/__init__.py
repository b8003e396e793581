"""The report on what was trained: numbers beside the paper's, aims, and pictures."""
