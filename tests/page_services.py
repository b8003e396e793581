"""Real services of the page around networks so small that they answer at once."""

import shutil
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from ssidkd.core.detection import COCO_LABELS, OnnxDetector
from ssidkd.core.examples import MANIFEST, input_file
from ssidkd.core.metrics import niqe
from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.picture import save_png
from ssidkd.core.weights import LoadedWeights, WeightsCard
from ssidkd.services.collection.jobs import CollectionJobs
from ssidkd.services.collection.starting import Collecting
from ssidkd.services.collection.store import Collection
from ssidkd.services.comparing import ComparingService
from ssidkd.services.deraining import ROLES, DerainingService
from ssidkd.services.examples import ExampleService
from ssidkd.services.finding import FindingService
from ssidkd.services.jobs.keeper import JobKeeper
from ssidkd.services.jobs.runner import ChildRunner
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.starting import Finetuning
from ssidkd.services.outputs import OutputFolders
from ssidkd.services.quick_policy import QuickPolicy
from ssidkd.services.services import Services
from ssidkd.services.shelf import PictureShelf
from tests.job_folders import photo, write_tiny_weights
from tests.onnx_files import write_detector
from training.make_examples import make_results

TINY = NetworkConfig(channels=(4, 4, 4), units=(1, 1, 1))
PIXEL_LIMIT = 300 * 200
EXAMPLES = ("one", "two")
CLEAN = ("meadow", "tower")
DETECTOR = "detector.onnx"
_COLUMNS = "name,photo,title,description,author,licence,source,changes,preset,seed"


def load_tiny(role, variant="tiny"):
    """Return random weights, always the same ones for a role."""
    with torch.random.fork_rng():
        torch.manual_seed(ROLES.index(role))
        network = DerainNet(TINY).eval()
    card = WeightsCard(
        role=role, variant=variant, config=TINY, recipe="none", data="none", steps=0, commit=""
    )
    return LoadedWeights(network, card, sha256=f"{role} of a test")


def tiny_deraining(pixel_limit=PIXEL_LIMIT, **options):
    """Return a deraining service in float32, which gives the same numbers in every process."""
    policy = QuickPolicy("tiny", pixel_limit)
    return DerainingService(load_tiny, policy, precision="float32", **options)


def make_assets(folder, real_assets=None):
    """Fill an assets folder with two examples, and with the style and scripts of the real one."""
    for name in ("style", "scripts", "results", "owner") if real_assets else ():
        if (real_assets / name).is_dir():
            shutil.copytree(real_assets / name, folder / name)
    examples = folder / "examples"
    examples.mkdir()
    rows = [
        f"{name},{name}.jpg,Example {name},{name},A. Uthor,CC0-1.0,,,light,1" for name in EXAMPLES
    ]
    (examples / MANIFEST).write_text("\n".join([_COLUMNS, *rows]) + "\n", encoding="utf-8")
    for seed, name in enumerate(EXAMPLES):
        Image.fromarray(textured(96, 192, seed)).save(input_file(examples, name))
    make_results(examples, {role: load_tiny(role) for role in ROLES})
    make_clean_photos(folder / "clean")
    make_guard_photos(folder / "guard")
    make_outputs(folder)


def make_clean_photos(folder):
    """Fill a folder with two clean photos for the rain lab."""
    folder.mkdir()
    rows = [f"{name},{name}.jpg,Clean {name},a {name},A. Uthor,CC0-1.0,,,," for name in CLEAN]
    (folder / MANIFEST).write_text("\n".join([_COLUMNS, *rows]) + "\n", encoding="utf-8")
    for seed, name in enumerate(CLEAN, start=20):
        Image.fromarray(textured(96, 192, seed)).save(input_file(folder, name), quality=95)


def make_guard_photos(folder):
    """Fill a folder with two clean photos that guard a finetuned student."""
    folder.mkdir()
    rows = [f"guard{n},guard{n}.jpg,T,D,A. Uthor,CC0-1.0,,,," for n in range(2)]
    (folder / MANIFEST).write_text("\n".join([_COLUMNS, *rows]) + "\n", encoding="utf-8")
    for n in range(2):
        Image.fromarray(photo(110 + n, 64, 64)).save(input_file(folder, f"guard{n}"), quality=95)


def make_outputs(folder):
    """Write what an owner may add: a method's picture of an example, and a detector of one thing.

    The detector finds a car of 48 x 32 px at the left of any picture that is 192 px wide.
    """
    (folder / "outputs").mkdir()
    save_png(textured(96, 192, seed=40), folder / "outputs" / f"{EXAMPLES[1]}.png")
    confidences = [0.9 * (label == "car") for label in COCO_LABELS]
    rows = [[160, 160, 160, 640 / 6, *confidences]] * 100
    write_detector(folder / DETECTOR, rows)


def tiny_finetuning(assets: Path, data: Path) -> Finetuning:
    """Return finetuning jobs of tiny networks, in real child processes, kept in a data folder."""
    weights = data / "weights"
    weights.mkdir(parents=True, exist_ok=True)
    tiny = write_tiny_weights(weights / "student.safetensors", seed=1)
    jobs = JobService(data / "jobs", ChildRunner(assets=assets, device="cpu", nice=0))
    JobKeeper(jobs).start()
    return Finetuning(jobs=jobs, threads=1, starts={"tiny": tiny})


def build_collecting(data: Path, finetuning: Finetuning) -> Collecting:
    """Return a collection kept in a data folder, of which nothing is sent to the Hub."""
    collection = Collection(data / "collection", niqe)
    jobs = CollectionJobs(collection, finetuning)
    return Collecting(collection=collection, sync=None, disk_lasts=True, jobs=jobs)


def build_services(assets: Path, pictures: Path, data: Path | None = None) -> Services:
    """Return what `start_services` returns, with tiny networks.

    With `data` there are finetuning jobs and a collection too; then `close` it after use.
    """
    deraining = tiny_deraining()
    deraining.warm_up()
    examples = ExampleService(assets / "examples")
    finetuning = None if data is None else tiny_finetuning(assets, data)
    return Services(
        assets=assets,
        comparing=ComparingService(deraining, niqe),
        examples=examples,
        shelf=PictureShelf(pictures),
        outputs=OutputFolders([("Other", assets / "outputs")], examples),
        finding=FindingService(OnnxDetector(assets / DETECTOR)),
        finetuning=finetuning,
        collecting=build_collecting(data, finetuning) if data and finetuning else None,
    )


def textured(height, width, seed=0):
    """Return a picture with texture in every block, and with a bright top left corner."""
    rng = np.random.default_rng(seed)
    pixels = rng.integers(40, 160, (height, width, 3), dtype=np.uint8)
    pixels[: height // 3, : width // 3] = 250
    return pixels
