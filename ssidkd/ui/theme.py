"""Colours, type and spacing of the page; what Gradio's variables cannot say is in assets/style/."""

import gradio as gr
from gradio.themes.utils.colors import Color

PETROL = Color(
    name="petrol",
    c50="#eef7f9",
    c100="#d6ebf0",
    c200="#aed6e0",
    c300="#7dbbca",
    c400="#479bb0",
    c500="#2a7f96",
    c600="#1f687d",
    c700="#1c5566",
    c800="#1b4755",
    c900="#193c48",
    c950="#0b2530",
)
SANS = ("Inter", "Segoe UI", "ui-sans-serif", "system-ui", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "monospace")


def build_theme() -> gr.themes.Base:
    """Return the theme: quiet greys, one accent, fonts that every system has."""
    return gr.themes.Base(
        primary_hue=PETROL,
        neutral_hue="slate",
        radius_size="md",
        font=SANS,
        font_mono=MONO,
    ).set(
        body_background_fill="#f6f8f9",
        body_background_fill_dark="#0e151a",
        block_background_fill="#ffffff",
        block_background_fill_dark="#151e24",
        background_fill_secondary_dark="#1b262d",
        block_border_color="#dfe5e9",
        block_border_color_dark="#25323a",
        border_color_primary="#dfe5e9",
        border_color_primary_dark="#2b3942",
        block_shadow="none",
        block_label_background_fill="*block_background_fill",
        block_label_text_color="*body_text_color_subdued",
        body_text_color="#16222a",
        body_text_color_dark="#e5ecf0",
        body_text_color_subdued="#52626c",
        body_text_color_subdued_dark="#9fb0ba",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_500",
        button_primary_background_fill_hover_dark="*primary_600",
        button_primary_text_color="#ffffff",
        button_secondary_background_fill="#ffffff",
        button_secondary_background_fill_dark="#1b262d",
        button_secondary_border_color="#cdd6db",
        button_secondary_border_color_dark="#34434d",
        button_border_width="1px",
        button_large_text_weight="500",
        button_medium_text_weight="500",
        layout_gap="16px",
        slider_color="*primary_600",
    )
