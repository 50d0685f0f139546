#!/usr/bin/env python3
"""Writes a CSV of clustered points, x and y in meters: the same bytes for the same arguments.

Four points in five lie around one of 200 towns, whose spreads run from 300 m to 3,000 m; the others
anywhere in the frame of 128 km x 96 km (an offset as in UTM north of the equator). Duplicates come
from rounding to millimeters alone. With --closer N everything lies N times closer together, so that
a circle of the same radius holds N x N times as many.
"""

import argparse
import math
import random

EAST, NORTH = 128_000.0, 96_000.0
WEST_END, SOUTH_END = 300_000.0, 100_000.0
TOWNS = 200
BACKGROUND = 0.2


def towns(draw):
    return [(EAST * draw(), NORTH * draw(), 300.0 * 10.0 ** draw()) for _ in range(TOWNS)]


def near(town, draw):
    """A point around the town, redrawn until it lies in the frame."""
    while True:
        radius = town[2] * math.sqrt(-2.0 * math.log(1.0 - draw()))
        angle = 2.0 * math.pi * draw()
        x, y = town[0] + radius * math.cos(angle), town[1] + radius * math.sin(angle)
        if 0.0 <= x <= EAST and 0.0 <= y <= NORTH:
            return x, y


def points(count, seed):
    # random() of a seeded generator is the one sequence that Python promises to keep.
    draw = random.Random(seed).random
    places = towns(draw)
    for _ in range(count):
        if draw() < BACKGROUND:
            yield EAST * draw(), NORTH * draw()
        else:
            yield near(places[int(TOWNS * draw())], draw)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--closer", type=float, default=1.0)
    options = parser.parse_args()
    print("x,y")
    for x, y in points(options.count, options.seed):
        print(f"{WEST_END + x / options.closer:.3f},{SOUTH_END + y / options.closer:.3f}")


if __name__ == "__main__":
    main()
