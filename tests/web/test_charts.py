"""Charts are drawn within their frame, whatever the numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from legwork.web.charts import RIGHT, TALL, TOP, bars, lines

VALUE = st.tuples(st.text(max_size=3), st.integers(0, 10**6), st.just(""), st.none() | st.integers(0, 10**6))


def test_bars_share_one_scale() -> None:
    drawn = bars([("a", 2, "2", 1), ("b", 4, "4", None)])
    assert [bar.width for bar in drawn.bars] == [RIGHT / 2, RIGHT]
    assert [bar.own for bar in drawn.bars] == [RIGHT / 4, None]
    assert bars([("a", 1, "1", None)], most=4).bars[0].width == RIGHT / 4


def test_a_line_has_a_gap_where_nothing_was_said() -> None:
    (line,) = lines([("after", [1, None, 3, 5])], 1, 5).lines
    assert len(line.points) == 3
    assert [(one.x, other.x) for one, other in line.pieces] == [(66.0, 96.0)]
    assert (line.points[0].y, line.points[-1].y) == (TOP + TALL, TOP)


@given(st.lists(VALUE, max_size=5))
def test_no_bar_leaves_its_chart(values: list[tuple[str, int, str, int | None]]) -> None:
    for bar in bars(values).bars:
        assert 0 <= bar.width <= RIGHT


@given(st.lists(st.none() | st.integers(1, 5), max_size=40))
def test_no_point_leaves_its_chart(values: list[int | None]) -> None:
    drawn = lines([("before", values)], 1, 5)
    for point in drawn.lines[0].points:
        assert 0 <= point.x <= 100
        assert TOP <= point.y <= TOP + TALL
    assert len(drawn.rungs) == 5
