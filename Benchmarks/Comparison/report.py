"""The figures as a person reads them; all of it is Markdown."""

from .figures import Spread


def thousands(value):
    """A whole number with commas."""
    return f"{value:,.0f}"


def sample_line(name, sample):
    """One row of one round, while the comparison runs."""
    return (
        f"  {name:<15} {thousands(sample.rate):>8}/s   p50 {sample.p50:7.2f} ms   p99 {sample.p99:7.2f} ms   "
        f"{sample.cost:6.2f} s of CPU per 100,000"
    )


def table(head, rows, numbers=True):
    """A table of texts; columns of numbers, which is all but the first, stand to the right."""
    lines = [head, ["---"] + ["---:" if numbers else "---"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def row_table(rows, samples):
    """The measured rows, each with the medians of its rounds."""
    head = [
        "row", "requests/s", "least–greatest", "p50 ms", "p99 ms", "server CPU s / 100,000", "generator CPU", "errors",
    ]
    return table(head, [_row(row, samples[row.name]) for row in rows if row.name in samples])


def _row(row, samples):
    rate = Spread.of([sample.rate for sample in samples])
    return [
        row.label, thousands(rate.median), f"{thousands(rate.least)}–{thousands(rate.greatest)}",
        *(f"{_median(samples, name):.2f}" for name in ("p50", "p99", "cost")),
        f"{_median(samples, 'generator_share'):.0%}", str(sum(sample.load.errors for sample in samples)),
    ]


def ratio_table(ratios, samples):
    """The ratios whose rows were measured, with what they should come to."""
    found = [(ratio, ratio.spread(samples)) for ratio in ratios]
    rows = [_ratio(ratio, spread) for ratio, spread in found if spread is not None]
    return table(["ratio", "median", "least–greatest", "aim", "reached"], rows)


def _ratio(ratio, spread):
    values = [f"{spread.median:.3f}", f"{spread.least:.3f}–{spread.greatest:.3f}"]
    if ratio.aim is None:
        return [ratio.label, *values, "", ""]
    sign = "≥" if ratio.aim.is_least else "≤"
    return [
        ratio.label, *values, f"{sign} {ratio.aim.bound:.3f}", "yes" if ratio.aim.is_reached(spread.median) else "no",
    ]


def _median(samples, name):
    return Spread.of([getattr(sample, name) for sample in samples]).median
