"""Recorded sliders: how they are kept, compared and checked, and what a page and a handout make of them."""

import base64
import io
import json
import re

import nbformat
import pytest
from PIL import Image
from press_command import press
from small_book import FRONT_MATTER, SLUG, edit, make_book, slider_output, with_slider

from practicals.plot.sliders import MIME
from press.book import LANGUAGES
from press.outputs import explorers
from press.outputs.numbers import difference, has_picture, text
from press.outputs.pictures import lighten
from press.sphinx_run import run


def book_with_slider(folder, **changes):
    english, french = FRONT_MATTER + with_slider("en"), with_slider("fr")
    return make_book(folder, **{"english": english, "french": french} | changes)


def test_the_last_slider_changes_fastest():
    content = slider_output("en").data[MIME]
    first = {"name": "a", "label": "A", "values": [1, 2], "texts": ["1", "2"], "start": 1}
    shown = explorers.read(content | {"parameters": [first, *content["parameters"]]})
    assert shown.start == 1 * 3 + 1


def test_frames_become_lossless_webp_in_few_colours():
    output = slider_output("en")
    file = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(file, "PNG")
    for frame in output.data[MIME]["frames"]:
        frame["image"] = base64.b64encode(file.getvalue()).decode()
    lighten(output)
    webp = explorers.read(output.data[MIME]).frames[0].webp
    assert webp[8:16] == b"WEBPVP8L"
    assert len(Image.open(io.BytesIO(webp)).convert("RGB").getcolors()) <= 32


def test_sliders_are_compared_by_their_values_and_their_texts():
    one, other = slider_output("en"), slider_output("fr")
    assert not has_picture(one)
    assert difference(text(one), text(other)) is None
    one.data[MIME]["frames"][0]["alt"] = "An error of 0.25 is drawn."
    other.data[MIME]["frames"][0]["alt"] = "Une erreur de 0,25 est tracée."
    assert difference(text(one), text(other)) is None
    other.data[MIME]["frames"][0]["alt"] = "Une erreur de 0,35 est tracée."
    assert difference(text(one), text(other)) == ("0.25", "0.35")


def test_nothing_is_wrong_with_the_small_book(tmp_path):
    result = press(book_with_slider(tmp_path), "check")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda shown: shown["frames"][0].update(alt="Short"), "alternative text of a frame is too short"),
        (
            lambda shown: shown["frames"][0].update(alt=shown["frames"][1]["alt"]),
            "two frames have the same alternative text",
        ),
        (
            lambda shown: shown["frames"][0].update(alt="The curve of power 1, drawn."),
            "is the same as in English",
        ),
        (lambda shown: shown["frames"].pop(), "2 frames where the English have 3"),
    ],
)
def test_what_is_wrong_with_a_frame_is_said_with_its_cell(tmp_path, change, said):
    book = book_with_slider(tmp_path)
    path = book.output("fr", SLUG)
    notebook = json.loads(path.read_text())
    (content,) = [
        output["data"][MIME]
        for cell in notebook["cells"]
        for output in cell["outputs"]
        if MIME in output.get("data", {})
    ]
    change(content)
    path.write_text(json.dumps(notebook))
    result = press(book, "check")
    (line,) = [line for line in result.stdout.splitlines() if said in line]
    found = re.match(r"book/fr/small\.md:(\d+): ", line)
    assert "plot.explore" in book.source("fr", SLUG).read_text().splitlines()[int(found[1]) - 1]
    assert "Traceback" not in result.stdout


def test_pages_share_their_frames_and_load_the_script_only_where_it_is_used(tmp_path):
    book = book_with_slider(tmp_path)
    frames = explorers.frames_of(book)
    assert len(frames) == 3
    alternatives = {}
    for language in LANGUAGES:
        run(book, language, {"html": book.site / language})
        html = (book.site / language / f"{SLUG}.html").read_text()
        assert len(re.findall(r'<input type="range" id="[^"]+"', html)) == 1
        assert set(re.findall(r'src="\.\./frames/([^"]+)"', html)) == set(frames)
        assert len(re.findall(r'<figure><img [^>]*loading="lazy"', html)) == 3
        assert re.search(
            r'class="explore-picture" src="[^"]+" width="40" height="30" alt="[^"]+2[^"]*"', html
        )
        alternatives[language] = re.findall(r'<figure><img [^>]*alt="([^"]+)"', html)
        assert len(set(alternatives[language])) == 3
        assert '"values": [1, 2, 3]' in html.replace("&#34;", '"')
        assert "explore.js" in html
        (styles,) = re.findall(r'<link rel="stylesheet" href="(_static/book[^"]+)"', html)
        assert ".explore-picture" in (book.site / language / styles).read_text()
        assert "explore.js" not in (book.site / language / "index.html").read_text()
    assert not set(alternatives["en"]) & set(alternatives["fr"])


def test_the_folder_of_frames_holds_those_of_the_book_only(tmp_path):
    book = book_with_slider(tmp_path / "book")
    folder = tmp_path / "frames"
    folder.mkdir()
    (folder / "old.webp").touch()
    explorers.write_frames(explorers.frames_of(book), folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == explorers.frames_of(book)


def test_executing_records_frames(tmp_path):
    book = book_with_slider(tmp_path, recorded=False)
    # Drawn from nothing that the cell before has not made.
    edit(book, "book/en/small.md", "plt.plot(line, line**power)", "plt.plot([0, 1], [0, power])")
    result = press(book, "execute", "--language", "en")
    assert result.returncode == 0, result.stdout
    notebook = nbformat.read(book.output("en", SLUG), as_version=4)
    (shown,) = [each for cell in notebook.cells for each in explorers.of(cell.outputs)]
    assert [frame.caption for frame in shown.frames] == ["Power = 1", "Power = 2", "Power = 3"]
    assert [frame.webp[8:12] for frame in shown.frames] == [b"WEBP"] * 3


def test_a_handout_has_the_frames_side_by_side(tmp_path):
    from pypdf import PdfReader

    book = book_with_slider(tmp_path)
    run(book, "fr", {"handout": tmp_path / "printed"})
    pdf = PdfReader(tmp_path / "printed" / f"{SLUG}.pdf")
    words = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert all(f"Puissance = {power}" in words for power in (1, 2, 3))
    assert sum(image.image.size == (40, 30) for page in pdf.pages for image in page.images) == 3
