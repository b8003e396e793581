"""Files that end too early are refused wherever they end."""

import pytest

from ssidkd.core.intake import PictureRefused, read_picture
from tests.fuzz.corpus import taken

FILES = taken()


@pytest.mark.parametrize("name", FILES)
def test_the_whole_file_is_taken(name):
    assert min(read_picture(FILES[name]).pixels.shape[:2]) == 40


@pytest.mark.parametrize("name", FILES)
def test_every_beginning_of_a_file_is_refused(name):
    data = FILES[name]
    end = data.index(b"\xff\xd9") + 2 if name == "JPEG of several pictures" else len(data)
    for length in range(0, end - 1, max(1, end // 40)):
        with pytest.raises(PictureRefused):
            read_picture(data[:length])
