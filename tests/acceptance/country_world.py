"""A small country of square villages: four kabupaten in a row, the second border of them on the
meridian between two UTM zones. Reports are known one by one; two gatherings lie across borders."""

import csv
import json
import random

SIDE = 0.05  # degrees
SOUTH = -1.0
ROWS = 3
COLUMNS = 4
KABUPATEN = {"62.01": 113.8, "62.02": 114.0, "63.01": 114.2, "63.02": 114.4}  # Western edges.
NOBODY_ASKED = "63.02"
# Longitude of the border, kabupaten beside it, marks in each: nine marks are one gathering.
GATHERINGS = {"zones": (114.0, ("62.01", "62.02"), (4, 5)),
              "neighbors": (114.2, ("62.02", "63.01"), (3, 6))}
LATITUDE = -0.925

PROJECT = """[project]
name = "Negeri Contoh"
organization = "Satpol PP (contoh)"
{scope}
seed = 62
synthetic = true

[period]
from = 2026-01-01
to = 2026-12-31

[inputs]
villages_attribution = "Contoh"

[inputs.villages]
path = "desa.geojson"
codes = "kemendagri"

[[inputs.reports]]
path = "laporan.csv"
codes = "kemendagri"

[inputs.patrol_log]
path = "patroli.csv"

[validation]
gap_tolerance_m = 0 # Else a project takes what lies just beyond its own villages for its own.

[patrol]
start = 2027-01-04

[output]
tiers = ["restricted"]
accept_unencrypted = "Data sintetis, 2026-11-22"
"""

HEADER = ["id_laporan", "sumber_data", "jenis_laporan", "tanggal_lapor", "tanggal", "kode_desa",
          "lat", "lon", "akurasi_m", "jenis_lokasi", "kategori", "faktor_lingkungan",
          "jml_perempuan", "jml_laki", "id_dialog", "jk_pelapor", "persetujuan", "jam"]
LOG_HEADER = ["patrol_id", "date", "shift_code", "squad_id", "village_code", "dialogue_id",
              "minutes_on_site", "women_consulted", "men_consulted", "cards_given", "result"]


def code_of(kabupaten, column, row):
    return f"{kabupaten}.01.{2001 + row * COLUMNS + column}"


def villages():
    """Codes and south-western corners."""
    for kabupaten, west in KABUPATEN.items():
        for row in range(ROWS):
            for column in range(COLUMNS):
                yield (code_of(kabupaten, column, row),
                       round(west + column * SIDE, 6), round(SOUTH + row * SIDE, 6))


def village_at(lon, lat):
    for code, west, south in villages():
        if west <= lon < west + SIDE and south <= lat < south + SIDE:
            return code
    raise ValueError((lon, lat))


def write_villages(path):
    features = []
    for code, west, south in villages():
        east, north = round(west + SIDE, 6), round(south + SIDE, 6)
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        features.append({"type": "Feature", "properties": {"kode": code, "nama": f"Desa {code}"},
                         "geometry": {"type": "Polygon", "coordinates": [ring]}})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}),
                    encoding="utf-8")


class Writer:
    def __init__(self):
        self.reports = []
        self.visits = []

    def visit(self, village, dialogue):
        self.visits.append([f"P-{dialogue}", "2026-08-10", "P", "R1", village, dialogue, 30, 20, 0,
                            0, "ada_temuan"])

    def tell(self, village, dialogue, lon, lat, hour):
        self.reports.append({
            "id_laporan": f"L{len(self.reports):05}", "sumber_data": "manual_csv",
            "jenis_laporan": "persepsi", "tanggal_lapor": "2026-08-10T10:00:00+07:00",
            "tanggal": "2026-08-10", "kode_desa": village, "lat": f"{lat:.7f}",
            "lon": f"{lon:.7f}", "akurasi_m": 8, "jenis_lokasi": "jalan_umum",
            "kategori": "gelap_sepi", "faktor_lingkungan": "gelap", "jml_perempuan": 20,
            "jml_laki": 0, "id_dialog": dialogue, "jk_pelapor": "p", "persetujuan": "operasional",
            "jam": f"{hour:02}:{len(self.reports) % 60:02}"})

    def write(self, folder):
        with open(folder / "laporan.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, HEADER)
            writer.writeheader()
            writer.writerows(self.reports)
        with open(folder / "patroli.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(LOG_HEADER)
            writer.writerows(self.visits)


def write_reports(folder):
    chance = random.Random(62)
    writer = Writer()
    for code, west, south in villages():
        if code.startswith(NOBODY_ASKED):
            continue
        for talk in range(2):
            dialogue = f"D-{code}-{talk}"
            writer.visit(code, dialogue)
            for _ in range(chance.randrange(4)):
                # Away from borders, and far enough from each other to be no gathering.
                writer.tell(code, dialogue, west + SIDE * chance.uniform(0.15, 0.85),
                            south + SIDE * chance.uniform(0.15, 0.85), chance.randrange(17, 23))
    for lon, _, marks in GATHERINGS.values():
        for side, count in zip((-1, 1), marks):
            for i in range(count):
                at = lon + side * 0.0003 * (i + 1)  # 33 m apart.
                code = village_at(at, LATITUDE)
                writer.tell(code, f"D-{code}-{i % 2}", at, LATITUDE + 0.0002 * (i % 3), 20)
    writer.write(folder)


def write_country(folder):
    """The country in a folder; its project file."""
    folder.mkdir()
    write_villages(folder / "desa.geojson")
    write_reports(folder)
    project = folder / "project.toml"
    project.write_text(PROJECT.format(scope="per_regency = true"), encoding="utf-8")
    return project


def write_own_project(folder, kabupaten):
    """A project of one of the kabupaten over the inputs of the country."""
    project = folder / f"{kabupaten}.toml"
    others_are_outside = "[validation]\nmax_rejected_share = 1.0\n"
    text = PROJECT.format(scope=f'regency = "{kabupaten}"')
    project.write_text(text.replace("[validation]\n", others_are_outside), encoding="utf-8")
    return project
