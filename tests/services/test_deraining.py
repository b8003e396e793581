import threading
from contextlib import ExitStack

import numpy as np
import pytest

from ssidkd.core.derainer import DerainCancelled, Derainer
from ssidkd.core.weights.errors import WeightsMissingError
from ssidkd.services.admission.errors import ServerBusyError
from ssidkd.services.admission.visitors import Visitor
from ssidkd.services.deraining import DerainingService
from ssidkd.services.quick_policy import MEGAPIXEL, QuickPolicy, quick_policy
from ssidkd.services.settings import Settings, SettingsError
from tests.page_services import load_tiny, textured, tiny_deraining

LITE = {("teacher", "lite"), ("student", "lite")}
BOTH = LITE | {("teacher", "base"), ("student", "base")}


@pytest.mark.parametrize(
    ("device", "variant", "bundled", "expected"),
    [
        ("cpu", "auto", BOTH, QuickPolicy("lite", MEGAPIXEL)),
        ("cpu", "base", BOTH, QuickPolicy("base", MEGAPIXEL)),
        ("cuda", "auto", BOTH, QuickPolicy("base", None)),
        ("cuda", "auto", LITE, QuickPolicy("lite", None)),
        ("cuda", "auto", LITE | {("teacher", "base")}, QuickPolicy("lite", None)),
        ("cuda", "lite", BOTH, QuickPolicy("lite", None)),
    ],
)
def test_what_is_shown_at_once_depends_on_the_machine(device, variant, bundled, expected):
    assert quick_policy(device, variant, bundled) == expected


def test_a_device_that_is_not_there_is_refused_by_the_settings_name():
    settings = Settings.from_environment({"SSIDKD_DEVICE": "cuda:77"})
    with pytest.raises(SettingsError, match="SSIDKD_DEVICE"):
        DerainingService.from_settings(settings, load_tiny, LITE)


def test_each_role_is_loaded_once_however_many_ask_at_once():
    loaded = []

    def load(role, variant):
        loaded.append(role)
        return load_tiny(role, variant)

    service = DerainingService(load, QuickPolicy("tiny", None))
    threads = [
        threading.Thread(target=service.derainer, args=(role,))
        for role in ("teacher", "student") * 4
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(loaded) == ["student", "teacher"]


def test_the_page_gets_what_the_derainer_gives():
    pixels = textured(64, 96)
    alone = Derainer(load_tiny("student").network, device="cpu", precision="float32").derain(pixels)
    result = tiny_deraining().derain("student", pixels, lambda tiles: None, lambda: False)
    np.testing.assert_array_equal(result.derained, alone.derained)
    assert result.device == "cpu"


def test_no_more_forward_passes_run_at_once_than_allowed_over_both_roles():
    running, most, guard = set(), [0], threading.Lock()

    def enter(module, inputs):
        with guard:
            running.add(threading.get_ident())
            most[0] = max(most[0], len(running))

    def leave(module, inputs, output):
        with guard:
            running.discard(threading.get_ident())

    def load(role, variant):
        weights = load_tiny(role, variant)
        weights.network.register_forward_pre_hook(enter)
        weights.network.register_forward_hook(leave)
        return weights

    service = DerainingService(load, QuickPolicy("tiny", None), precision="float32", max_passes=1)
    arguments = (textured(96, 96), lambda tiles: None, lambda: False)
    threads = [
        threading.Thread(target=service.derain, args=(role, *arguments))
        for role in ("teacher", "student") * 4
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_warming_up_loads_both_networks_and_measures_their_speed():
    service = tiny_deraining()
    assert service.expected_seconds(100, 100) is None
    service.warm_up()
    seconds = service.expected_seconds(320, 320)
    assert seconds is not None
    assert seconds > 0


@pytest.mark.parametrize(
    ("seconds_for_all", "share"),
    [
        (None, 1),
        (0.1, 1),
        (8.0, 1),
        (10.4, 0.75),
        (15.9, 0.5),
        (22.0, 0.35),
        (31.0, 0.25),
        (900, 0.18),
    ],
)
def test_slow_machines_work_on_less_while_a_visitor_waits(seconds_for_all, share):
    service = tiny_deraining(pixel_limit=1 << 20)

    def expected(height, width):
        return seconds_for_all and seconds_for_all * height * width / (1 << 20)

    service.expected_seconds = expected
    assert service.quick_pixels() == int(share * (1 << 20))


def test_a_fast_machine_has_no_limit():
    assert tiny_deraining(pixel_limit=None).quick_pixels() is None


def test_networks_are_warmed_up_while_the_page_is_served():
    service = DerainingService(load_tiny, QuickPolicy("tiny", None))
    assert service.state == "ready"  # nothing is going on
    thread = service.warm_up_in_background()
    assert service.state in ("loading", "ready")
    thread.join(60)
    assert service.state == "ready"
    assert service.expected_seconds(96, 96) > 0


def test_weights_that_are_missing_are_told_at_once_and_not_in_the_background():
    def load(role, variant):
        raise WeightsMissingError("There are none.")

    service = DerainingService(load, QuickPolicy("tiny", None))
    with pytest.raises(WeightsMissingError):
        service.warm_up_in_background()


def test_a_warm_up_that_fails_is_told_to_the_log_and_the_page(monkeypatch, caplog):
    service = DerainingService(load_tiny, QuickPolicy("tiny", None))

    def lost(*_arguments, **_options):
        raise RuntimeError("the device is gone")

    monkeypatch.setattr(Derainer, "derain", lost)
    service.warm_up_in_background().join(60)
    assert service.state == "failed"
    assert "the device is gone" in caplog.text


def test_all_that_a_thread_derains_in_a_block_takes_one_place_and_one_turn():
    service = tiny_deraining()
    seen = []

    def look(_tiles):
        seen.append((service.line.news().taken, service.line.news().working))

    with service.seat():
        for role in ("teacher", "student"):
            service.derain(role, textured(64, 64), look, lambda: False)
        assert service.line.news().working == 1
    assert seen == [(1, 1), (1, 1)]
    assert (service.line.news().taken, service.line.news().most_working) == (0, 1)


def test_who_is_stopped_before_the_turn_gives_the_place_back():
    service = tiny_deraining()
    with pytest.raises(DerainCancelled):
        service.derain("student", textured(64, 64), lambda tiles: None, lambda: True)
    assert service.line.news().taken == 0
    assert not service.is_busy


def test_strangers_leave_places_for_each_other_where_they_come():
    settings = Settings.from_environment({"SSIDKD_DEVICE": "cpu", "SSIDKD_PUBLIC": "yes"})
    service = DerainingService.from_settings(settings, load_tiny, LITE)
    service.visitor = lambda: Visitor(address="203.0.113.1")
    with ExitStack() as places:
        for _ in range(int(0.75 * service.line.news().room)):
            places.enter_context(service.line.seat(service.visitor()))
        with pytest.raises(ServerBusyError), service.seat():
            pass
        with service.line.seat(Visitor(address="203.0.113.2")):
            pass
