"""Every sentence of the report that is the same whatever was measured."""

HEAD = """# What was trained, and how good it is

Written by `python -m training.report` from what `python -m training.evaluate` measured; do not edit
it. PSNR and SSIM are in the convention `rgb` of the paper's own scripts unless a column says `y`,
on pictures of 8 bits. NIQE is better when lower, but it sees no rain and can be fooled: read it
with the mean of the dark channel (rain veils raise it) and the sharpness (blur lowers it).
Intervals are paired bootstrap 95 % intervals over pictures.
"""

PAPER_HEAD = """## Beside the paper

The paper trains one network for each data set, on 1,800 to 12,600 pairs of it; ours is one network
for all rain, trained on what the table of weights says. Numbers in brackets say how many of the
test pictures ours were measured on: a part of a test set is another test set, so compare ours with
our own row of rainy pictures first. A question mark is a number whose place in the paper's text is
in doubt.
"""

COST_NOTE = """Multiply-adds are those of the convolutions for a picture of 128 x 128 px, the size
that fits the paper's numbers.
"""

PICTURES_HEAD = """## Pictures

Synthetic rain on CC0 photos that no training run has seen, cut from the middle at 100 %, with the
PSNR of the whole picture. Authors and sources are in `assets/examples/manifest.csv` and
`assets/guard/manifest.csv`.
"""
