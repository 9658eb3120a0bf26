"""Checks of the chapter on linear algebra."""

import tracemalloc
from copy import deepcopy

import numpy as np

from practicals.checks.comparison import close, draws, expect_parts, expect_shape
from practicals.checks.exercise import exercise, expect


def _close(value, reference, tolerance=2e-8):
    return close(value, reference, tolerance)


def _call(attempt, *arguments):
    """What the attempt returns for copies of the arguments, which it must leave as they are."""
    copies = deepcopy(arguments)
    value = attempt(*copies)
    expect(
        all(map(np.array_equal, copies, arguments)),
        "input-changed",
        en="Your function changes the array that it was given, which later cells still need: "
        "`a -= b` works in place, `a = a - b` makes a new array.",
        fr="Votre fonction modifie le tableau qu'elle a reçu, dont d'autres cellules ont encore besoin : "
        "`a -= b` travaille sur place, `a = a - b` crée un nouveau tableau.",
    )
    return value


@exercise("linear-algebra-combine")
def combine(attempt):
    """A function of (weights, vectors) that returns their linear combination."""
    weights, vectors = np.array([2.0, -1.0, 0.5]), draws(3, 4)
    # Lists, as the chapter's next cell passes them.
    value = _call(attempt, weights.tolist(), list(vectors))
    expect(
        np.shape(value) != vectors.shape,
        "not-summed",
        en="You scaled the vectors but did not add them up: the result should be one vector.",
        fr="Vous avez multiplié les vecteurs sans les additionner : le résultat doit être un seul vecteur.",
    )
    expect(
        not _close(value, vectors.sum(axis=0)),
        "weights-ignored",
        en="You added the vectors without their weights.",
        fr="Vous avez additionné les vecteurs sans leurs poids.",
    )
    expect(
        not _close(value, weights[-1] * vectors[-1]),
        "last-only",
        en="Only the last vector is left: add to the total at each turn of the loop, and return after the loop.",
        fr="Il ne reste que le dernier vecteur : ajoutez au total à chaque tour de boucle, "
        "et renvoyez-le après la boucle.",
    )
    expect(
        not _close(value, weights[0] * vectors[0]),
        "first-only",
        en="Only the first vector is there: the `return` should stand after the loop, not inside it.",
        fr="Il n'y a que le premier vecteur : le `return` doit être après la boucle, et non dedans.",
    )
    expect_shape(value, (4,))
    expect(
        _close(value, weights @ vectors),
        "wrong-value",
        en="The shape is right but the numbers are not: multiply vector i by weight i, then add.",
        fr="La forme est bonne, mais pas les nombres : multipliez le vecteur i par le poids i, puis additionnez.",
    )


@exercise("linear-algebra-weights")
def weights(weight_u, weight_v):
    """Two numbers: the weights of the packs u and v that make the order."""
    first, second, order = np.array([3.0, 1.0]), np.array([1.0, 2.0]), np.array([5.0, 0.0])
    reached = weight_u * first + weight_v * second
    expect(
        not _close(weight_v * first + weight_u * second, order),
        "swapped",
        en="Right numbers, wrong places: exchange the two weights.",
        fr="Les nombres sont bons, mais pas leurs places : échangez les deux poids.",
    )
    expect(
        not _close(weight_u * first - weight_v * second, order),
        "sign",
        en="Nearly: one of the packs must be given back. What does that do to the sign of its weight?",
        fr="Presque : il faut rendre l'un des assortiments. Que devient alors le signe de son poids ?",
    )
    x, y = (f"{number:g}" for number in reached)
    expect(
        _close(reached, order),
        "elsewhere",
        en=f"These weights lead to ({x}, {y}), not to (5, 0). The plantain must cancel out: start there.",
        fr=f"Ces poids mènent à ({x} ; {y}) et non à (5 ; 0). Le plantain doit s'annuler : commencez par là.",
    )


@exercise("linear-algebra-product")
def product(attempt):
    """A function of (A, B) that returns the matrix product."""
    A, B = draws(3, 3), draws(3, 3, seed=1)
    value = attempt(A, B)
    expect(
        not _close(value, A * B),
        "elementwise",
        en="This multiplies place by place. Each entry should be a sum: a row of A times a column of B.",
        fr="Ceci multiplie terme à terme. Chaque coefficient doit être une somme : "
        "une ligne de A fois une colonne de B.",
    )
    expect(
        not _close(value, A @ B.T),
        "rows-with-rows",
        en="You multiplied rows of A with rows of B: column j of B is `B[:, j]`.",
        fr="Vous avez multiplié les lignes de A par les lignes de B : la colonne j de B est `B[:, j]`.",
    )
    expect(
        not _close(value, B @ A),
        "order",
        en="This is the product BA: the rows come from A, the columns from B.",
        fr="C'est le produit BA : les lignes viennent de A, les colonnes de B.",
    )
    expect(
        not _close(value, (A @ B).T),
        "transposed",
        en="This is the transpose of the product: row i of A and column j of B belong to entry (i, j), not (j, i).",
        fr="C'est la transposée du produit : la ligne i de A et la colonne j de B donnent le coefficient (i, j), "
        "et non (j, i).",
    )
    expect(
        _close(value, A @ B),
        "wrong-value",
        en="Some entries are wrong: entry (i, j) is the sum over k of A[i, k] * B[k, j].",
        fr="Certains coefficients sont faux : le coefficient (i, j) est la somme sur k de A[i, k] * B[k, j].",
    )
    A, B = draws(2, 3), draws(3, 4, seed=1)
    value = attempt(A, B)
    expect_shape(value, (2, 4))
    expect(
        _close(value, A @ B),
        "square-only",
        en="Right for square matrices only: take the number of rows from A and the number of columns from B.",
        fr="C'est juste pour des matrices carrées seulement : "
        "prenez le nombre de lignes de A et le nombre de colonnes de B.",
    )


@exercise("linear-algebra-images")
def matrix_from_images(attempt):
    """A function of (image_of_e1, image_of_e2) that returns the matrix of the map."""
    first, second = np.array([1.0, 2.0]), np.array([-3.0, 0.5])
    # Lists, as the chapter's next cell passes them.
    value = attempt(first.tolist(), second.tolist())
    expect_shape(value, (2, 2))
    expect(
        not _close(value, [first, second]),
        "rows",
        en="You wrote the images as rows. The image of e1 is A @ (1, 0): which part of A is that?",
        fr="Vous avez écrit les images en lignes. L'image de e1 est A @ (1, 0) : quelle partie de A est-ce ?",
    )
    expect(
        not _close(value, np.column_stack([second, first])),
        "swapped",
        en="The columns are exchanged: e1 is the first one.",
        fr="Les colonnes sont échangées : e1 est la première.",
    )
    expect(
        _close(value, np.column_stack([first, second])),
        "wrong-value",
        en="Multiply your matrix by (1, 0): the result should be the image of e1.",
        fr="Multipliez votre matrice par (1, 0) : le résultat doit être l'image de e1.",
    )


@exercise("linear-algebra-rotation")
def rotation(attempt):
    """A function of an angle in radians that returns the matrix of the anticlockwise rotation."""
    angle = 0.7
    value = attempt(angle)
    expect_shape(value, (2, 2))
    cosine_, sine = np.cos(angle), np.sin(angle)
    expect(
        not _close(value, [[cosine_, sine], [-sine, cosine_]]),
        "clockwise",
        en="This still turns clockwise: a small positive angle should send (1, 0) upwards.",
        fr="Ceci tourne encore dans le sens des aiguilles d'une montre : "
        "un petit angle positif doit envoyer (1, 0) vers le haut.",
    )
    degrees = np.deg2rad(angle)
    expect(
        not _close(value, [[np.cos(degrees), -np.sin(degrees)], [np.sin(degrees), np.cos(degrees)]]),
        "degrees",
        en="The angle is already in radians: do not convert it.",
        fr="L'angle est déjà en radians : ne le convertissez pas.",
    )
    expect(
        _close(np.transpose(value) @ value, np.eye(2)),
        "lengths",
        en="This matrix changes lengths or angles, so it is no rotation: check the signs of the two sines.",
        fr="Cette matrice modifie des longueurs ou des angles, donc ce n'est pas une rotation : "
        "vérifiez les signes des deux sinus.",
    )
    expect(
        _close(value, [[cosine_, -sine], [sine, cosine_]]),
        "wrong-value",
        en="Lengths are kept, but e1 = (1, 0) does not arrive at (cos, sin), or e2 at (−sin, cos).",
        fr="Les longueurs sont conservées, mais e1 = (1, 0) n'arrive pas en (cos, sin), ou e2 en (−sin, cos).",
    )


@exercise("linear-algebra-recipe")
def recipe(attempt):
    """A matrix of shape (3, 2) that turns baskets into kilograms of fresh produce and grams of rice."""
    _expect_transposed_shape(attempt)
    fresh, grams = np.asarray(attempt, dtype=float).T
    expect(
        not (_close(grams, [0, 0, 1]) or _close(grams, [0, 0, 0.001])),
        "unit-forgotten",
        en="The second column should be in grams: one kilogram of rice counts for 1000.",
        fr="La deuxième colonne doit être en grammes : un kilogramme de riz compte pour 1000.",
    )
    expect(
        not (_close(fresh, [0, 0, 1000]) and _close(grams, [1, 1, 0])),
        "swapped",
        en="Right columns in the wrong order: the fresh produce comes first.",
        fr="Les colonnes sont bonnes, mais pas leur ordre : les produits frais viennent d'abord.",
    )
    expect(
        _close(fresh, [1, 1, 0]),
        "fresh",
        en="The first column should add the tomatoes and the plantain, and leave out the rice.",
        fr="La première colonne doit additionner les tomates et le plantain, et laisser le riz de côté.",
    )
    expect(
        _close(grams, [0, 0, 1000]),
        "grams",
        en="The second column should hold the grams of rice, and nothing of the other two goods.",
        fr="La deuxième colonne doit contenir les grammes de riz, et rien des deux autres denrées.",
    )


def _expect_transposed_shape(attempt):
    expect(
        np.shape(attempt) != (2, 3),
        "transposed",
        en="`baskets @ recipe` needs as many rows in `recipe` as there are goods: write each recipe as a column.",
        fr="`baskets @ recipe` demande autant de lignes dans `recipe` qu'il y a de denrées : "
        "écrivez chaque recette en colonne.",
    )
    expect_shape(attempt, (3, 2))


@exercise("linear-algebra-compose")
def compose(attempt):
    """The 2 × 2 matrix that doubles horizontal lengths, then turns by 90 degrees."""
    stretch, turn = np.array([[2.0, 0.0], [0.0, 1.0]]), np.array([[0.0, -1.0], [1.0, 0.0]])
    expect_shape(attempt, (2, 2))
    expect(
        not _close(attempt, stretch @ turn),
        "order",
        en="This turns first and stretches afterwards: the map that acts first stands on the right.",
        fr="Ceci tourne d'abord et étire ensuite : l'application qui agit la première s'écrit à droite.",
    )
    expect(
        not _close(attempt, stretch * turn),
        "elementwise",
        en="`*` multiplies place by place; one map after another is the matrix product `@`.",
        fr="`*` multiplie terme à terme ; une application suivie d'une autre, c'est le produit matriciel `@`.",
    )
    expect(
        not _close(attempt, stretch + turn),
        "sum",
        en="A sum applies both maps to the same vector and adds the results; here one map follows the other.",
        fr="Une somme applique les deux applications au même vecteur et additionne les résultats ; "
        "ici, l'une suit l'autre.",
    )
    expect(
        _close(attempt, turn @ stretch),
        "wrong-value",
        en="Follow e1 = (1, 0): stretched it is (2, 0), then turned it is (0, 2). That is your first column.",
        fr="Suivez e1 = (1, 0) : étiré, il devient (2, 0), puis, tourné, (0, 2). C'est votre première colonne.",
    )


@exercise("linear-algebra-transpose")
def transpose_of_product(attempt):
    """A function of (A, B) that returns the transpose of AB."""
    A, B = draws(3, 3), draws(3, 3, seed=1)
    value = attempt(A, B)
    expect(
        not _close(value, A.T @ B.T),
        "order-kept",
        en="The factors still stand in their old order. With A of shape (2, 3) and B of shape (3, 4) "
        "the product `A.T @ B.T` does not even exist.",
        fr="Les facteurs sont restés dans le même ordre. Avec A de forme (2, 3) et B de forme (3, 4), "
        "le produit `A.T @ B.T` n'existe même pas.",
    )
    expect(
        not (_close(value, A @ B) or _close(value, B @ A)),
        "not-transposed",
        en="The factors are not transposed.",
        fr="Les facteurs ne sont pas transposés.",
    )
    expect(
        _close(value, (A @ B).T),
        "wrong-value",
        en="This is not the transpose of AB: compare it with `(A @ B).T` on a small example.",
        fr="Ce n'est pas la transposée de AB : comparez avec `(A @ B).T` sur un petit exemple.",
    )
    A, B = draws(2, 3), draws(3, 4, seed=1)
    expect(
        _close(attempt(A, B), (A @ B).T),
        "square-only",
        en="Right for square matrices only: try A of shape (2, 3) and B of shape (3, 4).",
        fr="C'est juste pour des matrices carrées seulement : essayez A de forme (2, 3) et B de forme (3, 4).",
    )


@exercise("linear-algebra-receipts")
def prices_from_receipts(attempt):
    """A function of (baskets, bills) that returns the prices."""
    baskets, prices = np.array([[2.0, 3, 1], [1, 0, 4], [3, 1, 2]]), np.array([12.0, 7, 25])
    bills = baskets @ prices
    value = attempt(baskets, bills)
    expect_shape(value, (3,))
    expect(
        not (_close(value, baskets @ bills) or _close(value, bills @ baskets)),
        "multiplied",
        en="You multiplied the bills by the baskets. We look for the prices that, multiplied, give the bills.",
        fr="Vous avez multiplié les montants par les paniers. "
        "Nous cherchons les prix qui, multipliés, donnent les montants.",
    )
    expect(
        not _close(value, np.linalg.solve(baskets.T, bills)),
        "transposed",
        en="This solves the transposed system: each person is a row of `baskets`.",
        fr="Ceci résout le système transposé : chaque personne est une ligne de `baskets`.",
    )
    expect(
        _close(value, prices),
        "wrong-value",
        en="These prices do not give the bills back: compute `baskets @ prices` and compare.",
        fr="Ces prix ne redonnent pas les montants : calculez `baskets @ prices` et comparez.",
    )
    index = np.arange(12)
    difficult = 1 / (index[:, None] + index + 1)
    bills = difficult @ np.ones(12)
    expect(
        np.max(np.abs(difficult @ attempt(difficult, bills) - bills)) < 1e-8,
        "inverse-used",
        en="Right for an easy table, but on an ill-conditioned one the equations are missed by far: "
        "do not go through the inverse.",
        fr="C'est juste pour un tableau facile, mais avec un tableau mal conditionné les équations ne sont plus "
        "du tout vérifiées : ne passez pas par l'inverse.",
    )


@exercise("linear-algebra-cosine")
def cosine(attempt):
    """A function of (x, y) that returns the cosine of their angle."""
    x, y = np.array([3.0, -1, 2, 0.5]), np.array([1.0, 4, 0.2, -2])
    value = attempt(x, y)
    expect_shape(value, ())
    lengths = np.linalg.norm(x) * np.linalg.norm(y)
    expect(
        not _close(value, x @ y),
        "not-normalised",
        en="This is the inner product: divide it by the two lengths.",
        fr="C'est le produit scalaire : divisez-le par le produit des deux longueurs.",
    )
    expect(
        not _close(value, x @ y / lengths**2),
        "squared-norms",
        en="You divided by the squared lengths: the norm is the square root of x @ x.",
        fr="Vous avez divisé par les carrés des longueurs : la norme est la racine carrée de x @ x.",
    )
    expect(
        not _close(value, np.arccos(x @ y / lengths)),
        "angle",
        en="This is the angle itself; return its cosine.",
        fr="C'est l'angle lui-même ; renvoyez son cosinus.",
    )
    expect(
        _close(attempt(2 * x, y), value) and _close(attempt(x, 2 * y), value),
        "one-norm",
        en="Your result changes when one of the vectors is made longer; the angle does not. "
        "Are both lengths in the denominator? (`a / b * c` means `(a / b) * c`.)",
        fr="Votre résultat change quand l'un des vecteurs est allongé ; l'angle, lui, ne change pas. "
        "Les deux longueurs sont-elles au dénominateur ? (`a / b * c` signifie `(a / b) * c`.)",
    )
    expect(
        _close(value, x @ y / lengths),
        "wrong-value",
        en="This is not the cosine: it should be 1 for a vector with itself, and 0 for orthogonal ones.",
        fr="Ce n'est pas le cosinus : il vaut 1 pour un vecteur avec lui-même, et 0 pour des vecteurs orthogonaux.",
    )


@exercise("linear-algebra-standardise")
def standardise(attempt):
    """A function of (known, other) that standardises other with the statistics of known."""
    scales = np.array([1.0, 10.0, 0.1])
    known, other = scales * draws(30, 3) + 5, scales * draws(8, 3, seed=1) + 7
    value = _call(attempt, known, other)
    expect_shape(value, (8, 3))
    expect(
        not any(
            _close(value, (other - a.mean(axis=0)) / b.std(axis=0))
            for a, b in [(other, other), (other, known), (known, other)]
        ),
        "own-statistics",
        en="You used the mean and the standard deviation of `other`: at the exam the model only knows `known`.",
        fr="Vous avez utilisé la moyenne et l'écart-type de `other` : "
        "le jour de l'examen, le modèle ne connaît que `known`.",
    )
    expect(
        not (
            _close(value, (other - known.mean()) / known.std())
            or _close(value, (other - known.mean(axis=0)) / known.std())
        ),
        "one-number",
        en="You used one number for the whole table: each column has its own, with `axis=0`.",
        fr="Vous avez utilisé un seul nombre pour tout le tableau : chaque colonne a le sien, avec `axis=0`.",
    )
    expect(
        not _close(value, (other - known.mean(axis=0)) / known.var(axis=0)),
        "variance",
        en="You divided by the variance: the standard deviation is its square root.",
        fr="Vous avez divisé par la variance : l'écart-type est sa racine carrée.",
    )
    expect(
        not _close(value, other - known.mean(axis=0)),
        "not-scaled",
        en="The columns are centred but not divided by their standard deviation.",
        fr="Les colonnes sont centrées, mais pas divisées par leur écart-type.",
    )
    expect(
        not _close(value, other - known.mean(axis=0) / known.std(axis=0)),
        "brackets",
        en="A division comes before a subtraction: put brackets around the difference.",
        fr="Une division passe avant une soustraction : mettez la différence entre parenthèses.",
    )
    references = [(other - known.mean(axis=0)) / known.std(axis=0, ddof=degrees) for degrees in (0, 1)]
    expect(
        any(_close(value, reference) for reference in references),
        "wrong-value",
        en="Standardising `known` itself should give columns of mean 0 and standard deviation 1.",
        fr="Standardiser `known` lui-même doit donner des colonnes de moyenne 0 et d'écart-type 1.",
    )


@exercise("linear-algebra-design-matrix")
def design_matrix(attempt):
    """A function of Z that returns its columns and their products two by two."""
    Z = draws(7, 4)
    value = attempt(Z)
    pairs = [(j, k) for j in range(4) for k in range(j + 1, 4)]
    products = np.column_stack([Z[:, j] * Z[:, k] for j, k in pairs])
    expect(
        np.shape(value) != (10, 7),
        "transposed",
        en="The columns lie on their sides: the result needs one row a patient. `np.column_stack` does it.",
        fr="Les colonnes sont couchées : il faut une ligne par personne. `np.column_stack` s'en charge.",
    )
    expect(
        np.shape(value) != (7, 6),
        "columns-forgotten",
        en="The products are there, but the columns of Z themselves are missing.",
        fr="Les produits sont là, mais il manque les colonnes de Z elles-mêmes.",
    )
    expect(
        np.shape(value) != (7, 14),
        "squares",
        en="You also multiplied each column by itself: start the second loop at j + 1.",
        fr="Vous avez aussi multiplié chaque colonne par elle-même : commencez la seconde boucle à j + 1.",
    )
    expect(
        np.shape(value) not in [(7, 16), (7, 20)],
        "twice",
        en="Each product comes twice: j·k and k·j are the same column.",
        fr="Chaque produit apparaît deux fois : j·k et k·j sont la même colonne.",
    )
    expect_shape(value, (7, 10))
    expect(
        _close(value, np.column_stack([Z, products])),
        "wrong-value",
        en="The shape is right but some columns are not: first the columns of Z, then 0·1, 0·2, …, 1·2, …",
        fr="La forme est bonne, mais pas toutes les colonnes : d'abord celles de Z, puis 0·1, 0·2, …, 1·2, …",
    )


@exercise("linear-algebra-loss")
def ridge_loss(attempt):
    """A function of (w, X, y, penalty) that returns the ridge loss."""
    X, y, w, penalty = draws(12, 3), draws(12, seed=1), draws(3, seed=2), 0.7
    value = attempt(w, X, y, penalty)
    expect_shape(value, ())
    squares, length = np.sum((X @ w - y) ** 2), np.sum(w**2)
    expect(
        not _close(value, squares + penalty * length),
        "sum",
        en="You summed the squared errors: divide by the number of patients, n.",
        fr="Vous avez additionné les carrés des erreurs : divisez par le nombre de personnes, n.",
    )
    expect(
        not _close(value, squares / 12),
        "penalty-forgotten",
        en="The penalty is missing.",
        fr="Il manque la pénalité.",
    )
    expect(
        not _close(value, squares / 12 + penalty * np.sqrt(length)),
        "norm-not-squared",
        en="The penalty uses the squared norm of w.",
        fr="La pénalité utilise le carré de la norme de w.",
    )
    expect(
        not _close(value, (squares + penalty * length) / 12),
        "penalty-divided",
        en="You also divided the penalty by n: the mean concerns the errors only.",
        fr="Vous avez aussi divisé la pénalité par n : la moyenne ne concerne que les erreurs.",
    )
    expect(
        not _close(value, squares / 3 + penalty * length),
        "columns-counted",
        en="You divided by d, the number of columns: n is the number of patients, `len(y)`.",
        fr="Vous avez divisé par d, le nombre de colonnes : n est le nombre de personnes, `len(y)`.",
    )
    expect(
        not _close(value, np.mean(X @ w - y) ** 2 + penalty * length),
        "square-of-mean",
        en="You squared the mean of the errors: errors of opposite signs then cancel. Square first, then average.",
        fr="Vous avez élevé au carré la moyenne des erreurs : des erreurs de signes contraires se compensent alors. "
        "Élevez d'abord au carré, puis faites la moyenne.",
    )
    expect(
        not _close(value, np.sqrt(squares / 12) + penalty * length),
        "root-taken",
        en="The loss holds the mean squared error itself, without the root that `rmse` takes.",
        fr="La perte contient l'erreur quadratique moyenne elle-même, sans la racine que prend `rmse`.",
    )
    expect(
        _close(value, squares / 12 + penalty * length),
        "wrong-value",
        en="With penalty 0 this should be the mean of the squared errors, with zero errors the penalty alone.",
        fr="Avec une pénalité nulle, on doit trouver la moyenne des carrés des erreurs ; "
        "avec des erreurs nulles, la pénalité seule.",
    )


@exercise("linear-algebra-gradient")
def ridge_gradient(attempt):
    """A function of (w, X, y, penalty) that returns the gradient of the ridge loss."""
    X, y, w, penalty = draws(12, 3), draws(12, seed=1), draws(3, seed=2), 0.7
    value = attempt(w, X, y, penalty)
    expect_shape(value, (3,))

    def loss(weights):
        return np.mean((X @ weights - y) ** 2) + penalty * np.sum(weights**2)

    step = 1e-5
    slopes = np.array([(loss(w + step * e) - loss(w - step * e)) / (2 * step) for e in np.eye(3)])
    of_errors = slopes - 2 * penalty * w
    expect(
        not _close(value, slopes / 2, 1e-6),
        "factor-two",
        en="Your gradient is half of the slope: the squares bring a factor 2.",
        fr="Votre gradient vaut la moitié de la pente : les carrés apportent un facteur 2.",
    )
    expect(
        not _close(value, -of_errors + 2 * penalty * w, 1e-6),
        "sign",
        en="The sign of the error is turned round: the gradient contains Xw − y, not y − Xw.",
        fr="Le signe de l'erreur est inversé : le gradient contient Xw − y et non y − Xw.",
    )
    expect(
        not _close(value, of_errors, 1e-6),
        "penalty-forgotten",
        en="The slope of the penalty is missing.",
        fr="Il manque la pente de la pénalité.",
    )
    expect(
        not _close(value, 12 * of_errors + 2 * penalty * w, 1e-6),
        "sum",
        en="The 1/n of the loss is missing in the gradient.",
        fr="Le 1/n de la perte manque dans le gradient.",
    )
    expect(
        not _close(value, 12 / 3 * of_errors + 2 * penalty * w, 1e-6),
        "columns-counted",
        en="You divided by d, the number of columns: n is the number of patients, `len(y)`.",
        fr="Vous avez divisé par d, le nombre de colonnes : n est le nombre de personnes, `len(y)`.",
    )
    expect(
        not _close(value, of_errors + penalty * w, 1e-6),
        "penalty-factor-two",
        en="The slope of the penalty is 2λw: its squares bring a factor 2 as well.",
        fr="La pente de la pénalité est 2λw : ses carrés apportent eux aussi un facteur 2.",
    )
    expect(
        _close(value, slopes, 1e-6),
        "wrong-value",
        en="This is not the slope of the loss, measured by small steps. Compare each term with the formula of g.",
        fr="Ce n'est pas la pente de la perte, mesurée par petits pas. "
        "Comparez chaque terme avec la formule de g.",
    )


@exercise("linear-algebra-ridge")
def ridge(attempt):
    """A function of (X, y, penalty) that returns the minimum of the ridge loss."""
    X, y, penalty = draws(12, 3), draws(12, seed=1), 0.7
    value = attempt(X, y, penalty)
    expect_shape(value, (3,))
    gram, moment, identity = X.T @ X, X.T @ y, np.eye(3)
    expect(
        not _close(value, np.linalg.solve(gram + penalty * identity, moment)),
        "n-forgotten",
        en="This minimises the sum of squared errors plus the penalty. With the mean, what multiplies λ?",
        fr="Ceci minimise la somme des carrés des erreurs plus la pénalité. Avec la moyenne, que multiplie-t-on par λ ?",
    )
    expect(
        not _close(value, np.linalg.solve(gram, moment)),
        "penalty-forgotten",
        en="This is ordinary least squares: the penalty is missing.",
        fr="Ce sont les moindres carrés ordinaires : il manque la pénalité.",
    )
    expect(
        not _close(value, np.linalg.solve(gram + 12 * penalty, moment)),
        "identity-forgotten",
        en="Adding a number to a matrix adds it everywhere: multiply it by the identity matrix first.",
        fr="Ajouter un nombre à une matrice l'ajoute partout : multipliez-le d'abord par la matrice identité.",
    )
    expect(
        not _close(value, np.linalg.solve(gram / 12 + penalty * identity, moment)),
        "one-side",
        en="You divided the left-hand side by n, but not the right-hand side.",
        fr="Vous avez divisé par n le membre de gauche, mais pas celui de droite.",
    )
    expect(
        not _close(value, np.linalg.solve(gram + 3 * penalty * identity, moment)),
        "columns-counted",
        en="You multiplied the penalty by d, the number of columns: n is the number of patients, `len(y)`.",
        fr="Vous avez multiplié la pénalité par d, le nombre de colonnes : "
        "n est le nombre de personnes, `len(y)`.",
    )
    expect(
        not _close(value, np.linalg.solve(gram + penalty / 12 * identity, moment)),
        "n-divides",
        en="You divided the penalty by n; in the normal equations n multiplies it.",
        fr="Vous avez divisé la pénalité par n ; dans les équations normales, n la multiplie.",
    )
    slope = 2 / 12 * X.T @ (X @ value - y) + 2 * penalty * np.asarray(value)
    expect(
        _close(slope, np.zeros(3), 1e-6),
        "wrong-value",
        en="The gradient of the loss is not zero at these weights: compare each term with the normal equations.",
        fr="Le gradient de la perte n'est pas nul en ces poids : comparez chaque terme avec les équations normales.",
    )


@exercise("linear-algebra-sweep")
def sweep(attempt):
    """A function of (penalties, X, y, X_new, y_new) that returns an error for each penalty."""
    X, y, X_new, y_new = draws(12, 3), draws(12, seed=1), draws(9, 3, seed=2), draws(9, seed=3)
    penalties = np.array([0.01, 0.5, 4.0])
    value = attempt(penalties, X, y, X_new, y_new)
    expect_shape(value, (3,))

    def errors(X_seen, y_seen, X_measured, y_measured):
        count, width = X_seen.shape
        fits = [
            np.linalg.solve(X_seen.T @ X_seen + count * penalty * np.eye(width), X_seen.T @ y_seen)
            for penalty in penalties
        ]
        return np.array([np.sqrt(np.mean((X_measured @ fit - y_measured) ** 2)) for fit in fits])

    reference = errors(X, y, X_new, y_new)
    expect(
        not _close(value, errors(X, y, X, y)),
        "training-error",
        en="You measured the error on the patients that the weights were learnt from.",
        fr="Vous avez mesuré l'erreur sur les personnes qui ont servi à l'apprentissage des poids.",
    )
    expect(
        not _close(value, errors(X_new, y_new, X_new, y_new)),
        "learnt-on-new",
        en="You learnt the weights on the new patients: learn on (X, y), measure on (X_new, y_new).",
        fr="Vous avez appris les poids sur les nouvelles personnes : apprenez sur (X, y), mesurez sur (X_new, y_new).",
    )
    expect(
        not _close(value, reference**2),
        "not-root",
        en="This is the mean squared error: take its square root, as `rmse` does.",
        fr="C'est l'erreur quadratique moyenne : prenez sa racine carrée, comme le fait `rmse`.",
    )
    expect(
        _close(value, reference),
        "wrong-value",
        en="For each penalty: learn with `ridge` on (X, y), predict with X_new, compare with y_new.",
        fr="Pour chaque pénalité : apprenez avec `ridge` sur (X, y), prédisez avec X_new, comparez avec y_new.",
    )


@exercise("linear-algebra-line")
def project_onto_line(attempt):
    x, b = np.array([1.0, -2.0, 4.0]), np.array([2.0, 1.0, 2.0])
    answer = np.asarray(_call(attempt, x, b), dtype=float)
    along = b @ x
    expect(
        answer.shape != (),
        "coordinate-only",
        en="This is one number, the coordinate c on the line. The projection is a point: multiply c by b.",
        fr="C'est un seul nombre, la coordonnée c sur la droite. Le projeté est un point : multipliez c "
        "par b.",
    )
    expect(
        answer.shape == x.shape,
        "wrong-shape",
        en=f"The projection lives in the same space as x: its shape must be {x.shape}, not {answer.shape}.",
        fr=f"Le projeté vit dans le même espace que x : sa forme doit être {x.shape}, et non {answer.shape}.",
    )
    expect(
        not np.allclose(answer, along * b),
        "not-divided",
        en="That is right only for a vector b of length 1. What does the formula divide by?",
        fr="Ce n'est juste que pour un vecteur b de longueur 1. Par quoi la formule divise-t-elle ?",
    )
    expect(
        not np.allclose(answer, along / np.linalg.norm(b) * b),
        "length-not-squared",
        en="You divide by the length of b; the formula divides by bᵀb, which is the square of the length.",
        fr="Vous divisez par la longueur de b ; la formule divise par bᵀb, le carré de cette longueur.",
    )
    expect(
        not np.allclose(answer, (along / b) @ b * b),
        "brackets",
        en="`@` and `/` are read from left to right, like `*`: put brackets around `b @ b`.",
        fr="`@` et `/` se lisent de gauche à droite, comme `*` : mettez `b @ b` entre parenthèses.",
    )
    expect(
        not np.allclose(answer, x - along / (b @ b) * b),
        "rest-returned",
        en="This is the rest x − π(x), orthogonal to the line; return the projection π(x) itself.",
        fr="C'est le reste x − π(x), orthogonal à la droite ; renvoyez le projeté π(x) lui-même.",
    )
    expect(
        np.allclose(np.cross(answer, b), 0),
        "not-on-the-line",
        en="Your point is not on the line along b. Did you exchange the roles of x and b?",
        fr="Votre point n'est pas sur la droite dirigée par b. Avez-vous échangé les rôles de x et de b ?",
    )
    expect(
        np.isclose((x - answer) @ b, 0),
        "rest-not-orthogonal",
        en="Your point is on the line, but the rest x − π(x) is not orthogonal to b: check the coordinate c.",
        fr="Votre point est sur la droite, mais le reste x − π(x) n'est pas orthogonal à b : vérifiez la "
        "coordonnée c.",
    )
    longer = np.asarray(attempt(x, 3 * b), dtype=float)
    expect(
        np.allclose(longer, answer),
        "depends-on-the-length",
        en="The answer changes when b is made three times longer, although the line is the same.",
        fr="La réponse change quand b est trois fois plus long, alors que la droite est la même.",
    )


@exercise("linear-algebra-line-matrix")
def line_projector(attempt):
    b = np.array([1.0, -2.0, 2.0])
    answer = np.asarray(attempt(b), dtype=float)
    expect(
        answer.shape != (),
        "inner-instead-of-outer",
        en="This is a number: b @ b.T is the inner product. The matrix b bᵀ is the outer product of b with "
        "itself.",
        fr="C'est un nombre : b @ b.T est le produit scalaire. La matrice b bᵀ est le produit dyadique de "
        "b par lui-même.",
    )
    expect(
        answer.shape == (3, 3),
        "wrong-shape",
        en=f"For b of shape (3,) the matrix must have the shape (3, 3), not {answer.shape}.",
        fr=f"Pour b de forme (3,), la matrice doit être de forme (3, 3), et non {answer.shape}.",
    )
    expect(
        not np.allclose(answer, np.outer(b, b)),
        "not-divided",
        en="b bᵀ projects only when b has length 1. Divide by bᵀb.",
        fr="b bᵀ ne projette que si b est de longueur 1. Divisez par bᵀb.",
    )
    expect(
        not np.allclose(answer, np.outer(b, b) / np.linalg.norm(b)),
        "length-not-squared",
        en="You divide by the length of b; the formula divides by its square, bᵀb.",
        fr="Vous divisez par la longueur de b ; la formule divise par son carré, bᵀb.",
    )
    expect(
        not np.allclose(answer, np.eye(3) - np.outer(b, b) / (b @ b)),
        "rest-returned",
        en="This is I − P, which keeps the rest; return P, which keeps the projection.",
        fr="C'est I − P, qui garde le reste ; renvoyez P, qui garde le projeté.",
    )
    expect(
        np.allclose(answer @ answer, answer)
        and np.allclose(answer @ b, b)
        and np.isclose(np.trace(answer), 1),
        "not-a-projection",
        en="Projecting twice must change nothing, and b itself must stay where it is. Compare with b bᵀ / "
        "bᵀb.",
        fr="Projeter deux fois ne doit rien changer, et b doit rester à sa place. Comparez avec b bᵀ / bᵀb.",
    )
    expect(
        np.allclose(answer, answer.T),
        "not-orthogonal",
        en="Your matrix projects onto the line, but obliquely: the matrix of an orthogonal projection is "
        "symmetric.",
        fr="Votre matrice projette sur la droite, mais en biais : la matrice d'une projection orthogonale "
        "est symétrique.",
    )


@exercise("linear-algebra-subspace")
def subspace_projector(attempt):
    B = np.array([[1.0, 2.0], [0.0, 1.0], [2.0, 0.0], [1.0, -1.0]])
    answer = np.asarray(attempt(B), dtype=float)
    gram = B.T @ B
    expect(
        answer.shape == (4, 4),
        "wrong-shape",
        en=f"For B of shape (4, 2) the matrix must act on points of ℝ⁴: shape (4, 4), not {answer.shape}.",
        fr="Pour B de forme (4, 2), la matrice agit sur des points de ℝ⁴ : forme (4, 4), et non "
        f"{answer.shape}.",
    )
    expect(
        not np.allclose(answer, B @ B.T),
        "gram-forgotten",
        en="B Bᵀ is the projector only when the columns are orthonormal. Here (BᵀB)⁻¹ is needed in the "
        "middle.",
        fr="B Bᵀ n'est le projecteur que si les colonnes sont orthonormées. Il faut ici (BᵀB)⁻¹ au milieu.",
    )
    expect(
        not np.allclose(answer, B @ gram @ B.T),
        "gram-not-inverted",
        en="You multiply by BᵀB; the formula multiplies by its inverse (solve with it).",
        fr="Vous multipliez par BᵀB ; la formule multiplie par son inverse (résolvez le système).",
    )
    diagonal_only = B @ np.diag(1 / np.diag(gram)) @ B.T
    expect(
        not np.allclose(answer, diagonal_only),
        "columns-one-by-one",
        en="You add the projections onto each column. That is right only for orthogonal columns; these are "
        "not.",
        fr="Vous additionnez les projections sur chaque colonne. Ce n'est juste que pour des colonnes "
        "orthogonales, "
        "et celles-ci ne le sont pas.",
    )
    expect(
        np.allclose(answer @ B, B),
        "moves-the-subspace",
        en="The columns of B are in the subspace, so they must stay where they are: P B = B does not hold.",
        fr="Les colonnes de B sont dans le sous-espace, elles doivent donc rester à leur place : "
        "P B = B n'est pas vérifié.",
    )
    expect(
        np.allclose(answer, B @ np.linalg.solve(gram, B.T)),
        "rest-not-orthogonal",
        en="The rest x − Px is not orthogonal to the columns of B for every x. Compare with B (BᵀB)⁻¹ Bᵀ.",
        fr="Le reste x − Px n'est pas orthogonal aux colonnes de B pour tout x. Comparez avec B (BᵀB)⁻¹ Bᵀ.",
    )


@exercise("linear-algebra-independent")
def columns_are_independent(attempt):
    tall = np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]])
    expect(
        not attempt(tall),
        "shape-only",
        en="The second column of [[1, 2], [2, 4], [3, 6]] is twice the first: having more rows than columns "
        "is necessary, not sufficient.",
        fr="La deuxième colonne de [[1, 2], [2, 4], [3, 6]] est le double de la première : avoir plus de "
        "lignes que "
        "de colonnes est nécessaire, mais ne suffit pas.",
    )
    expect(
        not attempt(np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])),
        "rows-counted",
        en="Three columns in the plane cannot be independent. Compare the rank with the number of columns, "
        "not of rows.",
        fr="Trois colonnes dans le plan ne peuvent pas être indépendantes. Comparez le rang au nombre de "
        "colonnes, "
        "et non de lignes.",
    )
    expect(
        attempt(np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])),
        "independent-refused",
        en="The columns (1, 1, 0) and (0, 1, 1) are independent, and your function says that they are not.",
        fr="Les colonnes (1, 1, 0) et (0, 1, 1) sont indépendantes, et votre fonction dit que non.",
    )
    generator = np.random.default_rng(5)
    for _ in range(10):
        columns = generator.normal(size=(6, 3))
        dependent = np.column_stack([columns, columns @ np.array([0.1, 0.7, -0.3])])
        expect(
            not attempt(dependent),
            "exact-zero",
            en="Your function is fooled by rounding: a determinant that should be zero comes out as 10⁻¹⁶ "
            "or so. "
            "The rank is counted with a tolerance.",
            fr="Votre fonction se laisse tromper par les arrondis : un déterminant qui devrait être nul "
            "vaut environ "
            "10⁻¹⁶. Le rang, lui, est compté avec une tolérance.",
        )
    expect(
        attempt(1e-5 * np.eye(4)[:, :3]),
        "short-columns-refused",
        en="Short columns can be independent: 10⁻⁵ I is as invertible as I. A fixed threshold on a "
        "determinant "
        "confuses small with singular.",
        fr="Des colonnes courtes peuvent être indépendantes : 10⁻⁵ I est aussi inversible que I. Un seuil "
        "fixe sur un "
        "déterminant confond petit et singulier.",
    )


@exercise("linear-algebra-fit")
def fit_line(attempt):
    t, y = np.array([1.0, 2.0, 4.0, 5.0, 8.0]), np.array([2.0, 1.0, 5.0, 4.0, 9.0])
    coefficients, rest = map(np.asarray, expect_parts(attempt(t, y), 2))
    B = np.column_stack([np.ones(5), t])
    expected = np.linalg.solve(B.T @ B, B.T @ y)
    expect(
        coefficients.shape != () and coefficients.shape != (1,),
        "no-intercept",
        en="There is only one coefficient. The line has an intercept: B needs a column of ones.",
        fr="Il n'y a qu'un coefficient. La droite a une ordonnée à l'origine : B a besoin d'une colonne de "
        "1.",
    )
    expect(
        coefficients.shape == (2,) and rest.shape == (5,),
        "wrong-shape",
        en=f"For five points the shapes must be (2,) and (5,), not {coefficients.shape} and {rest.shape}.",
        fr=f"Pour cinq points, les formes doivent être (2,) et (5,), et non {coefficients.shape} et "
        f"{rest.shape}.",
    )
    expect(
        not np.allclose(coefficients, expected[::-1]),
        "order",
        en="The two coefficients are exchanged: the intercept comes first, so the column of ones comes "
        "first in B.",
        fr="Les deux coefficients sont échangés : l'ordonnée à l'origine vient en premier, donc la colonne "
        "de 1 "
        "est la première de B.",
    )
    expect(
        np.allclose(coefficients, expected, atol=1e-6),
        "normal-equations",
        en="These coefficients do not solve the normal equations BᵀB c = Bᵀy.",
        fr="Ces coefficients ne vérifient pas les équations normales BᵀB c = Bᵀy.",
    )
    expect(
        not np.allclose(rest, B @ expected),
        "predictions-returned",
        en="These are the predictions B c. The residuals are y minus the predictions.",
        fr="Ce sont les prédictions B c. Les résidus sont y moins les prédictions.",
    )
    expect(
        not np.allclose(rest, B @ expected - y),
        "residual-sign",
        en="The residuals have the opposite sign: measured minus predicted.",
        fr="Les résidus ont le signe contraire : valeur mesurée moins valeur prédite.",
    )
    expect(
        np.allclose(rest, y - B @ expected, atol=1e-6),
        "residuals",
        en="The coefficients are right; the residuals must be y − B c, one for each measurement.",
        fr="Les coefficients sont justes ; les résidus doivent être y − B c, un par mesure.",
    )


@exercise("linear-algebra-orthogonal-bug")
def orthogonal_coordinates(attempt):
    directions = np.array([[1.0, 2.0], [1.0, -2.0], [1.0, 0.0]])
    x = np.array([5.0, 1.0, 3.0])
    answer = np.asarray(_call(attempt, directions, x), dtype=float)
    expect(
        answer.shape == (2,),
        "wrong-shape",
        en=f"Two directions give two coordinates: the shape must be (2,), not {answer.shape}.",
        fr=f"Deux directions donnent deux coordonnées : la forme doit être (2,), et non {answer.shape}.",
    )
    products = directions.T @ x
    lengths = np.linalg.norm(directions, axis=0)
    expect(
        not np.allclose(answer, products),
        "unchanged",
        en="Inner products are the coordinates only when every direction has length 1. These are √3 and √8 "
        "long.",
        fr="Les produits scalaires ne sont les coordonnées que si chaque direction est de longueur 1. "
        "Celles-ci sont de longueur √3 et √8.",
    )
    expect(
        not np.allclose(answer, products / lengths),
        "length-not-squared",
        en="You divide once by the length. The directions themselves are not normalised, so the coordinate "
        "needs "
        "the projection formula: divide by bᵀb.",
        fr="Vous divisez une seule fois par la longueur. Les directions elles-mêmes ne sont pas normées, "
        "donc la "
        "coordonnée suit la formule de la projection : divisez par bᵀb.",
    )
    expect(
        np.allclose(directions @ answer, directions @ (products / lengths**2)),
        "not-the-projection",
        en="directions @ c is not the projection of x. On each direction b, the coordinate is bᵀx / bᵀb.",
        fr="directions @ c n'est pas le projeté de x. Sur chaque direction b, la coordonnée est bᵀx / bᵀb.",
    )


@exercise("linear-algebra-gram-schmidt")
def gram_schmidt(attempt):
    B = np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 2.0, 1.0], [1.0, 1.0, 2.0]])
    with np.errstate(all="ignore"):
        answer = np.asarray(_call(attempt, B), dtype=float)
        expect(
            answer.shape == (4, 3),
            "wrong-shape",
            en=f"For three independent columns of ℝ⁴ the shape must be (4, 3), not {answer.shape}.",
            fr=f"Pour trois colonnes indépendantes de ℝ⁴, la forme doit être (4, 3), et non {answer.shape}.",
        )
        gram = answer.T @ answer
        off_diagonal = gram - np.diag(np.diag(gram))
        expect(
            np.allclose(off_diagonal, 0, atol=1e-8),
            "not-orthogonal",
            en="The columns are not orthogonal. Subtract from each vector its projections onto all the unit "
            "vectors found so far (not onto the original columns), and keep the rest from one to the next.",
            fr="Les colonnes ne sont pas orthogonales. Retranchez à chaque vecteur ses projections sur tous les "
            "vecteurs unitaires déjà trouvés (et non sur les colonnes de départ), en gardant le reste de l'un à "
            "l'autre.",
        )
        expect(
            np.allclose(np.diag(gram), 1),
            "not-normalised",
            en="The columns are orthogonal, but not all of length 1: orthogonal is not yet orthonormal.",
            fr="Les colonnes sont orthogonales, mais pas toutes de longueur 1 : orthogonal n'est pas "
            "encore orthonormé.",
        )
        expect(
            np.allclose(answer @ (answer.T @ B), B),
            "other-subspace",
            en="The columns are orthonormal, but they do not span the columns of B.",
            fr="Les colonnes sont orthonormées, mais elles n'engendrent pas les colonnes de B.",
        )
        # A third column that depends on the first two, up to rounding.
        dependent = np.column_stack([B[:, 0], B[:, 1], 0.1 * B[:, 0] + 0.7 * B[:, 1], B[:, 2]])
        answer = np.asarray(attempt(dependent), dtype=float)
        expect(
            answer.shape == (4, 3) and np.allclose(answer.T @ answer, np.eye(3), atol=1e-6),
            "dependent-column-kept",
            en="When a column depends on the earlier ones, its rest is only rounding errors: skip it "
            "instead of "
            "dividing by its length.",
            fr="Quand une colonne dépend des précédentes, son reste n'est fait que d'erreurs d'arrondi : "
            "ignorez-la "
            "au lieu de diviser par sa longueur.",
        )
        expect(
            np.allclose(answer @ (answer.T @ dependent), dependent),
            "column-lost",
            en="When one column depends on the earlier ones, your columns no longer span the later ones: skip "
            "that column only.",
            fr="Quand une colonne dépend des précédentes, vos colonnes n'engendrent plus les suivantes : "
            "n'ignorez que cette colonne-là.",
        )
        short = np.asarray(attempt(1e-12 * B), dtype=float)
        expect(
            short.shape == (4, 3),
            "absolute-threshold",
            en="Short columns were skipped although they are independent: compare the length of the rest "
            "with the "
            "length of the column.",
            fr="Des colonnes courtes ont été ignorées alors qu'elles sont indépendantes : comparez la "
            "longueur du "
            "reste à celle de la colonne.",
        )


@exercise("linear-algebra-area")
def polygon_area(attempt):
    # An L-shaped field of 300 square metres that does not hold the origin.
    corners = np.array([[10.0, 10.0], [30.0, 10.0], [30.0, 20.0], [20.0, 20.0], [20.0, 30.0], [10.0, 30.0]])
    value = np.asarray(attempt(corners), dtype=float)
    expect(
        value.shape == (),
        "not-summed",
        en="One number is expected: add up the signed areas of the triangles.",
        fr="Un seul nombre est attendu : additionnez les aires signées des triangles.",
    )
    answer = float(value)
    following = np.roll(corners, -1, axis=0)
    determinants = corners[:, 0] * following[:, 1] - corners[:, 1] * following[:, 0]
    expect(
        not np.isclose(abs(answer), abs(determinants.sum())),
        "parallelograms",
        en="Twice too large: a determinant is the area of a parallelogram, and a triangle is half of it.",
        fr="Deux fois trop grand : un déterminant est l'aire d'un parallélogramme, et un triangle en est "
        "la moitié.",
    )
    expect(
        not np.isclose(answer, np.abs(determinants).sum() / 2),
        "sign-removed-too-early",
        en="You take the absolute value of each triangle. The signs are needed: the triangles outside the "
        "field "
        "must cancel. Take the absolute value of the sum.",
        fr="Vous prenez la valeur absolue de chaque triangle. Les signes sont nécessaires : les triangles "
        "hors du "
        "champ doivent se compenser. Prenez la valeur absolue de la somme.",
    )
    expect(
        not np.isclose(abs(answer), abs(determinants[:-1].sum()) / 2),
        "not-closed",
        en="One side is missing: the last corner is followed by the first.",
        fr="Il manque un côté : le dernier sommet est suivi du premier.",
    )
    flattened = np.roll(corners, -1)
    shifted = corners[:, 0] * flattened[:, 1] - corners[:, 1] * flattened[:, 0]
    expect(
        not (np.isclose(abs(answer), abs(shifted.sum()) / 2) or np.isclose(answer, 0)),
        "roll-without-axis",
        en="`np.roll` should move whole rows, from one corner to the next: give it `axis=0`.",
        fr="`np.roll` doit décaler des lignes entières, d'un sommet au suivant : donnez-lui `axis=0`.",
    )
    plus = corners[:, 0] * following[:, 1] + corners[:, 1] * following[:, 0]
    expect(
        not np.isclose(abs(answer), abs(plus.sum()) / 2),
        "plus-sign",
        en="The determinant is a difference: x₁y₂ − y₁x₂.",
        fr="Le déterminant est une différence : x₁y₂ − y₁x₂.",
    )
    backwards = float(attempt(corners[::-1]))
    expect(
        not (np.isclose(abs(answer), 300) and min(answer, backwards) < 0),
        "negative-area",
        en="One direction of the walk gives a negative area: take the absolute value at the end.",
        fr="Un des deux sens de marche donne une aire négative : prenez la valeur absolue à la fin.",
    )
    expect(
        np.isclose(answer, 300) and np.isclose(backwards, 300),
        "area",
        en="An L-shaped field made of three squares of 10 m by 10 m has 300 m²; your function says "
        f"{answer:.1f}.",
        fr="Un champ en L fait de trois carrés de 10 m sur 10 m mesure 300 m² ; votre fonction donne "
        f"{answer:.1f}.",
    )


@exercise("linear-algebra-spectrum")
def symmetric_eigenvalues(attempt):
    A = np.array([[5.0, -2.0], [-2.0, 2.0]])  # eigenvalues 1 and 6
    with np.errstate(all="ignore"):
        answer = np.asarray(attempt(A), dtype=float)
    expect(
        answer.shape == (2,),
        "wrong-shape",
        en=f"Two eigenvalues are expected, in an array of shape (2,), not {answer.shape}.",
        fr=f"Deux valeurs propres sont attendues, dans un tableau de forme (2,), et non {answer.shape}.",
    )
    expect(
        np.all(np.isfinite(answer)),
        "negative-root",
        en="Your square root has met a negative number: under it stands (tr A / 2)² − det A, in this order.",
        fr="Votre racine carrée a rencontré un nombre négatif : elle porte sur (tr A / 2)² − det A, dans cet ordre.",
    )
    expect(
        not np.allclose(answer, [6.0, 1.0]),
        "order",
        en="The two values are right; the smaller one comes first.",
        fr="Les deux valeurs sont justes ; la plus petite vient en premier.",
    )
    expect(
        np.isclose(answer.sum(), 7.0),
        "trace-not-halved",
        en="The sum of your eigenvalues is not the trace. Both start from half of the trace.",
        fr="La somme de vos valeurs propres n'est pas la trace. Toutes deux partent de la moitié de la "
        "trace.",
    )
    expect(
        np.allclose(answer, [1.0, 6.0]),
        "wrong-distance",
        en="The sum is the trace, but the product is not the determinant: check what is under the square "
        "root.",
        fr="La somme est la trace, mais le produit n'est pas le déterminant : vérifiez ce qui est sous la "
        "racine.",
    )


@exercise("linear-algebra-square-root")
def square_root(attempt):
    A = np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 1.0], [0.5, 1.0, 2.0]])
    answer = np.asarray(attempt(A), dtype=float)
    expect(
        answer.shape == A.shape,
        "wrong-shape",
        en=f"The square root of a (3, 3) matrix has the shape (3, 3), not {answer.shape}.",
        fr=f"La racine carrée d'une matrice (3, 3) est de forme (3, 3), et non {answer.shape}.",
    )
    expect(
        not np.allclose(answer, np.sqrt(A)),
        "elementwise",
        en="np.sqrt takes the root of every entry, and R @ R is then not A. Take the root of the "
        "eigenvalues.",
        fr="np.sqrt prend la racine de chaque coefficient, et R @ R n'est alors pas A. Prenez la racine "
        "des valeurs "
        "propres.",
    )
    expect(
        not np.allclose(answer, A),
        "root-forgotten",
        en="You have rebuilt A itself: take the square root of the eigenvalues on the way.",
        fr="Vous avez reconstruit A : prenez au passage la racine carrée des valeurs propres.",
    )
    expect(
        not np.allclose(answer @ answer.T, A) or np.allclose(answer, answer.T),
        "half-of-the-product",
        en="R Rᵀ is A, but R is not symmetric and R R is not A: multiply by Qᵀ as well.",
        fr="R Rᵀ vaut A, mais R n'est pas symétrique et R R ne vaut pas A : multipliez aussi par Qᵀ.",
    )
    expect(
        np.allclose(answer @ answer, A),
        "not-a-root",
        en="R @ R is not A. In Q √Λ Qᵀ the numbers of √Λ multiply the columns of Q, and the transpose "
        "comes last.",
        fr="R @ R ne vaut pas A. Dans Q √Λ Qᵀ, les nombres de √Λ multiplient les colonnes de Q, et la "
        "transposée "
        "vient en dernier.",
    )
    expect(
        np.allclose(answer, answer.T),
        "not-symmetric",
        en="R @ R is A, but R must be symmetric.",
        fr="R @ R vaut A, mais R doit être symétrique.",
    )
    expect(
        np.all(np.linalg.eigvalsh(answer) > 0),
        "other-root",
        en="R is symmetric and R @ R is A, but the formula takes the positive square root of every eigenvalue.",
        fr="R est symétrique et R @ R vaut A, mais la formule prend la racine carrée positive de chaque "
        "valeur propre.",
    )


@exercise("linear-algebra-eig-bug")
def top_eigenvectors(attempt):
    turn, _ = np.linalg.qr(np.array([[1.0, 2, 0, 1], [0, 1, 1, 3], [2, 0, 1, 1], [1, 1, 1, 0]]))
    A = (turn * np.array([4.0, 9.0, 1.0, 6.0])) @ turn.T
    A = (A + A.T) / 2
    values, vectors = map(np.asarray, expect_parts(attempt(A, 2), 2))
    expect(
        values.shape == (2,) and vectors.shape == (4, 2),
        "wrong-shape",
        en=f"For a (4, 4) matrix and k = 2 the shapes must be (2,) and (4, 2), not {values.shape} and "
        f"{vectors.shape}: "
        "eigenvectors are columns.",
        fr="Pour une matrice (4, 4) et k = 2, les formes doivent être (2,) et (4, 2), et non "
        f"{values.shape} et "
        f"{vectors.shape} : les vecteurs propres sont des colonnes.",
    )
    expect(
        not np.allclose(values, [1.0, 4.0]),
        "smallest-first",
        en="These are the smallest eigenvalues: eigh returns them in ascending order. Turn the order round "
        "before "
        "you take the first k.",
        fr="Ce sont les plus petites valeurs propres : eigh les renvoie par ordre croissant. Inversez "
        "l'ordre avant "
        "de prendre les k premières.",
    )
    expect(
        not np.allclose(values, [6.0, 9.0]),
        "ascending",
        en="These are the right two eigenvalues, in ascending order: the largest comes first.",
        fr="Ce sont les deux bonnes valeurs propres, mais par ordre croissant : la plus grande vient en "
        "premier.",
    )
    expect(
        np.allclose(values, [9.0, 6.0]),
        "not-sorted",
        en="These are not the two largest eigenvalues. eig promises no order: use eigh and its ascending "
        "order.",
        fr="Ce ne sont pas les deux plus grandes valeurs propres. eig ne promet aucun ordre : utilisez "
        "eigh et son "
        "ordre croissant.",
    )
    expect(
        np.allclose(A @ vectors, vectors * values),
        "vectors-in-another-order",
        en="The eigenvalues are right, but column j is not an eigenvector of eigenvalue j. Reorder the "
        "columns of the "
        "vectors together with the values.",
        fr="Les valeurs propres sont justes, mais la colonne j n'est pas vecteur propre pour la valeur j. "
        "Réordonnez "
        "les colonnes des vecteurs avec les valeurs.",
    )
    negative = (turn * np.array([4.0, -9.0, 1.0, 6.0])) @ turn.T
    expect(
        np.allclose(expect_parts(attempt((negative + negative.T) / 2, 2), 2)[0], [6.0, 4.0]),
        "absolute-values",
        en="With the eigenvalues −9, 1, 4 and 6 the two largest are 6 and 4: your function sorts by absolute value, "
        "as singular values do.",
        fr="Parmi les valeurs propres −9, 1, 4 et 6, les deux plus grandes sont 6 et 4 : votre fonction classe par "
        "valeur absolue, comme le font les valeurs singulières.",
    )
    # An eigenvalue that occurs five times: only a symmetric solver promises orthogonal vectors there.
    C = np.eye(6) + np.outer(np.arange(1, 7), np.arange(1, 7))
    values, vectors = (np.asarray(part) for part in attempt(C, 6))
    expect(
        np.isrealobj(vectors) and np.allclose(vectors.T @ vectors, np.eye(6), atol=1e-8),
        "eig-kept",
        en="For an eigenvalue that occurs several times, your eigenvectors are not orthonormal: eig does not use "
        "the symmetry, "
        "eigh does.",
        fr="Pour une valeur propre multiple, vos vecteurs propres ne sont pas orthonormés : eig n'utilise "
        "pas la "
        "symétrie, eigh si.",
    )


@exercise("linear-algebra-low-rank")
def low_rank(attempt):
    A = np.array([[2.0, 1, 0, 1], [1, 3, 1, 0], [0, 1, 4, 1], [1, 0, 1, 2], [3, 1, 2, 0]])
    k = 2
    answer = np.asarray(attempt(A, k), dtype=float)
    expect(
        answer.shape == A.shape,
        "wrong-shape",
        en=f"The result must have the shape of A, {A.shape}, not {answer.shape}: keep k columns of U and k "
        "rows of Vt.",
        fr=f"Le résultat doit avoir la forme de A, {A.shape}, et non {answer.shape} : gardez k colonnes de "
        "U et k lignes "
        "de Vt.",
    )
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    expect(
        not np.allclose(answer, U[:, :k] @ Vt[:k]),
        "singular-values-forgotten",
        en="The singular values are missing: each term of the sum has its factor s.",
        fr="Il manque les valeurs singulières : chaque terme de la somme a son facteur s.",
    )
    expect(
        not np.allclose(answer, (U[:, :k] * s[:k]) @ Vt[:, :k].T),
        "v-transposed-twice",
        en="NumPy's Vt is Vᵀ already: its rows are the vectors v. Take its first k rows, without a "
        "transpose.",
        fr="Le Vt de NumPy est déjà Vᵀ : ses lignes sont les vecteurs v. Prenez ses k premières lignes, "
        "sans transposer.",
    )
    expect(
        not np.allclose(answer, (U[:, -k:] * s[-k:]) @ Vt[-k:]),
        "last-terms",
        en="You keep the last k terms. The singular values are in descending order: the first terms are "
        "the large ones.",
        fr="Vous gardez les k derniers termes. Les valeurs singulières sont par ordre décroissant : les "
        "grands termes "
        "sont les premiers.",
    )
    expect(
        np.linalg.matrix_rank(answer) == k,
        "wrong-rank",
        en=f"For k = {k}, the rank of your result is {np.linalg.matrix_rank(answer)}.",
        fr=f"Pour k = {k}, le rang de votre résultat est {np.linalg.matrix_rank(answer)}.",
    )
    expect(
        np.allclose(answer, (U[:, :k] * s[:k]) @ Vt[:k]),
        "not-nearest",
        en="The rank is right, but it is not the nearest matrix: keep the k largest terms s u vᵀ.",
        fr="Le rang est juste, mais ce n'est pas la matrice la plus proche : gardez les k plus grands "
        "termes s u vᵀ.",
    )


def _points():
    """Twelve points of ℝ³, far from the origin, with three well separated variances."""
    steps = np.arange(12.0)
    columns = np.column_stack([steps, np.cos(2.1 * steps), np.sin(3.3 * steps)])
    turn, _ = np.linalg.qr(np.array([[1.0, 2.0, 0.0], [2.0, 1.0, 1.0], [0.0, 1.0, 3.0]]))
    return (columns * np.array([1.0, 2.0, 0.5])) @ turn.T + np.array([10.0, -4.0, 7.0])


@exercise("linear-algebra-variance")
def variance_along(attempt):
    X, q = _points(), np.array([2.0, 1.0, -2.0]) / 3
    answer = np.asarray(_call(attempt, X, q), dtype=float)
    n = len(X)
    expected = np.var(X @ q)
    expect(
        answer.shape == (),
        "wrong-shape",
        en=f"One number is expected, not an array of shape {answer.shape}: take the mean over the points.",
        fr=f"Un seul nombre est attendu, et non un tableau de forme {answer.shape} : faites la moyenne sur "
        "les points.",
    )
    expect(
        not np.isclose(answer, np.mean((X @ q) ** 2)),
        "not-centred",
        en="The mean of the points has to be subtracted first: variance is measured around the mean.",
        fr="Il faut d'abord retrancher la moyenne des points : la variance se mesure autour de la moyenne.",
    )
    expect(
        not np.isclose(answer, n * expected),
        "sum-not-mean",
        en="This is the sum of the squares; the factor 1/n is missing.",
        fr="C'est la somme des carrés ; il manque le facteur 1/n.",
    )
    expect(
        not np.isclose(answer, n / (n - 1) * expected),
        "n-minus-one",
        en="You divide by n − 1, as one does to estimate the variance of a population; here we divide by n.",
        fr="Vous divisez par n − 1, comme pour estimer la variance d'une population ; ici, nous divisons "
        "par n.",
    )
    expect(
        not np.isclose(answer, np.sqrt(expected)),
        "standard-deviation",
        en="This is the standard deviation; the variance is its square.",
        fr="C'est l'écart-type ; la variance est son carré.",
    )
    expect(
        not np.isclose(answer, np.mean(X @ q)),
        "mean-returned",
        en="This is the mean of the coordinates; the variance is the mean of their squares once centred.",
        fr="C'est la moyenne des coordonnées ; la variance est la moyenne de leurs carrés, une fois "
        "centrées.",
    )
    expect(
        np.isclose(answer, expected),
        "variance",
        en="This is not the variance along q: centre the points, take their inner products with q, square, "
        "average.",
        fr="Ce n'est pas la variance le long de q : centrez les points, prenez leurs produits scalaires "
        "avec q, "
        "élevez au carré, faites la moyenne.",
    )


def _expect_principal(answer, X, k):
    """What `pca` and `pca_few_points` share: mean, shapes, orthonormal directions, variances along them."""
    n, d = X.shape
    mean, directions, variances = map(np.asarray, expect_parts(answer, 3))
    expect(
        mean.shape == (d,) and directions.shape == (d, k) and variances.shape == (k,),
        "wrong-shape",
        en=f"For X of shape {X.shape} and k = {k}, the shapes must be ({d},), ({d}, {k}) and ({k},), not "
        f"{mean.shape}, "
        f"{directions.shape} and {variances.shape}. A direction has as many entries as a point.",
        fr=f"Pour X de forme {X.shape} et k = {k}, les formes doivent être ({d},), ({d}, {k}) et ({k},), "
        "et non "
        f"{mean.shape}, {directions.shape} et {variances.shape}. Une direction a autant de coefficients "
        "qu'un point.",
    )
    expect(
        np.allclose(mean, X.mean(axis=0)),
        "wrong-mean",
        en="The first result must be the mean of the rows of X, with one entry for each column.",
        fr="Le premier résultat doit être la moyenne des lignes de X, avec un coefficient par colonne.",
    )
    _, s, Vt = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
    expected = s[:k] ** 2 / n
    return directions, variances, expected, Vt[:k].T


def _expect_same_directions(directions, best):
    signs = np.sign(np.sum(directions * best, axis=0))
    expect(
        np.allclose(signs * directions, best, atol=1e-6),
        "wrong-directions",
        en="The variances are right, but the directions are not the eigenvectors that belong to them "
        "(signs are free).",
        fr="Les variances sont justes, mais les directions ne sont pas les vecteurs propres correspondants "
        "(les signes "
        "sont libres).",
    )


@exercise("linear-algebra-fit-pca")
def pca(attempt):
    X, k = _points(), 2
    n = len(X)
    directions, variances, expected, best = _expect_principal(_call(attempt, X, k), X, k)
    not_centred = np.linalg.svd(X, compute_uv=False)[:k] ** 2 / n
    all_variances = np.linalg.svd(X - X.mean(axis=0), compute_uv=False) ** 2 / n
    expect(
        not np.allclose(variances, not_centred),
        "not-centred",
        en="The covariance was computed from X itself: subtract the mean first, or the first direction "
        "just points "
        "to the mean.",
        fr="La covariance a été calculée sur X : retranchez d'abord la moyenne, sinon la première "
        "direction ne fait "
        "que pointer vers la moyenne.",
    )
    expect(
        not np.allclose(variances, n * expected),
        "sum-not-mean",
        en="The factor 1/n of the covariance is missing: the directions are right, the variances n times "
        "too large.",
        fr="Il manque le facteur 1/n de la covariance : les directions sont justes, les variances n fois "
        "trop grandes.",
    )
    expect(
        not np.allclose(variances, n / (n - 1) * expected),
        "n-minus-one",
        en="You divide by n − 1; here the covariance has the factor 1/n.",
        fr="Vous divisez par n − 1 ; ici, la covariance a le facteur 1/n.",
    )
    expect(
        not np.allclose(np.sort(variances), np.sort(all_variances)[:k]),
        "smallest-kept",
        en="You keep the directions of smallest variance: the large eigenvalues are the ones we want.",
        fr="Vous gardez les directions de plus petite variance : ce sont les grandes valeurs propres que "
        "nous voulons.",
    )
    expect(
        np.allclose(variances, expected),
        "wrong-variances",
        en="The variances must be the k largest eigenvalues of the covariance ZᵀZ / n, in descending order.",
        fr="Les variances doivent être les k plus grandes valeurs propres de la covariance ZᵀZ / n, par "
        "ordre "
        "décroissant.",
    )
    _expect_same_directions(directions, best)


@exercise("linear-algebra-encode")
def encode_decode(encode, decode):
    X = _points()
    # Mean and directions of other points, as for held-out data.
    mean = X[:6].mean(axis=0)
    directions = np.linalg.svd(X[:6] - mean, full_matrices=False)[2][:2].T
    codes = np.asarray(_call(encode, X, mean, directions), dtype=float)
    right_codes = (X - mean) @ directions
    expect(
        codes.shape == right_codes.shape,
        "wrong-codes-shape",
        en=f"Twelve points and two directions give codes of shape (12, 2), not {codes.shape}.",
        fr=f"Douze points et deux directions donnent des codes de forme (12, 2), et non {codes.shape}.",
    )
    expect(
        not np.allclose(codes, X @ directions),
        "mean-not-removed",
        en="encode must subtract the mean before it takes the coordinates.",
        fr="encode doit retrancher la moyenne avant de calculer les coordonnées.",
    )
    expect(
        not np.allclose(codes, (X - X.mean(axis=0)) @ directions),
        "own-mean",
        en="You centre X with its own mean. New images must be centred with the mean that was learned: "
        "the argument `mean`.",
        fr="Vous centrez X avec sa propre moyenne. De nouvelles images se centrent avec la moyenne apprise : "
        "l'argument `mean`.",
    )
    expect(
        np.allclose(codes, right_codes),
        "wrong-codes",
        en="The codes must be the inner products of the centred points with the directions.",
        fr="Les codes doivent être les produits scalaires des points centrés avec les directions.",
    )
    rebuilt = np.asarray(_call(decode, right_codes, mean, directions), dtype=float)
    expect(
        rebuilt.shape == X.shape,
        "wrong-rebuilt-shape",
        en=f"decode must give points back, of shape {X.shape}, not {rebuilt.shape}.",
        fr=f"decode doit rendre des points, de forme {X.shape}, et non {rebuilt.shape}.",
    )
    expect(
        not np.allclose(rebuilt, right_codes @ directions.T),
        "mean-not-added",
        en="decode must add the mean again: the rebuilt points are around the origin, not around the data.",
        fr="decode doit rajouter la moyenne : les points reconstruits sont autour de l'origine, et non des "
        "données.",
    )
    expect(
        np.allclose(rebuilt, mean + right_codes @ directions.T),
        "wrong-rebuilt",
        en="A rebuilt point is the mean plus the directions weighted by the code: codes @ directions.T.",
        fr="Un point reconstruit est la moyenne plus les directions pondérées par le code : codes @ "
        "directions.T.",
    )


@exercise("linear-algebra-errors")
def reconstruction_errors(attempt):
    X = _points()
    # Mean and directions of other points, as for held-out data.
    mean = X[:6].mean(axis=0)
    directions = np.linalg.svd(X[:6] - mean, full_matrices=False)[2].T[:, :2]
    answer = np.asarray(_call(attempt, X, mean, directions), dtype=float)

    def reference(centre):
        centred = X - centre
        return np.array(
            [np.mean((centred - centred @ directions[:, :k] @ directions[:, :k].T) ** 2) for k in range(3)]
        )

    expected = reference(mean)
    expect(
        answer.shape != (2,),
        "baseline-missing",
        en="One value is missing: the error with 0 directions, the baseline, comes first.",
        fr="Il manque une valeur : l'erreur avec 0 direction, celle de la référence, vient en premier.",
    )
    expect(
        answer.shape == (3,),
        "wrong-shape",
        en=f"For two directions the shape must be (3,), not {answer.shape}.",
        fr=f"Pour deux directions, la forme doit être (3,), et non {answer.shape}.",
    )
    expect(
        not np.allclose(answer, reference(X.mean(axis=0))),
        "own-mean",
        en="You centre X with its own mean. Held-out images must be centred with the mean that was learned: "
        "the argument `mean`.",
        fr="Vous centrez X avec sa propre moyenne. Les images mises de côté se centrent avec la moyenne "
        "apprise : "
        "l'argument `mean`.",
    )
    expect(
        not np.allclose(answer, expected * X.shape[1]),
        "not-per-entry",
        en="This is the error per image; divide by the number of entries of an image.",
        fr="C'est l'erreur par image ; divisez par le nombre de coefficients d'une image.",
    )
    gains = np.mean(((X - mean) @ directions) ** 2, axis=0) / X.shape[1]
    expect(
        not np.allclose(answer[1:], expected[0] - gains),
        "not-cumulative",
        en="Each value takes only one direction into account. With k directions the first k gains add up.",
        fr="Chaque valeur ne tient compte que d'une direction. Avec k directions, les k premiers gains "
        "s'additionnent.",
    )
    expect(
        not np.allclose(answer[1:], np.cumsum(gains)),
        "gains-returned",
        en="These are the gains. The error is what is left: the baseline minus the gains.",
        fr="Ce sont les gains. L'erreur est ce qui reste : la référence moins les gains.",
    )
    expect(
        np.allclose(answer, expected),
        "wrong-errors",
        en="Compare with one k computed directly: np.mean((X − decode(encode(X, …), …)) ** 2).",
        fr="Comparez, pour un k donné, avec le calcul direct : np.mean((X − decode(encode(X, …), …)) ** 2).",
    )


@exercise("linear-algebra-small-matrix")
def pca_few_points(attempt):
    steps = np.arange(40.0)
    X = np.array([np.cos(0.1 * (row + 1) * steps) * (row + 1) + row for row in range(5)])
    k, n = 3, 5
    with np.errstate(all="ignore"):
        directions, variances, expected, best = _expect_principal(_call(attempt, X, k), X, k)
    lengths = np.linalg.norm(directions, axis=0)
    expect(
        not np.allclose(variances, n * expected),
        "sum-not-mean",
        en="The variances are n times too large: the small matrix is Z Zᵀ / n.",
        fr="Les variances sont n fois trop grandes : la petite matrice est Z Zᵀ / n.",
    )
    expect(
        np.allclose(variances, expected),
        "wrong-variances",
        en="The variances must be the largest eigenvalues of Z Zᵀ / n, where Z holds the centred points.",
        fr="Les variances doivent être les plus grandes valeurs propres de Z Zᵀ / n, où Z contient les "
        "points centrés.",
    )
    expect(
        not np.allclose(lengths, np.sqrt(n * expected)),
        "not-unit-length",
        en="Zᵀu has the direction of an eigenvector, but not the length 1: divide by √(nλ).",
        fr="Zᵀu a la direction d'un vecteur propre, mais pas la longueur 1 : divisez par √(nλ).",
    )
    expect(
        not np.allclose(lengths, np.sqrt(n)),
        "n-forgotten",
        en="The directions are √n too long: the length of Zᵀu is √(nλ), not √λ.",
        fr="Les directions sont √n fois trop longues : la longueur de Zᵀu est √(nλ), et non √λ.",
    )
    expect(
        np.allclose(lengths, 1),
        "other-length",
        en="The directions must have length 1.",
        fr="Les directions doivent être de longueur 1.",
    )
    _expect_same_directions(directions, best)
    wide = draws(5, 600)
    tracemalloc.start()
    try:
        attempt(wide, k)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    expect(
        peak < wide.shape[1] ** 2 * wide.itemsize / 2,
        "covariance-built",
        en="The result is right, but an array of shape (d, d) is built on the way. Start from Z Zᵀ, of shape (n, n).",
        fr="Le résultat est juste, mais un tableau de forme (d, d) est construit en chemin. "
        "Partez de Z Zᵀ, de forme (n, n).",
    )
