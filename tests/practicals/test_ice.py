"""A game on the lake can be played without buttons, and drawn where the moves are not written yet."""

import pytest

from practicals import set_language
from practicals.plot import frames, ice

gymnasium = pytest.importorskip("gymnasium")


@pytest.fixture
def dry():
    set_language("en")
    return gymnasium.make("FrozenLake-v1", is_slippery=False)


def test_the_story_of_a_game_says_where_one_is_and_how_it_ended(dry):
    assert ice.Game(dry, [2, 2]).story == "state 2, reward 0, moves: 2"
    assert ice.Game(dry, [2, 1, 1]).story.endswith("you fell into a hole")
    won = ice.Game(dry, [1, 1, 2, 2, 1, 2, 0])
    assert won.story == "state 15, reward 1, moves: 6\nyou reached the goal"
    assert ice.Game(dry, [0] * 100).story.endswith("your time is up")


def test_moves_that_are_not_written_yet_leave_the_walker_at_the_start(dry):
    assert ice.Game(dry, ...).path == [0]


def test_buttons_move_the_walker_and_write_the_moves(dry):
    widgets = pytest.importorskip("ipywidgets")
    box = ice.with_buttons(ice.Game(dry, []), widgets)
    shown, row = box.children
    right, again = row.children[2], row.children[4]
    right.click()
    assert "moves = [RIGHT]" in shown.value
    again.click()
    assert "moves = []" in shown.value


def test_a_picture_shows_one_lake_a_panel():
    rows = ["SF", "HG"]
    panels = {"values": {"rows": rows, "values": [0.5, 1.0, 0, 0]}, "walk": {"rows": rows, "path": [0, 1, 3]}}
    png = frames.render(lambda: ice.lakes(panels), {})
    assert frames.size(png)[0] == 480
