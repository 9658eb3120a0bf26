"""Sliders over a figure: what `explore` accepts, draws, says, and shows in each place."""

import base64
import re

import matplotlib
import pytest

from practicals import set_language
from practicals.plot import explore, sliders
from practicals.plot.frames import size

matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def language():
    yield set_language
    set_language("en")


def draw(degree, noise):
    import matplotlib.pyplot as plt

    plt.plot([0, degree], [0, noise])
    plt.show()


ALT = "A line up to {degree} with noise {noise}."


def explorer(**changes):
    options = {"degree": [1, 3, 9], "noise": [0, 0.5], "alt": ALT, "labels": {"degree": "Degree"}}
    return explore(**{"draw": draw} | options | changes)


@pytest.fixture
def shown(monkeypatch):
    """What is displayed in place of a cell's output."""
    import IPython.display

    displayed = []
    monkeypatch.setattr(IPython.display, "display", lambda thing, **_: displayed.append(thing))
    return displayed


def test_a_slider_starts_in_its_middle_or_where_it_is_told():
    degree, noise = explorer(start={"noise": 0}).description()["parameters"]
    assert degree == {
        "name": "degree", "label": "Degree", "values": [1, 3, 9], "texts": ["1", "3", "9"], "start": 1,
    }  # fmt: skip
    assert (noise["label"], noise["start"]) == ("noise", 0)


def test_numbers_are_written_as_in_the_reader_s_language(language):
    assert explorer(noise=[-0.5, 2.0]).description()["parameters"][1]["texts"] == ["−0.5", "2"]
    language("fr")
    french = explorer(noise=[-0.5, 2.0], alt="Une droite jusqu'à {degree} : bruit {noise}.")
    assert french.description()["parameters"][1]["texts"] == ["−0,5", "2"]
    assert french.frame({"degree": 3, "noise": -0.5})[1] == "Une droite jusqu'à 3\u00a0: bruit -0,5."


def test_a_frame_is_one_small_picture_with_its_text():
    # A page has no integers: 3 comes back as 3.0.
    png, alt = explorer().frame({"degree": 3.0, "noise": 0})
    assert png.startswith(b"\x89PNG")
    assert size(png) == (480, 320)
    assert alt == "A line up to 3 with noise 0."
    assert (
        explorer(alt=lambda degree, noise: f"{degree / 4:.2f}").frame({"degree": 9, "noise": 0})[1] == "2.25"
    )


def test_drawing_leaves_the_reader_s_own_figures_alone():
    import matplotlib.pyplot as plt

    plt.close("all")
    own, show = plt.figure(), plt.show
    with pytest.raises(ZeroDivisionError):
        explorer(draw=lambda degree, noise: plt.figure() and 1 / 0).frame({"degree": 1, "noise": 0})
    assert plt.get_fignums() == [own.number]
    assert plt.show is show
    plt.close(own)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"degree": []}, "at least two values"),
        ({"degree": [1]}, "at least two values"),
        ({"degree": [1, 1.0]}, "equal"),
        ({"degree": [1, float("nan")]}, "numbers or texts"),
        ({"degree": [True, False]}, "numbers or texts"),
        ({"labels": {"power": "Power"}}, "'power' is not a parameter: degree, noise"),
        ({"start": {"power": 1}}, "'power' is not a parameter"),
        ({"start": {"degree": 2}}, "not one of its values"),
        ({"draw": lambda degree: None}, "draw should be a function of the parameters: degree, noise"),
        ({"alt": lambda degree: ""}, "alt should be a function"),
        ({"alt": "A line of {power}."}, "only holes are {degree}, {noise}"),
        ({"alt": ""}, "alt should give a text"),
    ],
)
def test_what_cannot_be_shown_is_said_at_once(changes, said):
    with pytest.raises(ValueError, match=said):
        explorer(**changes)


def test_errors_speak_the_reader_s_language(language):
    language("fr")
    with pytest.raises(ValueError, match="au moins deux valeurs"):
        explorer(degree=[])
    with pytest.raises(ValueError, match="a besoin d'un paramètre"):
        explore(draw, alt=ALT)


def test_a_frame_needs_one_figure_and_a_value_of_its_slider():
    with pytest.raises(ValueError, match="it has drawn 0"):
        explorer(draw=lambda degree, noise: None).frame({"degree": 1, "noise": 0})
    with pytest.raises(ValueError, match="4 is not a value of degree: 1, 3, 9"):
        explorer().frame({"degree": 4, "noise": 0})


def test_the_book_records_every_frame(shown, monkeypatch):
    monkeypatch.setenv(sliders.RECORDING, "1")
    explorer()._ipython_display_()
    (data,) = shown
    recorded = data[sliders.MIME]
    assert (recorded["width"], recorded["height"]) == (480, 320)
    assert [frame["caption"] for frame in recorded["frames"]][:3] == [
        "Degree = 1, noise = 0", "Degree = 1, noise = 0.5", "Degree = 3, noise = 0",
    ]  # fmt: skip
    assert len({frame["image"] for frame in recorded["frames"]}) == 6
    assert data["image/png"] == recorded["frames"][3]["image"]


def test_the_book_refuses_what_a_page_cannot_carry():
    with pytest.raises(ValueError, match="5 × 6 = 30 frames are too many for a page: 24 at most"):
        sliders.recorded(explorer(degree=range(5), noise=range(6)))

    def growing(degree, noise):
        import matplotlib.pyplot as plt

        plt.subplots(figsize=(degree, 1))

    with pytest.raises(ValueError, match="different sizes"):
        sliders.recorded(explorer(draw=growing, degree=[1, 2]))


def test_a_notebook_shows_sliders_that_draw_again(shown):
    pytest.importorskip("ipywidgets")
    explorer()._ipython_display_()
    (box,) = shown
    picture, degree, _ = box.children
    assert 'alt="A line up to 3 with noise 0.5."' in picture.value
    assert degree.description == "Degree"
    before = picture.value
    degree.value = 9
    assert 'alt="A line up to 9 with noise 0.5."' in picture.value
    assert re.search(r"base64,(\S+)\"", picture.value)[1] != re.search(r"base64,(\S+)\"", before)[1]


def test_a_notebook_without_widgets_shows_all_frames(shown, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    explorer()._ipython_display_()
    (data,) = shown
    assert re.findall(r'alt="([^"]*)"', data["text/html"])[0] == "A line up to 3 with noise 0.5."
    assert data["text/html"].count("<img") == 6
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
