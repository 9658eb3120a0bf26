"""Checks of the chapter on attention and transformers. JAX and Flax are imported only where a check runs."""

from collections import Counter

import numpy as np

from practicals.checks.comparison import as_array, close, draws, expect_parts, expect_shape, softmax
from practicals.checks.exercise import exercise, expect
from practicals.checks.modules import run_module, with_numpy_parameters


@exercise("attention-and-transformers-soft-lookup")
def soft_lookup(attempt):
    import jax.numpy as jnp

    for seed in range(2):
        query, keys, values = draws(3, seed=seed), draws(5, 3, seed=seed + 10), draws(5, 2, seed=seed + 20)
        answer, weights = expect_parts(attempt(jnp.asarray(query), jnp.asarray(keys), jnp.asarray(values)), 2)
        scores = keys @ query
        right = softmax(scores)
        expect(
            not close(weights, scores), "softmax-forgotten",
            en="Your weights are the inner products themselves: they must become positive and add up to 1. Apply the softmax.",
            fr="Vos poids sont les produits scalaires eux-mêmes : ils doivent devenir positifs et de somme 1. Appliquez la fonction softmax.",
        )  # fmt: skip
        expect(
            not close(weights, scores / scores.sum()), "exponential-forgotten",
            en="Your weights add up to 1 but can be negative: the softmax takes the exponential before it divides by the sum.",
            fr="Vos poids ont pour somme 1 mais peuvent être négatifs : la fonction softmax prend l'exponentielle avant de diviser par la somme.",
        )  # fmt: skip
        expect(
            np.shape(answer) != (3,) or not close(answer, right @ keys), "keys-mixed",
            en="You mix the keys. The keys only decide the weights; what is mixed are the values.",
            fr="Vous mélangez les clés. Les clés ne font que décider des poids ; ce que l'on mélange, ce sont les valeurs.",
        )  # fmt: skip
        expect_shape(weights, (5,))
        expect_shape(answer, (2,))
        expect(
            close(weights, right) and close(answer, right @ values), "wrong-value",
            en="The weights are softmax(keys @ query), and the answer is the sum of the values, each times its weight.",
            fr="Les poids sont softmax(keys @ query), et la réponse est la somme des valeurs, chacune multipliée par son poids.",
        )  # fmt: skip


@exercise("attention-and-transformers-masks-exercise")
def masks(causal_mask, padding_mask):
    import jax.numpy as jnp

    causal = causal_mask(5)
    expect_shape(causal, (5, 5))
    right = np.tri(5, dtype=bool)
    expect(
        not close(causal, right.T), "transposed",
        en="Your causal mask lets each word see the future and hides the past: a row is a query, a column a key, and column ≤ row.",
        fr="Votre masque causal laisse chaque mot voir le futur et cache le passé : une ligne est une requête, une colonne une clé, et colonne ≤ ligne.",
    )  # fmt: skip
    expect(
        not close(causal, ~right), "inverted",
        en="Your causal mask is true where it should be false: True means *may look*.",
        fr="Votre masque causal est vrai là où il devrait être faux : `True` veut dire *peut regarder*.",
    )  # fmt: skip
    expect(
        not close(causal, np.tri(5, k=-1)), "diagonal-forgotten",
        en="A word may look at itself: the diagonal must be True.",
        fr="Un mot peut se regarder lui-même : la diagonale doit être à `True`.",
    )  # fmt: skip
    expect(
        close(causal, right), "causal-wrong",
        en="The causal mask is True where column ≤ row, and nowhere else.",
        fr="Le masque causal vaut `True` là où colonne ≤ ligne, et nulle part ailleurs.",
    )  # fmt: skip
    lengths = np.array([2, 4, 1])
    real = np.arange(4) < lengths[:, None]
    padding = padding_mask(jnp.asarray(lengths), 4)
    expect(
        np.shape(padding) != (3, 4), "query-axis-forgotten",
        en="Your padding mask has the shape (batch, length). Add the axis of the queries: `[:, None, :]`.",
        fr="Votre masque de remplissage est de forme (batch, length). Ajoutez l'axe des requêtes : `[:, None, :]`.",
    )  # fmt: skip
    expect_shape(padding, (3, 1, 4))
    expect(
        not close(padding[:, 0], np.arange(4) <= lengths[:, None]), "one-too-many",
        en="Your padding mask shows one token too many: positions start at 0, so the real ones are those *below* the length.",
        fr="Votre masque de remplissage montre un jeton de trop : les positions commencent à 0, donc les vraies sont *inférieures* à la longueur.",
    )  # fmt: skip
    expect(
        close(padding[:, 0], real), "padding-wrong",
        en="Sentence b must be True at its first lengths[b] columns, and False after them.",
        fr="La phrase b doit valoir `True` sur ses lengths[b] premières colonnes, et `False` ensuite.",
    )  # fmt: skip
    for mask in (causal, padding):
        expect(
            np.asarray(mask).dtype == bool, "not-boolean",
            en="A mask holds booleans; yours holds numbers. A comparison gives booleans.",
            fr="Un masque contient des booléens ; le vôtre contient des nombres. Une comparaison donne des booléens.",
        )  # fmt: skip


@exercise("attention-and-transformers-attention")
def attention(attempt):
    import jax.numpy as jnp

    queries, keys, values = 2 * draws(2, 3, 4, seed=1), 2 * draws(2, 5, 4, seed=2), draws(2, 5, 6, seed=3)
    arguments = [jnp.asarray(part) for part in (queries, keys, values)]
    mixed, weights = expect_parts(attempt(*arguments), 2)
    scores = queries @ keys.swapaxes(-1, -2)
    right = softmax(scores / 2)
    expect(
        not close(weights, softmax(scores)), "scale-forgotten",
        en="Right but for the scale: divide the scores by the square root of d.",
        fr="Juste, à l'échelle près : divisez les scores par la racine carrée de d.",
    )  # fmt: skip
    expect(
        not close(weights, softmax(scores / 4)), "root-forgotten",
        en="You divide by d. The standard deviation of the scores is the *square root* of d.",
        fr="Vous divisez par d. L'écart-type des scores est la *racine carrée* de d.",
    )  # fmt: skip
    expect(
        not close(weights, softmax(scores / 2, axis=-2)), "wrong-axis",
        en="Your softmax runs down the columns: each *query* (row) must distribute a weight of 1. Use `axis=-1`.",
        fr="Votre softmax parcourt les colonnes : c'est chaque *requête* (ligne) qui doit répartir un poids total de 1. Utilisez `axis=-1`.",
    )  # fmt: skip
    expect_shape(weights, (2, 3, 5))
    expect_shape(mixed, (2, 3, 6))
    expect(
        close(weights, right) and close(mixed, right @ values), "wrong-value",
        en="Without a mask the result should be softmax(Q Kᵀ / √d) V, and the weights are the softmax.",
        fr="Sans masque, le résultat devrait être softmax(Q Kᵀ / √d) V, et les poids sont le softmax.",
    )  # fmt: skip
    mask = np.array([[True, False, True, True, False]] * 3)
    mixed, weights = expect_parts(attempt(*arguments, jnp.asarray(mask)), 2)
    expect(
        not close(weights, right), "mask-ignored",
        en="The mask changes nothing: use it before the softmax.",
        fr="Le masque ne change rien : utilisez-le avant le softmax.",
    )  # fmt: skip
    expect(
        not close(weights, softmax(np.where(mask, -1e9, scores / 2))), "inverted",
        en="You hide what may be seen: True means *may look*, so the score stays where the mask is true.",
        fr="Vous cachez ce qui peut être vu : `True` veut dire *peut regarder*, donc le score reste là où le masque est vrai.",
    )  # fmt: skip
    expect(
        not close(weights, softmax(scores / 2 * mask)), "zero-is-not-hidden",
        en="A score of 0 is not hidden: `exp(0)` is 1. Replace hidden scores by −10⁹.",
        fr="Un score de 0 n'est pas caché : `exp(0)` vaut 1. Remplacez les scores cachés par −10⁹.",
    )  # fmt: skip
    expect(
        not close(weights, right * mask), "masked-after-softmax",
        en="You mask after the softmax, so the weights of a row no longer add up to 1. Mask the scores, before the softmax.",
        fr="Vous masquez après le softmax, donc les poids d'une ligne n'ont plus pour somme 1. Masquez les scores, avant le softmax.",
    )  # fmt: skip
    masked = softmax(np.where(mask, scores / 2, -1e9))
    expect(
        close(weights, masked) and close(mixed, masked @ values), "wrong-with-mask",
        en="With the mask, hidden keys should get the weight 0 and the others add up to 1.",
        fr="Avec le masque, les clés cachées devraient avoir le poids 0 et les autres avoir pour somme 1.",
    )  # fmt: skip


@exercise("attention-and-transformers-change-before")
def change_before(attempt):
    import jax.numpy as jnp

    x, other = jnp.asarray(draws(2, 5, 3, seed=4)), jnp.asarray(draws(2, 5, 3, seed=5))

    def alone(value):
        return 2 * value

    def to_the_right(value):
        return jnp.cumsum(value, axis=1)

    def to_the_left(value):
        return jnp.cumsum(value[:, ::-1], axis=1)[:, ::-1]

    def negative(value):
        return -1.0 * jnp.abs(to_the_left(value))

    change = attempt(alone, x, other, 3)
    expect(
        np.shape(change) == (), "not-a-number",
        en="Return one number, the largest change: `.max()`.",
        fr="Renvoyez un seul nombre, le plus grand changement : `.max()`.",
    )  # fmt: skip
    expect(
        not any(close(change, np.abs(2 * (x - other))[:, 3:end].max()) for end in (4, 5)), "all-outputs",
        en="You also compare the outputs at the changed positions, and these may move. Compare only `[:, :position]`.",
        fr="Vous comparez aussi les sorties aux positions modifiées, et celles-là peuvent bouger. Ne comparez que `[:, :position]`.",
    )  # fmt: skip
    expect(
        float(attempt(to_the_right, x, other, 3)) < 1e-5, "past-changed",
        en="You change the inputs *before* the position: a function that only looks back is accused. Keep `x[:, :position]`.",
        fr="Vous changez les entrées *avant* la position : une fonction qui ne regarde qu'en arrière est accusée. Gardez `x[:, :position]`.",
    )  # fmt: skip
    for function in (to_the_left, negative):
        changed = jnp.concatenate([x[:, :3], other[:, 3:]], axis=1)
        difference = as_array(function(x) - function(changed))[:, :3]
        change = attempt(function, x, other, 3)
        expect(
            close(change, np.abs(difference).max()) or not close(change, difference.max()), "absolute-forgotten",
            en="A change may be negative: take the absolute value before the maximum.",
            fr="Un changement peut être négatif : prenez la valeur absolue avant le maximum.",
        )  # fmt: skip
        expect(
            close(change, np.abs(difference).max()), "wrong-value",
            en="A function that looks ahead should be caught: compare function(x) with function(changed), before the position.",
            fr="Une fonction qui regarde en avant devrait être prise sur le fait : comparez function(x) et function(changed), avant la position.",
        )  # fmt: skip


@exercise("attention-and-transformers-masked-mean")
def masked_mean(attempt):
    import jax.numpy as jnp

    vectors = draws(3, 6, 2, seed=6)
    real = np.arange(6) < np.array([[2], [6], [5]])
    value = attempt(jnp.asarray(vectors), jnp.asarray(real))
    expect_shape(value, (3, 2))
    total = np.where(real[:, :, None], vectors, 0).sum(axis=1)
    expect(
        not close(value, total / 6), "padding-counted",
        en="You still divide by the number of all positions. Divide each sum by the number of *real* tokens of its sentence.",
        fr="Vous divisez encore par le nombre de toutes les positions. Divisez chaque somme par le nombre de *vrais* jetons de sa phrase.",
    )  # fmt: skip
    expect(
        not close(value, vectors.mean(axis=1)), "padding-summed",
        en="The vectors of the padding are in your mean: replace them by 0 before the sum.",
        fr="Les vecteurs du remplissage sont dans votre moyenne : remplacez-les par 0 avant la somme.",
    )  # fmt: skip
    expect(
        not close(value, total / real.sum() * len(vectors)) and not close(value, total / real.sum()),
        "one-count-for-all",
        en="You divide all sentences by one number. Each has its own number of real tokens: sum `real` along axis 1.",
        fr="Vous divisez toutes les phrases par le même nombre. Chacune a son propre nombre de vrais jetons : sommez `real` selon l'axe 1.",
    )  # fmt: skip
    expect(
        close(value, total / real.sum(axis=1, keepdims=True)), "wrong-value",
        en="The mean is the sum over the real tokens, divided by how many there are in this sentence.",
        fr="La moyenne est la somme sur les vrais jetons, divisée par leur nombre dans cette phrase.",
    )  # fmt: skip


@exercise("attention-and-transformers-split-heads")
def split_heads(attempt):
    import jax.numpy as jnp

    for heads in (2, 3):
        x = np.arange(2 * 4 * 6.0).reshape(2, 4, 6)
        value = attempt(jnp.asarray(x), heads)
        size = 6 // heads
        cut = x.reshape(2, 4, heads, size)
        expect(
            np.shape(value) != (2, 4, heads, size) or heads == 4, "not-transposed",
            en="The heads are cut but stand after the tokens. Bring them before with `transpose(0, 2, 1, 3)`.",
            fr="Les têtes sont découpées mais se trouvent après les jetons. Amenez-les devant avec `transpose(0, 2, 1, 3)`.",
        )  # fmt: skip
        expect_shape(value, (2, heads, 4, size))
        expect(
            not close(value, x.reshape(2, heads, 4, size)), "tokens-mixed",
            en="The shape is right, but a row now holds pieces of several tokens: `reshape` alone does not move axes. Cut the last axis, then transpose.",
            fr="La forme est juste, mais une ligne contient maintenant des morceaux de plusieurs jetons : `reshape` seul ne déplace pas les axes. Découpez le dernier axe, puis transposez.",
        )  # fmt: skip
        expect(
            not close(value, x.reshape(2, 4, size, heads).transpose(0, 3, 1, 2)), "every-other-number",
            en="Head 0 should get the *first* numbers of each token, not every other one: the heads come before the slice in the reshape.",
            fr="La tête 0 devrait recevoir les *premiers* nombres de chaque jeton, pas un nombre sur deux : dans le reshape, les têtes viennent avant la tranche.",
        )  # fmt: skip
        expect(
            close(value, cut.transpose(0, 2, 1, 3)), "wrong-value",
            en="Head h of token t should hold x[:, t, h·s : (h+1)·s], where s is the width of a head.",
            fr="La tête h du jeton t devrait contenir x[:, t, h·s : (h+1)·s], où s est la largeur d'une tête.",
        )  # fmt: skip


def _attend(queries, keys, values, mask=None):
    """The reference, on JAX arrays."""
    import jax
    import jax.numpy as jnp

    scores = queries @ jnp.swapaxes(keys, -1, -2) / queries.shape[-1] ** 0.5
    if mask is not None:
        scores = jnp.where(mask, scores, -1e9)
    weights = jax.nn.softmax(scores, axis=-1)
    return weights @ values, weights


def _merge(x):
    batch, heads, length, width = x.shape
    return x.transpose(0, 2, 1, 3).reshape(batch, length, heads * width)


@exercise("attention-and-transformers-multi-head")
def multi_head(MultiHeadAttention):
    import jax.numpy as jnp
    from flax import nnx

    layer = with_numpy_parameters(lambda: MultiHeadAttention(6, 2, nnx.Rngs(0)))
    x, memory = jnp.asarray(draws(2, 3, 6, seed=7)), jnp.asarray(draws(2, 4, 6, seed=8))
    mask = jnp.asarray(np.arange(4) < np.array([[2], [4]]))[:, None, :]
    value, weights = expect_parts(run_module(layer, x, memory, mask), 2)
    queries, keys, values = layer.project(x, memory)
    mixed, right_weights = _attend(queries, keys, values, mask[:, None])
    expect(
        np.shape(value) != (2, 2, 3, 3), "heads-not-merged",
        en="The heads are still apart: put them side by side with `merge_heads`.",
        fr="Les têtes sont encore séparées : mettez-les côte à côte avec `merge_heads`.",
    )  # fmt: skip
    expect_shape(value, (2, 3, 6))
    expect(
        not close(value, _merge(mixed)), "output-matrix-forgotten",
        en="The heads are side by side but not mixed: apply `self.to_output` at the end.",
        fr="Les têtes sont côte à côte mais pas mélangées : appliquez `self.to_output` à la fin.",
    )  # fmt: skip
    expect(
        not close(value, layer.to_output(_merge(_attend(queries, keys, values)[0]))), "mask-ignored",
        en="The mask is not passed on to `attention`.",
        fr="Le masque n'est pas transmis à `attention`.",
    )  # fmt: skip
    expect(
        np.shape(weights) == np.shape(right_weights) and close(weights, right_weights)
        and close(value, layer.to_output(_merge(mixed))), "wrong-value",
        en="The order is: project x and memory, attend with the mask, merge the heads, `self.to_output`; return the output and the weights.",
        fr="L'ordre est : projeter x et memory, appliquer l'attention avec le masque, réunir les têtes, `self.to_output` ; renvoyez la sortie et les poids.",
    )  # fmt: skip


@exercise("attention-and-transformers-bpe")
def bpe(count_pairs, merge):
    a, b, c = b"a", b"b", b"c"
    words = {(a, b, c): 3, (b, c): 2, (a,): 7, (a, a, a): 1}
    pairs = count_pairs(words)
    right = Counter({(b, c): 5, (a, b): 3, (a, a): 2})
    expect(
        isinstance(pairs, dict), "not-a-counter",
        en="`count_pairs` should return a `Counter` from pairs to numbers.",
        fr="`count_pairs` devrait renvoyer un `Counter` qui associe un nombre à chaque paire.",
    )  # fmt: skip
    expect(
        pairs != Counter({(b, c): 2, (a, b): 1, (a, a): 2}), "frequency-forgotten",
        en="You count each different word once. A word that occurs three times brings its pairs three times.",
        fr="Vous comptez chaque mot différent une seule fois. Un mot qui apparaît trois fois apporte trois fois ses paires.",
    )  # fmt: skip
    expect(
        pairs == right, "wrong-count",
        en="For the words `abc` (3 times), `bc` (2), `a` (7) and `aaa` (1), the pairs are `bc`: 5, `ab`: 3, `aa`: 2.",
        fr="Pour les mots `abc` (3 fois), `bc` (2), `a` (7) et `aaa` (1), les paires sont `bc` : 5, `ab` : 3, `aa` : 2.",
    )  # fmt: skip
    merged = merge((a, b, c, a, b), (a, b))
    expect(
        isinstance(merged, tuple), "not-a-tuple",
        en="`merge` should return a tuple, because words are keys of a dictionary.",
        fr="`merge` devrait renvoyer un tuple, car les mots sont les clés d'un dictionnaire.",
    )  # fmt: skip
    expect(
        merged != (b"ab", c, a, b), "first-only",
        en="Only the first occurrence has been merged; the pair may come again in the same word.",
        fr="Seule la première occurrence a été fusionnée ; la paire peut revenir dans le même mot.",
    )  # fmt: skip
    tripled = merge((a, a, a), (a, a))
    expect(
        tripled not in {(b"aa", b"aa"), (b"aa", b"aa", a)}, "overlap",
        en="In `aaa` the middle a has been used twice. After a merge go on behind *both* tokens.",
        fr="Dans `aaa`, le a du milieu a servi deux fois. Après une fusion, continuez après les *deux* jetons.",
    )  # fmt: skip
    cases = {
        ((a, b, c, a, b), (a, b)): (b"ab", c, b"ab"),
        ((a, a, a), (a, a)): (b"aa", a),
        ((a, a, a, a), (a, a)): (b"aa", b"aa"),
        ((b"ab", c), (b"ab", c)): (b"abc",),
        ((b, a), (a, b)): (b, a),
        ((a,), (a, b)): (a,),
        ((c, a), (a, b)): (c, a),
    }
    for (word, pair), expected in cases.items():
        expect(
            merge(word, pair) == expected, "wrong-merge",
            en=f"merging {pair} in {word} should give {expected}.",
            fr=f"fusionner {pair} dans {word} devrait donner {expected}.",
        )  # fmt: skip


def _waves(length, width):
    frequencies = 10000.0 ** (-np.arange(0, width, 2) / width)
    return np.arange(length)[:, None] * frequencies


@exercise("attention-and-transformers-sinusoidal")
def sinusoidal(attempt):
    for length, width in ((7, 8), (5, 4)):
        value = attempt(length, width)
        expect_shape(value, (length, width))
        angles = _waves(length, width)
        expect(
            not close(value, np.concatenate([np.sin(angles), np.cos(angles)], axis=1)), "halves",
            en="All sines stand before all cosines. They should alternate: sine in column 0, its cosine in column 1.",
            fr="Tous les sinus sont avant tous les cosinus. Ils devraient alterner : le sinus en colonne 0, son cosinus en colonne 1.",
        )  # fmt: skip
        expect(
            not close(value, np.stack([np.cos(angles), np.sin(angles)], axis=-1).reshape(length, width)),
            "sine-and-cosine-swapped",
            en="Sine and cosine are swapped: the even columns hold sines, so the row of position 0 begins with 0.",
            fr="Sinus et cosinus sont échangés : les colonnes paires contiennent les sinus, donc la ligne de la position 0 commence par 0.",
        )  # fmt: skip
        slow = np.arange(length)[:, None] * 10000.0 ** (-2 * np.arange(0, width, 2) / width)
        half = np.arange(length)[:, None] * 10000.0 ** (-np.arange(width // 2) / width)
        for angles_of_mistake in (slow, half):
            stacked = np.stack([np.sin(angles_of_mistake), np.cos(angles_of_mistake)], axis=-1)
            expect(
                not close(value, stacked.reshape(length, width)), "exponent",
                en="The exponent is −2i/d with i = 0, 1, 2, …: −0, −2/d, −4/d and so on. `jnp.arange(0, width, 2)` is already 2i.",
                fr="L'exposant est −2i/d avec i = 0, 1, 2… : −0, −2/d, −4/d et ainsi de suite. `jnp.arange(0, width, 2)` est déjà 2i.",
            )  # fmt: skip
        right = np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(length, width)
        expect(
            close(value, right, 1e-3), "wrong-value",
            en="Row t holds sin(t ω₀), cos(t ω₀), sin(t ω₁), cos(t ω₁), and so on.",
            fr="La ligne t contient sin(t ω₀), cos(t ω₀), sin(t ω₁), cos(t ω₁), et ainsi de suite.",
        )  # fmt: skip


@exercise("attention-and-transformers-rotate")
def rotate(attempt):
    import jax.numpy as jnp

    x, positions = draws(2, 3, 5, 4, seed=9), np.array([0, 1, 2, 5, 9])
    value = attempt(jnp.asarray(x), jnp.asarray(positions))
    expect_shape(value, x.shape)
    angles = positions[:, None] * 10000.0 ** (-np.arange(0, 4, 2) / 4)

    def turned(angles, even, odd):
        return even * np.cos(angles) - odd * np.sin(angles), even * np.sin(angles) + odd * np.cos(angles)

    right = np.stack(turned(angles, x[..., 0::2], x[..., 1::2]), axis=-1).reshape(x.shape)
    other_way = np.stack(turned(-angles, x[..., 0::2], x[..., 1::2]), axis=-1).reshape(x.shape)
    halves = np.concatenate(turned(angles, x[..., :2], x[..., 2:]), axis=-1)
    concatenated = np.concatenate(turned(angles, x[..., 0::2], x[..., 1::2]), axis=-1)
    expect(
        not close(value, other_way), "other-direction",
        en="You turn the other way round: look at the signs of the two sines.",
        fr="Vous tournez dans l'autre sens : regardez les signes des deux sinus.",
    )  # fmt: skip
    expect(
        not close(value, halves), "other-pairs",
        en="You pair the first half with the second half. Some programs do, and it works too; here *neighbours* are pairs: components 0 and 1, 2 and 3.",
        fr="Vous associez la première moitié à la seconde. Certains programmes le font, et cela marche aussi ; ici, ce sont les *voisines* qui forment des paires : composantes 0 et 1, 2 et 3.",
    )  # fmt: skip
    expect(
        not close(value, concatenated), "not-interleaved",
        en="Each pair is turned rightly, but the results stand in two halves: put the two coordinates side by side again with `jnp.stack(…, axis=-1)` and a reshape.",
        fr="Chaque paire est bien tournée, mais les résultats sont rangés en deux moitiés : remettez les deux coordonnées côte à côte avec `jnp.stack(…, axis=-1)` et un reshape.",
    )  # fmt: skip
    expect(
        close(np.linalg.norm(as_array(value), axis=-1), np.linalg.norm(x, axis=-1), 1e-3), "length-changed",
        en="A rotation keeps lengths, and yours does not. Each new coordinate needs both old ones: one times a cosine, the other times a sine.",
        fr="Une rotation conserve les longueurs, et la vôtre ne le fait pas. Chaque nouvelle coordonnée a besoin des deux anciennes : l'une multipliée par un cosinus, l'autre par un sinus.",
    )  # fmt: skip
    expect(
        close(value, right, 1e-3), "wrong-value",
        en="Pair i at position t is turned by t·ωᵢ, with ωᵢ = 10000^(−2i/d); the positions are given, they need not be 0, 1, 2, …",
        fr="La paire i à la position t est tournée de t·ωᵢ, avec ωᵢ = 10000^(−2i/d) ; les positions sont données, ce ne sont pas forcément 0, 1, 2…",
    )  # fmt: skip


@exercise("attention-and-transformers-normalise")
def normalise(attempt):
    import jax.numpy as jnp

    x = 3 * draws(2, 4, 8, seed=10) + np.arange(4)[:, None]
    value = as_array(attempt(jnp.asarray(x)))
    expect_shape(value, x.shape)
    mean, variance = x.mean(axis=-1, keepdims=True), x.var(axis=-1, keepdims=True)
    expect(
        not close(value, (x - mean) / (variance + 1e-5), 1e-3), "divided-by-variance",
        en="You divide by the variance. Dividing by c divides the standard deviation by c: what makes it 1 is the standard deviation, the root of the variance.",
        fr="Vous divisez par la variance. Diviser par c divise l'écart-type par c : ce qui le ramène à 1, c'est l'écart-type, la racine de la variance.",
    )  # fmt: skip
    expect(
        not close(value, (x - x.mean()) / x.std(), 1e-3), "all-tokens-together",
        en="One mean for all tokens: the padding of one sentence would change another. Use `axis=-1, keepdims=True`.",
        fr="Une seule moyenne pour tous les jetons : le remplissage d'une phrase changerait une autre phrase. Utilisez `axis=-1, keepdims=True`.",
    )  # fmt: skip
    expect(
        not close(value, x / np.sqrt(variance + 1e-5), 1e-3), "mean-not-removed",
        en="The standard deviation is 1, but the mean is not 0: subtract the mean.",
        fr="L'écart-type vaut 1, mais la moyenne ne vaut pas 0 : soustrayez la moyenne.",
    )  # fmt: skip
    expect(
        not close(value, (x - mean) / x.std(axis=-1, keepdims=True, ddof=1), 1e-3), "one-fewer",
        en="You divide the sum of squares by n − 1. Here the standard deviation of the n components must be exactly 1: divide by n.",
        fr="Vous divisez la somme des carrés par n − 1. Ici, l'écart-type des n composantes doit être exactement 1 : divisez par n.",
    )  # fmt: skip
    expect(
        close(value, (x - mean) / np.sqrt(variance + 1e-5), 1e-3), "wrong-value",
        en="Each token, along the last axis, should have mean 0 and standard deviation 1.",
        fr="Chaque jeton, selon le dernier axe, devrait être de moyenne 0 et d'écart-type 1.",
    )  # fmt: skip
    constant = as_array(attempt(jnp.ones((1, 2, 4))))
    expect(
        bool(np.all(np.isfinite(constant))), "division-by-zero",
        en="A token whose components are all equal gives NaN: add 1e-5 to the variance, under the root.",
        fr="Un jeton dont toutes les composantes sont égales donne NaN : ajoutez 1e-5 à la variance, sous la racine.",
    )  # fmt: skip
    tiny = 1e-3 * (x - mean)
    expect(
        close(attempt(jnp.asarray(tiny)), tiny / np.sqrt(tiny.var(axis=-1, keepdims=True) + 1e-5), 1e-3), "outside-the-root",
        en="Right for large numbers, not for tiny ones: 1e-5 is added to the variance, *under* the root, not to the standard deviation.",
        fr="Juste pour de grands nombres, pas pour de très petits : 1e-5 s'ajoute à la variance, *sous* la racine, et non à l'écart-type.",
    )  # fmt: skip


@exercise("attention-and-transformers-feed-forward")
def feed_forward(FeedForward):
    import jax.numpy as jnp
    from flax import nnx

    module = with_numpy_parameters(lambda: FeedForward(4, nnx.Rngs(0)))
    x = jnp.asarray(draws(2, 3, 4, seed=11))
    value = run_module(module, x)
    expect_shape(value, (2, 3, 4))
    wide = module.widen(x)
    expect(
        not close(value, module.narrow(wide)), "activation-forgotten",
        en="Without `nnx.gelu` between them, the two layers amount to one matrix.",
        fr="Sans `nnx.gelu` entre elles, les deux couches se réduisent à une seule matrice.",
    )  # fmt: skip
    expect(
        not close(value, module.narrow(nnx.relu(wide))), "other-activation",
        en="This is the ReLU; here the GELU is used: `nnx.gelu`.",
        fr="C'est la ReLU ; ici on utilise la GELU : `nnx.gelu`.",
    )  # fmt: skip
    expect(
        not close(value, x + module.narrow(nnx.gelu(wide))), "residual-too-early",
        en="The residual is added by the block, not here: return only f(x).",
        fr="La connexion résiduelle est ajoutée par le bloc, pas ici : ne renvoyez que f(x).",
    )  # fmt: skip
    expect(
        close(value, module.narrow(nnx.gelu(wide))), "wrong-value",
        en="The order is: widen, gelu, narrow.",
        fr="L'ordre est : élargir, gelu, rétrécir.",
    )  # fmt: skip


@exercise("attention-and-transformers-encoder-block")
def encoder_block(EncoderBlock):
    import jax.numpy as jnp
    from flax import nnx

    block = with_numpy_parameters(lambda: EncoderBlock(8, 2, nnx.Rngs(0)))
    x = jnp.asarray(draws(1, 8, 8, seed=12))
    mask = jnp.asarray(np.arange(8) < 5)[None, None]
    value = run_module(block, x, mask)
    expect_shape(value, (1, 8, 8))
    attend, feed = block.attention, block.feed_forward

    def pre_norm(found):
        middle = x + found[0]
        return middle + feed(block.second_norm(middle))

    normed = block.first_norm(x)
    expect(
        not close(value, pre_norm(attend(normed, mask))), "mask-in-the-memory",
        en="The mask still lands in the second parameter of the layer, `memory`. Pass it by its name: `mask=mask`.",
        fr="Le masque arrive encore dans le deuxième paramètre de la couche, `memory`. Passez-le par son nom : `mask=mask`.",
    )  # fmt: skip
    expect(
        not close(value, pre_norm(attend(normed))), "mask-ignored",
        en="The block works, but the mask is not used: padding would be seen.",
        fr="Le bloc marche, mais le masque n'est pas utilisé : le remplissage serait vu.",
    )  # fmt: skip
    found = attend(normed, mask=mask)
    expect(
        not close(value, feed(block.second_norm(found[0]))), "residuals-forgotten",
        en="Both residuals are missing: each part is *added* to x.",
        fr="Les deux connexions résiduelles manquent : chaque pièce s'*ajoute* à x.",
    )  # fmt: skip
    post = block.first_norm(x + attend(x, mask=mask)[0])
    expect(
        not close(value, block.second_norm(post + feed(post))), "post-norm",
        en="This is post-norm. Here the norm stands on the branch: x + f(norm(x)).",
        fr="C'est de la post-normalisation. Ici, la normalisation est sur la branche : x + f(norm(x)).",
    )  # fmt: skip
    expect(
        close(value, pre_norm(found)), "wrong-value",
        en="First x + attention(first_norm(x)) with the mask, then, with this new x, x + feed_forward(second_norm(x)).",
        fr="D'abord `x + attention(first_norm(x))` avec le masque, puis, avec ce nouveau x, `x + feed_forward(second_norm(x))`.",
    )  # fmt: skip


@exercise("attention-and-transformers-decoder-block")
def decoder_block(DecoderBlock):
    import jax.numpy as jnp
    from flax import nnx

    block = with_numpy_parameters(lambda: DecoderBlock(6, 2, nnx.Rngs(0)))
    x, memory = jnp.asarray(draws(2, 4, 6, seed=13)), jnp.asarray(draws(2, 4, 6, seed=14))
    padding = jnp.asarray(np.arange(4) < np.array([[3], [4]]))[:, None, :]
    causal = jnp.asarray(np.tri(4, dtype=bool))
    value, weights = expect_parts(run_module(block, x, memory, padding), 2)
    expect_shape(value, (2, 4, 6))

    def whole(self_mask, cross_mask, cross_memory):
        h = x + block.self_attention(block.first_norm(x), mask=self_mask)[0]
        found, found_weights = block.cross_attention(block.second_norm(h), cross_memory, cross_mask)
        h = h + found
        return h + block.feed_forward(block.third_norm(h)), found_weights

    both = causal & padding
    expect(
        not close(value, whole(causal, causal, memory)[0]) and not close(value, whole(causal, both, memory)[0]),
        "causal-cross-attention",
        en="Your cross-attention has the causal mask: the first word written would see only the first word of the source. The source is no future; hide only its padding.",
        fr="Votre attention croisée a le masque causal : le premier mot écrit ne verrait que le premier mot de la source. La source n'est pas le futur ; ne cachez que son remplissage.",
    )  # fmt: skip
    expect(
        not close(value, whole(None, padding, memory)[0]), "future-visible",
        en="The self-attention sees the future: give it `causal_mask(x.shape[1])`.",
        fr="L'auto-attention voit le futur : donnez-lui `causal_mask(x.shape[1])`.",
    )  # fmt: skip
    expect(
        not close(value, whole(causal, None, memory)[0]), "padding-visible",
        en="The cross-attention sees the padding of the memory: pass `padding` as its mask.",
        fr="L'attention croisée voit le remplissage de la mémoire : passez `padding` comme masque.",
    )  # fmt: skip
    inner = x + block.self_attention(block.first_norm(x), mask=causal)[0]
    alone = inner + block.cross_attention(block.second_norm(inner), mask=padding)[0]
    expect(
        not close(value, alone + block.feed_forward(block.third_norm(alone))), "memory-ignored",
        en="The cross-attention looks at x itself: pass `memory` as its second argument.",
        fr="L'attention croisée regarde x lui-même : passez `memory` comme deuxième argument.",
    )  # fmt: skip
    right, right_weights = whole(causal, padding, memory)
    expect(
        close(value, right), "wrong-value",
        en="Three steps, each with its own norm and its residual: causal self-attention, cross-attention to the memory, feed-forward.",
        fr="Trois étapes, chacune avec sa normalisation et sa connexion résiduelle : auto-attention causale, attention croisée sur la mémoire, réseau par position.",
    )  # fmt: skip
    expect(
        np.shape(weights) == np.shape(right_weights) and close(weights, right_weights), "wrong-weights",
        en="The output is right; return the weights of the *cross*-attention with it.",
        fr="La sortie est juste ; renvoyez avec elle les poids de l'attention *croisée*.",
    )  # fmt: skip


@exercise("attention-and-transformers-shift-right")
def shift_right(attempt):
    import jax.numpy as jnp

    targets = np.array([[5, 6, 7, 8], [1, 2, 3, 4]])
    value = as_array(attempt(jnp.asarray(targets), 9))
    expect(
        value.shape != (2, 5), "last-kept",
        en="One column too many: the last target is predicted, and never an input. Leave it out.",
        fr="Une colonne de trop : la dernière cible est prédite, et n'est jamais une entrée. Laissez-la de côté.",
    )  # fmt: skip
    expect_shape(value, (2, 4))
    expect(
        not close(value, targets), "not-shifted",
        en="The inputs are the targets themselves: at each place the model would see the letter that it has to predict.",
        fr="Les entrées sont les cibles elles-mêmes : à chaque place, le modèle verrait la lettre qu'il doit prédire.",
    )  # fmt: skip
    expect(
        not close(value, np.roll(targets, 1, axis=1)), "rolled",
        en="`roll` brings the last target to the front. The first input is the start token.",
        fr="`roll` ramène la dernière cible au début. La première entrée est le jeton de départ.",
    )  # fmt: skip
    left = np.concatenate([targets[:, 1:], np.full((2, 1), 9)], axis=1)
    expect(
        not close(value, left), "shifted-left",
        en="You shift to the left: the model would see the letter *after* the one to predict.",
        fr="Vous décalez vers la gauche : le modèle verrait la lettre qui *suit* celle à prédire.",
    )  # fmt: skip
    expect(
        close(value, np.concatenate([np.full((2, 1), 9), targets[:, :-1]], axis=1)), "wrong-value",
        en="Each row is the start token, then the targets without the last.",
        fr="Chaque ligne est le jeton de départ, puis les cibles sans la dernière.",
    )  # fmt: skip


@exercise("attention-and-transformers-gpt-exercise")
def gpt(GPT):
    import jax.numpy as jnp
    from flax import nnx

    model = with_numpy_parameters(lambda: GPT(7, 8, 2, 2, nnx.Rngs(0)))
    tokens = jnp.asarray([[1, 4, 2, 6, 0]])
    value = run_module(model, tokens)
    expect_shape(value, (1, 5, 7))

    def logits(mask, blocks, norm):
        x = model.embedding(tokens)
        for block in blocks:
            x = block(x, mask)
        return model.to_logits(norm(x))

    causal, blocks = jnp.asarray(np.tri(5, dtype=bool)), list(model.blocks)
    expect(
        not close(value, logits(None, blocks, model.last_norm)), "future-visible",
        en="No mask: each position sees the character that it has to predict. Pass `causal_mask(…)` to every block.",
        fr="Pas de masque : chaque position voit le caractère qu'elle doit prédire. Passez `causal_mask(…)` à chaque bloc.",
    )  # fmt: skip
    expect(
        not close(value, logits(causal, blocks, lambda x: x)), "last-norm-forgotten",
        en="`self.last_norm` is missing before the logits.",
        fr="`self.last_norm` manque avant les logits.",
    )  # fmt: skip
    expect(
        not any(close(value, logits(causal, part, model.last_norm)) for part in ([], blocks[:1], blocks[1:])),
        "blocks-left-out",
        en="Not all blocks are used: each reads what the one before it returned, `x = block(x, …)`.",
        fr="Tous les blocs ne sont pas utilisés : chacun lit ce que le précédent a renvoyé, `x = block(x, …)`.",
    )  # fmt: skip
    expect(
        close(value, logits(causal, blocks, model.last_norm)), "wrong-value",
        en="The order is: embedding, all blocks with the causal mask, last norm, logits.",
        fr="L'ordre est : plongement, tous les blocs avec le masque causal, dernière normalisation, logits.",
    )  # fmt: skip


@exercise("attention-and-transformers-top-p")
def top_p(attempt):
    import jax.numpy as jnp

    logits = np.log(np.array([0.05, 0.5, 0.15, 0.3]))

    def law(temperature=1.0, top_p=1.0):
        return as_array(attempt(jnp.asarray(logits), temperature, top_p))

    plain = law()
    expect_shape(plain, (4,))
    expect(
        not close(law(2.0), softmax(2 * logits)), "multiplied",
        en="A high temperature makes your law sharper: divide the logits by it.",
        fr="Une température élevée rend votre loi plus pointue : divisez les logits par elle.",
    )  # fmt: skip
    expect(
        not close(law(2.0), softmax(logits) / 2), "after-softmax",
        en="The temperature divides the *logits*, before the softmax; probabilities divided by it no longer add up to 1.",
        fr="La température divise les *logits*, avant le softmax ; des probabilités divisées par elle n'ont plus pour somme 1.",
    )  # fmt: skip
    expect(
        close(law(2.0), softmax(logits / 2)) and close(plain, softmax(logits)), "temperature-wrong",
        en="With top-p at 1 the law should be softmax(logits / temperature).",
        fr="Avec top-p à 1, la loi devrait être softmax(logits / temperature).",
    )  # fmt: skip
    cut = law(1.0, 0.7)
    expect(
        not close(cut, [0, 0.5, 0, 0.3]), "not-rescaled",
        en="The right tokens are kept, but they no longer add up to 1: divide by their sum.",
        fr="Les bons jetons sont gardés, mais leur somme n'est plus 1 : divisez par leur somme.",
    )  # fmt: skip
    expect(
        not close(cut, [0, 1, 0, 0]), "one-too-few",
        en="With top-p = 0.7 and the probabilities 0.5 and 0.3, both are needed to reach 0.7. Look at the sum *before* a token: `cumsum − p < top_p`.",
        fr="Avec top-p = 0,7 et les probabilités 0,5 et 0,3, il faut les deux pour atteindre 0,7. Regardez la somme *avant* un jeton : `cumsum − p < top_p`.",
    )  # fmt: skip
    expect(
        not close(cut, np.array([0.5, 0.3, 0, 0]) / 0.8), "order-not-undone",
        en="The law stands in sorted order: put each probability back in the place of its token, `.at[order].set(…)`.",
        fr="La loi est restée dans l'ordre trié : remettez chaque probabilité à la place de son jeton, `.at[order].set(…)`.",
    )  # fmt: skip
    expect(
        close(cut, np.array([0, 0.5, 0, 0.3]) / 0.8), "top-p-wrong",
        en="With the probabilities 0.05, 0.5, 0.15, 0.3 and top-p = 0.7, the second and the fourth should be kept.",
        fr="Avec les probabilités 0,05 ; 0,5 ; 0,15 ; 0,3 et top-p = 0,7, la deuxième et la quatrième devraient être gardées.",
    )  # fmt: skip
    expect(
        close(law(1.0, 0.01), [0, 1, 0, 0]), "most-likely-dropped",
        en="With a very small top-p the most likely token must remain.",
        fr="Avec un top-p très petit, le jeton le plus probable doit rester.",
    )  # fmt: skip
    flat = law(100.0, 0.6)
    expect(
        int((flat > 0).sum()) == 3, "temperature-after-top-p",
        en="Top-p comes after the temperature: at a high temperature the law is flat, and top-p = 0.6 needs three of four tokens.",
        fr="Top-p vient après la température : à haute température la loi est plate, et top-p = 0,6 demande trois jetons sur quatre.",
    )  # fmt: skip


class _Layer:
    """A layer of two heads whose keys know their position, written without Flax."""

    heads = 2

    def __init__(self):
        self.matrices = [0.7 * draws(6, 6, seed=20 + i) for i in range(4)]

    def project(self, x, memory, first=0):
        import jax.numpy as jnp

        batch, length, _ = x.shape
        marks = 1 + 0.3 * (first + jnp.arange(length))[:, None]
        sources = (x * marks, memory * marks, memory)
        return tuple(
            (source @ jnp.asarray(matrix)).reshape(batch, length, 2, 3).transpose(0, 2, 1, 3)
            for source, matrix in zip(sources, self.matrices, strict=False)
        )

    def to_output(self, x):
        return x @ self.matrices[3]


@exercise("attention-and-transformers-cache")
def cache(attempt):
    import jax.numpy as jnp

    layer, x = _Layer(), jnp.asarray(draws(1, 4, 6, seed=25))
    queries, keys, values = layer.project(x, x)
    right = layer.to_output(_merge(_attend(queries, keys, values, jnp.asarray(np.tri(4, dtype=bool)))[0]))
    empty = (jnp.zeros((1, 2, 5, 3)), jnp.zeros((1, 2, 5, 3)))
    caches, outputs = [empty], []
    for position in range(4):
        value, new = expect_parts(attempt(layer, x[:, position : position + 1], caches[-1], position), 2)
        expect(
            isinstance(new, tuple | list) and len(new) == 2 and np.shape(new[0]) == (1, 2, 5, 3) == np.shape(new[1]),
            "cache-shape",
            en="The new cache should be a pair of arrays, each with the shape of the one that was given: write into it, do not append.",
            fr="Le nouveau cache devrait être un couple de tableaux, chacun de la forme de celui qui a été donné : écrivez dedans, n'ajoutez pas au bout.",
        )  # fmt: skip
        outputs.append(as_array(value))
        caches.append(new)
    stored_keys = as_array(caches[-1][0])
    once_keys, once_values = (as_array(part)[:, :, :1] for part in caches[1])
    expect(
        np.abs(stored_keys).max() > 0, "old-cache-returned",
        en="The cache that you return is empty: return the arrays with the new key and the new value. JAX arrays do not change in place.",
        fr="Le cache que vous renvoyez est vide : renvoyez les tableaux qui contiennent la nouvelle clé et la nouvelle valeur. Les tableaux JAX ne changent pas sur place.",
    )  # fmt: skip
    expect(
        not (close(once_keys, values[:, :, :1]) and close(once_values, keys[:, :, :1])), "swapped",
        en="Keys and values are swapped in the cache: the keys come first.",
        fr="Les clés et les valeurs sont échangées dans le cache : les clés viennent en premier.",
    )  # fmt: skip
    expect(
        np.abs(stored_keys[:, :, 1:]).max() > 0, "always-at-zero",
        en="Every key is written at position 0, over the one before. Write at `position`.",
        fr="Chaque clé est écrite à la position 0, par-dessus la précédente. Écrivez à `position`.",
    )  # fmt: skip
    unplaced = [layer.project(x[:, i : i + 1], x[:, i : i + 1])[1] for i in range(4)]
    expect(
        not close(stored_keys[:, :, :4], jnp.concatenate(unplaced, axis=2)), "first-forgotten",
        en="Every token is projected as if it stood at position 0: pass `first=position` to `project`.",
        fr="Chaque jeton est projeté comme s'il était à la position 0 : passez `first=position` à `project`.",
    )  # fmt: skip
    unmasked = []
    for position in range(4):
        seen = (jnp.arange(5) <= position)[:, None]
        padded = [jnp.pad(part, ((0, 0), (0, 0), (0, 1), (0, 0))) * seen for part in (keys, values)]
        mixed = _attend(queries[:, :, position : position + 1], *padded)[0]
        unmasked.append(layer.to_output(_merge(mixed)))
    found = np.concatenate(outputs, axis=1)
    expect(
        not close(found, jnp.concatenate(unmasked, axis=1)), "empty-slots-seen",
        en="The empty slots of the cache take part: a key of zeros has the score 0, not −∞. Mask what lies behind `position`.",
        fr="Les cases vides du cache participent : une clé nulle a le score 0, pas −∞. Masquez ce qui se trouve après `position`.",
    )  # fmt: skip
    strict = _attend(queries, keys, values, jnp.asarray(np.tri(4, k=-1, dtype=bool)))[0]
    expect(
        not close(found[:, 1:], layer.to_output(_merge(strict))[:, 1:]), "itself-hidden",
        en="The token does not see itself: the mask is `<= position`, and the new key is written before attending.",
        fr="Le jeton ne se voit pas lui-même : le masque est `<= position`, et la nouvelle clé s'écrit avant l'attention.",
    )  # fmt: skip
    expect(
        close(found, right, 1e-3), "wrong-value",
        en="Token by token, the outputs should be those of the whole sentence with a causal mask.",
        fr="Jeton par jeton, les sorties devraient être celles de la phrase entière avec un masque causal.",
    )  # fmt: skip
