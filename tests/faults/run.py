"""Faults of the system around a publication: kills, errors, full disks, readers, rivals.

    RAWAN_PROGRAM=build/release/rawan RAWAN_SOURCE_DIR=$PWD \\
      /usr/bin/python3 tests/faults/run.py [--whole] [--jobs N] [--keep DIR] [KIND...]

A small district is published over an older release of itself, and something goes wrong. Afterwards
`rawan verify` must find the old release or the new one, whole; the next run must succeed without
anybody cleaning up. Without --whole a few places of each sweep are tried, spread over all calls;
with it, every call of the run (an hour of a processor). A sweep that was stopped goes on where it
was if it was given a directory to keep. Prints what was tried and what went wrong; exit code 1 if
anything did. Full disks need root or the right to mount in a namespace of one's own.
"""

import argparse
import sys
import tempfile

import neighbors
import sweeps
import targets
from fault_world import FaultWorld, remove
from journal import Sweep

# Kind: what is tried one by one, its size in the short form and in the whole one.
SCENES = {
    "harness": (neighbors.harness, 1, 1),
    "disks": (sweeps.full_disks, 4, 64),
    "order": (neighbors.sync_order, 1, 1),
    "readers": (neighbors.readers, 3, 20),
    "side_files": (neighbors.side_files, 1, 1),
    "copies": (neighbors.copies, 4, 20),
    "targets": (targets.targets, 1, 1),
    "publishers": (neighbors.publishers, 4, 20),
}

# Kind: its points, how one is tried, how many of each call (None: all) or how many in all.
SWEEPS = {
    "kills": (sweeps.kills, sweeps.attempt, 1, None),
    "errors": (sweeps.errors, sweeps.attempt, 1, None),
    "reading": (sweeps.reading_errors, sweeps.attempt, 1, None),
    "random": (sweeps.random_kills, sweeps.attempt_chain, 5, 1000),
}
ALL = (*SCENES, "moments", *SWEEPS)
EVERY = 150  # Of so many moments the short form looks at one.


def act_scene(world, kind, whole):
    """How many went wrong; that nothing was tried is wrong, too."""
    scene, short, long = SCENES[kind]
    tried = bad = 0
    for name, wrong in scene(world, long if whole else short):
        tried += 1
        bad += bool(wrong)
        for line in wrong:
            print(f"{kind}: {name}: {line}", flush=True)
    print(f"{kind}: {tried} tried, {bad} went wrong", flush=True)
    return bad + (tried == 0)


def sweep(world, kind, wished):
    made = Sweep(kind, world)
    for outcome in made.write_down(outcomes_of(kind, made, wished)):
        for line in outcome.wrong + outcome.judged:
            print(f"{kind}: {outcome.name}: {line}", flush=True)
    bad = sum(bool(outcome.wrong or outcome.judged) for outcome in made.outcomes.values())
    print(f"{kind}: {made.summary()}, {bad} went wrong", flush=True)
    return bad + (not any(outcome.reached for outcome in made.outcomes.values()))


def outcomes_of(kind, made, wished):
    if kind == "moments":
        return sweeps.moments(made.world, made.known, 1 if wished.whole else EVERY)
    find_points, attempt, short, long = SWEEPS[kind]
    points = find_points(made.world, long if wished.whole else short)
    return made.spread(points[:wished.first], attempt, wished.jobs)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--first", type=int, help="of the points of each sweep, not all")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep")
    parser.add_argument("kinds", nargs="*", metavar="KIND", choices=[[], *ALL])
    wished = parser.parse_args()
    directory = wished.keep or tempfile.mkdtemp(prefix="rawan-faults-")
    failed = 0
    try:
        world = FaultWorld(directory)
        for kind in wished.kinds or ALL:
            failed += (act_scene(world, kind, wished.whole) if kind in SCENES else
                       sweep(world, kind, wished))
    finally:
        if not wished.keep:
            remove(directory)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
