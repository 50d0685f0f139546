"""L: the system around the program."""

import contextlib
import os
import signal
import struct
import subprocess
from pathlib import Path

from cases import case
from geometry_cases import circle, stored_as, wkb
from world import PROGRAM, SAMPLE, content_of, csv_text, good_rows


def looked_into(out):
    """The label that every document bears is found, so a cell would be."""
    kinds = {"html", "pdf", "xlsx"}
    for path in sorted(out.rglob("*")):
        kind = path.suffix[1:]
        if kind in kinds and b"SINTETIS" not in content_of(path):
            yield f"{path.name} was not looked into"
    missing = kinds - {path.suffix[1:] for path in out.rglob("*")}
    if missing:
        yield f"no document is {', '.join(sorted(missing))}"


@case("L00")
def nothing_spoilt(world):
    """Nothing is spoilt."""
    world.analyze()
    world.inspect = looked_into


@case("L02")
def file_size_limit(world):
    """No file may grow beyond 64 KB."""
    world.analyze()
    world.launcher = ("prlimit", "--fsize=65536")


@case("L05")
def told_to_end(world):
    """Ended by each of the signals that end a program."""
    stop_with(world, signal.SIGTERM)


@case("L05b")
def line_hung_up(world):
    """The line is hung up."""
    stop_with(world, signal.SIGHUP)


@case("L05c")
def interrupted(world):
    """Interrupted from the keyboard."""
    stop_with(world, signal.SIGINT)


@case("L05d")
def interrupted_twice(world):
    """Interrupted twice."""
    stop_with(world, signal.SIGINT, signal.SIGINT)


def processes_of(world):
    """The program at work on this world: the process people wait for, and the one that works."""
    found = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            words = (entry / "cmdline").read_bytes().split(b"\0")
            if words[0] == PROGRAM.encode() and str(world.out).encode() in words:
                status = (entry / "status").read_text()
                found[int(entry.name)] = int(status.split("PPid:")[1].split()[0])
    workers = [process for process, parent in found.items() if parent in found]
    return [process for process in found if process not in workers], workers


def stop_with(world, *signals):
    """A run that would take minutes, stopped when it tells that it begins to compute."""
    send_when_computing(world, lambda supervisors, workers: supervisors, *signals)
    world.inspect = left_behind


def send_when_computing(world, chosen, *signals):
    world.analyze()
    world.more = world.more.replace("rank_draws = 100", "rank_draws = 1000000")
    left = list(signals)

    def send():
        said = world.out.parent / "stderr"
        if left and said.exists() and b"peringkat" in said.read_bytes():
            for process in chosen(*processes_of(world)):
                os.kill(process, left.pop(0))
    world.meddle = send


def left_behind(out):
    """Of an interrupted run nothing stays but what the next needs."""
    for path in out.rglob("*"):
        if path.is_file() and path.parent.name != ".rawan":
            yield f"left {path.relative_to(out)}"


@case("L05e")
def nobody_reads(world):
    """The pipe of its words is closed."""
    world.launcher = ("bash", "-c", '"$@" | true; exit "${PIPESTATUS[0]}"', "bash")


@case("L06")
def too_little_memory(world):
    """A village of five million vertices, and hardly more memory than the program takes."""
    ring = circle(1000)
    stored_as(world, struct.pack("<BIII", 1, 3, 1, 5_000 * len(ring)) + 5_000 * wkb(ring)[13:])
    world.launcher = ("prlimit", f"--as={320 * 2**20}")


@case("L06b")
def killed_for_memory(world):
    """The system runs out of memory and kills what takes most."""
    send_when_computing(world, lambda supervisors, workers: workers, signal.SIGKILL)
    world.inspect = left_behind


@case("L06c")
def broken_down(world):
    """A library falls over its own feet."""
    send_when_computing(world, lambda supervisors, workers: workers, signal.SIGSEGV)
    world.inspect = left_behind


@case("L07")
def too_few_files(world):
    """No more than 16 files may be open."""
    world.launcher = ("prlimit", "--nofile=16")
    world.analyze()


@case("L07b")
def hardly_a_file(world):
    """No more than 6 files may be open."""
    world.launcher = ("prlimit", "--nofile=6")


@case("L09")
def decimal_comma(world):
    """A language with a decimal comma, an unknown one, and none."""
    world.environment = {"LC_ALL": "id_ID.UTF-8", "LANG": "xx_XX", "LANGUAGE": "id"}


@case("L10")
def eastern_time(world):
    """The clock of the far east, a report of the last night of the period."""
    rows = good_rows(41)
    rows[-1].update(tanggal_lapor="2026-10-31 23:30 WIB", tanggal_kejadian="2026-10-31")
    world.rows(rows)
    world.environment = {"TZ": "Asia/Jayapura"}


@case("L11")
def no_links(world):
    """A file system without symbolic links."""
    world.analyze()
    world.calls = ("symlinkat", "symlink")
    world.watch = ("-e", "inject=symlinkat,symlink:error=EPERM")


@case("L11b")
def no_locks(world):
    """A file system without locks."""
    world.analyze()
    world.calls = ("flock",)
    world.watch = ("-e", "inject=flock:error=ENOLCK")


@case("L12")
def changed_meanwhile(world):
    """A table that another program goes on writing."""
    world.analyze()
    path = world.write("laporan.csv", csv_text(good_rows(4000)))
    row = csv_text(good_rows(1)).splitlines(keepends=True)[1]

    def write_on():
        with open(path, "a", encoding="utf-8") as file:
            file.write(row)
    world.meddle = write_on


@case("L13")
def fifo(world):
    """A pipe where a file is due."""
    (world.dir / "laporan.csv").unlink()
    os.mkfifo(world.dir / "laporan.csv")


@case("L13b")
def device(world):
    """A device."""
    world.reports = world.tested = "/dev/zero"


@case("L13c")
def directory(world):
    """A directory."""
    (world.dir / "laporan.csv").unlink()
    (world.dir / "laporan.csv").mkdir()


@case("L13d")
def loop_of_links(world):
    """Two links that lead to each other."""
    (world.dir / "laporan.csv").unlink()
    (world.dir / "laporan.csv").symlink_to("b.csv")
    (world.dir / "b.csv").symlink_to("laporan.csv")


@case("L13e")
def sparse(world):
    """A file of 8 TB that holds nothing."""
    with open(world.dir / "laporan.csv", "wb") as file:
        file.truncate(8 * 2**40)


@case("L13f")
def sparse_villages(world):
    """Boundaries of 8 TB that hold nothing."""
    with open(world.dir / "desa.geojson", "wb") as file:
        file.truncate(8 * 2**40)
    world.tested = "desa.geojson"


@case("L14")
def strange_name(world):
    """A name with spaces, letters of other alphabets, and a dash before it."""
    world.reports = world.tested = "-o laporan ﻣﻘﺒﺮﺓ 報告 é.csv"
    world.write(world.reports, csv_text(good_rows()))


@case("L14b")
def endless_name(world):
    """A path of 4,000 characters."""
    world.reports = world.tested = "a/" * 2000 + "laporan.csv"


@case("L14c")
def name_that_is_too_long(world):
    """A name of 300 characters."""
    world.reports = world.tested = "a" * 300 + ".csv"


@case("L14d")
def missing_file(world):
    """No such file."""
    (world.dir / "laporan.csv").unlink()


CLOCK = """
#define _GNU_SOURCE
#include <time.h>
#include <sys/time.h>
#include <sys/syscall.h>
#include <unistd.h>
int clock_gettime(clockid_t id, struct timespec *now) {
  const int result = (int)syscall(SYS_clock_gettime, id, now);
  if (id == CLOCK_REALTIME) now->tv_sec = 86400;
  return result;
}
time_t time(time_t *now) {
  if (now) *now = 86400;
  return 86400;
}
"""


@case("L08")
def clock_set_back(world):
    """A second release on a computer that believes in 1970."""
    world.analyze()
    source, library = world.write("jam.c", CLOCK), world.dir / "jam.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source], check=True)
    world.before = [[PROGRAM, "run", world.project(), "-o", world.out, "--quiet"]]
    world.environment = {"LD_PRELOAD": str(library)}


@case("L17")
def no_fence(world):
    """A system that cannot filter the calls of a program."""
    world.fence = ("-e", "inject=seccomp:error=ENOSYS")

    def warned(out):
        if b"menutup jaringan" not in (out.parent / "stderr").read_bytes():
            yield "nobody was warned"
    world.inspect = warned


@case("L17b")
def no_proc(world):
    """A system that does not tell of its processes."""
    world.analyze()
    world.launcher = ("unshare", "-rm", "sh", "-c", 'mount -t tmpfs none /proc && exec "$@"', "sh")


def behind_a_fence_alone(world):
    """The strict policy, of a project that is let read a table."""
    world.more += '\n[output]\npolicy = "ketat"\n'


@case("L17c")
def no_fence_that_is_due(world):
    """Such a system, and a policy that wants the filter."""
    no_fence(world)
    world.inspect = None
    behind_a_fence_alone(world)


@case("L17d")
def no_bounds(world):
    """A system that cannot keep a program to its files."""
    world.calls = ("landlock_create_ruleset",)
    world.watch = ("-e", "inject=landlock_create_ruleset:error=EOPNOTSUPP")

    def warned(out):
        if b"membatasi program pada berkas" not in (out.parent / "stderr").read_bytes():
            yield "nobody was warned"
    world.inspect = warned


@case("L17e")
def no_bounds_that_are_due(world):
    """Such a system, and a policy that wants the bounds."""
    no_bounds(world)
    world.fence = ()
    world.inspect = None
    behind_a_fence_alone(world)


@case("L17f")
def bounds_of_the_first_kind(world):
    """A system whose bounds let nothing be moved from folder to folder."""
    no_bounds(world)
    world.watch = ("-e", "inject=landlock_create_ruleset:retval=1:when=1")
    world.analyze()


@case("L17g")
def whole_fence(world):
    """A system that has both, and a policy that wants them."""
    world.fence = ()
    behind_a_fence_alone(world)


LIBRARY = """
const char *GDALVersionInfo(const char *what) {
  return what[0] == 'V' ? "2040000" : "2.4.0";
}
"""


@case("L18")
def other_library(world):
    """Another version of a library lies in the way."""
    source, library = world.write("gdal.c", LIBRARY), world.dir / "gdal.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source], check=True)
    world.environment = {"LD_PRELOAD": str(library)}


@case("L03")
def foreign_target(world):
    """A target that the user may not write to."""
    world.analyze()
    world.out.mkdir(parents=True)
    world.out.chmod(0o555)
    as_somebody(world)


@case("L03b")
def read_only_input(world):
    """Inputs that the user may only read."""
    for path in world.dir.iterdir():
        path.chmod(0o444)
    as_somebody(world)


def as_somebody(world):
    """The superuser may write anywhere."""
    if os.geteuid() == 0:
        world.launcher = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    world.dir.parent.chmod(0o755)
    world.dir.chmod(0o755)
    world.out.parent.mkdir(exist_ok=True)
    world.out.parent.chmod(0o777)
