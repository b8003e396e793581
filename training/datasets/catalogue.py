"""The public sets that can be prepared: their layouts, where they live, and on what terms."""

from dataclasses import dataclass

from training.datasets.layouts import Layouts, ListedPairs, MatchedFiles, Photos, SideBySide

_GITHUB = "https://github.com"


@dataclass(frozen=True, kw_only=True)
class PublicSet:
    """One public data set."""

    title: str
    layouts: Layouts
    """Tried in this order."""
    counts: tuple[int, ...]
    """Pictures or pairs in each part as published: training, then test."""
    page: str
    """Where it is published."""
    licence: str
    size: str
    layout_source: str
    """Where the layout was read. Nobody here has unpacked the archives themselves."""
    confirmed: bool = True
    """Whether the source shows the layout of the published archive."""


_SPLIT_BY_SUFFIX = (
    MatchedFiles(rainy="rain/X2/*", pattern=r"rain/X2/(?P<key>.+)x2", clean="norain/{key}"),
    MatchedFiles(rainy="rain/*", pattern=r"rain/(?P<key>.+?)(x2)?", clean="norain/{key}"),
    # As other authors pack it again: the clean picture left.
    SideBySide(files="*", clean_side="left"),
)
_JORDER_PAGE = "https://www.icst.pku.edu.cn/struct/Projects/joint_rain_removal.html"
_JORDER_LAYOUT = (
    f"{_GITHUB}/Schizophreni/CoIC (test_model.py: rain/X2/norain-1x2.png with norain/norain-1.png; "
    f"mix_dataset.py: rain/norain-1x2.png); side by side: {_GITHUB}/cuiyixin555/SSID-KD "
    f"(dataset_Rain200H.py) and {_GITHUB}/XiaLiPKU/RESCAN/issues/10"
)

PUBLIC_SETS: dict[str, PublicSet] = {
    "rain200h": PublicSet(
        title="Rain200H (rain_data_train_Heavy, rain_data_test_Heavy)",
        layouts=_SPLIT_BY_SUFFIX,
        counts=(1800, 200),
        page=_JORDER_PAGE,
        licence="none found",
        size="not stated",
        layout_source=_JORDER_LAYOUT,
    ),
    "rain200l": PublicSet(
        title="Rain200L (rain_data_train_Light, rain_data_test_Light)",
        layouts=_SPLIT_BY_SUFFIX,
        counts=(1800, 200),
        page=_JORDER_PAGE,
        licence="none found",
        size="not stated",
        layout_source=_JORDER_LAYOUT,
    ),
    "rain1200": PublicSet(
        title="Rain1200 (DID-MDN-datasets)",
        layouts=(
            SideBySide(files="Rain_*/train2018new/*", clean_side="right"),
            SideBySide(files="*", clean_side="right"),
        ),
        counts=(12000, 1200),
        page=f"{_GITHUB}/hezhangsprinter/DID-MDN",
        licence="none stated",
        size="not stated",
        layout_source=f"{_GITHUB}/hezhangsprinter/DID-MDN (datasets/pix2pix_class.py; "
        f"derain_train_2018.py takes the left half as input)",
    ),
    "rain1400": PublicSet(
        title="Rain1400 (DDN, rainy_image_dataset)",
        layouts=(
            MatchedFiles(
                rainy="rainy_image/*",
                pattern=r"rainy_image/(?P<key>\d+)_(?P<version>\d+)",
                clean="ground_truth/{key}",
                name="{key}_{version}",
            ),
        ),
        counts=(12600, 1400),
        page="https://xueyangfu.github.io/projects/cvpr2017.html",
        licence="none stated",
        size="856 MB",
        layout_source=f"{_GITHUB}/rajeevyasarla/Syn2Real/issues/8 and {_GITHUB}/csdwren/PReNet "
        f"(DerainDataset.py, datasets/readme.txt)",
    ),
    "rain12": PublicSet(
        title="Rain12 (li_cvpr16_rain.zip)",
        layouts=(MatchedFiles(rainy="*_in", pattern=r"(?P<key>.+)_in", clean="{key}_GT"),),
        counts=(12,),
        page="http://yu-li.github.io/paper/li_cvpr16_rain.zip",
        licence="none found",
        size="not stated",
        layout_source=f"{_GITHUB}/Schizophreni/CoIC, an earlier test_model.py (001_in.png with "
        f"001_GT.png in one folder)",
        confirmed=False,
    ),
    "spa-data": PublicSet(
        title="SPA-Data",
        layouts=(
            ListedPairs(lists=("real_world.txt", "real_test_1000.txt")),
            MatchedFiles(
                rainy="real_world/*/*/*",
                pattern=r"real_world/(?P<scene>[^/]+)/(?P=scene)-(?P<frame>[^/]+)/"
                r"(?P=scene)-(?P=frame)_(?P<place>\d+_\d+)",
                clean="real_world_gt/{scene}/{scene}_{place}",
                name="{scene}-{frame}_{place}",
            ),
            MatchedFiles(rainy="rain/*", pattern=r"rain/(?P<key>.+)", clean="gt/{key}gt"),
        ),
        counts=(638492, 1000),
        page="https://stevewongv.github.io/derain-project.html",
        licence="BSD, 3 clauses (License.txt of the repository)",
        size="44 GB and 455 MB",
        layout_source=f"{_GITHUB}/stevewongv/SPANet (dataset.py, Train_Dataset_README.md, "
        f"Test_Datset_README.md) and {_GITHUB}/Schizophreni/CoIC (mix_dataset.py, test_model.py)",
    ),
    "real275": PublicSet(
        title="Real275",
        layouts=(Photos(files="test/rain/*"), Photos(files="*")),
        counts=(275,),
        page=f"{_GITHUB}/cuiyixin555/SSID-KD (folder Real275)",
        licence="none stated",
        size="not stated",
        layout_source=f"{_GITHUB}/cuiyixin555/SSID-KD (Real275/test/rain/norain-1.png ...)",
    ),
    "ivipc": PublicSet(
        title="IVIPC (IVIPC-DQA)",
        layouts=(Photos(files="*"),),
        counts=(206,),
        page=f"{_GITHUB}/wqb-uestc/DQA",
        licence="non-commercial research and education only; rights stay with the photographers",
        size="not stated",
        layout_source=f"{_GITHUB}/wqb-uestc/DQA (DATA/IVIPC/DATAFolder.py shows the six folders of "
        f"derained pictures; where the rainy photos lie is not shown)",
        confirmed=False,
    ),
}
"""By the name that `python -m training.prepare` takes."""
