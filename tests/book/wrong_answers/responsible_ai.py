"""Typical wrong answers of the chapter, each with the hint that it must get."""

_GAPS = """
parts = [(repaid[group == value], granted[group == value]) for value in (0, 1)]
selection, true_positive, precision = np.abs(rates(*parts[0]) - rates(*parts[1]))
false_positive = abs(false_positive_rate(*parts[0]) - false_positive_rate(*parts[1]))
return np.array([{}])"""

_REWEIGHING = """
weights = np.zeros(len(group))
for g in (0, 1):
    for y in (0, 1):
        cell = (group == g) & (repaid == y)
        weights[cell] = {}
return weights"""

_GAP = """
scores = sigmoid(A @ w)
slopes = (scores * (1 - scores))[:, None] * A
in_a, in_b = among & (group == 0), among & (group == 1)
gap = np.mean(scores[in_a]) - np.mean(scores[in_b])
{}"""

_TRAIN = """
w = np.zeros(A.shape[1])
for _ in range(steps):
    gap, slope = gap_gradient(w, A, group, among)
    w = w - rate * ({})
return w"""

_AUDIT = """
scores, group, repaid = {}
thresholds = group_thresholds(scores, group, repaid == 1, 0.8)
scores, group, repaid = {}
return gaps(repaid, scores > thresholds[group], group)[{}]"""

_MONTH = """
lends = {}
new = np.where(lends, 10, {})
granted = np.arange(10) < new[..., None]
return loans + new, repaid + {}"""

WRONG_ANSWERS = {
    "responsible-ai-errors": {
        "missing": 'errors = {"A": false_negative}',
        "swapped": """
errors = {"A": false_positive, "B": false_negative, "C": false_positive, "D": false_negative}
errors |= {"E": false_positive, "F": false_negative, "G": false_positive}""",
        "refused": """
errors = {"A": false_positive, "B": false_positive, "C": false_negative, "D": false_positive}
errors |= {"E": false_negative, "F": false_positive, "G": false_negative}""",
        "left-out": """
errors = {"A": false_negative, "B": false_positive, "C": false_negative, "D": false_positive}
errors |= {"E": false_negative, "F": false_positive, "G": false_positive}""",
        "granted": """
errors = {"A": false_negative, "B": false_negative, "C": false_negative, "D": false_positive}
errors |= {"E": false_negative, "F": false_positive, "G": false_negative}""",
    },
    "responsible-ai-shared-rows": {
        "numbers": "return np.sum(np.isin(second, first))",
        "same-place": """
size = min(len(first), len(second))
return np.sum(np.all(first[:size] == second[:size], axis=1))""",
        "distinct": "return len({tuple(row) for row in first} & {tuple(row) for row in second})",
        "one-column": "return np.sum(np.isin(second[:, 0], first[:, 0]))",
    },
    "responsible-ai-make-sets": {
        "shared-people": "return [applicants(seed, size) for size in sizes]",
        "not-reproducible": "return [applicants(None, size) for size in sizes]",
        "seed-ignored": "return [applicants(number, size) for number, size in enumerate(sizes)]",
        "seeds-overlap": "return [applicants(seed + number, size) for number, size in enumerate(sizes)]",
        "rows-mixed": """
X, group, repaid = applicants(seed, sum(sizes))
X = np.random.default_rng(seed).permutation(X)
cuts = np.cumsum(sizes)[:-1]
return list(zip(np.split(X, cuts), np.split(group, cuts), np.split(repaid, cuts)))""",
        "sizes": """
X, group, repaid = applicants(seed, sum(sizes))
return list(zip(np.split(X, sizes[:2]), np.split(group, sizes[:2]), np.split(repaid, sizes[:2])))""",
    },
    "responsible-ai-rates": {
        "counts": """
hits = np.sum(granted & (repaid == 1))
return np.array([np.sum(granted), hits, hits])""",
        "swapped": "return np.array([np.mean(granted), np.mean(repaid[granted]), np.mean(granted[repaid == 1])])",
        "divided-by-everybody": """
return np.array([np.mean(granted), np.mean(granted & (repaid == 1)), np.mean(repaid[granted])])""",
        "not-a-mask": "return np.array([np.mean(granted), np.mean(granted[repaid]), np.mean(repaid[granted])])",
        "wrong-row": "return np.array([np.mean(granted), np.mean(granted[repaid == 0]), np.mean(repaid[granted])])",
        "wrong-value": "return np.array([np.mean(granted), np.mean(granted[repaid == 1]), np.mean(granted == repaid)])",
    },
    "responsible-ai-false-positives": {
        "divided-by-granted": "return np.sum(granted & (repaid == 0)) / np.sum(granted)",
        "divided-by-everybody": "return np.mean(granted & (repaid == 0))",
        "divided-by-payers": "return np.sum(granted & (repaid == 0)) / np.sum(repaid)",
        "complement": "return np.mean(~granted[repaid == 0])",
        "not-a-mask": "return np.mean(granted[~repaid])",
    },
    "responsible-ai-gaps": {
        "signed": """
parts = [(repaid[group == value], granted[group == value]) for value in (0, 1)]
selection, true_positive, _ = rates(*parts[1]) - rates(*parts[0])
false_positive = false_positive_rate(*parts[1]) - false_positive_rate(*parts[0])
return np.array([selection, true_positive, max(true_positive, false_positive)])""",
        "precision-instead": _GAPS.format("selection, precision, max(true_positive, false_positive)"),
        "odds-sum": _GAPS.format("selection, true_positive, true_positive + false_positive"),
        "odds-one-rate": _GAPS.format("selection, true_positive, false_positive"),
    },
    "responsible-ai-overestimate": {
        "one-number": "return np.mean(scores) - np.mean(repaid)",
        "sign": "return np.array([np.mean((repaid - scores)[group == value]) for value in (0, 1)])",
        "absolute": "return np.array([abs(np.mean((scores - repaid)[group == value])) for value in (0, 1)])",
        "absolute-each": "return np.array([np.mean(np.abs(scores - repaid)[group == value]) for value in (0, 1)])",
        "swapped": "return np.array([np.mean((scores - repaid)[group == value]) for value in (1, 0)])",
    },
    "responsible-ai-forced": {
        "base-rate-inverted": "return (1 - base_rate) / base_rate * (1 - precision) / precision * true_positive_rate",
        "precision-inverted": "return base_rate / (1 - base_rate) * precision / (1 - precision) * true_positive_rate",
        "rate-forgotten": "return base_rate / (1 - base_rate) * (1 - precision) / precision",
        "false-negative-rate": """
return base_rate / (1 - base_rate) * (1 - precision) / precision * (1 - true_positive_rate)""",
        "not-divided": "return base_rate * (1 - precision) / precision * true_positive_rate",
        "wrong-value": "return base_rate / 1 - base_rate * (1 - precision) / precision * true_positive_rate",
    },
    "responsible-ai-twins": {
        "not-averaged": "return decide(X, group) != decide(twin_X, 1 - group)",
        "count": "return np.sum(decide(X, group) != decide(twin_X, 1 - group))",
        "same-answer": "return np.mean(decide(X, group) == decide(twin_X, 1 - group))",
        "same-group": "return np.mean(decide(X, group) != decide(twin_X, group))",
        "same-features": "return np.mean(decide(X, group) != decide(X, 1 - group))",
        "means-compared": "return abs(np.mean(decide(X, group)) - np.mean(decide(twin_X, 1 - group)))",
    },
    "responsible-ai-reweighing": {
        "upside-down": _REWEIGHING.format("np.mean(cell) / (np.mean(group == g) * np.mean(repaid == y))"),
        "all-cells-equal": _REWEIGHING.format("1 / np.mean(cell)"),
        "outcome-share-forgotten": _REWEIGHING.format("np.mean(group == g) / np.mean(cell)"),
        "group-ignored": _REWEIGHING.format("np.mean(repaid == y)"),
        "wrong-value": _REWEIGHING.format("np.sum(group == g) * np.sum(repaid == y) / np.sum(cell)"),
    },
    "responsible-ai-loss-gradient": {
        "not-averaged": "return (sigmoid(A @ w) - y)[:, None] * A",
        "sum": "return A.T @ (sigmoid(A @ w) - y)",
        "sign": "return A.T @ (y - sigmoid(A @ w)) / len(y)",
        "sigmoid-forgotten": "return A.T @ (A @ w - y) / len(y)",
        "squared-error": """
scores = sigmoid(A @ w)
return A.T @ ((scores - y) * scores * (1 - scores)) / len(y)""",
    },
    "responsible-ai-gap-gradient": {
        "pair": _GAP.format("return gap"),
        "gap-sign": _GAP.format(
            "return abs(gap), np.mean(slopes[in_a], axis=0) - np.mean(slopes[in_b], axis=0)"
        ),
        "mask-ignored": """
scores = sigmoid(A @ w)
slopes = (scores * (1 - scores))[:, None] * A
in_a, in_b = group == 0, group == 1
gap = np.mean(scores[in_a]) - np.mean(scores[in_b])
return gap, np.mean(slopes[in_a], axis=0) - np.mean(slopes[in_b], axis=0)""",
        "divided-by-everybody": """
scores = sigmoid(A @ w)
slopes = (scores * (1 - scores))[:, None] * A
in_a, in_b = among & (group == 0), among & (group == 1)
gap = np.mean(scores * in_a) - np.mean(scores * in_b)
return gap, np.mean(slopes * in_a[:, None], axis=0) - np.mean(slopes * in_b[:, None], axis=0)""",
        "slope-of-the-score": _GAP.format(
            "return gap, np.mean((scores[:, None] * A)[in_a], axis=0) - np.mean((scores[:, None] * A)[in_b], axis=0)"
        ),
        "gradient-sign": _GAP.format(
            "return gap, np.mean(slopes[in_b], axis=0) - np.mean(slopes[in_a], axis=0)"
        ),
        "already-squared": _GAP.format(
            "return gap, 2 * gap * (np.mean(slopes[in_a], axis=0) - np.mean(slopes[in_b], axis=0))"
        ),
    },
    "responsible-ai-train": {
        "penalty-ignored": _TRAIN.format("loss_gradient(w, A, y)"),
        "square-forgotten": _TRAIN.format("loss_gradient(w, A, y) + strength * slope"),
        "two-forgotten": _TRAIN.format("loss_gradient(w, A, y) + strength * gap * slope"),
        "sign-of-the-gap": _TRAIN.format("loss_gradient(w, A, y) + 2 * strength * abs(gap) * slope"),
        "mask-ignored": _TRAIN.format("loss_gradient(w, A, y) + 2 * strength * gap * slope").replace(
            "among)", "group >= 0)"
        ),
        "reward": _TRAIN.format("loss_gradient(w, A, y) - 2 * strength * gap * slope"),
        "uphill": _TRAIN.format("-loss_gradient(w, A, y) - 2 * strength * gap * slope"),
        "one-step": """
w = np.zeros(A.shape[1])
for _ in range(steps):
    gap, slope = gap_gradient(w, A, group, among)
    w = w - rate * (loss_gradient(w, A, y) + 2 * strength * gap * slope)
    return w""",
    },
    "responsible-ai-thresholds": {
        "complement": "return np.array([np.quantile(scores[among & (group == value)], rate) for value in (0, 1)])",
        "mask-ignored": "return np.array([np.quantile(scores[group == value], 1 - rate) for value in (0, 1)])",
        "one-for-both": "return np.full(2, np.quantile(scores[among], 1 - rate))",
        "swapped": "return np.array([np.quantile(scores[among & (group == value)], 1 - rate) for value in (1, 0)])",
        "wrong-rate": "return np.array([np.max(scores[among & (group == value)]) * (1 - rate) for value in (0, 1)])",
    },
    "responsible-ai-audit": {
        "thresholds-from-test": _AUDIT.format("test", "test", 1),
        "reported-on-validation": _AUDIT.format("validation", "validation", 1),
        "exchanged": _AUDIT.format("test", "validation", 1),
        "selection-gap": _AUDIT.format("validation", "test", 0),
    },
    "responsible-ai-month": {
        "input-changed": """
new = np.where(repaid / loans >= least, 10, lottery)
loans += new
repaid += np.sum(would_repay & (np.arange(10) < new[..., None]), axis=2)
return loans, repaid""",
        "lottery-ignored": _MONTH.format(
            "repaid / loans >= least", "0", "np.sum(would_repay & granted, axis=2)"
        ),
        "lends-to-all": "return loans + 10, repaid + np.sum(would_repay, axis=2)",
        "at-least": _MONTH.format(
            "repaid / loans > least", "lottery", "np.sum(would_repay & granted, axis=2)"
        ),
        "reversed": _MONTH.format(
            "repaid / loans < least", "lottery", "np.sum(would_repay & granted, axis=2)"
        ),
        "refused-repaid": _MONTH.format("repaid / loans >= least", "lottery", "np.sum(would_repay, axis=2)"),
        "pair": "return loans + np.where(repaid / loans >= least, 10, lottery)",
    },
}
