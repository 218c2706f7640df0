"""How a large picture is cut up for the engine, and how what the pieces show becomes one list."""

import pytest

from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.ocr.views import OVERLAP, PIECE, Found, in_reading_order, merge, views


def line(text, left, top, right, bottom, cut=False, confidence=0.9):
    polygon = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Found(text, confidence, polygon, Box(left, top, right, bottom), cut)


@pytest.mark.parametrize("size", [(1, 1), (950, 150), (750, 1000), (1440, 1440), (1200, 400)])
def test_what_the_engine_can_read_is_shown_whole(size):
    assert views(*size) == [Box(0, 0, *size)]


@pytest.mark.parametrize("size", [(750, 3000), (750, 10_000), (1920, 8000), (1920, 1080), (10_000, 750), (990, 2600)])
def test_pieces_cover_a_large_picture_with_overlap(size):
    """Every spot lies in a piece that is shrunk to two thirds at most, and so does a line across a border."""
    small = [view for view in views(*size) if max(view.width, view.height) <= 1440]
    for position in range(0, size[0] - OVERLAP // 2, 97):
        assert any(view.left <= position and position + OVERLAP // 2 <= view.right for view in small)
    for position in range(0, size[1] - OVERLAP // 2, 97):
        assert any(view.top <= position and position + OVERLAP // 2 <= view.bottom for view in small)
    assert all(view.right <= size[0] and view.bottom <= size[1] for view in small)


def test_a_tall_page_has_no_view_that_shrinks_it():
    assert {(view.width, view.height) for view in views(750, 10_000)} == {(750, PIECE)}


def test_a_line_seen_twice_is_kept_once_and_whole():
    whole = line("满200减30", 100, 900, 400, 960)
    half = line("满200减", 100, 900, 400, 930, cut=True, confidence=1.0)
    assert merge([half, whole]) == [whole]


def test_the_same_word_at_two_places_is_two_lines():
    lines = [line("包邮", 10, 10, 90, 50), line("包邮", 10, 100, 90, 140)]
    assert merge(lines) == lines


def test_small_print_inside_a_large_ring_of_text_is_kept():
    """A box that encloses others, as that of slanted text does, swallows only what it covers mostly and reads too."""
    slanted = line("第二件半价", 0, 0, 300, 300)
    beside = line("包邮", 250, 250, 400, 290)
    assert merge([slanted, beside]) == [slanted, beside]


def test_rows_are_read_from_left_to_right():
    right, left, below = line("减30", 200, 12, 280, 52), line("满200", 100, 10, 190, 54), line("包邮", 0, 60, 90, 100)
    assert in_reading_order([below, right, left]) == [left, right, below]
