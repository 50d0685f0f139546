#!/usr/bin/env python3
"""Writes the study area of the density comparisons, a crooked ring that touches all four sides of a
box: as GeoJSON in UTM 49N and as a CSV of its vertices.

    window.py WIDTH HEIGHT OUT.geojson OUT.csv
    window.py --square OUT.geojson              the square of spatstat's redwood data, moved
"""

import json
import math
import sys

WEST_END, SOUTH_END = 300_000.0, 100_000.0
VERTICES = 60


def ring(width, height):
    found = []
    for i in range(VERTICES):
        angle = 2.0 * math.pi * i / VERTICES
        reach = 1.0 - 0.12 * math.sin(3.5 * angle) ** 2
        x, y = reach * math.cos(angle), reach * math.sin(angle)
        found.append((x, y))
    low = [min(p[k] for p in found) for k in (0, 1)]
    high = [max(p[k] for p in found) for k in (0, 1)]
    return [(WEST_END + round(width * (x - low[0]) / (high[0] - low[0]), 3),
             SOUTH_END + round(height * (y - low[1]) / (high[1] - low[1]), 3)) for x, y in found]


def write_geojson(path, points):
    polygon = {"type": "Polygon", "coordinates": [[*points, points[0]]]}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32649"}}
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection", "crs": crs, "features": [
            {"type": "Feature", "properties": {"name": "window"}, "geometry": polygon}]}, file)


def main():
    if sys.argv[1] == "--square":
        east, north = 500_000.0, 1_000_000.0
        write_geojson(sys.argv[2], [(east, north - 1.0), (east + 1.0, north - 1.0),
                                    (east + 1.0, north), (east, north)])
        return
    points = ring(float(sys.argv[1]), float(sys.argv[2]))
    write_geojson(sys.argv[3], points)
    with open(sys.argv[4], "w", encoding="utf-8") as file:
        file.write("x,y\n" + "".join(f"{x:.3f},{y:.3f}\n" for x, y in points))


if __name__ == "__main__":
    main()
