"""Sites of a scan on stdout: x,y,people,cases. Seeded; people are lognormal, cases follow them.

    scan_sites.py villages.gpkg      centers of the boxes of a layer of areas, in degrees
    scan_sites.py points.csv         x and y of a CSV file, in meters
"""

import csv
import math
import random
import sys

CASES = 10_000


def places(path):
    if path.endswith(".csv"):
        with open(path, encoding="ascii") as file:
            return [(float(row["x"]), float(row["y"])) for row in csv.DictReader(file)]
    from osgeo import ogr

    source = ogr.Open(path)
    boxes = [f.geometry().GetEnvelope() for f in source.GetLayer(0) if f.geometry()]
    return [((west + east) / 2, (south + north) / 2) for west, east, south, north in boxes]


def main():
    generator = random.Random(1)
    sites = places(sys.argv[1])
    people = [round(math.exp(7.5 + generator.gauss(0.0, 1.0))) + 1 for _ in sites]
    cases = [0] * len(sites)
    for site in generator.choices(range(len(sites)), weights=people, k=CASES):
        cases[site] += 1
    print("x,y,people,cases")
    for (x, y), n, c in zip(sites, people, cases):
        print(f"{x:.7f},{y:.7f},{n},{c}")


if __name__ == "__main__":
    main()
