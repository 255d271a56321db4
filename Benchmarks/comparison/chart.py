"""The chart of a run: an SVG that can be read on light and on dark pages."""

from html import escape

from peers import Peer
from report import Figures, value_of, rows

WIDTH, LABELS, VALUES = 860, 176, 64
ROW, BAR, PANEL_GAP, TITLE = 20, 12, 30, 26
PANEL_WIDTH = (WIDTH - PANEL_GAP) // 2

STYLE = """
text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: #57606a; }
.title { font-weight: 600; font-size: 13px; fill: #24292f; }
.value { font-variant-numeric: tabular-nums; }
.bar { fill: #afb8c1; }
.ours { fill: #d9622b; }
.name-ours { font-weight: 600; fill: #24292f; }
@media (prefers-color-scheme: dark) {
  text { fill: #9198a1; }
  .title, .name-ours { fill: #e6edf3; }
  .bar { fill: #545d68; }
  .ours { fill: #f0803c; }
}
"""

PANELS = [
    ("start → first answer, TLS, the system's authorities", "Cold start to the first answer, over TLS"),
    ("warm event, V=2", "A warm event, 2 volumes"),
    ("warm event, V=16, each answer 30 ms late", "A warm event, 16 volumes, EC2 30 ms away"),
    ("peak memory, cold start with TLS, V=2", "Peak memory"),
]


def shown(value: float, unit: str) -> str:
    return f"{value:.0f} {unit}" if value >= 100 else f"{value:.2g} {unit}" if value < 10 else f"{value:.1f} {unit}"


def bar_row(peer: Peer, value: float, largest: float, unit: str, x: float, y: float) -> list[str]:
    own = peer.key == "ours"
    length = max(1.5, (PANEL_WIDTH - LABELS - VALUES) * value / largest)
    middle = y + ROW / 2 + 4
    return [
        f'<text x="{x + LABELS - 8}" y="{middle}" text-anchor="end" class="{"name-ours" if own else ""}">{escape(peer.title)}</text>',
        f'<rect x="{x + LABELS}" y="{y + (ROW - BAR) / 2}" width="{length:.1f}" height="{BAR}" rx="2" '
        f'class="{"ours" if own else "bar"}"/>',
        f'<text x="{x + LABELS + length + 6:.1f}" y="{middle}" class="value {"name-ours" if own else ""}">{shown(value, unit)}</text>',
    ]


def panel(title: str, unit: str, values: list[tuple[Peer, float]], x: float, y: float) -> list[str]:
    largest = max(value for _, value in values)
    parts = [f'<text x="{x}" y="{y + 14}" class="title">{escape(title)}</text>']
    for index, (peer, value) in enumerate(values):
        parts += bar_row(peer, value, largest, unit, x, y + TITLE + index * ROW)
    return parts


def draw(figures: Figures, peers: list[Peer], date: str) -> str:
    """Small panels of bars, each with its own scale from zero; the floor is what a bare C program takes."""
    by_title = {row.title: row for row in rows(figures, peers)}
    height = TITLE + len(peers) * ROW
    parts, drawn = [], 0
    for title, heading in PANELS:
        row = by_title.get(title)
        if row is None:
            continue
        values = [(peer, value) for peer in peers if (value := value_of(row, peer.key)) is not None]
        if not values:
            continue
        x = (drawn % 2) * (PANEL_WIDTH + PANEL_GAP)
        parts += panel(heading, row.unit, values, x, (drawn // 2) * (height + PANEL_GAP))
        drawn += 1
    total = -(-drawn // 2) * (height + PANEL_GAP)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {total}" width="{WIDTH}" height="{total}" role="img" '
        f'aria-label="Benchmarks of {date}: shorter is better">',
        f"<style>{STYLE}</style>",
        *parts,
        f'<text x="{WIDTH}" y="{total - 6}" text-anchor="end">medians, {date}; shorter is better</text>',
        "</svg>",
        "",
    ])
