"""Finetuning jobs: their folders, their states, their queue, and the process that does the work."""
