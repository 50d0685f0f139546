#!/usr/bin/env python3
"""Writes the cells of a raster, one per line, row by row from the north; 0 where there is none."""

import math
import sys
from array import array

from osgeo import gdal

gdal.UseExceptions()
cells = array("f")
raster = gdal.Open(sys.argv[1])
cells.frombytes(raster.GetRasterBand(1).ReadRaster(buf_type=gdal.GDT_Float32))
sys.stdout.writelines(f"{0.0 if math.isnan(v) else v:.9g}\n" for v in cells)
