#!/usr/bin/env python3
"""Writes a CSV of points, x and y, uniform in the boxes of randomly chosen areas of a layer.

The same bytes for the same arguments and layer. Most points lie in an area, some in the sea.
"""

import argparse
import random

from osgeo import ogr


def boxes(path):
    source = ogr.Open(path)
    for feature in source.GetLayer(0):
        shape = feature.GetGeometryRef()
        if shape is not None:
            yield shape.GetEnvelope()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("areas")
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draw = random.Random(options.seed).random
    places = list(boxes(options.areas))
    print("x,y")
    for _ in range(options.count):
        west, east, south, north = places[int(len(places) * draw())]
        print(f"{west + (east - west) * draw():.9f},{south + (north - south) * draw():.9f}")


if __name__ == "__main__":
    main()
