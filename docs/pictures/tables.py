"""Tables behind some pictures of docs/methods.md: what the program wrote, side by side with what
is known of its synthetic inputs. Called by make.sh: tables.py NAME ARGUMENT... > table.csv"""

import csv
import datetime
import json
import math
import shutil
import sqlite3
import sys
from pathlib import Path


def write(header, rows):
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)


def read(path, delimiter=","):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def query(package, statement):
    connection = sqlite3.connect(f"file:{Path(package).resolve()}?mode=ro&immutable=1", uri=True)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


# --- the sample ---------------------------------------------------------------------------------

def kobo(sample):
    """Women's and officers' reports of the sample with a position in the district."""
    for row in read(sample / "laporan_kobo.csv", ";"):
        lat, lon = row["lokasi/_titik_latitude"], row["lokasi/_titik_longitude"]
        try:
            row["lat"], row["lon"] = float(lat), float(lon)
        except ValueError:
            continue
        if 0 < row["lat"] < 2 and 108 < row["lon"] < 111 and row["lokasi/kode_desa"]:
            yield row


def rates(release, sample):
    """Estimated rates beside the true ones."""
    truth = {row["kode_desa"]: row["laju_sebenarnya_per_1000"]
             for row in read(sample / "kebenaran_desa.csv", ";")}
    rows = [(*row[1:], truth[row[0]]) for row in query(
        release / "rawan.gpkg", "SELECT kode_desa, desa, angka_per_1000, angka_bawah, angka_atas "
        "FROM desa_prioritas WHERE angka_per_1000 IS NOT NULL")]
    write(("village", "rate", "low", "high", "truth"), rows)


def findings(release):
    """Visits and findings of villages, and those that the estimated rate would give."""
    rows = query(release / "rawan.gpkg", "SELECT kunjungan, temuan, temuan_per_kunjungan * "
                 "kunjungan FROM desa_prioritas WHERE kunjungan > 0")
    write(("visits", "found", "estimated"), rows)


def dialogues(sample):
    """Marks of each dialogue, and those expected at the rate of its village."""
    women, marks, village = {}, {}, {}
    for row in kobo(sample):
        talk = row["sesi/id_dialog"]
        if not row["sesi/jml_perempuan"].isdigit() or int(row["sesi/jml_perempuan"]) == 0:
            continue
        women[talk] = int(row["sesi/jml_perempuan"])
        village[talk] = row["lokasi/kode_desa"]
        told = row["jenis_laporan"] == "persepsi" and row["jk_pelapor"] == "p"
        marks[talk] = marks.get(talk, 0) + told
    rows = []
    for talk in sorted(women):
        same = [other for other in women if village[other] == village[talk]]
        rate = sum(marks[o] for o in same) / sum(women[o] for o in same)
        if len(same) > 1 and rate > 0:
            rows.append((f"{women[talk] * rate:.3f}", marks[talk]))
    write(("expected", "seen"), rows)


def origins(sample):
    """Rows of the Kobo table by kind and by who told."""
    told = {"perception": [0, 0, 0], "finding": [0, 0, 0], "nothing to report": [0, 0, 0]}
    names = {"temuan": "finding", "nihil": "nothing to report"}
    for row in read(sample / "laporan_kobo.csv", ";"):
        who = {"p": 0, "l": 1}.get(row["jk_pelapor"], 2)
        who = 2 if row["jenis_laporan"] in ("temuan", "nihil") else who
        told[names.get(row["jenis_laporan"], "perception")][who] += 1
    write(("kind", "women", "men", "officers"), [(kind, *counts) for kind, counts in told.items()])


def badly_placed(sample, village):
    """Reports as points with the deviation of their position; those of one kecamatan left out."""
    rows = []
    for row in kobo(sample):
        if row["lokasi/kode_desa"].startswith(village) or row["jenis_laporan"] != "persepsi":
            continue
        accuracy = float(row["lokasi/_titik_precision"] or 250)
        rows.append((f"{row['lon']:.6f}", f"{row['lat']:.6f}", f"{accuracy / 1.51:.1f}", 1))
    write(("x", "y", "deviation", "tanda"), rows)


# --- a district with an application beside the patrols ------------------------------------------

HEADER = ("report_id", "source_org", "record_type", "reported_at", "occurred_on", "occurred_time",
          "lat", "lon", "coord_accuracy_m", "village_code", "place_type", "issue_code",
          "reporter_sex", "consent", "reporter_ref")
FAR, NEAR = (15, 45, 75, 95, 105, 125, 160), (0, 6, 12, 18, 23, 25, 30, 40)
BUSY, SUDDEN = "61.07.12.2010", "61.07.08.2010"


def alone(rows):
    """Marks with an hour and no other of any dialogue within half a kilometer."""
    marks = [row for row in rows if row["jenis_laporan"] == "persepsi"]
    for row in marks:
        near = [other for other in rows if math.hypot(
            other["lat"] - row["lat"], other["lon"] - row["lon"]) < 0.005]
        clock = row["jam_kejadian"][:2].isdigit() and len(row["jam_kejadian"]) == 5
        if len(near) == 1 and clock and row["tanggal_kejadian"].startswith("2026-"):
            yield row


def report(name, moment, place, village, row, reporter):
    lat, lon = place
    return (name, "desa", "persepsi", (moment + datetime.timedelta(days=3)).isoformat(),
            moment.date().isoformat(), moment.strftime("%H:%M"), f"{lat:.6f}", f"{lon:.6f}", "5",
            village, row["jenis_lokasi"], row["kategori"], "p", "operasional", reporter)


def application_rows(sample):
    rows = list(kobo(sample))
    pairs = [(meters, hours) for meters in FAR for hours in NEAR]
    for (meters, hours), row in zip(pairs, alone(rows)):
        moment = datetime.datetime.fromisoformat(
            f"{row['tanggal_kejadian']}T{row['jam_kejadian']}:00") + datetime.timedelta(hours=hours)
        place = (row["lat"], row["lon"] + meters / 111_300)
        yield report(f"near-{meters}-{hours}", moment, place, row["lokasi/kode_desa"], row,
                     f"near-{meters}-{hours}")
    first = next(row for row in rows if row["jenis_laporan"] == "persepsi")
    busy = next(row for row in rows if row["lokasi/kode_desa"] == BUSY)
    for day in range(21):
        for n in range(1 + day % 4):
            moment = datetime.datetime(2026, 9, 7, 8 + n) + datetime.timedelta(days=day)
            place = (busy["lat"] + 0.004 * (n + 1), busy["lon"] + 0.0001 * day)
            yield report(f"busy-{day}-{n}", moment, place, BUSY, first, "one device")
    sudden = next(row for row in rows if row["lokasi/kode_desa"] == SUDDEN)
    for n in range(16):
        moment = datetime.datetime(2026, 10, 5, 20) + datetime.timedelta(hours=7 * n)
        yield report(f"sudden-{n}", moment, (sudden["lat"] + 0.00005 * n, sudden["lon"]), SUDDEN,
                     first, f"invented {n}")


def district(sample, folder):
    """A copy of the sample with a third table of reports."""
    shutil.copytree(sample, folder)
    with open(folder / "aplikasi.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(application_rows(sample))
    project = folder / "project.toml"
    text = project.read_text(encoding="utf-8")
    table = '[[inputs.reports]]\npath = "aplikasi.csv"\ncodes = "kemendagri"\n' \
        'source_system = "sp4n_lapor"\n\n'
    project.write_text(text.replace("[inputs.patrol_log]", table + "[inputs.patrol_log]"),
                       encoding="utf-8")


def noted(release, folder, code):
    """Names of the reports of the application with a note."""
    names = [row["report_id"] for row in read(folder / "aplikasi.csv")]
    rows = query(release / "rawan.gpkg", "SELECT baris FROM qc_catatan WHERE berkas LIKE "
                 f"'%aplikasi.csv' AND kode_alasan = '{code}'")
    return {names[row - 2] for (row,) in rows}


def duplicates(release, folder):
    """Distance and hours between two reports of two sources, and whether they count once."""
    once = noted(release, folder, "counted_elsewhere")
    rows = []
    for row in read(folder / "aplikasi.csv"):
        kind, *numbers = row["report_id"].split("-")
        if kind != "near":
            continue
        meters, hours = numbers
        joined = row["report_id"] in once
        rows.append((meters, hours if joined else "", "" if joined else hours))
    write(("meters", "once", "twice"), rows)


def capped(release, folder):
    """Reports of one device by day, counted and above the cap."""
    above = noted(release, folder, "over_cap")
    days = {}
    for row in read(folder / "aplikasi.csv"):
        if row["reporter_ref"] == "one device":
            days.setdefault(row["occurred_on"], [0, 0])[row["report_id"] in above] += 1
    write(("day", "counted", "above"), [(day[5:], *counts) for day, counts in days.items()])


# --- what attacks learn -------------------------------------------------------------------------

def gains(*files):
    """Gain of attacks over guessing with its interval."""
    rows = []
    for name, file in zip(files[::2], files[1::2]):
        lines = [line for line in json.loads(file.read_text())["attacks"]
                 if "advantage_250_m" in line]
        line = max(lines, key=lambda found: found["tried"])
        for meters in (100, 250):
            gain = line[f"advantage_{meters}_m"]
            rows.append((f"{name}, {meters} m", gain["value"], gain["lower"], gain["upper"]))
    write(("map", "gain", "low", "high"), rows)


def spoil(release, folder):
    """A copy of a release of planners of which nothing is left but quarters of reporters, and in
    one of them a kecamatan and all of its villages but one are shown with numbers."""
    shutil.copytree(release, folder)
    for path in (*folder.glob("*.csv"), *folder.glob("*.xlsx")):
        path.unlink()
    connection = sqlite3.connect(folder / "rawan.gpkg")
    with connection:
        for table in ("indikator", "ape_bukti", "usulan_musrenbang", "beban_patroli",
                      "data_terpilah", "desa_prioritas", "kecamatan_ringkas"):
            connection.execute(f"DELETE FROM {table}")
        code, window, villages = connection.execute(
            "SELECT k.kode, k.periode, count(*) FROM kecamatan_periode k JOIN desa_periode d "
            "ON d.kode_desa LIKE k.kode || '.%' AND d.periode = k.periode "
            "GROUP BY 1, 2 HAVING count(*) > 4 ORDER BY 1, 2").fetchone()
        where = f"kode_desa LIKE '{code}.%' AND periode = '{window}'"
        connection.execute(f"UPDATE desa_periode SET kelas_jumlah = '6' WHERE {where}")
        connection.execute(
            f"UPDATE desa_periode SET kelas_jumlah = 'disamarkan' WHERE {where} AND kode_desa = "
            f"(SELECT min(kode_desa) FROM desa_periode WHERE {where})")
        connection.execute(
            f"UPDATE kecamatan_periode SET kelas_jumlah = '{6 * (villages - 1) + 2}' "
            f"WHERE kode = '{code}' AND periode = '{window}'")
    connection.close()


def learned(*files):
    """Hidden numbers that follow from what is shown."""
    rows = []
    for name, file in zip(files[::2], files[1::2]):
        lines = [line for line in json.loads(file.read_text())["attacks"]
                 if line["attack"] == "linear"]
        rows.append((name, sum(line["found"] for line in lines)))
    write(("release", "learned"), rows)


def hidden(release):
    """Numbers of people that planners see, and those that are hidden, and why."""
    shown = sum(query(release / "rawan.gpkg", f"SELECT count(*) FROM {table} WHERE substr("
                      "kelas_jumlah, 1, 1) BETWEEN '0' AND '9'")[0][0]
                for table in ("desa_periode", "kecamatan_periode"))
    [(text,)] = query(release / "rawan.gpkg", "SELECT nilai FROM metadata WHERE kunci = "
                      "'Masked values'")
    few, others = [word for word in text.split() if word.isdigit()]
    write(("what", "numbers"), [("1 shown in a class", shown), ("2 too few people", few),
                                ("3 hidden for the sake of others", others)])


def noise():
    """The law of the noise for three epsilons."""
    rows = []
    for z in range(-12, 13):
        laws = [(1 - a) / (1 + a) * a ** abs(z) for a in (math.exp(-e) for e in (1, 0.5, 0.25))]
        rows.append((z, *(f"{p:.6f}" for p in laws)))
    write(("z", "one", "half", "quarter"), rows)


# --- patrols ------------------------------------------------------------------------------------

def faulty(schedule):
    """A schedule somebody changed by hand: every third visit begins and ends 40 minutes earlier,
    every fifth takes 5 minutes."""
    rows = read(schedule, ";")
    for i, row in enumerate(rows):
        begin, end = (int(row[c][:2]) * 60 + int(row[c][3:5]) for c in ("jam_mulai", "jam_selesai"))
        if i % 3 == 2:
            begin, end = begin - 40, end - 40
        if i % 5 == 4:
            end = begin + 5
        row["jam_mulai"], row["jam_selesai"] = (f"{m // 60:02}:{m % 60:02}" for m in (begin, end))
    writer = csv.DictWriter(sys.stdout, rows[0].keys(), delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def faults(file):
    rows = json.loads(file.read_text())["faults"]
    write(("code",), [(row.get("fault") or row.get("code"),) for row in rows])


def legs(plan):
    """Kilometers and minutes of each leg of a plan, by road and estimated."""
    rows = []
    for shift in json.loads(plan.read_text())["shifts"]:
        left = shift["leave_s"]
        for visit in shift["visits"]:
            minutes = (visit["arrival_s"] - left) / 60
            by_road, guessed = ("", minutes) if visit["estimated"] else (minutes, "")
            rows.append((visit["meters"] / 1000, by_road, guessed))
            left = visit["departure_s"]
    write(("km", "road", "estimate"), rows)


def revisits(plan, stop):
    """Visits to the slots of one stop by day."""
    days = {}
    for shift in json.loads(plan.read_text())["shifts"]:
        days.setdefault(shift["date"], 0)
        days[shift["date"]] += sum(v["stop"].startswith(stop) for v in shift["visits"])
    write(("day", "visits"), days.items())


KNOWN = (rates, findings, dialogues, origins, badly_placed, district, duplicates, capped, gains,
         spoil, learned, hidden, noise, faulty, faults, legs, revisits)


def main():
    name, *arguments = sys.argv[1:]
    known = {table.__name__: table for table in KNOWN}
    known[name](*(Path(argument) if "/" in argument else argument for argument in arguments))


if __name__ == "__main__":
    main()
