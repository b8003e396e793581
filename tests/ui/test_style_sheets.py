"""What Gradio 6.31 does to style sheets, which a rule must survive."""

import re

import pytest

from ssidkd.core.assets import assets_folder

SHEETS = sorted((assets_folder() / "style").glob("*.css"))
IDENTITIES = [sheet.stem for sheet in SHEETS]


@pytest.mark.parametrize("sheet", SHEETS, ids=IDENTITIES)
def test_no_selector_has_a_list_in_brackets(sheet):
    # Gradio puts its own prefix before every part between commas, also inside brackets.
    lists = re.findall(r":(?:is|where|not|has)\([^()]*,", sheet.read_text(encoding="utf-8"))
    assert lists == []


@pytest.mark.parametrize("sheet", SHEETS, ids=IDENTITIES)
def test_rules_for_a_width_do_not_name_the_page_itself(sheet):
    # Such rules are kept with Gradio's prefix only, and the page is not inside of itself.
    blocks = re.findall(
        r"^@media.*?^}", sheet.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    assert [block for block in blocks if ".gradio-container " in block] == []
