"""Checks of the chapter on JAX. JAX is imported only where a check runs."""

import numpy as np

from practicals.checks.comparison import close, expect_shape, tree_leaves
from practicals.checks.exercise import NotAttempted, exercise, expect

_POPULATION = 20_000.0
_GAMMA = 1 / 12


def _expect_pair(value, length, en, fr):
    expect(isinstance(value, (tuple, list)) and len(value) == length, "results", en=en, fr=fr)


def _expect_recordable(call, hint, en, fr):
    """The reader's function runs on tracers; a NumPy function in it has its own hint, other errors pass."""
    try:
        call()
    except NotAttempted:
        raise
    except Exception as raised:
        kind = type(getattr(raised, "error", raised)).__name__
        expect(
            kind != "TracerArrayConversionError", "numpy-inside",
            en="A function of NumPy (`np.…`) is in it, and that cannot work under `jax.jit`. Write `jnp.…` instead.",
            fr="Une fonction de NumPy (`np.…`) s'y trouve, et cela ne peut pas marcher sous `jax.jit`. Écrivez `jnp.…` "
            "à la place.",
        )  # fmt: skip
        expect(not ("Tracer" in kind or "Concret" in kind), hint, en=en, fr=fr)
        raise


def _one_day(state, beta):
    susceptible, infectious, removed = state
    infections = susceptible * (1 - np.exp(-beta * infectious / _POPULATION))
    recoveries = _GAMMA * infectious
    return np.array([susceptible - infections, infectious + infections - recoveries, removed + recoveries])


@exercise("jax-introduction-one-day")
def one_day(attempt):
    import jax
    import jax.numpy as jnp

    state, beta = np.array([700.0, 40.0, 19_260.0]), 0.9
    value = attempt(jnp.asarray(state), beta)
    _expect_recordable(
        lambda: jax.eval_shape(attempt, jnp.asarray(state), beta), "python-value",
        en="It works now, and will not under `jax.jit`: an `if` or a `float(…)` of Python is in it. Keep to `jnp`.",
        fr="Cela marche ici, mais pas sous `jax.jit` : un `if` ou un `float(…)` de Python s'y trouve. Tenez-vous-en à "
        "`jnp`.",
    )  # fmt: skip
    expect(
        isinstance(value, jax.Array), "not-an-array",
        en=f"The result is a {type(value).__name__}, not a JAX array: put the three numbers in `jnp.array([…])`.",
        fr=f"Le résultat est un {type(value).__name__}, pas un tableau JAX : mettez les trois nombres dans "
        "`jnp.array([…])`.",
    )  # fmt: skip
    expect_shape(value, (3,))
    right = _one_day(state, beta)
    infections, recoveries = state[0] - right[0], _GAMMA * state[1]
    expect(
        not close(value, [right[0], right[1] + recoveries, right[2]], 1e-6), "still-infectious",
        en="Those who recover join R, but they stay in I as well: subtract the recoveries there.",
        fr="Les personnes guéries passent dans R, mais restent aussi dans I : retranchez-y les guérisons.",
    )  # fmt: skip
    expect(
        not close(value, [right[0], right[1] - infections, right[2]], 1e-6), "infected-vanish",
        en="The infected leave S and arrive nowhere: add them to I.",
        fr="Les personnes infectées quittent S et n'arrivent nulle part : ajoutez-les à I.",
    )  # fmt: skip
    expect(
        float(value[0]) < state[0], "sign",
        en="The number of susceptible people grows: mind the minus sign in the exponent, and S loses the infections.",
        fr="Le nombre de personnes susceptibles augmente : attention au signe moins dans l'exposant ; et S perd les "
        "infections.",
    )  # fmt: skip
    linear = beta * state[0] * state[1] / _POPULATION
    expect(
        not close(value[0], state[0] - linear, 1e-6), "exponential-forgotten",
        en="The infections are β S I / N here; the formula has S (1 − exp(−β I / N)).",
        fr="Les infections valent ici β S I / N ; la formule est S (1 − exp(−β I / N)).",
    )  # fmt: skip
    expect(
        close(value, right, 1e-6), "wrong-value",
        en="The three numbers are not those of the formula. Print the infections and the recoveries, and compare with "
        "`one_day_numpy`.",
        fr="Les trois nombres ne sont pas ceux de la formule. Affichez les infections et les guérisons, et comparez "
        "avec `one_day_numpy`.",
    )  # fmt: skip


@exercise("jax-introduction-count-cases")
def count_cases(attempt):
    import jax.numpy as jnp

    value = attempt(jnp.array([0, 2, 2, 7, 2, 3]), 5)
    expect_shape(value, (5,))
    value = np.asarray(value)
    expect(
        not close(value, [1, 0, 1, 1, 0]), "repeats-lost",
        en="Three patients fell ill on day 2 and one is counted: `set` writes the same value three times. Use `add`.",
        fr="Trois personnes sont tombées malades le jour 2, et une seule est comptée : `set` écrit trois fois la même "
        "valeur. Utilisez `add`.",
    )  # fmt: skip
    expect(
        not close(value, [1, 0, 3, 1, 1]), "late-day-counted",
        en="The patient of day 7 is counted on the last day. Writing outside the bounds is dropped by itself: leave the "
        "days as they are.",
        fr="La personne du jour 7 est comptée le dernier jour. Une écriture hors des bornes est ignorée d'elle-même : "
        "laissez les jours tels quels.",
    )  # fmt: skip
    expect(
        not close(value, 0 * value), "result-lost",
        en="The result is all zeros: `.at[…].add(…)` returns a new array; return that one.",
        fr="Le résultat ne contient que des zéros : `.at[…].add(…)` renvoie un nouveau tableau ; c'est lui qu'il faut "
        "renvoyer.",
    )  # fmt: skip
    expect(
        close(value, [1, 0, 3, 1, 0]), "wrong-value",
        en="For the days 0, 2, 2, 7, 2, 3 and five days the counts are not right.",
        fr="Pour les jours 0, 2, 2, 7, 2, 3 et cinq jours, les nombres de malades ne sont pas justes.",
    )  # fmt: skip


@exercise("jax-introduction-variance")
def variance(attempt):
    import jax.numpy as jnp

    small = np.array([1.0, 2.0, 4.0, 9.0])
    value = attempt(jnp.asarray(small))
    expect_shape(value, ())
    expect(
        not close(value, small.std()), "square-root",
        en="This is the standard deviation: leave the square root out.",
        fr="Ceci est l'écart-type : retirez la racine carrée.",
    )  # fmt: skip
    expect(
        not close(value, small.var(ddof=1)), "other-mean",
        en="You divide by n − 1; here the variance is a plain mean of squares, divided by n.",
        fr="Vous divisez par n − 1 ; ici, la variance est une simple moyenne de carrés, divisée par n.",
    )  # fmt: skip
    expect(
        not close(value, 0.0), "squared-too-late",
        en="The result is 0: the distances to the mean cancel. Square them before you take their mean.",
        fr="Le résultat est 0 : les écarts à la moyenne se compensent. Élevez-les au carré avant d'en prendre la "
        "moyenne.",
    )  # fmt: skip
    expect(
        close(value, small.var()), "wrong-value",
        en="For 1, 2, 4, 9 the result is not the mean of the squared distances to the mean.",
        fr="Pour 1, 2, 4, 9, le résultat n'est pas la moyenne des carrés des écarts à la moyenne.",
    )  # fmt: skip
    large = np.array([20_497.0, 20_499.0, 20_500.0, 20_501.0, 20_503.0] * 40)
    expect(
        close(attempt(jnp.asarray(large, jnp.float32)), large.var(), 0.01), "digits-lost",
        en="Right for small numbers, without a right digit for numbers near 20 500: two huge squares are still "
        "subtracted. Subtract the mean first.",
        fr="Juste pour de petits nombres, sans un chiffre juste pour des nombres voisins de 20 500 : deux carrés "
        "énormes sont encore soustraits. Retranchez d'abord la moyenne.",
    )  # fmt: skip


@exercise("jax-introduction-survey")
def survey(attempt):
    import jax

    people = 20_000
    vaccinated, infected = attempt(jax.random.key(5), people)
    if vaccinated is Ellipsis or infected is Ellipsis:
        raise NotAttempted
    expect_shape(vaccinated, (people,))
    expect_shape(infected, (people,))
    vaccinated, infected = np.asarray(vaccinated, dtype=bool), np.asarray(infected, dtype=bool)
    expect(
        not (abs(vaccinated.mean() - 0.2) < 0.03 and abs(infected.mean() - 0.6) < 0.03), "rates-swapped",
        en="The two probabilities have changed places: 0.6 are vaccinated, 0.2 infected.",
        fr="Les deux probabilités sont interverties : 0,6 pour la vaccination, 0,2 pour l'infection.",
    )  # fmt: skip
    expect(
        abs(vaccinated.mean() - 0.6) < 0.03 and abs(infected.mean() - 0.2) < 0.03, "rates",
        en="The shares of the vaccinated and of the infected are not near 0.6 and 0.2.",
        fr="Les parts de personnes vaccinées et de personnes infectées ne sont pas proches de 0,6 et 0,2.",
    )  # fmt: skip
    expect(
        abs(float(np.corrcoef(vaccinated, infected)[0, 1])) < 0.05, "same-key",
        en="The two still go together: both draws use the same key. Split it, and give each draw a key of its own.",
        fr="Les deux restent liés : les deux tirages utilisent la même clé. Découpez-la avec `split` et donnez à "
        "chaque tirage la sienne.",
    )  # fmt: skip
    again = attempt(jax.random.key(5), people)
    expect(
        np.array_equal(again[0], vaccinated) and np.array_equal(again[1], infected), "not-from-key",
        en="Called twice with the same key, your function gives two different towns: draw with `jax.random`, not with "
        "NumPy.",
        fr="Appelée deux fois avec la même clé, votre fonction donne deux villes différentes : tirez avec "
        "`jax.random`, pas avec NumPy.",
    )  # fmt: skip
    other = attempt(jax.random.key(6), people)
    expect(
        not (np.array_equal(other[0], vaccinated) or np.array_equal(other[1], infected)), "key-ignored",
        en="Two different keys give the same town: both keys must come from the argument `key`.",
        fr="Deux clés différentes donnent la même ville : les deux clés doivent venir de l'argument `key`.",
    )  # fmt: skip


@exercise("jax-introduction-report")
def report(attempt):
    import jax
    import jax.numpy as jnp

    count = 20_000
    value = np.asarray(attempt(jax.random.key(7), jnp.full(count, 100.0)), dtype=float)
    again = np.asarray(attempt(jax.random.key(7), jnp.full(count, 100.0)), dtype=float)
    other = np.asarray(attempt(jax.random.key(8), jnp.full(count, 100.0)), dtype=float)
    expect_shape(value, (count,))
    expect(
        np.array_equal(value, again), "not-from-key",
        en="Called twice with the same key, your function gives two different reports: draw with `jax.random.normal`, "
        "not with NumPy.",
        fr="Appelée deux fois avec la même clé, votre fonction donne deux relevés différents : tirez avec "
        "`jax.random.normal`, pas avec NumPy.",
    )  # fmt: skip
    expect(
        not np.array_equal(value, other), "key-ignored",
        en="Two different keys give the same report: pass `key` to `jax.random.normal`.",
        fr="Deux clés différentes donnent le même relevé : passez `key` à `jax.random.normal`.",
    )  # fmt: skip
    expect(
        value.std() > 0.1, "one-draw",
        en="All entries got the same luck: `jax.random.normal(key)` is one number. Ask for one draw for each entry, "
        "with the shape of `expected`.",
        fr="Toutes les cases ont reçu le même hasard : `jax.random.normal(key)` est un seul nombre. Demandez un tirage "
        "par case, avec la forme de `expected`.",
    )  # fmt: skip
    expect(
        value.std() < 30, "square-root-forgotten",
        en="Where 100 cases are expected, the counts vary far too much: multiply the draws by the square root of the expected count.",
        fr="Là où 100 cas sont attendus, les nombres varient beaucoup trop : multipliez les tirages par la racine carrée du nombre "
        "attendu.",
    )  # fmt: skip
    expect(
        abs(value.mean() - 100) < 1 and abs(value.std() - 10) < 0.5, "wrong-law",
        en="Where 100 cases are expected, the counts should have the mean 100 and the standard deviation 10.",
        fr="Là où 100 cas sont attendus, les nombres devraient avoir pour moyenne 100 et pour écart-type 10.",
    )  # fmt: skip
    expect(
        np.array_equal(value, np.round(value)), "not-whole",
        en="A report holds whole numbers: round with `jnp.round`.",
        fr="Un relevé contient des nombres entiers : arrondissez avec `jnp.round`.",
    )  # fmt: skip
    expect(
        abs(value.mean() - 100) < 0.3, "not-to-nearest",
        en="The counts are half a case too low or too high on average: `jnp.round` goes to the nearest whole number, "
        "`floor`, `ceil` and `astype(int)` do not.",
        fr="Les nombres sont en moyenne trop petits ou trop grands d'un demi-cas : `jnp.round` va à l'entier le plus proche, "
        "`floor`, `ceil` et `astype(int)` non.",
    )  # fmt: skip
    rare = np.asarray(attempt(jax.random.key(7), jnp.full(count, 0.6)), dtype=float)
    expect(
        rare.min() >= 0, "negative",
        en="Where few cases are expected, some counts are negative: put 0 in their place with `jnp.maximum`.",
        fr="Là où peu de cas sont attendus, certains nombres sont négatifs : remplacez-les par 0 avec `jnp.maximum`.",
    )  # fmt: skip
    # P(0.6 + √0.6 z < 0.5) = 0.449: that share is rounded to 0 or negative.
    expect(
        abs(np.mean(rare == 0) - 0.449) < 0.03, "zeros",
        en="Where few cases are expected, the share of zeros is not right: round μ + √μ z, and put 0 in the place of "
        "every negative number (not its absolute value).",
        fr="Là où peu de cas sont attendus, la part de zéros n'est pas la bonne : arrondissez μ + √μ z, et mettez 0 à la "
        "place de tout nombre négatif (pas sa valeur absolue).",
    )  # fmt: skip


@exercise("jax-introduction-doses")
def doses(attempt):
    import jax

    _expect_recordable(
        lambda: jax.jit(attempt)(100.0, 60.0), "python-min",
        en="Under `jax.jit` the arguments are tracers, without a value: Python's `min` and `if` cannot compare them. "
        "Take `jnp.minimum`.",
        fr="Sous `jax.jit`, les arguments sont des traceurs, sans valeur : le `min` et le `if` de Python ne peuvent pas "
        "les comparer. Prenez `jnp.minimum`.",
    )  # fmt: skip
    value = attempt(100.0, 60.0)
    _expect_pair(
        value, 2,
        en="Return a pair: the doses left, and the doses given.",
        fr="Renvoyez un couple : les doses restantes, et les doses données.",
    )  # fmt: skip
    if any(item is Ellipsis or item is None for item in value):
        raise NotAttempted
    left, given = (float(item) for item in value)
    expect(
        (left, given) != (60.0, 40.0), "order",
        en="The two results have changed places: first what is left, then what was given.",
        fr="Les deux résultats sont intervertis : d'abord ce qui reste, ensuite ce qui est donné.",
    )  # fmt: skip
    expect(
        left != 100.0, "stock-unchanged",
        en="60 doses were given out of 100, and 100 are left. Return the new stock.",
        fr="60 doses sur 100 ont été données, et il en reste 100. Renvoyez le nouveau stock.",
    )  # fmt: skip
    short_left, short_given = (float(item) for item in attempt(30.0, 60.0))
    expect(
        short_left >= 0 and short_given <= 30, "more-than-there-is",
        en="With 30 doses in stock and 60 requested, more is given than there is: take the smaller of the two.",
        fr="Avec 30 doses en stock et 60 demandées, vous en donnez plus qu'il n'y en a : prenez le plus petit des deux.",
    )  # fmt: skip
    expect(
        close([left, given, short_left, short_given], [40, 60, 0, 30]), "wrong-value",
        en="From 100 doses, a request of 60 leaves 40; from 30, it gets 30 and leaves 0.",
        fr="Sur 100 doses, une demande de 60 en laisse 40 ; sur 30, elle en reçoit 30 et en laisse 0.",
    )  # fmt: skip


def _contact_rate(day, closing_day):
    return np.where(day < closing_day, 1.25, 0.5 + 0.75 * np.exp(-(day - closing_day) / 14))


@exercise("jax-introduction-contact-rate")
def contact_rate(attempt):
    import jax
    import jax.numpy as jnp

    _expect_recordable(
        lambda: jax.jit(attempt)(25.0, 20.0), "python-if",
        en="Under `jax.jit` a Python `if` (or `and`, `min`, `float`) needs a value that a tracer does not have: "
        "compute both branches and choose with `jnp.where`.",
        fr="Sous `jax.jit`, un `if` de Python (ou `and`, `min`, `float`) a besoin d'une valeur qu'un traceur n'a pas : "
        "calculez les deux branches et choisissez avec `jnp.where`.",
    )  # fmt: skip
    day = np.array([0.0, 10.0, 19.5, 20.0, 34.0, 100.0])
    value = jax.jit(attempt)(jnp.asarray(day), 20.0)
    expect_shape(value, day.shape)
    right = _contact_rate(day, 20.0)
    expect(
        not close(value, _contact_rate(day, 30.0)), "day-fixed",
        en="The schools close on day 30 whatever `closing_day` says.",
        fr="Les écoles ferment le jour 30, quelle que soit la valeur de `closing_day`.",
    )  # fmt: skip
    swapped = np.where(day < 20.0, 0.5 + 0.75 * np.exp(-(day - 20.0) / 14), 1.25)
    expect(
        not close(value, swapped), "branches-swapped",
        en="The two branches have changed places: `jnp.where(condition, value if true, value if false)`.",
        fr="Les deux branches sont interverties : `jnp.where(condition, valeur si vrai, valeur si faux)`.",
    )  # fmt: skip
    expect(
        close(value, right), "wrong-value",
        en="Before the closing day the rate is 1.25; on that day the second formula starts, also at 1.25, and falls "
        "towards 0.5.",
        fr="Avant le jour de fermeture, le taux vaut 1,25 ; ce jour-là commence la seconde formule, elle aussi à 1,25, "
        "qui descend vers 0,5.",
    )  # fmt: skip


@exercise("jax-introduction-recordings")
def recordings(attempt):
    answers = list(attempt)
    if any(answer is Ellipsis for answer in answers):
        raise NotAttempted
    expect(
        len(answers) == 5 and all(isinstance(answer, (bool, np.bool_)) for answer in answers), "five-answers",
        en="Five answers are needed, each `True` or `False`.",
        fr="Il faut cinq réponses, chacune `True` ou `False`.",
    )  # fmt: skip
    expect(
        not (answers[0] or answers[4]), "values",
        en="Other values are no reason to record again: a tracer has none. Compare shapes and types only (calls 1 and "
        "5).",
        fr="D'autres valeurs ne sont pas une raison d'enregistrer de nouveau : un traceur n'en a pas. Ne comparez que "
        "les formes et les types (appels 1 et 5).",
    )  # fmt: skip
    expect(
        answers[1], "shape",
        en="`(1, 3)` and `(3,)` hold as many numbers, but they are two shapes (call 2).",
        fr="`(1, 3)` et `(3,)` contiennent le même nombre de valeurs, mais ce sont deux formes différentes (appel 2).",
    )  # fmt: skip
    expect(
        not answers[2], "earlier-recording",
        en="Recordings are kept: look for a call with three whole numbers among the first four (call 3).",
        fr="Les enregistrements sont conservés : cherchez un appel avec trois nombres entiers parmi les quatre premiers "
        "(appel 3).",
    )  # fmt: skip
    expect(
        answers[3], "scalar",
        en="A single number has the shape `()`, and no call so far had it (call 4).",
        fr="Un nombre seul a la forme `()`, et aucun appel ne l'avait encore (appel 4).",
    )  # fmt: skip


@exercise("jax-introduction-slope")
def slope(attempt):
    beta, susceptible, infectious = 0.8, 500.0, 3_000.0
    escaping = np.exp(-beta * infectious / _POPULATION)
    right = susceptible * infectious / _POPULATION * escaping
    value = attempt(beta, susceptible, infectious)
    expect_shape(value, ())
    value = float(value)
    expect(
        not close(value, -right), "sign",
        en="The sign is wrong: more contacts, more infections. There are two minus signs, and they cancel.",
        fr="Le signe est faux : plus de contacts, plus d'infections. Il y a deux signes moins, qui se compensent.",
    )  # fmt: skip
    expect(
        not (close(value, susceptible * escaping) or close(value, -susceptible * escaping)), "inner-derivative",
        en="The derivative of the exponent is missing: the chain rule multiplies by I / N.",
        fr="Il manque la dérivée de l'exposant : la dérivation en chaîne multiplie par I / N.",
    )  # fmt: skip
    expect(
        not close(value, susceptible * (1 - escaping)), "not-differentiated",
        en="This is the number of infections itself, not its derivative.",
        fr="Ceci est le nombre d'infections lui-même, pas sa dérivée.",
    )  # fmt: skip
    expect(
        not close(value, right * _POPULATION), "population-forgotten",
        en="The division by N in front of the exponential is missing.",
        fr="Il manque la division par N devant l'exponentielle.",
    )  # fmt: skip
    expect(
        close(value, right), "wrong-value",
        en="The value is not the derivative. Test it with a finite difference of `infections`.",
        fr="La valeur n'est pas la dérivée. Vérifiez-la avec une différence finie de `infections`.",
    )  # fmt: skip


@exercise("jax-introduction-difference")
def difference(attempt):
    def parabola(x):
        return 3 * x**2 + x

    x, h = 2.0, 0.4
    value = float(attempt(parabola, x, h))
    forward, backward = (parabola(x + h) - parabola(x)) / h, (parabola(x) - parabola(x - h)) / h
    expect(
        not (close(value, forward) or close(value, backward)), "one-sided",
        en="One of the two points is x itself. The central difference takes one point on each side.",
        fr="L'un des deux points est x lui-même. La différence centrée prend un point de chaque côté.",
    )  # fmt: skip
    expect(
        not (close(value, 2 * 13.0) or close(value, 13.0 * h * h)), "distance",
        en="The two points are 2h apart: divide by `(2 * h)`, with the brackets.",
        fr="Les deux points sont distants de 2h : divisez par `(2 * h)`, avec les parenthèses.",
    )  # fmt: skip
    expect(
        not close(value, -13.0), "sign",
        en="The sign is wrong: f(x + h) comes first.",
        fr="Le signe est faux : f(x + h) vient en premier.",
    )  # fmt: skip
    expect(
        close(value, 13.0), "wrong-value",
        en="For 3x² + x at x = 2 the central difference is 13 for every step.",
        fr="Pour 3x² + x en x = 2, la différence centrée vaut 13 quel que soit le pas.",
    )  # fmt: skip
    cubic = float(attempt(lambda x: x**3, x, h))
    expect(
        not close(cubic, 12.0), "not-a-difference",
        en="This is the exact derivative, not a difference: use f(x + h) and f(x − h) only, with this step h.",
        fr="Ceci est la dérivée exacte, pas une différence : n'utilisez que f(x + h) et f(x − h), avec ce pas h.",
    )  # fmt: skip
    expect(
        close(cubic, 12.0 + h**2), "other-step",
        en="A central difference, but with another step: the two points are x + h and x − h, 2h apart.",
        fr="C'est une différence centrée, mais avec un autre pas : les deux points sont x + h et x − h, distants de 2h.",
    )  # fmt: skip


@exercise("jax-introduction-nth")
def nth(attempt):
    x = 1.5
    right = [x**4, 4 * x**3, 12 * x**2, 24 * x, 24.0]
    functions = [attempt(lambda value: value**4, n) for n in range(5)]
    expect(
        all(callable(function) for function in functions), "not-a-function",
        en="Return a function, not its value: `jax.grad(f)` without a point in brackets after it.",
        fr="Renvoyez une fonction, pas sa valeur : `jax.grad(f)`, sans point entre parenthèses à la suite.",
    )  # fmt: skip
    try:
        values = [float(function(x)) for function in functions]
    except RecursionError:
        values = None
    expect(
        values is not None, "calls-itself",
        en="The function that you return calls itself without end: a function defined in the loop looks its `f` up when "
        "it is called, not when it is defined. Write `f = jax.grad(f)`.",
        fr="La fonction renvoyée s'appelle elle-même sans fin : une fonction définie dans la boucle cherche son `f` "
        "quand elle est appelée, pas quand elle est définie. Écrivez `f = jax.grad(f)`.",
    )  # fmt: skip
    expect(
        not close(values, [*right[1:], 0.0]), "one-too-many",
        en="You differentiate n + 1 times: for n = 0 the result is f itself.",
        fr="Vous dérivez n + 1 fois : pour n = 0, le résultat est f elle-même.",
    )  # fmt: skip
    expect(
        not close(values[1:], right[:-1]), "one-too-few",
        en="You differentiate n − 1 times: for n = 1 the result is the first derivative, and `range(n)` has n rounds.",
        fr="Vous dérivez n − 1 fois : pour n = 1, le résultat est la dérivée première, et `range(n)` fait n tours.",
    )  # fmt: skip
    expect(
        not close(values[1:3], [right[1], right[1]]), "always-the-first",
        en="For n = 2 you return the first derivative again: differentiate the previous result, not f.",
        fr="Pour n = 2, vous renvoyez encore la dérivée première : dérivez le résultat précédent, pas f.",
    )  # fmt: skip
    expect(
        close(values, right), "wrong-value",
        en="For x⁴ the derivatives of order 0 to 4 are not right.",
        fr="Pour x⁴, les dérivées d'ordre 0 à 4 ne sont pas justes.",
    )  # fmt: skip


@exercise("jax-introduction-simulate")
def simulate(attempt):
    import jax
    import jax.numpy as jnp

    beta, days = 0.9, 4
    states = [np.array([2_000.0, 50.0, 17_950.0])]
    for _ in range(days):
        states.append(_one_day(states[-1], beta))
    first, right = states[0], np.array(states[1:])
    value = attempt(beta, jnp.asarray(first), days)
    expect(
        not isinstance(value, tuple), "both-results",
        en="`jax.lax.scan` returns a pair: the last carry and the stacked outputs. Return the second one.",
        fr="`jax.lax.scan` renvoie un couple : le dernier état transmis et les sorties empilées. Renvoyez le second.",
    )  # fmt: skip
    expect(
        np.shape(value) != (3,), "last-only",
        en="This is one state, the last carry. The stacked outputs are the second result of `jax.lax.scan`.",
        fr="Ceci est un seul état, le dernier transmis. Les sorties empilées sont le second résultat de `jax.lax.scan`.",
    )  # fmt: skip
    expect_shape(value, (days, 3))
    expect(
        not close(value, np.array(states[:-1]), 1e-6), "one-day-late",
        en="The first row is the start itself: the output must be the new state, not the one that came in.",
        fr="La première ligne est l'état de départ : la sortie doit être le nouvel état, pas celui qui est entré.",
    )  # fmt: skip
    expect(
        not close(value, np.tile(right[0], (days, 1)), 1e-6), "not-handed-on",
        en="Every row is the first day: the carry that you return must be the new state.",
        fr="Chaque ligne est le premier jour : l'état transmis que vous renvoyez doit être le nouvel état.",
    )  # fmt: skip
    expect(
        close(value, right, 1e-5), "wrong-value",
        en="The rows are not the states after 1, 2, 3, 4 days.",
        fr="Les lignes ne sont pas les états après 1, 2, 3, 4 jours.",
    )  # fmt: skip

    def lines(length):
        return len(
            str(jax.make_jaxpr(lambda state: attempt(beta, state, length))(jnp.asarray(first))).splitlines()
        )

    expect(
        lines(40) < 3 * lines(4), "unrolled",
        en="Right, but the recording grows with the number of days: that is a Python loop. Use `jax.lax.scan`.",
        fr="C'est juste, mais l'enregistrement grandit avec le nombre de jours : c'est une boucle Python. Utilisez "
        "`jax.lax.scan`.",
    )  # fmt: skip


@exercise("jax-introduction-map")
def value_map(attempt):
    import jax.numpy as jnp

    shapes = []

    def place(x, y):
        shapes.append(np.shape(x) + np.shape(y))
        return 10 * x + y**2

    xs, ys = np.array([1.0, 2.0, 4.0]), np.array([0.5, 3.0, 5.0])
    value = attempt(place, jnp.asarray(xs), jnp.asarray(ys))
    expect(
        np.shape(value) != (3,), "diagonal",
        en="One `vmap` over both walks along the diagonal: the first x with the first y, and so on. Nest two of them.",
        fr="Un seul `vmap` sur les deux suit la diagonale : le premier x avec le premier y, etc. Emboîtez-en deux.",
    )  # fmt: skip
    expect_shape(value, (3, 3))
    right = 10 * xs[None, :] + ys[:, None] ** 2
    expect(
        not close(value, right.T), "axes-swapped",
        en="Rows and columns have changed places: the y belong to the rows. The outer `vmap` makes the first axis.",
        fr="Lignes et colonnes sont interverties : les y vont avec les lignes. Le `vmap` extérieur crée le premier axe.",
    )  # fmt: skip
    expect(
        close(value, right), "wrong-value",
        en="Row i, column j should be f(xs[j], ys[i]).",
        fr="La ligne i, colonne j, devrait être f(xs[j], ys[i]).",
    )  # fmt: skip
    expect(
        all(shape == () for shape in shapes), "f-of-arrays",
        en="Right for this f, but f gets whole arrays from you, and `attacked` wants two numbers: let `jax.vmap` hand "
        "over one of each.",
        fr="C'est juste pour cette fonction f, mais vous lui donnez des tableaux entiers, et `attacked` veut deux nombres : laissez "
        "`jax.vmap` lui en passer un de chaque.",
    )  # fmt: skip
    expect(
        len(shapes) < 3, "loop",
        en="Right, but f is called again and again by a Python loop. Two nested `jax.vmap` call it once.",
        fr="C'est juste, mais une boucle Python appelle f plusieurs fois. Deux `jax.vmap` emboîtés ne l'appellent "
        "qu'une fois.",
    )  # fmt: skip
    expect_shape(attempt(place, jnp.asarray(xs), jnp.asarray(ys[:2])), (2, 3))


def _same_tree(tree, reference, tolerance=1e-4):
    """Same structure, and leaves close to one another."""
    import jax

    return jax.tree.structure(tree) == jax.tree.structure(reference) and all(
        close(leaf, other, tolerance)
        for leaf, other in zip(tree_leaves(tree), tree_leaves(reference), strict=True)
    )


@exercise("jax-introduction-clip")
def clip(attempt):
    import jax
    import jax.numpy as jnp

    gradient = {"weights": [jnp.array([[3.0, 0.0]]), jnp.array([0.0])], "offset": jnp.array(4.0)}  # length 5

    def scaled(factor):
        return jax.tree.map(lambda leaf: factor * leaf, gradient)

    value = attempt(gradient, 1.0)
    expect(
        jax.tree.structure(value) == jax.tree.structure(gradient), "structure",
        en="The result is not a tree of the same structure: `jax.tree.leaves` gives a list, `jax.tree.map` keeps the "
        "nest.",
        fr="Le résultat n'est pas un arbre de même structure : `jax.tree.leaves` donne une liste, `jax.tree.map` "
        "conserve l'emboîtement.",
    )  # fmt: skip
    each = {"weights": [jnp.array([[1.0, 0.0]]), jnp.array([0.0])], "offset": jnp.array(1.0)}
    expect(
        not _same_tree(value, each), "leaf-by-leaf",
        en="Each leaf (or entry) is shortened on its own, so the gradient turns. Take one length for the whole tree.",
        fr="Chaque feuille (ou chaque case) est raccourcie séparément, et le gradient change de direction. Prenez une "
        "seule norme pour l'arbre entier.",
    )  # fmt: skip
    expect(
        not _same_tree(value, scaled(1 / 7)), "lengths-added",
        en="You add the lengths of the leaves. Add their squares, and take one square root at the end.",
        fr="Vous additionnez les normes des feuilles. Additionnez leurs carrés, et prenez une seule racine à la fin.",
    )  # fmt: skip
    expect(
        not _same_tree(value, scaled(1 / 25)), "square-root-forgotten",
        en="You divide by the sum of squares, not by its square root.",
        fr="Vous divisez par la somme des carrés, pas par sa racine carrée.",
    )  # fmt: skip
    expect(
        not _same_tree(attempt(gradient, 10.0), scaled(2.0)), "always-scaled",
        en="A short gradient is made longer: the factor must not exceed 1.",
        fr="Un gradient court est rallongé : le facteur ne doit pas dépasser 1.",
    )  # fmt: skip
    expect(
        _same_tree(value, scaled(1 / 5)) and _same_tree(attempt(gradient, 10.0), gradient), "wrong-value",
        en="A gradient of length 5 should get the length 1 for L = 1, and stay as it is for L = 10.",
        fr="Un gradient de norme 5 doit avoir la norme 1 pour L = 1, et rester tel quel pour L = 10.",
    )  # fmt: skip
    _expect_recordable(
        lambda: jax.jit(attempt)(gradient, 1.0), "python-if",
        en="Right, but not under `jax.jit`: a Python `if` or `min` needs a value. Use `jnp.minimum`.",
        fr="C'est juste, mais pas sous `jax.jit` : un `if` ou un `min` de Python a besoin d'une valeur. Utilisez "
        "`jnp.minimum`.",
    )  # fmt: skip


@exercise("jax-introduction-deviance")
def deviance(attempt):
    import jax
    import jax.numpy as jnp

    observed, expected = np.array([5.0, 3.0, 0.0]), np.array([4.0, 6.0, 2.5])
    right = 2 * (observed * np.log(np.where(observed > 0, observed, 1) / expected) - (observed - expected))
    right[2] = 2 * expected[2]
    arguments = jnp.asarray(observed), jnp.asarray(expected)
    value = np.asarray(attempt(*arguments), dtype=float)
    expect_shape(value, (3,))
    expect(
        not close(value[:2], right[:2] / 2), "factor-two",
        en="The factor 2 in front of the bracket is missing.",
        fr="Il manque le facteur 2 devant la parenthèse.",
    )  # fmt: skip
    expect(
        close(value[:2], right[:2]), "wrong-value",
        en="For the counts 5 and 3 with 4 and 6 expected, the values are not those of the formula.",
        fr="Pour les nombres 5 et 3, avec 4 et 6 attendus, les valeurs ne sont pas celles de la formule.",
    )  # fmt: skip
    expect(
        close(value, right), "zero-count",
        en="The value for a count of 0 is wrong: it should be 2μ (and 0 · log 0 counts as 0).",
        fr="La valeur pour un nombre nul est fausse : elle devrait être 2μ (0 · log 0 compte pour 0).",
    )  # fmt: skip
    slopes = np.asarray(
        jax.grad(lambda mean: jnp.sum(attempt(arguments[0], mean)))(arguments[1]), dtype=float
    )
    expect(
        bool(np.all(np.isfinite(slopes))), "nan-derivative",
        en="The values are right, but the derivative at a count of 0 is still nan: the logarithm of the branch that is "
        "not taken still sees a zero. Replace the zero *inside* the logarithm.",
        fr="Les valeurs sont justes, mais la dérivée pour un nombre nul est encore nan : le logarithme de la branche "
        "non choisie voit encore un zéro. Remplacez le zéro *dans* le logarithme.",
    )  # fmt: skip
    expect(
        close(slopes, 2 * (1 - observed / expected)), "wrong-derivative",
        en="The derivative with respect to `expected` should be 2 (1 − y/μ), also for a count of 0.",
        fr="La dérivée par rapport à `expected` devrait être 2 (1 − y/μ), y compris pour un nombre nul.",
    )  # fmt: skip


@exercise("jax-introduction-train-step")
def train_step(attempt, loss, optimiser, params, cases):
    import jax
    import optax

    @jax.jit
    def right_step(params, memory, cases):
        value, gradient = jax.value_and_grad(loss)(params, cases)
        changes, memory = optimiser.update(gradient, memory, params)
        return gradient, changes, memory, value

    memory = optimiser.init(params)
    gradient, changes, next_memory, loss_before = right_step(params, memory, cases)
    value = attempt(params, memory, cases)
    _expect_pair(
        value, 3,
        en="Return three things: the new parameters, the new memory, and the loss.",
        fr="Renvoyez trois choses : les nouveaux paramètres, la nouvelle mémoire et la perte.",
    )  # fmt: skip
    if any(item is Ellipsis or item is None for item in value):
        raise NotAttempted
    new_params, new_memory, new_value = value
    expect(
        jax.tree.structure(new_params) == jax.tree.structure(params), "order",
        en="The first result is not a tree like `params`: return the parameters, then the memory, then the loss.",
        fr="Le premier résultat n'est pas un arbre comme `params` : renvoyez les paramètres, puis la mémoire, puis la "
        "perte.",
    )  # fmt: skip
    expect(
        not _same_tree(new_params, changes), "not-applied",
        en="The first result is the changes, not the parameters: `optax.apply_updates` adds them.",
        fr="Le premier résultat contient les changements, pas les paramètres : `optax.apply_updates` les ajoute.",
    )  # fmt: skip
    expect(
        not _same_tree(new_params, params), "unchanged",
        en="The parameters have not changed: return the result of `optax.apply_updates`.",
        fr="Les paramètres n'ont pas changé : renvoyez le résultat de `optax.apply_updates`.",
    )  # fmt: skip
    expect(
        not _same_tree(new_params, jax.tree.map(lambda leaf, change: leaf - change, params, changes)), "uphill",
        en="The loss goes up: the changes of Optax already have the minus sign; add them.",
        fr="La perte monte : les changements d'Optax portent déjà le signe moins ; ajoutez-les.",
    )  # fmt: skip
    expect(
        not _same_tree(new_params, optax.apply_updates(params, gradient)), "gradient-added",
        en="The gradient itself is added: it must pass through `optimiser.update` first.",
        fr="C'est le gradient lui-même qui est ajouté : il doit d'abord passer par `optimiser.update`.",
    )  # fmt: skip
    expect(
        _same_tree(new_params, optax.apply_updates(params, changes)), "wrong-parameters",
        en="The new parameters are not those of one step of this optimiser.",
        fr="Les nouveaux paramètres ne sont pas ceux d'une étape de cet optimiseur.",
    )  # fmt: skip
    expect(
        _same_tree(new_memory, next_memory), "memory-lost",
        en="The memory that you return is not the new one, so the optimiser forgets what it has seen.",
        fr="La mémoire renvoyée n'est pas la nouvelle : l'optimiseur oublie ce qu'il a vu.",
    )  # fmt: skip
    expect(
        np.shape(new_value) == () and close(new_value, loss_before, 1e-3), "loss",
        en="The third result is not the loss before the step: take the value of `jax.value_and_grad`.",
        fr="Le troisième résultat n'est pas la perte avant l'étape : prenez la valeur de `jax.value_and_grad`.",
    )  # fmt: skip
    other = cases[::-1]
    expect(
        close(attempt(params, memory, other)[2], right_step(params, memory, other)[3], 1e-3), "cases-ignored",
        en="With other cases the step stays the same: a variable from outside (`known`?) has been copied into the "
        "recording. Use the argument `cases`.",
        fr="Avec d'autres cas, l'étape reste la même : une variable extérieure (`known` ?) a été copiée dans "
        "l'enregistrement. Utilisez l'argument `cases`.",
    )  # fmt: skip
    _, second_changes, second_memory, _ = right_step(new_params, next_memory, other)
    second = attempt(new_params, next_memory, other)
    expect(
        _same_tree(second[0], optax.apply_updates(new_params, second_changes))
        and _same_tree(second[1], second_memory),
        "memory-ignored",
        en="The first step is right, the second is not: the memory that comes in is not used. Pass it to "
        "`optimiser.update`.",
        fr="La première étape est juste, la deuxième non : la mémoire reçue n'est pas utilisée. Passez-la à "
        "`optimiser.update`.",
    )  # fmt: skip


@exercise("jax-introduction-per-example")
def per_example(attempt):
    import jax
    import jax.numpy as jnp

    def example_loss(params, x, y):
        return (params["weights"] @ x + params["offset"] - y) ** 2

    generator = np.random.default_rng(0)
    xs, ys, weights = generator.normal(size=(4, 2)), generator.normal(size=4), np.array([0.5, -1.0])
    params = {"weights": jnp.asarray(weights), "offset": jnp.array(0.3)}
    value = attempt(example_loss, params, jnp.asarray(xs), jnp.asarray(ys))
    residuals = xs @ weights + 0.3 - ys
    expect(
        not (isinstance(value, jax.Array) and close(value, residuals**2)), "losses",
        en="These are the losses of the examples: differentiate before you batch.",
        fr="Ce sont les pertes des exemples : dérivez avant de former le lot.",
    )  # fmt: skip
    expect(
        jax.tree.structure(value) == jax.tree.structure(params), "structure",
        en="The result should be one pytree like `params`, with longer leaves: no list of gradients, and no losses "
        "beside it.",
        fr="Le résultat devrait être un seul pytree comme `params`, aux feuilles plus longues : pas une liste de "
        "gradients, et pas de pertes à côté.",
    )  # fmt: skip
    expect(
        np.shape(value["offset"]) != (), "summed",
        en="There is one gradient for all examples together. One for each is wanted: `vmap` outside, `grad` inside.",
        fr="Il n'y a qu'un gradient pour tous les exemples ensemble. Il en faut un par exemple : `vmap` à l'extérieur, "
        "`grad` à l'intérieur.",
    )  # fmt: skip
    expect_shape(value["weights"], (4, 2))
    expect_shape(value["offset"], (4,))
    expect(
        close(value["offset"], 2 * residuals) and close(value["weights"], 2 * residuals[:, None] * xs),
        "wrong-value",
        en="The leaves have the right shapes, but row i is not the gradient of example i.",
        fr="Les feuilles ont les bonnes formes, mais la ligne i n'est pas le gradient de l'exemple i.",
    )


@exercise("jax-introduction-standard-errors")
def uncertainty(attempt):
    import jax.numpy as jnp

    curvature = np.array([[4.0, 1.8], [1.8, 1.0]])
    value = attempt(lambda vector: 0.5 * vector @ jnp.asarray(curvature) @ vector, jnp.zeros(2))
    _expect_pair(
        value, 2,
        en="Return a pair: the covariance and the standard errors.",
        fr="Renvoyez un couple : la covariance et les erreurs types.",
    )  # fmt: skip
    if any(item is Ellipsis or item is None for item in value):
        raise NotAttempted
    covariance, errors = value
    expect_shape(covariance, (2, 2))
    expect_shape(errors, (2,))
    right = np.linalg.inv(curvature)
    expect(
        not close(covariance, curvature, 1e-3), "not-inverted",
        en="This is the Hessian: where it is large the data say much, and the uncertainty is small. Take its inverse.",
        fr="Ceci est la hessienne : là où elle est grande, les données en disent long et l'incertitude est petite. "
        "Prenez son inverse.",
    )  # fmt: skip
    expect(
        close(covariance, right, 1e-3), "covariance",
        en="The covariance is not the inverse of the Hessian at `minimum`.",
        fr="La covariance n'est pas l'inverse de la hessienne en `minimum`.",
    )  # fmt: skip
    expect(
        not close(errors, 1 / np.sqrt(np.diag(curvature)), 1e-3), "diagonal-first",
        en="You invert the diagonal of the Hessian; that holds the other parameters fixed, as if they were known. "
        "Invert the whole matrix first, then take the diagonal.",
        fr="Vous inversez la diagonale de la hessienne : c'est fixer les autres paramètres comme s'ils étaient connus. "
        "Inversez d'abord toute la matrice, puis prenez la diagonale.",
    )  # fmt: skip
    expect(
        not close(errors, np.diag(right), 1e-3), "square-root-forgotten",
        en="These are variances: a standard error is their square root.",
        fr="Ce sont des variances : l'erreur type en est la racine carrée.",
    )  # fmt: skip
    expect(
        close(errors, np.sqrt(np.diag(right)), 1e-3), "wrong-value",
        en="The standard errors are not the square roots of the diagonal of the covariance.",
        fr="Les erreurs types ne sont pas les racines carrées de la diagonale de la covariance.",
    )  # fmt: skip
