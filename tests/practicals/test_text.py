"""The small texts that travel with the package."""

from practicals.data.text import load_article, load_passages


def test_every_theme_has_one_passage_in_each_language():
    passages = load_passages()
    assert len(passages) == 72
    for english, french in zip(passages[::2], passages[1::2], strict=True):
        assert (english.theme, english.language, french.language) == (french.theme, "en", "fr")
        assert len(english.text) > 200 < len(french.text)


def test_no_two_passages_are_equal():
    assert len({passage.text for passage in load_passages()}) == 72


def test_the_article_is_there_in_four_languages():
    article = load_article()
    assert list(article) == ["en", "fr", "sw", "wo"]
    assert all(text.endswith(".") for text in article.values())
