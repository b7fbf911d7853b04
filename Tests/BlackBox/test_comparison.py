"""The comparison with other servers: what its figures come to, and a short run of it on its cheapest rows."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from service import binary

REPOSITORY = Path(__file__).resolve().parents[2]
COMPARE = REPOSITORY / "Benchmarks/compare.sh"
sys.path.append(str(REPOSITORY / "Benchmarks"))

from Comparison.documents import Comparison, paragraph, results, with_paragraph  # noqa: E402
from Comparison.figures import Aim, Load, Ratio, Sample, Spread  # noqa: E402
from Comparison.packages import missing  # noqa: E402
from Comparison.report import ratio_table, row_table, table  # noqa: E402
from Comparison.rows import RATIOS, ROWS  # noqa: E402
from Comparison.server import Failure, Server  # noqa: E402

# Work for a shell that takes many ticks of the processor's clock.
BURN = "i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done"
BURN_SECONDS = 0.03

# The programs may have to be installed first.
RUN_SECONDS = 240


def sample(rate=1000.0, p99=5.0, cost=1.0, errors=0):
    """A round of ten seconds."""
    requests = int(rate * 10)
    return Sample(Load(requests, 10.0, 1.0, p99, errors), cost * requests / 100_000, 2.5)


def test_a_sample_says_what_a_second_and_a_request_come_to():
    measured = Sample(Load(requests=50_000, seconds=4.0, p50=1.0, p99=2.0, errors=0), 3.0, 1.0)
    assert (measured.rate, measured.cost, measured.generator_share) == (12_500, 6.0, 0.25)


@pytest.mark.parametrize("values, expected", [
    ([3.0], (3.0, 3.0, 3.0)),
    ([9.0, 1.0, 2.0], (2.0, 1.0, 9.0)),
    ([4.0, 1.0, 2.0, 9.0], (3.0, 1.0, 9.0)),
])
def test_a_spread_is_median_least_and_greatest(values, expected):
    assert Spread.of(values) == Spread(*expected)


# The medians alone would give 2.
def test_a_ratio_is_the_median_of_the_ratios_of_rounds():
    samples = {"one": [sample(100), sample(400), sample(900)], "other": [sample(100), sample(200), sample(100)]}
    assert Ratio("", "one", "other").spread(samples) == Spread(2.0, 1.0, 9.0)
    samples["other"] = [sample(10), sample(100), sample(1000)]
    assert Ratio("", "one", "other").spread(samples) == Spread(4.0, 0.9, 10.0)


def test_a_ratio_can_be_one_of_processor_time():
    samples = {"one": [sample(cost=3.0)], "other": [sample(cost=2.0)]}
    assert Ratio("", "one", "other", property="cost").spread(samples).median == pytest.approx(1.5)


def test_there_is_no_ratio_to_a_row_that_was_not_measured():
    assert Ratio("", "one", "other").spread({"one": [sample()]}) is None


def test_rounds_that_do_not_pair_are_refused():
    with pytest.raises(ValueError):
        Ratio("", "one", "other").spread({"one": [sample()], "other": [sample(), sample()]})


@pytest.mark.parametrize("is_least, value, expected", [
    (True, 0.549, False), (True, 0.55, True), (True, 0.6, True),
    (False, 0.549, True), (False, 0.55, True), (False, 0.551, False),
])
def test_an_aim_is_reached_at_its_bound_and_beyond(is_least, value, expected):
    assert Aim(0.55, is_least).is_reached(value) is expected


def test_a_table_has_numbers_to_the_right():
    assert table(["a", "b"], [["x", "1"]]) == "| a | b |\n| --- | ---: |\n| x | 1 |"


def test_rows_stand_in_their_order_with_medians_and_all_errors():
    samples = {
        "create-64": [sample(30_000, p99=4.0), sample(10_000, p99=9.0, errors=2), sample(20_000, p99=5.0, errors=1)],
        "nginx-64": [sample(90_000)] * 3,
    }
    lines = row_table(ROWS, samples).splitlines()[2:]
    assert [line.split(" | ")[1:] for line in lines] == [
        ["90,000", "90,000–90,000", "1.00", "5.00", "1.00", "25%", "0 |"],
        ["20,000", "10,000–30,000", "1.00", "5.00", "1.00", "25%", "3 |"],
    ]


def test_a_ratio_has_three_places_its_aim_and_whether_it_is_reached():
    samples = {"one": [sample(5499)], "other": [sample(10_000)]}
    ratios = [
        Ratio("high", "one", "other", Aim(0.55)), Ratio("low", "one", "other", Aim(0.55, is_least=False)),
        Ratio("free", "one", "other"), Ratio("unknown", "one", "third"),
    ]
    assert ratio_table(ratios, samples).splitlines()[2:] == [
        "| high | 0.550 | 0.550–0.550 | ≥ 0.550 | no |",
        "| low | 0.550 | 0.550–0.550 | ≤ 0.550 | yes |",
        "| free | 0.550 | 0.550–0.550 |  |  |",
    ]


def test_every_ratio_is_one_of_rows_that_there_are():
    names = [row.name for row in ROWS]
    assert len(set(names)) == len(names)
    assert {name for ratio in RATIOS for name in (ratio.row, ratio.to)} <= set(names)


def test_the_documents_say_all_that_was_measured():
    samples = {row.name: [sample(1000 * (index + 1))] for index, row in enumerate(ROWS)}
    comparison = Comparison("2026-01-02", 5, 3, [("disk", "a fast one")], samples)
    page = results(comparison, ROWS, RATIOS, 20_000)
    expected = [each.label for each in [*ROWS, *RATIOS]] + ["| disk | a fast one |", "5 rounds of 3 s"]
    assert [text for text in expected if text not in page] == []
    # create-64 is the second row, nginx-64 the first.
    assert "**2,000 durable sessions a second** at 64 connections, 2.000 × nginx" in paragraph(comparison, RATIOS)


def test_only_what_stands_between_the_comments_is_replaced():
    readme = "# A\n<!-- figures: begin -->\nold\nlines\n<!-- figures: end -->\nrest\n"
    expected = "# A\n<!-- figures: begin -->\nnew\n<!-- figures: end -->\nrest\n"
    assert with_paragraph(readme, "new") == expected
    with pytest.raises(ValueError):
        with_paragraph("# A\nrest\n", "new")


def test_a_package_is_missing_if_its_program_or_module_is():
    assert missing({"sh": "dash", "no-such-program": "a", "no_such_module": "b", "json": "c"}) == ["a", "b"]


class Script(Server):
    """A server that is a shell script; each start takes the next."""

    name = "script"
    ready = "is ready"

    def __init__(self, folder, *scripts):
        super().__init__(folder)
        self._scripts = list(scripts)
        self.ports = []

    def command(self):
        self.ports.append(self.port)
        return ["sh", "-c", self._scripts[0] if len(self._scripts) == 1 else self._scripts.pop(0)]


@pytest.fixture
def serve(tmp_path):
    """Makes servers that are stopped in the end."""
    servers = []

    def make(*scripts):
        servers.append(Script(tmp_path, *scripts))
        return servers[-1]

    yield make
    for server in servers:
        server.stop()


def test_a_server_that_ends_before_it_is_ready_gets_another_port(serve):
    server = serve("exit 1", "echo taken; exit 1", "echo it is ready; exec sleep 60")
    server.start()
    assert len(server.ports) == len(set(server.ports)) == 3


def test_a_server_that_never_gets_ready_is_a_failure_with_its_last_words(serve):
    with pytest.raises(Failure, match="did not start\nno room"):
        serve("echo no room; exit 1").start()


def test_a_server_that_does_not_end_by_itself_is_ended_with_its_children(serve, monkeypatch):
    monkeypatch.setattr("Comparison.server.STOP_SECONDS", 0.5)
    server = serve("trap '' TERM; sleep 60 & echo it is ready; while :; do wait; done")
    server.start()
    family = [server.pid, *descendants(server.pid)]
    assert len(family) == 2
    server.stop()
    # A signal that cannot be refused was sent; only the kernel knows when the grandchild is gone.
    assert wait_until(lambda: all(is_gone(process) for process in family))


@pytest.mark.parametrize("script", [
    f"echo it is ready; {BURN}; exec sleep 60",
    f"echo it is ready; ({BURN}; exec sleep 60) & wait",
    f"echo it is ready; ({BURN}) & wait; exec sleep 60",
], ids=["its own", "a child's", "an ended child's"])
def test_processor_time_is_that_of_all_who_work_for_a_server(serve, script):
    server = serve(script)
    server.start()
    # Only then has the child ended, if it is one that ends.
    assert wait_until(lambda: "sleep" in names(server.pid))
    assert server.cpu_seconds() > BURN_SECONDS


def start(*arguments):
    """The comparison on its two cheapest rows."""
    return subprocess.Popen(
        [COMPARE, "--program", Path(binary()).resolve(), "--rounds", "1", "--seconds", "1",
         "--only", "nginx-64,create-64", *arguments],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )


def text_of(process, name):
    """A file of a process under /proc; empty if the process has gone."""
    try:
        return Path(f"/proc/{process}/{name}").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def descendants(process):
    """The processes that a process has started, and they in turn; all here start them from their first thread."""
    children = [int(child) for child in text_of(process, f"task/{process}/children").split()]
    return children + [other for child in children for other in descendants(child)]


def names(process):
    """What a process and its descendants are called."""
    return [text_of(each, "comm").strip() for each in [process, *descendants(process)]]


def is_gone(process):
    """Whether a process has ended; one that nobody has waited for yet has."""
    stat = text_of(process, "stat")
    return not stat or ") Z " in stat


def wait_until(condition):
    """Whether it comes true in time."""
    deadline = time.monotonic() + RUN_SECONDS
    while not (is_true := condition()) and time.monotonic() < deadline:
        os.sched_yield()
    return is_true


def folders():
    """What comparisons have left lying about."""
    return set((REPOSITORY / ".build").glob("comparison.*"))


def test_a_short_run_prints_rows_and_ratios_and_leaves_nothing():
    before = folders()
    process = start()
    output, _ = process.communicate(timeout=RUN_SECONDS)
    assert process.returncode == 0, output
    rows = re.findall(r"^\| .*(nginx|OpenCheckout).* connections\S* \| [\d,]+ \| .* \| 0 \|$", output, re.MULTILINE)
    assert rows == ["nginx", "OpenCheckout"], output
    assert re.search(r"^\| durable create / nginx, 64 connections \| \d+\.\d{3} \|", output, re.MULTILINE), output
    assert folders() == before


def test_an_interrupted_run_ends_its_servers_and_leaves_nothing():
    before = folders()
    process = start("--rounds", "1000")
    for line in process.stdout:
        if line.startswith("  create-64"):
            break
    started = descendants(process.pid)
    assert started
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=RUN_SECONDS)
    assert process.returncode == 128 + signal.SIGINT, output
    assert all(is_gone(each) for each in started)
    assert folders() == before


def test_a_wrong_option_is_said_before_anything_is_done():
    result = subprocess.run(
        [COMPARE, "--only", "unknown"], capture_output=True, text=True, timeout=RUN_SECONDS, check=False,
    )
    assert result.returncode == 2
    assert "no such row: unknown" in result.stderr
