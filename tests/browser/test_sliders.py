"""Sliders on the built pages: moved by keyboard, announced, fetched when wanted, whole without scripts and on paper."""

import re

import pytest
from playwright.sync_api import expect

PAGE = "linear_algebra.html"
SLIDERS = {"en": ["Stretch", "Turn (degrees)"], "fr": ["Étirement", "Rotation (degrés)"]}
# The first frame: stretched by 2, turned by 60°.
FIRST = {"en": "Stretch by 2, turn by 60°", "fr": "Étirement de facteur 2, rotation de 60°"}
HALF = {"en": "0.5", "fr": "0,5"}
FRAMES = 15
# How far the page has moved under its reader until now, answers to input included.
SHIFTS = """() => new Promise(resolve => {
  let total = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) total += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => setTimeout(() => resolve(total)));
})"""


def frames_asked(tab):
    """The addresses of frames that the page fetches from now on, and before."""
    asked = []
    tab.on("request", lambda request: "/frames/" in request.url and asked.append(request.url))
    return asked


@pytest.mark.parametrize("language", SLIDERS)
def test_the_keyboard_moves_the_figure_and_its_text(page, language):
    tab = page(f"{language}/{PAGE}")
    explore = tab.locator(".explore")
    explore.scroll_into_view_if_needed()
    picture = explore.locator(".explore-picture")
    picture.evaluate("picture => picture.decode()")
    before = picture.get_attribute("src")
    assert FIRST[language] in picture.get_attribute("alt")
    # Only the frame that is seen was fetched.
    fetched = tab.evaluate(
        "performance.getEntriesByType('resource').filter(e => e.name.includes('/frames/')).length"
    )
    assert fetched == 1
    asked, shifts = frames_asked(tab), tab.evaluate(SHIFTS)
    place = explore.bounding_box()

    stretch, turn = (explore.get_by_label(label, exact=True) for label in SLIDERS[language])
    assert turn.get_attribute("aria-valuetext") == "60"
    stretch.focus()
    tab.keyboard.press("Home")
    assert stretch.get_attribute("aria-valuetext") == HALF[language]
    assert explore.locator(".explore-value").first.inner_text() == HALF[language]
    expect(picture).to_have_attribute("alt", re.compile(re.escape(HALF[language])))
    assert picture.get_attribute("src") != before
    assert picture.evaluate("picture => picture.naturalWidth") == 480
    # A screen reader hears the new frame, politely.
    said = explore.locator("[role=status]")
    expect(said).to_have_text(picture.get_attribute("alt"))
    assert 1 <= len(asked) < FRAMES - 1
    assert explore.bounding_box() == place
    assert tab.evaluate(SHIFTS) == shifts

    # The last choice wins, however fast the slider moves.
    for key in ("End", "Home", "ArrowRight", "End"):
        turn.press(key)
    expect(picture).to_have_attribute("alt", re.compile("180°"))
    wanted = explore.locator(".explore-frames figure", has_text="180").first.locator("img")
    assert picture.get_attribute("alt") == wanted.get_attribute("alt")


@pytest.mark.parametrize("language", SLIDERS)
def test_without_scripts_all_frames_are_there(page, language):
    tab = page(f"{language}/{PAGE}", java_script_enabled=False)
    explore = tab.locator(".explore")
    assert FIRST[language] in explore.locator(".explore-picture").get_attribute("alt")
    assert not explore.locator(".explore-sliders").is_visible()
    explore.locator("summary").click()
    frames = explore.locator(".explore-frames figure")
    assert frames.count() == FRAMES
    assert frames.last.is_visible()
    assert f"{SLIDERS[language][0]} = {HALF[language]}" in frames.first.inner_text()
    assert len({image.get_attribute("alt") for image in frames.locator("img").all()}) == FRAMES


def test_on_paper_all_frames_are_there(page):
    tab = page(f"en/{PAGE}")
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.locator(".explore-frames figure").last.is_visible()
    assert not tab.locator(".explore-sliders").is_visible()
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.locator(".explore-all[open]").count() == 0


def test_both_languages_share_frames_without_words(page):
    sources = [
        set(
            page(f"{language}/{PAGE}")
            .locator(".explore img")
            .evaluate_all("images => images.map(image => image.src)")
        )
        for language in SLIDERS
    ]
    assert sources[0] == sources[1]


def test_a_live_cell_mounts_the_same_sliders_over_frames_that_it_computes(page, site):
    tab = page(f"fr/{PAGE}")
    tab.evaluate(
        """async (script) => {
          const { mount } = await import(script);
          const container = document.createElement('div');
          container.id = 'live';
          document.querySelector('article').prepend(container);
          const parameters = [{ name: 'noise', label: 'Bruit', values: [0, 0.1], texts: ['0', '0,1'], start: 1 }];
          window.asked = [];
          container.addEventListener('explore-failed', event => container.title = event.detail.message);
          mount(container, { parameters }, async (values) => {
            window.asked.push(values);
            if (values.noise === 0) throw new Error('no frame');
            const canvas = new OffscreenCanvas(40, 30);
            canvas.getContext('2d');
            return { src: URL.createObjectURL(await canvas.convertToBlob()), alt: `bruit ${values.noise}` };
          });
        }""",
        f"{site}/fr/_static/explore.js",
    )
    live = tab.locator("#live")
    expect(live.locator("img")).to_have_attribute("alt", "bruit 0.1")
    slider = live.get_by_label("Bruit")
    assert slider.get_attribute("aria-valuetext") == "0,1"
    slider.press("ArrowLeft")
    expect(live).to_have_attribute("title", "no frame")
    assert tab.evaluate("window.asked") == [{"noise": 0.1}, {"noise": 0}]
    # What was there stays.
    assert live.locator("img").get_attribute("alt") == "bruit 0.1"
