from ssidkd.core.assets import assets_folder


def test_the_assets_are_beside_the_package_wherever_the_process_runs(root, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert assets_folder() == root / "assets"
