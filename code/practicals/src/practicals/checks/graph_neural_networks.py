"""Checks of the chapter on graph neural networks. JAX is imported only where a check runs."""

import numpy as np

from practicals.checks.comparison import as_array, close, draws, expect_array, expect_shape, softmax
from practicals.checks.exercise import exercise, expect

# A tail on a triangle, and a node without neighbours: degrees 2, 2, 3, 1, 0.
_EDGES = np.array([(0, 1), (2, 1), (0, 2), (2, 3)])


def _joined(edges, n):
    A = np.zeros((n, n))
    A[edges[:, 0], edges[:, 1]] = A[edges[:, 1], edges[:, 0]] = 1
    return A


_A = _joined(_EDGES, 5)


def _symmetric(A):
    looped = A + np.eye(len(A))
    root = np.sqrt(looped.sum(axis=1))
    return looped / np.outer(root, root)


def _relu(values):
    return np.maximum(values, 0)


def _expect_compiled(function, *values):
    """Stop the check unless JAX can compile the function, as the training cells do with every layer."""
    import jax

    try:
        jax.jit(function)(*values)
        compiled = True
    except Exception:
        compiled = False
    expect(
        compiled,
        "does-not-compile",
        en="The values are right, but JAX cannot compile the function, which training needs: "
        "use `jnp` where you wrote `np`, and change no array in place.",
        fr="Les valeurs sont justes, mais JAX ne peut pas compiler la fonction, et l'entraînement en a besoin : "
        "utilisez `jnp` là où vous avez écrit `np`, et ne modifiez aucun tableau sur place.",
    )


@exercise("graph-neural-networks-adjacency")
def adjacency(attempt):
    """A function of (edges, n) that returns the adjacency matrix of an undirected graph."""
    value = attempt(_EDGES.copy(), 5)
    expect_array(value)
    expect_shape(value, (5, 5))
    expect(
        value.dtype != bool,
        "true-or-false",
        en="The entries are `True` and `False`: sums and products of such a matrix do not count. Use numbers, 1 and 0.",
        fr="Les valeurs sont `True` et `False` : les sommes et les produits d'une telle matrice ne comptent rien. "
        "Utilisez des nombres, 1 et 0.",
    )
    value = as_array(value)
    expect(
        not np.array_equal(value, np.triu(value)) and np.array_equal(value, value.T),
        "one-way",
        en="The matrix is not symmetric: an edge between i and j stands in row i, column j, and in row j, column i.",
        fr="La matrice n'est pas symétrique : une arête entre i et j figure ligne i, colonne j, et ligne j, colonne i.",
    )
    expect(
        not np.any(np.diag(value)),
        "diagonal",
        en="There are entries on the diagonal: no edge of the list joins a node to itself.",
        fr="Il y a des éléments non nuls sur la diagonale : aucune arête de la liste ne relie un nœud à lui-même.",
    )
    expect(
        not close(value, np.where(np.eye(5) > 0, 0, 1)) and set(np.unique(value)) <= {0.0, 1.0},
        "not-zeros-and-ones",
        en="The entries should be 1 where an edge is and 0 elsewhere.",
        fr="Les éléments doivent valoir 1 là où il y a une arête, et 0 ailleurs.",
    )
    wanted = _joined(np.array([(5, 0), (1, 4)]), 6)
    expect(
        close(value, _A) and close(attempt(np.array([(5, 0), (1, 4)]), 6), wanted),
        "wrong-entries",
        en="Some entries are wrong: `edges[:, 0]` holds one end of every edge, `edges[:, 1]` the other.",
        fr="Certaines valeurs sont fausses : `edges[:, 0]` contient une extrémité de chaque arête, `edges[:, 1]` l'autre.",
    )


@exercise("graph-neural-networks-equivariant")
def equivariant(attempt):
    """A function of (layer, A, X, order) that says whether the layer is permutation equivariant."""
    X, order = draws(5, 2), np.array([3, 0, 4, 1, 2])

    def sums(A, X):
        return A @ X

    def alone(A, X):
        return X**2

    def numbered(A, X):
        return X * np.arange(len(X))[:, None]

    def rows_as_a_list(A, X):
        return np.outer(X.reshape(-1)[: len(X)], np.ones(2))

    def total(A, X):
        return np.ones((len(X), 1)) * X.sum()

    expect(
        np.shape(attempt(sums, _A, X, order)) == (),
        "not-one-answer",
        en="Return one answer, `True` or `False`, and not an array of them: `np.allclose` gives one.",
        fr="Renvoyez une seule réponse, `True` ou `False`, et non un tableau : `np.allclose` en donne une.",
    )
    expect(
        attempt(sums, _A, X, order) or attempt(alone, _A, X, order),
        "order-of-the-result",
        en="The sum over neighbours is equivariant, and your test says no: "
        "renumber the rows of `layer(A, X)` before you compare.",
        fr="La somme sur les voisins est équivariante, et votre test dit non : "
        "renumérotez les lignes de `layer(A, X)` avant de comparer.",
    )
    expect(
        attempt(sums, _A, X, order),
        "matrix-left",
        en="A layer that looks at the edges fails your test: A has to be renumbered together with X.",
        fr="Une couche qui regarde les arêtes échoue à votre test : il faut renuméroter A en même temps que X.",
    )
    expect(
        not attempt(numbered, _A, X, order) and not attempt(rows_as_a_list, _A, X, order),
        "always-true",
        en="A layer that multiplies each node by its number passes your test, and should not.",
        fr="Une couche qui multiplie chaque nœud par son numéro passe votre test, ce qui ne devrait pas arriver.",
    )
    expect(
        attempt(total, _A, X, order)
        and attempt(lambda A, X: sums(A, X) + 1e-7 * draws(*X.shape), _A, X, order),
        "rounding",
        en="Allow for rounding: compare with `np.allclose(…, atol=1e-5)`.",
        fr="Tolérez les arrondis : comparez avec `np.allclose(…, atol=1e-5)`.",
    )


@exercise("graph-neural-networks-mean")
def mean(attempt):
    """A function of (senders, receivers, H) that returns the mean of what each node receives."""
    senders, receivers, H = np.array([0, 1, 2, 3, 0]), np.array([1, 2, 1, 2, 2]), draws(5, 2)
    value = as_array(attempt(senders, receivers, H))
    expect_shape(value, (5, 2))

    def combined(origin, goal, divide=True):
        total, count = np.zeros((5, 2)), np.zeros(5)
        np.add.at(total, goal, H[origin])
        np.add.at(count, goal, 1)
        return total / np.maximum(count, 1)[:, None] if divide else total

    expect(
        not np.any(np.isnan(value)),
        "nan",
        en="A node that receives nothing gives `nan`: divide by at least 1.",
        fr="Un nœud qui ne reçoit rien donne `nan` : divisez par un nombre au moins égal à 1.",
    )
    expect(
        not close(value, combined(senders, receivers, divide=False)),
        "sum",
        en="This is the sum of what arrives: divide each row by the number of its messages.",
        fr="C'est la somme de ce qui arrive : divisez chaque ligne par le nombre de ses messages.",
    )
    expect(
        not close(value, combined(receivers, senders)),
        "against-the-arrow",
        en="Your messages travel backwards: take the rows of H at the senders, and add them up at the receivers.",
        fr="Vos messages voyagent à rebours : prenez les lignes de H aux expéditeurs, et additionnez-les aux destinataires.",
    )
    expect(
        not close(value, combined(senders, receivers, divide=False) / 5),
        "all-nodes",
        en="You divide by the number of nodes: divide by the number of messages that the node receives.",
        fr="Vous divisez par le nombre de nœuds : divisez par le nombre de messages que le nœud reçoit.",
    )
    expect(
        close(value, combined(senders, receivers)),
        "wrong-value",
        en="The means are not right: count the messages with the same receivers as you add them up with.",
        fr="Les moyennes ne sont pas justes : comptez les messages avec les mêmes destinataires que pour la somme.",
    )


@exercise("graph-neural-networks-normalise")
def normalise(attempt):
    """A function of A that returns the symmetric normalisation with self-loops."""
    value = as_array(attempt(_A))
    expect_shape(value, (5, 5))
    looped = _A + np.eye(5)
    degree, full = _A.sum(axis=1), looped.sum(axis=1)
    bare = np.maximum(degree, 1)
    expect(
        not np.any(np.isnan(value)) and not close(value, _A / np.sqrt(np.outer(bare, bare))),
        "loops-forgotten",
        en="The self-loops are missing: add the identity to A before you compute the degrees.",
        fr="Les boucles manquent : ajoutez l'identité à A avant de calculer les degrés.",
    )
    expect(
        not close(value, looped / full[:, None]) and not close(value, looped / full[None, :]),
        "one-degree",
        en="You divide by one degree only, that of the row or of the column: divide by the roots of both.",
        fr="Vous divisez par un seul degré, celui de la ligne ou de la colonne : divisez par les racines des deux.",
    )
    expect(
        not close(value, looped / np.outer(full, full)),
        "root-forgotten",
        en="You divide by both degrees: it should be by their square roots.",
        fr="Vous divisez par les deux degrés : il faut diviser par leurs racines carrées.",
    )
    expect(
        not close(value, looped * np.sqrt(np.outer(full, full))),
        "multiplied",
        en="You multiply by the roots of the degrees: divide.",
        fr="Vous multipliez par les racines des degrés : divisez.",
    )
    expect(
        not close(value, looped / np.sqrt(np.outer(bare, bare))),
        "degree-of-A",
        en="The degrees are those of A: those of A + I are larger by 1.",
        fr="Les degrés sont ceux de A : ceux de A + I ont 1 de plus.",
    )
    expect(
        close(value, _symmetric(_A)),
        "wrong-value",
        en="The entries are not right: entry (i, j) of A + I is divided by the root of the product of both degrees.",
        fr="Les valeurs ne sont pas justes : l'élément (i, j) de A + I est divisé par la racine du produit des deux degrés.",
    )


def _stack(weights, S, X, between=_relu, last=lambda values: values):
    H = X
    for W in weights[:-1]:
        H = between(S @ H @ W)
    return last(S @ H @ weights[-1])


@exercise("graph-neural-networks-gcn-stack")
def gcn_stack(attempt):
    """A function of (weights, S, X) that returns the outputs of a stack of graph convolutions."""
    S, X = _symmetric(_A), draws(5, 3)
    weights = [draws(3, 6, seed=1), draws(6, 4, seed=2), draws(4, 2, seed=3)]
    value = as_array(attempt(weights, S, X))
    expect_shape(value, (5, 2))
    expect(
        not close(value, _stack(weights, S, X, last=_relu)),
        "relu-at-the-end",
        en="There is a ReLU after the last layer: its outputs may be negative, so leave it out.",
        fr="Il y a une ReLU après la dernière couche : ses sorties peuvent être négatives ; ôtez cette ReLU.",
    )
    expect(
        not close(value, _stack(weights, S, X, between=lambda values: values)),
        "relu-forgotten",
        en="Without a ReLU between the layers, the whole stack is one linear map.",
        fr="Sans ReLU entre les couches, toute la pile n'est qu'une application linéaire.",
    )
    expect(
        not close(value, _relu(_relu(X @ weights[0]) @ weights[1]) @ weights[2]),
        "edges-forgotten",
        en="The neighbours play no part: each layer begins with a product by S.",
        fr="Les voisins ne jouent aucun rôle : chaque couche commence par un produit par S.",
    )
    once = _relu(_relu(S @ X @ weights[0]) @ weights[1]) @ weights[2]
    late = S @ _relu(_relu(X @ weights[0]) @ weights[1]) @ weights[2]
    expect(
        not close(value, once)
        and not close(value, late)
        and not close(value, _relu(S @ _relu(S @ X @ weights[0]) @ weights[1]) @ weights[2]),
        "one-layer-without-S",
        en="Some layer lacks its product by S: all of them have it, the last one too.",
        fr="Il manque à une couche son produit par S : toutes l'ont, la dernière aussi.",
    )
    expect(
        close(value, _stack(weights, S, X)) and close(attempt([draws(3, 2)], S, X), S @ X @ draws(3, 2)),
        "wrong-value",
        en="The outputs are not right: for each matrix but the last, H becomes ReLU(S H W); the last gives S H W.",
        fr="Les sorties ne sont pas justes : pour chaque matrice sauf la dernière, H devient ReLU(S H W) ; la dernière donne S H W.",
    )
    _expect_compiled(lambda *values: attempt(*values), weights, S, X)


@exercise("graph-neural-networks-reach")
def reach(attempt):
    """A function of (A, layers) that says which inputs each output can see."""
    path = _joined(np.array([(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]), 6)

    def within(steps):
        return np.abs(np.subtract.outer(np.arange(6), np.arange(6))) <= steps

    value = np.asarray(attempt(path, 3))
    expect_shape(value, (6, 6))
    expect(
        value.dtype == bool,
        "not-true-or-false",
        en="These are numbers: compare them with 0 to get `True` or `False`.",
        fr="Ce sont des nombres : comparez-les à 0 pour obtenir `True` ou `False`.",
    )
    expect(
        not np.array_equal(value, np.linalg.matrix_power(path, 3) > 0),
        "no-staying",
        en="You count ways of exactly this length: a layer also listens to the node itself, so news may stay.",
        fr="Vous comptez les chemins d'exactement cette longueur : une couche écoute aussi le nœud lui-même, "
        "la nouvelle peut donc rester sur place.",
    )
    expect(
        not np.array_equal(value, (path + np.eye(6)) ** 3 > 0),
        "entry-by-entry",
        en="`**` works entry by entry, so you see one step only: `np.linalg.matrix_power` multiplies matrices.",
        fr="`**` agit élément par élément, donc vous ne voyez qu'à un pas : `np.linalg.matrix_power` multiplie des matrices.",
    )
    expect(
        not np.array_equal(value, within(4)) and not np.array_equal(value, within(2)),
        "one-layer-off",
        en="You are one layer off: with three layers, news travels along at most three edges.",
        fr="Vous vous trompez d'une couche : avec trois couches, une nouvelle parcourt au plus trois arêtes.",
    )
    both = all(np.array_equal(attempt(path, layers), within(layers)) for layers in (1, 2, 3, 5))
    expect(
        both,
        "wrong-value",
        en="On a line of six nodes, node i should see the nodes at most `layers` places away.",
        fr="Sur une ligne de six nœuds, le nœud i doit voir les nœuds situés à `layers` places de lui au plus.",
    )


@exercise("graph-neural-networks-known")
def known(attempt):
    """A function of (logits, labels, known) that returns the mean cross-entropy of the known nodes."""
    import jax

    logits, labels = 2 * draws(6, 3), np.array([0, 2, 1, 1, 0, 2])
    mask = np.array([True, False, True, False, False, True])
    value = as_array(attempt(logits, labels, mask))
    logs = np.log(softmax(logits))[np.arange(6), labels]
    right = -logs[mask].mean()
    expect(
        np.shape(value) == (),
        "not-a-number",
        en="The loss is one number: take the mean over the known nodes.",
        fr="La perte est un seul nombre : prenez la moyenne sur les nœuds connus.",
    )
    expect(
        not close(value, -right),
        "sign",
        en="The sign is wrong: log-probabilities are negative, the loss is minus their mean.",
        fr="Le signe est faux : les log-probabilités sont négatives ; la perte est l'opposé de leur moyenne.",
    )
    expect(
        not close(value, -logs.mean()),
        "all-nodes",
        en="You use the labels of all nodes: only those where `known` is true may count.",
        fr="Vous utilisez les étiquettes de tous les nœuds : seules doivent compter celles des nœuds où `known` est vrai.",
    )
    expect(
        not close(value, -(logs * mask).mean()),
        "divided-by-all",
        en="The right nodes count, but you divide by the number of all nodes: divide by how many are known.",
        fr="Les bons nœuds comptent, mais vous divisez par le nombre total de nœuds : divisez par le nombre de nœuds connus.",
    )
    expect(
        not close(value, 3 * right),
        "sum",
        en="This is the sum over the known nodes: divide by how many they are.",
        fr="C'est la somme sur les nœuds connus : divisez par leur nombre.",
    )
    expect(
        not close(value, -logits[np.arange(6), labels][mask].mean()),
        "not-a-probability",
        en="These are logits: `jax.nn.log_softmax` turns them into log-probabilities.",
        fr="Ce sont des logits : `jax.nn.log_softmax` les transforme en log-probabilités.",
    )
    expect(
        close(value, right),
        "wrong-value",
        en="The value is not right: for each node take the log-probability of its own label.",
        fr="La valeur n'est pas juste : pour chaque nœud, prenez la log-probabilité de sa propre étiquette.",
    )
    try:
        compiled = close(jax.jit(lambda *values: attempt(*values))(logits, labels, mask), right)
    except Exception:
        compiled = False
    expect(
        compiled,
        "does-not-compile",
        en="The value is right, but JAX cannot compile it: an array cut out by a mask has no shape known beforehand. "
        "Multiply by `known` instead.",
        fr="La valeur est juste, mais JAX ne peut pas la compiler : un tableau découpé par un masque n'a pas de forme "
        "connue d'avance. Multipliez plutôt par `known`.",
    )


@exercise("graph-neural-networks-energy")
def energy(attempt):
    """A function of (A, H) that returns the Dirichlet energy."""
    H = draws(5, 3)
    value = as_array(attempt(_A, H))
    expect_shape(value, ())

    def total(degree, power=2):
        Z = H / np.sqrt(degree)[:, None]
        lengths = np.linalg.norm(Z[:, None] - Z[None], axis=2)
        return float(np.sum(_A * lengths**power) / 2)

    degree = _A.sum(axis=1) + 1
    right = total(degree)
    expect(
        not close(value, 2 * right),
        "twice",
        en="You count each edge twice: A has it at (i, j) and at (j, i).",
        fr="Vous comptez chaque arête deux fois : elle figure en (i, j) et en (j, i).",
    )
    expect(
        not close(value, total(np.ones(5))),
        "not-scaled",
        en="Divide each vector by the root of its degree (plus 1) before you compare.",
        fr="Divisez chaque vecteur par la racine de son degré (plus 1) avant de comparer.",
    )
    expect(
        not close(value, total(degree**2)),
        "root-forgotten",
        en="You divide by the degree: it should be by its square root.",
        fr="Vous divisez par le degré : il faut diviser par sa racine carrée.",
    )
    expect(
        np.isfinite(value) and not close(value, total(np.maximum(degree - 1, 1))),
        "loop-forgotten",
        en="The degrees include the self-loop: they are those of A plus 1.",
        fr="Les degrés comprennent la boucle : ce sont ceux de A, plus 1.",
    )
    expect(
        not close(value, total(degree, power=1)),
        "square-forgotten",
        en="These are lengths: the energy adds up their squares.",
        fr="Ce sont des longueurs : l'énergie additionne leurs carrés.",
    )
    expect(
        not close(value, right / 4),
        "mean",
        en="This is the mean over the edges: the energy is their sum.",
        fr="C'est la moyenne sur les arêtes : l'énergie est leur somme.",
    )
    flat = np.sqrt(degree)[:, None] * np.array([[1.0, -2.0, 0.5]])
    expect(
        close(value, right) and close(attempt(_A, flat), 0),
        "wrong-value",
        en="The value is not right: only pairs joined by an edge count, each with the squared length of one difference.",
        fr="La valeur n'est pas juste : seules comptent les paires reliées par une arête, chacune avec le carré de la "
        "longueur d'une différence.",
    )


def _scores(H, source, target, slope=0.2):
    raw = (H @ target)[:, None] + (H @ source)[None, :]
    return np.where(raw > 0, raw, slope * raw)


@exercise("graph-neural-networks-attention-bug")
def attention_bug(attempt):
    """A function of (H, A, a_source, a_target) that returns attention weights over the neighbourhoods."""
    H, source, target = draws(5, 3), 2 * draws(3, seed=1), 2 * draws(3, seed=2)
    joined = _A + np.eye(5) > 0
    value = as_array(attempt(H, _A, source, target))
    expect_shape(value, (5, 5))
    expect(
        not np.any(np.isnan(value)),
        "nan",
        en="There are `nan`s: a softmax over a row that is −inf everywhere has no value. "
        "Every node listens at least to itself.",
        fr="Il y a des `nan` : un softmax sur une ligne entièrement à −inf n'a pas de valeur. "
        "Chaque nœud s'écoute au moins lui-même.",
    )
    scores = _scores(H, source, target)
    after = softmax(scores) * joined
    expect(
        not close(value, after),
        "masked-after",
        en="You take the softmax over all nodes and mask afterwards: the rows no longer add up to 1.",
        fr="Vous prenez le softmax sur tous les nœuds et masquez ensuite : la somme des lignes n'est plus 1.",
    )
    expect(
        np.all(value[~joined] < 1e-6),
        "strangers",
        en="Some node gives weight to one that it is not joined to: a score of 0 is not a weight of 0, since exp(0) = 1.",
        fr="Un nœud donne du poids à un autre auquel il n'est pas relié : un score de 0 n'est pas un poids de 0, "
        "puisque exp(0) = 1.",
    )
    expect(
        np.all(value[np.eye(5) > 0] > 0),
        "self-forgotten",
        en="No node listens to itself: the neighbourhood in the formula includes i.",
        fr="Aucun nœud ne s'écoute lui-même : le voisinage de la formule comprend i.",
    )

    def masked(scores):
        return softmax(np.where(joined, scores, -np.inf))

    expect(
        not close(value, masked(_scores(H, source, target, slope=1))),
        "leaky-forgotten",
        en="The LeakyReLU of the formula is missing.",
        fr="Il manque la LeakyReLU de la formule.",
    )
    expect(
        not close(value, masked(_scores(H, source, target, slope=0.01))),
        "slope",
        en="Your LeakyReLU has the slope 0.01 for negative scores, the default of `jax.nn.leaky_relu`: "
        "give it 0.2 as second argument.",
        fr="Votre LeakyReLU a la pente 0,01 pour les scores négatifs, la valeur par défaut de `jax.nn.leaky_relu` : "
        "donnez-lui 0.2 comme deuxième argument.",
    )
    expect(
        not close(value, masked(_scores(H, source, target, slope=0))),
        "relu",
        en="This is a ReLU: the LeakyReLU keeps 0.2 x where x is negative.",
        fr="C'est une ReLU : la LeakyReLU garde 0,2 x là où x est négatif.",
    )
    expect(
        not close(value, masked(_scores(H, target, source))) and not close(value, masked(scores.T)),
        "swapped",
        en="Source and target have changed places: `a_target` goes with the node i that listens, `a_source` with j.",
        fr="La source et la cible ont changé de place : `a_target` va avec le nœud i qui écoute, `a_source` avec j.",
    )
    expect(
        close(value.sum(axis=1), np.ones(5)),
        "wrong-axis",
        en="The rows should add up to 1: row i holds what node i gives to the others.",
        fr="La somme de chaque ligne doit être 1 : la ligne i contient ce que le nœud i donne aux autres.",
    )
    expect(
        close(value, masked(scores)),
        "wrong-value",
        en="Rows add up to 1 and strangers get nothing, but the weights are not the softmax of the scores.",
        fr="La somme des lignes est 1 et les inconnus ne reçoivent rien, mais les poids ne sont pas le softmax des scores.",
    )
    _expect_compiled(lambda H, source, target: attempt(H, _A, source, target), H, source, target)


@exercise("graph-neural-networks-heads")
def heads(attempt):
    """A function of (params, A, X) that returns the results of several attention heads side by side."""
    X = draws(5, 3)
    params = {"W": draws(2, 3, 4, seed=1), "source": draws(2, 4, seed=2), "target": draws(2, 4, seed=3)}
    joined = _A + np.eye(5) > 0
    each = []
    for W, source, target in zip(params["W"], params["source"], params["target"], strict=True):
        H = X @ W
        each.append(softmax(np.where(joined, _scores(H, source, target), -np.inf)) @ H)
    value = as_array(attempt(params, _A, X))
    for merged in (np.mean(each, axis=0), np.sum(each, axis=0)):
        expect(
            not close(value, merged),
            "merged",
            en="You add or average the heads: write their results side by side.",
            fr="Vous additionnez les têtes, ou en prenez la moyenne : mettez leurs résultats côte à côte.",
        )
    expect(
        np.shape(value) != (10, 4),
        "under-each-other",
        en="The results stand under each other: concatenate along axis 1.",
        fr="Les résultats sont les uns sous les autres : concaténez selon l'axe 1.",
    )
    expect(
        np.shape(value) != (2, 5, 4),
        "stacked",
        en="You stack the heads on a new axis: write them side by side, shape (n, heads * d).",
        fr="Vous empilez les têtes sur un nouvel axe : mettez-les côte à côte, forme (n, heads * d).",
    )
    expect_shape(value, (5, 8))
    expect(
        not close(value, np.concatenate(each[::-1], axis=1)),
        "order",
        en="The heads are in the wrong order: the first comes first.",
        fr="Les têtes sont dans le mauvais ordre : la première vient en premier.",
    )
    expect(
        not close(value, np.concatenate([X @ W for W in params["W"]], axis=1)),
        "attention-unused",
        en="Each head's weights have to be multiplied with its vectors: attention(…) @ H.",
        fr="Les poids de chaque tête doivent être multipliés par ses vecteurs : attention(…) @ H.",
    )
    expect(
        close(value, np.concatenate(each, axis=1)),
        "wrong-value",
        en="The values are not right: each head uses its own matrix and its own two vectors, for weights and for vectors.",
        fr="Les valeurs ne sont pas justes : chaque tête utilise sa propre matrice et ses deux propres vecteurs, "
        "pour les poids comme pour les vecteurs.",
    )
    _expect_compiled(lambda params, X: attempt(params, _A, X), params, X)


def _partition(colours):
    """Which nodes share a colour: a matrix, the same for every naming of the colours."""
    colours = np.asarray(colours)
    return colours[:, None] == colours[None, :]


def _refined(A, colours, signature):
    signatures = [signature(int(colours[i]), colours[A[i] > 0].tolist()) for i in range(len(A))]
    return np.array([signatures.index(one) for one in signatures])


@exercise("graph-neural-networks-refine")
def refine(attempt):
    """A function of (A, colours) that returns the colours after one round of refinement."""
    # Leaves 3-6 hang on 0-2; node 7 is joined to two leaves' parents; colours chosen so that every part counts.
    edges = np.array([(0, 3), (0, 4), (1, 5), (2, 6), (1, 2), (0, 7), (2, 8), (1, 9), (9, 10)])
    A = _joined(edges, 11)
    cases = [np.zeros(11, dtype=int), np.array([0, 0, 0, 1, 2, 2, 1, 2, 2, 1, 0]), np.arange(11) % 2]

    def answers(signature):
        return [_partition(_refined(A, colours, signature)) for colours in cases]

    given = [attempt(A, colours.copy()) for colours in cases]
    for value in given:
        expect_array(value)
        expect_shape(value, (11,))
    values = [_partition(value) for value in given]

    def same(signature):
        return all(np.array_equal(*two) for two in zip(values, answers(signature), strict=True))

    expect(
        not same(lambda own, around: (own, frozenset(around))),
        "set",
        en="A set forgets how often a colour occurs: keep repeated colours, sorted in a tuple.",
        fr="Un ensemble oublie combien de fois une couleur apparaît : gardez les répétitions, triées dans un tuple.",
    )
    expect(
        not same(lambda own, around: tuple(sorted(around))),
        "own-forgotten",
        en="The node's own colour is missing from its signature: nodes of different colours may become one.",
        fr="La couleur du nœud lui-même manque dans sa signature : des nœuds de couleurs différentes peuvent se confondre.",
    )
    expect(
        not same(lambda own, around: (own, tuple(around))),
        "not-sorted",
        en="Your signature depends on the order of the neighbours: sort their colours.",
        fr="Votre signature dépend de l'ordre des voisins : triez leurs couleurs.",
    )
    expect(
        not same(lambda own, around: (own, len(around))),
        "degree-only",
        en="You look at the number of neighbours: look at their colours.",
        fr="Vous regardez le nombre de voisins : regardez leurs couleurs.",
    )
    expect(
        not same(lambda own, around: (own, sum(around))),
        "sum",
        en="Different collections of colours can have the same sum: keep all of them, sorted.",
        fr="Des collections de couleurs différentes peuvent avoir la même somme : gardez-les toutes, triées.",
    )
    expect(
        same(lambda own, around: (own, tuple(sorted(around)))),
        "wrong-value",
        en="Two nodes should share a colour exactly if their own colours agree and their neighbours' colours agree, counted.",
        fr="Deux nœuds doivent partager une couleur exactement quand leurs couleurs sont les mêmes et que celles de leurs "
        "voisins le sont aussi, répétitions comprises.",
    )


@exercise("graph-neural-networks-gin")
def gin(attempt):
    """A function of (params, A, H) that returns one layer of a graph isomorphism network."""
    H = draws(5, 3)
    params = {
        "epsilon": 0.5,
        "W1": draws(3, 6, seed=1),
        "b1": draws(6, seed=2),
        "W2": draws(6, 2, seed=3),
        "b2": draws(2, seed=4),
    }

    def layer(total, inner=_relu, outer=lambda values: values):
        return outer(inner(total @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"])

    value = as_array(attempt(params, _A, H))
    expect_shape(value, (5, 2))
    right = 1.5 * H + _A @ H
    mean = _A @ H / np.maximum(_A.sum(axis=1), 1)[:, None]
    expect(
        not close(value, layer(_A @ H)) and not close(value, layer(0.5 * H + _A @ H)),
        "self-forgotten",
        en="The node's own vector counts 1 + ε times: part of it is missing.",
        fr="Le vecteur du nœud lui-même compte 1 + ε fois : il en manque une partie.",
    )
    expect(
        not close(value, layer(H + _A @ H)),
        "epsilon-forgotten",
        en="ε is not used: the node's own vector is multiplied by 1 + ε.",
        fr="ε n'est pas utilisé : le vecteur du nœud est multiplié par 1 + ε.",
    )
    expect(
        not close(value, layer(1.5 * H + mean)),
        "mean",
        en="You take the mean of the neighbours: the point of this layer is the sum.",
        fr="Vous prenez la moyenne des voisins : tout l'intérêt de cette couche est dans la somme.",
    )
    expect(
        not close(value, layer(1.5 * (H + _A @ H))),
        "bracket",
        en="1 + ε multiplies the node's own vector only, not the sum of its neighbours.",
        fr="1 + ε ne multiplie que le vecteur du nœud lui-même, et non la somme de ses voisins.",
    )
    expect(
        not close(value, layer(right, outer=_relu)),
        "relu-at-the-end",
        en="The MLP of the formula ends without a ReLU.",
        fr="Le MLP de la formule se termine sans ReLU.",
    )
    expect(
        not close(value, layer(right, inner=lambda values: values)),
        "relu-forgotten",
        en="The ReLU between the two matrices is missing.",
        fr="Il manque la ReLU entre les deux matrices.",
    )
    expect(
        close(value, layer(right)),
        "wrong-value",
        en="The values are not right: first the sum of the formula, then W1, b1, ReLU, W2, b2.",
        fr="Les valeurs ne sont pas justes : d'abord la somme de la formule, puis W1, b1, ReLU, W2, b2.",
    )
    batch = np.stack([_A, _A[::-1, ::-1]]), np.stack([H, H[::-1]])
    result = as_array(attempt(params, *batch))
    expect(
        close(result[0], layer(right)) and close(result[1], layer(right)[::-1]),
        "batch",
        en="One graph works, a batch of graphs does not: use `@` and no transposition.",
        fr="Cela marche pour un graphe, mais pas pour un lot de graphes : utilisez `@`, sans transposition.",
    )
    _expect_compiled(lambda params, H: attempt(params, _A, H), params, H)


@exercise("graph-neural-networks-readout")
def readout(attempt):
    """A function of (H, mask) that returns the sum over the real nodes of each graph."""
    H, mask = draws(2, 6, 3), np.array([[1, 1, 1, 1, 0, 0], [1, 1, 0, 0, 0, 0]], dtype=float)
    value = as_array(attempt(H, mask))
    expect_shape(value, (2, 3))
    right = np.stack([H[0, :4].sum(axis=0), H[1, :2].sum(axis=0)])
    expect(
        not close(value, H.sum(axis=1)),
        "padding",
        en="The rows that fill the page are still counted: multiply them by 0.",
        fr="Les lignes qui remplissent la page sont encore comptées : multipliez-les par 0.",
    )
    expect(
        not close(value, right / mask.sum(axis=1, keepdims=True)),
        "mean",
        en="This is the mean over the real nodes: the sum is asked for.",
        fr="C'est la moyenne sur les nœuds réels : on demande la somme.",
    )
    expect(
        not close(value, right / 6) and not close(value, H.mean(axis=1)),
        "mean-of-the-page",
        en="You divide by the length of the page: the sum of the real nodes is asked for.",
        fr="Vous divisez par la longueur de la page : on demande la somme des nœuds réels.",
    )
    expect(
        not close(value, (H * (1 - mask)[:, :, None]).sum(axis=1)),
        "mask-reversed",
        en="You keep the padding and drop the nodes: the mask is 1 where a node is real.",
        fr="Vous gardez le remplissage et jetez les nœuds : le masque vaut 1 là où un nœud est réel.",
    )
    expect(
        close(value, right),
        "wrong-value",
        en="The value is not right: for each graph, add up the rows of H whose mask is 1.",
        fr="La valeur n'est pas juste : pour chaque graphe, additionnez les lignes de H dont le masque vaut 1.",
    )
    _expect_compiled(lambda H: attempt(H, mask), H)


@exercise("graph-neural-networks-split")
def split(attempt):
    """A function of (links, seed) that returns training links and test links."""
    first, second = np.triu_indices(12, 1)
    links = np.column_stack([first, second])[::2]
    m, share = len(links), len(links) // 5
    learnt, tested = (np.asarray(part) for part in attempt(links.copy(), 0))

    def pairs(part):
        return [tuple(sorted(map(int, row))) for row in part]

    expect(
        not (set(pairs(learnt)) & set(pairs(tested))),
        "still-in-the-graph",
        en="Some test links are among the training links too, perhaps the other way round.",
        fr="Des liens de test figurent aussi parmi les liens d'entraînement, peut-être dans l'autre sens.",
    )
    expect(
        len(learnt) != share or len(tested) != m - share,
        "swapped",
        en="The two parts have changed places: the training links, four fifths of all, come first.",
        fr="Les deux parties ont changé de place : les liens d'entraînement, quatre cinquièmes du total, viennent en premier.",
    )
    expect_shape(learnt, (m - share, 2))
    expect_shape(tested, (share, 2))
    expect(
        set(pairs(learnt)) | set(pairs(tested)) == set(pairs(links)),
        "links-changed",
        en="The two parts together should be the links themselves, each once: shuffle rows, not single numbers.",
        fr="Les deux parties réunies doivent être les liens eux-mêmes, chacun une fois : mélangez les lignes, "
        "et non les nombres un à un.",
    )
    others = []
    for seed in range(1, 6):
        learnt_again, tested_again = (np.asarray(part) for part in attempt(links.copy(), seed))
        expect(
            sorted(pairs(learnt_again) + pairs(tested_again)) == sorted(pairs(links)),
            "drawn-twice",
            en="For some seed a link is drawn twice, or is lost: draw without replacement, for instance by shuffling "
            "the rows once and cutting the result in two.",
            fr="Pour une certaine graine, un lien est tiré deux fois, ou se perd : tirez sans remise, par exemple en "
            "mélangeant les lignes une fois et en coupant le résultat en deux.",
        )
        others.append(set(pairs(tested_again)))
    expect(
        any(other != set(pairs(tested)) for other in others),
        "not-drawn",
        en="Every seed gives the same test links: draw them at random with `np.random.default_rng(seed)`.",
        fr="Toutes les graines donnent les mêmes liens de test : tirez-les au hasard avec `np.random.default_rng(seed)`.",
    )
    expect(
        set(pairs(attempt(links.copy(), 0)[1])) == set(pairs(tested)),
        "not-repeatable",
        en="The same seed should give the same split.",
        fr="La même graine doit donner le même partage.",
    )


@exercise("graph-neural-networks-auc")
def auc(attempt):
    """A function of (positive, negative) scores that returns the area under the ROC curve."""
    positive, negative = np.array([1.0, 3.0, 0.5, 1.0]), np.array([1.0, 0.0, 2.0, -1.0, 0.5, 0.0])
    value = as_array(attempt(positive, negative))
    expect_shape(value, ())
    difference = positive[:, None] - negative[None, :]
    right = np.mean(difference > 0) + np.mean(difference == 0) / 2
    expect(
        not close(value, np.mean(difference > 0)),
        "ties-lost",
        en="Ties count nothing in your answer: each should count one half.",
        fr="Les égalités ne comptent pas dans votre réponse : chacune doit compter pour un demi.",
    )
    expect(
        not close(value, np.mean(difference >= 0)),
        "ties-won",
        en="Ties count in full in your answer: each should count one half.",
        fr="Les égalités comptent en entier dans votre réponse : chacune doit compter pour un demi.",
    )
    expect(
        not close(value, 1 - right),
        "reversed",
        en="This is the chance that the pair without link wins.",
        fr="C'est la probabilité que la paire sans lien l'emporte.",
    )
    expect(
        not close(value, 24 * right),
        "sum",
        en="This is a number of comparisons: divide by how many there are.",
        fr="C'est un nombre de comparaisons : divisez par leur nombre total.",
    )
    expect(
        not close(value, (np.mean(positive > 0) + np.mean(negative <= 0)) / 2),
        "threshold",
        en="You use a threshold: the AUC compares each true link with each pair without link.",
        fr="Vous utilisez un seuil : l'AUC compare chaque vrai lien avec chaque paire sans lien.",
    )
    expect(
        close(value, right) and close(attempt(np.array([2.0, 5.0]), np.array([1.0])), 1),
        "wrong-value",
        en="The value is not right: `positive[:, None] - negative[None, :]` holds all p × q differences.",
        fr="La valeur n'est pas juste : `positive[:, None] - negative[None, :]` contient les p × q différences.",
    )


@exercise("graph-neural-networks-negatives")
def negatives(attempt):
    """A function of (key, step, candidates, count) that draws pairs without a link."""
    import jax
    import jax.numpy as jnp

    first, second = np.triu_indices(40, 1)
    candidates = jnp.asarray(np.column_stack([first, second]))
    key = jax.random.key(0)
    value = np.asarray(attempt(key, 0, candidates, 30))
    expect_shape(value, (30, 2))
    allowed = set(zip(first.tolist(), second.tolist(), strict=True))
    expect(
        all((int(i), int(j)) in allowed for i, j in value),
        "not-candidates",
        en="Some of these pairs are not among the candidates: draw rows of `candidates`.",
        fr="Certaines de ces paires ne sont pas parmi les candidates : tirez des lignes de `candidates`.",
    )
    expect(
        np.array_equal(value, attempt(key, 0, candidates, 30)),
        "not-repeatable",
        en="The same key and step give other pairs: let the key alone decide, with `jax.random`.",
        fr="La même clé et la même étape donnent d'autres paires : laissez la clé seule décider, avec `jax.random`.",
    )
    expect(
        not np.array_equal(value, attempt(key, 1, candidates, 30)),
        "drawn-once",
        en="Two steps get the same pairs: the key has to change with the step.",
        fr="Deux étapes reçoivent les mêmes paires : la clé doit changer avec l'étape.",
    )
    expect(
        not np.array_equal(value, attempt(jax.random.key(1), 0, candidates, 30)),
        "key-ignored",
        en="Another key gives the same pairs: use the key that is passed in.",
        fr="Une autre clé donne les mêmes paires : utilisez la clé reçue.",
    )
    many = np.asarray(attempt(key, 2, candidates, 300))
    expect(
        len({int(i) for i, _ in many}) > 15,
        "first-rows",
        en="The pairs come from a few rows only: draw from all candidates.",
        fr="Les paires ne viennent que de quelques lignes : tirez parmi toutes les candidates.",
    )
    try:
        jax.jit(lambda step: attempt(key, step, candidates, 30))(3)
        compiled = True
    except Exception:
        compiled = False
    expect(
        compiled,
        "does-not-compile",
        en="Inside a compiled loop `step` is not a Python number: `jax.random.fold_in` accepts it, `int` does not.",
        fr="Dans une boucle compilée, `step` n'est pas un nombre Python : `jax.random.fold_in` l'accepte, `int` non.",
    )


@exercise("graph-neural-networks-filter")
def graph_filter(attempt):
    """A function of (taps, S, X) that returns the filtered signals."""
    S, X, taps = _symmetric(_A), draws(5, 2), np.array([0.5, -1.0, 2.0])
    value = as_array(attempt(taps, S, X))
    expect_shape(value, (5, 2))

    def mixed(exponents, taps=taps):
        return sum(tap * np.linalg.matrix_power(S, k) @ X for tap, k in zip(taps, exponents, strict=True))

    right = mixed(range(3))
    expect(
        not close(value, mixed(range(1, 4))),
        "starts-too-late",
        en="Your first tap multiplies S X: it should multiply X itself.",
        fr="Votre premier coefficient multiplie S X : il doit multiplier X lui-même.",
    )
    expect(
        not close(value, right + taps[-1] * np.linalg.matrix_power(S, 3) @ X),
        "one-step-too-many",
        en="There is one term too many: K taps give the powers from 0 to K − 1.",
        fr="Il y a un terme de trop : K coefficients donnent les puissances de 0 à K − 1.",
    )
    expect(
        not close(value, mixed(range(3), taps[::-1])),
        "reversed",
        en="The taps are in reverse order: the first belongs to X, the last to the highest power.",
        fr="Les coefficients sont dans l'ordre inverse : le premier va avec X, le dernier avec la plus haute puissance.",
    )
    expect(
        not close(value, sum(tap * S**k @ X for k, tap in enumerate(taps))),
        "entry-by-entry",
        en="`S**k` takes powers entry by entry: multiply the signal by S again and again with `@`.",
        fr="`S**k` prend les puissances élément par élément : multipliez encore et encore le signal par S avec `@`.",
    )
    expect(
        not close(value, taps.sum() * X) and not close(value, taps[0] * X + (taps[1:].sum()) * (S @ X)),
        "no-further-step",
        en="The signal does not move on: each tap after the first needs one more product by S.",
        fr="Le signal n'avance pas : chaque coefficient après le premier demande un produit par S de plus.",
    )
    expect(
        close(value, right) and close(attempt(np.array([2.0]), S, X), 2 * X),
        "wrong-value",
        en="The values are not right: the sum over k of taps[k] times S, k times, applied to X.",
        fr="Les valeurs ne sont pas justes : la somme sur k de taps[k] fois X, multiplié k fois par S.",
    )
    _expect_compiled(lambda taps, X: attempt(taps, S, X), taps, X)
