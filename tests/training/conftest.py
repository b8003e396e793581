"""What tests of the command lines share: pairs, photos, weights and ONNX networks, all tiny.

The ONNX files are written by hand, so that no package is needed to make them.
"""

import cv2
import numpy as np
import pytest

from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.picture import save_png
from ssidkd.core.weights import WeightsCard, save_weights

FLOAT, INTEGER = 1, 7  # numbers of ONNX's types


def photo(seed, height=96, width=200):
    """Return a blurred random picture, large enough for NIQE."""
    noise = np.random.default_rng(seed).integers(0, 200, (height, width, 3), np.uint8)
    return cv2.GaussianBlur(noise, (0, 0), 1.5)


def rainy(pixels, strength):
    streaks = np.random.default_rng(strength).random(pixels.shape[:2]) < 0.1
    return np.clip(pixels.astype(int) + strength * streaks[..., None], 0, 255).astype(np.uint8)


@pytest.fixture
def pairs_folder(tmp_path):
    """A folder laid out like data/val: norain/, rain_light/, rain_heavy/."""
    root = tmp_path / "val"
    for folder in ("norain", "rain_light", "rain_heavy"):
        (root / folder).mkdir(parents=True)
    for seed in range(2):
        clean = photo(seed)
        save_png(clean, root / "norain" / f"p-{seed}.png")
        save_png(rainy(clean, 30), root / "rain_light" / f"p-{seed}.png")
        save_png(rainy(clean, 90), root / "rain_heavy" / f"p-{seed}.png")
    return root


@pytest.fixture
def real_folder(tmp_path):
    """A folder of three photos without truth; the last is too small for NIQE."""
    root = tmp_path / "real"
    root.mkdir()
    for seed in range(2):
        save_png(rainy(photo(10 + seed), 60), root / f"r-{seed}.png")
    save_png(photo(12, 64, 64), root / "r-2.png")
    return root


@pytest.fixture
def make_weights(tmp_path):
    """Return a function that writes weights of a tiny network and returns their path."""

    def make(name="student", role="student"):
        network = DerainNet(NetworkConfig(channels=(2, 2, 2), units=(1, 1, 1))).eval()
        card = WeightsCard(
            role=role, variant="tiny", config=network.config, recipe="ours", data="noise",
            steps=1234, commit="abc1234",
        )  # fmt: skip
        path = tmp_path / f"{name}.safetensors"
        save_weights(network, card, path)
        return path

    return make


def varint(number):
    out = bytearray()
    while True:
        number, low = number >> 7, number & 0x7F
        out.append(low | (0x80 if number else 0))
        if not number:
            return bytes(out)


def field(number, value):
    """Encode one protobuf field: an integer, or anything with a length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def tensor(name, values):
    """TensorProto: dims 1, data_type 2, name 8, raw_data 9."""
    values = np.asarray(values)
    kind = INTEGER if values.dtype.kind == "i" else FLOAT
    values = values.astype("<i8" if kind == INTEGER else "<f4")
    dims = b"".join(field(1, size) for size in values.shape)
    return dims + field(2, kind) + field(8, name) + field(9, values.tobytes())


def value_info(name, shape):
    """ValueInfoProto: name 1, type 2 = tensor_type 1 = elem_type 1, shape 2 = dim 1."""
    dims = b"".join(field(1, field(1, size)) for size in shape)
    return field(1, name) + field(2, field(1, field(1, FLOAT) + field(2, dims)))


def node(kind, inputs, output, **integers):
    """NodeProto: input 1, output 2, op_type 4, attribute 5 = name 1, i 3, type 20."""
    links = b"".join(field(1, name) for name in inputs) + field(2, output)
    attributes = b"".join(
        field(5, field(1, name) + field(3, value) + field(20, 2))
        for name, value in integers.items()
    )
    return links + field(4, kind) + attributes


def model(nodes, constants, input_shape, output_shape):
    """ModelProto: ir_version 1, graph 7, opset_import 8; GraphProto: node 1, name 2, ..."""
    graph = b"".join(field(1, one) for one in nodes) + field(2, "tiny")
    graph += b"".join(field(5, tensor(name, values)) for name, values in constants.items())
    graph += field(11, value_info("picture", input_shape))
    graph += field(12, value_info("result", output_shape))
    return field(1, 8) + field(7, graph) + field(8, field(2, 13))


@pytest.fixture
def colour_segmenter(tmp_path):
    """A network whose class is the strongest colour: 0 red, 1 green, 2 blue."""
    content = model(
        [node("Conv", ["picture", "weights"], "result")],
        {"weights": np.eye(3)[:, :, None, None]},
        (1, 3, 64, 64),
        (1, 3, 64, 64),
    )
    path = tmp_path / "colours.onnx"
    path.write_bytes(content)
    return path


@pytest.fixture
def make_detector(tmp_path):
    """Return a function that writes a detector of fixed boxes.

    Each is (centre x, centre y, width, height, confidences...) in a square of 64 px. What the mean
    brightness of the square adds to every confidence is `brightness`.
    """

    def make(rows, *, turned=False, brightness=0.0):
        rows = np.asarray(rows, np.float32)
        values = rows if turned else rows.T
        weights = np.zeros((3, *rows.shape), np.float32)
        weights[:, :, 4:] = brightness / 3
        weights = weights if turned else weights.transpose(0, 2, 1)
        content = model(
            [
                node("GlobalAveragePool", ["picture"], "mean"),
                node("Flatten", ["mean"], "flat"),
                node("Gemm", ["flat", "weights", "rows"], "listed"),
                node("Reshape", ["listed", "shape"], "result"),
            ],
            {
                "weights": weights.reshape(3, -1),
                "rows": values.reshape(-1),
                "shape": np.array([1, *values.shape]),
            },
            (1, 3, 64, 64),
            (1, *values.shape),
        )
        path = tmp_path / "boxes.onnx"
        path.write_bytes(content)
        return path

    return make
