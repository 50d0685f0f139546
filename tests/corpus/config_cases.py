"""M: the project file and the policy. The cases of a database server wait for one."""

from cases import case
from world import csv_text, features, good_rows, moved


@case("M09")
def unknown_key(world):
    """A key that is misspelt."""
    world.more = "[validation]\nmax_rejected_shares = 0.1\n"


@case("M09b")
def wrong_type(world):
    """A text where a number is due."""
    world.more = '[validation]\nmax_rejected_share = "KENARI"\n'


@case("M09c")
def key_twice(world):
    """A key twice."""
    world.more = "[validation]\nmax_rejected_share = 0.1\nmax_rejected_share = 0.2\n"


@case("M09d")
def not_toml(world):
    """A line that is nothing."""
    world.more = "[validation]\nKENARI KENARI\n"


@case("M09e")
def header_of_many_parts(world):
    """A header of 50,000 parts."""
    world.more = f"[validation{'.a' * 50_000}]\n"


@case("M09f")
def too_much_to_read(world):
    """More than a megabyte of remarks."""
    world.more = "# KENARI\n" * 120_000


@case("M10")
def below_the_floor(world):
    """A policy that shows single persons."""
    world.write("longgar.toml", 'name = "longgar"\n[planning.unit]\nmin_reporters = 1\n')
    world.analyze()
    world.more = world.more.replace("[output]\n", '[output]\npolicy = "longgar.toml"\n')


def bandwidth(world, meters):
    world.analyze()
    world.more += f'bandwidth_rule = "fixed"\nbandwidth_m = {meters}\n'


@case("M11")
def no_bandwidth(world):
    """A bandwidth of nothing."""
    bandwidth(world, 0)


@case("M11b")
def negative_bandwidth(world):
    """A negative bandwidth."""
    bandwidth(world, -500)


@case("M11c")
def bandwidth_without_end(world):
    """A bandwidth beyond any study area."""
    bandwidth(world, 1e9)


@case("M11d")
def bandwidth_beyond_the_area(world):
    """A bandwidth of 50 km in a study area of 12 km."""
    bandwidth(world, 50_000)


@case("M12")
def endless_grid(world):
    """Cells of 10 m over villages from one end of the country to the other."""
    found = features()
    for feature, (east, north) in zip(found, ((-13, 4), (0, 0), (31, -9))):
        feature["geometry"] = moved([feature], lambda lon, lat, e=east, n=north:
                                    (lon + e, lat + n))[0]["geometry"]
    world.boundaries(found)
    rows = good_rows()
    for row in rows:
        row["lintang"], row["bujur"] = "", ""
    world.rows(rows)
    world.analyze()
    world.more += "density_cell_m = 10\ncell_m = 10\n"
    world.tested = "laporan.csv"


@case("M14")
def nothing_in_the_area(world):
    """All reports lie in another district."""
    rows = good_rows()
    for row in rows:
        row.update(lintang="-6.2", bujur="106.8", kode_desa="")
    world.rows(rows)
    world.analyze()
    world.more += "[validation]\nmax_rejected_share = 1.0\n"


@case("M14b")
def nothing_in_the_period(world):
    """All reports are older than the period."""
    world.write("laporan.csv", csv_text(good_rows()).replace("2026-03", "2025-03"))
    world.analyze()
