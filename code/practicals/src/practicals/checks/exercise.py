"""The decorator that turns a few lines of comparison into a check which never raises."""

import functools
import traceback

from practicals.checks.feedback import Feedback, Outcome
from practicals.language import say


class NotAttempted(Exception):
    """Raised inside a check when the stub is still in place."""


class _NothingReturned(NotAttempted):
    """The reader's function returned None: a stub, or a forgotten `return`."""


class NotYet(Exception):
    """Raised by `expect`; carries the hint for one typical mistake."""

    def __init__(self, hint, message):
        super().__init__(message)
        self.hint = hint
        self.message = message


class _AttemptRaised(Exception):
    def __init__(self, error):
        super().__init__(str(error))
        self.error = error


def expect(condition, hint, en, fr):
    """Stop the check with *not yet* unless ``condition`` holds.

    ``hint`` is a short slug that names the mistake (``"penalty-forgotten"``); the tests of the
    exercise use it. ``en`` and ``fr`` are the sentence that the reader sees.
    """
    if not condition:
        raise NotYet(hint, say(en, fr))


def _is_stub(value):
    if value is None or value is Ellipsis:
        return True
    return isinstance(value, tuple) and bool(value) and all(_is_stub(item) for item in value)


def _comes_from_stub(error):
    return "ellipsis" in str(error).lower() or (
        isinstance(error, NameError) and "is not defined" in str(error)
    )


class _Attempt:
    """The reader's function; calling it turns a stub and an error into answers of the check."""

    def __init__(self, function):
        self._function = function
        functools.update_wrapper(self, function, updated=())

    def __call__(self, *arguments, **keywords):
        try:
            value = self._function(*arguments, **keywords)
        except (NotAttempted, _AttemptRaised):
            raise
        except Exception as error:
            # A half-filled stub computes with `...`: that is no mistake of the reader's.
            if not isinstance(error, NameError) and _comes_from_stub(error):
                raise NotAttempted from None
            raise _AttemptRaised(error) from error
        if value is None:
            raise _NothingReturned
        if _is_stub(value):
            raise NotAttempted
        return value


def _prepare(attempt):
    if _is_stub(attempt):
        raise NotAttempted
    # Classes and library objects keep their attributes: only plain functions are wrapped.
    if callable(attempt) and type(attempt).__name__ in ("function", "PjitFunction"):
        return _Attempt(attempt)
    return attempt


def exercise(label):
    """Make a check out of a function that calls `expect` on the reader's attempts.

    ``label`` is the exercise's label in the chapter. The decorated function receives the reader's
    values (plain functions wrapped, so that stubs and errors are recognised), may return a closing
    remark as ``(en, fr)``, and never raises: it returns a `Feedback`.
    """

    def decorate(function):
        @functools.wraps(function)
        def check(*attempts, **keywords):
            try:
                prepared = [_prepare(attempt) for attempt in attempts]
                named = {name: _prepare(attempt) for name, attempt in keywords.items()}
                remark = function(*prepared, **named)
            except _NothingReturned:
                return Feedback(
                    Outcome.NOT_ATTEMPTED,
                    label,
                    say(
                        "Your function returns nothing: replace the … with your code, end it with `return`, "
                        "then run the cell again.",
                        "Votre fonction ne renvoie rien : remplacez les … par votre code, terminez par `return`, "
                        "puis exécutez de nouveau la cellule.",
                    ),
                )
            except NotAttempted:
                return Feedback(
                    Outcome.NOT_ATTEMPTED,
                    label,
                    say(
                        "Replace the … with your code, then run the cell again.",
                        "Remplacez les … par votre code, puis exécutez de nouveau la cellule.",
                    ),
                )
            except NotYet as answer:
                return Feedback(Outcome.NOT_YET, label, answer.message, answer.hint)
            except _AttemptRaised as raised:
                return _raised(label, raised.error)
            except Exception as error:
                # The comparison itself failed on what the reader returned: a wrong type or shape.
                if _comes_from_stub(error):
                    return Feedback(Outcome.NOT_ATTEMPTED, label)
                return Feedback(
                    Outcome.NOT_YET,
                    label,
                    say(
                        "The result cannot be compared: check its type and its shape.",
                        "Le résultat ne peut pas être comparé : vérifiez son type et sa forme.",
                    ),
                    "wrong-type",
                )
            return Feedback(Outcome.CORRECT, label, say(*remark) if remark else "")

        check.label = label
        return check

    return decorate


def _raised(label, error):
    # The line that helps is the reader's, not one inside NumPy or this package.
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not any(part in frame.filename for part in ("practicals", "-packages", "<frozen"))
    ]
    line = frames[-1].line if frames else ""
    where_en = f" at the line `{line}`" if line else ""
    where_fr = f" à la ligne `{line}`" if line else ""
    text = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}".rstrip(": ")
    return Feedback(
        Outcome.NOT_YET,
        label,
        say(f"Your code stopped{where_en}: {text}", f"Votre code s'est arrêté{where_fr} : {text}"),
        "raises",
    )
