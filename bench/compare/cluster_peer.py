#!/usr/bin/env python3
"""cluster_peer.py POINTS.csv LABELS RADIUS MIN_POINTS: clusters by scikit-learn's DBSCAN, one line
per point: the label (0: noise) and whether it is a core point."""

import os
import sys
import time

import numpy
from sklearn.cluster import DBSCAN

points = numpy.loadtxt(sys.argv[1], delimiter=",", skiprows=1)
begin = time.perf_counter()
found = DBSCAN(eps=float(sys.argv[3]), min_samples=int(sys.argv[4]),
               n_jobs=int(os.environ["THREADS"])).fit(points)
print("seconds", f"{time.perf_counter() - begin:.3f}")
core = numpy.zeros(len(points), dtype=int)
core[found.core_sample_indices_] = 1
numpy.savetxt(sys.argv[2], numpy.c_[found.labels_ + 1, core], fmt="%d")
