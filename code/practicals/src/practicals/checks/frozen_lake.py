"""Checks of the chapter on the frozen lake. JAX is imported only where a check runs."""

import numpy as np

from practicals.checks.comparison import as_array, close, draws, expect_array, expect_shape
from practicals.checks.exercise import NotAttempted, exercise, expect

# The lake of Gymnasium's FrozenLake-v1: start, frozen, hole, goal, row by row.
_LAKE = "SFFFFHFHFFFHHFFG"
_SIZE = 4


def _land(state, action):
    """The next state on the dry lake; actions are left, down, right, up."""
    row, column = divmod(state, _SIZE)
    row = min(max(row + (action == 1) - (action == 3), 0), _SIZE - 1)
    column = min(max(column + (action == 2) - (action == 0), 0), _SIZE - 1)
    return row * _SIZE + column


@exercise("frozen-lake-moves")
def moves(attempt):
    """A list of actions that leads from the start to the goal on dry ice."""
    actions = [int(action) for action in attempt]
    expect(
        set(actions) <= {0, 1, 2, 3},
        "unknown-move",
        en="A move is LEFT, DOWN, RIGHT or UP, and nothing else.",
        fr="Un coup est LEFT, DOWN, RIGHT ou UP, et rien d'autre.",
    )
    state = 0
    for number, action in enumerate(actions, 1):
        state = _land(state, action)
        expect(
            _LAKE[state] != "H",
            "hole",
            en=f"Move number {number} leads into a hole, on square {state}. Remember where it is, and try again.",
            fr=f"Le coup numéro {number} mène dans un trou, sur la case {state}. Retenez où il est, et recommencez.",
        )
        if _LAKE[state] == "G":
            return (
                f"You arrived after {number} moves; no way is shorter than 6.",
                f"Vous êtes à l'arrivée après {number} coups ; aucun chemin n'en demande moins de 6.",
            )
    expect(
        False,
        "not-there",
        en=f"After {len(actions)} moves you stand on square {state}, on the ice, and have not met the goal yet.",
        fr=f"Après {len(actions)} coups vous êtes sur la case {state}, sur la glace, sans avoir encore rencontré le but.",
    )


class _Corridor:
    """An environment that walks through given states, ends as told, and notes what happens to it."""

    def __init__(self, states, rewards, terminated):
        self.states, self.rewards, self.terminated = states, rewards, terminated
        self.time, self.actions, self.seeds, self.beyond = 0, [], [], False

    def reset(self, seed=None, options=None):
        self.time = 0
        self.seeds.append(seed)
        return self.states[0], {}

    def step(self, action):
        self.actions.append(action)
        if self.time >= len(self.rewards):
            self.beyond = True
            return self.states[-1], 0.0, True, True, {}
        self.time += 1
        last = self.time == len(self.rewards)
        reward, state = self.rewards[self.time - 1], self.states[self.time]
        return state, reward, last and self.terminated, last and not self.terminated, {}


@exercise("frozen-lake-episode")
def episode(attempt):
    """A function of (environment, policy) that returns states, rewards and terminated."""
    for terminated in (True, False):
        corridor = _Corridor([3, 1, 4, 5, 9], [0.0, 2.0, 0.0, 1.0], terminated)
        states, rewards, ended = attempt(corridor, lambda state: state % 4)
        expect(
            not corridor.beyond,
            "truncated-ignored",
            en="You go on walking when the clock has run out: the loop ends when the episode is terminated "
            "or truncated.",
            fr="Vous continuez à marcher quand le temps est écoulé : la boucle s'arrête quand l'épisode est terminé "
            "(terminated) ou tronqué (truncated).",
        )
        expect(
            len(rewards) == 4 or len(states) != len(rewards) + 1,
            "stopped-early",
            en="The episode stops too early: only `terminated` or `truncated` ends it, not a reward.",
            fr="L'épisode s'arrête trop tôt : seuls `terminated` ou `truncated` y mettent fin, pas une récompense.",
        )
        expect(
            list(states) != [3, 1, 4, 5],
            "last-state-missing",
            en="The last state is missing: there is one state more than rewards, the one where the walk ended.",
            fr="Il manque le dernier état : il y a un état de plus que de récompenses, celui où la marche s'est arrêtée.",
        )
        expect(
            corridor.actions != [3] * 4,
            "stale-state",
            en="The policy is always asked about the first state: give it the state that the last step returned.",
            fr="La politique est toujours interrogée sur le premier état : donnez-lui l'état que le dernier pas a renvoyé.",
        )
        expect(
            list(states) == [3, 1, 4, 5, 9] and list(rewards) == [0.0, 2.0, 0.0, 1.0],
            "wrong-lists",
            en="The lists are not right: states begins with the start and gets one entry a step, and so does rewards.",
            fr="Les listes ne sont pas justes : states commence par le départ et reçoit un élément par pas, rewards aussi.",
        )
        expect(
            bool(ended) == terminated,
            "wrong-end",
            en="The third result should be `terminated`: false when only the clock has run out.",
            fr="Le troisième résultat devrait être `terminated` : faux quand seul le temps est écoulé.",
        )


@exercise("frozen-lake-return")
def discounted(attempt):
    """A function of (rewards, discount) that returns the discounted sum."""
    rewards, discount = [2.0, 1.0, 5.0, -1.0], 0.8
    value = as_array(attempt(list(rewards), discount))
    powers = discount ** np.arange(4)
    expect_shape(value, ())
    expect(
        not close(value, np.sum(rewards)),
        "undiscounted",
        en="This is the plain sum: each reward is multiplied by γ to the number of steps before it.",
        fr="C'est la somme simple : chaque récompense doit être multipliée par γ à la puissance du nombre de pas avant elle.",
    )
    expect(
        not close(value, discount * np.sum(powers * rewards)),
        "one-step-late",
        en="You discount even the first reward: it counts in full, the second one γ times.",
        fr="Vous actualisez déjà la première récompense : elle compte en entier, la deuxième γ fois.",
    )
    expect(
        not close(value, np.sum(powers[::-1] * rewards)),
        "reversed",
        en="You discount the first rewards most: it is the late ones that count less.",
        fr="Vous actualisez surtout les premières récompenses : ce sont les dernières qui comptent moins.",
    )
    expect(
        close(value, np.sum(powers * rewards)),
        "wrong-value",
        en="The value is not right: r₁ + γ r₂ + γ² r₃ + …",
        fr="La valeur n'est pas juste : r₁ + γ r₂ + γ² r₃ + …",
    )


class _Lottery:
    """Episodes of three steps that are won or not by the stream of random numbers since the last seed."""

    def __init__(self):
        self.seeds, self.generator, self.wins = [], None, 0

    def reset(self, seed=None, options=None):
        self.seeds.append(seed)
        if seed is not None:
            self.generator = np.random.default_rng(seed)
        self.time = 0
        return 0, {}

    def step(self, action):
        self.time += 1
        over = self.time == 3
        reward = float(over and self.generator.random() < 0.4)
        self.wins += reward
        return self.time, reward, over, False, {}


@exercise("frozen-lake-success")
def success(attempt):
    """A function of (environment, policy, episodes, seed) that returns the share of episodes won."""
    lottery = _Lottery()
    value = as_array(attempt(lottery, lambda state: 0, 50, 7))
    expect_shape(value, ())
    expect(
        lottery.seeds.count(7) == 1 or len(lottery.seeds) < 2,
        "same-episode",
        en="Every episode gets the same seed, so that you play one and the same episode again and again: "
        "give the seed to the first one only.",
        fr="Chaque épisode reçoit la même graine, si bien que vous jouez toujours le même : "
        "ne donnez la graine qu'au premier.",
    )
    expect(
        lottery.seeds[:1] == [7] and len(set(lottery.seeds[1:])) <= 1,
        "seed-lost",
        en="The seed should go to the first episode, and the others should get None.",
        fr="La graine doit aller au premier épisode, et les autres reçoivent None.",
    )
    expect(
        len(lottery.seeds) == 50,
        "episodes",
        en=f"You played {len(lottery.seeds)} episodes instead of 50.",
        fr=f"Vous avez joué {len(lottery.seeds)} épisodes au lieu de 50.",
    )
    expect(
        not close(value, lottery.wins / 150),
        "per-step",
        en="This is the mean reward of a step: divide the number of wins by the number of episodes.",
        fr="C'est la récompense moyenne d'un pas : divisez le nombre de succès par le nombre d'épisodes.",
    )
    expect(
        not close(value, lottery.wins),
        "count",
        en="This is the number of wins: divide by the number of episodes.",
        fr="C'est le nombre de succès : divisez par le nombre d'épisodes.",
    )
    expect(
        close(value, lottery.wins / 50),
        "wrong-value",
        en="The share is not right: add up the rewards of all episodes, and divide by their number.",
        fr="La part n'est pas juste : additionnez les récompenses de tous les épisodes, et divisez par leur nombre.",
    )


def _random_lake(seed, states=6):
    """Chances, mean rewards of both signs, and values, for a world that nobody has seen."""
    generator = np.random.default_rng(seed)
    P = generator.random((states, 4, states)) ** 3
    return P / P.sum(axis=2, keepdims=True), generator.normal(size=(states, 4)), generator.normal(size=states)


@exercise("frozen-lake-backup")
def backup(attempt):
    """A function of (V, P, R, discount) that returns Q."""
    P, R, V = _random_lake(0)
    value = attempt(V, P, R, 0.7)
    reference = R + 0.7 * P @ V
    expect(
        np.shape(value) != (6,),
        "maximum-taken",
        en="You return one number a state; Q has one for each state and action. The maximum comes later.",
        fr="Vous renvoyez un nombre par état ; Q en a un pour chaque état et chaque action. Le maximum vient plus tard.",
    )
    expect_shape(value, (6, 4))
    expect(
        not close(value, 0.7 * P @ V),
        "reward-forgotten",
        en="The reward of the action is missing.",
        fr="Il manque la récompense de l'action.",
    )
    expect(
        not close(value, R + P @ V),
        "discount-forgotten",
        en="The value of the next state is not discounted: multiply it by γ.",
        fr="La valeur de l'état suivant n'est pas actualisée : multipliez-la par γ.",
    )
    expect(
        not close(value, 0.7 * (R + P @ V)),
        "reward-discounted",
        en="Only the future is discounted; the reward of the action itself counts in full.",
        fr="Seul l'avenir est actualisé ; la récompense de l'action elle-même compte en entier.",
    )
    expect(
        close(value, reference),
        "wrong-value",
        en="The values are not right: R + γ times the sum over the next states of their chance times their value.",
        fr="Les valeurs ne sont pas justes : R + γ fois la somme, sur les états suivants, de leur probabilité fois leur valeur.",
    )


def _iterated(P, R, discount, sweeps, combine=np.max):
    V = np.zeros(len(R))
    for _ in range(sweeps):
        V = combine(R + discount * P @ V, axis=1)
    return V


@exercise("frozen-lake-value-iteration")
def iteration(attempt):
    """A function of (P, R, discount) that returns the best values."""
    for seed, shift in ((1, 0.0), (2, -3.0)):
        P, R, _ = _random_lake(seed)
        R = R + shift
        value = attempt(P, R, 0.8)
        reference = _iterated(P, R, 0.8, 400)
        expect(
            np.shape(value) != (6, 4),
            "action-values",
            en="You return Q; what is asked is V, its maximum over the actions.",
            fr="Vous renvoyez Q ; ce qui est demandé est V, son maximum sur les actions.",
        )
        expect_shape(value, (6,))
        expect(
            not close(value, _iterated(P, R, 0.8, 400, np.mean)),
            "mean",
            en="These are the values of the random walk: take the maximum over the actions, not the mean.",
            fr="Ce sont les valeurs de la marche au hasard : prenez le maximum sur les actions, et non la moyenne.",
        )
        expect(
            not close(value, _iterated(P, R, 0.8, 1)) and not close(value, _iterated(P, R, 0.8, 2)),
            "one-sweep",
            en="You stop after a sweep or two: go on until no value changes by more than the tolerance, "
            "up or down (take absolute values).",
            fr="Vous vous arrêtez après un ou deux balayages : continuez jusqu'à ce qu'aucune valeur ne change "
            "de plus que la tolérance, en plus ou en moins (prenez les valeurs absolues).",
        )
        expect(
            close(value, reference, 1e-5),
            "wrong-value",
            en="The values are not right: repeat V ← max over the actions of R + γ P V, with `action_values`.",
            fr="Les valeurs ne sont pas justes : répétez V ← max sur les actions de R + γ P V, avec `action_values`.",
        )


# One episode through different states, so that the order of the updates leaves no trace.
_STATES, _REWARDS, _DISCOUNT, _RATE = [0, 3, 2, 5, 4], [1.0, 0.0, -2.0, 3.0], 0.9, 0.25


def _moved(V, targets, rate=_RATE):
    new = V.copy()
    for state, target in zip(_STATES, targets, strict=False):
        new[state] += rate * (target - V[state])
    return new


def _expect_copy(before, values):
    expect(
        close(before, values),
        "in-place",
        en="The values that you were given have changed: work on a copy.",
        fr="Les valeurs que vous avez reçues ont changé : travaillez sur une copie.",
    )


@exercise("frozen-lake-monte-carlo")
def monte_carlo(attempt):
    """A function of (V, states, rewards, discount, rate) that returns the values after an episode."""
    V = draws(7, seed=1)
    given = V.copy()
    value = attempt(given, list(_STATES), list(_REWARDS), _DISCOUNT, _RATE)
    _expect_copy(given, V)
    expect_array(value)
    expect_shape(value, (7,))
    returns = [sum(_DISCOUNT**k * r for k, r in enumerate(_REWARDS[time:])) for time in range(4)]
    shifted = [_DISCOUNT * total for total in [*returns[1:], 0.0]]
    expect(
        not close(value, _moved(V, [returns[0]] * 4)),
        "return-of-the-start",
        en="Every state is moved towards the return of the whole episode: use what followed from that state on.",
        fr="Chaque état est rapproché du retour de tout l'épisode : prenez ce qui a suivi à partir de cet état.",
    )
    expect(
        not close(value, _moved(V, [sum(_REWARDS[time:]) for time in range(4)])),
        "undiscounted",
        en="The returns are not discounted: G ← r + γ G, going backwards.",
        fr="Les retours ne sont pas actualisés : G ← r + γ G, en remontant.",
    )
    expect(
        not close(value, _moved(V, shifted)) and not close(value, _moved(V, [*returns[1:], 0.0])),
        "reward-left-out",
        en="The reward that follows a state belongs to its return: `rewards[t]` comes after `states[t]`.",
        fr="La récompense qui suit un état fait partie de son retour : `rewards[t]` vient après `states[t]`.",
    )
    expect(
        not close(value, _moved(V, returns, 1.0)),
        "rate-forgotten",
        en="The estimate jumps onto the return: move it only by the learning rate times the difference.",
        fr="L'estimation saute sur le retour : ne la déplacez que du taux d'apprentissage fois la différence.",
    )
    expect(
        close(value, _moved(V, returns)),
        "wrong-value",
        en="The values are not right: V(s) += α (G − V(s)) for each state that was left, with the return after it.",
        fr="Les valeurs ne sont pas justes : V(s) += α (G − V(s)) pour chaque état quitté, avec le retour qui a suivi.",
    )


@exercise("frozen-lake-td")
def td(attempt):
    """A function of (V, states, rewards, discount, rate) that returns the values after temporal differences."""

    def walked(V, states, rewards, backwards=False, newest=True, discount=_DISCOUNT, sign=1.0):
        new = V.copy()
        steps = list(zip(states, rewards, states[1:], strict=False))
        for state, reward, after in reversed(steps) if backwards else steps:
            source = new if newest else V
            new[state] += sign * _RATE * (reward + discount * source[after] - source[state])
        return new

    V = draws(7, seed=2)
    # The second episode comes back to a state: there only the newest values give the right answer.
    for states, rewards in ((_STATES, _REWARDS), ([1, 2, 1, 2, 6], [0.5, 1.0, -1.0, 2.0])):
        given = V.copy()
        value = attempt(given, list(states), list(rewards), _DISCOUNT, _RATE)
        _expect_copy(given, V)
        expect_array(value)
        expect_shape(value, (7,))
        returns = [sum(_DISCOUNT**k * r for k, r in enumerate(_REWARDS[time:])) for time in range(4)]
        expect(
            not close(value, _moved(V, returns)),
            "monte-carlo",
            en="This is Monte Carlo: the target is the reward of one step plus the discounted value of the next state.",
            fr="C'est Monte-Carlo : la cible est la récompense d'un pas plus la valeur actualisée de l'état suivant.",
        )
        expect(
            not close(value, walked(V, states, rewards, discount=1.0)),
            "discount-forgotten",
            en="The value of the next state is not discounted: multiply it by γ.",
            fr="La valeur de l'état suivant n'est pas actualisée : multipliez-la par γ.",
        )
        expect(
            not close(value, walked(V, states, rewards, sign=-1.0)),
            "sign",
            en="The values move away from the target: the difference is target minus old value.",
            fr="Les valeurs s'éloignent de la cible : la différence est la cible moins l'ancienne valeur.",
        )
        expect(
            close(value, walked(V, states, rewards))
            or not close(value, walked(V, states, rewards, backwards=True)),
            "backwards",
            en="You go through the episode backwards: temporal differences learn during the walk, from the first step on.",
            fr="Vous parcourez l'épisode à rebours : les différences temporelles apprennent pendant la marche, dès le premier pas.",
        )
        expect(
            close(value, walked(V, states, rewards))
            or not close(value, walked(V, states, rewards, newest=False)),
            "old-values",
            en="Each update should use the newest values, those of the copy, not those from before the episode.",
            fr="Chaque mise à jour doit utiliser les valeurs les plus récentes, celles de la copie, et non celles d'avant l'épisode.",
        )
        expect(
            close(value, walked(V, states, rewards)),
            "wrong-value",
            en="The values are not right: V(s) += α (r + γ V(s′) − V(s)), one step after the other.",
            fr="Les valeurs ne sont pas justes : V(s) += α (r + γ V(s′) − V(s)), un pas après l'autre.",
        )


def _shares(attempt, values, epsilon, count=3000):
    """How often each action is chosen."""
    generator = np.random.default_rng(5)
    chosen = [int(attempt(np.array(values), epsilon, generator)) for _ in range(count)]
    return np.bincount(chosen, minlength=4) / count


@exercise("frozen-lake-epsilon-greedy")
def greedy(attempt):
    """A function of (values, epsilon, generator) that returns an action."""
    values = [0.1, 0.9, 0.3, -0.2]
    seldom, often = _shares(attempt, values, 0.2), _shares(attempt, values, 0.8)
    expect(
        not (abs(seldom[1] - 0.4) < 0.06 and abs(often[1] - 0.85) < 0.06),
        "inverted",
        en="With a small ε you nearly always explore: explore when the random number is *below* ε.",
        fr="Avec un petit ε, vous explorez presque toujours : explorez quand le nombre tiré au hasard est *inférieur* à ε.",
    )
    expect(
        seldom[1] < 0.97 and often[1] < 0.97,
        "never-explores",
        en="The best action is chosen every time, whatever ε: nothing is ever explored.",
        fr="La meilleure action est choisie à chaque fois, quel que soit ε : rien n'est jamais exploré.",
    )
    expect(
        not (abs(seldom[1] - 0.8) < 0.025 and abs(often[1] - 0.2) < 0.04),
        "best-excluded",
        en="When you explore, all four actions should have the same chance, the best one included.",
        fr="Quand vous explorez, les quatre actions doivent avoir la même chance, la meilleure comprise.",
    )
    expect(
        abs(seldom[1] - 0.85) < 0.04 and abs(often[1] - 0.4) < 0.05,
        "wrong-shares",
        en=f"With ε = 0.2 the best action should be taken in about 85 % of the cases; yours is in {seldom[1]:.0%}.",
        fr=f"Avec ε = 0,2, la meilleure action devrait être prise dans 85 % des cas environ ; la vôtre l'est dans {100 * seldom[1]:.0f} %.",
    )
    explored = np.delete(often, 1)
    expect(
        np.all(np.abs(explored - 0.2) < 0.05),
        "uneven",
        en="When you explore, all four actions should have the same chance.",
        fr="Quand vous explorez, les quatre actions doivent avoir la même chance.",
    )
    ties = _shares(attempt, [0.5, 0.5, 0.1, 0.5], 0.0)
    expect(
        ties.max() < 0.9,
        "first-of-ties",
        en="Where several actions are equally good you always take the same one: choose among them at random.",
        fr="Quand plusieurs actions se valent, vous prenez toujours la même : choisissez au hasard parmi elles.",
    )
    expect(
        np.all(np.abs(ties - [1 / 3, 1 / 3, 0, 1 / 3]) < 0.06),
        "wrong-ties",
        en="Where several actions are equally good, each of them should have the same chance, and no other any.",
        fr="Quand plusieurs actions se valent, chacune d'elles doit avoir la même chance, et les autres aucune.",
    )


@exercise("frozen-lake-schedule")
def schedule(attempt):
    """A function of (step, start, end, steps) that returns ε."""

    def at(step):
        return float(attempt(step, 0.9, 0.1, 40))

    expect(
        close(at(0), 0.9),
        "wrong-start",
        en=f"At step 0 the value should be `start`, 0.9; yours is {at(0):.3g}.",
        fr=f"Au pas 0, la valeur devrait être `start`, soit `0.9` ; la vôtre est {at(0):.3g}.",
    )
    expect(
        not close(at(40), 0.0) and not close(at(20), 0.45),
        "falls-to-zero",
        en="The line should end at `end`, not at 0.",
        fr="La droite doit finir à `end`, et non à 0.",
    )
    expect(
        at(60) > 0.1 - 1e-6,
        "below-the-end",
        en="After `steps` steps the line goes on falling: from there on the value should stay at `end`.",
        fr="Après `steps` pas, la droite continue de descendre : à partir de là, la valeur doit rester à `end`.",
    )
    expect(
        close(at(40), 0.1) and close(at(60), 0.1),
        "wrong-end",
        en="From step `steps` on the value should be `end`.",
        fr="À partir du pas `steps`, la valeur doit être `end`.",
    )
    expect(
        close(at(10), 0.7) and close(at(30), 0.3) and close(float(attempt(5, 0.0, 1.0, 20)), 0.25),
        "not-a-line",
        en="Between the two ends the value should lie on a straight line: halfway it is the mean of both.",
        fr="Entre les deux extrémités, la valeur doit être sur une droite : à mi-chemin, c'est leur moyenne.",
    )


@exercise("frozen-lake-target")
def target(attempt):
    """A function of (reward, next_values, terminated, truncated, discount) that returns the target."""
    values, discount = np.array([0.5, 2.0, -1.0, 1.0]), 0.6

    def given(terminated, truncated):
        return as_array(attempt(3.0, values.copy(), terminated, truncated, discount))

    expect_shape(given(False, False), ())
    expect(
        not close(given(True, False), 3.0 + 0.6 * 2.0),
        "terminal-bootstrapped",
        en="After a terminated step you still count the values of the next state: in a hole there is no future.",
        fr="Après un pas terminé (terminated), vous comptez encore les valeurs de l'état suivant : dans un trou, il n'y a pas d'avenir.",
    )
    expect(
        not close(given(True, False), 0.0),
        "reward-lost",
        en="When the episode is terminated only the future is worth nothing; the reward of the step still counts.",
        fr="Quand l'épisode est terminé, seul l'avenir ne vaut rien ; la récompense du pas compte encore.",
    )
    expect(
        close(given(True, False), 3.0),
        "wrong-terminal",
        en="After a terminated step the target is the reward alone.",
        fr="Après un pas terminé (terminated), la cible est la récompense seule.",
    )
    expect(
        not close(given(False, True), 3.0),
        "truncated-cut",
        en="When only the clock has run out the walker still stands on the ice: the future counts after truncation.",
        fr="Quand seul le temps est écoulé, on est encore debout sur la glace : après une troncature, l'avenir compte.",
    )
    expect(
        close(given(False, False), 4.2) and close(given(False, True), 4.2),
        "wrong-value",
        en="Where a future exists the target is r + γ times the largest of the next values.",
        fr="Là où un avenir existe, la cible est r + γ fois la plus grande des valeurs suivantes.",
    )
    expect(
        close(given(True, True), 3.0),
        "both-ends",
        en="A step can be terminated and truncated at once, at the last tick of the clock: then it is terminated.",
        fr="Un pas peut être à la fois terminé et tronqué, au dernier instant permis : alors il est terminé.",
    )


@exercise("frozen-lake-sarsa-target")
def sarsa(attempt):
    """A function of (reward, next_values, next_action, terminated, discount) that returns the target."""
    values, discount = np.array([0.5, 2.0, -1.0, 1.0]), 0.6
    value = as_array(attempt(3.0, values.copy(), 2, False, discount))
    expect_shape(value, ())
    expect(
        not close(value, 3.0 + 0.6 * 2.0),
        "maximum",
        en="This is the target of Q-learning: take the value of the next action, not the largest one.",
        fr="C'est la cible du Q-learning : prenez la valeur de l'action suivante, et non la plus grande.",
    )
    expect(
        not close(value, 3.0 + 0.6 * values.mean()),
        "mean",
        en="This is the mean over all actions: take the one that was chosen.",
        fr="C'est la moyenne sur toutes les actions : prenez celle qui a été choisie.",
    )
    expect(
        not close(attempt(3.0, values.copy(), 2, True, discount), 3.0 - 0.6),
        "terminal-bootstrapped",
        en="After a terminated step there is no next action: the target is the reward alone.",
        fr="Après un pas terminé (terminated), il n'y a pas d'action suivante : la cible est la récompense seule.",
    )
    expect(
        close(value, 2.4)
        and close(attempt(3.0, values.copy(), 3, False, discount), 3.6)
        and close(attempt(3.0, values.copy(), 2, True, discount), 3.0),
        "wrong-value",
        en="The target is r + γ times `next_values[next_action]`, and r alone after a terminated step.",
        fr="La cible est r + γ fois `next_values[next_action]`, et r seule après un pas terminé.",
    )


@exercise("frozen-lake-slide")
def slide(attempt):
    """A function of (landing, states, actions, slips) that returns the next states."""
    generator = np.random.default_rng(3)
    landing = generator.permutation(40).reshape(10, 4)
    states, actions = generator.integers(10, size=(2, 9)), generator.integers(1, 3, size=(2, 9))
    slips = generator.integers(-1, 2, size=(2, 9))
    value = attempt(landing, states, actions, slips)
    expect(
        np.shape(value) != (2, 9, 4),
        "one-index",
        en="You return the four landings of every walker: index `landing` with the states and the directions at once.",
        fr="Vous renvoyez les quatre arrivées de chaque marcheur : indexez `landing` par les états et les directions à la fois.",
    )
    expect_shape(value, (2, 9))
    expect(
        not np.array_equal(value, landing[states, actions]),
        "slip-ignored",
        en="The slips are ignored: the direction of a walker is its action plus its slip.",
        fr="Les glissades sont ignorées : la direction d'un marcheur est son action plus sa glissade.",
    )
    expect(
        np.array_equal(value, landing[states, actions + slips]),
        "wrong-landing",
        en="The landings are not right: walker i goes from states[i] in the direction actions[i] + slips[i].",
        fr="Les arrivées ne sont pas justes : le marcheur i part de states[i] dans la direction actions[i] + slips[i].",
    )
    edges = np.array([0, 3, 3, 0])
    turns = np.array([-1, 1, 0, 0])
    around = None
    try:
        around = attempt(landing, np.array([1, 2, 3, 4]), edges, turns)
    except NotAttempted:
        raise
    except Exception:
        around = np.full(4, -1)
    expect(
        np.array_equal(around, landing[[1, 2, 3, 4], (edges + turns) % 4]),
        "not-around",
        en="The directions go around: after up (3) comes left (0), so that 4 stands for 0. `%` gives the remainder.",
        fr="Les directions tournent : après le haut (3) vient la gauche (0), si bien que 4 vaut 0. `%` donne le reste.",
    )


@exercise("frozen-lake-one-hot")
def one_hot(attempt):
    """A function of (states, count) that returns rows with a single 1."""
    states = np.array([2, 0, 4, 2, 1, 1, 0])
    value = attempt(states, 5)
    reference = np.eye(5)[states]
    expect(
        np.shape(value) != (5, 7),
        "transposed",
        en="Rows and columns are exchanged: one row a state, one column a square.",
        fr="Lignes et colonnes sont échangées : une ligne par état, une colonne par case.",
    )
    expect_shape(value, (7, 5))
    expect(
        not close(value, np.eye(7, 5)),
        "states-ignored",
        en="The 1 of a row should stand in the column of its state; yours stands on the diagonal.",
        fr="Le 1 d'une ligne doit être dans la colonne de son état ; le vôtre est sur la diagonale.",
    )
    expect(
        close(value, reference),
        "wrong-value",
        en="Each row should be zero but for one 1, in the column of its state.",
        fr="Chaque ligne doit être nulle sauf un 1, dans la colonne de son état.",
    )
    expect(
        np.asarray(value).dtype == np.float32,
        "wrong-dtype",
        en=f"The numbers are right, but of type {np.asarray(value).dtype}: ask for `np.float32`.",
        fr=f"Les nombres sont justes, mais de type {np.asarray(value).dtype} : demandez `np.float32`.",
    )


@exercise("frozen-lake-explore")
def explore(attempt):
    """A function of (key, epsilon), in JAX, that returns an action to explore, or -1."""
    import jax

    keys = jax.random.split(jax.random.key(11), 4000)

    def shares(epsilon):
        drawn = jax.vmap(lambda key: attempt(key, epsilon))(keys)
        return np.bincount(np.asarray(drawn, dtype=int) + 1, minlength=5) / len(keys)

    often = shares(0.3)
    expect(
        abs(often[0] - 0.3) > 0.05,
        "inverted",
        en="The walker explores when it should not: `bernoulli(key, epsilon)` is true with probability ε.",
        fr="Le marcheur explore quand il ne devrait pas : `bernoulli(key, epsilon)` est vrai avec la probabilité ε.",
    )
    expect(
        often[0] > 0.05,
        "never-greedy",
        en="−1 never comes: where the coin does not say *explore*, the result should be −1.",
        fr="−1 n'apparaît jamais : là où la pièce ne dit pas *explorer*, le résultat doit être −1.",
    )
    expect(
        np.min(often[1:]) > 0.02,
        "one-key",
        en="An action is still hardly ever explored: the coin and the action need one key each, "
        "both of them new ones from `jax.random.split`.",
        fr="Une action n'est presque jamais explorée : la pièce et l'action ont besoin chacune de sa clé, "
        "toutes deux nouvelles, tirées de `jax.random.split`.",
    )
    expect(
        np.all(np.abs(often - [0.7, 0.075, 0.075, 0.075, 0.075]) < 0.03)
        and np.all(np.abs(shares(0.8) - 0.2) < 0.03),
        "wrong-shares",
        en="The shares are not right: with probability ε any of the four actions, otherwise −1.",
        fr="Les proportions ne sont pas justes : avec la probabilité ε, l'une des quatre actions, sinon −1.",
    )


def _two_layers(seed):
    """The parameters of a network from 5 inputs to 4 action values."""
    return [
        {"w": draws(5, 6, seed=seed), "b": draws(6, seed=seed + 1)},
        {"w": draws(6, 4, seed=seed + 2), "b": draws(4, seed=seed + 3)},
    ]


def _forward(params, x):
    hidden = np.maximum(x @ params[0]["w"] + params[0]["b"], 0)
    return hidden @ params[1]["w"] + params[1]["b"]


@exercise("frozen-lake-loss")
def loss(attempt):
    """A function of (params, target_params, batch, discount) that returns the loss of a deep Q-network."""
    import jax
    import jax.numpy as jnp

    params, frozen, discount = _two_layers(20), _two_layers(30), 0.7
    batch = {
        "x": draws(8, 5, seed=40), "next_x": draws(8, 5, seed=41), "reward": draws(8, seed=42),
        "action": np.array([0, 1, 2, 3, 3, 2, 1, 0]), "terminated": np.array([0, 1, 0, 0, 1, 0, 0, 0]),
    }  # fmt: skip
    as_jax = jax.tree.map(jnp.asarray, (params, frozen, batch))
    value = attempt(*as_jax, discount)
    expect(
        np.shape(value) != (8,),
        "not-averaged",
        en="You return one number a transition; the loss is their mean.",
        fr="Vous renvoyez un nombre par transition ; la perte est leur moyenne.",
    )
    expect_shape(value, ())
    said = _forward(params, batch["x"])[np.arange(8), batch["action"]]

    def mean_square(bootstrap=frozen, alive=1 - batch["terminated"], best=True, reduce=np.max):
        future = reduce(_forward(bootstrap, batch["next_x"]), axis=1)
        own = said if best else np.max(_forward(params, batch["x"]), axis=1)
        return np.mean((own - batch["reward"] - discount * alive * future) ** 2)

    expect(
        not close(value, mean_square(bootstrap=params)),
        "own-target",
        en="The target is computed with the network that learns: use `target_params` for the next state.",
        fr="La cible est calculée avec le réseau qui apprend : prenez `target_params` pour l'état suivant.",
    )
    expect(
        not close(value, mean_square(alive=1.0)),
        "terminal-bootstrapped",
        en='A terminated transition has no future: multiply it by `1 - batch["terminated"]`.',
        fr="Une transition terminée n'a pas d'avenir : multipliez-le par `1 - batch[\"terminated\"]`.",
    )
    expect(
        not close(value, mean_square(alive=batch["terminated"])),
        "terminated-inverted",
        en='Only terminated transitions have a future here: it is the other way round, `1 - batch["terminated"]`.',
        fr="Ici, seules les transitions terminées ont un avenir : c'est l'inverse, `1 - batch[\"terminated\"]`.",
    )
    expect(
        not close(value, mean_square(best=False)),
        "action-ignored",
        en="The network is judged on its best action, not on the one that was taken: pick the column of `action`.",
        fr="Le réseau est jugé sur sa meilleure action, et non sur celle qui a été prise : choisissez la colonne de `action`.",
    )
    expect(
        close(value, mean_square(), 1e-3),
        "wrong-value",
        en="The loss is not right: the mean of (said − (r + γ (1 − d) max over the next actions))².",
        fr="La perte n'est pas juste : la moyenne de (dit − (r + γ (1 − d) max sur les actions suivantes))².",
    )


@exercise("frozen-lake-picture")
def pictures(attempt):
    """A function of a square map that returns one picture of three channels a state."""
    rows = ["SFH", "HFF", "HFG"]
    value = attempt(rows)
    expect_array(value)
    expect(
        np.shape(value) != (9, 27),
        "flat",
        en="The pictures are flattened: keep the shape (S, 3, size, size); the network's input is flattened later.",
        fr="Les images sont aplaties : gardez la forme (S, 3, size, size) ; l'entrée du réseau sera aplatie plus tard.",
    )
    expect(
        np.shape(value) != (9, 3, 3, 3) or not np.array_equal(value, np.moveaxis(_pictures(rows), 1, -1)),
        "channels-last",
        en="The channels stand last: they come second, (S, 3, size, size).",
        fr="Les canaux sont en dernier : ils viennent en deuxième, (S, 3, size, size).",
    )
    expect_shape(value, (9, 3, 3, 3))
    value, reference = as_array(value), _pictures(rows)
    expect(
        not np.allclose(value[:, 0], reference[0, 0]) and not np.allclose(value[:, 0], 0),
        "agent-fixed",
        en="The agent should stand on square s in picture s: in the first channel each picture has its own 1.",
        fr="L'agent doit être sur la case s dans l'image s : dans le premier canal, chaque image a son propre 1.",
    )
    expect(
        not np.allclose(value[:, 0], np.swapaxes(reference[:, 0], 1, 2)),
        "rows-and-columns",
        en="Rows and columns are exchanged: state 1 is the second square of the first row.",
        fr="Lignes et colonnes sont échangées : l'état 1 est la deuxième case de la première ligne.",
    )
    expect(
        not (np.allclose(value[:, 1], reference[:, 2]) and np.allclose(value[:, 2], reference[:, 1])),
        "channels-exchanged",
        en="The channels of holes and goal are exchanged: agent, holes, goal.",
        fr="Les canaux des trous et du but sont échangés : agent, trous, but.",
    )
    expect(
        np.allclose(value, reference),
        "wrong-value",
        en="The pictures are not right: 1 where the agent is, where the holes are, where the goal is, 0 elsewhere.",
        fr="Les images ne sont pas justes : 1 là où est l'agent, là où sont les trous, là où est le but, 0 ailleurs.",
    )


def _pictures(rows):
    size = len(rows)
    result = np.zeros((size * size, 3, size, size))
    for state in range(size * size):
        result[state, 0, state // size, state % size] = 1
        for y, row in enumerate(rows):
            for x, tile in enumerate(row):
                result[state, 1, y, x], result[state, 2, y, x] = tile == "H", tile == "G"
    return result
