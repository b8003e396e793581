"""The owner's page: a small application of its own, beside Gradio's, behind one guard."""
