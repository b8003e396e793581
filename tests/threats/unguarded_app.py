"""The same app with its guards taken out: what the tests of this folder have to notice."""

import sys

import app
from ssidkd.ui import layout, serving


def main():
    """Serve the page as Gradio alone would."""
    serving.guards = lambda *_, **__: []
    layout.refuse_what_no_page_sends = lambda _: None
    return app.main()


if __name__ == "__main__":
    sys.exit(main())
