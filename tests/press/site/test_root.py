"""What lies at the root of the site, and the addresses of a page's other languages."""

import xml.etree.ElementTree as ElementTree

import pytest
from small_book import make_book

from press.site import policy, root
from press.site.furniture import mode_script
from press.site.languages import alternates, switch

NAMES = {"page": "http://www.sitemaps.org/schemas/sitemap/0.9", "html": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    book = make_book(tmp_path_factory.mktemp("book"), recorded=False)
    root.write(book, book.site)
    return book


def test_everything_that_servers_and_robots_look_for_is_there(book):
    names = {path.name for path in book.site.iterdir()}
    servers = {"_headers", ".htaccess", "nginx.conf"}
    assert names == servers | {
        "index.html",
        "404.html",
        "sitemap.xml",
        "robots.txt",
        "favicon.svg",
        ".nojekyll",
    }
    assert "https://example.org/book/sitemap.xml" in (book.site / "robots.txt").read_text()


def test_the_sitemap_lists_every_page_with_its_languages(book):
    tree = ElementTree.parse(book.site / "sitemap.xml").getroot()
    pages = {entry.findtext("page:loc", namespaces=NAMES): entry for entry in tree}
    assert set(pages) == {
        f"https://example.org/book/{language}/{name}.html"
        for language in ("en", "fr")
        for name in ("index", "small")
    }
    for entry in pages.values():
        languages = [link.get("hreflang") for link in entry.findall("html:link", NAMES)]
        assert languages == ["en", "fr", "x-default"]


def test_the_entrance_names_both_languages_without_scripts(book):
    entrance = (book.site / "index.html").read_text(encoding="utf-8")
    for language, name in (("en", "English"), ("fr", "Français")):
        assert f'href="{language}/index.html"' in entrance and name in entrance


def test_the_page_for_a_wrong_address_links_to_where_the_book_is_published(book):
    lost = (book.site / "404.html").read_text(encoding="utf-8")
    assert 'href="/book/en/index.html"' in lost and 'href="/book/fr/index.html"' in lost
    assert "src=" not in lost and "stylesheet" not in lost


def test_the_switch_works_under_any_path(book):
    (french,) = switch(book, "small", "en")
    assert (french.code, french.name, french.href) == ("fr", "Français", "../fr/small.html")
    (english,) = switch(book, "part/small", "fr")
    assert english.href == "../../en/part/small.html"


def test_the_entrance_serves_readers_of_other_languages(book):
    assert [version.href for version in alternates(book, "index")][-1] == "https://example.org/book/"
    assert [version.href for version in alternates(book, "small")][-1].endswith("/book/en/small.html")


def test_servers_send_the_policy_of_the_pages_and_one_for_frames(book):
    own = policy.for_pages([mode_script()])
    for name in ("_headers", ".htaccess", "nginx.conf"):
        text = (book.site / name).read_text(encoding="utf-8")
        for directive in own.split("; "):
            # The script of the mode, the entrance's and that of a wrong address are all allowed.
            assert directive in text
        assert "frame-ancestors 'self'" in text and "nosniff" in text
    for page in ("index.html", "404.html"):
        text = (book.site / page).read_text(encoding="utf-8")
        for tag in ("script", "style"):
            inline = text.split(f"<{tag}>")[1].split(f"</{tag}>")[0]
            assert policy.source(inline) in text.split("</head>")[0]
            assert policy.source(inline) in (book.site / "_headers").read_text(encoding="utf-8")
