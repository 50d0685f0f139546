"""Places points in areas by geopandas: AREAS POINTS.csv ANSWER.txt. Times the join alone."""

import sys
import time

import geopandas
import numpy
import pandas


def main(areas_path, points_path, answer_path):
    areas = geopandas.read_file(areas_path)
    areas["position"] = numpy.arange(len(areas))
    table = pandas.read_csv(points_path)
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(table.x, table.y),
                                    crs=areas.crs)
    start = time.perf_counter()
    joined = geopandas.sjoin(points, areas[["position", "geometry"]], how="left",
                             predicate="intersects")
    print("seconds", time.perf_counter() - start)
    lowest = joined.groupby(level=0)["position"].min().fillna(-1).astype(int)
    lowest.to_csv(answer_path, index=False, header=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
