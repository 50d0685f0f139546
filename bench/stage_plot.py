"""Draws the stages of `rawan run --timings` as SVG, one bar each: seconds by the clock, and in it
those of the processors per thread. THREADS < TIMINGS"""

import sys

BAR, GAP, LEFT, WIDTH = 26, 10, 230, 460
CLOCK, PROCESSOR = "#b7cfe0", "#1b5e8a"


def stages(lines):
    for line in lines:
        cells = line.rstrip("\n").split(";")
        if len(cells) == 4 and cells[1] != "seconds":
            yield cells[0], float(cells[1]), float(cells[2]), int(cells[3])


def main(threads):
    found = [stage for stage in stages(sys.stdin)]
    longest = max(max(clock, cpu / int(threads)) for _, clock, cpu, _ in found)
    height = GAP + len(found) * (BAR + GAP) + 20
    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + 150}" '
          f'height="{height}" font-family="sans-serif" font-size="12">')
    print('<rect width="100%" height="100%" fill="white"/>')
    for i, (name, clock, cpu, megabytes) in enumerate(found):
        y = GAP + i * (BAR + GAP)
        for seconds, color in ((clock, CLOCK), (cpu / int(threads), PROCESSOR)):
            inset = 0 if color == CLOCK else 6
            print(f'<rect x="{LEFT}" y="{y + inset}" width="{WIDTH * seconds / longest:.1f}" '
                  f'height="{BAR - 2 * inset}" fill="{color}"/>')
        print(f'<text x="{LEFT - 8}" y="{y + 17}" text-anchor="end">{name}</text>')
        print(f'<text x="{LEFT + WIDTH * clock / longest + 6:.1f}" y="{y + 17}">{clock:.1f} s; '
              f'{cpu:.1f} s; {megabytes} MB</text>')
    print(f'<text x="{LEFT}" y="{height - 6}">light: by the clock; dark: processors, shared by '
          f'{threads} threads</text>')
    print("</svg>")


if __name__ == "__main__":
    main(*sys.argv[1:])
