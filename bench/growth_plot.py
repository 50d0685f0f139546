"""Draws the table of growth.sh as SVG: seconds of the processors against each variable, both on
scales where twice as much is one step; dashed: growth in proportion. GROWTH.csv"""

import csv
import math
import sys

WIDTH, HEIGHT, LEFT, TOP = 310, 220, 52, 34
COLOR = "#1b5e8a"


def series(path):
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter=";"):
            column = "seconds" if row["variable"] == "threads" else "processor_seconds"
            yield row["variable"], float(row["value"]), float(row[column])


def scale(values, length):
    low, high = math.log2(min(values)), math.log2(max(values))
    span = max(high - low, 1.0)
    return lambda value: (math.log2(value) - low) / span * length


def text(x, y, words, anchor="middle"):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'


def line(places, look):
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return f'<polyline fill="none" {look} points="{points}"/>'


def panel(left, name, points):
    first, last = points[0], points[-1]
    in_proportion = [first, (last[0], first[1] * last[0] / first[0])]
    if name == "threads":
        in_proportion[1] = (last[0], first[1] * first[0] / last[0])
    across = scale([x for x, _ in points], WIDTH - LEFT - 20)
    up = scale([y for _, y in points + in_proportion], HEIGHT - TOP - 50)

    def placed(those):
        return [(left + LEFT + across(x), HEIGHT - 40 - up(y)) for x, y in those]

    places = placed(points)
    what = "seconds by the clock" if name == "threads" else "seconds of processor"
    parts = [text(left + WIDTH / 2, 20, f"{what} by {name}"),
             line(placed(in_proportion), 'stroke="gray" stroke-dasharray="4 3"'),
             line(places, f'stroke="{COLOR}"')]
    for (x, y), (value, seconds) in zip(places, points):
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{COLOR}"/>',
                  text(x, HEIGHT - 20, f"{value:g}"), text(x - 6, y - 6, f"{seconds:g}", "end")]
    return parts


def main(path):
    groups = {}
    for name, value, seconds in series(path):
        groups.setdefault(name, []).append((value, seconds))
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH * len(groups)}" '
             f'height="{HEIGHT}" font-family="sans-serif" font-size="11">',
             '<rect width="100%" height="100%" fill="white"/>']
    for i, (name, points) in enumerate(groups.items()):
        parts += panel(i * WIDTH, name.replace("_", " "), sorted(points))
    print("\n".join(parts + ["</svg>"]))


if __name__ == "__main__":
    main(*sys.argv[1:])
