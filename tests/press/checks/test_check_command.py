"""`press check` on a sound book, and on the same book with one fault at a time."""

import json
import subprocess
import sys

import pytest
from small_book import FRONT_MATTER, edit, page, write

EN, FR = "book/en/small.md", "book/fr/small.md"
CHECKS = "code/practicals/src/practicals/checks/small.py"
WRONG = "tests/book/wrong_answers/small.py"
FIRST = ":::{exercise} Power number 1\n:label: small-power-1\n"
FIRST_FR = ":::{exercise} Puissance numéro 1\n:label: small-power-1\n"


def test_a_sound_book_has_no_problem(book, press):
    assert press(book, "check") == (0, ["1 chapter in two languages: nothing to mend"])


def test_the_real_command_prints_one_line_a_problem(book):
    edit(book, FR, "Calculer une puissance.", "Calculer une pwissance.")
    result = subprocess.run(
        [sys.executable, "-m", "press", "check"], cwd=book.root, capture_output=True, text=True
    )
    lines = result.stdout.splitlines()
    assert result.returncode == 1, result.stderr
    assert lines[0].startswith("book/fr/small.md:") and "unknown word: pwissance — " in lines[0]
    assert lines[-1] == "1 problem in 1 file"


# What is broken: file, what is replaced by what; the file and a part of the line that must be printed.
FAULTS = {
    # front matter and table of contents
    "unknown-field": (EN, "  level: beginner\n", "  level: beginner\n  colour: red\n", EN, "practical.colour is not a known field"),
    "missing-field": (EN, "  minutes: 30\n", "", EN, "practical.minutes is missing"),
    "wrong-field": (EN, "runs_on: cpu", "runs_on: toaster", EN, "practical.runs_on is wrong"),
    "no-front-matter": (EN, FRONT_MATTER, "", EN, "the `practical` block is missing"),
    "unknown-requirement": (EN, "requires: []", "requires: [lineer_algebra]", EN, "unknown chapter 'lineer_algebra'"),
    "topic-without-french": (EN, "topics: [numbers]", "topics: [numbers, digits]", f"{EN}:7", "the topic 'digits' has no French"),
    "unlocked-package": (EN, "[matplotlib]", "[matplotlib, nosuchthing]", EN, "'nosuchthing' is not in uv.lock"),
    "undeclared-import": (EN, "packages: [matplotlib]", "packages: []", EN, "'matplotlib' is imported and not declared"),
    "invalid-slug": ("_toc.yml", "file: small", "file: Small-Chapter", "_toc.yml:7", "'Small-Chapter' is not a valid slug"),
    "practical-in-french": (FR, "---\n", "---\npractical: {}\n", FR, "typed in English only"),
    # shape
    "no-payoff-cell": (EN, "tags: [payoff]", "tags: [other]", EN, "no cell is tagged `payoff`"),
    "few-objectives": (EN, "- Draw a curve.\n", "", EN, "2 objectives"),
    "no-needs": (EN, ":::{needs}", ":::{note}", EN, "the chapter has no `{needs}`"),
    "no-level": (EN, ":::{level} beginner 20\n:::\n", "", EN, "has no level"),
    "no-section-label": (EN, "(small-built)=\n", "", EN, "the section 'What you have built' has no label"),
    "foreign-label": (EN, "(small-built)=", "(other-built)=", EN, "the label `other-built` does not start with `small-`"),
    "twice-a-label": (EN, "(small-built)=", "(small-powers)=", EN, "the label `small-powers` is taken (book/en/small.md:"),
    "skipped-level": (EN, "## What you have built", "#### What you have built", EN, "the heading skips a level"),
    "no-answer": (EN, ":::{answer}", ":::{note}", EN, "the question 'Why a curve?' has no answer"),
    "no-tutor": (EN, ":::{tutor}", ":::{note}", EN, "no tutor's notes"),
    "wrong-language": (FR, 'set_language("fr")', 'set_language("en")', FR, 'does not call set_language("fr")'),
    "long-cell": (EN, "number = 0.5\n", "number = 0.5\n" * 20, EN, "the cell has 21 lines of code"),
    "late-import": (EN, "number = 0.5\n", "import math\nnumber = 0.5\n", EN, "an import outside the first cell"),
    "magic": (EN, "number = 0.5\n", "%timeit 1\nnumber = 0.5\n", EN, "a magic or a shell command"),
    "broken-python": (EN, "number = 0.5\n", "number = = 0.5\n", EN, "not valid Python"),
    # exercises
    "no-end-of-solution": (EN, "    ### END SOLUTION\n", "", EN, "`### BEGIN SOLUTION` without `### END SOLUTION`"),
    "no-check-call": (EN, "check.small.power_1(power_1)", "power_1(2)", EN, "the exercise 'small-power-1' has no check"),
    "check-without-exercise": (
        CHECKS,
        '@exercise("small-power-1")',
        '@exercise("small-lost")\ndef lost(attempt):\n    pass\n\n\n@exercise("small-power-1")',
        CHECKS,
        "the check 'lost' (small-lost) has no exercise",
    ),
    "missing-check": (CHECKS, "def power_1(", "def power_one(", EN, "the check 'small.power_1' does not exist"),
    "other-label": (CHECKS, '"small-power-1"', '"small-power-one"', EN, "has the check of 'small-power-one'"),
    "other-chapter": (EN, "check.small.power_1(", "check.large.power_1(", EN, "calls another chapter's check"),
    "one-wrong-answer": (WRONG, "'added': 'return x * 1 + 1', ", "", WRONG, "'small-power-1' has fewer than 2 wrong answers"),
    "unknown-hint": (WRONG, "'added': 'return x * 1", "'aded': 'return x * 1", WRONG, "no check answers with the hint 'aded'"),
    "message-in-one-language": (CHECKS, ', fr="Vous avez ajouté un."', "", CHECKS, "the message has no fr= text"),
    "unknown-exercise-level": (EN, FIRST + ":level: beginner", FIRST + ":level: easy", EN, "has the level 'easy'"),
    # pictures
    "no-alternative": (EN, '    alt: "A curve that bends upwards from left to right"\n', "    width: 5\n", EN, "no alternative text"),
    "file-name": (EN, "A curve that bends upwards from left to right", "curve-of-squares.png", EN, "is a file name"),
    "short-alternative": (EN, "A curve that bends upwards from left to right", "A curve", EN, "is too short: 'A curve'"),
    "same-alternative": (
        FR,
        "Une courbe qui monte de plus en plus vite",
        "A curve that bends upwards from left to right",
        FR,
        "is the same in both languages",
    ),
    # references and terms
    "unknown-citation": (EN, "{cite:t}`author2020word`", "{cite:t}`nobody1900`", EN, "'nobody1900' is missing"),
    "invalid-bibtex": ("book/references.bib", "{2020}}", "{2020}", "book/references.bib", "not valid BibTeX"),
    "unknown-label": (EN, "<small-powers>`", "<small-nowhere>`", EN, "{ref}`small-nowhere` is no label of the book"),
    "unknown-equation": (FR, "{eq}`eq-square`", "{eq}`eq-circle`", FR, "{eq}`eq-circle` is no label of the book"),
    "unknown-term": (EN, "{term}`power`", "{term}`powder`", EN, "{term}`powder` is not in book/glossary.yml"),
    "other-french-word": (FR, "{term}`puissance <power>`", "{term}`exposant <power>`", FR, "the glossary says 'puissance' for 'power'"),
    "glossary-without-french": ("book/glossary.yml", "  fr: puissance\n", "", "book/glossary.yml", "the term 'power': fr"),
    "unsorted-glossary": (
        "book/glossary.yml",
        "- en: power\n",
        '- en: zero\n  fr: zéro\n  definition: {en: "Nothing.", fr: "Rien."}\n- en: power\n',
        "book/glossary.yml:4",
        "the term 'power' stands after 'zero'",
    ),
    # parity
    "label-missing-in-french": (FR, "(small-built)=\n", "", FR, "(small-built) (book/en/small.md:"),
    "directive-missing": (FR, ":::{needs}\n- Un peu de Python.\n:::\n", "", FR, "`{needs}` of the English (book/en/small.md:"),
    "other-tags": (FR, "tags: [payoff]", "tags: [payoff, heavy]", FR, "the cell with tags ['payoff', 'heavy'] stands where"),
    "other-code": (FR, "number**2", "number**3", FR, "the code differs from the English (book/en/small.md:"),
    "other-format": (FR, ":.2f}", ":.3f}", FR, "the code differs from the English"),
    "other-solution-lines": (
        FR,
        "    ### BEGIN SOLUTION\n    return x**1\n    ### END SOLUTION\n",
        "    ### BEGIN SOLUTION\n    return x**1  # un\n    ### END SOLUTION\n    return x\n",
        FR,
        "the code differs from the English",
    ),
    "other-formula": (FR, "x^2 = x \\times x", "x^2 = x + x", FR, "the formula `x^2 = x + x` is `x^2 = x \\times x`"),
    "citation-missing": (FR, "voir {cite:t}`author2020word` et", "voir", FR, "{cite:t}`author2020word` of the English"),
    "exercise-order": (FR, FIRST_FR, FIRST_FR.replace("power-1", "power-9"), FR, "small-power-9` stands where"),
    # translation
    "stale-section": (EN, "A few lines.", "Three lines.", FR, "the English of `small-built` has changed since (book/en/small.md:"),
    # typography, style, spelling
    "ordinary-space": (FR, "carré\u202f?", "carré ?", FR, "an ordinary space before `;`, `!`, `?` or `%`"),
    "english-quotes": (FR, "Elle se courbe.", 'Elle se "courbe".', FR, "English quotes"),
    "curly-apostrophe": (FR, "Qu'est-ce", "Qu\u2019est-ce", FR, "a curly apostrophe"),
    "capital": (FR, "Elle se courbe.", "Etat final.", FR, "a capital without its accent: Etat"),
    "decimal-point": (FR, "vaut 0,5", "vaut 0.5", FR, "a decimal point: 0.5"),
    "decimal-point-in-mathematics": (FR, "0{,}5", "0.5", FR, "a decimal point in mathematics"),
    "etc": (FR, "Elle se courbe.", "Elle se courbe, etc…", FR, "« etc » takes one full stop"),
    "no-break-space-in-code": (FR, "number = 0.5\n", "number =\u00a00.5\n", FR, "not valid Python"),
    "apostrophe-in-message": (CHECKS, "Vous avez ajouté un.", "C\u2019est un de trop.", CHECKS, "a curly apostrophe"),
    "anglicism": (FR, "Elle se courbe.", "La librairie se courbe.", FR, "« librairie » — write bibliothèque"),
    "familiar": (FR, "Elle se courbe.", "Quand tu la regardes.", FR, "« tu » — write vous"),
    "english-spelling": (EN, "It bends.", "It bendz.", EN, "unknown word: bendz"),
    "spelling-of-printed-text": (EN, 'f"square:', 'f"sqware:', EN, "unknown word: sqware"),
    "spelling-of-alternative-text": (EN, "A curve that bends", "A kurve that bends", EN, "unknown word: kurve"),
    # hygiene
    "machine-path": (EN, "It bends.", "It bends, see /home/ann/notes.", EN, "a path of one machine: /home/ann/notes."),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_told_on_one_line(book, press, fault):
    name, old, new, path, message = FAULTS[fault]
    edit(book, name, old, new)
    status, lines = press(book, "check")
    assert status == 1
    assert [line for line in lines if line.startswith(path) and message in line], "\n".join(lines)
    assert " problem" in lines[-1]


def test_a_cell_that_needs_a_heavy_one(book, press):
    edit(book, EN, "tags: [payoff]", "tags: [payoff, heavy]")
    edit(book, EN, "    return x**1\n", "    return x**1 + 0 * len(line)\n")
    _, lines = press(book, "check")
    assert any(
        line.startswith(EN) and "the cell needs `line`, which a heavy cell makes" in line for line in lines
    )


def test_a_chapter_in_one_language_only(book, press):
    (book.root / FR).unlink()
    status, lines = press(book, "check")
    assert status == 1
    assert any(line.startswith(f"{FR}: the chapter 'small' is missing in fr") for line in lines)


def test_every_problem_of_every_chapter_is_collected(book, press):
    write(book.root / "book" / "en" / "second.md", FRONT_MATTER.replace("cpu", "moon") + page("en"))
    write(book.root / "book" / "fr" / "second.md", page("fr"))
    edit(book, "_toc.yml", "      - file: small\n", "      - file: small\n      - file: second\n")
    edit(book, EN, "  minutes: 30\n", "  minutes: none\n")
    _, lines = press(book, "check")
    assert any("book/en/second.md:3: practical.runs_on is wrong" in line for line in lines)
    assert any("book/en/small.md:5: practical.minutes is wrong" in line for line in lines)


def test_only_the_chapters_that_are_named_are_checked(book, press):
    for language in ("en", "fr"):
        text = page(language).replace("small", "second").replace("eq-square", "eq-other") + "Brokken!\n"
        front = FRONT_MATTER if language == "en" else ""
        write(book.root / "book" / language / "second.md", front + text)
    edit(book, "_toc.yml", "      - file: small\n", "      - file: small\n      - file: second\n")
    edit(book, "book/fr/index.md", "Lisez-le.", "Lisez-le !")
    assert press(book, "check", "small")[0] == 0
    _, lines = press(book, "check")
    assert any(line.startswith("book/en/second.md") for line in lines)
    assert any(line.startswith("book/fr/index.md") for line in lines)


def test_an_unknown_chapter_is_one_clear_line(book, press):
    assert press(book, "check", "smal") == (1, ["error no chapter 'smal' in _toc.yml — use one of small"])


def test_a_page_outside_the_table_of_contents(book, press):
    write(book.root / "book" / "en" / "lost.md", "# Lost\n")
    _, lines = press(book, "check")
    assert any(line.startswith("book/en/lost.md: the page is not in the table of contents") for line in lines)


def test_stale_outputs(book, press):
    for name in (EN, FR):
        edit(book, name, "number**2", "number**3")
    _, lines = press(book, "check")
    assert [line for line in lines if line.startswith("book/outputs/") and "the outputs are stale" in line][
        1:
    ]


def test_missing_outputs(book, press):
    book.output("fr", "small").unlink()
    _, lines = press(book, "check")
    assert "book/outputs/fr/small.ipynb: the outputs are missing — run `press execute small`" in lines


def test_outputs_edited_by_hand(book, press):
    edit(book, "book/outputs/fr/small.ipynb", "0.25", "0.26")
    _, lines = press(book, "check")
    assert "book/outputs/fr/small.ipynb: the outputs were edited by hand — run `press execute small`" in lines
    assert any("the output has 0.26 where the English has 0.25" in line for line in lines)


def test_a_budget_that_is_passed(book, press):
    edit(book, "_config.yml", "outputs_kilobytes: 600", "outputs_kilobytes: 1")
    _, lines = press(book, "check")
    assert any("more than 1 KB" in line for line in lines)


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ({"output_type": "stream", "name": "stderr", "text": "careful"}, "holds text on stderr"),
        (
            {"output_type": "error", "ename": "ValueError", "evalue": "", "traceback": []},
            "is an error: ValueError",
        ),
        ({"output_type": "stream", "name": "stdout", "text": "FutureWarning: soon"}, "holds a warning"),
        (
            {"output_type": "stream", "name": "stdout", "text": "/home/ann/x.py"},
            "a path of one machine: /home/ann/x.py",
        ),
    ],
)
def test_outputs_that_should_not_be_shown(book, press, output, message):
    path = book.output("en", "small")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][1]["outputs"] = [output]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    _, lines = press(book, "check")
    assert any(line.startswith(EN) and message in line for line in lines), lines


def test_fix_mends_french_in_place_and_once_is_enough(book, press):
    edit(book, FR, "carré\u202f?", "carré ?")
    edit(book, FR, "Elle se courbe.", 'Elle se "courbe" : oui!')
    before = (book.root / EN).read_bytes()
    assert press(book, "check")[0] == 1
    assert press(book, "check", "--fix") == (
        0,
        [f"mended {FR}", "1 chapter in two languages: nothing to mend"],
    )
    mended = (book.root / FR).read_text(encoding="utf-8")
    assert "Elle se «\u00a0courbe\u00a0»\u00a0: oui\u202f!" in mended
    assert press(book, "check", "--fix") == (0, ["1 chapter in two languages: nothing to mend"])
    assert (book.root / FR).read_text(encoding="utf-8") == mended
    assert (book.root / EN).read_bytes() == before


def test_the_second_run_needs_no_dictionary(book, press, monkeypatch):
    assert press(book, "check")[0] == 0
    monkeypatch.setattr(
        "press.checks.spelling.dictionary", lambda language: pytest.fail("a dictionary was loaded")
    )
    assert press(book, "check")[0] == 0


def test_numbers_within_a_thousandth_are_the_same(book, press):
    path = book.output("fr", "small")
    text = path.read_text(encoding="utf-8").replace("carré : 0.25", "carré : 0.2501")
    path.write_text(text, encoding="utf-8")
    _, lines = press(book, "check")
    assert not any("the output has" in line for line in lines)
