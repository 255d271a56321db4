"""The figures as rows: for the terminal, for a page, and with what the project asks of itself."""

from collections.abc import Callable
from dataclasses import dataclass

from peers import Peer

Figures = dict[str, dict]


@dataclass
class Row:
    title: str
    unit: str
    #: Where the figure of a peer is; a KeyError where there is none.
    value: Callable[[str], float]
    #: What is asked of ours, in words, and the limit when the others' figures are known.
    budget: tuple[str, Callable[[dict[str, float]], float]] | None = None


def times_floor(factor: float) -> tuple[str, Callable]:
    return f"{factor} × floor", lambda values: values["floor"] * factor


BELOW_GO = ("below Go", lambda values: values["go"])


def at_most(limit: float, words: str | None = None) -> tuple[str, Callable]:
    return words or f"{limit:g}", lambda values: limit


def rows(figures: Figures, peers: list[Peer]) -> list[Row]:
    zips = {peer.key: peer.zip_size for peer in peers if peer.zip_size}
    cold = figures["cold-bundle"]
    all_rows = [
        Row("start → first /next", "ms", lambda key: cold[key]["first_next"]["median"] / 1e3, times_floor(1.5)),
        Row(
            "start → first answer, TLS, the system's authorities", "ms",
            lambda key: cold[key]["first_answer"]["median"] / 1e3, BELOW_GO,
        ),
        Row(
            "the same with one authority", "ms",
            lambda key: figures["cold-one-authority"][key]["first_answer"]["median"] / 1e3, times_floor(1.5),
        ),
    ]
    for name in (name for name in figures if name.startswith("warm-")):
        all_rows += warm_rows(figures[name], *map(int, name.split("-")[1:]))
    largest = max((name for name in figures if name.startswith("warm-")), key=lambda name: int(name.split("-")[1]))
    all_rows += [
        Row("peak memory, cold start with TLS, V=2", "MB", lambda key: cold[key]["memory"] / 1024, at_most(10)),
        Row(
            f"peak memory, warm, V={largest.split('-')[1]}", "MB", lambda key: figures[largest][key]["memory"] / 1024
        ),
        Row("zip", "MB", lambda key: zips[key] / 1e6, at_most(4)),
    ]
    return all_rows


def warm_rows(figures: dict, volumes: int, latency: int) -> list[Row]:
    where = f"V={volumes}" + (f", each answer {latency} ms late" if latency else "")
    budget = None
    if volumes in (2, 16):
        budget = at_most(3 * latency + 3, "3 round trips + 3 ms") if latency else times_floor(1.5)
    result = [
        Row(f"warm event, {where}", "ms", lambda key: figures[key]["time"]["median"] / 1e3, budget),
        Row("  99th percentile", "ms", lambda key: figures[key]["time"]["p99"] / 1e3),
    ]
    budget = times_floor(1.5) if volumes == 2 and latency == 0 else None
    return result + [
        Row("  processor time an event", "ms", lambda key: figures[key]["cpu"] / 1e3, budget),
        Row("  connections to EC2", "", lambda key: figures[key]["connections"]),
    ]


def value_of(row: Row, key: str) -> float | None:
    try:
        return row.value(key)
    except KeyError:
        return None


def shown(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def table(figures: Figures, peers: list[Peer]) -> list[list[str]]:
    """Head and rows: what, each peer, ours as a multiple of the floor, the budget and whether it is met."""
    result = [["", *(peer.title for peer in peers), "ours ÷ floor", "budget"]]
    for row in rows(figures, peers):
        values = {peer.key: value_of(row, peer.key) for peer in peers}
        known = {key: value for key, value in values.items() if value is not None}
        ratio = f"{known['ours'] / known['floor']:.2f}" if known.get("floor") and "ours" in known else ""
        title = f"{row.title}, {row.unit}" if row.unit and not row.title.startswith(" ") else row.title
        result.append([title, *(shown(value) for value in values.values()), ratio, judgement(row, known)])
    return result


def judgement(row: Row, values: dict[str, float]) -> str:
    if row.budget is None or "ours" not in values:
        return ""
    words, limit = row.budget
    try:
        return f"{words}: {'met' if values['ours'] <= limit(values) else 'missed'}"
    except KeyError:
        return words


def plain(lines: list[list[str]]) -> str:
    """The table for a terminal."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    def padded(line: list[str]) -> str:
        cells = [line[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(line[1:-1], widths[1:-1])]
        return "  ".join([*cells, line[-1]]).rstrip()
    return "\n".join(padded(line) for line in lines)


def markdown(lines: list[list[str]]) -> str:
    """The table for a page."""
    head, *body = lines
    rule = ["---", *("---:" for _ in head[1:-1]), "---"]
    text = lambda cells: "| " + " | ".join(cell.replace("  ", "&emsp;", 1) if cell.startswith("  ") else cell for cell in cells) + " |"
    return "\n".join(text(line) for line in [head, rule, *body])


def failures(title: str, reasons: dict[str, str]) -> list[str]:
    """A line for each case that a peer is left out of."""
    return [f"{title}, {case}: left out, since {reason}" for case, reason in reasons.items()]


def sample(name: str, figure: dict) -> str:
    """How many warm events of each peer a case has, and how much of the floor's time the mock worked."""
    _, volumes, latency = name.split("-")
    counts = ", ".join(f"{peer} {entry['time']['count']}" for peer, entry in figure.items())
    own = f"; s = {figure['floor']['mock_cpu_share']:.0%}" if "floor" in figure else ""
    return f"V={volumes}, {latency} ms late: {counts}{own}"


def page(record: dict, lines: list[list[str]]) -> str:
    """The dated page of a run."""
    machine, made = record["machine"], record["made_of"]
    samples = [sample(name, figure) for name, figure in record["figures"].items() if name.startswith("warm-")]
    left_out = [line for title, reasons in record["failures"].items() for line in failures(title, reasons)]
    return "\n".join([
        f"# Measured on {record['date']}",
        "",
        f"{machine['processor']}, {machine['cores']} cores, {machine['system']}, kernel {machine['kernel']}; load "
        f"{machine['load_before']} before, {machine['load_after']} after; commit {machine['commit']}.",
        "",
        f"![Cold start, warm event, processor time and memory of each](./{record['name']}.svg)",
        "",
        markdown(lines),
        "",
        "Medians, unless the row says otherwise. V: volumes of the launched instance. Events and cold starts of the peers",
        "were run in turns.",
        "",
        "Each warm event has the mock's own work in it, the same for ours and for the floor, which draws “ours ÷ floor” towards",
        "1: where the mock works for a share s of the floor's time, a ratio r would be (r − s) ÷ (1 − s) without it. Processor",
        "time, memory and connections are the peer's alone, and their ratios have nothing of the mock in them.",
        "",
        *(f"* {title}: {what}" for title, what in made.items()),
        *(f"* {line}" for line in left_out),
        "",
        "Warm events measured, and the mock's share s of the floor's time:",
        "",
        *(f"* {sample}" for sample in samples),
        "",
    ])
