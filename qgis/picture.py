#!/usr/bin/python3
"""Draws the map of a release as a small PNG: picture.py RELEASE_DIR PICTURE.png"""

import os
import sys
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image  # noqa: E402
from qgis.core import QgsApplication  # noqa: E402

import map_layout  # noqa: E402

WIDTH = 1600
LARGEST = 300_000  # bytes


def shrink(source, target):
    """Fewer pixels and colors, until the file is small enough for a README."""
    whole = Image.open(source).convert("RGB")
    for width in (WIDTH, 1400, 1200, 1000):
        size = (width, round(whole.height * width / whole.width))
        small = whole.resize(size, Image.LANCZOS)
        for colors in (256, 128, 64):
            exact = small.quantize(colors, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
            exact.save(target, optimize=True)
            if os.path.getsize(target) <= LARGEST:
                return
    raise RuntimeError(f"{target} stays larger than {LARGEST} bytes")


def main(release, target):
    application = QgsApplication([], False)
    application.initQgis()
    layout = map_layout.sheet(map_layout.open_project(release), "A4")
    with tempfile.TemporaryDirectory() as folder:
        sheet = os.path.join(folder, "sheet.png")
        map_layout.export_png(layout, sheet, dpi=220)
        shrink(sheet, target)
    print(f"{target}: {os.path.getsize(target)} bytes", flush=True)
    os._exit(0)  # QGIS tears its objects down in an order Python does not know.


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
