"""Runs a chapter's light cells once and tries every exercise from there: solution, stub and wrong answers."""

import ast
import os
import warnings
from dataclasses import dataclass
from functools import cache

from real_book import BOOK

from practicals import set_language
from press.chapter import chapter as chapters
from press.chapter import exercises
from press.chapter.chapter import Chapter, Exercise


def wrong_answers(slug):
    """The chapter's typical wrong answers: label → hint → the code in place of the solution."""
    path = BOOK.root / "tests" / "book" / "wrong_answers" / f"{slug}.py"
    namespace = {}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), namespace)
    return namespace["WRONG_ANSWERS"]


@dataclass
class Tried:
    """A chapter that has been run, with the names that each exercise found when its turn came."""

    chapter: Chapter
    before: dict[str, dict]

    def exercise(self, label) -> Exercise:
        return next(exercise for exercise in self.chapter.exercises if exercise.label == label)

    def attempt(self, label, source):
        """The feedback of an exercise's check when its cell is replaced by ``source``."""
        set_language(self.chapter.language)
        return run_cell(source, dict(self.before[label]))


def run_cell(source, names):
    """Execute a cell as Jupyter does and return the value of its last expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # a wrong answer may divide by zero; executing the chapter forbids warnings
        exec(compile(tree, "<cell>", "exec"), names)
        return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None


def _keep_compiled_programs():
    """Both languages, and every answer to an exercise, mostly compile the same programs."""
    import jax

    jax.config.update("jax_compilation_cache_dir", str(BOOK.build / "cache" / "jax"))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


@cache
def tried(slug, language) -> Tried:
    """Run the chapter's cells, the heavy ones aside, with the solutions in place."""
    os.environ["MPLBACKEND"] = "Agg"
    import matplotlib.pyplot as plt

    chapter = chapters.read(BOOK, language, slug)
    if "jax" in chapter.practical.packages:
        _keep_compiled_programs()
    names = {"__name__": "__main__"}
    before = {}
    for cell in chapter.cells:
        if "heavy" in cell.tags:
            continue
        exercise = chapter.exercise_of(cell)
        if exercise:
            before[exercise.label] = dict(names)
        if "raises-exception" not in cell.tags:
            run_cell(exercises.solution(cell.source), names)
        plt.close("all")
    return Tried(chapter, before)
