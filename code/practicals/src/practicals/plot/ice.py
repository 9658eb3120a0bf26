"""Lakes of squares: holes, goal, the way of a walker, values as a heat map, best actions as arrows; and a game."""

import base64
import html
import math
import os

import numpy as np

from practicals.language import say
from practicals.plot import frames
from practicals.plot.sliders import RECORDING
from practicals.plot.style import BLACK, BLUE, ORANGE, RED

# Gymnasium's actions, in its order: left, down, right, up; rows grow downwards.
_STEPS = ((-1, 0), (0, 1), (1, 0), (0, -1))
_SIGNS = "←↓→↑"
_NAMES = ("LEFT", "DOWN", "RIGHT", "UP")


def lake(rows, title="", **content):
    """Draw one lake; ``rows`` is its map, a list of texts of S, F, H and G. See `lakes` for ``content``."""
    lakes({title: {"rows": rows} | content}, columns=1, width=2.6 if len(rows) < 5 else 3.4)


def lakes(panels, columns=3, width=6.2, numbers=True):
    """Draw lakes side by side; ``panels`` maps a title to a dictionary that describes one lake.

    Its keys: ``rows``, the map as texts of S, F, H and G; ``path``, the states that a walker went through;
    ``values``, one number a state, shown as a heat map from 0 to their maximum or ``highest``; ``actions``,
    the action values of shape (states, 4), whose best are arrows, and whose maximum is the heat map where no
    ``values`` are given; ``policy``, one action a state, as arrows; ``known``, the states that are not in the fog.
    Values are written into the squares when ``numbers`` is true. Shows the figure, returns nothing.
    """
    import matplotlib.pyplot as plt

    columns = min(columns, len(panels))
    lines = math.ceil(len(panels) / columns)
    # The same row of squares stands under a title of one line or of two.
    heads = 0.22 * max(title.count("\n") + 1 if title else 0 for title in panels)
    shapes = [(len(panel["rows"]), len(panel["rows"][0])) for panel in panels.values()]
    ratio = max(height / length for height, length in shapes)
    side = width / columns
    figure, grid = plt.subplots(
        lines,
        columns,
        figsize=(width, lines * (side * ratio + heads)),
        squeeze=False,
        layout="constrained",
    )
    for axes in grid.flat[len(panels) :]:
        axes.set_visible(False)
    for axes, (title, panel) in zip(grid.flat, panels.items(), strict=False):
        _draw(axes, numbers=numbers, **panel)
        axes.set_title(title, fontsize=10)
    figure.get_layout_engine().set(w_pad=0.04, h_pad=0.04)
    plt.show()


def play(environment, moves=()):
    """Play on a lake of Gymnasium, in the fog: only squares that the walker has met are shown.

    ``moves`` are actions, made one after the other from the start. Where a notebook has ipywidgets, four buttons
    make more of them; elsewhere the picture shows where the moves have led. Returns nothing.
    """
    game = Game(environment, moves)
    if os.environ.get(RECORDING) or not _in_a_notebook():
        game.draw()
        return
    try:
        import ipywidgets
    except ImportError:
        game.draw()
        return
    from IPython.display import display

    display(with_buttons(game, ipywidgets))


class Game:
    """An episode in the fog, and its picture."""

    def __init__(self, environment, moves):
        self.environment = environment
        self.rows = ["".join(row) for row in environment.unwrapped.desc.astype(str)]
        self.restart()
        # The stub of an exercise is `...`: nobody has moved yet.
        for move in () if moves is Ellipsis else moves:
            self.move(int(move))

    def restart(self):
        state, _ = self.environment.reset(seed=0)
        self.path, self.moves, self.reward, self.over = [state], [], 0, False

    def move(self, action):
        """Make one move; nothing happens when the episode is over."""
        if self.over:
            return
        state, reward, terminated, truncated, _ = self.environment.step(action)
        self.path.append(state)
        self.moves.append(action)
        self.reward, self.over = reward, terminated or truncated

    @property
    def story(self):
        """What the walker is told: state, number of moves, reward, and why the episode is over."""
        state, count = self.path[-1], len(self.moves)
        told = say(
            f"state {state}, reward {self.reward:g}, moves: {count}",
            f"état {state}, récompense {self.reward:g}, coups : {count}",
        )
        if not self.over:
            return told
        tile = "".join(self.rows)[state]
        ends = {
            "H": say("you fell into a hole", "vous êtes dans un trou"),
            "G": say("you reached the goal", "vous avez atteint le but"),
        }
        return f"{told}\n{ends.get(tile, say('your time is up', 'le temps est écoulé'))}"

    def draw(self):
        lake(self.rows, self.story, path=self.path, known=set(self.path))


def _in_a_notebook():
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return type(get_ipython()).__name__ not in ("NoneType", "TerminalInteractiveShell")


def with_buttons(game, ipywidgets):
    """The picture of the game above its buttons, and the moves as a list that a cell can hold."""
    shown = ipywidgets.HTML()

    def draw_again():
        picture = base64.b64encode(frames.render(game.draw, {})).decode()
        moves = f"moves = [{', '.join(_NAMES[move] for move in game.moves)}]"
        shown.value = (
            f'<img alt="{html.escape(game.story)}" style="max-width: 100%" src="data:image/png;base64,{picture}">'
            f"<p><code>{moves}</code></p>"
        )

    def button(text, name, act):
        control = ipywidgets.Button(description=text, tooltip=name, layout={"width": "4em"})

        def press(_):
            act()
            draw_again()

        control.on_click(press)
        return control

    names = (say("left", "gauche"), say("down", "bas"), say("right", "droite"), say("up", "haut"))
    controls = [
        button(sign, name, lambda action=action: game.move(action))
        for action, (sign, name) in enumerate(zip(_SIGNS, names, strict=True))
    ]
    controls.append(button("↺", say("start again", "recommencer"), game.restart))
    draw_again()
    return ipywidgets.VBox([shown, ipywidgets.HBox(controls)])


def _draw(
    axes,
    rows,
    path=None,
    values=None,
    actions=None,
    policy=None,
    known=None,
    highest=None,
    numbers=True,
):
    """One lake in its axes; the keys of a panel are described in `lakes`."""
    height, length = len(rows), len(rows[0])
    tiles = "".join(rows)
    if values is None and actions is not None:
        values = np.max(np.asarray(actions, dtype=float), axis=1)
    shares = _shares(tiles, values, highest)
    has_arrows = actions is not None or policy is not None
    letters = min(10, 46 / max(height, length))
    axes.set(xlim=(-0.53, length - 0.47), ylim=(height - 0.47, -0.53), aspect="equal")
    axes.set_axis_off()
    for state, tile in enumerate(tiles):
        y, x = divmod(state, length)
        if known is not None and state not in known:
            _square(axes, x, y, "#d5d5d5")
            axes.text(x, y, "?", ha="center", va="center", fontsize=letters, color="#7a7a7a")
            continue
        _tile(axes, x, y, tile, shares[state], letters)
        ink = "white" if shares[state] > 0.6 else BLACK
        written = numbers and values is not None and tile in "SF"
        if written:
            place, size = y + 0.3 * has_arrows, 0.72 * letters
            axes.text(x, place, f"{values[state]:.2f}", ha="center", va="center", fontsize=size, color=ink)
        for action in _arrows(state, tile, actions, policy):
            _arrow(axes, x, y - 0.1 * written, action, ink, letters)
    if path is not None:
        _walk(axes, *np.divmod(np.asarray(path), length), tiles[path[-1]], letters)


def _shares(tiles, values, highest):
    """The darkness of each square, from 0 to 1; NaN without values, in holes and at the goal."""
    shares = np.full(len(tiles), np.nan)
    if values is not None:
        ice = np.array([tile in "SF" for tile in tiles])
        top = highest if highest is not None else max(np.max(np.asarray(values)[ice]), 1e-9)
        shares[ice] = np.clip(np.asarray(values)[ice] / top, 0, 1)
    return shares


def _square(axes, x, y, face):
    import matplotlib.pyplot as plt

    axes.add_patch(
        plt.Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=face, edgecolor="#8a979e", linewidth=0.8)
    )


def _tile(axes, x, y, tile, share, letters):
    """A square with what is on it: a hole, the goal, or the letter of the start where no value is written."""
    import matplotlib.pyplot as plt

    _square(axes, x, y, "#f4fafd" if np.isnan(share) else plt.get_cmap("YlGnBu")(0.85 * share))
    if tile == "H":
        axes.add_patch(plt.Circle((x, y), 0.33, facecolor=BLACK))
    elif tile == "G":
        axes.plot(x, y, "*", markersize=1.7 * letters, color=ORANGE, markeredgecolor=BLACK, zorder=5)
    elif tile == "S" and np.isnan(share):
        axes.text(x - 0.42, y - 0.2, "S", fontsize=0.8 * letters, color=BLACK, va="center")


def _arrow(axes, x, y, action, ink, letters):
    dx, dy = _STEPS[action]
    axes.annotate(
        "", (x + 0.3 * dx, y + 0.3 * dy), (x - 0.18 * dx, y - 0.18 * dy),
        arrowprops={"arrowstyle": "-|>", "color": ink, "linewidth": 1.1, "mutation_scale": letters,
                    "shrinkA": 0, "shrinkB": 0},
    )  # fmt: skip


def _walk(axes, y, x, last, letters):
    """A line through the squares of a walk; its end is marked where it is not the goal."""
    axes.plot(x, y, color=BLUE, linestyle="-", linewidth=2, zorder=4)
    if last != "G":
        marker, colour = ("X", RED) if last == "H" else ("o", BLUE)
        axes.plot(x[-1], y[-1], marker, markersize=letters, color=colour, markeredgecolor="white", zorder=5)


def _arrows(state, tile, actions, policy):
    """The actions to show in a square: all that are best, and none where all are equal."""
    if tile not in "SF":
        return []
    if policy is not None:
        return [int(policy[state])]
    if actions is None:
        return []
    own = np.asarray(actions[state], dtype=float)
    best = np.flatnonzero(own >= own.max() - 1e-9)
    return [] if len(best) == 4 else best
