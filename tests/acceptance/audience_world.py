"""A small district whose reports are known one by one, for tests of what each audience sees."""

import csv
import math

import rawan

STEP = 8 / 3600  # degrees: the national grid for cells of 250 m

# Centers of cells inside villages of the sample, far from each other: (village, column, row).
HEADER = ["id_laporan", "sumber_data", "jenis_laporan", "tanggal_lapor", "tanggal", "kode_desa",
          "lat", "lon", "jenis_lokasi", "kategori", "faktor_lingkungan", "jml_perempuan",
          "jml_laki", "id_dialog", "jk_pelapor", "kode_pelapor", "persetujuan", "jam"]
LOG_HEADER = ["patrol_id", "date", "shift_code", "squad_id", "village_code", "dialogue_id",
              "minutes_on_site", "women_consulted", "men_consulted", "cards_given", "result"]


def cell_of(lon, lat):
    """Column and row of the cell that holds a place."""
    return math.floor(lon / STEP + 1e-9), math.floor(lat / STEP + 1e-9)


def center_of(cell):
    return (cell[0] + 0.5) * STEP, (cell[1] + 0.5) * STEP


class World:
    """Reports and visits that are written as a project."""

    def __init__(self, directory):
        self.project = rawan.copy_sample(directory)
        self.reports = []
        self.visits = []
        text = self.project.read_text(encoding="utf-8")
        start = text.index("[[inputs.reports]]")
        end = text.index("[inputs.patrol_log]")
        text = (text[:start] + '[[inputs.reports]]\npath = "laporan.csv"\ncodes = "kemendagri"\n\n'
                + text[end:])
        self.project.write_text(text, encoding="utf-8")

    def visit(self, village, dialogue, date="2026-08-10", women=20):
        self.visits.append([f"P-{dialogue}", date, "P", "R1", village, dialogue, 30, women, 0, 0,
                            "ada_temuan"])

    def tell(self, village, place, reporter, dialogue, **changes):
        """One report; `place` is (lon, lat)."""
        row = {"id_laporan": f"L{len(self.reports):04}", "sumber_data": "manual_csv",
               "jenis_laporan": "persepsi", "tanggal_lapor": "2026-08-10T10:00:00+07:00",
               "tanggal": "2026-08-10", "kode_desa": village, "lat": f"{place[1]:.7f}",
               "lon": f"{place[0]:.7f}", "jenis_lokasi": "jalan_umum", "kategori": "gelap_sepi",
               "faktor_lingkungan": "gelap", "jml_perempuan": 20, "jml_laki": 0,
               "id_dialog": dialogue, "jk_pelapor": "p", "kode_pelapor": reporter,
               "persetujuan": "operasional", "jam": "19:00"}
        row.update(changes)
        self.reports.append(row)

    def write(self):
        with open(self.project.parent / "laporan.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, HEADER)
            writer.writeheader()
            writer.writerows(self.reports)
        with open(self.project.parent / "patroli.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(LOG_HEADER)
            writer.writerows(self.visits)
        return self.project


def centers_of_villages():
    """A cell near the middle of each village of the sample, by code."""
    from osgeo import ogr
    source = ogr.Open(str(rawan.SAMPLE / "villages.gpkg"))
    layer = source.GetLayer(0)
    names = [field.GetName() for field in layer.schema]
    code = next(name for name in names if name.lower() in ("kode", "kode_desa", "kdepum", "id"))
    found = {}
    for feature in layer:
        point = feature.GetGeometryRef().PointOnSurface()
        found[feature.GetField(code)] = cell_of(point.GetX(), point.GetY())
    return found


def shares_of(reporters):
    most = max(reporters.count(reporter) for reporter in set(reporters))
    return most / len(reporters)


def safe_cells(reports, least=3, sessions=2, share=0.8):
    """What may be shown by the rules of "baku", counted again: cells of the national grid."""
    marks, findings = {}, {}
    for row in reports:
        public = row["jenis_lokasi"] in ("jalan_umum", "pasar", "gang_lorong")
        told = row["kategori"] in ("gelap_sepi", "mabuk_miras", "pelecehan_verbal", "")
        if row["persetujuan"] != "operasional" or not public or not told:
            continue
        cell = cell_of(float(row["lon"]), float(row["lat"]))
        if row["jenis_laporan"] == "persepsi" and row["jk_pelapor"] == "p":
            marks.setdefault(cell, []).append(row)
        if row["jenis_laporan"] == "temuan":
            findings.setdefault(cell, []).append(row)
    shown = set(findings)
    for cell, rows in marks.items():
        once = {(row["kode_pelapor"], row["tanggal"]): row for row in rows}.values()
        reporters = [row["kode_pelapor"] for row in once]
        enough = (len(set(reporters)) >= least and
                  len({row["id_dialog"] for row in once}) >= sessions)
        if enough and shares_of(reporters) <= share:
            shown.add(cell)
    return shown
