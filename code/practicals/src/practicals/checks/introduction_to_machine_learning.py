"""Checks of the introduction to machine learning. JAX is imported only where a check runs."""

from itertools import pairwise

import numpy as np

from practicals.checks import comparison
from practicals.checks.comparison import (
    as_array,
    close,
    draws,
    expect_array,
    expect_keys,
    expect_shape,
    tree_leaves,
)
from practicals.checks.exercise import NotAttempted, exercise, expect


def _close(value, reference, tolerance=1e-4):
    return close(value, reference, tolerance, smallest=1e-3)


def _expect_derivable(function, *arguments):
    """JAX must be able to follow the function: `np.mean` and the like stop it."""
    import jax

    try:
        jax.grad(function)(*arguments)
        followed = True
    except Exception:
        followed = False
    expect(
        followed,
        "numpy",
        en="The value is right, but JAX cannot follow your function to compute its gradient: "
        "use `jnp.` and `jax.nn.`, and not `np.` or `float`.",
        fr="La valeur est juste, mais JAX ne peut pas suivre votre fonction pour calculer son gradient : "
        "utilisez `jnp.` et `jax.nn.`, et non `np.` ni `float`.",
    )


@exercise("introduction-to-machine-learning-tasks")
def tasks(answers):
    """A dictionary from A…F to 0 regression, 1 classification, 2 clustering, 3 reinforcement."""
    given = expect_keys(answers, "ABCDEF")
    expect(
        given["A"] == 0 and given["E"] == 0,
        "a-number",
        en="Look again at A and E: the answer is a quantity, in tonnes or in minutes, not a category.",
        fr="Revoyez A et E : la réponse est une quantité, en tonnes ou en minutes, et non une catégorie.",
    )
    expect(
        given["C"] == 2,
        "no-answers",
        en="Look again at C: does anybody give the right group of a single customer beforehand?",
        fr="Revoyez C : quelqu'un donne-t-il d'avance le bon groupe, ne serait-ce que d'un client ?",
    )
    expect(
        given["B"] == 1 and given["F"] == 1,
        "a-category",
        en="Look again at B and F: the examples come with their answer, and the answer is one of a few categories.",
        fr="Revoyez B et F : les exemples sont donnés avec leur réponse, qui est une catégorie parmi quelques-unes.",
    )
    expect(
        given["D"] == 3,
        "trial-and-error",
        en="Look again at D: the drone is not shown the right movement, it only gets points afterwards.",
        fr="Revoyez D : personne ne montre au drone le bon mouvement, il reçoit seulement des points après coup.",
    )


@exercise("introduction-to-machine-learning-mse")
def mse(attempt):
    """A function of (params, x, y) that returns the mean squared error of a line."""
    params, x, y = np.array([0.5, -1.0]), draws(7), 2 + draws(7, seed=1)
    value = attempt(params, x, y)
    residuals = params[0] * x + params[1] - y
    expect(
        np.shape(value) != (7,),
        "not-averaged",
        en="You return one number a field; the loss is their mean, one number in all.",
        fr="Vous renvoyez un nombre par champ ; la perte est leur moyenne, un seul nombre.",
    )
    expect_shape(value, ())
    expect(
        not _close(value, np.sum(residuals**2)),
        "sum",
        en="This is the sum of the squares: divide by the number of fields, or use `jnp.mean`.",
        fr="C'est la somme des carrés : divisez par le nombre de champs, ou utilisez `jnp.mean`.",
    )
    expect(
        not _close(value, np.mean(np.abs(residuals))),
        "absolute",
        en="This is the mean of the absolute residuals: square them instead.",
        fr="C'est la moyenne des valeurs absolues des résidus : élevez-les plutôt au carré.",
    )
    expect(
        not _close(value, np.sqrt(np.mean(residuals**2))),
        "root",
        en="This is the square root of the loss: leave the root out.",
        fr="C'est la racine carrée de la perte : ôtez la racine.",
    )
    expect(
        not _close(value, np.mean(residuals**2) / 2),
        "half",
        en="This is half the loss: some books divide by 2 n, the formula above divides by n.",
        fr="C'est la moitié de la perte : certains livres divisent par 2 n, la formule ci-dessus par n.",
    )
    expect(
        not _close(value, np.mean(residuals)) and not _close(value, np.mean(residuals) ** 2),
        "square-misplaced",
        en="Square each residual first, then take the mean: otherwise errors above and below cancel.",
        fr="Élevez d'abord chaque résidu au carré, puis prenez la moyenne : "
        "sinon les erreurs par excès et par défaut se compensent.",
    )
    expect(
        _close(value, np.mean(residuals**2)),
        "wrong-value",
        en="The value is not right: the residual of a field is w x + b − y.",
        fr="La valeur n'est pas juste : le résidu d'un champ est w x + b − y.",
    )
    _expect_derivable(attempt, params, x, y)


@exercise("introduction-to-machine-learning-guess")
def guess(guesses, bags, harvest):
    """A list of at least four pairs (w, b), the last with a loss of at most 0.10."""
    path = np.asarray([tuple(pair) for pair in guesses], dtype=float)
    expect(
        path.ndim == 2 and path.shape[1] == 2,
        "shape",
        en="Each guess is a pair of numbers, (w, b).",
        fr="Chaque essai est un couple de nombres, (w, b).",
    )
    expect(
        len(path) >= 4,
        "too-few",
        en="Give at least four guesses, from the first to the best.",
        fr="Donnez au moins quatre essais, du premier au meilleur.",
    )

    def loss(w, b):
        return np.mean((w * bags + b - harvest) ** 2)

    w, b = path[-1]
    found = loss(w, b)
    expect(
        found <= 0.1 or loss(b, w) > 0.1,
        "swapped",
        en="Right numbers, wrong places: a guess is (w, b), the slope first.",
        fr="Les nombres sont bons, mais pas leurs places : un essai est (w, b), la pente d'abord.",
    )
    if found > 0.1:
        residuals = w * bags + b - harvest
        mean, tilt = np.mean(residuals), np.mean(residuals * (bags - bags.mean())) / np.var(bags)
        start_en = f"The loss of your last guess is {found:.2f}."
        start_fr = f"La perte de votre dernier essai est de {found:.2f}."
        # In tonnes: how far the line is off in the middle, and from the middle to the ends.
        if abs(mean) > abs(tilt) * np.std(bags):
            expect(
                mean > 0,
                "too-low",
                en=f"{start_en} Your line runs below most of the points.",
                fr=f"{start_fr} Votre droite passe au-dessous de la plupart des points.",
            )
            expect(
                False,
                "too-high",
                en=f"{start_en} Your line runs above most of the points.",
                fr=f"{start_fr} Votre droite passe au-dessus de la plupart des points.",
            )
        expect(
            tilt > 0,
            "too-flat",
            en=f"{start_en} The points rise more steeply than your line.",
            fr=f"{start_fr} Les points montent plus vite que votre droite.",
        )
        expect(
            False,
            "too-steep",
            en=f"{start_en} Your line rises more steeply than the points.",
            fr=f"{start_fr} Votre droite monte plus vite que les points.",
        )
    return (f"Loss of your last guess: {found:.3f}.", f"Perte de votre dernier essai : {found:.3f}.")


@exercise("introduction-to-machine-learning-gradient-by-hand")
def gradient_by_hand(attempt):
    """A function of (params, x, y) that returns the gradient of the mean squared error of a line."""
    params, x, y = np.array([0.5, -1.0]), 1 + draws(7), 2 + draws(7, seed=1)
    value = attempt(params, x, y)
    residuals = params[0] * x + params[1] - y
    right = np.array([np.mean(2 * residuals * x), np.mean(2 * residuals)])
    expect(
        np.shape(value) != (2, 7),
        "not-averaged",
        en="You return the slopes of every field: take the mean over the fields.",
        fr="Vous renvoyez les pentes de chaque champ : prenez la moyenne sur les champs.",
    )
    expect_shape(value, (2,))
    expect(
        not _close(value, right[::-1]),
        "swapped",
        en="The two slopes have changed places: the one along w comes first.",
        fr="Les deux pentes ont changé de place : celle selon w vient en premier.",
    )
    expect(
        not _close(value, right / 2),
        "two-forgotten",
        en="A factor 2 is missing: the derivative of r² is 2 r.",
        fr="Il manque un facteur 2 : la dérivée de r² est 2 r.",
    )
    expect(
        not _close(value, -right),
        "sign",
        en="The sign is wrong: the residual is prediction minus truth, w x + b − y.",
        fr="Le signe est faux : le résidu est la prédiction moins la vérité, w x + b − y.",
    )
    expect(
        not _close(value, 7 * right),
        "sum",
        en="These are sums over the fields: the loss is a mean, so its slopes are means.",
        fr="Ce sont des sommes sur les champs : la perte est une moyenne, ses pentes aussi.",
    )
    expect(
        not _close(value, [right[1], right[1]]),
        "x-forgotten",
        en="The slope along w lacks the factor x: moving w moves the prediction of a field by x times as much.",
        fr="Il manque le facteur x dans la pente selon w : bouger w déplace la prédiction d'un champ de x fois autant.",
    )
    expect(
        not _close(value, [right[1] * x.mean(), right[1]]),
        "mean-too-early",
        en="Multiply each residual by the x of its own field before you take the mean.",
        fr="Multipliez chaque résidu par le x de son propre champ avant de prendre la moyenne.",
    )
    expect(
        _close(value, right),
        "wrong-value",
        en="This is not the slope of the loss, measured by small steps.",
        fr="Ce n'est pas la pente de la perte, mesurée par de petits pas.",
    )


@exercise("introduction-to-machine-learning-descend")
def descend(attempt):
    """A function of (gradient, start, rate, steps) that returns the path of gradient descent."""
    import jax

    curvature, start, rate = np.array([[2.0, 0.5], [0.5, 1.0]]), np.array([1.0, -2.0]), 0.3

    def path(move, steps=5):
        points = [start]
        for _ in range(steps):
            points.append(move(points[-1]))
        return np.array(points)

    right = path(lambda point: point - rate * curvature @ point)
    given = start.copy()

    def gradient(point):
        # NumPy stays NumPy, so that a start changed in place is seen; JAX passes, also within `lax.scan`.
        return curvature @ (point if isinstance(point, jax.Array) else np.asarray(point, dtype=float))

    value = attempt(gradient, given, rate, 5)
    expect(
        np.array_equal(given, start),
        "input-changed",
        en="Your function changes `start` itself: `p -= …` works in place, `p = p - …` makes a new point.",
        fr="Votre fonction modifie `start` lui-même : `p -= …` travaille sur place, `p = p - …` crée un nouveau point.",
    )
    expect(
        np.shape(value) != (2,),
        "last-only",
        en="You return one point: return all of them, from the start on.",
        fr="Vous renvoyez un seul point : renvoyez-les tous, depuis le départ.",
    )
    expect(
        not (np.shape(value) == (5, 2) and (_close(value, right[1:]) or _close(value, right[:-1]))),
        "one-point-short",
        en="One point is missing: the path holds the start and the point after each of the steps.",
        fr="Il manque un point : le chemin contient le départ et le point atteint après chaque pas.",
    )
    expect_shape(value, (6, 2))
    expect(
        not _close(value, path(lambda point: point + rate * curvature @ point)),
        "uphill",
        en="You are climbing: the step goes against the gradient.",
        fr="Vous montez : le pas doit aller dans le sens opposé au gradient.",
    )
    expect(
        not _close(value, path(lambda point: point - curvature @ point)),
        "rate-ignored",
        en="Multiply the gradient by the learning rate.",
        fr="Multipliez le gradient par le taux d'apprentissage.",
    )
    expect(
        not _close(value, path(lambda point: point - rate * curvature @ start)),
        "gradient-of-the-start",
        en="You use the gradient of the start at every step: compute it again where you stand.",
        fr="Vous utilisez à chaque pas le gradient du départ : recalculez-le là où vous êtes.",
    )
    expect_array(value)
    expect(
        _close(value, right),
        "wrong-path",
        en="The path is not that of gradient descent: the next point is the last one minus rate times its gradient.",
        fr="Le chemin n'est pas celui de la descente de gradient : "
        "le point suivant est le dernier moins le taux fois son gradient.",
    )


@exercise("introduction-to-machine-learning-edge")
def edge(attempt):
    """A function of (loss, params) that returns 2 / (largest eigenvalue of the Hessian)."""
    import jax.numpy as jnp

    hessian = np.array([[3.0, 1.0, 0.0], [1.0, 2.0, 0.5], [0.0, 0.5, 1.0]])
    eigenvalues = np.linalg.eigvalsh(hessian)

    def loss(params):
        return 0.5 * params @ jnp.asarray(hessian) @ params - jnp.sum(params)

    value = attempt(loss, np.array([1.0, -1.0, 0.5]))
    expect_shape(value, ())
    expect(
        not _close(value, 2 / eigenvalues[0]),
        "smallest",
        en="You took the smallest eigenvalue: the steepest direction is the first to explode.",
        fr="Vous avez pris la plus petite valeur propre : c'est la direction la plus raide qui explose la première.",
    )
    expect(
        not _close(value, 1 / eigenvalues[-1]),
        "one-over",
        en="With 1/λ the step ends exactly at the bottom of that direction; the edge is at twice that.",
        fr="Avec 1/λ, le pas arrive exactement au fond dans cette direction ; la limite est le double.",
    )
    expect(
        not _close(value, 2 / hessian.max()),
        "largest-entry",
        en="You took the largest entry of the Hessian: it is the largest eigenvalue that counts (`np.linalg.eigvalsh`).",
        fr="Vous avez pris le plus grand coefficient de la hessienne : c'est la plus grande valeur propre qui compte "
        "(`np.linalg.eigvalsh`).",
    )
    expect(
        _close(value, 2 / eigenvalues[-1]),
        "wrong-value",
        en="The value is not 2 divided by the largest eigenvalue of the Hessian.",
        fr="La valeur n'est pas 2 divisé par la plus grande valeur propre de la hessienne.",
    )


@exercise("introduction-to-machine-learning-standardise")
def standardise(attempt):
    """A function of (known, new) that scales new by the means and standard deviations of known."""
    # Many known rows: dividing by n - 1 instead of n then passes too.
    known, new = 3 + draws(300, 2) * [1.0, 20.0], 5 + draws(4, 2, seed=1) * [0.5, 4.0]
    value = attempt(known.copy(), new.copy())

    def scaled(rows, by):
        return (rows - by.mean(axis=0)) / by.std(axis=0)

    expect(
        not _close(value, scaled(known, new)) and not _close(value, scaled(known, known)),
        "known-returned",
        en="You scaled the fields that are known: return the new ones, in the scale of the known ones.",
        fr="Vous avez mis à l'échelle les champs connus : renvoyez les nouveaux, à l'échelle des connus.",
    )
    expect_shape(value, (4, 2))
    expect(
        not _close(value, scaled(new, new)),
        "own-statistics",
        en="The new fields are still scaled by their own mean and standard deviation: a drought disappears in them.",
        fr="Les nouveaux champs sont encore mis à l'échelle par leurs propres moyenne et écart-type : "
        "une sécheresse y disparaît.",
    )
    expect(
        not _close(value, scaled(new, np.vstack([known, new]))),
        "both",
        en="The mean and the standard deviation come from all the fields together: the new ones leak into the model.",
        fr="La moyenne et l'écart-type viennent de tous les champs : l'information des nouveaux fuit dans le modèle.",
    )
    expect(
        not _close(value, (new - known.mean()) / known.std()),
        "axis-forgotten",
        en="One mean for the whole table mixes bags and millimetres: each column needs its own (`axis=0`).",
        fr="Une seule moyenne pour tout le tableau mélange sacs et millimètres : à chaque colonne la sienne (`axis=0`).",
    )
    expect(
        not _close(value, new - known.mean(axis=0)),
        "not-divided",
        en="Centred, but not divided by the standard deviation of the known fields.",
        fr="C'est centré, mais pas divisé par l'écart-type des champs connus.",
    )
    expect(
        not _close(value, (new - known.mean(axis=0)) / known.var(axis=0)),
        "variance",
        en="You divided by the variance: the standard deviation is its square root.",
        fr="Vous avez divisé par la variance : l'écart-type est sa racine carrée.",
    )
    expect(
        _close(value, scaled(new, known), 1e-2),
        "wrong-value",
        en="Subtract the mean of each column of `known`, then divide by its standard deviation.",
        fr="Soustrayez la moyenne de chaque colonne de `known`, puis divisez par son écart-type.",
    )


@exercise("introduction-to-machine-learning-polynomial")
def polynomial(attempt):
    """A function of (x, degree) that returns the powers of x, shape (n, degree + 1)."""
    x = np.array([-0.5, 0.2, 0.9, 0.4, -0.8])
    right = np.column_stack([x**power for power in range(4)])
    value = attempt(x, 3)
    expect_array(value)
    expect(
        not _close(value, right[:, 1:]),
        "constant-forgotten",
        en="The column of ones is missing: it is the power 0, and belongs to the intercept.",
        fr="Il manque la colonne de 1 : c'est la puissance 0, celle de l'ordonnée à l'origine.",
    )
    expect(
        not _close(value, right[:, :-1]),
        "degree-missing",
        en="The highest power is missing: `range(degree)` stops before `degree`.",
        fr="Il manque la plus haute puissance : `range(degree)` s'arrête avant `degree`.",
    )
    expect(
        not _close(value, right.T),
        "transposed",
        en="Rows and columns have changed places: a row is an example, a column a power.",
        fr="Lignes et colonnes ont changé de place : une ligne est un exemple, une colonne une puissance.",
    )
    expect_shape(value, (5, 4))
    expect(
        not _close(value, right[:, ::-1]),
        "descending",
        en="The powers come in the reverse order: the first column is 1.",
        fr="Les puissances sont dans l'ordre inverse : la première colonne est 1.",
    )
    expect(
        not _close(value[:, 1:], np.column_stack([x, 2 * x, 3 * x])),
        "multiples",
        en="These are multiples of x, not powers: `x**2`, not `x * 2`.",
        fr="Ce sont des multiples de x, et non des puissances : `x**2`, et non `x * 2`.",
    )
    expect(
        _close(value, right),
        "wrong-value",
        en="The shape is right; the columns should be 1, x, x² and so on.",
        fr="La forme est bonne ; les colonnes devraient être 1, x, x² et ainsi de suite.",
    )


@exercise("introduction-to-machine-learning-penalised")
def penalised(attempt):
    """A function of (weights, P, y, penalty) that returns the penalised mean squared error."""
    weights, y = np.array([2.0, -1.0, 0.5]), draws(6)
    P = np.column_stack([np.ones(6), draws(6, 2, seed=1)])
    value = attempt(weights, P, y, 0.7)
    expect_shape(value, ())
    error = np.mean((P @ weights - y) ** 2)
    expect(
        not _close(value, error),
        "penalty-forgotten",
        en="This is the mean squared error alone: add the penalty.",
        fr="C'est l'erreur quadratique moyenne seule : ajoutez la pénalité.",
    )
    expect(
        not _close(value, error + 0.7 * np.sum(weights**2)),
        "intercept-penalised",
        en="The first weight is the intercept, and is free: the sum begins at `weights[1:]`.",
        fr="Le premier poids est l'ordonnée à l'origine, et il est libre : la somme commence à `weights[1:]`.",
    )
    expect(
        not _close(value, error + 0.7 * np.sum(weights[1:])) and not _close(value, error + 0.7 * 1.5),
        "not-squared",
        en="L2 adds the squares of the weights, not the weights themselves or their absolute values.",
        fr="La régularisation L2 ajoute les carrés des poids, et non les poids ni leurs valeurs absolues.",
    )
    expect(
        not _close(value, error + 0.7 * np.mean(weights[1:] ** 2)),
        "mean-of-weights",
        en="The penalty is the sum of the squared weights, not their mean.",
        fr="La pénalité est la somme des carrés des poids, et non leur moyenne.",
    )
    expect(
        _close(value, error + 0.7 * np.sum(weights[1:] ** 2)),
        "wrong-value",
        en="The value is not the mean squared error plus the penalty on the weights from the second on.",
        fr="La valeur n'est pas l'erreur quadratique moyenne plus la pénalité sur les poids à partir du deuxième.",
    )
    _expect_derivable(attempt, weights, P, y, 0.7)


@exercise("introduction-to-machine-learning-build-features")
def build_features(attempt):
    """A function of Z (n, 2) that returns the columns f, r, r², f r and f r²."""
    Z = 1.5 + draws(6, 2)
    f, r = Z.T
    right = np.column_stack([f, r, r**2, f * r, f * r**2])
    value = attempt(Z)
    expect(
        not _close(value, right.T),
        "transposed",
        en="Rows and columns have changed places: a row is a field. `np.column_stack` puts columns side by side.",
        fr="Lignes et colonnes ont changé de place : une ligne est un champ. "
        "`np.column_stack` met des colonnes côte à côte.",
    )
    expect_shape(value, (6, 5))
    value = as_array(value)
    expect(
        not _close(value[:, 4], (f * r) ** 2),
        "power-of-product",
        en="The last column is (f r)²; only the rain is squared: f times r².",
        fr="La dernière colonne est (f r)² ; seule la pluie est au carré : f fois r².",
    )
    expect(
        not _close(value[:, 2], f**2),
        "wrong-square",
        en="You squared the fertiliser; it is the rain that drowns a field.",
        fr="Vous avez élevé l'engrais au carré ; c'est la pluie qui noie un champ.",
    )
    found = [any(_close(column, wanted) for column in value.T) for wanted in right.T]
    expect(
        not all(found) or _close(value, right),
        "order",
        en="All five columns are there, in another order.",
        fr="Les cinq colonnes y sont, mais dans un autre ordre.",
    )
    names = ("f", "r", "r²", "f r", "f r²")
    missing = ", ".join(name for name, there in zip(names, found, strict=True) if not there)
    expect(
        all(found),
        "wrong-column",
        en=f"Missing or wrong: {missing}.",
        fr=f"Absent ou faux : {missing}.",
    )


@exercise("introduction-to-machine-learning-tent")
def tent(heights):
    """Three numbers that make a tent of relu(x + 1), relu(x) and relu(x - 1)."""
    if any(value is Ellipsis for value in heights):
        raise NotAttempted
    values = as_array(heights)
    expect_shape(values, (3,))
    first, second = values[:2]
    expect(
        abs(first - 1) < 1e-6,
        "rise",
        en="Between −1 and 0 only the first neuron is on, and the tent must rise by 1.",
        fr="Entre −1 et 0, seul le premier neurone est actif, et la tente doit monter de 1.",
    )
    expect(
        abs(first + second) > 1e-6,
        "flat-top",
        en="Your second neuron stops the rise, but the tent stays flat at 1: it must come down again.",
        fr="Votre deuxième neurone arrête la montée, mais la tente reste plate à 1 : il faut redescendre.",
    )
    expect(
        abs(first + second + 1) < 1e-6,
        "fall",
        en="Between 0 and 1 two neurons are on: their slopes must add up to −1.",
        fr="Entre 0 et 1, deux neurones sont actifs : la somme de leurs pentes doit être −1.",
    )
    expect(
        abs(values.sum()) < 1e-6,
        "tail",
        en="From 1 on all three neurons are on: their slopes must add up to 0, or the tent goes on falling.",
        fr="À partir de 1, les trois neurones sont actifs : la somme de leurs pentes doit être 0, "
        "sinon la tente continue de descendre.",
    )


def _layers_of(value, sizes):
    """The weights and biases of a list of dictionaries, with their shapes checked."""
    expect(
        isinstance(value, (list, tuple)) and all(isinstance(layer, dict) for layer in value),
        "structure",
        en="Return a list with one dictionary a layer.",
        fr="Renvoyez une liste avec un dictionnaire par couche.",
    )
    expect(
        len(value) == len(sizes) - 1,
        "layer-count",
        en=f"{len(sizes)} widths make {len(sizes) - 1} layers; you return {len(value)}.",
        fr=f"{len(sizes)} largeurs font {len(sizes) - 1} couches ; vous en renvoyez {len(value)}.",
    )
    expect(
        all({"w", "b"} <= set(layer) for layer in value),
        "keys",
        en='Each dictionary needs the keys "w" and "b".',
        fr='Chaque dictionnaire doit avoir les clés "w" et "b".',
    )
    weights, biases = [as_array(layer["w"]) for layer in value], [as_array(layer["b"]) for layer in value]
    for layer_weights, layer_biases, m, k in zip(weights, biases, sizes[:-1], sizes[1:], strict=True):
        expect(
            layer_weights.shape != (k, m) or m == k,
            "transposed",
            en="The weights of a layer from m inputs to k neurons have shape (m, k), not (k, m).",
            fr="Les poids d'une couche de m entrées vers k neurones sont de forme (m, k), et non (k, m).",
        )
        expect_shape(layer_weights, (m, k))
        expect_shape(layer_biases, (k,))
    return weights, biases


@exercise("introduction-to-machine-learning-init")
def init(attempt):
    """A function of (key, sizes) that returns the first parameters of a network."""
    import jax

    sizes = (200, 50, 50, 50)
    weights, biases = _layers_of(attempt(jax.random.key(0), sizes), sizes)
    expect(
        all(np.any(w) for w in weights),
        "zeros",
        en="Weights of zero make all neurons equal, for ever: draw them at random.",
        fr="Des poids nuls rendent tous les neurones égaux, pour toujours : tirez-les au hasard.",
    )
    expect(
        all(np.all(b == 0) for b in biases),
        "bias-not-zero",
        en="The biases start at zero.",
        fr="Les termes de biais commencent à zéro.",
    )
    expect(
        not _close(weights[1], weights[2]),
        "same-key",
        en="Two layers of the same shape are equal: give each layer a key of its own with `jax.random.split`.",
        fr="Deux couches de même forme sont égales : donnez à chaque couche sa propre clé avec `jax.random.split`.",
    )
    deviation, first = np.std(weights[0]), sizes[0]
    expect(
        not abs(deviation - 1) < 0.1,
        "unscaled",
        en="The weights have standard deviation 1: multiply the draws by the square root of 2 / m.",
        fr="Les poids ont un écart-type de 1 : multipliez les tirages par la racine carrée de 2 / m.",
    )
    expect(
        not abs(deviation * first / 2 - 1) < 0.1,
        "root-forgotten",
        en="The standard deviation is 2 / m: the square root is missing.",
        fr="L'écart-type est 2 / m : il manque la racine carrée.",
    )
    expect(
        not abs(deviation / np.sqrt(2 / sizes[1]) - 1) < 0.1,
        "outputs-counted",
        en="The m of the formula is the number of inputs of the layer, not of its neurons.",
        fr="Le m de la formule est le nombre d'entrées de la couche, et non celui de ses neurones.",
    )
    expect(
        all(abs(np.std(w) / np.sqrt(2 / m) - 1) < 0.1 for w, m in zip(weights, sizes[:-1], strict=True)),
        "wrong-scale",
        en="The standard deviation of the weights should be the square root of 2 / m, in every layer.",
        fr="L'écart-type des poids devrait être la racine carrée de 2 / m, dans chaque couche.",
    )
    others, _ = _layers_of(attempt(jax.random.key(1), sizes), sizes)
    expect(
        not _close(weights[0], others[0]),
        "key-ignored",
        en="Two different keys give the same weights: use the key that the function receives.",
        fr="Deux clés différentes donnent les mêmes poids : utilisez la clé que reçoit la fonction.",
    )


def _forward(layers, X, hidden=True, last=False, biases=True):
    for index, layer in enumerate(layers):
        X = X @ layer["w"] + (layer["b"] if biases else 0)
        if last if index == len(layers) - 1 else hidden:
            X = np.maximum(X, 0)
    return X


def _layers(sizes, seed=0):
    return [
        {"w": draws(m, k, seed=seed + index), "b": draws(k, seed=seed + 50 + index)}
        for index, (m, k) in enumerate(pairwise(sizes))
    ]


@exercise("introduction-to-machine-learning-forward")
def forward(attempt):
    """A function of (layers, X) that returns the outputs of a multilayer perceptron."""
    layers, X = _layers((5, 6, 4, 3)), draws(8, 5, seed=9)
    value = attempt(layers, X)
    expect_shape(value, (8, 3))
    expect(
        not _close(value, _forward(layers, X, last=True)),
        "activation-at-the-end",
        en="The last layer has no activation: its outputs may be negative.",
        fr="La dernière couche n'a pas d'activation : ses sorties peuvent être négatives.",
    )
    expect(
        not _close(value, _forward(layers, X, hidden=False)),
        "activation-missing",
        en="There is no activation: without it, three layers are one linear function.",
        fr="Il n'y a pas d'activation : sans elle, trois couches ne font qu'une fonction linéaire.",
    )
    expect(
        not _close(value, _forward(layers, X, biases=False)),
        "bias-forgotten",
        en="The biases are missing.",
        fr="Il manque les termes de biais.",
    )
    expect(
        _close(value, _forward(layers, X)),
        "wrong-value",
        en="The outputs are not right: in each layer, product with w, plus b, then ReLU, except at the end.",
        fr="Les sorties ne sont pas justes : dans chaque couche, produit par w, plus b, puis ReLU, sauf à la fin.",
    )
    expect(
        _close(attempt(layers[:1], X), _forward(layers[:1], X)),
        "single-layer",
        en="Right for three layers, wrong for a single one: it is then the last, and has no activation.",
        fr="Juste pour trois couches, faux pour une seule : c'est alors la dernière, et elle n'a pas d'activation.",
    )
    _expect_derivable(lambda inputs: attempt(layers, inputs)[0, 0], X)


def _expect_same_structure(value, params):
    import jax

    expect(
        jax.tree.structure(value) == jax.tree.structure(params),
        "structure",
        en="The result must have the structure of the parameters: the same lists, dictionaries and keys.",
        fr="Le résultat doit avoir la structure des paramètres : mêmes listes, mêmes dictionnaires, mêmes clés.",
    )


def _moved(params, gradient, rate):
    return [p - rate * g for p, g in zip(tree_leaves(params), tree_leaves(gradient), strict=True)]


def _all_close(leaves, references):
    return all(_close(leaf, reference, 1e-3) for leaf, reference in zip(leaves, references, strict=True))


@exercise("introduction-to-machine-learning-step")
def step(attempt):
    """A function of (params, gradient, rate) that returns params - rate * gradient, leaf by leaf."""
    params = {"layers": _layers((3, 4, 2)), "scale": np.array([2.0])}
    gradient = {"layers": _layers((3, 4, 2), seed=7), "scale": np.array([-1.0])}
    value = attempt(params, gradient, 0.3)
    _expect_same_structure(value, params)
    leaves = tree_leaves(value)
    expect(
        not _all_close(leaves, _moved(params, gradient, -0.3)),
        "uphill",
        en="You are climbing: subtract rate times the gradient.",
        fr="Vous montez : soustrayez le taux fois le gradient.",
    )
    expect(
        not _all_close(leaves, _moved(params, gradient, 1.0)),
        "rate-ignored",
        en="Multiply the gradient by the learning rate.",
        fr="Multipliez le gradient par le taux d'apprentissage.",
    )
    expect(
        not _all_close(leaves, _moved(gradient, params, 0.3)),
        "swapped",
        en="Parameters and gradient have changed places: `jax.tree.map(f, params, gradient)` calls f(value, slope).",
        fr="Paramètres et gradient ont changé de place : `jax.tree.map(f, params, gradient)` appelle f(valeur, pente).",
    )
    expect(
        _all_close(leaves, _moved(params, gradient, 0.3)),
        "wrong-value",
        en="Each array should become itself minus rate times the corresponding array of the gradient.",
        fr="Chaque tableau devrait devenir lui-même moins le taux fois le tableau correspondant du gradient.",
    )


@exercise("introduction-to-machine-learning-softmax")
def softmax(attempt):
    """A function of logits (n, K) that returns the probabilities of each row, safely."""
    import jax.numpy as jnp

    logits = draws(4, 3)
    value = attempt(jnp.asarray(logits))
    expect_shape(value, (4, 3))
    expect(
        not _close(value, comparison.softmax(logits.T).T),
        "wrong-axis",
        en="The columns add up to 1, not the rows: each image needs its own sum (`axis=1`, `keepdims=True`).",
        fr="La somme vaut 1 par colonne, et non par ligne : à chaque image sa somme (`axis=1`, `keepdims=True`).",
    )
    expect(
        not _close(value, np.exp(logits) / np.exp(logits).sum()),
        "one-sum",
        en="All the probabilities together add up to 1; each row should (`axis=1`, `keepdims=True`).",
        fr="La somme de toutes les probabilités vaut 1 ; ce devrait être celle de chaque ligne "
        "(`axis=1`, `keepdims=True`).",
    )
    expect(
        _close(value, comparison.softmax(logits)),
        "wrong-value",
        en="These are not the softmax of the scores: exponentials, divided by their sum over the row.",
        fr="Ce n'est pas le softmax des scores : les exponentielles, divisées par leur somme sur la ligne.",
    )
    expect(
        bool(np.all(np.isfinite(as_array(attempt(jnp.asarray([[1000.0, 999.0, 998.0]])))))),
        "overflow",
        en="With the scores 1000, 999, 998 the result is still NaN: subtract something before you take exponentials.",
        fr="Avec les scores 1000, 999, 998, le résultat est encore NaN : "
        "soustrayez quelque chose avant de prendre les exponentielles.",
    )
    spread = np.array([[0.0, 0.0, 1000.0]])
    expect(
        _close(attempt(jnp.asarray(spread)), comparison.softmax(spread)),
        "not-the-largest",
        en="With the scores 0, 0, 1000 the result is wrong: after the subtraction no score of a row may be large, "
        "so subtract its largest.",
        fr="Avec les scores 0, 0, 1000, le résultat est faux : après la soustraction, aucun score de la ligne ne doit "
        "être grand ; soustrayez donc le plus grand.",
    )
    mixed = np.array([[1000.0, 999.0, 998.0], [-2.0, -1.0, 0.0], [-1000.0, -999.0, -998.0]])
    expect(
        _close(attempt(jnp.asarray(mixed)), comparison.softmax(mixed)),
        "one-maximum",
        en="A batch with very different rows still fails: each row needs a maximum of its own "
        "(`axis=1`, `keepdims=True`).",
        fr="Un lot aux lignes très différentes échoue encore : à chaque ligne son propre maximum "
        "(`axis=1`, `keepdims=True`).",
    )
    _expect_derivable(lambda scores: attempt(scores)[0, 0], jnp.asarray(logits))


@exercise("introduction-to-machine-learning-cross-entropy")
def cross_entropy(attempt):
    """A function of (logits, labels) that returns the mean of -log p of the true class."""
    import jax.numpy as jnp

    logits, labels = draws(6, 4), np.array([0, 3, 1, 1, 2, 0])
    value = attempt(jnp.asarray(logits), labels)
    logs = np.log(comparison.softmax(logits))
    picked = logs[np.arange(6), labels]
    expect(
        np.shape(value) != (6, 6),
        "all-pairs",
        en="`table[:, labels]` takes whole columns: pair each row with its label, `table[jnp.arange(n), labels]`.",
        fr="`table[:, labels]` prend des colonnes entières : associez à chaque ligne son étiquette, "
        "`table[jnp.arange(n), labels]`.",
    )
    expect_shape(value, ())
    expect(
        not _close(value, np.mean(picked)),
        "sign",
        en="The sign is missing: logarithms of probabilities are negative, a loss is not.",
        fr="Il manque le signe : le logarithme d'une probabilité est négatif, une perte ne l'est pas.",
    )
    expect(
        not _close(value, -np.sum(picked)),
        "sum",
        en="This is the sum over the images: take the mean.",
        fr="C'est la somme sur les images : prenez la moyenne.",
    )
    expect(
        not _close(value, -np.mean(logs)) and not _close(value, -np.mean(logs[:, labels])),
        "labels-ignored",
        en="You averaged over classes too: only the logarithm of the true class of each image counts.",
        fr="Vous avez aussi fait la moyenne sur les classes : seul compte le logarithme de la vraie classe "
        "de chaque image.",
    )
    expect(
        not _close(value, -np.mean(np.exp(picked))),
        "logarithm-forgotten",
        en="You averaged the probabilities: the logarithm is missing.",
        fr="Vous avez fait la moyenne des probabilités : il manque le logarithme.",
    )
    expect(
        not _close(value, -np.mean(logits[np.arange(6), labels])),
        "softmax-forgotten",
        en="These are the scores, not the logarithms of probabilities: `jax.nn.log_softmax` turns one into the other.",
        fr="Ce sont les scores, et non les logarithmes des probabilités : `jax.nn.log_softmax` passe des uns aux autres.",
    )
    expect(
        _close(value, -np.mean(picked)),
        "wrong-value",
        en="The value is not the mean of −log p of the true classes.",
        fr="La valeur n'est pas la moyenne des −log p des vraies classes.",
    )
    far = attempt(jnp.asarray([[0.0, 300.0]]), np.array([0]))
    expect(
        _close(far, 300.0),
        "underflow",
        en="With the scores 0 and 300 the loss should be 300: the softmax underflows to 0 before its logarithm is taken. "
        "`jax.nn.log_softmax` avoids it.",
        fr="Avec les scores 0 et 300, la perte devrait être 300 : le softmax tombe à 0 avant que l'on prenne son logarithme. "
        "`jax.nn.log_softmax` l'évite.",
    )
    _expect_derivable(attempt, jnp.asarray(logits), labels)


@exercise("introduction-to-machine-learning-softmax-gradient")
def softmax_gradient(attempt):
    """A function of (w, b, X, labels) that returns the gradient of the cross-entropy, shape (m, K)."""
    w, b, X = draws(5, 3), draws(3, seed=1), draws(8, 5, seed=2)
    labels = np.array([0, 2, 1, 1, 0, 2, 2, 0])
    truth = np.eye(3)[labels]
    probabilities = comparison.softmax(X @ w + b)
    right = X.T @ (probabilities - truth) / 8
    value = attempt(w, b, X, labels)
    expect(
        not _close(value, right.T, 1e-3),
        "transposed",
        en="Rows and columns have changed places: w has shape (m, K), and so has its gradient.",
        fr="Lignes et colonnes ont changé de place : w est de forme (m, K), et son gradient aussi.",
    )
    expect_shape(value, (5, 3))
    expect(
        not _close(value, 8 * right, 1e-3),
        "sum",
        en="The loss is a mean over the images: divide by n.",
        fr="La perte est une moyenne sur les images : divisez par n.",
    )
    expect(
        not _close(value, -right, 1e-3),
        "sign",
        en="The sign is reversed: prediction minus truth.",
        fr="Le signe est inversé : prédiction moins vérité.",
    )
    expect(
        not _close(value, X.T @ probabilities / 8, 1e-3),
        "truth-forgotten",
        en="The truth is missing: subtract the matrix Y, a 1 at the true class of each row.",
        fr="Il manque la vérité : soustrayez la matrice Y, un 1 à la vraie classe de chaque ligne.",
    )
    expect(
        not _close(value, X.T @ (X @ w + b - truth) / 8, 1e-3),
        "scores-for-probabilities",
        en="You subtracted the truth from the scores: turn them into probabilities first.",
        fr="Vous avez soustrait la vérité des scores : changez-les d'abord en probabilités.",
    )
    expect(
        _close(value, right, 1e-3),
        "wrong-value",
        en="This is not the gradient, measured by small steps.",
        fr="Ce n'est pas le gradient, mesuré par de petits pas.",
    )


@exercise("introduction-to-machine-learning-update")
def update(attempt):
    """A function of (params, X, labels, rate) that returns the parameters after one step on this batch."""
    import jax
    import jax.numpy as jnp

    def scaled(leaf):
        return jnp.asarray(leaf / np.sqrt(len(leaf)))

    params = jax.tree.map(scaled, _layers((64, 6, 10)))
    batches = [(np.abs(draws(20, 64, seed=seed)), np.arange(20) % 10) for seed in (1, 2)]

    def loss(params, X, labels):
        logits = jax.nn.relu(X @ params[0]["w"] + params[0]["b"]) @ params[1]["w"] + params[1]["b"]
        return -jnp.mean(jax.nn.log_softmax(logits)[jnp.arange(len(labels)), labels])

    gradients = [jax.grad(loss)(params, *batch) for batch in batches]
    first, second = (attempt(params, *batch, 0.1) for batch in batches)
    _expect_same_structure(first, params)
    first, second = tree_leaves(first), tree_leaves(second)
    expect(
        not _all_close(first, second),
        "batch-ignored",
        en="Two different batches give the same step: the gradient must be computed on `X` and `labels`, "
        "the arguments, and on nothing fetched from outside.",
        fr="Deux lots différents donnent le même pas : le gradient doit se calculer sur `X` et `labels`, "
        "les arguments, et sur rien qui vienne d'ailleurs.",
    )
    expect(
        not _all_close(first, tree_leaves(gradients[0])),
        "gradient-returned",
        en="You return the gradient: return the parameters after the step.",
        fr="Vous renvoyez le gradient : renvoyez les paramètres après le pas.",
    )
    expect(
        not _all_close(first, _moved(params, gradients[0], -0.1)),
        "uphill",
        en="You are climbing: `step` already subtracts.",
        fr="Vous montez : `step` soustrait déjà.",
    )
    expect(
        not _all_close(first, _moved(params, gradients[0], 1.0)),
        "rate-ignored",
        en="The learning rate that your function receives is not used.",
        fr="Le taux d'apprentissage que reçoit votre fonction n'est pas utilisé.",
    )
    expect(
        _all_close(first, _moved(params, gradients[0], 0.1))
        and _all_close(second, _moved(params, gradients[1], 0.1)),
        "wrong-value",
        en="This is not one step of gradient descent on the cross-entropy of this batch.",
        fr="Ce n'est pas un pas de descente de gradient sur l'entropie croisée de ce lot.",
    )


@exercise("introduction-to-machine-learning-confusion")
def confusion(attempt):
    """A function of (truth, guess, classes) that returns the confusion matrix."""
    truth, guessed = np.array([0, 0, 1, 2, 2, 2, 0, 1]), np.array([0, 1, 1, 2, 0, 0, 0, 2])
    right = np.zeros((4, 4))
    np.add.at(right, (truth, guessed), 1)
    value = attempt(truth, guessed, 4)
    expect_array(value)
    expect(
        np.shape(value) != (3, 3),
        "classes-ignored",
        en="A class that does not occur keeps its row and its column: the shape is (classes, classes).",
        fr="Une classe absente garde sa ligne et sa colonne : la forme est (classes, classes).",
    )
    expect_shape(value, (4, 4))
    expect(
        not _close(value, right.T),
        "transposed",
        en="Rows and columns have changed places: the row is the true class.",
        fr="Lignes et colonnes ont changé de place : la ligne est la vraie classe.",
    )
    expect(
        not _close(value, right > 0),
        "not-counted",
        en="A pair that occurs several times is counted once. With whole arrays, `counts[truth, guess] += 1` does just "
        "that: go through the pairs one by one.",
        fr="Un couple qui apparaît plusieurs fois n'est compté qu'une fois. Avec des tableaux entiers, "
        "`counts[truth, guess] += 1` fait justement cela : parcourez les couples un par un.",
    )
    expect(
        not _close(value, right / np.maximum(right.sum(axis=1, keepdims=True), 1)),
        "shares",
        en="These are shares: return the counts.",
        fr="Ce sont des proportions : renvoyez les effectifs.",
    )
    expect(
        not _close(value, np.diag(np.diag(right))),
        "right-only",
        en="Only the right answers are counted; the mistakes are what the matrix is for.",
        fr="Seules les bonnes réponses sont comptées ; or la matrice sert à voir les erreurs.",
    )
    expect(
        _close(value, right),
        "wrong-value",
        en="Entry (i, j) should count the examples of class i that were read as j.",
        fr="Le coefficient (i, j) devrait compter les exemples de la classe i lus comme j.",
    )


@exercise("introduction-to-machine-learning-precision-recall")
def precision_recall(attempt):
    """A function of (truth, alarm) that returns precision and recall."""
    truth = np.array([True] * 5 + [False] * 11)
    alarm = np.array([True] * 3 + [False] * 2 + [True] * 1 + [False] * 10)
    value = attempt(truth, alarm)
    expect(
        np.shape(value)[:1] == (2,),
        "two-numbers",
        en="Return two numbers, precision then recall, separated by a comma.",
        fr="Renvoyez deux nombres, la précision puis le rappel, séparés par une virgule.",
    )
    value = as_array(value)
    expect_shape(value, (2,))
    expect(
        not _close(value, [3 / 5, 3 / 4]),
        "swapped",
        en="The two have changed places: precision divides by the alarms, recall by what was to be found.",
        fr="Les deux ont changé de place : la précision divise par les alarmes, le rappel par ce qu'il fallait trouver.",
    )
    expect(
        not _close(value[0], 13 / 16) and not _close(value[1], 13 / 16),
        "accuracy",
        en="One of them is the accuracy, which also counts the silences that are right.",
        fr="L'un des deux est l'exactitude, qui compte aussi les silences justifiés.",
    )
    expect(
        not _close(value[0], 3 / 16) and not _close(value[1], 3 / 16),
        "mean",
        en="You divided by all the examples: divide by the number of alarms, or of true positives.",
        fr="Vous avez divisé par tous les exemples : divisez par le nombre d'alarmes, ou de positifs réels.",
    )
    expect(
        _close(value[0], 3 / 4),
        "precision",
        en="The precision is not right: of all alarms, which share is true?",
        fr="La précision n'est pas juste : de toutes les alarmes, quelle part est justifiée ?",
    )
    expect(
        _close(value[1], 3 / 5),
        "recall",
        en="The recall is not right: of all true positives, which share rang?",
        fr="Le rappel n'est pas juste : de tous les positifs réels, quelle part a sonné ?",
    )


@exercise("introduction-to-machine-learning-reliability")
def reliability(attempt):
    """A function of (confidence, right, bins) that returns three arrays of shape (bins,)."""
    confidence = np.array([0.97, 1.0, 0.85, 0.81, 0.65, 0.61, 0.69, 0.3, 0.99])
    right = np.array([True, True, True, False, True, False, False, False, True])
    index = np.array([4, 4, 4, 4, 3, 3, 3, 1, 4])
    value = attempt(confidence, right, 5)
    expect(
        not isinstance(value, dict) and len(value) == 3,
        "three-arrays",
        en="Return three arrays: mean confidence, accuracy, number of images.",
        fr="Renvoyez trois tableaux : confiance moyenne, exactitude, nombre d'images.",
    )
    means, shares, counts = (as_array(part) for part in value)
    expect(
        means.shape != (6,) and counts.shape != (6,),
        "last-bin",
        en="A confidence of exactly 1 opened a sixth bin: it belongs to the last one.",
        fr="Une confiance d'exactement 1 a ouvert un sixième intervalle : elle appartient au dernier.",
    )
    for part in (means, shares, counts):
        expect_shape(part, (5,))
    expect(
        bool(np.all(np.isfinite(means)) and np.all(np.isfinite(shares))),
        "empty-bins",
        en="An empty bin gives 0 / 0: divide by the larger of the count and 1.",
        fr="Un intervalle vide donne 0 / 0 : divisez par le maximum de l'effectif et de 1.",
    )
    wanted = np.bincount(index, minlength=5)
    expect(
        counts.sum() != len(confidence) - 1,
        "one-lost",
        en="The image with a confidence of exactly 1 is in no bin: it belongs to the last one.",
        fr="L'image dont la confiance est exactement 1 n'est dans aucun intervalle : elle appartient au dernier.",
    )
    expect(
        _close(counts, wanted),
        "counts",
        en="The numbers of images are not right: bin k goes from k / bins to (k + 1) / bins.",
        fr="Les effectifs ne sont pas justes : l'intervalle k va de k / bins à (k + 1) / bins.",
    )
    sums = np.bincount(index, confidence, minlength=5)
    expect(
        not _close(means, sums),
        "not-divided",
        en="These are sums over each bin: divide by the number of its images.",
        fr="Ce sont des sommes sur chaque intervalle : divisez par le nombre de ses images.",
    )
    accuracies = np.bincount(index, right, minlength=5) / np.maximum(wanted, 1)
    expect(
        not _close(means, accuracies),
        "swapped",
        en="The first array holds the accuracies: the mean confidence comes first.",
        fr="Le premier tableau contient les exactitudes : la confiance moyenne vient en premier.",
    )
    expect(
        _close(means, sums / np.maximum(wanted, 1)),
        "middle-of-bin",
        en="The first array should hold the mean confidence of the images in each bin, not the middle of the bin, "
        "and 0 where there is none.",
        fr="Le premier tableau devrait contenir la confiance moyenne des images de chaque intervalle, et non "
        "son milieu, et 0 s'il n'y en a pas.",
    )
    expect(
        _close(shares, accuracies),
        "accuracy",
        en="The second array should hold, for each bin, the share of its images that are right.",
        fr="Le deuxième tableau devrait contenir, pour chaque intervalle, la part de ses images qui sont justes.",
    )
    unsure = attempt(np.array([0.1, 0.3]), np.array([True, False]), 5)
    expect(
        all(np.shape(part) == (5,) for part in unsure),
        "empty-at-the-end",
        en="When the last bins are empty, your arrays are too short: `minlength=bins` keeps a place for each bin.",
        fr="Quand les derniers intervalles sont vides, vos tableaux sont trop courts : `minlength=bins` garde une place "
        "à chaque intervalle.",
    )
