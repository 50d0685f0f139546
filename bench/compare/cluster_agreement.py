#!/usr/bin/env python3
"""cluster_agreement.py PEER POINTS.csv: whether a peer's lines "label core" say what the CSV of
`rawan cluster` says: the same core points in the same clusters, and the same noise. Tells in how
many border points the two differ: one within the radius of two clusters is ours in that of its
nearest core point, and the peer's in that it came to first. Ends with 1 where more differs. A peer
that does not tell core points ("-") is asked about ours.

With --index, for hdbscan: only tells the adjusted Rand index of the two partitions, noise a group
of its own. It is below 1 because R keeps a cluster alive below its least size and cuts equal links
one by one (docs/methods.md); the tree both cut is compared elsewhere."""

import csv
import sys
from collections import Counter


def read_peer(path):
    with open(path, encoding="utf-8") as file:
        rows = [line.split() for line in file]
    core = None if rows[0][1] == "-" else [row[1] == "1" for row in rows]
    return [int(row[0]) for row in rows], core


def read_ours(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    labels = [int(row["cluster_id"] or 0) for row in rows]
    return labels, [row.get("cluster_role") == "core" for row in rows]


def same_clusters(pairs):
    """Whether labels translate one to one."""
    pairs = set(pairs)
    return len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})


def rand_index(a, b):
    def pairs(counts):
        return sum(n * (n - 1) // 2 for n in counts.values())
    both, one, other = pairs(Counter(zip(a, b))), pairs(Counter(a)), pairs(Counter(b))
    chance = one * other / (len(a) * (len(a) - 1) / 2)
    return (both - chance) / ((one + other) / 2 - chance)


def main():
    paths = [word for word in sys.argv[1:] if not word.startswith("--")]
    peer, peer_core = read_peer(paths[0])
    ours, our_core = read_ours(paths[1])
    if len(peer) != len(ours):
        sys.exit("different lengths")
    if "--index" in sys.argv:
        print(f"adjusted Rand index {rand_index(peer, ours):.3f}")
        return
    cores = [(p, o) for p, o, c in zip(peer, ours, our_core) if c]
    if peer_core not in (None, our_core) or not same_clusters(cores):
        sys.exit("core points differ")
    if [p == 0 for p in peer] != [o == 0 for o in ours]:
        sys.exit("noise differs")
    names = dict(cores)
    differ = sum(p != 0 and names[p] != o for p, o in zip(peer, ours))
    print(f"same cores and noise; {differ} border points differ")


if __name__ == "__main__":
    main()
