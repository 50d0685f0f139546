"""I: administrative data and zones."""

import copy

from cases import case
from world import ROWS, VILLAGES, csv_text, features, good_rows, moved

TOLERANT = "[validation]\nmax_rejected_share = 0.9\n"
BPS = {"61.07.01.2001": "6102010001", "61.07.01.2004": "6102010004", "61.07.01.2005": "6102010005"}
CROSSWALK = "kode_bps,kode_kemendagri\n" + "".join(
    f"{bps},{code}\n" for code, bps in BPS.items())
PEOPLE = "kode_desa,tahun,perempuan,laki_laki,sumber\n"


def named(world, name, district="", **cells):
    """Villages with their kecamatan, and one report more that names its village."""
    world.boundaries(features(kecamatan="Sungai Raya"))
    world.about_villages += ('\nprofile = "custom"\ncode_column = "kode"\nname_column = "nama"\n'
                             'district_column = "kecamatan"')
    rows = good_rows(ROWS + 1)
    for row in rows:
        row.update(nama_desa="", kecamatan="")
    rows[-1].update(kode_desa="", lintang="", bujur="", nama_desa=name, kecamatan=district, **cells)
    world.rows(rows)
    world.tested = "laporan.csv"


def coded(world, code, **cells):
    """One report more, placed by this code alone."""
    world.spoilt(kode_desa=code, lintang="", bujur="", **cells)


@case("I01")
def one_code_two_areas(world):
    """Two different polygons under one code."""
    found = features()
    twin = moved(found[:1], lambda lon, lat: (lon + 0.01, lat))
    twin[0]["properties"] = dict(found[0]["properties"])
    world.boundaries(found + twin)
    world.more = TOLERANT


@case("I02")
def one_area_twice(world):
    """The same village twice."""
    found = features()
    world.boundaries([*found, copy.deepcopy(found[0])])


@case("I03")
def bps_villages(world):
    """Boundaries with BPS codes, declared as Kemendagri's."""
    found = features()
    for feature in found:
        feature["properties"]["kode"] = BPS[feature["properties"]["kode"]]
    world.boundaries(found)
    world.companion("crosswalk", CROSSWALK)
    world.tested = "desa.geojson"


@case("I03b")
def bps_report(world):
    """A BPS code in a table of Kemendagri codes: read so, it is a village of another kabupaten."""
    coded(world, "6102012001")


@case("I04")
def mixed_codes(world):
    """Codes of both systems in one column of the boundaries."""
    found = features()
    code = found[0]["properties"]["kode"]
    found[0]["properties"]["kode"] = "ID" + BPS[code]
    world.boundaries(found)
    world.companion("crosswalk", CROSSWALK)
    world.tested = "desa.geojson"


@case("I04b")
def mixed_bare_codes(world):
    """Bare digits of both systems in one column of reports, and no system is declared."""
    rows = good_rows()
    for number, row in enumerate(rows):
        code = row["kode_desa"]
        row["kode_desa"] = BPS[code] if number % 2 else code.replace(".", "")
    world.rows(rows)
    world.about_reports = 'codes = "auto"'
    world.companion("crosswalk", CROSSWALK)
    world.tested = "laporan.csv"


@case("I05")
def plain_digits(world):
    """Declared codes, some with dots and some without."""
    rows = good_rows()
    for row in rows[::2]:
        row["kode_desa"] = row["kode_desa"].replace(".", "")
    world.rows(rows)


@case("I06")
def scientific_code(world):
    """A code that a spreadsheet made a number of three digits."""
    coded(world, "6,107E+09")


@case("I06b")
def lost_zero(world):
    """A code whose last zero a spreadsheet took for a fraction's."""
    coded(world, "61.07.1.2001")


@case("I07")
def retired_code(world):
    """A code that no village of the boundaries has, with a point and without."""
    rows = good_rows(ROWS + 2)
    rows[-1].update(kode_desa="61.07.01.2999", lintang="", bujur="")
    rows[-2].update(kode_desa="61.07.01.2999")
    world.rows(rows)


@case("I08")
def wrong_parent(world):
    """The code of the kecamatan contradicts that of the village."""
    found = features()
    for feature in found:
        code = feature["properties"].pop("kode")
        feature["properties"] = {"KDEPUM": code, "WADMKD": feature["properties"]["nama"],
                                 "KDCPUM": "61.07.01", "WADMKC": "Sungai Raya"}
    found[1]["properties"]["KDCPUM"] = "61.07.02"
    world.boundaries(found)


@case("I09")
def ambiguous_name(world):
    """A name that two villages have, without a kecamatan."""
    named(world, "Suka Maju")
    found = features(kecamatan="Sungai Raya")
    for feature, district in zip(found, ("Sungai Raya", "Capkala")):
        feature["properties"].update(nama="Suka Maju", kecamatan=district)
    world.boundaries(found)
    world.tested = "laporan.csv"


@case("I10")
def spelled_otherwise(world):
    """Prefixes, spaces that are not seen, numbers of Rome: the same name."""
    named(world, "Ds.\u00a0 SUNGAI\u200b DURI", "Kec. Sungai Raya")


@case("I10b")
def nearly_the_name(world):
    """A name that is nearly a village's is offered and not taken."""
    named(world, "Sungai Durih", "Sungai Raya")


@case("I10c")
def look_alike(world):
    """A name with a Cyrillic letter."""
    named(world, "Sung\u0430i Duri", "Sungai Raya")


@case("I12")
def village_without_people(world):
    """One village has no population."""
    world.companion("population", PEOPLE + f"{VILLAGES[0]},2025,900,1000,bps_proyeksi\n")


@case("I13")
def impossible_population(world):
    """Negative, fractional and absurd numbers of people."""
    numbers = ("-5", "900.5", "1000000000000", "banyak")
    world.more = TOLERANT
    world.companion("population", PEOPLE + f"{VILLAGES[0]},2025,900,1000,bps_proyeksi\n" + "".join(
        f"{VILLAGES[2]},{2023 + n},{number},1000,bps_proyeksi\n"
        for n, number in enumerate(numbers)))


@case("I14")
def old_population(world):
    """People counted ten years ago."""
    world.companion("population", PEOPLE + f"{VILLAGES[0]},2016,900,1000,bps_proyeksi\n")


@case("I15")
def zone_of_another_regency(world):
    """A D/KRPPA village of another kabupaten, and one that is not in the boundaries."""
    world.more = TOLERANT
    world.companion("krppa", "kode_desa,status,skema,nomor_sk,berlaku_sejak\n"
                             f"{VILLAGES[0]},ditetapkan,kabupaten,1/2025,2025-12-09\n"
                             "61.02.01.2001,ditetapkan,kabupaten,2/2025,2025-12-09\n"
                             "61.07.01.2999,ditetapkan,kabupaten,3/2025,2025-12-09\n")


@case("I16")
def zone_twice(world):
    """A village in the register twice, and once with an end before its beginning."""
    world.more = TOLERANT
    row = f"{VILLAGES[0]},ditetapkan,kabupaten,1/2025,2025-12-09,\n"
    world.companion("krppa", "kode_desa,status,skema,nomor_sk,berlaku_sejak,berlaku_sampai\n"
                    + row + row
                    + f"{VILLAGES[2]},ditetapkan,kabupaten,1/2025,2025-12-09,2025-01-01\n")
