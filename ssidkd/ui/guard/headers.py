"""What every answer tells the browser about how to handle it."""

POLICY = "; ".join(
    (
        "default-src 'self'",
        # Gradio's page starts with scripts inside itself, and makes functions out of texts.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' data: blob:",
        "font-src 'self' data:",
        # Gradio's page asks the Hub about its own Space.
        "connect-src 'self' data: blob: https://huggingface.co",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self' https://huggingface.co",
        "frame-ancestors 'self' https://huggingface.co https://*.hf.space",
    )
)
"""Of Gradio's page. It keeps out scripts, pictures and connections from elsewhere."""
HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
}
