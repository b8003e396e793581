"""The line before the networks: who works, who waits for how long, and who is told to come back."""
