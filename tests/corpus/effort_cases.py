"""K: patrols and effort."""

from cases import case
from world import ROWS, VILLAGES, good_rows

HEADER = ("id_patroli,tanggal,shift,regu,mulai,selesai,kode_desa,menit,jarak_km,jml_perempuan,"
          "jml_laki\n")


def visits(world, *rows, good=20):
    """A patrol log of good visits and these."""
    ordinary = [f"P-{n:03},2026-03-{1 + n:02},S,R1,18:00,19:00,{VILLAGES[0]},60,12,10,8"
                for n in range(good)]
    world.companion("patrol_log", HEADER + "".join(row + "\n" for row in [*ordinary, *rows]))


@case("K01")
def found_without_effort(world):
    """Findings of patrols that wrote no log."""
    rows = good_rows()
    for row in rows[::2]:
        row.update(jenis_laporan="temuan", jml_perempuan="", faktor_lingkungan="gelap")
    world.rows(rows)
    world.analyze()


def set_aside(out):
    """The findings are set aside, and the summary says so."""
    text = (out / "restricted" / "current" / "summary.md").read_text(encoding="utf-8")
    if "3 temuan petugas tanpa kunjungan" not in text:
        yield "the summary does not say that findings were set aside"


@case("K01a")
def few_found_without_effort(world):
    """Three findings of a patrol that wrote no log, among reports of women."""
    rows = good_rows(ROWS + 3)
    for row in rows[ROWS:]:
        row.update(jenis_laporan="temuan", jml_perempuan="", faktor_lingkungan="gelap")
    world.rows(rows)
    world.analyze()
    world.inspect = set_aside


@case("K01b")
def found_without_effort_and_used(world):
    """The same where the project insists on using them."""
    found_without_effort(world)
    world.more += "\n[evidence]\nuse_discovered_without_effort = true\n"


@case("K02")
def nobody_asked(world):
    """Places raised where nobody was asked."""
    rows = good_rows(41)
    rows[-1].update(jml_perempuan="0")
    world.rows(rows)


@case("K03")
def impossible_effort(world):
    """Visits of less than no time, of 30 hours, and of minus 5 km."""
    world.more = "[validation]\nmax_rejected_share = 0.9\n"
    visits(world, f"P-90,2026-03-21,S,R1,,,{VILLAGES[0]},-60,12,10,8",
           f"P-91,2026-03-21,S,R1,,,{VILLAGES[0]},1800,12,10,8",
           f"P-92,2026-03-21,S,R1,,,{VILLAGES[0]},60,-5,10,8",
           f"P-93,2026-03-21,S,R1,,,{VILLAGES[0]},60,12,-1,8")


@case("K05")
def clock_never_set(world):
    """Visits at the epochs of receivers whose clock was never set."""
    world.more = "[validation]\nmax_rejected_share = 0.9\n"
    visits(world, f"P-90,1980-01-06,S,R1,,,{VILLAGES[0]},60,12,10,8",
           f"P-91,2038-01-19,S,R1,,,{VILLAGES[0]},60,12,10,8")


@case("K07")
def visit_twice(world):
    """One visit twice, and two squads in one village at one time."""
    visits(world, f"P-000,2026-03-01,S,R1,18:00,19:00,{VILLAGES[0]},60,12,10,8",
           f"P-000,2026-03-01,S,R2,18:00,19:00,{VILLAGES[0]},60,12,10,8")


@case("K09")
def all_in_one_village(world):
    """All patrols went to one village."""
    visits(world)
    world.tested = "patrol_log.csv"

