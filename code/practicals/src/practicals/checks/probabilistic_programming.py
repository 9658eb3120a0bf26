"""Checks of the chapter on probabilistic programming. JAX and NumPyro are imported only where a check runs."""

import math

import numpy as np

from practicals.checks.comparison import close, expect_array, expect_parts, expect_shape
from practicals.checks.exercise import exercise, expect


def _close(value, reference, tolerance=1e-3):
    return close(value, reference, tolerance)


_TOSSES = np.array([1, 0, 0, 1, 0, 1, 0, 0])


@exercise("probabilistic-programming-bernoulli")
def bernoulli_log_probability(attempt):
    value = attempt(0.2, _TOSSES)
    each = np.where(_TOSSES == 1, math.log(0.2), math.log(0.8))
    expect(
        not _close(value, each), "not-summed",
        en="One number is needed for all the tosses together: add the logarithms.",
        fr="Il faut un seul nombre pour tous les lancers : additionnez les logarithmes.",
    )  # fmt: skip
    expect_shape(value, ())
    expect(
        not _close(value, math.exp(each.sum()), 1e-6), "no-logarithm",
        en="This is the probability itself; its logarithm is asked for.",
        fr="C'est la probabilité elle-même ; il faut son logarithme.",
    )  # fmt: skip
    expect(
        not _close(value, 3 * math.log(0.2)), "tails-forgotten",
        en="Only the heads are counted. Tails have a probability too: 1 − θ.",
        fr="Seuls les piles sont comptés. Les faces ont aussi une probabilité : 1 − θ.",
    )  # fmt: skip
    expect(
        not _close(value, np.where(_TOSSES == 1, math.log(0.8), math.log(0.2)).sum()), "swapped",
        en="Heads (1) have probability θ, tails (0) have 1 − θ; yours are exchanged.",
        fr="Pile (1) a la probabilité θ, face (0) la probabilité 1 − θ ; les vôtres sont échangées.",
    )  # fmt: skip
    expect(
        not _close(value, each.mean()), "averaged",
        en="This is the mean of the logarithms; the logarithm of a product is their sum.",
        fr="C'est la moyenne des logarithmes ; le logarithme d'un produit est leur somme.",
    )  # fmt: skip
    expect(
        _close(value, each.sum()), "wrong-value",
        en="The value is not the sum of log θ for each head and log (1 − θ) for each tail.",
        fr="La valeur n'est pas la somme des log θ (un par pile) et des log (1 − θ) (un par face).",
    )  # fmt: skip
    expect(
        _close(attempt(0.5, np.ones(400)), 400 * math.log(0.5)), "underflow",
        en="With 400 tosses the result is no longer finite: never form the product, add logarithms.",
        fr="Avec 400 lancers, le résultat n'est plus fini : ne formez jamais le produit, additionnez des "
        "logarithmes.",
    )  # fmt: skip


@exercise("probabilistic-programming-normal")
def normal_log_density(attempt):
    x, mean, std = np.array([-2.0, 0.5, 1.0, 4.0]), 1.5, 2.0
    value = attempt(x, mean, std)
    expect_shape(value, x.shape)
    square = ((x - mean) / std) ** 2
    constant = -math.log(std) - 0.5 * math.log(2 * math.pi)
    right = -0.5 * square + constant
    expect(
        not _close(value, np.exp(right)),
        "no-logarithm",
        en="This is the density; its logarithm is asked for.",
        fr="C'est la densité ; il faut son logarithme.",
    )
    expect(
        not _close(value, right + math.log(std)), "scale-forgotten",
        en="The factor 1/σ in front of the exponential has become lost: it gives −log σ.",
        fr="Le facteur 1/σ devant l'exponentielle s'est perdu : il donne −log σ.",
    )  # fmt: skip
    expect(
        not _close(value, -0.5 * square),
        "constant-forgotten",
        en="The factor 1/(σ√(2π)) has become lost: it gives −log σ − ½ log(2π).",
        fr="Le facteur 1/(σ√(2π)) s'est perdu : il donne −log σ − ½ log(2π).",
    )
    expect(
        not _close(value, -0.5 * (x - mean) ** 2 / std + constant), "variance",
        en="The square of the difference is divided by σ; it must be divided by σ².",
        fr="Le carré de l'écart est divisé par σ ; il faut le diviser par σ².",
    )  # fmt: skip
    expect(
        not _close(value, 0.5 * square + constant),
        "sign",
        en="The density must fall away from the mean: check the sign of the square.",
        fr="La densité doit diminuer loin de la moyenne : vérifiez le signe du carré.",
    )
    expect(
        _close(value, right), "wrong-value",
        en="The values differ from the logarithm of the formula. Take it term by term: −log σ, −½ log(2π), "
        "−(x − μ)²/(2σ²).",
        fr="Les valeurs diffèrent du logarithme de la formule. Prenez-le terme à terme : −log σ, −½ log(2π), "
        "−(x − μ)²/(2σ²).",
    )  # fmt: skip
    # The score of the second session hands over one standard deviation a draw, as a column.
    expect_shape(attempt(x, np.zeros((3, 4)), np.ones((3, 1))), (3, 4))


@exercise("probabilistic-programming-estimate")
def estimate(attempt):
    values = np.random.default_rng(0).gamma(2.0, 3.0, 400)
    mean, error = (float(part) for part in expect_parts(attempt(values), 2, or_array=True))
    std = values.std()
    expect(
        _close(mean, values.mean()),
        "mean",
        en="The first number should be the mean of the values.",
        fr="Le premier nombre devrait être la moyenne des valeurs.",
    )
    expect(
        abs(error / std - 1) > 0.01, "root-n-forgotten",
        en="This is the standard deviation of one draw. The mean of N draws varies √N times less.",
        fr="C'est l'écart-type d'un seul tirage. La moyenne de N tirages varie √N fois moins.",
    )  # fmt: skip
    expect(
        abs(error / (std / 400) - 1) > 0.01, "divided-by-n",
        en="The variance of a mean is divided by N, so its standard deviation is divided by √N.",
        fr="La variance d'une moyenne est divisée par N, donc son écart-type est divisé par √N.",
    )  # fmt: skip
    expect(
        abs(error / (std**2 / 400) - 1) > 0.01 and abs(error / (std**2 / 20) - 1) > 0.01, "variance",
        en="You used the variance; the standard error needs the standard deviation.",
        fr="Vous avez pris la variance ; l'erreur type demande l'écart-type.",
    )  # fmt: skip
    expect(
        abs(error / (std / 20) - 1) < 0.01, "wrong-value",
        en="The second number is not the standard deviation divided by √N.",
        fr="Le second nombre n'est pas l'écart-type divisé par √N.",
    )  # fmt: skip


def _joint(prevalence, sensitivity, specificity):
    return np.array(
        [
            [(1 - prevalence) * specificity, (1 - prevalence) * (1 - specificity)],
            [prevalence * (1 - sensitivity), prevalence * sensitivity],
        ]
    )


@exercise("probabilistic-programming-joint")
def joint_table(attempt):
    given = 0.15, 0.9, 0.7
    prevalence, sensitivity, specificity = given
    answer = attempt(*given)
    value = np.asarray(answer, dtype=float)
    expect_shape(value, (2, 2))
    right = _joint(*given)
    conditional = right / right.sum(axis=1, keepdims=True)
    expect(
        not _close(value, conditional, 1e-6), "prevalence-forgotten",
        en="Each row sums to 1: these are conditional probabilities. Multiply each row by the probability of "
        "its state.",
        fr="Chaque ligne a pour somme 1 : ce sont des probabilités conditionnelles. Multipliez chaque ligne par "
        "la probabilité de son état.",
    )  # fmt: skip
    expect(
        not _close(value, right.T, 1e-6), "transposed",
        en="Rows and columns are exchanged: a row is a state of the person, a column a result of the test.",
        fr="Lignes et colonnes sont échangées : une ligne est un état de la personne, une colonne un résultat "
        "du test.",
    )  # fmt: skip
    expect(
        not (_close(value, right[::-1], 1e-6) or _close(value, right[:, ::-1], 1e-6)), "order",
        en="The numbers are right and their places are not: row 0 is without malaria, column 0 is negative.",
        fr="Les nombres sont justes, pas leurs places : la ligne 0 est sans paludisme, la colonne 0 est "
        "négative.",
    )  # fmt: skip
    expect(
        not _close(value, _joint(prevalence, specificity, sensitivity), 1e-6), "sensitivity-swapped",
        en="Sensitivity and specificity are exchanged: the sensitivity belongs to people with malaria.",
        fr="Sensibilité et spécificité sont échangées : la sensibilité concerne les personnes atteintes de "
        "paludisme.",
    )  # fmt: skip
    expect(
        abs(value.sum() - 1) < 1e-6,
        "sum",
        en="The four probabilities of a joint table must sum to 1.",
        fr="Les quatre probabilités d'une table jointe doivent avoir pour somme 1.",
    )
    expect(
        _close(value, right, 1e-6), "wrong-value",
        en="At least one of the four products is not p(state) · p(test | state).",
        fr="Au moins un des quatre produits n'est pas p(état) · p(test | état).",
    )  # fmt: skip
    expect_array(answer)


@exercise("probabilistic-programming-after-test")
def after_test(attempt):
    table = _joint(0.15, 0.9, 0.7)
    value = np.asarray([float(part) for part in expect_parts(attempt(table), 2, or_array=True)])
    right = (table / table.sum(axis=0))[1, ::-1]
    expect(
        not _close(value, table[1, ::-1], 1e-6), "not-normalised",
        en="These are joint probabilities: divide by the sum of the column, the probability of the test's "
        "result.",
        fr="Ce sont des probabilités jointes : divisez par la somme de la colonne, la probabilité du résultat "
        "du test.",
    )  # fmt: skip
    rows = (table / table.sum(axis=1, keepdims=True))[1, ::-1]
    expect(
        not _close(value, rows, 1e-6), "wrong-condition",
        en="You divided by the sum of the row: that gives the test given malaria. Malaria given the test "
        "divides by the sum of the column.",
        fr="Vous avez divisé par la somme de la ligne : c'est le test sachant le paludisme. Pour le paludisme "
        "sachant le test, divisez par la somme de la colonne.",
    )  # fmt: skip
    expect(
        not _close(value, right[::-1], 1e-6),
        "order",
        en="The two numbers are exchanged: first after a positive test, then after a negative one.",
        fr="Les deux nombres sont échangés : d'abord après un test positif, puis après un test négatif.",
    )
    expect(
        not _close(value, 1 - right, 1e-6),
        "wrong-row",
        en="These are the probabilities of having no malaria: take row 1.",
        fr="Ce sont les probabilités de ne pas avoir le paludisme : prenez la ligne 1.",
    )
    expect(
        _close(value, right, 1e-6),
        "wrong-value",
        en="The values are not p(malaria, test) / p(test).",
        fr="Les valeurs ne sont pas p(paludisme, test) / p(test).",
    )


_GRID = (np.arange(400) + 0.5) / 400


def _beta_density(a, b):
    logarithm = (a - 1) * np.log(_GRID) + (b - 1) * np.log(1 - _GRID)
    values = np.exp(logarithm - logarithm.max())
    return values / values.mean()


@exercise("probabilistic-programming-grid")
def grid_posterior(attempt):
    import jax.numpy as jnp

    log_prior = jnp.asarray(np.log(_GRID * (1 - _GRID)))
    value = np.asarray(attempt(log_prior, 6, 2), dtype=float)
    expect_shape(value, (400,))
    right = _beta_density(8, 4)
    expect(
        not _close(value, right / 400, 1e-4), "sums-to-one",
        en="The values sum to 1: these are probabilities of the 400 intervals. The density is higher: divide "
        "by the width of an interval too.",
        fr="La somme des valeurs est 1 : ce sont les probabilités des 400 intervalles. La densité est plus "
        "haute : divisez aussi par la largeur d'un intervalle.",
    )  # fmt: skip
    expect(
        not _close(value, _beta_density(7, 3)), "prior-forgotten",
        en="The prior plays no part: add `log_prior` to the log-likelihood.",
        fr="La loi a priori ne joue aucun rôle : ajoutez `log_prior` à la log-vraisemblance.",
    )  # fmt: skip
    expect(
        not _close(value, _beta_density(4, 8)),
        "swapped",
        en="Heads and tails are exchanged: each head contributes log θ.",
        fr="Pile et face sont échangées : chaque pile apporte log θ.",
    )
    expect(
        abs(value.mean() - 1) < 1e-2,
        "not-normalised",
        en="The area under the density is not 1: divide by the sum times the width.",
        fr="L'aire sous la densité n'est pas 1 : divisez par la somme multipliée par la largeur.",
    )
    expect(
        _close(value, right),
        "wrong-value",
        en="The density is not proportional to prior times likelihood.",
        fr="La densité n'est pas proportionnelle au produit de la loi a priori et de la vraisemblance.",
    )
    long = np.asarray(attempt(log_prior, 3000, 1000), dtype=float)
    expect(
        bool(np.all(np.isfinite(long))) and _close(long, _beta_density(3002, 1002), 1e-2), "underflow",
        en="With 4000 tosses the exponential is 0 everywhere: subtract the largest logarithm before you take it.",
        fr="Avec 4000 lancers, l'exponentielle vaut 0 partout : retranchez d'abord le plus grand logarithme.",
    )  # fmt: skip


@exercise("probabilistic-programming-map")
def map_estimate(attempt):
    cases = ((7, 3, 2, 2), (4, 0, 2, 5), (0, 3, 1, 1), (10, 2, 4, 1))
    value = np.array([float(attempt(*case)) for case in cases])

    def compute(formula):
        return np.array([formula(*case) for case in cases])

    expect(
        not _close(value, compute(lambda h, t, a, b: h / (h + t)), 1e-6),
        "prior-forgotten",
        en="This is the MLE: the parameters a and b of the prior do not appear.",
        fr="C'est l'estimateur du maximum de vraisemblance : les paramètres a et b n'y figurent pas.",
    )
    expect(
        not _close(value, compute(lambda h, t, a, b: (h + a) / (h + t + a + b)), 1e-6), "mean",
        en="This is the mean of the posterior. The exponents are h + a − 1 and t + b − 1: the top lies elsewhere.",
        fr="C'est la moyenne de la loi a posteriori. Les exposants sont h + a − 1 et t + b − 1 : le sommet est "
        "ailleurs.",
    )  # fmt: skip
    expect(
        not _close(value, compute(lambda h, t, a, b: (h + a - 1) / (h + t + a + b - 1)), 1e-6)
        and not _close(value, compute(lambda h, t, a, b: (h + a - 1) / (h + t + a + b)), 1e-6),
        "denominator",
        en="The numerator is right. The denominator is the sum of both exponents: (h + a − 1) + (t + b − 1).",
        fr="Le numérateur est juste. Le dénominateur est la somme des deux exposants : (h + a − 1) + (t + b − 1).",
    )  # fmt: skip
    expect(
        not _close(value, compute(lambda h, t, a, b: (t + b - 1) / (h + t + a + b - 2)), 1e-6),
        "swapped",
        en="This is the estimate of the probability of tails.",
        fr="C'est l'estimation de la probabilité de face.",
    )
    expect(
        _close(value, compute(lambda h, t, a, b: (h + a - 1) / (h + t + a + b - 2)), 1e-6),
        "wrong-value",
        en="Set (h + a − 1)/θ equal to (t + b − 1)/(1 − θ) and solve for θ.",
        fr="Égalez (h + a − 1)/θ et (t + b − 1)/(1 − θ), puis résolvez en θ.",
    )


@exercise("probabilistic-programming-update")
def update(attempt):
    tosses = np.array([1, 0, 0, 1, 0])
    value = np.array([float(part) for part in expect_parts(attempt(3, 2, tosses), 3, or_array=True)])
    expect(
        not _close(value[:2], [6, 4], 1e-6),
        "swapped",
        en="Heads (ones) are added to a, tails (zeros) to b.",
        fr="Les piles (uns) s'ajoutent à a, les faces (zéros) à b.",
    )
    expect(
        not _close(value[:2], [2, 3], 1e-6),
        "prior-forgotten",
        en="You return the counts alone: add them to a and b.",
        fr="Vous renvoyez les seuls effectifs : ajoutez-les à a et à b.",
    )
    expect(
        _close(value[:2], [5, 5], 1e-6), "parameters",
        en="The new parameters are a plus the number of heads, and b plus the number of tails.",
        fr="Les nouveaux paramètres sont a plus le nombre de piles, et b plus le nombre de faces.",
    )  # fmt: skip
    other = np.array([float(part) for part in attempt(6, 1, np.array([1, 1, 0]))])
    both = np.array([value[2], other[2]])
    expect(
        not _close(both, [0.4, 2 / 3], 1e-6),
        "observed-share",
        en="The share of heads in the tosses ignores the prior: use the new a and b.",
        fr="La part de piles dans les lancers ignore la loi a priori : prenez les nouveaux a et b.",
    )
    expect(
        not _close(both, [0.5, 7 / 8], 1e-6),
        "top",
        en="This is the top of the posterior; the probability of the next head is its mean.",
        fr="C'est le sommet de la loi a posteriori ; la probabilité du prochain pile est sa moyenne.",
    )
    expect(
        _close(both, [0.5, 0.8], 1e-6),
        "probability",
        en="The probability of the next head is the posterior mean, new a / (new a + new b).",
        fr="La probabilité du prochain pile est la moyenne a posteriori, nouveau a / (nouveau a + nouveau b).",
    )


@exercise("probabilistic-programming-predict")
def next_ten(attempt):
    import jax
    import jax.numpy as jnp

    density = _beta_density(3, 2)
    value = np.asarray(attempt(jax.random.key(0), jnp.asarray(density), 2000), dtype=float)
    expect_shape(value, (2000,))
    expect(
        bool(np.all((value >= 0) & (value <= 10) & (value == np.round(value)))), "not-counts",
        en="Each value should be a number of heads, from 0 to 10: sum the ten tosses of each game.",
        fr="Chaque valeur devrait être un nombre de piles, de 0 à 10 : additionnez les dix lancers de chaque "
        "partie.",
    )  # fmt: skip
    # One coin for everything: the mean is that of a single draw, and the spread is binomial.
    others = [np.asarray(attempt(jax.random.key(seed), jnp.asarray(density), 2000)) for seed in range(1, 7)]
    means = np.array([other.mean() for other in others])
    expect(
        means.std() < 0.6,
        "one-coin",
        en="All games use one and the same coin: draw `number` values of θ, one for each game.",
        fr="Toutes les parties utilisent une seule pièce : tirez `number` valeurs de θ, une par partie.",
    )
    expect(
        abs(value.mean() - 5) > 0.25, "density-ignored",
        en="The mean is that of a coin drawn without weights: give `jax.random.choice` the probabilities.",
        fr="La moyenne est celle d'une pièce tirée sans poids : donnez les probabilités à `jax.random.choice`.",
    )  # fmt: skip
    expect(
        abs(value.mean() - 4) > 0.25,
        "tails-counted",
        en="You seem to count tails.",
        fr="Vous semblez compter les faces.",
    )
    expect(
        abs(value.mean() - 6) < 0.2,
        "wrong-law",
        en="The mean number of heads is not ten times the posterior mean of θ.",
        fr="Le nombre moyen de piles n'est pas dix fois la moyenne a posteriori de θ.",
    )
    # Beta(3, 2) and ten tosses: variance 6, against 2.4 for a coin whose θ is known or changes at each toss.
    expect(
        value.var() > 3.5, "coin-changes",
        en="The spread is that of a coin known exactly: the same θ must serve for all ten tosses of a game, and "
        "differ from game to game.",
        fr="La dispersion est celle d'une pièce connue exactement : le même θ doit servir pour les dix lancers "
        "d'une partie, et changer d'une partie à l'autre.",
    )  # fmt: skip
    expect(
        5.3 < value.var() < 6.7,
        "wrong-law",
        en="The spread of the numbers of heads is not that of the posterior predictive law.",
        fr="La dispersion des nombres de piles n'est pas celle de la loi prédictive a posteriori.",
    )
    expect(
        not np.array_equal(others[0], others[1]),
        "key-ignored",
        en="Two different keys give the same games: use `key_coin` and `key_toss`.",
        fr="Deux clés différentes donnent les mêmes parties : utilisez `key_coin` et `key_toss`.",
    )


@exercise("probabilistic-programming-accept")
def accept(attempt):
    import jax

    keys = jax.random.split(jax.random.key(0), 4000)

    def rate(log_new, log_old):
        decisions = jax.vmap(lambda key: attempt(key, log_new, log_old))(keys)
        if decisions.dtype != bool and not np.all(np.isin(np.asarray(decisions), (0, 1))):
            expect(
                False, "not-a-decision",
                en="The result should be True or False: compare, with <.",
                fr="Le résultat devrait être vrai ou faux : comparez, avec <.",
            )  # fmt: skip
        return float(np.mean(np.asarray(decisions)))

    up, down, far = rate(-3.0, -5.0), rate(-6.0, -5.0), rate(-9.0, -5.0)
    expect(
        not (up < 0.3 and down > 0.9), "reversed",
        en="Moves uphill are refused and moves downhill accepted: the difference is new minus old.",
        fr="Les montées sont refusées et les descentes acceptées : la différence est nouveau moins ancien.",
    )  # fmt: skip
    expect(
        not (up > 0.99 and down < 0.01), "never-down",
        en="A move downhill is never accepted: u is compared with the difference of logarithms itself. Compare "
        "log u with it (or u with its exponential).",
        fr="Une descente n'est jamais acceptée : u est comparé à la différence des logarithmes elle-même. "
        "Comparez-lui log u (ou comparez u à son exponentielle).",
    )  # fmt: skip
    expect(
        up > 0.99,
        "uphill-refused",
        en="A move to a higher density must always be accepted.",
        fr="Un déplacement vers une densité plus haute doit toujours être accepté.",
    )
    expect(
        down < 0.95,
        "always",
        en="Every move is accepted: the density plays no part.",
        fr="Tous les déplacements sont acceptés : la densité ne joue aucun rôle.",
    )
    expect(
        abs(down - math.exp(-1)) < 0.05 and abs(far - math.exp(-4)) < 0.02, "wrong-rate",
        en="A proposal whose log-density is lower by 1 should be accepted with probability e⁻¹ ≈ 0.37.",
        fr="Une proposition dont la log-densité est plus basse de 1 devrait être acceptée avec la probabilité "
        "e⁻¹ ≈ 0,37.",
    )  # fmt: skip
    low = rate(-1000.0, -1001.0)
    expect(
        low > 0.99, "underflow",
        en="With log-densities near −1000 the decision fails: stay in logarithms, take no exponential of each.",
        fr="Avec des log-densités proches de −1000, la décision échoue : restez dans les logarithmes, ne prenez "
        "l'exponentielle d'aucune des deux.",
    )  # fmt: skip


@exercise("probabilistic-programming-chain")
def metropolis(attempt):
    import jax

    def run(seed, mean, std, start, step_size, number=6000):
        answer = attempt(
            jax.random.key(seed), lambda x: -0.5 * ((x - mean) / std) ** 2, start, step_size, number
        )
        states, accepted = expect_parts(answer, 2, or_array=True)
        return np.asarray(states, dtype=float), np.asarray(accepted, dtype=float)

    states, accepted = run(0, 2.0, 0.5, 2.0, 1.2)
    expect_shape(states, (6000,))
    expect_shape(accepted, (6000,))
    moved = np.diff(states) != 0
    expect(
        bool(moved.any()), "never-moves",
        en="The chain never moves: `state` must become the proposal where it was accepted.",
        fr="La chaîne ne bouge jamais : `state` doit devenir la proposition lorsqu'elle est acceptée.",
    )  # fmt: skip
    expect(
        not moved.all() or accepted.mean() > 0.99, "refusal-ignored",
        en="The chain moves at every step, even after a refusal: then the next state must be the old one once "
        "more.",
        fr="La chaîne bouge à chaque étape, même après un refus : l'état suivant doit alors être encore une fois "
        "l'ancien.",
    )  # fmt: skip
    expect(
        accepted.mean() < 0.99, "always-accepted",
        en="Every proposal is accepted: decide with `accept`, from the log-density of the proposal and that of "
        "the present state.",
        fr="Toutes les propositions sont acceptées : décidez avec `accept`, à partir de la log-densité de la "
        "proposition et de celle de l'état présent.",
    )  # fmt: skip
    agree = np.mean(moved == accepted[1:].astype(bool))
    expect(
        agree > 0.99,
        "out-of-step",
        en="The chain should move exactly when the proposal was accepted: compare your `jnp.where`.",
        fr="La chaîne devrait bouger exactement quand la proposition a été acceptée : regardez votre `jnp.where`.",
    )
    # Where the density is flat every proposal is accepted, so the moves are the proposals themselves.
    walk, walk_accepted = run(1, 0.0, 1e6, 500.0, 0.5, 2000)
    expect(
        walk_accepted.mean() > 0.99, "not-log-densities",
        en="Where the density is the same everywhere, your chain refuses proposals: give `accept` the "
        "log-densities of the two points, not the points.",
        fr="Là où la densité est partout la même, votre chaîne refuse des propositions : donnez à `accept` les "
        "log-densités des deux points, non les points.",
    )  # fmt: skip
    expect(
        walk.mean() > 250, "state-forgotten",
        en="The proposal does not start from the present state: add the move to `state`.",
        fr="La proposition ne part pas de l'état présent : ajoutez le déplacement à `state`.",
    )  # fmt: skip
    moves = np.diff(walk) / 0.5
    expect(
        abs(moves.mean()) < 0.3 * moves.std(), "one-sided",
        en="The proposals go to one side only: draw ε with `jax.random.normal`.",
        fr="Les propositions vont toujours du même côté : tirez ε avec `jax.random.normal`.",
    )  # fmt: skip
    expect(
        abs(moves.std() - 1) < 0.1, "step-size",
        en="The proposal should be the present state plus `step_size` times a normal draw.",
        fr="La proposition devrait être l'état présent plus `step_size` fois un tirage normal.",
    )  # fmt: skip
    expect(
        states.std() < 2, "old-for-new",
        en="The chain flees from its target: `accept` takes the log-density of the proposal first, then that of "
        "the present state.",
        fr="La chaîne fuit sa cible : `accept` prend d'abord la log-densité de la proposition, puis celle de "
        "l'état présent.",
    )  # fmt: skip
    expect(
        abs(states.mean() - 2) < 0.1 and abs(states.std() - 0.5) < 0.08, "wrong-law",
        en="The chain does not follow its target, here a normal law: `key_move` is for the move, `key_accept` for "
        "the decision, which compares the two log-densities as they are.",
        fr="La chaîne ne suit pas sa cible, ici une loi normale : `key_move` sert au déplacement, `key_accept` à "
        "la décision, qui compare les deux log-densités telles quelles.",
    )  # fmt: skip


@exercise("probabilistic-programming-bug")
def states_of_chain(attempt):
    proposals = np.array([0.5, 0.9, 0.4, 0.7, 0.2, 0.6])
    accepted = np.array([False, True, False, False, True, False])
    value = np.asarray(attempt(0.3, proposals, accepted), dtype=float)
    expect(
        not _close(value, proposals[accepted], 1e-6),
        "accepted-only",
        en="This is what the friend does: after a refusal the present state must be repeated.",
        fr="C'est ce que fait votre amie : après un refus, l'état présent doit être répété.",
    )
    expect_shape(value, (6,))
    expect(
        not _close(value, proposals, 1e-6),
        "all-proposals",
        en="These are the proposals, whether accepted or not.",
        fr="Ce sont les propositions, acceptées ou non.",
    )
    expect(
        not _close(value, np.where(accepted, proposals, 0.3), 1e-6),
        "back-to-start",
        en="After a refusal the chain stays where it is; yours goes back to the starting point.",
        fr="Après un refus, la chaîne reste où elle est ; la vôtre revient au point de départ.",
    )
    expect(
        not _close(value, np.where(accepted, proposals, np.r_[0.3, proposals[:-1]]), 1e-6),
        "previous-proposal",
        en="After a refusal you take the previous proposal; but it may have been refused itself.",
        fr="Après un refus, vous prenez la proposition précédente ; mais elle a pu être refusée elle-même.",
    )
    expect(
        not _close(value, [0.3, 0.3, 0.9, 0.9, 0.9, 0.2], 1e-6),
        "late",
        en="The states come one step late: the first state is the one after the first decision.",
        fr="Les états ont une étape de retard : le premier est celui qui suit la première décision.",
    )
    expect(
        _close(value, [0.3, 0.9, 0.9, 0.9, 0.2, 0.2], 1e-6),
        "wrong-value",
        en="The states are not: the proposal if accepted, else the state before.",
        fr="Les états ne sont pas : la proposition si elle est acceptée, sinon l'état précédent.",
    )


def _autoregressive(number, factor, seed=0):
    noise = np.random.default_rng(seed).normal(size=number)
    values = np.zeros(number)
    for index in range(1, number):
        values[index] = factor * values[index - 1] + noise[index]
    return values + 3


def _autocorrelation(chain, max_lag):
    centred = chain - chain.mean()
    products = [np.sum(centred[: len(chain) - lag] * centred[lag:]) for lag in range(max_lag + 1)]
    return np.array(products) / products[0]


@exercise("probabilistic-programming-autocorrelation")
def autocorrelation(attempt):
    chain = _autoregressive(60, 0.8)
    answer = attempt(chain, 12)
    value = np.asarray(answer, dtype=float)
    expect_shape(value, (13,))
    right = _autocorrelation(chain, 12)
    raw = np.array([np.sum(chain[: 60 - lag] * chain[lag:]) for lag in range(13)])
    expect(
        not _close(value, raw / raw[0], 1e-6),
        "not-centred",
        en="The mean must be subtracted first; without it every lag looks strongly correlated.",
        fr="Il faut d'abord retrancher la moyenne ; sans cela, tous les décalages semblent très corrélés.",
    )
    expect(
        abs(value[0] - 1) < 1e-3,
        "lag-zero",
        en="The value at lag 0 must be 1: divide by the sum of squares of the centred chain.",
        fr="La valeur au décalage 0 doit être 1 : divisez par la somme des carrés de la chaîne centrée.",
    )
    centred = chain - chain.mean()
    wrapped = np.array([np.sum(centred * np.roll(centred, -lag)) for lag in range(13)])
    expect(
        not _close(value, wrapped / wrapped[0], 1e-6),
        "wrapped",
        en="`np.roll` joins the end of the chain to its beginning: only n − k pairs exist at lag k.",
        fr="`np.roll` relie la fin de la chaîne à son début : il n'existe que n − k paires au décalage k.",
    )
    expect(
        not _close(value, right * 60 / (60 - np.arange(13)), 1e-6), "averaged",
        en="You average the products of each lag; the formula divides their sum by the whole sum of squares.",
        fr="Vous prenez la moyenne des produits de chaque décalage ; la formule divise leur somme par toute la "
        "somme des carrés.",
    )  # fmt: skip
    pieces = np.array([1.0] + [np.corrcoef(chain[:-lag], chain[lag:])[0, 1] for lag in range(1, 13)])
    expect(
        not _close(value, pieces, 1e-6), "corrcoef",
        en="`np.corrcoef` takes the mean and the spread of each piece; the formula takes those of the whole chain.",
        fr="`np.corrcoef` prend la moyenne et la dispersion de chaque morceau ; la formule prend celles de toute "
        "la chaîne.",
    )  # fmt: skip
    expect(
        _close(value, right, 1e-3),
        "wrong-value",
        en="The values differ from the formula: check which pairs are multiplied at lag k.",
        fr="Les valeurs diffèrent de la formule : vérifiez quelles paires sont multipliées au décalage k.",
    )
    expect_array(answer)


@exercise("probabilistic-programming-ess")
def effective_size(attempt):
    chain = _autoregressive(2000, 0.7, seed=1)
    value = float(attempt(chain))
    rho = _autocorrelation(chain, 1000)
    end = int(np.flatnonzero(rho < 0)[0])
    right = 2000 / (1 + 2 * rho[1:end].sum())
    expect(
        abs(value / (2000 / (1 + 2 * rho[:end].sum())) - 1) > 0.02,
        "lag-zero",
        en="The sum starts at lag 1; lag 0, whose value is 1, is already the 1 of the formula.",
        fr="La somme commence au décalage 1 ; le décalage 0, qui vaut 1, est déjà le 1 de la formule.",
    )
    expect(
        abs(value / (2000 / (1 + rho[1:end].sum())) - 1) > 0.02,
        "two-forgotten",
        en="The factor 2 before the sum is missing.",
        fr="Le facteur 2 devant la somme manque.",
    )
    expect(
        abs(value / (2000 / (1 + 2 * rho[1:].sum())) - 1) > 0.02, "not-stopped",
        en="The sum runs over all lags and collects noise: stop before the first negative value.",
        fr="La somme parcourt tous les décalages et accumule du bruit : arrêtez avant la première valeur "
        "négative.",
    )  # fmt: skip
    expect(
        abs(value / (2000 / (1 + 2 * rho[rho > 0][1:].sum())) - 1) > 0.02, "positives-kept",
        en="You leave out the negative values and keep all positive ones; the sum must stop at the first "
        "negative value.",
        fr="Vous laissez de côté les valeurs négatives et gardez toutes les positives ; la somme doit s'arrêter "
        "à la première valeur négative.",
    )  # fmt: skip
    expect(
        abs(value / right - 1) < 0.02,
        "wrong-value",
        en="For this chain of 2000 draws the formula gives another number.",
        fr="Pour cette chaîne de 2000 tirages, la formule donne un autre nombre.",
    )
    short = np.array([-5.0, 0, -3, -3, 0, 0, 1, -1, -1, 2, 4])  # no negative value up to lag 5
    expect(
        abs(float(attempt(short)) / (11 / (1 + 2 * _autocorrelation(short, 5)[1:].sum())) - 1) < 0.02,
        "no-negative",
        en="The result is wrong when no autocorrelation is negative: then sum all of them.",
        fr="Le résultat est faux quand aucune autocorrélation n'est négative : il faut alors toutes les "
        "additionner.",
    )


@exercise("probabilistic-programming-rhat")
def r_hat(attempt):
    generator = np.random.default_rng(3)
    chains = generator.normal(size=(4, 50)) + np.array([0.0, 1.0, 3.0, -2.0])[:, None]
    value = attempt(chains)
    expect_shape(value, ())
    value = float(value)
    n = 50
    within = np.mean(np.var(chains, axis=1, ddof=1))
    between = np.var(chains.mean(axis=1), ddof=1)
    right = math.sqrt(((n - 1) / n * within + between) / within)
    expect(
        abs(value - right**2) > 0.005,
        "root-forgotten",
        en="The square root is missing.",
        fr="La racine carrée manque.",
    )
    expect(
        abs(value - math.sqrt(((n - 1) / n * within + between / n) / within)) > 0.005,
        "divided-twice",
        en="The variance of the chain means is B/n already: do not divide it by n again.",
        fr="La variance des moyennes des chaînes est déjà B/n : ne la divisez pas encore par n.",
    )
    expect(
        abs(value - math.sqrt(((n - 1) / n * within + n * between) / within)) > 0.005,
        "not-divided",
        en="The formula has B/n, the variance of the chain means; yours is n times larger.",
        fr="La formule contient B/n, la variance des moyennes des chaînes ; la vôtre est n fois plus grande.",
    )
    expect(
        abs(value - math.sqrt((3 / 4 * within + between) / within)) > 0.005,
        "length",
        en="n is the length of a chain, `chains.shape[1]`, and not the number of chains.",
        fr="n est la longueur d'une chaîne, `chains.shape[1]`, et non le nombre de chaînes.",
    )
    swapped = chains.T
    within_swapped = np.mean(np.var(swapped, axis=1, ddof=1))
    between_swapped = np.var(swapped.mean(axis=1), ddof=1)
    expect(
        not any(
            abs(value - math.sqrt(((m - 1) / m * within_swapped + between_swapped) / within_swapped)) < 0.005
            for m in (4, 50)
        ),
        "axes",
        en="Chains are rows: variances and means are taken along axis 1.",
        fr="Les chaînes sont les lignes : variances et moyennes se prennent le long de l'axe 1.",
    )
    biased = [
        math.sqrt(
            (n - 1) / n
            + np.var(chains.mean(axis=1), ddof=outer) / np.mean(np.var(chains, axis=1, ddof=inner))
        )
        for inner, outer in ((0, 0), (0, 1), (1, 0))
    ]
    expect(
        all(abs(value - wrong) > 0.005 for wrong in biased),
        "ddof",
        en="Both variances need the denominator n − 1 (or m − 1): `ddof=1`.",
        fr="Les deux variances demandent le dénominateur n − 1 (ou m − 1) : `ddof=1`.",
    )
    expect(
        abs(value - right) < 0.005,
        "wrong-value",
        en="The value is not that of the formula. For chains that disagree it must be clearly above 1.",
        fr="La valeur n'est pas celle de la formule. Pour des chaînes en désaccord, elle doit dépasser nettement 1.",
    )


def _sites(model, *arguments, **keywords):
    """The sites of a NumPyro model by name, drawn with data, in the order of the story."""
    import jax
    from numpyro import handlers

    return handlers.trace(handlers.seed(model, jax.random.key(0))).get_trace(*arguments, **keywords)


def _expect_names(sites, kinds):
    for name, kind in kinds.items():
        expect(
            name in sites, "name",
            en=f'The model has no variable called "{name}"; it has: {", ".join(sites)}.',
            fr=f"Le modèle n'a pas de variable appelée « {name} » ; il a : {', '.join(sites)}.",
        )  # fmt: skip
        expect(
            sites[name]["type"] == kind, "kind",
            en=f'"{name}" should be made with `numpyro.{kind}`.',
            fr=f"« {name} » devrait être créée avec `numpyro.{kind}`.",
        )  # fmt: skip


def _expect_observed(sites, name, argument):
    expect(
        sites[name]["is_observed"], "not-observed",
        en=f'"{name}" never sees the data: pass `obs={argument}`.',
        fr=f"« {name} » ne voit jamais les données : passez `obs={argument}`.",
    )  # fmt: skip


def _expect_shared(sites, *names):
    """These variables exist once, outside the plate."""
    for name in names:
        expect(
            np.shape(sites[name]["value"]) == (), "in-plate",
            en=f'There is only one "{name}" for all: sample it before the plate, not inside.',
            fr=f"Il n'y a qu'un seul « {name} » pour tous : tirez-le avant la plate, et non dedans.",
        )  # fmt: skip


def _log_prob(sites, name, value):
    return np.asarray(sites[name]["fn"].log_prob(value), dtype=float)


def _normal(x, mean, std):
    return -0.5 * ((np.asarray(x) - mean) / std) ** 2 - np.log(std) - 0.5 * math.log(2 * math.pi)


def _half_normal(x, scale):
    return _normal(x, 0.0, scale) + math.log(2)


def _joint_density(model, arguments, parameters):
    from numpyro.infer.util import log_density

    return float(log_density(model, arguments, {}, parameters)[0])


@exercise("probabilistic-programming-coin-model")
def coin(attempt):
    tosses = np.array([1, 0, 1, 1])
    sites = _sites(attempt, tosses, 4)
    _expect_names(sites, {"theta": "sample", "tosses": "sample"})
    _expect_observed(sites, "tosses", "tosses")
    _expect_shared(sites, "theta")
    imagined = _sites(attempt, None, 7)["tosses"]["value"]
    expect(
        np.shape(imagined) == (7,),
        "plate",
        en="Without data the model should imagine `count` tosses: use `numpyro.plate` with the size `count`.",
        fr="Sans données, le modèle devrait imaginer `count` lancers : utilisez `numpyro.plate` de taille `count`.",
    )
    points = np.array([0.2, 0.5, 0.9])
    found = _log_prob(sites, "theta", points)
    expect(
        not _close(found, np.zeros(3)),
        "flat-prior",
        en="Your prior is flat; the beta law with a = b = 2 is asked for.",
        fr="Votre loi a priori est plate ; il faut la loi bêta avec a = b = 2.",
    )
    expect(
        _close(found, np.log(6 * points * (1 - points)), 1e-3),
        "prior",
        en='The law of "theta" is not the beta law with a = b = 2.',
        fr="La loi de « theta » n'est pas la loi bêta avec a = b = 2.",
    )
    value = _joint_density(attempt, (tosses, 4), {"theta": 0.8})
    prior = math.log(6 * 0.8 * 0.2)
    right = prior + 3 * math.log(0.8) + math.log(0.2)
    logits = prior + 3 * 0.8 - 4 * math.log1p(math.exp(0.8))
    expect(
        abs(value - logits) > 1e-3,
        "logits",
        en="`logits=` expects log-odds; theta is a probability: `dist.Bernoulli(theta)`.",
        fr="`logits=` attend des log-cotes ; theta est une probabilité : `dist.Bernoulli(theta)`.",
    )
    expect(
        abs(value - right) < 1e-3,
        "wrong-value",
        en="The density of theta and the tosses together is not that of the story.",
        fr="La densité de theta et des lancers ensemble n'est pas celle de l'histoire.",
    )


@exercise("probabilistic-programming-line-model")
def line(attempt):
    from numpyro import handlers

    x, y = np.array([-3.0, 0.0, 2.0]), np.array([100.0, 160.0, 150.0])
    # With sigma given, a prior that allows negative ones is recognised, and not stopped at one.
    with_sigma = handlers.substitute(attempt, data={"sigma": 50.0})
    sites = _sites(with_sigma, x, y)
    _expect_names(sites, dict.fromkeys(("alpha", "beta", "sigma", "y"), "sample"))
    _expect_observed(sites, "y", "y")
    _expect_shared(sites, "alpha", "beta")
    expect(
        _close(_log_prob(sites, "alpha", 110.0), _normal(110.0, 150, 50)),
        "alpha",
        en='The law of "alpha" is not normal with mean 150 and standard deviation 50.',
        fr="La loi de « alpha » n'est pas la loi normale de moyenne 150 et d'écart-type 50.",
    )
    wide = _sites(with_sigma, x, y, slope_scale=40.0)
    expect(
        _close(_log_prob(wide, "beta", 5.0), _normal(5.0, 0, 40)),
        "slope-scale",
        en='The standard deviation of "beta" must be the argument `slope_scale`, and its mean 0.',
        fr="L'écart-type de « beta » doit être l'argument `slope_scale`, et sa moyenne 0.",
    )
    expect(
        not _close(_log_prob(sites, "sigma", 60.0), _normal(60.0, 0, 75)),
        "sigma-sign",
        en='"sigma" may be negative in your model: a standard deviation needs `dist.HalfNormal`.',
        fr="« sigma » peut être négatif dans votre modèle : un écart-type demande `dist.HalfNormal`.",
    )
    expect(
        _close(_log_prob(sites, "sigma", 60.0), _half_normal(60.0, 75)),
        "sigma",
        en='The law of "sigma" is not `dist.HalfNormal(75)`.',
        fr="La loi de « sigma » n'est pas `dist.HalfNormal(75)`.",
    )
    parameters = {"alpha": 140.0, "beta": 9.0, "sigma": 30.0}
    value = _joint_density(attempt, (x, y), parameters)
    prior = _normal(140, 150, 50) + _normal(9, 0, 10) + _half_normal(30, 75)
    expect(
        abs(value - prior - _normal(y, 140.0, 30.0).sum()) > 1e-2,
        "slope-unused",
        en="The slope plays no part in the mean of y: it should be alpha + beta · x.",
        fr="La pente ne joue aucun rôle dans la moyenne de y : ce devrait être alpha + beta · x.",
    )
    expect(
        abs(value - prior - _normal(y, 140 + 9 * x, math.sqrt(30)).sum()) > 1e-2
        and abs(value - prior - _normal(y, 140 + 9 * x, 900.0).sum()) > 1e-2,
        "variance",
        en="`dist.Normal` takes a standard deviation: give it sigma as it is.",
        fr="`dist.Normal` prend un écart-type : donnez-lui sigma tel quel.",
    )
    expect(
        abs(value - prior - _normal(y, 140 + 9 * x, 30.0).sum()) < 1e-2,
        "likelihood",
        en="The likelihood is not that of y around alpha + beta · x with the standard deviation sigma.",
        fr="La vraisemblance n'est pas celle de y autour de alpha + beta · x avec l'écart-type sigma.",
    )


@exercise("probabilistic-programming-predict-line")
def imagine(attempt):
    import jax
    import jax.numpy as jnp

    generator = np.random.default_rng(5)
    alpha, beta = generator.normal(150, 20, 3000), generator.normal(10, 2, 3000)
    sigma = np.where(np.arange(3000) % 2 == 0, 20.0, 60.0)
    x = np.array([-4.0, 0.0, 5.0, 1.0])
    arguments = [jnp.asarray(values) for values in (alpha, beta, sigma, x)]
    value = np.asarray(attempt(jax.random.key(0), *arguments), dtype=float)
    expect_shape(value, (3000, 4))
    noise = value - (alpha[:, None] + beta[:, None] * x)
    expect(
        np.abs(noise).max() > 1e-2, "noise-forgotten",
        en="These are points of the lines. A patient lies around the line: add noise of standard deviation sigma.",
        fr="Ce sont des points des droites. Une personne se trouve autour de la droite : ajoutez un bruit "
        "d'écart-type sigma.",
    )  # fmt: skip
    scaled = noise / sigma[:, None]
    expect(
        scaled.std(axis=0).min() > 0.1,
        "noise-repeated",
        en="Every draw repeats the same noise: it needs the shape (S, n), not (n,).",
        fr="Chaque tirage répète le même bruit : il lui faut la forme (S, n), et non (n,).",
    )
    correlation = np.corrcoef(scaled.T)
    expect(
        np.abs(correlation[np.triu_indices(4, 1)]).max() < 0.5,
        "noise-shared",
        en="All patients of a draw share one and the same noise: draw it with the shape (S, n).",
        fr="Toutes les personnes d'un même tirage partagent le même bruit : tirez-le avec la forme (S, n).",
    )
    even, odd = noise[0::2].std(), noise[1::2].std()
    expect(
        odd / even > 2,
        "sigma-of-draw",
        en="Each row must use the sigma of its own draw: `sigma[:, None]`.",
        fr="Chaque ligne doit utiliser le sigma de son propre tirage : `sigma[:, None]`.",
    )
    expect(
        abs(even / 20 - 1) < 0.1 and abs(odd / 60 - 1) < 0.1 and abs(scaled.mean()) < 0.1,
        "wrong-noise",
        en="The noise does not have mean 0 and standard deviation sigma.",
        fr="Le bruit n'a pas une moyenne nulle et l'écart-type sigma.",
    )


@exercise("probabilistic-programming-lpd")
def log_predictive_density(attempt):
    import jax.numpy as jnp

    generator = np.random.default_rng(6)
    mean = generator.normal(0, 1.5, (50, 6))
    std = generator.uniform(0.5, 2.0, (50, 1))
    y = generator.normal(0, 2, 6)
    value = np.asarray(attempt(jnp.asarray(mean), jnp.asarray(std), jnp.asarray(y)), dtype=float)
    densities = _normal(y, mean, std)
    top = densities.max(axis=0)
    right = np.log(np.mean(np.exp(densities - top), axis=0)) + top
    expect(
        not (_close(value, right.sum()) or _close(value, right.mean())),
        "one-number",
        en="One score for each held-out value is needed, shape (n,): do not sum or average over them.",
        fr="Il faut un score par valeur mise de côté, de forme (n,) : n'en prenez ni la somme ni la moyenne.",
    )
    expect_shape(value, (6,))
    expect(
        not _close(value, densities.mean(axis=0)), "mean-of-logs",
        en="This is the mean of the logarithms. Asked for is the logarithm of the mean: average the densities, "
        "then take the logarithm.",
        fr="C'est la moyenne des logarithmes. Il faut le logarithme de la moyenne : prenez la moyenne des "
        "densités, puis le logarithme.",
    )  # fmt: skip
    expect(
        not _close(value, right + math.log(50)),
        "sum",
        en="This is the logarithm of the sum over the draws: divide by their number, that is, subtract log S.",
        fr="C'est le logarithme de la somme sur les tirages : divisez par leur nombre, donc retranchez log S.",
    )
    expect(
        not _close(value, right + math.log(50) - math.log(6)),
        "wrong-count",
        en="You subtract the logarithm of the number of values; it is the number of draws that counts.",
        fr="Vous retranchez le logarithme du nombre de valeurs ; c'est le nombre de tirages qui compte.",
    )
    expect(
        not _close(value, _normal(y, mean.mean(axis=0), std.mean())),
        "plug-in",
        en="You plug in the mean of the draws: average the densities of all draws.",
        fr="Vous substituez la moyenne des tirages : prenez la moyenne des densités de tous les tirages.",
    )
    expect(
        _close(value, right),
        "wrong-value",
        en="The values differ from the logarithm of the average density of the draws (axis 0).",
        fr="Les valeurs diffèrent du logarithme de la densité moyenne sur les tirages (axe 0).",
    )
    far = np.asarray(attempt(jnp.zeros((3, 1)), jnp.ones((3, 1)), jnp.asarray([30.0])), dtype=float)
    expect(
        bool(np.all(np.isfinite(far))),
        "underflow",
        en="Far from the predictions the score is −∞: use `logsumexp` instead of log, mean and exp.",
        fr="Loin des prédictions, le score vaut −∞ : utilisez `logsumexp` au lieu de log, moyenne et exp.",
    )


def _choose(n, k):
    return math.log(math.comb(n, k))


@exercise("probabilistic-programming-noncentred")
def villages(attempt):
    tested, positive = np.array([5, 3, 8]), np.array([4, 0, 3])
    sites = _sites(attempt, tested, positive)
    expect(
        "z" in sites or sites.get("eta", {}).get("type") != "sample", "still-centred",
        en='"eta" is still drawn directly from the normal law of mean mu and standard deviation tau: draw "z" from the standard '
        "normal law and compute eta from it.",
        fr="« eta » est encore tirée directement de la loi normale de moyenne mu et d'écart-type tau : tirez « z » de la loi "
        "normale centrée réduite, puis calculez-en eta.",
    )  # fmt: skip
    _expect_names(
        sites, {"mu": "sample", "tau": "sample", "z": "sample", "eta": "deterministic", "positive": "sample"}
    )
    _expect_observed(sites, "positive", "positive")
    _expect_shared(sites, "mu", "tau")
    expect(
        np.shape(sites["z"]["value"]) == (3,),
        "plate",
        en='Each village needs its own z: sample "z" inside the plate.',
        fr="Chaque village doit avoir son propre z : tirez « z » à l'intérieur de la plate.",
    )
    expect(
        _close(_log_prob(sites, "z", np.full(3, 1.3)), _normal(np.full(3, 1.3), 0, 1)),
        "z-law",
        en='The law of "z" must be normal with mean 0 and standard deviation 1.',
        fr="La loi de « z » doit être la loi normale de moyenne 0 et d'écart-type 1.",
    )
    expect(
        _close(_log_prob(sites, "mu", 0.7), _normal(0.7, 0, 1.5)) and _close(_log_prob(sites, "tau", 0.7), _half_normal(0.7, 1)),
        "priors",
        en='The laws of "mu" and "tau" should stay those of the centred model.',
        fr="Les lois de « mu » et « tau » devraient rester celles du modèle centré.",
    )  # fmt: skip
    mu, tau, z = (np.asarray(sites[name]["value"], dtype=float) for name in ("mu", "tau", "z"))
    eta = np.asarray(sites["eta"]["value"], dtype=float)
    expect(
        not _close(eta, mu + z),
        "scale-forgotten",
        en="The spread of the villages plays no part: eta = mu + tau · z.",
        fr="L'écart entre villages ne joue aucun rôle : eta = mu + tau · z.",
    )
    expect(
        not _close(eta, tau * z),
        "mean-forgotten",
        en="The common mean plays no part: eta = mu + tau · z.",
        fr="La moyenne commune ne joue aucun rôle : eta = mu + tau · z.",
    )
    expect(
        _close(eta, mu + tau * z),
        "eta",
        en="eta should be mu + tau · z.",
        fr="eta devrait être mu + tau · z.",
    )
    logits = eta
    right = sum(
        _choose(int(n), int(k)) + k * logit - n * math.log1p(math.exp(logit))
        for n, k, logit in zip(tested, positive, logits, strict=True)
    )
    found = float(np.sum(_log_prob(sites, "positive", positive)))
    expect(
        abs(found - right) < 1e-2, "likelihood",
        en='"positive" should follow the binomial law with the log-odds eta: `dist.Binomial(tested, logits=eta)`.',
        fr="« positive » devrait suivre la loi binomiale de log-cotes eta : `dist.Binomial(tested, logits=eta)`.",
    )  # fmt: skip
