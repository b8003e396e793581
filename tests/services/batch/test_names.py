import pytest

from ssidkd.services.batch.names import plain_name, stem_of, unique_names


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("IMG_0001.JPG", "IMG_0001.JPG"),
        ("my photo.of rain.png", "my photo.of rain.png"),
        ("雨.webp", "雨.webp"),
        ("../../etc/passwd", "passwd"),
        ("C:\\photos\\rain.jpg", "rain.jpg"),
        ("a\x00b\nc\u202egpj.png", "abcgpj.png"),
        ('what? "this" <one>|*.png', "what this one.png"),
        (".hidden.jpg", "hidden.jpg"),
        ("-o=x.jpg", "o=x.jpg"),
        ("=cmd.png", "cmd.png"),
        ("con.png", "_con.png"),
        ("LPT1.old.png", "_LPT1.old.png"),
        ("trailing. .png", "trailing.png"),
        ("", "picture"),
        ("..", "picture"),
        (".png", "png"),
        ("///", "picture"),
    ],
)
def test_a_name_keeps_what_does_no_harm(name, safe):
    assert plain_name(name) == safe


def test_a_long_name_fits_a_file_system():
    name = plain_name("🌧" * 300 + ".jpeg")
    assert len(name.encode()) <= 255
    assert name.endswith("🌧.jpeg")


def test_no_two_results_get_one_name():
    names = unique_names(["a.jpg", "A.png", "a.jpg", "a-2.jpg", "b/a.webp", "c.jpg"])
    assert names == ("a.jpg", "A-2.png", "a-3.jpg", "a-2-2.jpg", "a-4.webp", "c.jpg")
    stems = [stem_of(name).casefold() for name in names]
    assert len(set(stems)) == len(stems)
