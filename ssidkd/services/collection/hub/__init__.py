"""Sends accepted photos to a dataset on the Hugging Face Hub, and removes what was taken back."""
