"""Tiny ONNX networks, written by hand, so that no package is needed to make them."""

import numpy as np

FLOAT, INTEGER = 1, 7  # numbers of ONNX's types


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


def write_detector(path, rows, *, turned=False, brightness=0.0):
    """Write a detector of fixed boxes, and return its path.

    Each is (centre x, centre y, width, height, confidences...) in the square it takes, of 64 px or
    of any other side. What the mean brightness of the square adds to every confidence is
    `brightness`.
    """
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
    path.write_bytes(content)
    return path
