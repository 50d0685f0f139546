"""Many attempts in several processes, written down one by one so that a sweep can go on where it
was stopped."""

import json
import multiprocessing
import os
from collections import Counter
from dataclasses import asdict, dataclass, field


@dataclass
class Outcome:
    """`judged` is what is wrong with the state left behind, `wrong` with how the run ended."""
    name: str
    exit: int = 0
    reached: bool = True
    state: str = ""
    wrong: list = field(default_factory=list)
    judged: list = field(default_factory=list)
    seconds: float = 0.0  # Of processor time.


class Sweep:
    """`attempt(world, point, known)` tries one point; `known` has the states judged so far."""

    def __init__(self, kind, world, attempt):
        self.kind, self.world, self.attempt = kind, world, attempt
        self.file = world.dir / f"{kind}.journal"
        self.outcomes = {outcome.name: outcome for outcome in self.kept()}
        self.known = {o.state: o.judged for o in self.outcomes.values() if o.state}

    def kept(self):
        if self.file.exists():
            for line in self.file.read_text(encoding="utf-8").splitlines():
                yield Outcome(**json.loads(line))

    def try_one(self, point):
        began = sum(os.times()[:4])
        outcome = self.attempt(self.world, point, self.known)
        outcome.seconds = sum(os.times()[:4]) - began
        if outcome.state:
            self.known[outcome.state] = outcome.judged
        return outcome

    def run(self, points, jobs):
        """Tries what is not written down yet, and yields its outcome."""
        left = [point for point in points if str(point) not in self.outcomes]
        with multiprocessing.get_context("fork").Pool(jobs, begin, [self]) as pool, \
                open(self.file, "a", encoding="utf-8") as file:
            for outcome in pool.imap_unordered(try_one, left):
                file.write(json.dumps(asdict(outcome)) + "\n")
                file.flush()
                self.outcomes[outcome.name] = outcome
                yield outcome

    def summary(self):
        tried = [outcome for outcome in self.outcomes.values() if outcome.reached]
        codes = Counter(outcome.exit for outcome in tried)
        told = ", ".join(f"{code} ({count})" for code, count in sorted(codes.items()))
        return (f"{len(tried)} tried, {len({o.state for o in tried})} states, "
                f"exit codes {told}, "
                f"{sum(o.seconds for o in self.outcomes.values()) / 60:.1f} minutes of processor")


def begin(sweep):
    """In each process: it inherits the sweep, which need not be sent with every point."""
    global SWEEP
    SWEEP = sweep


def try_one(point):
    return SWEEP.try_one(point)
