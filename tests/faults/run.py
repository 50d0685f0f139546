"""Faults of the system around a publication: kills, errors, full disks, readers, rivals.

    RAWAN_PROGRAM=build/release/rawan RAWAN_SOURCE_DIR=$PWD \\
      /usr/bin/python3 tests/faults/run.py [--whole] [KIND...]

A small district is published over an older release of itself, and something goes wrong. Afterwards
`rawan verify` must find the old release or the new one, whole; the next run must succeed without
anybody cleaning up. Without --whole a few places of each sweep are tried, spread over all calls;
with it, every call of the run (hours). Prints what was tried and what went wrong; exit code 1 if
anything did. Full disks need root or the right to mount in a namespace of one's own.
"""

import sys
import tempfile

import neighbors
import sweeps
from fault_world import FaultWorld, remove

# Kind: the sweep, its size in the short form and in the whole one (None: every call).
KINDS = {
    "harness": (neighbors.harness, 1, 1),
    "kills": (sweeps.kills, 1, None),
    "random": (neighbors.random_kills, 4, 1000),
    "errors": (sweeps.errors, 1, None),
    "disks": (sweeps.full_disks, 4, 64),
    "order": (neighbors.sync_order, 1, 1),
    "readers": (neighbors.readers, 3, 20),
    "side_files": (neighbors.side_files, 1, 1),
    "copies": (neighbors.copies, 4, 20),
    "targets": (neighbors.targets, 1, 1),
    "publishers": (neighbors.publishers, 4, 20),
}


def main(arguments):
    whole = "--whole" in arguments
    kinds = [a for a in arguments if a != "--whole"] or list(KINDS)
    failed = 0
    directory = tempfile.mkdtemp(prefix="rawan-faults-")
    try:
        world = FaultWorld(directory)
        for kind in kinds:
            sweep, short, long = KINDS[kind]
            tried = bad = 0
            for name, wrong in sweep(world, long if whole else short):
                tried += 1
                bad += bool(wrong)
                for line in wrong:
                    print(f"{kind}: {name}: {line}", flush=True)
            print(f"{kind}: {tried} tried, {bad} went wrong", flush=True)
            failed += bad + (tried == 0)
    finally:
        remove(directory)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
