#!/usr/bin/env python3
"""Makes jalan.geojson: a SYNTHETIC road layer of Kabupaten Bengkayang. No road in it exists.

    ./make_roads.py > jalan.geojson

Villages are points inside their polygons in villages.gpkg. A relaxed neighborhood graph joins them
(two are neighbors unless a third is nearer to both), so that the network looks like one that grew:
few detours, few rings. Roads bend at random; classes follow the traffic that shortest ways between
the seats and all villages would bring. Equal input gives equal bytes.
"""

import csv
import heapq
import json
import math
import random
import sqlite3
import struct
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SEED = 20260101
KM_PER_DEGREE = 111.32
ISLANDS = {"61.07.15.2005"}  # Pulau Lemukutan.
TOWN = "61.07.04.1010"       # Where the trunk road to Singkawang begins.
SINGKAWANG = (108.985, 0.905)
OFF_ROAD_EVERY = 17          # Each so many villages no road leads to: paths only.


def parts_of(blob):
    """Rings of the outer borders of a GeoPackage's (multi)polygon, in degrees."""
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    data, at = blob, 8 + envelope

    def number(kind, order):
        nonlocal at
        value = struct.unpack_from(order + kind, data, at)[0]
        at += struct.calcsize(kind)
        return value

    def geometry():
        nonlocal at
        order = "<" if data[at] == 1 else ">"
        at += 1
        kind = number("I", order) % 1000
        if kind == 6:
            return [ring for _ in range(number("I", order)) for ring in geometry()]
        rings = []
        for _ in range(number("I", order)):
            count = number("I", order)
            flat = struct.unpack_from(f"{order}{2 * count}d", data, at)
            at += 16 * count
            rings.append(list(zip(flat[::2], flat[1::2])))
        return rings[:1]

    return geometry()


def area_and_center(ring):
    twice = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
        cross = x0 * y1 - x1 * y0
        twice += cross
        x += (x0 + x1) * cross
        y += (y0 + y1) * cross
    return abs(twice) / 2, (x / (3 * twice), y / (3 * twice))


def inside(point, ring):
    x, y = point
    odd = False
    for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            odd = not odd
    return odd


def middle_of(rings):
    """The center of the largest part, or the middle of its widest stretch on that latitude."""
    ring = max(rings, key=lambda r: area_and_center(r)[0])
    center = area_and_center(ring)[1]
    if inside(center, ring):
        return center
    y = center[1]
    cuts = sorted(x0 + (y - y0) / (y1 - y0) * (x1 - x0)
                  for (x0, y0), (x1, y1) in zip(ring, ring[1:]) if (y0 > y) != (y1 > y))
    width, left = max((b - a, a) for a, b in zip(cuts[::2], cuts[1::2]))
    return left + width / 2, y


def villages():
    with sqlite3.connect(f"file:{HERE}/villages.gpkg?mode=ro", uri=True) as database:
        rows = database.execute("SELECT kode, nama, geom FROM desa ORDER BY kode").fetchall()
    return [(code, name, middle_of(parts_of(blob))) for code, name, blob in rows]


def posts():
    with open(HERE / "pos.csv", encoding="utf-8-sig", newline="") as file:
        return [(float(row["lon"]), float(row["lat"]))
                for row in csv.DictReader(file, delimiter=";")]


def km(a, b):
    return KM_PER_DEGREE * math.dist(a, b)


def relaxed_neighbors(places):
    pairs = []
    for i, a in enumerate(places):
        for j in range(i):
            b = places[j]
            far = km(a, b)
            if not any(max(km(a, c), km(b, c)) < far - 1e-9
                       for k, c in enumerate(places) if k not in (i, j)):
                pairs.append((j, i))
    return sorted(pairs)


def traffic(places, pairs, seats):
    """How many shortest ways from the seats to all places use each pair."""
    beside = {i: [] for i in range(len(places))}
    for a, b in pairs:
        beside[a].append(b)
        beside[b].append(a)
    count = dict.fromkeys(pairs, 0)
    for seat in seats:
        best, before, queue = {seat: 0.0}, {}, [(0.0, seat)]
        while queue:
            length, at = heapq.heappop(queue)
            if length > best[at]:
                continue
            for to in beside[at]:
                longer = length + km(places[at], places[to])
                if longer < best.get(to, math.inf):
                    best[to], before[to] = longer, at
                    heapq.heappush(queue, (longer, to))
        for at in range(len(places)):
            while at in before:
                count[tuple(sorted((at, before[at])))] += 1
                at = before[at]
    return count


def crooked(a, b, random_, bend=0.12):
    """A line that bends by up to a share of its length, by halving."""
    line = [a, b]
    while km(line[0], line[1]) > 0.8 and len(line) < 33:
        longer = [line[0]]
        for p, q in zip(line, line[1:]):
            off = bend * (2 * random_.random() - 1)
            longer += [((p[0] + q[0]) / 2 - off * (q[1] - p[1]),
                        (p[1] + q[1]) / 2 + off * (q[0] - p[0])), q]
        line = longer
    return line


class Roads:
    def __init__(self):
        self.features = []

    def add(self, line, highway, **tags):
        properties = {"jalan_id": f"JLN-{len(self.features) + 1:04d}", "highway": highway,
                      "surface": None, "tracktype": None, "oneway": "no", "maxspeed": None,
                      "route": None, "duration": None, "keterangan": "DATA SINTETIS", **tags}
        self.features.append({"type": "Feature", "properties": properties, "geometry": {
            "type": "LineString",
            "coordinates": [[round(x, 6), round(y, 6)] for x, y in line]}})

    def write(self, file):
        file.write('{"type": "FeatureCollection", "name": "jalan", "description": "DATA SINTETIS: '
                   'tidak satu pun jalan ini ada",\n"features": [\n')
        file.write(",\n".join(json.dumps(f, ensure_ascii=True) for f in self.features))
        file.write("\n]}\n")


def class_of(share, hills):
    if share > 0.25:
        return "primary", {"surface": "asphalt", "maxspeed": 60}
    if share > 0.08:
        return "secondary", {"surface": "asphalt", "maxspeed": 50}
    if share > 0.02:
        return "tertiary", {"surface": "paved" if not hills else "gravel"}
    if hills:
        return "track", {"surface": "earth", "tracktype": "grade3"}
    return "unclassified", {"surface": "compacted"}


def add_streets(roads, center, random_, one_way):
    """A few blocks around a seat; the ring of the town's market is one-way."""
    step = 0.0018
    for i in range(-2, 3):
        for line in ([(center[0] + i * step, center[1] + k * step) for k in range(-2, 3)],
                     [(center[0] + k * step, center[1] + i * step) for k in range(-2, 3)]):
            if i in (-2, 2) and random_.random() < 0.5:
                continue
            roads.add(line, "residential", surface="asphalt",
                      oneway="yes" if one_way and i in (-1, 1) else "no")


def main():
    random_ = random.Random(SEED)
    roads = Roads()
    found = villages()
    land = [v for v in found if v[0] not in ISLANDS]
    reached = [v for i, v in enumerate(land) if i % OFF_ROAD_EVERY != OFF_ROAD_EVERY - 1]
    places = [v[2] for v in reached]
    seats = [i for i, v in enumerate(reached) if v[0] == TOWN or v[0].endswith("2001")]
    pairs = relaxed_neighbors(places)
    count = traffic(places, pairs, seats)
    most = max(count.values())
    for a, b in pairs:
        hills = places[a][0] > 109.75 or places[b][0] > 109.75  # Towards the border: mountains.
        highway, tags = class_of(count[a, b] / most, hills)
        roads.add(crooked(places[a], places[b], random_), highway, **tags)
    town = next(v[2] for v in found if v[0] == TOWN)
    gate = min(places, key=lambda p: km(p, SINGKAWANG))
    roads.add(crooked(gate, SINGKAWANG, random_, 0.05), "trunk", surface="asphalt", maxspeed=80)
    for post in posts():
        near = min(places, key=lambda p: km(p, post))
        if km(near, post) > 0.05:
            roads.add(crooked(near, post, random_, 0.05), "tertiary", surface="asphalt")
    for i in seats:
        add_streets(roads, places[i], random_, places[i] == town)
    for place in places:
        for _ in range(2):  # Spurs into the village.
            angle = 2 * math.pi * random_.random()
            reach = (0.4 + 0.8 * random_.random()) / KM_PER_DEGREE
            end = place[0] + reach * math.cos(angle), place[1] + reach * math.sin(angle)
            roads.add(crooked(place, end, random_), "residential", surface="unpaved")
    add_island(roads, found, places, random_)
    roads.write(sys.stdout)


def add_island(roads, found, places, random_):
    """A footway round the harbor of each island, and a ferry to the nearest coast."""
    for code, _, center in found:
        if code not in ISLANDS:
            continue
        coast = min(places, key=lambda p: km(p, center))
        roads.add([coast, center], None, route="ferry", duration="01:00")
        for turn in range(3):
            angle = 2 * math.pi * turn / 3
            end = (center[0] + 0.006 * math.cos(angle), center[1] + 0.006 * math.sin(angle))
            roads.add(crooked(center, end, random_), "path", surface="concrete")


if __name__ == "__main__":
    main()
