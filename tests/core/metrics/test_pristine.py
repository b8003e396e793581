import hashlib

import numpy as np
import pytest

from ssidkd.core.metrics import (
    PristineModelError,
    bundled_pristine_model,
    load_pristine_model,
)

MEAN_SHA256 = "7e45b7ff8e031a95e982af2a609650ffa3d06eed4b166c1fbc3a380fb19f2750"
COVARIANCE_SHA256 = "62e3a43c9ae55319fc0ecea5519108e6ead431ea131e1314378af4732b927b70"


def sha256_of(values):
    return hashlib.sha256(np.ascontiguousarray(values, "<f8").tobytes()).hexdigest()


def test_the_bundled_model_holds_the_numbers_of_the_live_release():
    model = bundled_pristine_model()
    assert (model.mean.shape, model.covariance.shape) == ((36,), (36, 36))
    assert sha256_of(model.mean) == MEAN_SHA256
    assert sha256_of(model.covariance) == COVARIANCE_SHA256


def test_the_model_that_all_threads_share_cannot_be_changed():
    model = bundled_pristine_model()
    with pytest.raises(ValueError, match="read-only"):
        model.mean[0] = 0
    with pytest.raises(ValueError, match="read-only"):
        model.covariance[0, 0] = 0


def test_a_tampered_model_is_refused(assets, tmp_path):
    content = bytearray((assets / "niqe" / "niqe_pris_params.npz").read_bytes())
    content[len(content) // 2] ^= 1
    tampered = tmp_path / "model.npz"
    tampered.write_bytes(content)
    with pytest.raises(PristineModelError, match="SHA-256"):
        load_pristine_model(tampered)


def test_another_model_is_refused_although_it_is_well_formed(tmp_path):
    other = tmp_path / "other.npz"
    np.savez(other, mu_pris_param=np.zeros((1, 36)), cov_pris_param=np.eye(36))
    with pytest.raises(PristineModelError, match="SHA-256"):
        load_pristine_model(other)


def test_a_missing_model_is_named_without_its_folder(tmp_path):
    with pytest.raises(PristineModelError, match=r"model\.npz cannot be read") as refusal:
        load_pristine_model(tmp_path / "model.npz")
    assert str(tmp_path) not in str(refusal.value)


def test_the_licences_travel_with_the_model(assets):
    notice = (assets / "licences" / "niqe-live.txt").read_text()
    assert "COPYRIGHT NOTICE STARTS WITH THIS LINE" in notice
    assert "COPYRIGHT NOTICE ENDS WITH THIS LINE" in notice
    assert "Apache License" in (assets / "licences" / "mmagic-apache-2.0.txt").read_text()
