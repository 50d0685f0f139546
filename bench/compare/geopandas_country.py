"""Reads the villages and both report tables of a country and joins them, by geopandas:
VILLAGES.gpkg KOBO.csv EXCEL.csv. Prints how many reports lie in a village."""

import sys

import geopandas
import pandas


def numbers(column):
    return pandas.to_numeric(column.str.replace(",", "."), errors="coerce")


def places(path, above, lat, lon):
    table = pandas.read_csv(path, sep=";", skiprows=above, encoding="utf-8-sig", dtype=str,
                            usecols=[lat, lon])
    return pandas.DataFrame({"lat": numbers(table[lat]), "lon": numbers(table[lon])}).dropna()


def main(villages_path, kobo_path, excel_path):
    villages = geopandas.read_file(villages_path)
    reports = pandas.concat(
        [places(kobo_path, 0, "lokasi/_titik_latitude", "lokasi/_titik_longitude"),
         places(excel_path, 2, "Lintang", "Bujur")], ignore_index=True)
    points = geopandas.GeoDataFrame(reports, crs=villages.crs,
                                    geometry=geopandas.points_from_xy(reports.lon, reports.lat))
    joined = geopandas.sjoin(points, villages[["kode", "geometry"]], how="inner",
                             predicate="intersects")
    print("joined", len(joined))


if __name__ == "__main__":
    main(*sys.argv[1:])
