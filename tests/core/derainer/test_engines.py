import pytest
import torch

from ssidkd.core.derainer.devices import has_fast_bf16
from ssidkd.core.derainer.engine import Engine
from ssidkd.core.derainer.engines import LARGEST_DIFFERENCE, Engines, rain_difference
from ssidkd.core.network.config import VARIANTS
from ssidkd.core.network.derain_net import DerainNet, DerainOutput

CPU = torch.device("cpu")
needs_bf16 = pytest.mark.skipif(not has_fast_bf16(CPU), reason="needs a processor with bf16")


class WrongInBf16(DerainNet):
    """A network that bf16 ruins: it sees more rain everywhere."""

    extra = 2 / 255

    def forward(self, picture: torch.Tensor) -> DerainOutput:
        output = super().forward(picture)
        if picture.dtype == torch.bfloat16:
            return output._replace(rain=output.rain.float() + self.extra)
        return output


class NotANumberInBf16(WrongInBf16):
    extra = float("nan")


def test_float32_engine_computes_what_the_network_computes(tiny_network):
    picture = torch.rand(1, 3, 64, 96)
    rain, code = Engine(tiny_network, CPU, "float32").run(picture)
    with torch.inference_mode():
        expected = tiny_network(picture)
    torch.testing.assert_close(rain, expected.rain, rtol=0, atol=1e-5)
    torch.testing.assert_close(code, expected.code, rtol=0, atol=1e-5)


def test_engine_leaves_the_network_alone(tiny_network):
    Engine(tiny_network.train(), CPU, "bf16").run(torch.rand(1, 3, 32, 32))
    parameter = tiny_network.tail[0].weight
    assert tiny_network.training
    assert parameter.requires_grad
    assert parameter.dtype == torch.float32


def test_bf16_gives_float32_values(tiny_network):
    rain, code = Engine(tiny_network, CPU, "bf16").run(torch.rand(1, 3, 32, 32))
    assert rain.dtype == code.dtype == torch.float32


@pytest.mark.parametrize("variant", VARIANTS)
def test_bf16_is_within_one_step_of_float32_on_average(variant):
    network = DerainNet(VARIANTS[variant])
    exact, quick = (Engine(network, CPU, precision) for precision in ("float32", "bf16"))
    difference = rain_difference(quick, exact)
    assert 0 < difference <= LARGEST_DIFFERENCE


def test_channels_of_a_bgr_network_are_turned_on_the_way_in_and_out(tiny_network):
    picture = torch.rand(1, 3, 32, 48)
    turned, code = Engine(tiny_network, CPU, "float32", "bgr").run(picture)
    plain, same_code = Engine(tiny_network, CPU, "float32", "rgb").run(picture.flip(1))
    assert torch.equal(turned, plain.flip(1))
    assert torch.equal(code, same_code)


@pytest.mark.parametrize("precision", ["float32", "bf16"])
def test_precision_that_was_asked_for_is_taken(tiny_network, precision):
    assert Engines(tiny_network, "rgb", precision).ready(CPU).precision == precision


@needs_bf16
def test_auto_takes_bf16_where_it_is_fast_and_close(tiny_network):
    assert Engines(tiny_network, "rgb", "auto").ready(CPU).precision == "bf16"


@needs_bf16
@pytest.mark.parametrize("network", [WrongInBf16, NotANumberInBf16])
def test_auto_goes_back_to_float32_where_bf16_differs(tiny_network, network):
    assert Engines(network(tiny_network.config), "rgb", "auto").ready(CPU).precision == "float32"


def test_engine_is_made_once(tiny_network):
    engines = Engines(tiny_network, "rgb", "float32")
    engines.prepare(CPU)
    assert engines.ready(CPU) is engines.ready(CPU)


def test_unknown_precision_is_refused(tiny_network):
    with pytest.raises(ValueError, match="float16"):
        Engines(tiny_network, "rgb", "float16")
