from gradio.data_classes import ImageData
from PIL import Image

from ssidkd.ui.photo_input import build_photo_input
from ssidkd.ui.words import ENGLISH

PNG = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"


def test_an_uploaded_file_is_not_opened_before_the_intake_does(monkeypatch):
    def opened(*_arguments, **_options):
        raise AssertionError("a picture of a visitor was opened outside the intake")

    monkeypatch.setattr(Image, "open", opened)
    photo = build_photo_input(ENGLISH.compare)
    assert photo.preprocess(ImageData(path="/upload/x.jpg", orig_name="x.jpg")) == "/upload/x.jpg"
    assert photo.preprocess(ImageData(url=PNG)) is None  # or a limit on uploads could be passed by
    assert photo.preprocess(None) is None
