"""Serves the owner's page beside a page of Gradio: `python serve_owner.py ASSETS DATA PORT`."""

import sys
from pathlib import Path


def main(assets, data, port):
    import gradio as gr

    from tests.ui.owner.owner_parts import fill, give_alike, make_routes, open_collection

    collection = open_collection(Path(data) / "collection")
    if not collection.statistics().photos:
        fill(collection)
        give_alike(collection)
    with gr.Blocks() as page:
        gr.Markdown("The public page")
    page.launch(
        server_port=int(port),
        app_kwargs={"routes": make_routes(collection, assets)},
        ssr_mode=False,
        quiet=True,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
