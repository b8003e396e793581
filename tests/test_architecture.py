"""The layout's rules: app -> ui -> services -> learning -> core <- training, and quiet imports."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORE, LEARNING, SERVICES = "ssidkd.core", "ssidkd.learning", "ssidkd.services"
UI, COMMANDS, TRAINING = "ssidkd.ui", "ssidkd.commands", "training"
MAY_IMPORT = {
    CORE: set(),
    LEARNING: {CORE},
    SERVICES: {CORE, LEARNING},
    COMMANDS: {CORE, LEARNING, SERVICES},
    UI: {CORE, LEARNING, SERVICES},
    TRAINING: {CORE, LEARNING},
    "ssidkd": {CORE, COMMANDS},
    "app": {CORE, SERVICES, UI},
}
PACKAGE_OF = {"cv2": "opencv-python-headless", "PIL": "pillow", "yaml": "pyyaml"}
OPTIONAL = {"transformers"}  # tests that need it say so and are skipped
HOME_OF = {"gradio": {UI}, "plotly": {UI, TRAINING}}
# Written in pieces so that this file does not hold what it looks for.
HOSTS = (
    "py" + "pi.org",
    "python" + "hosted",
    "npm" + "js.",
    "deb" + ".debian",
    "download.py" + "torch",
)
MACHINE_PATH = re.compile(r"(^|[^\w.])/(work|root)" + "/", re.MULTILINE)
IMPORT_ALL = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
import torch
assert not torch.cuda.is_initialized(), "CUDA was initialised"
"""


def sources(*places):
    paths = [ROOT / place for place in places or ("ssidkd", "training", "tests", "app.py")]
    return [
        source
        for path in paths
        for source in ([path] if path.is_file() else sorted(path.rglob("*.py")))
    ]


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer_of(module):
    inside = [layer for layer in MAY_IMPORT if f"{module}.".startswith(f"{layer}.")]
    return max(inside, key=len, default=None)


def imported_names(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively, which hides the layer"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def import_in_child(modules, folder, check=""):
    command = [sys.executable, "-c", IMPORT_ALL + check, *modules]
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "GRADIO_ANALYTICS_ENABLED": "False",
    }
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("path", sources("ssidkd", "training", "app.py"), ids=module_name)
def test_a_layer_imports_only_what_lies_below_it(path):
    layer = layer_of(module_name(path))
    for name in imported_names(path):
        assert layer_of(name) in {None, layer} | MAY_IMPORT[layer], f"{path} imports {name}"
        library = name.split(".")[0]
        assert layer in HOME_OF.get(library, {layer}), f"{path} imports {library}"


@pytest.mark.parametrize(
    ("requirements", "places"),
    [
        (["requirements.txt"], ["ssidkd", "app.py"]),
        (["requirements.txt", "requirements-training.txt"], ["training"]),
        (["requirements.txt", "requirements-dev.txt"], ["tests"]),
    ],
)
def test_what_is_imported_is_required(requirements, places):
    lines = [line for name in requirements for line in (ROOT / name).read_text().splitlines()]
    required = {re.match(r"[\w-]*", line)[0].lower().replace("-", "_") for line in lines}
    known = sys.stdlib_module_names | {"ssidkd", "training", "tests", "app"}
    for path in sources(*places):
        beside = {neighbour.stem for neighbour in path.parent.glob("*.py")}  # of a folder run whole
        modules = {name.split(".")[0] for name in imported_names(path)}
        for module in modules - known - OPTIONAL - beside:
            package = PACKAGE_OF.get(module, module).replace("-", "_")
            assert package in required, f"{path} imports {module}"


def test_importing_the_layers_below_the_page_does_nothing(tmp_path):
    modules = [
        module_name(path)
        for path in sources("ssidkd", "training")
        if path.name != "__main__.py" and layer_of(module_name(path)) != UI
    ]
    run = import_in_child(modules, tmp_path, "assert 'gradio' not in sys.modules, 'gradio'")
    assert (run.stderr, run.stdout, run.returncode) == ("", "", 0)
    assert not list(tmp_path.iterdir())


def test_importing_the_page_does_nothing(tmp_path):
    modules = [module_name(path) for path in sources("ssidkd/ui", "app.py")]
    run = import_in_child(modules, tmp_path)
    assert (run.stderr, run.stdout, run.returncode) == ("", "", 0)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("path", sources("ssidkd", "training", "app.py"), ids=module_name)
def test_the_device_is_passed_never_called_for(path):
    assert ".cuda" + "(" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sources("ssidkd"), ids=module_name)
def test_the_package_never_prints(path):
    calls = [
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
    ]
    assert not [
        call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]


@pytest.mark.parametrize("path", sources(), ids=module_name)
def test_no_file_is_longer_than_300_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_the_entry_point_only_wires():
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 60


def test_no_text_names_a_package_host_or_a_path_of_one_machine():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode != 0:
        pytest.skip("needs a git checkout to know which files are the project's")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file() and b"\0" not in (data := (ROOT / name).read_bytes()):
            text = data.decode("utf-8", errors="replace")
            assert not [host for host in HOSTS if host in text], name
            assert not MACHINE_PATH.search(text), name
