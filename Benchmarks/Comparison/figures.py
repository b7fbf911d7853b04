"""What was measured, and what it comes to."""

import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What a load generator says of one run: percentiles in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p99: float
    errors: int


@dataclass(frozen=True)
class Sample:
    """One row in one round; processor time in seconds, of the server and of the load generator."""

    load: Load
    server_seconds: float
    generator_seconds: float

    @property
    def rate(self):
        """Requests a second."""
        return self.load.requests / self.load.seconds

    @property
    def p50(self):
        """Milliseconds within which half of the requests were answered."""
        return self.load.p50

    @property
    def p99(self):
        """Milliseconds within which 99 of 100 requests were answered."""
        return self.load.p99

    @property
    def cost(self):
        """The server's seconds of processor time for 100,000 requests."""
        return self.server_seconds / self.load.requests * 100_000

    @property
    def generator_share(self):
        """How much of one processor the load generator used; near 1 it was the limit."""
        return self.generator_seconds / self.load.seconds


@dataclass(frozen=True)
class Spread:
    """The median of some rounds, and the least and the greatest of them."""

    median: float
    least: float
    greatest: float

    @classmethod
    def of(cls, values):
        """The spread of at least one value."""
        return cls(statistics.median(values), min(values), max(values))


@dataclass(frozen=True)
class Aim:
    """What a ratio should come to: at least that much, or at most."""

    bound: float
    is_least: bool = True

    def is_reached(self, value):
        """Whether a value is on the right side; the bound itself is."""
        return value >= self.bound if self.is_least else value <= self.bound


@dataclass(frozen=True)
class Ratio:
    """One row over another in one property of their samples."""

    label: str
    row: str
    to: str
    aim: Aim | None = None
    property: str = "rate"

    def spread(self, samples):
        """Of the ratios of each round, so that what both drift by cancels; none if one row was not measured."""
        if self.row not in samples or self.to not in samples:
            return None
        pairs = zip(samples[self.row], samples[self.to], strict=True)
        return Spread.of([getattr(one, self.property) / getattr(other, self.property) for one, other in pairs])
