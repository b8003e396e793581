"""How much Gradio hands on at once: enough that our line before the networks says who waits.

Gradio's queue tells nobody when their turn comes by our measure, and gives the place of a call that
was cancelled to the next one while the first still computes.
"""

from ssidkd.services.admission.limits import DEFAULT_LIMITS

CALLS_AT_ONCE = DEFAULT_LIMITS.most + 16
"""Of one kind that uses the networks: those who find no place hear so at once."""
THREADS = 2 * CALLS_AT_ONCE
"""Who waits takes a thread for half a second at a time; what is quick needs some beside them."""
QUEUE_LENGTH = DEFAULT_LIMITS.most
"""Calls that may wait for Gradio itself, for all that does not use the networks."""
