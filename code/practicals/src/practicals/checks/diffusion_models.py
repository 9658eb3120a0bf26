"""Checks of the chapter on diffusion models. JAX is imported only where a check runs."""

import numpy as np

from practicals.checks.comparison import close, draws, expect_shape
from practicals.checks.exercise import NotAttempted, exercise, expect
from practicals.checks.modules import run_module, with_numpy_parameters


def _close(value, reference, tolerance=1e-3):
    return close(value, reference, tolerance)


def _expect_finite(value):
    expect(
        bool(np.all(np.isfinite(np.asarray(value, dtype=float)))), "not-finite",
        en="The result holds NaN or infinite values.",
        fr="Le résultat contient des valeurs NaN ou infinies.",
    )  # fmt: skip


def _expect_any_axes(compute, right):
    """The same function for points of the plane and one number ᾱ, where it served images or many ᾱ."""
    try:
        same = _close(compute(), right, 1e-2)
    except NotAttempted:
        raise
    except Exception:
        same = False
    expect(
        same, "axes-fixed",
        en="Right for one array, but not for other axes: it must also serve points of shape (n, 2), images, and "
        "one number ᾱ. `expand` adds as many axes as are needed.",
        fr="Juste pour un tableau, mais pas pour d'autres axes : la fonction doit aussi servir pour des points de "
        "forme (n, 2), des images, et un seul nombre ᾱ. `expand` ajoute autant d'axes qu'il en faut.",
    )  # fmt: skip


@exercise("diffusion-models-gaussian-sample")
def gaussian_sample(sample_gaussian):
    import jax
    import jax.numpy as jnp

    mean = np.array([1.0, -2.0, 0.5])
    axes = np.linalg.qr(np.array([[1.0, 2.0, 0.0], [0.5, -1.0, 1.0], [2.0, 0.3, 1.0]]))[0]
    variances = np.array([4.0, 0.25, 0.0])
    # What rounding can do to the eigenvalue 0, made large enough to be seen on every machine.
    covariance = axes * (variances - [0.0, 0.0, 1e-5]) @ axes.T
    arguments = jnp.asarray(mean), jnp.asarray(covariance), 20_000
    points = np.asarray(sample_gaussian(jax.random.key(1), *arguments))
    expect_shape(points, (20_000, 3))
    expect(
        bool(np.all(np.isfinite(points))), "not-finite",
        en="Some values are NaN. One eigenvalue of this covariance is zero, and rounding can make it "
        "negative: "
        "clip the eigenvalues at 0 before you take their square root (and Cholesky does not work here).",
        fr="Certaines valeurs sont NaN. Une valeur propre de cette covariance est nulle, et les arrondis "
        "peuvent la rendre négative : ramenez à 0 les valeurs propres négatives avant de prendre la racine "
        "carrée (la décomposition de Cholesky ne marche pas ici).",
    )  # fmt: skip
    found = np.cov(points.T)
    expect(
        _close(points.mean(axis=0), mean, 0.05) or not _close(points.mean(axis=0), 0 * mean, 0.05),
        "mean-forgotten",
        en="The cloud is centred on zero: add the mean.",
        fr="Le nuage est centré sur zéro : ajoutez la moyenne.",
    )
    expect(
        not _close(found, axes * variances**2 @ axes.T, 0.05), "square-root-forgotten",
        en="The spread along each axis is the eigenvalue itself. An eigenvalue is a variance: "
        "the draws must be multiplied by its square root.",
        fr="L'écart-type le long de chaque axe est la valeur propre elle-même. Or une valeur propre est une "
        "variance : multipliez les tirages par sa racine carrée.",
    )  # fmt: skip
    expect(
        _close(found, covariance, 0.05) or not _close(np.linalg.eigvalsh(found), np.sort(variances), 0.05),
        "axes-swapped",
        en="The three spreads are right but their directions are not: the eigenvectors are the columns of "
        "the "
        "matrix, so draws in rows must be multiplied by its transpose.",
        fr="Les trois écarts-types sont justes, mais pas leurs directions : les vecteurs propres sont les "
        "colonnes de la matrice, donc des tirages rangés en lignes se multiplient par sa transposée.",
    )
    expect(
        _close(found, covariance, 0.05) and _close(points.mean(axis=0), mean, 0.05), "wrong-law",
        en="The mean or the covariance of the cloud is not the one asked for.",
        fr="La moyenne ou la covariance du nuage n'est pas celle qui était demandée.",
    )  # fmt: skip
    other = np.asarray(sample_gaussian(jax.random.key(2), *arguments))
    expect(
        not _close(points, other), "key-ignored",
        en="Two different keys give the same cloud: pass `key` to `jax.random.normal`.",
        fr="Deux clés différentes donnent le même nuage : passez `key` à `jax.random.normal`.",
    )  # fmt: skip


def _mixture_score(x, weights, means, std):
    differences = means - x[:, None, :]
    logits = np.log(weights) - np.sum(differences**2, axis=-1) / (2 * std**2)
    shares = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares = shares / shares.sum(axis=-1, keepdims=True)
    return np.sum(shares[..., None] * differences, axis=1) / std**2


_WEIGHTS = np.array([0.7, 0.2, 0.1])
_MEANS = np.array([[-0.5, 0.1], [0.3, 0.6], [0.4, -0.7]])
_STD = 0.5


@exercise("diffusion-models-mixture-score")
def mixture_score(attempt):
    import jax.numpy as jnp

    x = np.random.default_rng(0).uniform(-1, 1, size=(7, 2))
    value = attempt(jnp.asarray(x), jnp.asarray(_WEIGHTS), jnp.asarray(_MEANS), _STD)
    expect_shape(value, x.shape)
    right = _mixture_score(x, _WEIGHTS, _MEANS, _STD)
    expect(
        not _close(value, -right), "sign",
        en="Every arrow points the wrong way: the score points from x towards the means, so μ − x.",
        fr="Toutes les flèches sont à l'envers : la fonction score pointe de x vers les moyennes, donc μ − x.",
    )  # fmt: skip
    expect(
        not (_close(value, right * _STD**2) or _close(value, right * _STD)), "variance-forgotten",
        en="The directions are right, not the lengths: divide by the variance σ².",
        fr="Les directions sont justes, pas les longueurs : divisez par la variance σ².",
    )  # fmt: skip
    uniform = _mixture_score(x, np.ones(3) / 3, _MEANS, _STD)
    expect(
        not _close(value, uniform), "weights-forgotten",
        en="The three components count alike: add the logarithm of their weights before the softmax.",
        fr="Les trois composantes ont le même poids : ajoutez le logarithme des poids avant le softmax.",
    )  # fmt: skip
    plain = np.sum(_WEIGHTS[:, None] * (_MEANS - x[:, None, :]), axis=1) / _STD**2
    expect(
        not _close(value, plain), "responsibilities-forgotten",
        en="The pulls are averaged with the weights of the mixture, wherever x is. They must be averaged "
        "with "
        "the responsibilities, which depend on x: a component far away does not pull.",
        fr="Les attractions sont moyennées avec les poids du mélange, où que soit x. Il faut les moyenner "
        "avec "
        "les responsabilités, qui dépendent de x : une composante lointaine n'attire pas.",
    )  # fmt: skip
    _expect_finite(value)
    expect(
        _close(value, right), "wrong-value",
        en="The values differ from the gradient of the logarithm of the density. Check the exponent −‖x − "
        "μ‖² / (2σ²) "
        "and the axis of the softmax.",
        fr="Les valeurs diffèrent du gradient du logarithme de la densité. Vérifiez l'exposant −‖x − μ‖² / "
        "(2σ²) "
        "et l'axe du softmax.",
    )  # fmt: skip


@exercise("diffusion-models-langevin-step")
def langevin_step(attempt):
    import jax
    import jax.numpy as jnp

    step, pull = 0.05, np.array([2.0, -4.0])
    x = jnp.ones((20_000, 2))
    moved = attempt(jax.random.key(3), x, lambda points: points * 0 + pull, step)
    expect_shape(moved, x.shape)
    change = np.asarray(moved, dtype=float) - np.asarray(x)
    drift, spread = change.mean(axis=0), change.std(axis=0)
    expect(
        float(spread.max()) > 1e-4, "noise-missing",
        en="Every point moves alike. Without its own noise at each point this climbs to the nearest peak "
        "and does not sample.",
        fr="Tous les points bougent de la même façon. Sans un bruit propre à chacun, ils grimpent au sommet "
        "le plus proche au lieu de suivre la loi.",
    )  # fmt: skip
    expect(
        not (_close(spread, [step] * 2, 0.003) or _close(spread, [2 * step] * 2, 0.003)),
        "square-root-forgotten",
        en="The noise is too small: its standard deviation is √(2·step), the square root included.",
        fr="Le bruit est trop petit : son écart-type est √(2·step), racine carrée comprise.",
    )
    expect(
        not _close(spread, [step**0.5] * 2, 0.01), "two-forgotten",
        en="The noise has the standard deviation √step; a factor 2 is missing under the root.",
        fr="Le bruit a pour écart-type √step ; il manque un facteur 2 sous la racine.",
    )  # fmt: skip
    expect(
        _close(spread, [(2 * step) ** 0.5] * 2, 0.01), "noise-scale",
        en="The noise does not have the standard deviation √(2·step).",
        fr="Le bruit n'a pas l'écart-type √(2·step).",
    )  # fmt: skip
    expect(
        not _close(drift, -step * pull, 0.02), "sign",
        en="The points go down the slope: the score is added, not subtracted.",
        fr="Les points descendent la pente : la fonction score s'ajoute, elle ne se retranche pas.",
    )  # fmt: skip
    expect(
        _close(drift, step * pull, 0.02), "drift",
        en="The mean displacement is not step · score(x).",
        fr="Le déplacement moyen n'est pas step · score(x).",
    )  # fmt: skip
    expect(
        abs(float(np.corrcoef(change.T)[0, 1])) < 0.1, "same-noise-on-both-axes",
        en="Each point is pushed along one diagonal: its two coordinates share one draw. The noise needs the "
        "shape of `x`.",
        fr="Chaque point est poussé le long d'une diagonale : ses deux coordonnées partagent le même tirage. Le bruit "
        "doit avoir la forme de `x`.",
    )  # fmt: skip


@exercise("diffusion-models-noise-step")
def noise_step(attempt):
    import jax
    import jax.numpy as jnp

    beta = 0.19
    still = np.asarray(attempt(jax.random.key(4), jnp.zeros((20_000, 2)), beta))
    expect_shape(still, (20_000, 2))
    expect(
        not _close(still.std(axis=0), [beta] * 2, 0.01), "variance-for-deviation",
        en="β is the variance of the noise that is added. A draw of `jax.random.normal` is multiplied by a "
        "standard deviation.",
        fr="β est la variance du bruit ajouté. Un tirage de `jax.random.normal` se multiplie par un "
        "écart-type.",
    )  # fmt: skip
    expect(
        _close(still.std(axis=0), [beta**0.5] * 2, 0.01), "noise-scale",
        en="Starting from zero, the result should have the variance β.",
        fr="À partir de zéro, le résultat devrait avoir pour variance β.",
    )  # fmt: skip
    signal = np.asarray(attempt(jax.random.key(4), 10 * jnp.ones((20_000, 2)), beta)).mean(axis=0) / 10
    expect(
        not (_close(signal, [1 - beta] * 2, 0.01) or _close(signal, [1.0] * 2, 0.01)),
        "signal-scale",
        en="The noise is right now, but the picture is not multiplied by √(1 − β): the total variance would "
        "not stay 1.",
        fr="Le bruit est juste à présent, mais l'image n'est pas multipliée par √(1 − β) : la variance "
        "totale "
        "ne resterait pas égale à 1.",
    )
    expect(
        _close(signal, [(1 - beta) ** 0.5] * 2, 0.01), "wrong-value",
        en="The picture should be multiplied by √(1 − β).",
        fr="L'image devrait être multipliée par √(1 − β).",
    )  # fmt: skip
    return (
        "Variance (1 − β) + β: if it was 1 before the step, it is 1 after it.",
        "Variance (1 − β) + β : si elle valait 1 avant l'étape, elle vaut 1 après.",
    )


@exercise("diffusion-models-add-noise")
def add_noise(attempt):
    import jax.numpy as jnp

    clean, noise = draws(4, 3, 3, 1, seed=5), draws(4, 3, 3, 1, seed=6)
    alpha_bar = np.array([0.9, 0.64, 0.25, 0.01], dtype=np.float32)
    value = attempt(jnp.asarray(clean), jnp.asarray(noise), jnp.asarray(alpha_bar))
    expect_shape(value, clean.shape)
    level = alpha_bar.reshape(4, 1, 1, 1)
    expect(
        not _close(value, level * clean + (1 - level) * noise), "square-roots-forgotten",
        en="ᾱ and 1 − ᾱ are shares of the variance: both need a square root here.",
        fr="ᾱ et 1 − ᾱ sont des parts de la variance : il faut ici leurs racines carrées.",
    )  # fmt: skip
    expect(
        not _close(value, np.sqrt(level) * clean + (1 - level) * noise), "noise-scale",
        en="1 − ᾱ is the variance of the noise; its standard deviation √(1 − ᾱ) belongs here.",
        fr="1 − ᾱ est la variance du bruit ; c'est son écart-type √(1 − ᾱ) qu'il faut ici.",
    )  # fmt: skip
    expect(
        not _close(value, np.sqrt(1 - level) * clean + np.sqrt(level) * noise), "roles-swapped",
        en="Picture and noise have changed places: at ᾱ = 1 the picture must come out unchanged.",
        fr="L'image et le bruit sont intervertis : pour ᾱ = 1, l'image doit ressortir intacte.",
    )  # fmt: skip
    expect(
        _close(value, np.sqrt(level) * clean + np.sqrt(1 - level) * noise), "wrong-value",
        en="The values are not √ᾱ·x₀ + √(1 − ᾱ)·ε, each image with its own ᾱ.",
        fr="Les valeurs ne sont pas √ᾱ·x₀ + √(1 − ᾱ)·ε, avec un ᾱ propre à chaque image.",
    )  # fmt: skip
    points, moves = clean[:, 0, :2, 0], noise[:, 0, :2, 0]
    _expect_any_axes(
        lambda: attempt(jnp.asarray(points), jnp.asarray(moves), jnp.asarray(0.64)),
        0.8 * points + 0.6 * moves,
    )


def _cosine(steps, offset=0.008, power=2, highest=0.999):
    t = np.arange(steps + 1) / steps
    curve = np.cos((t + offset) / (1 + offset) * np.pi / 2) ** power
    beta = np.clip(1 - curve[1:] / curve[:-1], 0, highest)
    return np.concatenate([[1.0], np.cumprod(1 - beta)])


@exercise("diffusion-models-cosine-schedule")
def cosine_schedule(attempt):
    value = np.asarray(attempt(50), dtype=float)
    expect(
        value.shape != (50,), "length",
        en="There are 50 values; 51 are needed: ᾱ₀ = 1, the picture without noise, comes first.",
        fr="Il y a 50 valeurs ; il en faut 51 : ᾱ₀ = 1, l'image sans bruit, vient en premier.",
    )  # fmt: skip
    expect_shape(value, (51,))
    right = _cosine(50)
    expect(
        not _close(value, _cosine(50, power=1)), "square-forgotten",
        en="The curve is a cosine; its square is needed.",
        fr="La courbe est un cosinus ; il faut son carré.",
    )  # fmt: skip
    expect(
        not (_close(value[1:], 1 - right[1:] / right[:-1]) or _close(value[1:], right[1:] / right[:-1])),
        "product-forgotten",
        en="These are the values of single steps (α or β); multiply the α up to t with `np.cumprod`.",
        fr="Ce sont les valeurs d'étapes isolées (α ou β) ; multipliez les α jusqu'à t avec `np.cumprod`.",
    )
    expect(
        not value[-1] < 1e-9, "clip-forgotten",
        en="The last value is zero up to rounding, so that dividing by √ᾱ_T would fail: "
        "keep every β at 0.999 or below.",
        fr="La dernière valeur est nulle à l'arrondi près : une division par √ᾱ_T échouerait. "
        "Limitez chaque β à 0,999.",
    )  # fmt: skip
    expect(
        not _close(value[:-1], right[:-1], 1e-4) or right[-1] / 2 < value[-1] < 2 * right[-1], "other-limit",
        en="All is right but the last value: the limit of β is 0.999.",
        fr="Tout est juste sauf la dernière valeur : β est plafonné à 0,999.",
    )  # fmt: skip
    expect(
        _close(value, right, 1e-4), "wrong-value",
        en="The values are not those of the squared cosine with the offset 0.008.",
        fr="Les valeurs ne sont pas celles du carré du cosinus avec le décalage 0,008.",
    )  # fmt: skip


@exercise("diffusion-models-estimate-clean")
def estimate_clean(attempt):
    import jax.numpy as jnp

    clean, noise = draws(3, 2, seed=7), draws(3, 2, seed=8)
    alpha_bar = np.array([0.81, 0.36, 0.04], dtype=np.float32)
    level = alpha_bar[:, None]
    mixed = np.sqrt(level) * clean + np.sqrt(1 - level) * noise
    value = attempt(jnp.asarray(mixed), jnp.asarray(noise), jnp.asarray(alpha_bar))
    expect_shape(value, clean.shape)
    expect(
        not _close(value, np.sqrt(level) * clean), "division-forgotten",
        en="The noise is gone, but what is left is √ᾱ·x₀: divide by √ᾱ.",
        fr="Le bruit est parti, mais il reste √ᾱ·x₀ : divisez par √ᾱ.",
    )  # fmt: skip
    expect(
        not _close(value, mixed - noise), "scale-forgotten",
        en="The noise inside x_t is ε multiplied by √(1 − ᾱ): subtract that much.",
        fr="Le bruit contenu dans x_t est ε multiplié par √(1 − ᾱ) : c'est cela qu'il faut retrancher.",
    )  # fmt: skip
    expect(
        _close(value, clean, 1e-2), "wrong-value",
        en="Noising an image and giving the true noise back should return that image: "
        "solve x_t = √ᾱ·x₀ + √(1 − ᾱ)·ε for x₀.",
        fr="Si l'on bruite une image, puis que l'on donne le vrai bruit, on devrait retrouver l'image : "
        "isolez x₀ dans x_t = √ᾱ·x₀ + √(1 − ᾱ)·ε.",
    )  # fmt: skip
    images, noises = (jnp.asarray(values.reshape(3, 1, 2, 1)) for values in (mixed, noise))
    _expect_any_axes(lambda: attempt(images, noises, jnp.asarray(alpha_bar)), clean.reshape(3, 1, 2, 1))
    _expect_any_axes(
        lambda: attempt(images, noises, jnp.asarray(0.36)), ((mixed - 0.8 * noise) / 0.6).reshape(3, 1, 2, 1)
    )


@exercise("diffusion-models-exact-noise")
def exact_noise(attempt):
    import jax.numpy as jnp

    x, a, std = np.random.default_rng(9).uniform(-1, 1, size=(6, 2)), 0.36, 0.2
    value = attempt(jnp.asarray(x), a, jnp.asarray(_WEIGHTS), jnp.asarray(_MEANS), std)
    expect_shape(value, x.shape)

    def candidate(centre, spread, factor):
        return factor * _mixture_score(x, _WEIGHTS, centre * _MEANS, spread)

    def is_one_of(*candidates):
        return any(_close(value, one) for one in candidates)

    root, wide, factor = np.sqrt(a), np.sqrt(a * std**2 + 1 - a), -np.sqrt(1 - a)
    expect(
        not _close(value, candidate(root, wide, -factor)), "sign",
        en="The sign is wrong: the score points towards the data, the noise away from them.",
        fr="Le signe est faux : la fonction score pointe vers les données, le bruit en éloigne.",
    )  # fmt: skip
    expect(
        not is_one_of(candidate(root, wide, -1.0), candidate(root, wide, a - 1)),
        "factor-forgotten",
        en="The law is right, but ε is not minus the score: the factor √(1 − ᾱ) is missing or has lost its "
        "root.",
        fr="La loi est juste, mais ε n'est pas l'opposé de la fonction score : le facteur √(1 − ᾱ) manque ou "
        "a perdu sa racine.",
    )
    expect(
        not _close(value, candidate(1.0, wide, factor)), "means-not-shrunk",
        en="The centres stayed where they were: noising multiplies every point, so the means too, by √ᾱ.",
        fr="Les centres n'ont pas bougé : le bruitage multiplie tout point, donc aussi les moyennes, par √ᾱ.",
    )  # fmt: skip
    expect(
        not is_one_of(candidate(root, std, factor), candidate(root, root * std, factor)),
        "spread",
        en="The components should have become wider: their variance is ᾱσ² + 1 − ᾱ.",
        fr="Les composantes devraient s'être élargies : leur variance est ᾱσ² + 1 − ᾱ.",
    )
    expect(
        _close(value, candidate(root, wide, factor)), "wrong-value",
        en="The value is not −√(1 − ᾱ) times the score of the noised mixture. "
        "Note that `mixture_score` takes a standard deviation.",
        fr="La valeur n'est pas −√(1 − ᾱ) fois la fonction score du mélange bruité. "
        "Notez que `mixture_score` attend un écart-type.",
    )  # fmt: skip


def _reverse_mean(x, clean, now, before):
    beta = 1 - now / before
    return np.sqrt(before) * beta / (1 - now) * clean + np.sqrt(1 - beta) * (1 - before) / (1 - now) * x


@exercise("diffusion-models-reverse-mean")
def reverse_mean(attempt):
    import jax.numpy as jnp

    x, clean, now, before = draws(5, 2, seed=10), draws(5, 2, seed=11), 0.3, 0.5
    value = attempt(jnp.asarray(x), jnp.asarray(clean), now, before)
    expect_shape(value, x.shape)
    expect(
        not _close(value, _reverse_mean(clean, x, now, before)), "roles-swapped",
        en="The two coefficients have changed places.",
        fr="Les deux coefficients sont intervertis.",
    )  # fmt: skip
    beta = 1 - now / before
    no_roots = before * beta / (1 - now) * clean + (1 - beta) * (1 - before) / (1 - now) * x
    expect(
        not _close(value, no_roots), "square-roots-forgotten",
        en="The two coefficients need the roots √ᾱ_{t−1} and √α_t.",
        fr="Les deux coefficients demandent les racines √ᾱ_{t−1} et √α_t.",
    )  # fmt: skip
    mistaken = np.sqrt(before) * (1 - now) / (1 - now) * clean + np.sqrt(now) * (1 - before) / (1 - now) * x
    expect(
        not _close(value, mistaken), "alpha-is-not-alpha-bar",
        en="α_t is the ratio ᾱ_t / ᾱ_{t−1} of one single step, not ᾱ_t.",
        fr="α_t est le rapport ᾱ_t / ᾱ_{t−1} d'une seule étape, pas ᾱ_t.",
    )  # fmt: skip
    expect(
        _close(value, _reverse_mean(x, clean, now, before)),
        "wrong-value",
        en="The value is not the mean of q(x_{t−1} | x_t, x₀): check each coefficient and the denominator 1 "
        "− ᾱ_t.",
        fr="La valeur n'est pas la moyenne de q(x_{t−1} | x_t, x₀) : vérifiez chaque coefficient et le "
        "dénominateur 1 − ᾱ_t.",
    )


@exercise("diffusion-models-reverse-step")
def reverse_step(attempt):
    import jax
    import jax.numpy as jnp

    now, before = 0.3, 0.5
    clean = np.float32(0.4)
    noise = jnp.full((20_000, 2), 0.7)
    x = float(np.sqrt(now) * clean + np.sqrt(1 - now) * 0.7)
    points = jnp.full((20_000, 2), x)
    value = np.asarray(attempt(jax.random.key(5), points, noise, now, before), dtype=float)
    expect_shape(value, (20_000, 2))
    variance = (1 - now / before) * (1 - before) / (1 - now)
    spread = value.std(axis=0)
    expect(
        float(spread.max()) > 1e-4, "noise-missing",
        en="The step adds no noise of its own: this returns the mean, not a draw.",
        fr="L'étape n'ajoute aucun bruit : elle renvoie la moyenne, pas un tirage.",
    )  # fmt: skip
    expect(
        not _close(spread, [variance] * 2, 0.01), "variance-for-deviation",
        en="The noise is multiplied by the variance; its square root is needed.",
        fr="Le bruit est multiplié par la variance ; il faut sa racine carrée.",
    )  # fmt: skip
    # With a previous ᾱ of 1 the step is the last one: nothing may be added.
    last = np.asarray(attempt(jax.random.key(5), points, noise, 0.9, 1.0), dtype=float)
    expect(
        float(last.std()) < 1e-3,
        "noise-at-the-end",
        en="The last step (ᾱ_{t−1} = 1) still adds noise. With the variance β·(1 − ᾱ_{t−1}) / (1 − ᾱ_t) it "
        "adds none.",
        fr="La dernière étape (ᾱ_{t−1} = 1) ajoute encore du bruit. Avec la variance "
        "β·(1 − ᾱ_{t−1}) / (1 − ᾱ_t), elle n'en ajoute pas.",
    )
    expect(
        _close(spread, [variance**0.5] * 2, 0.01), "noise-scale",
        en="The variance of the step is not β·(1 − ᾱ_{t−1}) / (1 − ᾱ_t).",
        fr="La variance de l'étape n'est pas β·(1 − ᾱ_{t−1}) / (1 − ᾱ_t).",
    )  # fmt: skip
    expect(
        _close(value.mean(axis=0), _reverse_mean(x, clean, now, before) * np.ones(2), 0.02),
        "mean",
        en="The mean of the step is not `reverse_mean` of x_t and of the clean image estimated from the "
        "noise.",
        fr="La moyenne de l'étape n'est pas `reverse_mean` de x_t et de l'image nette estimée à partir du "
        "bruit.",
    )
    far = jnp.tile(jnp.array([3.0, -3.0]), (20_000, 1))
    clipped = np.asarray(attempt(jax.random.key(5), far, 0 * far, now, before)).mean(axis=0)
    expect(
        _close(clipped, _reverse_mean(3.0, 1.0, now, before) * np.array([1, -1]), 0.02), "clip-forgotten",
        en="Clip the estimated clean image to the range [−1, 1] of the data before you use it.",
        fr="Ramenez l'image nette estimée dans l'intervalle [−1 ; 1] des données avant de l'utiliser.",
    )  # fmt: skip


@exercise("diffusion-models-sample")
def sample(attempt):
    import jax
    import jax.numpy as jnp

    alpha_bar = jnp.asarray(_cosine(60), jnp.float32)
    seen = set()

    def exact(spread):
        """The right noise when the data follow a normal law of mean 0.5 and deviation ``spread``."""

        def predict_noise(x_t, t):
            jax.debug.callback(lambda times: seen.update(np.unique(times).tolist()), t)
            a = alpha_bar[t][:, None]
            return jnp.sqrt(1 - a) * (x_t - jnp.sqrt(a) * 0.5) / (a * spread**2 + 1 - a)

        return predict_noise

    value = np.asarray(attempt(jax.random.key(7), (2000, 2), exact(0.0), alpha_bar))
    expect_shape(value, (2000, 2))
    expect(
        bool(np.all(np.isfinite(value))), "not-finite",
        en="The result holds NaN or infinite values. The last step starts at t = 1: at t = 0 there is no noise "
        "left, and `alpha_bar[t - 1]` would be the last value of the schedule.",
        fr="Le résultat contient des valeurs NaN ou infinies. La dernière étape part de t = 1 : à t = 0 il n'y a "
        "plus de bruit, et `alpha_bar[t - 1]` serait la dernière valeur du calendrier.",
    )  # fmt: skip
    error = float(np.abs(value - 0.5).mean())
    expect(
        error < 0.2, "direction-of-time",
        en="With data that are all one point, the result should be that point; it is far from it. "
        "Start from pure noise and let t go down from T to 1.",
        fr="Quand toutes les données sont au même point, on devrait retrouver ce point : on en est loin. "
        "Partez du bruit pur et faites descendre t de T à 1.",
    )  # fmt: skip
    expect(
        error < 1e-3, "stops-early",
        en="With data that are all one point, a little noise is left: the last step goes from t = 1 to t = "
        "0.",
        fr="Quand toutes les données sont au même point, il reste un peu de bruit : la dernière étape va de "
        "t = 1 à t = 0.",
    )  # fmt: skip
    jax.effects_barrier()
    expect(
        seen == set(range(1, 61)), "wrong-steps",
        en=f"With T = 60, the noise was asked for at steps {min(seen, default=0)} to {max(seen, default=0)}: "
        "all of 60, 59, …, 1 are needed. `alpha_bar` has T + 1 values.",
        fr=f"Pour T = 60, le bruit a été demandé aux étapes {min(seen, default=0)} à {max(seen, default=0)} : "
        "il faut 60, 59, …, 1, toutes. `alpha_bar` a T + 1 valeurs.",
    )  # fmt: skip
    value = np.asarray(attempt(jax.random.key(8), (2000, 2), exact(0.2), alpha_bar))
    expect(
        float(value.std()) < 0.24, "same-key",
        en="The points are too spread out: if every step uses the same key, its noise is the same every time "
        "and adds up. Make a new key for each step.",
        fr="Les points sont trop dispersés : si chaque étape utilise la même clé, le bruit est chaque fois "
        "le même et s'accumule. Créez une nouvelle clé à chaque étape.",
    )  # fmt: skip
    expect(
        float(value.std()) > 0.17, "too-narrow",
        en="The points are too close together. Is the step `reverse_step`, with `alpha_bar[t]` and "
        "`alpha_bar[t - 1]`?",
        fr="Les points sont trop resserrés. L'étape est-elle `reverse_step`, avec `alpha_bar[t]` et "
        "`alpha_bar[t - 1]` ?",
    )  # fmt: skip


@exercise("diffusion-models-noise-loss")
def noise_loss(attempt):
    import jax.numpy as jnp

    alpha_bar = np.array([1.0, 0.8, 0.5, 0.2, 0.1], dtype=np.float32)
    clean, noise, t = draws(3, 2, seed=12), draws(3, 2, seed=13), np.array([1, 3, 2])
    seen = {}

    def predict_noise(x_t, times):
        seen["x"], seen["t"] = np.asarray(x_t), np.asarray(times)
        return 0.5 * x_t

    value = attempt(predict_noise, *map(jnp.asarray, (alpha_bar, clean, t, noise)))

    def mixed(levels):
        return np.sqrt(levels)[:, None] * clean + np.sqrt(1 - levels)[:, None] * noise

    expect(
        "x" in seen, "network-not-called",
        en="The loss never calls `predict_noise`.",
        fr="La perte n'appelle jamais `predict_noise`.",
    )  # fmt: skip
    expect(
        not _close(seen["x"], clean), "clean-shown",
        en="The network is shown the clean points. It must be shown x_t, the noised ones.",
        fr="Le réseau voit les points nets. Il doit voir x_t, les points bruités.",
    )  # fmt: skip
    expect(
        not _close(seen["x"], mixed(alpha_bar[t - 1])),
        "index-shifted",
        en="The noise level is one step off: `alpha_bar[0]` is 1, so step t uses `alpha_bar[t]`.",
        fr="Le niveau de bruit est décalé d'une étape : `alpha_bar[0]` vaut 1, donc l'étape t utilise "
        "`alpha_bar[t]`.",
    )
    expect(
        _close(seen["x"], mixed(alpha_bar[t])), "wrong-input",
        en="What the network is shown is not `add_noise(clean, noise, alpha_bar[t])`.",
        fr="Ce que voit le réseau n'est pas `add_noise(clean, noise, alpha_bar[t])`.",
    )  # fmt: skip
    expect(
        _close(seen["t"], t), "wrong-time",
        en="The network must be given the step numbers t.",
        fr="Le réseau doit recevoir les numéros d'étape t.",
    )  # fmt: skip
    guess = 0.5 * mixed(alpha_bar[t])
    expect_shape(value, ())
    expect(
        not _close(value, np.mean((guess - clean) ** 2)), "wrong-target",
        en="The prediction is compared with the clean points; the target is the noise ε.",
        fr="La prédiction est comparée aux points nets ; la cible est le bruit ε.",
    )  # fmt: skip
    errors = (guess - noise) ** 2
    expect(
        not (_close(value, errors.sum()) or _close(value, errors.sum(axis=-1).mean())),
        "sum-for-mean",
        en="This adds the squared errors up; take their mean over points and coordinates, so that the value "
        "does not depend on the size of the image.",
        fr="Vous additionnez les carrés des erreurs ; prenez leur moyenne sur les points et les coordonnées, "
        "pour que la valeur ne dépende pas de la taille de l'image.",
    )
    expect(
        _close(value, errors.mean()), "wrong-value",
        en="The value is not the mean of (ε − ε̂)².",
        fr="La valeur n'est pas la moyenne de (ε − ε̂)².",
    )  # fmt: skip


@exercise("diffusion-models-time-embedding")
def time_embedding(attempt):
    import jax.numpy as jnp

    t, width = np.array([0, 1, 7, 100]), 8
    value = attempt(jnp.asarray(t), width)
    half = width // 2
    expect(
        np.shape(value) != (4, half), "one-half",
        en="Only one half is there: put the sines and the cosines side by side.",
        fr="Il n'y a qu'une moitié : mettez les sinus et les cosinus côte à côte.",
    )  # fmt: skip
    expect_shape(value, (4, width))
    angles = t[:, None] * 10_000.0 ** (-np.arange(half) / half)
    value = np.asarray(value)

    def waves(angles):
        return np.concatenate([np.sin(angles), np.cos(angles)], axis=-1)

    rising = t[:, None] * 10_000.0 ** (np.arange(half) / half)
    expect(
        not _close(value[:2], waves(rising)[:2], 0.01),
        "exponent-sign",
        en="The frequencies rise up to 10 000: a minus sign is missing in the exponent.",
        fr="Les fréquences montent jusqu'à 10 000 : il manque un signe moins dans l'exposant.",
    )
    linear = t[:, None] * np.arange(half) / half
    expect(
        not _close(value, waves(linear), 0.01), "frequencies-linear",
        en="The frequencies are equally spaced; they must be the powers 10 000 ** (−i / (width / 2)).",
        fr="Les fréquences sont régulièrement espacées ; il faut les puissances 10 000 ** (−i / (width / "
        "2)).",
    )  # fmt: skip
    expect(
        not _close(value, np.concatenate([np.cos(angles), np.sin(angles)], axis=-1), 0.01), "order",
        en="The cosines come first here; the sines are asked for first.",
        fr="Les cosinus viennent d'abord ; ce sont les sinus que l'on demande en premier.",
    )  # fmt: skip
    expect(
        _close(value, waves(angles), 0.01), "wrong-value",
        en="The values are not sin(t·ω_i) then cos(t·ω_i) with ω_i = 10 000 ** (−i / (width / 2)).",
        fr="Les valeurs ne sont pas sin(t·ω_i) puis cos(t·ω_i) avec ω_i = 10 000 ** (−i / (width / 2)).",
    )  # fmt: skip


@exercise("diffusion-models-captured-batch")
def captured_batch(train_on_batches):
    import jax.numpy as jnp
    import optax

    batches = [jnp.asarray(draws(4, 2, seed=20 + index)) for index in range(6)]
    calls = []

    def loss(parameters, batch):
        calls.append(1)
        return jnp.mean((batch - parameters) ** 2)

    def reference(order, momentum=0.5):
        position, speed = np.zeros(2), np.zeros(2)
        for batch in order:
            speed = momentum * speed + np.mean(np.asarray(batch) - position, axis=0)
            position = position + 0.1 * speed
        return position

    value = train_on_batches(jnp.zeros(2), loss, batches, optax.sgd(0.1, momentum=0.5))
    expect_shape(value, (2,))
    expect(
        not _close(value, reference([batches[0]] * 6), 1e-4), "first-batch-captured",
        en="Still the first batch at every step. The compiled function took it from outside and keeps it as "
        "a "
        "constant: make the batch an argument of `step`.",
        fr="C'est encore le premier lot qui sert à chaque étape. La fonction compilée l'a pris à l'extérieur "
        "et le garde comme constante : faites du lot un argument de `step`.",
    )  # fmt: skip
    expect(
        not _close(value, reference(batches, momentum=0), 1e-4), "state-forgotten",
        en="The optimiser starts afresh with every batch: its state, which `update` returns, must be handed on to "
        "the next step.",
        fr="L'optimiseur repart de zéro à chaque lot : son état, que renvoie `update`, doit être transmis à "
        "l'étape suivante.",
    )  # fmt: skip
    expect(
        _close(value, reference(batches), 1e-4), "wrong-value",
        en="The parameters are not those of one step of the optimiser for each batch, in their order.",
        fr="Les paramètres ne sont pas ceux d'une étape de l'optimiseur par lot, dans l'ordre.",
    )  # fmt: skip
    expect(
        len(calls) < len(batches), "not-compiled",
        en="Right numbers, but Python goes through the loss again at every step: keep `@jax.jit` on `step`, "
        "and "
        "define `step` before the loop, not inside it.",
        fr="Les nombres sont justes, mais Python exécute de nouveau la fonction de perte à chaque étape : "
        "gardez `@jax.jit` sur `step`, et définissez `step` avant la boucle, pas dedans.",
    )  # fmt: skip


@exercise("diffusion-models-residual-block")
def residual_block(ResidualBlock):
    import jax
    import jax.numpy as jnp
    from flax import nnx

    block = with_numpy_parameters(lambda: ResidualBlock(4, 8, 6, nnx.Rngs(0)), scale=0.3)
    x, embedding = jnp.asarray(draws(2, 4, 4, 4, seed=30)), jnp.asarray(draws(2, 6, seed=31))
    value = run_module(jax.jit(lambda *arguments: block(*arguments)), x, embedding)
    expect_shape(value, (2, 4, 4, 8))

    def correction(activation, shift):
        h = block.first(activation(block.first_norm(x)))
        h = h + shift * block.shift(embedding)[:, None, None, :]
        return block.second(activation(block.second_norm(h)))

    @jax.jit
    def candidates():
        right, shortcut = correction(nnx.silu, 1.0), block.shortcut(x)
        return (
            right,
            shortcut + right,
            shortcut + correction(nnx.silu, 0.0),
            shortcut + correction(lambda h: h, 1.0),
        )

    no_skip, right, no_embedding, no_activation = candidates()
    expect(
        not _close(value, no_skip), "skip-forgotten",
        en="The block forgets its input: add `self.shortcut(x)` to the result.",
        fr="Le bloc oublie son entrée : ajoutez `self.shortcut(x)` au résultat.",
    )  # fmt: skip
    expect(
        not _close(value, no_embedding), "embedding-ignored",
        en="The result does not depend on the embedding: the block cannot know how much noise there is.",
        fr="Le résultat ne dépend pas du plongement : le bloc ne peut pas savoir combien il y a de bruit.",
    )  # fmt: skip
    expect(
        not _close(value, no_activation), "activation-forgotten",
        en="The activation `nnx.silu` is missing: without it the two convolutions amount to one.",
        fr="L'activation `nnx.silu` manque : sans elle, les deux convolutions se réduisent à une seule.",
    )  # fmt: skip
    expect(
        _close(value, right), "wrong-value",
        en="The order is: norm, silu, first convolution; plus the shift; norm, silu, second convolution; "
        "plus the shortcut of x.",
        fr="L'ordre est : normalisation, silu, première convolution ; plus le décalage ; normalisation, silu, "
        "seconde convolution ; plus le raccourci de x.",
    )  # fmt: skip


@exercise("diffusion-models-unet")
def unet(UNet):
    import jax
    import jax.numpy as jnp
    from flax import nnx

    # With patches of one pixel, the image itself goes through the given layers.
    network = with_numpy_parameters(lambda: UNet((8, 16), 1, nnx.Rngs(0)), scale=0.3)
    x = jnp.asarray(draws(3, 4, 4, 1, seed=32))
    t, labels = jnp.array([1, 50, 200]), jnp.array([0, 4, 10])
    value = run_module(jax.jit(lambda *arguments: network(*arguments)), x, t, labels)
    expect_shape(value, (3, 4, 4, 1))
    _expect_finite(value)

    @jax.jit
    def candidates():
        embedding = network.embed(t, labels)
        fine = network.down[0](network.inputs(x), embedding)
        coarse = network.down[1](nnx.avg_pool(fine, (2, 2), strides=(2, 2)), embedding)
        middle = network.middle(coarse, embedding)

        def way_up(join):
            h = network.up[1](join(middle, coarse), embedding)
            h = jnp.repeat(jnp.repeat(h, 2, axis=1), 2, axis=2)
            return network.finish(network.up[0](join(h, fine), embedding))

        def side_by_side(*parts):
            return jnp.concatenate(parts, axis=-1)

        return (
            way_up(side_by_side),
            way_up(lambda h, kept: side_by_side(kept, h)),
            way_up(lambda h, kept: side_by_side(h, jnp.zeros_like(kept))),
        )

    right, swapped, no_skips = candidates()
    expect(
        not _close(value, no_skips), "skips-missing",
        en="What was kept on the way down does not arrive: join `kept[level]` to `h` with `jnp.concatenate`.",
        fr="Ce qui a été gardé à la descente ne sert pas : joignez `kept[level]` à `h` avec `jnp.concatenate`.",
    )  # fmt: skip
    expect(
        not _close(value, swapped), "order",
        en="`kept[level]` comes first here; the blocks expect `h` first.",
        fr="`kept[level]` vient ici en premier ; les blocs attendent `h` d'abord.",
    )  # fmt: skip
    expect(
        _close(value, right), "wrong-value",
        en="At each level: `h` and `kept[level]` side by side, `self.up[level]` with the embedding, then `grow` "
        "(not after level 0). At the end: `self.finish(h)`.",
        fr="À chaque niveau : `h` et `kept[level]` côte à côte, `self.up[level]` avec le plongement, puis `grow` "
        "(pas après le niveau 0). À la fin : `self.finish(h)`.",
    )  # fmt: skip


@exercise("diffusion-models-drop-labels")
def drop_labels(attempt):
    import jax
    import jax.numpy as jnp

    labels = jnp.arange(20_000) % 10
    value = np.asarray(attempt(jax.random.key(6), labels, 0.2, 10))
    expect_shape(value, (20_000,))
    changed = value != np.asarray(labels)
    share = changed.mean()
    expect(
        share not in (0.0, 1.0), "one-draw",
        en="Either every label is dropped or none is: draw once for each image, with the shape of `labels`.",
        fr="Toutes les étiquettes disparaissent, ou aucune : tirez une fois par image, avec la forme de "
        "`labels`.",
    )  # fmt: skip
    expect(
        bool(np.all(value[changed] == 10)), "wrong-token",
        en="A dropped label must become `nothing`, the number of no class: 0 is a digit.",
        fr="Une étiquette supprimée doit devenir `nothing`, le numéro de l'absence de classe : 0 est un "
        "chiffre.",
    )  # fmt: skip
    expect(
        abs(share - 0.8) > 0.02, "rate-inverted",
        en="The labels are kept with the probability `rate`; they must be dropped with it.",
        fr="Les étiquettes sont gardées avec la probabilité `rate`, qui devrait être celle de les supprimer.",
    )  # fmt: skip
    expect(
        abs(share - 0.2) < 0.02, "wrong-rate",
        en=f"The share of dropped labels is {share:.2f} for a rate of 0.2.",
        fr=f"La part d'étiquettes supprimées est de `{share:.2f}` pour un taux de `0.2`.",
    )  # fmt: skip


@exercise("diffusion-models-update-average")
def update_average(attempt):
    import jax.numpy as jnp

    average = {"kernel": jnp.ones((2, 2)), "bias": [jnp.zeros(3)]}
    parameters = {"kernel": 3 * jnp.ones((2, 2)), "bias": [jnp.ones(3)]}
    value = attempt(average, parameters, 0.9)
    expect(
        isinstance(value, dict) and set(value) == {"kernel", "bias"}, "structure",
        en="The result must be a tree of the same structure: use `jax.tree.map` on the two trees.",
        fr="Le résultat doit être un arbre de même structure : utilisez `jax.tree.map` sur les deux arbres.",
    )  # fmt: skip
    kernel, bias = np.asarray(value["kernel"]), np.asarray(value["bias"][0])
    expect(
        not (_close(kernel, np.full((2, 2), 2.8)) and _close(bias, np.full(3, 0.9))),
        "roles-swapped",
        en="The average should move slowly: `decay` (0.9) multiplies the old average, 1 − `decay` the new "
        "parameters.",
        fr="La moyenne doit évoluer lentement : `decay` (0,9) multiplie l'ancienne moyenne, et 1 − `decay` "
        "les nouveaux paramètres.",
    )
    expect(
        _close(kernel, np.full((2, 2), 1.2)) and _close(bias, np.full(3, 0.1)), "wrong-value",
        en="The value is not decay · average + (1 − decay) · parameters.",
        fr="La valeur n'est pas decay · average + (1 − decay) · parameters.",
    )  # fmt: skip


@exercise("diffusion-models-ddim-step")
def ddim_step(attempt):
    import jax.numpy as jnp

    clean = np.random.default_rng(33).uniform(-0.9, 0.9, size=(5, 2)).astype(np.float32)
    noise, now, after = draws(5, 2, seed=34), 0.2, 0.6
    x = np.sqrt(now) * clean + np.sqrt(1 - now) * noise
    value = attempt(jnp.asarray(x), jnp.asarray(noise), now, after)
    expect_shape(value, x.shape)
    expect(
        not _close(value, x), "same-level",
        en="The step goes nowhere: the clean image and the noise must be mixed at the new level "
        "`alpha_bar_next`.",
        fr="L'étape ne mène nulle part : remélangez l'image nette et le bruit au nouveau niveau "
        "`alpha_bar_next`.",
    )  # fmt: skip
    expect(
        not _close(value, clean), "noise-forgotten",
        en="This jumps to the estimate of the clean image; put the noise of the new level back.",
        fr="Vous sautez jusqu'à l'estimation de l'image nette ; remettez-y le bruit du nouveau niveau.",
    )  # fmt: skip
    expect(
        not _close(value, after * clean + (1 - after) * noise), "square-roots-forgotten",
        en="The square roots of ᾱ and of 1 − ᾱ are missing (`add_noise` has them).",
        fr="Il manque les racines carrées de ᾱ et de 1 − ᾱ (`add_noise` les contient).",
    )  # fmt: skip
    expect(
        _close(value, np.sqrt(after) * clean + np.sqrt(1 - after) * noise), "wrong-value",
        en="The result is not √ᾱ·x̂₀ + √(1 − ᾱ)·ε at the new level.",
        fr="Le résultat n'est pas √ᾱ·x̂₀ + √(1 − ᾱ)·ε au nouveau niveau.",
    )  # fmt: skip
    far = np.full((5, 2), 2.0, dtype=np.float32)
    value = attempt(jnp.asarray(far), jnp.zeros((5, 2)), now, after)
    remaining = (far - np.sqrt(now)) / np.sqrt(1 - now)
    expect(
        not _close(value, np.sqrt(after) * far / np.sqrt(now)), "clip-forgotten",
        en="Clip the estimated clean image to [−1, 1].",
        fr="Ramenez l'image nette estimée dans [−1 ; 1].",
    )  # fmt: skip
    expect(
        _close(value, np.sqrt(after) + np.sqrt(1 - after) * remaining), "noise-not-recomputed",
        en="Once the clean image has been clipped, it no longer goes with the predicted noise: "
        "compute again the noise that leads from it to x_t.",
        fr="Une fois ramenée dans l'intervalle, l'image nette ne correspond plus au bruit prédit : "
        "recalculez le bruit qui mène d'elle à x_t.",
    )  # fmt: skip


@exercise("diffusion-models-guide")
def guide(attempt):
    import jax.numpy as jnp

    with_label, without = draws(3, 2, seed=35), draws(3, 2, seed=36)
    value = attempt(jnp.asarray(with_label), jnp.asarray(without), 3.0)
    expect_shape(value, with_label.shape)
    expect(
        not _close(value, with_label + 3.0 * (without - with_label)), "direction",
        en="This goes away from the label: the difference is conditional − unconditional.",
        fr="Le résultat s'éloigne de l'étiquette : la différence est conditional − unconditional.",
    )  # fmt: skip
    expect(
        not _close(value, with_label + 3.0 * (with_label - without)), "start-point",
        en="The weight counts from the unconditional prediction here, so that weight 1 gives the "
        "conditional one.",
        fr="Le poids se compte ici à partir de la prédiction sans étiquette : le poids 1 donne la prédiction "
        "avec étiquette.",
    )  # fmt: skip
    expect(
        _close(value, without + 3.0 * (with_label - without)), "wrong-value",
        en="With weight 0 the unconditional prediction should come out, with weight 1 the conditional one, "
        "and beyond 1 the same straight line goes on.",
        fr="Le poids 0 devrait donner la prédiction sans étiquette, le poids 1 celle avec étiquette, "
        "et au-delà de 1 la même droite se prolonge.",
    )  # fmt: skip


@exercise("diffusion-models-frechet")
def frechet(attempt):
    generator = np.random.default_rng(37)
    first = generator.normal(size=(400, 3)) @ np.array([[1.0, 0.4, 0.0], [0.0, 0.8, -0.3], [0.0, 0.0, 0.5]])
    second = generator.normal(size=(500, 3)) @ np.diag([2.0, 0.3, 1.0]) + np.array([1.0, 0.0, -0.5])

    def reference(a, b):
        means = np.sum((a.mean(axis=0) - b.mean(axis=0)) ** 2)
        left, right = np.cov(a.T), np.cov(b.T)
        values, vectors = np.linalg.eigh(left)
        root = vectors * np.sqrt(values) @ vectors.T
        middle = np.sqrt(np.linalg.eigvalsh(root @ right @ root)).sum()
        return means, np.trace(left) + np.trace(right) - 2 * middle, np.trace(left) + np.trace(right)

    value = attempt(first, second)
    expect_shape(value, ())
    means, spreads, traces = reference(first, second)
    expect(
        not _close(value, means, 0.01),
        "covariances-forgotten",
        en="This compares the means only: two clouds with the same centre and other shapes would be at "
        "distance 0.",
        fr="Vous ne comparez que les moyennes : deux nuages de même centre et de formes différentes seraient "
        "à distance 0.",
    )
    expect(
        not _close(value, means + traces, 0.01), "cross-term-forgotten",
        en="The term −2·Tr((Σ_A Σ_B)^½) is missing: a cloud would not be at distance 0 from itself.",
        fr="Il manque le terme −2·Tr((Σ_A Σ_B)^½) : un nuage ne serait pas à distance 0 de lui-même.",
    )  # fmt: skip
    expect(
        not _close(value, np.sqrt(means) + spreads, 0.01), "norm-not-squared",
        en="The distance between the means must be squared.",
        fr="La distance entre les moyennes doit être élevée au carré.",
    )  # fmt: skip
    expect(
        not _close(value, np.sqrt(means + spreads), 0.01), "root-taken",
        en="This is the root of what is asked for: return d², as it stands in the formula.",
        fr="C'est la racine de ce qui est demandé : renvoyez d², tel qu'il figure dans la formule.",
    )  # fmt: skip
    roots = np.sqrt(np.clip(np.linalg.eigvalsh(np.cov(first.T)), 0, None)).sum()
    _expect_finite(value)
    expect(
        _close(value, means + spreads, 0.02),
        "wrong-value",
        en="The value differs. Is the trace of the root the sum of the square roots of the eigenvalues of R "
        "Σ_B R, "
        "with R = Σ_A^½, and are the features in columns for `np.cov`?",
        fr="La valeur n'est pas la bonne. La trace de la racine est-elle la somme des racines carrées des "
        "valeurs propres de R Σ_B R, avec R = Σ_A^½, et les caractéristiques sont-elles en colonnes pour `np.cov` ?",
    )
    expect(
        abs(float(attempt(first, first))) < 1e-2 * roots, "not-zero",
        en="The distance of a cloud to itself is not 0.",
        fr="La distance d'un nuage à lui-même n'est pas nulle.",
    )  # fmt: skip


@exercise("diffusion-models-nearest")
def nearest(attempt):
    references = draws(9, 3, 3, 1, seed=38)
    picks = np.array([4, 0, 7])
    queries = references[picks] + 0.05 * draws(3, 3, 3, 1, seed=39)
    indices, distances = attempt(queries, references)
    expect_shape(indices, (3,))
    expect_shape(distances, (3,))
    every = np.sqrt(((queries[:, None] - references[None]) ** 2).reshape(3, 9, -1).sum(axis=-1))
    expect(
        not np.array_equal(np.asarray(indices), every.argmax(axis=1)), "farthest",
        en="These are the images farthest away: take the smallest distance.",
        fr="Ce sont les images les plus éloignées : prenez la plus petite distance.",
    )  # fmt: skip
    expect(
        np.array_equal(np.asarray(indices), picks),
        "wrong-indices",
        en="The indices are not those of the nearest references. Are all pixels of an image in one sum?",
        fr="Les indices ne sont pas ceux des références les plus proches. Tous les pixels d'une image "
        "sont-ils "
        "dans une seule somme ?",
    )
    right = every.min(axis=1)
    expect(
        not _close(distances, right**2, 1e-4), "square-root-forgotten",
        en="The indices are right; the distances are still squared.",
        fr="Les indices sont justes ; les distances sont encore au carré.",
    )  # fmt: skip
    expect(
        _close(distances, right, 1e-2), "wrong-distances",
        en="The indices are right, but the distances are not the Euclidean ones.",
        fr="Les indices sont justes, mais les distances ne sont pas les distances euclidiennes.",
    )  # fmt: skip
