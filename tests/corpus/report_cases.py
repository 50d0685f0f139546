"""J: reports."""

import csv

from cases import case
from world import CANARY, ROWS, good_rows


def spoilt_rows(world, *cells, count=ROWS):
    """As many reports more as there are dictionaries of cells."""
    rows = good_rows(count + len(cells))
    for row, changed in zip(rows[count:], cells):
        row.update(changed)
    world.rows(rows)


def widened(world, name, *values):
    """A column more, empty but in as many reports more as there are values."""
    spoilt_rows(world, *({name: value} for value in values))


@case("J01")
def no_such_day(world):
    """30 February and 31 April."""
    spoilt_rows(world, {"tanggal_kejadian": "2026-02-30"}, {"tanggal_kejadian": "31/04/2026"},
                count=80)


def day_first_as_declared(world, written):
    """The days of good rows as `written`, in a source that declares day, month, year."""
    rows = good_rows()
    for row in rows:
        year, month, day = row["tanggal_kejadian"].split("-")
        row["tanggal_kejadian"] = written.format(year=year, month=month, day=day)
    world.rows(rows)
    world.about_reports += '\ndate_order = "dmy"'


@case("J02")
def order_contradicted(world):
    """Dates like 03/25/2026 where day, month, year is declared."""
    day_first_as_declared(world, "{month}/{day}/{year}")


@case("J02b")
def order_declared(world):
    """Dates like 25/03/2026 and 03/04/2026, day first as declared."""
    day_first_as_declared(world, "{day}/{month}/{year}")


@case("J03")
def serial_date(world):
    """A date as a spreadsheet's number."""
    spoilt_rows(world, {"tanggal_kejadian": "46081"})  # 2026-02-28.


@case("J04")
def impossible_times(world):
    """A date to come, one before 2000, and an event after its report."""
    spoilt_rows(world, {"tanggal_lapor": "2031-01-01"},
                {"tanggal_kejadian": "1980-01-06", "tanggal_lapor": "2026-03-01"},
                {"tanggal_kejadian": "2026-04-01", "tanggal_lapor": "2026-03-01"}, count=80)


@case("J04b")
def clocks_as_numbers(world):
    """Clocks that a spreadsheet made numbers: two lost a digit, one is a share, two either."""
    spoilt_rows(world, {"jam_kejadian": "19.3"}, {"jam_kejadian": "8.3"}, {"jam_kejadian": "0.5"},
                {"jam_kejadian": "0.75"}, {"jam_kejadian": "0.30"})


@case("J05")
def foreign_offset(world):
    """An offset of no zone of Indonesia, and one of each zone."""
    spoilt_rows(world, {"tanggal_lapor": "2026-03-20T20:15:00+10:00"},
                {"tanggal_lapor": "2026-03-20T20:15:00+07:00"},
                {"tanggal_lapor": "2026-03-20 20:15 WITA"},
                {"tanggal_lapor": "2026-03-20 20.15 WIT"})


@case("J06")
def names_of_months(world):
    """Months by their names, day names before them."""
    spoilt_rows(world, *({"tanggal_kejadian": text} for text in (
        "Senin, 2 Maret 2026", "3 Mar 2026", "4 Pebruari 2026", "5 Peb 2026",
        "Jum'at 6 Februari 2026")))


@case("J06b")
def all_names_of_months(world):
    """August by its three short names, in a report of September."""
    spoilt_rows(world, *({"tanggal_kejadian": f"{day} {month} 2026",
                          "tanggal_lapor": "2026-09-01"}
                         for day, month in enumerate(("Agu", "Agt", "Ags", "Agustus"), 1)))


@case("J07")
def same_row_twice(world):
    """A report twice, letter for letter."""
    rows = good_rows()
    world.rows([*rows, dict(rows[7])])


@case("J08")
def conflicting_ids(world):
    """One id, two contents: the last edit counts."""
    rows = good_rows()
    world.rows([*rows, {**rows[7], "tanggal_lapor": "2026-03-30 08:00", "kategori": "balap_liar"}])


@case("J09")
def burst(world):
    """30 reports of one reporter at one place on one day."""
    rows = good_rows(ROWS + 30)
    for number, row in enumerate(rows[ROWS:]):
        row.update(kunci_pelapor=f"{CANARY}-satu", tanggal_lapor="2026-03-20 20:15",
                   tanggal_kejadian="2026-03-20", jam_kejadian="", id_dialog="D-satu",
                   lintang=f"{0.5956 + 1e-6 * number:.6f}", bujur="108.961",
                   kode_desa="61.07.01.2004", kategori="gelap_sepi")
    world.rows(rows)
    world.analyze()


@case("J10")
def no_reporters(world):
    """Reports without a reporter: those of one dialogue count as one (docs/methods.md)."""
    rows = good_rows()
    for row in rows:
        row["kunci_pelapor"] = ""
    world.rows(rows)
    world.analyze()


@case("J11")
def unknown_words(world):
    """Categories and places nobody knows."""
    spoilt_rows(world, {"kategori": f"{CANARY} sesuatu"}, {"jenis_lokasi": f"{CANARY} di mana"})


@case("J11b")
def unknown_type(world):
    """A type of record nobody knows, and none."""
    spoilt_rows(world, {"jenis_laporan": f"{CANARY}"}, {"jenis_laporan": ""}, count=80)


@case("J12")
def contradicting_people(world):
    """Fewer than nobody asked, nobody asked, and a crowd."""
    spoilt_rows(world, {"jml_perempuan": "-3"}, {"jml_perempuan": "0"},
                {"jml_perempuan": "100000"}, {"jml_perempuan": "banyak"}, count=120)


@case("J13")
def personal_place(world):
    """Names, telephone and identity numbers in the name of a place and in ids."""
    rows = good_rows(ROWS + 5)
    for row in rows:
        row["nama_tempat"] = "Pasar"
    rows[-5]["nama_tempat"] = f"rumah Bu {CANARY}"
    rows[-4]["nama_tempat"] = f"{CANARY} 0812-3456-7890"
    rows[-3]["nama_tempat"] = f"{CANARY} 6107040101900001"
    rows[-2]["id_laporan"] = "081234567890"
    rows[-1]["id_patroli"] = f"{CANARY} +62 812 3456 7890"
    world.rows(rows)


@case("J14")
def child(world):
    """A victim who is a child."""
    widened(world, "usia_korban", "12", "6-12", f"{CANARY}")


@case("J15")
def accused_official(world):
    """A column that tells of the accused is not read at all."""
    widened(world, "pelaku_jabatan", f"{CANARY} danru")


@case("J16")
def narratives(world):
    """Narratives of 10 MB, of bytes that mean nothing, of a formula and of HTML are not read."""
    widened(world, "kronologi", f"{CANARY}" + "x" * 10_000, "\x01\x02\x7f",
            '=HYPERLINK("http://x")',
            f"<script>{CANARY}</script>")


@case("J16b")
def huge_narrative(world):
    """A narrative of 10 MB."""
    widened(world, "kronologi", f"{CANARY}" * 1_700_000)


@case("J17")
def no_accuracy(world):
    """Nothing is said of how well a point is known."""
    rows = good_rows()
    for row in rows:
        del row["akurasi"]
    world.rows(rows)


@case("J17b")
def accuracy_with_commas(world):
    """Accuracies with decimal commas, some with three decimals."""
    rows = good_rows()
    for number, row in enumerate(rows):
        row["akurasi"] = ("4,850", "5,25", "12,125", "3,5")[number % 4]
    world.rows(rows)


@case("J18")
def at_home(world):
    """A home as the place of an event."""
    spoilt_rows(world, {"jenis_laporan": "kejadian", "jenis_lokasi": "rumah", "kategori": "kdrt"})


@case("J19")
def no_consent(world):
    """Consent that was not given, withdrawn, and not understood."""
    rows = good_rows(ROWS + 2)
    rows[-2]["persetujuan"] = "tidak"
    rows[-1]["persetujuan"] = f"{CANARY} entahlah"
    world.rows([*rows, {**rows[3], "persetujuan": "tidak", "tanggal_lapor": "2026-03-30 08:00"}])


@case("J20")
def trials(world):
    """Entries that were trials."""
    rows = good_rows(120)
    for row in rows:
        row["nama_tempat"] = "Pasar"
    for row, word in zip(rows[-4:], ("tes", "TEST", "asdf", "coba")):
        row["nama_tempat"] = word
    world.rows(rows)


@case("J21")
def exported_twice(world):
    """The same reports again under other ids."""
    rows = good_rows()
    again = [{**row, "id_laporan": f"B-{number:04}"} for number, row in enumerate(rows[:5])]
    world.rows([*rows, *again])


def counts_shown(out):
    """Villages of which the planning release tells how many people reported."""
    path = out / "planning" / "current" / "desa_periode.csv"
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            if row["kelas_jumlah"][0].isdigit():
                yield f"{row['kode_desa']} shows {row['kelas_jumlah']} reporters"


@case("J22")
def one_reporter(world):
    """One reporter tells four of five reports: no village shows how many people told of it."""
    rows = good_rows()
    for number, row in enumerate(rows):
        row["kunci_pelapor"] = f"{CANARY}-{number if number % 5 == 0 else 'satu'}"
    world.rows(rows)
    world.analyze()
    world.inspect = counts_shown
