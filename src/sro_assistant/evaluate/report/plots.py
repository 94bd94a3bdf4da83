"""Small plots as inline SVG, each with its numbers in a table beside it: no script, no outside resource."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 640
LABEL, ROW, BAR = 150, 28, 16
PLOT = WIDTH - LABEL - 120
HEIGHT, LEFT, RIGHT, BOTTOM, TOP = 250, 56, 40, 44, 34
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
STYLES = ("first", "second")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A share with its interval, of how many questions."""

    label: str
    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Points from left to right, coordinates between 0 and 1; `style` is a class of the style sheet."""

    label: str
    points: Sequence[tuple[float, float]]
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The horizontal axis: what it counts, and the labels at places between 0 and 1."""

    label: str
    ticks: Sequence[tuple[float, str]]


def percent(value: float) -> str:
    """A share as people read it: "66 %"."""
    return f"{100 * value:.0f}\u00a0%"


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Horizontal bars from 0 to 100 %, each with its 95 % interval."""
    height = ROW * len(rows) + 30
    grid = "".join(
        f'<line class="grid" x1="{_x(t):.0f}" x2="{_x(t):.0f}" y1="0" y2="{height - 24}"/>'
        f'<text class="tick" x="{_x(t):.0f}" y="{height - 8}" text-anchor="middle">{percent(t)}</text>'
        for t in TICKS
    )
    drawn = "".join(_bar(row, ROW * place) for place, row in enumerate(rows))
    numbers = table(
        (title, "juist", "95 %-interval", "vragen"),
        [(r.label, percent(r.value), f"{percent(r.low)} – {percent(r.high)}", str(r.count)) for r in rows],
    )
    return _figure(title, height, grid + drawn, numbers)


def _x(share: float) -> float:
    return LABEL + share * PLOT


def _bar(row: Bar, top: int) -> str:
    middle = top + ROW / 2
    width = f"{row.value * PLOT:.1f}"
    told = f"{percent(row.value)} van {row.count}"
    return (
        f'<text x="{LABEL - 10}" y="{middle + 4:.0f}" text-anchor="end">{escape(row.label)}</text>'
        f'<rect class="track" x="{LABEL}" y="{middle - BAR / 2:.0f}" width="{PLOT}" height="{BAR}"/>'
        f'<rect class="bar" x="{LABEL}" y="{middle - BAR / 2:.0f}" width="{width}" height="{BAR}"/>'
        f'<line class="span" x1="{_x(row.low):.1f}" x2="{_x(row.high):.1f}" y1="{middle}" y2="{middle}"/>'
        f'<text class="value" x="{_x(1) + 12:.0f}" y="{middle + 4:.0f}">{told}</text>'
    )


def by_step(
    title: str, steps: Sequence[str], shares: Sequence[tuple[str, Sequence[float]]], axis: str
) -> str:
    """Shares over the same labelled steps, a line each; `axis` names the steps."""
    places = [place / max(len(steps) - 1, 1) for place in range(len(steps))]
    drawn = [
        Line(label=label, points=list(zip(places, values, strict=True)), style=style)
        for (label, values), style in zip(shares, STYLES, strict=False)
    ]
    numbers = table(
        (axis, *(label for label, _ in shares)),
        [(step, *(percent(values[place]) for _, values in shares)) for place, step in enumerate(steps)],
    )
    return _lines(title, drawn, Axis(label=axis, ticks=list(zip(places, steps, strict=True))), numbers)


def cumulative(title: str, milliseconds: Sequence[float]) -> str:
    """How large a share of the answers was given within how many milliseconds."""
    ordered = sorted(milliseconds)
    last = max(ordered[-1], 1.0)
    line = Line(
        label="beantwoord",
        points=[(value / last, place / len(ordered)) for place, value in enumerate(ordered, start=1)],
        style=STYLES[0],
    )
    ticks = [(tick, f"{tick * last:.0f}") for tick in TICKS]
    numbers = table(
        ("aandeel van de antwoorden", "binnen (ms)"),
        [(percent(s), f"{ordered[int(s * (len(ordered) - 1))]:.0f}") for s in (0.5, 0.75, 0.9, 0.95, 1.0)],
    )
    return _lines(title, [line], Axis(label="milliseconden", ticks=ticks), numbers)


def _lines(title: str, drawn: Sequence[Line], axis: Axis, numbers: str) -> str:
    paths = "".join(f'<polyline class="line {one.style}" points="{_path(one)}"/>' for one in drawn)
    under = HEIGHT - BOTTOM + 18
    ticks = "".join(
        f'<text class="tick" x="{_across(place)}" y="{under}" text-anchor="middle">{escape(label)}</text>'
        for place, label in axis.ticks
    )
    middle = f'x="{_across(0.5)}" y="{HEIGHT - 4}" text-anchor="middle"'
    named = f'<text class="tick" {middle}>{escape(axis.label)}</text>'
    return _figure(title, HEIGHT, _scale() + paths + ticks + named + _legend(drawn), numbers)


def _path(line: Line) -> str:
    return " ".join(f"{_across(x)},{_up(y)}" for x, y in line.points)


def _across(place: float) -> str:
    return f"{LEFT + place * (WIDTH - LEFT - RIGHT):.1f}"


def _up(share: float) -> str:
    return f"{TOP + (1 - share) * (HEIGHT - BOTTOM - TOP):.1f}"


def _scale() -> str:
    return "".join(
        f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_up(tick)}" y2="{_up(tick)}"/>'
        f'<text class="tick" x="{LEFT - 8}" y="{_up(tick)}" dy="4" text-anchor="end">{percent(tick)}</text>'
        for tick in TICKS
    )


def _legend(drawn: Sequence[Line]) -> str:
    return "".join(
        f'<line class="line {one.style}" x1="{x}" x2="{x + 22}" y1="10" y2="10"/>'
        f'<text x="{x + 30}" y="14">{escape(one.label)}</text>'
        for x, one in zip(range(LEFT, WIDTH, 220), drawn, strict=False)
    )


def _figure(title: str, height: int, drawn: str, numbers: str) -> str:
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(title)}; de getallen staan in de tabel eronder">{drawn}</svg>'
        f"<details><summary>Toon de getallen</summary>{numbers}</details></figure>"
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose first column names its rows."""
    cells = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(c)}</td>" for c in row[1:])}</tr>'
        for row in rows
    )
    drawn = f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="scroll" tabindex="0">{drawn}</div>'
