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
    exit: int | None = None
    reached: bool = True
    state: str = ""
    wrong: list = field(default_factory=list)
    judged: list = field(default_factory=list)
    seconds: float = 0.0  # Of processor time.


def kept(file):
    if file.exists():
        for line in file.read_text(encoding="utf-8").splitlines():
            yield Outcome(**json.loads(line))


class Sweep:
    """What was tried of one kind; `known` has the states judged so far, by others too."""

    def __init__(self, kind, world):
        self.world = world
        self.file = world.dir / f"{kind}.journal"
        self.outcomes = {outcome.name: outcome for outcome in kept(self.file)}
        self.known = {outcome.state: outcome.judged for file in world.dir.glob("*.journal")
                      for outcome in kept(file) if outcome.state}

    def one(self, point):
        began = sum(os.times()[:4])
        outcome = self.attempt(self.world, point, self.known)
        outcome.seconds = sum(os.times()[:4]) - began
        if outcome.state:
            self.known[outcome.state] = outcome.judged
        return outcome

    def spread(self, points, attempt, jobs):
        """Outcomes of `attempt(world, point, known)`, in several processes, of the points that are
        not written down yet."""
        self.attempt = attempt
        left = [point for point in points if str(point) not in self.outcomes]
        with multiprocessing.get_context("fork").Pool(jobs, begin, [self]) as pool:
            yield from pool.imap_unordered(try_one, left)

    def write_down(self, outcomes):
        with open(self.file, "a", encoding="utf-8") as file:
            for outcome in outcomes:
                file.write(json.dumps(asdict(outcome)) + "\n")
                file.flush()
                self.outcomes[outcome.name] = outcome
                yield outcome

    def summary(self):
        tried = [outcome for outcome in self.outcomes.values() if outcome.reached]
        codes = Counter(outcome.exit for outcome in tried if outcome.exit is not None)
        told = "".join(f", exit code {code} {count} times" for code, count in sorted(codes.items()))
        states = {outcome.state for outcome in tried} - {""}
        return (f"{len(tried)} tried, {len(states)} states{told}, "
                f"{sum(o.seconds for o in self.outcomes.values()) / 60:.1f} minutes of processor")


def begin(sweep):
    """In each process: it inherits the sweep, which need not be sent with every point."""
    global SWEEP
    SWEEP = sweep


def try_one(point):
    return SWEEP.one(point)
