"""Checks of the chapter on fairness in classification."""

import numpy as np

from practicals.checks.comparison import as_array, close, draws, expect_array, expect_keys, expect_shape
from practicals.checks.exercise import exercise, expect


def _people(n=60, seed=0):
    """Outcomes, decisions and groups of invented people, related to each other: three arrays of shape (n,)."""
    numbers = draws(n, 3, seed=seed)
    group = (numbers[:, 0] < -0.2).astype(int)
    repaid = (numbers[:, 1] - 0.5 * group > -0.3).astype(int)
    granted = numbers[:, 1] + 0.8 * numbers[:, 2] - 0.6 * group > -0.4
    return repaid, granted, group


def _rates(repaid, granted):
    """Selection, true-positive and false-positive rate, and precision."""
    return np.array(
        [granted.mean(), granted[repaid == 1].mean(), granted[repaid == 0].mean(), repaid[granted].mean()]
    )


@exercise("responsible-ai-errors")
def errors(answers):
    """A dictionary from A…G to 0 false positive, 1 false negative."""
    given = expect_keys(answers, "ABCDEFG")
    positive, negative = range(2)
    right = {letter: positive if letter in "BDF" else negative for letter in "ABCDEFG"}
    expect(
        any(given[letter] == right[letter] for letter in right),
        "swapped",
        en="All seven are the other way round: a false positive is a *yes* that should have been a no.",
        fr="Les sept réponses sont inversées : un faux positif est un *oui* qui aurait dû être un non.",
    )
    for letters, hint, en, fr in (
        (
            "AE",
            "refused",
            "Look again at A and E: the program said no, and no was wrong.",
            "Revoyez A et E : le programme a dit non, et ce non était une erreur.",
        ),
        (
            "CG",
            "left-out",
            'Look again at C and G: "not urgent" and "not shown" are a no.',
            "Revoyez C et G : « pas urgent » et « pas montrée » sont des non.",
        ),
        (
            "BDF",
            "granted",
            "Look again at B, D and F: the program said yes (patrol here, lend, urgent), and yes was wrong.",
            "Revoyez B, D et F : le programme a dit oui (patrouiller, prêter, urgent), et ce oui était une erreur.",
        ),
    ):
        expect(all(given[letter] == right[letter] for letter in letters), hint, en=en, fr=fr)


@exercise("responsible-ai-shared-rows")
def shared_rows(attempt):
    """A function of two tables that counts the rows of the second which stand in the first."""
    first = draws(6, 2)
    half = np.array([first[1, 0], 9.0])
    second = np.array([first[2], half, first[0], [7.0, 8.0], first[2], first[3][::-1]])
    value = attempt(first.copy(), second.copy())
    expect_shape(value, ())
    expect(
        not close(value, np.isin(second, first).sum()),
        "numbers",
        en="You count numbers; a person is shared when the whole row is the same.",
        fr="Vous comptez des nombres ; une personne est commune quand toute la ligne est la même.",
    )
    expect(
        not close(value, 0),
        "same-place",
        en="A row of the second set may stand anywhere in the first, not only at the same place.",
        fr="Une ligne du second ensemble peut se trouver n'importe où dans le premier, pas seulement à la même place.",
    )
    expect(
        not close(value, 2),
        "distinct",
        en="A row that stands twice in the second set counts twice: count the rows of `second`, one after the other.",
        fr="Une ligne qui figure deux fois dans le second ensemble compte deux fois : "
        "comptez les lignes de `second` l'une après l'autre.",
    )
    expect(
        not close(value, 4),
        "one-column",
        en="One equal number does not make the same person: compare both columns.",
        fr="Un seul nombre égal ne fait pas la même personne : comparez les deux colonnes.",
    )
    expect(
        close(value, 3),
        "wrong-count",
        en="The count is wrong: how many rows of `second` are also rows of `first`?",
        fr="Le compte est faux : combien de lignes de `second` sont aussi des lignes de `first` ?",
    )
    expect(
        close(attempt(second.copy(), first.copy()), 2) and close(attempt(first, draws(5, 2, seed=9)), 0),
        "order",
        en="Right for one pair of sets and wrong for another: do not rely on which of the two is larger.",
        fr="Juste pour une paire d'ensembles et faux pour une autre : ne supposez pas lequel des deux est le plus grand.",
    )


def _same_sets(one, other):
    return all(
        np.array_equal(a, b)
        for part, twin in zip(one, other, strict=True)
        for a, b in zip(part, twin, strict=True)
    )


def _shared(first, second):
    known = {tuple(row) for row in np.asarray(first)}
    return sum(tuple(row) in known for row in np.asarray(second))


@exercise("responsible-ai-make-sets")
def make_sets(attempt):
    """A function of (seed, sizes) that returns disjoint sets, as tuples (X, group, repaid)."""
    sizes = (900, 500, 400)
    sets = list(attempt(3, sizes))
    expect(
        len(sets) == 3 and all(len(part) == 3 for part in sets),
        "structure",
        en="Return a list of three tuples, each of them (X, group, repaid).",
        fr="Renvoyez une liste de trois tuples, chacun étant (X, group, repaid).",
    )
    found = tuple(len(part[0]) for part in sets)
    expect(
        found == sizes and all(len(array) == len(part[0]) for part in sets for array in part),
        "sizes",
        en=f"For the sizes {sizes} your sets hold {found} people: the cuts lie where the sizes add up.",
        fr=f"Pour les tailles {sizes}, vos ensembles comptent {found} personnes : "
        "coupez aux sommes cumulées des tailles.",
    )
    shared = max(_shared(sets[i][0], sets[j][0]) for i, j in ((0, 1), (0, 2), (1, 2)))
    expect(
        shared == 0,
        "shared-people",
        en=f"{shared} people still stand in two of your sets: equal seeds give equal people.",
        fr=f"{shared} personnes sont encore dans deux de vos ensembles : "
        "des graines égales donnent des personnes égales.",
    )
    expect(
        _same_sets(sets, list(attempt(3, sizes))),
        "not-reproducible",
        en="The same seed gives other sets at the second call: nobody could repeat your results.",
        fr="La même graine donne d'autres ensembles au second appel : personne ne pourrait refaire vos résultats.",
    )
    expect(
        not _same_sets(sets, list(attempt(4, sizes))),
        "seed-ignored",
        en="Another seed gives the same sets: use `seed`.",
        fr="Une autre graine donne les mêmes ensembles : servez-vous de `seed`.",
    )
    people = np.concatenate([part[0] for part in sets])
    overlap = sum(_shared(people, part[0]) for part in attempt(4, sizes))
    expect(
        overlap == 0,
        "seeds-overlap",
        en=f"The sets of seed 3 and those of seed 4 have {overlap} people in common: "
        "with `seed + 1`, a run begins with people of the run before.",
        fr=f"Les ensembles de la graine 3 et ceux de la graine 4 ont {overlap} personnes en commun : "
        "avec `seed + 1`, un essai commence par des personnes de l'essai précédent.",
    )
    # In B the history is shorter by about sixteen months, in every set; and those who repay earn more.
    for X, group, repaid in sets:
        shorter = X[group == 0, 1].mean() - X[group == 1, 1].mean()
        richer = X[repaid == 1, 0].mean() - X[repaid == 0, 0].mean()
        expect(
            shorter > 8 and richer > 0.6,
            "rows-mixed",
            en="The rows of X no longer belong to their group and their outcome: cut or shuffle all three alike.",
            fr="Les lignes de X ne vont plus avec leur groupe ni avec leur résultat : "
            "coupez ou mélangez les trois tableaux de la même façon.",
        )


@exercise("responsible-ai-rates")
def rates(attempt):
    """A function of (repaid, granted) that returns selection rate, true-positive rate and precision."""
    repaid, granted, _ = _people()
    value = attempt(repaid.copy(), granted.copy())
    expect_shape(value, (3,))
    selection, true_positive, false_positive, precision = _rates(repaid, granted)
    right = np.array([selection, true_positive, precision])
    hits = np.sum(granted & (repaid == 1))
    expect(
        not close(value, [np.sum(granted), hits, hits]),
        "counts",
        en="These are numbers of people; a rate divides them by a total.",
        fr="Ce sont des nombres de personnes ; un taux les divise par un total.",
    )
    expect(
        not close(value, right[[0, 2, 1]]),
        "swapped",
        en="The last two have changed places: the true-positive rate is a share *of those who repay*, "
        "the precision one *of those who get a loan*.",
        fr="Les deux derniers ont changé de place : le taux de vrais positifs est une part "
        "*de ceux qui remboursent*, la précision une part *de ceux qui obtiennent un prêt*.",
    )
    both = as_array(value)[1:]
    expect(
        not close(both[0], np.mean(granted & (repaid == 1))),
        "divided-by-everybody",
        en="The true-positive rate is divided by everybody: its total is those who repay.",
        fr="Le taux de vrais positifs est divisé par tout le monde : son total, ce sont ceux qui remboursent.",
    )
    expect(
        not close(both[0], false_positive),
        "wrong-row",
        en="The second number looks at those who do not repay; the true-positive rate is about those who do.",
        fr="Le deuxième nombre porte sur ceux qui ne remboursent pas ; "
        "le taux de vrais positifs concerne ceux qui remboursent.",
    )
    expect(
        not close(both[0], np.mean(granted[repaid])),
        "not-a-mask",
        en="`granted[repaid]` reads `repaid` as row numbers 0 and 1: the mask is `repaid == 1`.",
        fr="`granted[repaid]` prend `repaid` pour les numéros de lignes 0 et 1 : le masque est `repaid == 1`.",
    )
    for position, (en, fr) in enumerate(
        (
            ("The selection rate is the share of all who get a loan.", "Le taux d'acceptation est, parmi toutes les personnes, la part de celles qui obtiennent un prêt."),
            ("The true-positive rate is not right.", "Le taux de vrais positifs n'est pas juste."),
            ("The precision is the share that repays among those who get a loan.", "La précision est, parmi ceux qui obtiennent un prêt, la part de ceux qui remboursent."),
        )
    ):  # fmt: skip
        expect(close(as_array(value)[position], right[position]), "wrong-value", en=en, fr=fr)
    expect_array(value)


@exercise("responsible-ai-false-positives")
def false_positives(attempt):
    """A function of (repaid, granted) that returns the share of those who do not repay that gets a loan."""
    repaid, granted, _ = _people()
    value = attempt(repaid.copy(), granted.copy())
    expect_shape(value, ())
    wrong = np.sum(granted & (repaid == 0))
    expect(
        not close(value, wrong / np.sum(granted)),
        "divided-by-granted",
        en="This still divides by the loans that were granted: the function is to say *of those who do not repay*.",
        fr="Vous divisez encore par les prêts accordés : comptez *parmi ceux qui ne remboursent pas*.",
    )
    expect(
        not close(value, wrong / len(repaid)),
        "divided-by-everybody",
        en="This divides by everybody: the total is only those who do not repay.",
        fr="Vous divisez par tout le monde : le total ne compte que ceux qui ne remboursent pas.",
    )
    expect(
        not close(value, wrong / np.sum(repaid == 1)),
        "divided-by-payers",
        en="This divides by those who repay: the total is the others.",
        fr="Vous divisez par ceux qui remboursent : le total, ce sont les autres.",
    )
    expect(
        not close(value, 1 - wrong / np.sum(repaid == 0)),
        "complement",
        en="This is the share of those who do not repay that is *refused*.",
        fr="C'est la part de ceux qui ne remboursent pas à qui l'on *refuse* le prêt.",
    )
    expect(
        not close(value, np.mean(granted[~repaid])),
        "not-a-mask",
        en="`~repaid` turns the numbers 0 and 1 into −1 and −2, which are row numbers: the mask is `repaid == 0`.",
        fr="`~repaid` change les nombres 0 et 1 en −1 et −2, qui sont des numéros de lignes : "
        "le masque est `repaid == 0`.",
    )
    expect(
        close(value, wrong / np.sum(repaid == 0)),
        "wrong-value",
        en="The value is not right: count the loans to people who do not repay, divide by the people who do not.",
        fr="La valeur n'est pas juste : comptez ceux qui obtiennent un prêt sans le rembourser, "
        "et divisez par tous ceux qui ne remboursent pas.",
    )


def _gaps(repaid, granted, group):
    """The gaps of selection, true-positive and false-positive rate, and of precision, with their signs: A minus B."""
    return _rates(repaid[group == 0], granted[group == 0]) - _rates(repaid[group == 1], granted[group == 1])


@exercise("responsible-ai-gaps")
def gaps(attempt):
    """A function of (repaid, granted, group) that returns three gaps."""
    # In the first data the false-positive rates differ more, in the second the true-positive rates.
    repaid, granted, group = _people()
    second = (
        np.array([1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0]),
        np.array([1, 1, 1, 1, 0, 1, 0, 0, 1, 0, 0]) == 1,
        np.array([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]),
    )
    for number, people in enumerate(((repaid, granted, group), second)):
        value = attempt(*(array.copy() for array in people))
        expect_shape(value, (3,))
        signed = _gaps(*people)
        selection, true_positive, false_positive, precision = np.abs(signed)
        right = np.array([selection, true_positive, max(true_positive, false_positive)])
        value = as_array(value)
        expect(
            np.all(value >= -1e-12),
            "signed",
            en="A gap is an absolute difference: without it, the order of the groups changes the sign.",
            fr="Un écart est une différence en valeur absolue : sans elle, l'ordre des groupes change le signe.",
        )
        expect(
            close(value[1], right[1]) or not close(value[1], precision),
            "precision-instead",
            en="The second gap compares precisions: equal opportunity compares true-positive rates.",
            fr="Le deuxième écart compare des précisions : l'égalité des chances compare des taux de vrais positifs.",
        )
        expect(
            close(value[2], right[2]) or not close(value[2], true_positive + false_positive),
            "odds-sum",
            en="For equalised odds you add the two differences: take the larger one.",
            fr="Pour l'égalité des cotes, vous additionnez les deux différences : prenez la plus grande.",
        )
        expect(
            close(value[2], right[2])
            or not (close(value[2], true_positive) or close(value[2], false_positive)),
            "odds-one-rate",
            en="For equalised odds both rates count, the true-positive and the false-positive: take the larger difference.",
            fr="Pour l'égalité des cotes, les deux taux comptent, celui des vrais et celui des faux positifs : "
            "prenez la plus grande différence.",
        )
        expect(
            close(value, right),
            "wrong-value",
            en=f"The gaps are not right for the people number {number + 1} of the check.",
            fr=f"Les écarts ne sont pas justes pour le jeu de données numéro {number + 1} de la vérification.",
        )


@exercise("responsible-ai-overestimate")
def overestimate(attempt):
    """A function of (scores, repaid, group) that returns mean score minus share repaid, by group."""
    repaid, _, group = _people()
    scores = 1 / (1 + np.exp(-draws(len(repaid), seed=5)))
    value = attempt(scores.copy(), repaid.copy(), group.copy())
    difference = scores - repaid
    right = np.array([difference[group == 0].mean(), difference[group == 1].mean()])
    expect(
        np.shape(value) != (),
        "one-number",
        en="You return one number for everybody: return one for A and one for B.",
        fr="Vous renvoyez un seul nombre pour tout le monde : renvoyez-en un pour A et un pour B.",
    )
    expect_shape(value, (2,))
    expect(
        not close(value, -right),
        "sign",
        en="The sign is the other way round: score minus outcome is positive where the score is too high.",
        fr="Le signe est inversé : score moins résultat est positif quand le score est trop haut.",
    )
    expect(
        not close(value, np.abs(right)),
        "absolute",
        en="Keep the sign: it says whether a group is scored too high or too low.",
        fr="Gardez le signe : il dit si le score d'un groupe est trop haut ou trop bas.",
    )
    expect(
        not close(value, right[::-1]),
        "swapped",
        en="The groups have changed places: A is 0, and comes first.",
        fr="Les groupes ont changé de place : A vaut 0 et vient en premier.",
    )
    expect(
        not close(value, [np.mean(np.abs(difference[group == k])) for k in (0, 1)]),
        "absolute-each",
        en="You average absolute differences of persons; compare the mean score with the share that repaid.",
        fr="Vous faites la moyenne des valeurs absolues par personne ; "
        "comparez le score moyen à la part de ceux qui ont remboursé.",
    )
    expect(
        close(value, right),
        "wrong-value",
        en="The values are not the mean score minus the share repaid, within each group.",
        fr="Les valeurs ne sont pas le score moyen moins la part remboursée, dans chaque groupe.",
    )


@exercise("responsible-ai-forced")
def forced(attempt):
    """A function of (base_rate, precision, true_positive_rate) that returns the forced false-positive rate."""
    base, precision, rate = np.array([0.2, 0.45, 0.6]), 0.8, 0.7
    value = attempt(base.copy(), precision, rate)
    expect_shape(value, (3,))
    odds, odds_precision = base / (1 - base), (1 - precision) / precision
    for wrong, hint, en, fr in (
        (
            odds_precision * rate / odds,
            "base-rate-inverted",
            "The base rate is upside down: the factor is p / (1 − p).",
            "Le taux de base est à l'envers : le facteur est p / (1 − p).",
        ),
        (
            odds * rate / odds_precision,
            "precision-inverted",
            "The precision is upside down: the factor is (1 − PPV) / PPV.",
            "La précision est à l'envers : le facteur est (1 − PPV) / PPV.",
        ),
        (
            odds * odds_precision,
            "rate-forgotten",
            "The true-positive rate is missing: without loans to good payers there are none to others either.",
            "Il manque le taux de vrais positifs : sans prêts aux bons payeurs, il n'y en a pas non plus aux autres.",
        ),
        (
            odds * odds_precision * (1 - rate),
            "false-negative-rate",
            "You multiply by 1 − TPR, the share of good payers that is refused; the formula has TPR.",
            "Vous multipliez par 1 − TPR, la part des bons payeurs refusés ; la formule contient TPR.",
        ),
        (
            base * (1 - precision) / precision * rate,
            "not-divided",
            "The first factor is p divided by 1 − p: the total is those who do not repay.",
            "Le premier facteur est p divisé par 1 − p : le total, ce sont ceux qui ne remboursent pas.",
        ),
    ):
        expect(not close(value, wrong), hint, en=en, fr=fr)
    expect(
        close(value, odds * odds_precision * rate),
        "wrong-value",
        en="The value is not that of the formula: mind the brackets, `p / (1 - p)`.",
        fr="La valeur n'est pas celle de la formule : attention aux parenthèses, `p / (1 - p)`.",
    )


@exercise("responsible-ai-twins")
def twins(attempt):
    """A function of (decide, X, group, twin_X) that returns the share of decisions that change."""
    X, group = draws(50, 2), (draws(50, seed=1) > 0.3).astype(int)
    twin_X = X + np.array([0.0, 1.0]) * (1 - 2 * group)[:, None]

    def decide(X, group):
        return X[:, 0] + 0.6 * X[:, 1] + 0.9 * (np.asarray(group) == 1) > 0.4

    own = decide(X, group)
    value = attempt(decide, X.copy(), group.copy(), twin_X.copy())
    expect(
        np.shape(value) != (50,),
        "not-averaged",
        en="You return one answer a person: return the share of those whose answer changes.",
        fr="Vous renvoyez une réponse par personne : renvoyez la part de celles dont la réponse change.",
    )
    expect_shape(value, ())
    right = np.mean(own != decide(twin_X, 1 - group))
    for wrong, hint, en, fr in (
        (
            50 * right,
            "count",
            "This is a number of people: divide by how many there are.",
            "C'est un nombre de personnes : divisez par leur nombre total.",
        ),
        (
            1 - right,
            "same-answer",
            "This is the share that is treated alike.",
            "C'est la part de ceux qui sont traités de la même façon.",
        ),
        (
            np.mean(own != decide(twin_X, group)),
            "same-group",
            "The twin is still in the same group: it is 1 − group.",
            "Le jumeau est encore dans le même groupe : le sien est 1 − group.",
        ),
        (
            np.mean(own != decide(X, 1 - group)),
            "same-features",
            "The twin has features of its own: use `twin_X`.",
            "Le jumeau a ses propres caractéristiques : servez-vous de `twin_X`.",
        ),
        (
            np.abs(np.mean(own) - np.mean(decide(twin_X, 1 - group))),
            "means-compared",
            "You compare two averages, in which changes in both directions cancel: compare person by person.",
            "Vous comparez deux moyennes, où les changements dans les deux sens se compensent : "
            "comparez personne par personne.",
        ),
    ):
        distance = abs(float(value)) if hint == "means-compared" else value
        expect(not close(distance, wrong), hint, en=en, fr=fr)
    expect(
        close(value, right),
        "wrong-value",
        en="The share is not right: compare `decide(X, group)` with the decision about each twin.",
        fr="La part n'est pas juste : comparez `decide(X, group)` à la décision pour chaque jumeau.",
    )


@exercise("responsible-ai-reweighing")
def reweighing(attempt):
    """A function of (group, repaid) that returns the weights that make them independent."""
    repaid, _, group = _people(91)
    value = attempt(group.copy(), repaid.copy())
    expect_shape(value, (91,))

    def share(mask):
        return np.mean(mask)

    right, balanced, reciprocal = np.zeros(91), np.zeros(91), np.zeros(91)
    for g in (0, 1):
        for y in (0, 1):
            cell = (group == g) & (repaid == y)
            right[cell] = share(group == g) * share(repaid == y) / share(cell)
            balanced[cell] = 1 / share(cell)
            reciprocal[cell] = share(repaid == y)
    expect(
        not close(value, 1 / right),
        "upside-down",
        en="The fraction is upside down: a pair that is too rare must weigh more than 1.",
        fr="La fraction est à l'envers : un couple trop rare doit peser plus de 1.",
    )
    expect(
        not close(value, balanced) and not close(value, balanced / 91) and not close(value, balanced / 4),
        "all-cells-equal",
        en="This makes the four pairs equally heavy, and changes the share of each group as well: "
        "the number on top is P(g) P(y).",
        fr="Cela donne le même poids aux quatre couples, et change aussi la part de chaque groupe : "
        "le numérateur est P(g) P(y).",
    )
    conditional = np.array([np.mean(repaid[group == g] == y) for g, y in zip(group, repaid, strict=True)])
    expect(
        not close(value, 1 / conditional),
        "outcome-share-forgotten",
        en="P(y) is missing on top: this divides by the share of the outcome within the group, and no more.",
        fr="Il manque P(y) au numérateur : vous divisez seulement par la part du résultat dans le groupe.",
    )
    expect(
        not close(value, reciprocal) and not close(value, 1 / reciprocal),
        "group-ignored",
        en="The weights depend on the outcome alone: they must also depend on the group.",
        fr="Les poids ne dépendent que du résultat : ils doivent aussi dépendre du groupe.",
    )
    value = as_array(value)
    repaid_weighted = [np.sum((value * repaid)[group == k]) / np.sum(value[group == k]) for k in (0, 1)]
    expect(
        close(repaid_weighted[0], repaid_weighted[1]),
        "still-together",
        en="With your weights the weighted share that repaid still differs between the groups.",
        fr="Avec vos poids, la part pondérée de ceux qui ont remboursé diffère encore entre les groupes.",
    )
    expect(
        close(value, right),
        "wrong-value",
        en="The weights part group and outcome, but they are not P(g) P(y) / P(g, y): is their mean 1?",
        fr="Les poids séparent bien groupe et résultat, mais ce ne sont pas P(g) P(y) / P(g, y) : leur moyenne vaut-elle 1 ?",
    )


def _design(n=40, seed=2):
    A = np.column_stack([np.ones(n), draws(n, 2, seed=seed)])
    y = (draws(n, seed=seed + 1) + A[:, 1] > 0).astype(int)
    group = (draws(n, seed=seed + 2) + 0.5 * A[:, 2] > 0.2).astype(int)
    return A, y, group


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


@exercise("responsible-ai-loss-gradient")
def loss_gradient(attempt):
    """A function of (w, A, y) that returns the gradient of the mean logistic loss."""
    A, y, _ = _design()
    w = np.array([0.3, -0.8, 0.5])
    value = attempt(w.copy(), A.copy(), y.copy())
    expect(
        np.shape(value) != (40, 3),
        "not-averaged",
        en="You return one slope a row: take their mean.",
        fr="Vous renvoyez une pente par ligne : prenez-en la moyenne.",
    )
    expect_shape(value, (3,))
    scores = _sigmoid(A @ w)
    right = A.T @ (scores - y) / len(y)
    for wrong, hint, en, fr in (
        (
            len(y) * right,
            "sum",
            "This is the sum over the rows: the loss is a mean, so divide by n.",
            "C'est la somme sur les lignes : la perte est une moyenne, divisez donc par n.",
        ),
        (
            -right,
            "sign",
            "The sign is wrong: each row counts with score minus outcome.",
            "Le signe est faux : chaque ligne compte avec le score moins le résultat.",
        ),
        (
            A.T @ (A @ w - y) / len(y),
            "sigmoid-forgotten",
            "The scores are missing their sigmoid: A @ w is no probability.",
            "Il manque la sigmoïde aux scores : A @ w n'est pas une probabilité.",
        ),
        (
            A.T @ ((scores - y) * scores * (1 - scores)) / len(y),
            "squared-error",
            "The factor s (1 − s) belongs to the squared error; in the logistic loss it cancels.",
            "Le facteur s (1 − s) appartient à l'erreur quadratique ; dans la perte logistique, il se simplifie.",
        ),
    ):
        expect(not close(value, wrong), hint, en=en, fr=fr)
    expect(
        close(value, right),
        "wrong-value",
        en="This is not the slope of the loss, as the formula gives it.",
        fr="Ce n'est pas la pente de la perte que donne la formule.",
    )


def _gap_and_slope(w, A, group, among):
    scores = _sigmoid(A @ w)
    slopes = (scores * (1 - scores))[:, None] * A
    in_a, in_b = among & (group == 0), among & (group == 1)
    gap = scores[in_a].mean() - scores[in_b].mean()
    return gap, slopes[in_a].mean(axis=0) - slopes[in_b].mean(axis=0)


@exercise("responsible-ai-gap-gradient")
def gap_gradient(attempt):
    """A function of (w, A, group, among) that returns the gap of mean scores and its gradient."""
    A, y, group = _design()
    w, among = np.array([0.3, -0.8, 0.5]), y == 1
    answer = attempt(w.copy(), A.copy(), group.copy(), among.copy())
    expect(
        isinstance(answer, tuple | list) and len(answer) == 2 and np.shape(answer[0]) == (),
        "pair",
        en="Return two things, the gap and its gradient: `return gap, gradient`.",
        fr="Renvoyez deux choses, l'écart et son gradient : `return gap, gradient`.",
    )
    gap, slope = answer
    expect_shape(slope, (3,))
    right_gap, right_slope = _gap_and_slope(w, A, group, among)
    everybody_gap, _ = _gap_and_slope(w, A, group, among | True)
    expect(
        not close(gap, -right_gap),
        "gap-sign",
        en="The gap is A minus B, with its sign; yours has the opposite one (B minus A, or an absolute value).",
        fr="L'écart est A moins B, avec son signe ; le vôtre a le signe opposé (B moins A, ou une valeur absolue).",
    )
    expect(
        not close(gap, everybody_gap),
        "mask-ignored",
        en="You average over everybody: only the rows of the mask `among` count.",
        fr="Vous faites la moyenne sur tout le monde : seules les lignes du masque `among` comptent.",
    )
    scores = _sigmoid(A @ w)
    shares = [np.sum(scores[among & (group == k)]) / len(A) for k in (0, 1)]
    expect(
        not close(gap, shares[0] - shares[1]),
        "divided-by-everybody",
        en="Each sum is divided by all rows: divide it by the number of rows of its own group in the mask.",
        fr="Chaque somme est divisée par toutes les lignes : divisez-la par le nombre de lignes "
        "de son groupe dans le masque.",
    )
    expect(
        close(gap, right_gap),
        "wrong-gap",
        en="The gap is not right: the mean score of A minus that of B, among the rows of the mask.",
        fr="L'écart n'est pas juste : le score moyen de A moins celui de B, parmi les lignes du masque.",
    )
    in_a, in_b = among & (group == 0), among & (group == 1)
    without = A[in_a].mean(axis=0) - A[in_b].mean(axis=0)
    weighted = scores[:, None] * A
    for wrong, hint, en, fr in (
        (
            without,
            "slope-of-the-score",
            "The gap is right. Its gradient lacks the slope of the sigmoid, s (1 − s).",
            "L'écart est juste. Il manque à son gradient la pente de la sigmoïde, s (1 − s).",
        ),
        (
            weighted[in_a].mean(axis=0) - weighted[in_b].mean(axis=0),
            "slope-of-the-score",
            "The gap is right. In its gradient, the slope of the sigmoid is s (1 − s), not s.",
            "L'écart est juste. Dans son gradient, la pente de la sigmoïde est s (1 − s), et non s.",
        ),
        (
            -right_slope,
            "gradient-sign",
            "The gap is right, its gradient has the wrong sign: A minus B there, too.",
            "L'écart est juste, mais son gradient a le mauvais signe : A moins B, là aussi.",
        ),
        (
            2 * right_gap * right_slope,
            "already-squared",
            "This is the gradient of the squared gap: the factor comes in the next exercise.",
            "C'est le gradient du carré de l'écart : ce facteur vient à l'exercice suivant.",
        ),
    ):
        expect(not close(slope, wrong), hint, en=en, fr=fr)
    expect(
        close(slope, right_slope),
        "wrong-gradient",
        en="The gap is right, its gradient is not that measured by small steps.",
        fr="L'écart est juste, mais son gradient n'est pas celui que mesurent de petits pas.",
    )


@exercise("responsible-ai-train")
def train_fairly(attempt):
    """A function of (A, y, group, among, strength, rate, steps) that returns weights of shape (d,)."""
    A, y, group = _design(60)
    group = 1 - group  # the gap is positive on the whole way down
    among, strength, rate, steps = y == 1, 2.0, 0.4, 12

    def trained(penalty, start=0.0, count=steps, sign=-1.0, mask=among):
        w = np.full(3, start)
        for _ in range(count):
            gap, slope = _gap_and_slope(w, A, group, mask)
            w = w + sign * rate * (A.T @ (_sigmoid(A @ w) - y) / len(y) + penalty(gap) * slope)
        return w

    value = attempt(A.copy(), y.copy(), group.copy(), among.copy(), strength, rate, steps)
    expect_shape(value, (3,))
    right = trained(lambda gap: 2 * strength * gap)
    for wrong, hint, en, fr in (
        (
            trained(lambda gap: 0),
            "penalty-ignored",
            "This is the model without a penalty: the strength has no effect.",
            "C'est le modèle sans pénalité : l'intensité n'a pas d'effet.",
        ),
        (
            trained(lambda gap: strength),
            "square-forgotten",
            "You descend on the gap itself, and would drive it below zero: its square has the gradient 2 D ∇D.",
            "Vous descendez sur l'écart lui-même, qui passerait sous zéro : son carré a pour gradient 2 D ∇D.",
        ),
        (
            trained(lambda gap: strength * gap),
            "two-forgotten",
            "A factor 2 is missing: the gradient of D² is 2 D ∇D.",
            "Il manque un facteur 2 : le gradient de D² est 2 D ∇D.",
        ),
        (
            trained(lambda gap: -2 * strength * gap),
            "reward",
            "The penalty has the wrong sign: your model is paid for its gap.",
            "La pénalité a le mauvais signe : votre modèle est récompensé pour son écart.",
        ),
        (
            trained(lambda gap: 2 * strength * gap, sign=1.0),
            "uphill",
            "You are climbing: the step goes against the gradient.",
            "Vous montez : le pas doit aller dans le sens opposé au gradient.",
        ),
        (
            trained(lambda gap: 2 * strength * gap, count=1),
            "one-step",
            "This is one step: repeat it `steps` times.",
            "Vous ne faites qu'un pas : répétez-le `steps` fois.",
        ),
        (
            trained(lambda gap: 2 * strength * gap, mask=among | True),
            "mask-ignored",
            "Your penalty looks at everybody: pass the mask `among` on to `gap_gradient`.",
            "Votre pénalité porte sur tout le monde : transmettez le masque `among` à `gap_gradient`.",
        ),
    ):
        expect(not close(value, wrong, 1e-6), hint, en=en, fr=fr)
    expect(
        close(value, right, 1e-6),
        "wrong-weights",
        en="The weights are not those of gradient descent from zeros on the penalised loss: "
        "do you use `rate` and `steps`?",
        fr="Les poids ne sont pas ceux de la descente de gradient depuis zéro sur la perte pénalisée : "
        "utilisez-vous `rate` et `steps` ?",
    )
    # Exchanging the groups changes the sign of the gap, and nothing else: its square is the same.
    exchanged = attempt(A.copy(), y.copy(), 1 - group, among.copy(), strength, rate, steps)
    expect(
        close(exchanged, right, 1e-6),
        "sign-of-the-gap",
        en="Right here, but other weights when A and B change places: the gap must keep its sign in 2 D ∇D.",
        fr="Juste ici, mais les poids changent quand A et B échangent leur place : l'écart doit garder son signe dans 2 D ∇D.",
    )


@exercise("responsible-ai-thresholds")
def thresholds(attempt):
    """A function of (scores, group, among, rate) that returns one threshold a group."""
    repaid, _, group = _people(400)
    scores = _sigmoid(draws(400, seed=7) + 0.8 * repaid - 0.7 * group)
    among, rate = repaid == 1, 0.7
    answer = attempt(scores.copy(), group.copy(), among.copy(), rate)
    expect_shape(answer, (2,))

    def shares(cuts, mask):
        return [np.mean(scores[mask & (group == k)] > cuts[k]) for k in (0, 1)]

    def quantiles(level, mask):
        return np.array([np.quantile(scores[mask & (group == k)], level) for k in (0, 1)])

    value = as_array(answer)
    expect(
        not close(value, quantiles(rate, among), 2e-3),
        "complement",
        en=f"With these thresholds {1 - rate:.0%} are granted instead of {rate:.0%}: "
        "a quantile counts what lies *below* it.",
        fr=f"Avec ces seuils, {100 * (1 - rate):.0f} % reçoivent un prêt au lieu de {100 * rate:.0f} % : "
        "un quantile compte ce qui est *au-dessous* de lui.",
    )
    expect(
        not close(value, quantiles(1 - rate, among | True), 2e-3),
        "mask-ignored",
        en="You cut the scores of everybody in the group: only the people of the mask `among` count.",
        fr="Vous coupez les scores de tout le groupe : seules les personnes du masque `among` comptent.",
    )
    expect(
        abs(value[0] - value[1]) > 1e-9,
        "one-for-both",
        en="Both thresholds are equal: cut the scores of each group separately.",
        fr="Les deux seuils sont égaux : coupez séparément les scores de chaque groupe.",
    )
    expect(
        not close(value, quantiles(1 - rate, among)[::-1], 2e-3),
        "swapped",
        en="The groups have changed places: A is 0, and comes first.",
        fr="Les groupes ont changé de place : A vaut 0 et vient en premier.",
    )
    found = shares(value, among)
    expect(
        max(abs(share - rate) for share in found) < 0.02,
        "wrong-rate",
        en=f"Above your thresholds lie the shares {found[0]:.2f} and {found[1]:.2f} of A and B; {rate} was asked for.",
        fr=f"Au-dessus de vos seuils se trouvent les parts {found[0]:.2f} et {found[1]:.2f} de A et de B ; "
        f"on demandait {rate}.",
    )
    expect_array(answer)


@exercise("responsible-ai-audit")
def audit(attempt):
    """A function of two sets (scores, group, repaid) that returns the gap met in the second."""

    def scored(seed, shift):
        repaid, _, group = _people(200, seed)
        return _sigmoid(draws(200, seed=seed + 50) + repaid - shift * group), group, repaid

    validation, test = scored(11, 0.4), scored(12, 1.1)

    def gap(choose, report, index=1):
        scores, group, repaid = choose
        cuts = np.array([np.quantile(scores[(repaid == 1) & (group == k)], 0.2) for k in (0, 1)])
        scores, group, repaid = report
        return np.abs(_gaps(repaid, scores > cuts[group], group))[index]

    value = attempt(validation, test)
    expect_shape(value, ())
    for wrong, hint, en, fr in (
        (
            gap(test, test),
            "thresholds-from-test",
            "The thresholds still come from the test set, and fit its people: new people will not be so lucky.",
            "Les seuils viennent encore du jeu de test et sont faits pour ses personnes : "
            "les suivantes n'auront pas cette chance.",
        ),
        (
            gap(validation, validation),
            "reported-on-validation",
            "You report on the set on which you chose: choose on `validation`, report on `test`.",
            "Vous rendez compte sur l'ensemble où vous avez choisi : "
            "choisissez sur `validation`, rendez compte sur `test`.",
        ),
        (
            gap(test, validation),
            "exchanged",
            "The two sets have changed places.",
            "Les deux ensembles ont changé de place.",
        ),
        (
            gap(validation, test, 0),
            "selection-gap",
            "This is the gap in selection rates; the report is about true-positive rates.",
            "C'est l'écart des taux d'acceptation ; le rapport porte sur les taux de vrais positifs.",
        ),
    ):
        expect(not close(value, wrong, 1e-6), hint, en=en, fr=fr)
    expect(
        close(value, gap(validation, test), 1e-6),
        "wrong-value",
        en="The gap is not that of the test set under the thresholds of the validation set.",
        fr="L'écart n'est pas celui du jeu de test avec les seuils du jeu de validation.",
    )


@exercise("responsible-ai-month")
def month(attempt):
    """A function of (loans, repaid, would_repay, lottery) that returns the books after a month."""
    loans = np.array([[60, 15], [20, 20], [40, 16]])
    repaid = np.array([[42, 8], [13, 12], [20, 12]])
    would_repay = draws(3, 2, 10) > -0.6
    kept = loans.copy(), repaid.copy()

    def books(lottery, lends):
        new = np.where(lends, 10, lottery)
        return loans + new, repaid + np.sum(would_repay & (np.arange(10) < new[..., None]), axis=2)

    lends = repaid / loans >= 0.65
    for lottery in (0, 2):
        answer = attempt(loans, repaid, would_repay.copy(), lottery)
        expect(
            np.array_equal(loans, kept[0]) and np.array_equal(repaid, kept[1]),
            "input-changed",
            en="Your function changes the books that it is given: `loans + new` makes new ones, `loans += new` does not.",
            fr="Votre fonction modifie les livres qu'elle reçoit : `loans + new` en crée de nouveaux, "
            "pas `loans += new`.",
        )
        expect(
            isinstance(answer, tuple | list) and len(answer) == 2,
            "pair",
            en="Return two arrays, `loans` and `repaid`.",
            fr="Renvoyez deux tableaux, `loans` et `repaid`.",
        )
        for array in answer:
            expect_shape(array, (3, 2))
        new_loans, new_repaid = as_array(answer[0]), as_array(answer[1])
        right = books(lottery, lends)
        expect(
            lottery == 0 or not close(new_loans, books(0, lends)[0]),
            "lottery-ignored",
            en="With a lottery, a group that is shunned gets loans as well: `lottery` of them.",
            fr="Avec un tirage au sort, un groupe écarté reçoit aussi des prêts, au nombre de `lottery`.",
        )
        expect(
            not close(new_loans, loans + 10),
            "lends-to-all",
            en="Every group gets ten loans: look first whether enough of the earlier ones were repaid.",
            fr="Chaque groupe reçoit dix prêts : regardez d'abord si une part suffisante des précédents a été remboursée.",
        )
        expect(
            not close(new_loans, books(lottery, repaid / loans > 0.65)[0]),
            "at-least",
            en="A lender at exactly 65 % still lends: *at least* 65 % is `>=`.",
            fr="Un prêteur à 65 % exactement prête encore : *au moins* 65 %, c'est `>=`.",
        )
        expect(
            not close(new_loans, books(lottery, ~lends)[0]),
            "reversed",
            en="It is the other way round: those who repaid enough get the ten loans.",
            fr="C'est l'inverse : ce sont ceux qui ont assez remboursé qui reçoivent les dix prêts.",
        )
        expect(
            close(new_loans, right[0]),
            "wrong-loans",
            en="The number of loans is not right: ten more where the lender lends, `lottery` more elsewhere.",
            fr="Le nombre de prêts n'est pas juste : dix de plus là où le prêteur prête, `lottery` de plus ailleurs.",
        )
        expect(
            not close(new_repaid, repaid + would_repay.sum(axis=2)),
            "refused-repaid",
            en="You also count what the refused would have repaid: the books never see it.",
            fr="Vous comptez aussi ce que les personnes refusées auraient remboursé : les livres n'en savent rien.",
        )
        expect(
            close(new_repaid, right[1]),
            "wrong-repaid",
            en="The repaid loans are not right: of the new loans, those whose `would_repay` is true.",
            fr="Les prêts remboursés ne sont pas justes : comptez, parmi les nouveaux prêts, ceux pour lesquels `would_repay` est vrai.",
        )
