"""The little world into which a bad input is put, and what the program said of it."""

import contextlib
import csv
import hashlib
import io
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from osgeo import gdal

gdal.UseExceptions()
gdal.PushErrorHandler("CPLQuietErrorHandler")

PROGRAM = os.environ["RAWAN_PROGRAM"]
SOURCE = Path(os.environ["RAWAN_SOURCE_DIR"])
SAMPLE = SOURCE / "data" / "bengkayang"

# Stands in columns and cells whose content must never be repeated.
CANARY = "KENARI"

VILLAGES = ("61.07.01.2001", "61.07.01.2003", "61.07.01.2004", "61.07.01.2005")
ROWS = 40
LARGE = 1 << 28


def sample_villages():
    """Code, name and GeoJSON geometry of a few neighboring villages, to eight decimals."""
    source = gdal.OpenEx(str(SAMPLE / "villages.gpkg"), gdal.OF_VECTOR | gdal.OF_READONLY)
    layer = source.GetLayerByName("desa")
    found = []
    for item in layer:
        if item["kode"] in VILLAGES:
            shape = item.GetGeometryRef()
            found.append((item["kode"], item["nama"], json.loads(shape.ExportToJson()),
                          shape.PointOnSurface().GetPoint_2D()))
    return sorted(found)


def features(**more):
    return [{"type": "Feature", "properties": {"kode": code, "nama": name, **more},
             "geometry": shape} for code, name, shape, _ in sample_villages()]


def moved(found, place):
    """The features with every vertex at place(lon, lat)."""
    def each(node):
        return place(*node) if isinstance(node[0], float) else [each(part) for part in node]
    return [{**item, "geometry": {**item["geometry"],
                                  "coordinates": each(item["geometry"]["coordinates"])}}
            for item in found]


def geojson(found, **more):
    return json.dumps({"type": "FeatureCollection", **more, "features": found})


def good_rows(count=ROWS):
    """Reports without any fault, in order of columns."""
    villages = sample_villages()
    rows = []
    for number in range(count):
        code, _, _, (lon, lat) = villages[number % len(villages)]
        rows.append({
            "id_laporan": f"L-{number:04}", "sumber_data": "manual_csv", "instansi": "satpol_pp",
            "jenis_laporan": "persepsi", "id_patroli": f"P-{number // 4:03}",
            "id_dialog": f"D-{number // 4:03}-{number % 4}",
            "tanggal_lapor": f"2026-03-{1 + number % 28:02} 20:15 WIB",
            "tanggal_kejadian": f"2026-03-{1 + number % 28:02}", "jam_kejadian": "19:30",
            "lintang": f"{lat + 1e-5 * number:.6f}", "bujur": f"{lon + 1e-5 * number:.6f}",
            "akurasi": "8", "kode_desa": code, "jenis_lokasi": "jalan_umum",
            "kategori": "gelap_sepi" if number % 2 else "mabuk_miras",
            "jml_perempuan": "12", "kunci_pelapor": f"{CANARY}-{number}",
            "persetujuan": "operasional", "nama_pelapor": f"{CANARY} NAMA {number}"})
    return rows


def csv_text(rows, separator=",", line_end="\n"):
    text = io.StringIO(newline="")
    names = dict.fromkeys(name for row in rows for name in row)
    writer = csv.DictWriter(text, names, delimiter=separator, lineterminator=line_end)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


# What the program closes to other users is closed to their strace too, but for root's.
LEGIBLE = () if os.geteuid() == 0 else ("-e", "inject=prctl:retval=0:when=2")

# Most cases run without the fence that the system would build: what refuses the network to them is
# the program, and strace would not see what the fence refuses.
NO_FENCE = ("-e", "inject=seccomp:retval=0")

# A sanitizer takes memory and time of its own and leaves no limit to addresses.
INSTRUMENTED = b"__asan_init" in Path(PROGRAM).read_bytes()
# It looks for leaks as strace looks on, and two cannot.
UNSEEN_LEAKS = {"LSAN_OPTIONS": "detect_leaks=0"}


@dataclass
class World:
    """A project over a few villages; a case writes its bad file and names it."""
    dir: Path
    villages: str = "desa.geojson"
    reports: str = "laporan.csv"
    about_villages: str = 'codes = "kemendagri"'
    about_reports: str = 'codes = "kemendagri"'
    more: str = ""
    tested: str = "laporan.csv"  # The file whose counts are compared.
    command: tuple = ("check",)
    inspect: object = None  # Called with the directory of the outputs; what is wrong, in words.
    environment: dict = field(default_factory=dict)
    never_opened: tuple = ()  # Files of the directory that the program has no business with.
    launcher: tuple = ()  # A command that starts the program: "prlimit", "setpriv", ...
    calls: tuple = ()  # More calls of the system that strace watches.
    watch: tuple = ()  # More options for strace.
    fence: tuple = NO_FENCE
    meddle: object = None  # Called again and again while the program runs.
    ready: bool = False  # The case wrote the project file itself.
    before: list = field(default_factory=list)  # Commands that come first.
    resources: list = field(default_factory=list)
    server: object = None

    def __post_init__(self):
        self.write("desa.geojson", geojson(features()))
        self.write("laporan.csv", csv_text(good_rows()))

    @property
    def out(self):
        return self.dir.parent / "watched" / "out"

    def write(self, name, content):
        path = self.dir / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def rows(self, rows, separator=",", line_end="\n"):
        """Reports as a table without faults of form."""
        self.write("laporan.csv", csv_text(rows, separator, line_end))

    def spoilt(self, **cells):
        """One report more, with these cells."""
        rows = good_rows(ROWS + 1)
        rows[-1].update(cells)
        self.rows(rows)

    def boundaries(self, found, **more):
        self.write("desa.geojson", geojson(found, **more))
        self.tested = "desa.geojson"

    def analyze(self):
        """A whole run, whose restricted release tells what became of every row."""
        self.command = ("run",)
        self.more += ('\n[output]\ntiers = ["restricted", "operational", "planning", "public"]\n'
                      'accept_unencrypted = "uji"\n[analysis]\nrank_draws = 100\n')

    def companion(self, kind, text):
        """A table beside the reports: "krppa", "population", "patrol_log", ..."""
        self.write(f"{kind}.csv", text)
        self.more += f"\n[inputs.{kind}]\npath = '{kind}.csv'\n"
        self.tested = f"{kind}.csv"

    def convert(self, name, driver, **options):
        """The good boundaries in another format."""
        source = options.pop("source", "desa.geojson")
        gdal.VectorTranslate(str(self.dir / name), str(self.dir / source), format=driver,
                             layerName=options.pop("layerName", "desa"), **options)
        self.villages = self.tested = name
        return self.dir / name

    def points(self, name, driver, rows, **options):
        """These reports as points, with numbers where they are whole."""
        found = [{"type": "Feature",
                  "properties": {key: int(cell) if key == "jml_perempuan" else cell
                                 for key, cell in row.items() if key not in ("lintang", "bujur")},
                  "geometry": {"type": "Point",
                               "coordinates": [float(row["bujur"]), float(row["lintang"])]}}
                 for row in rows]
        if driver == "ESRI Shapefile":  # It has no times.
            options["options"] = ["-mapFieldType", "Time=String,DateTime=String"]
        with tempfile.TemporaryDirectory() as directory:
            source = Path(directory) / "laporan.geojson"
            source.write_text(geojson(found), encoding="utf-8")
            gdal.VectorTranslate(str(self.dir / name), str(source), format=driver,
                                 layerName="laporan", **options)
        self.reports = self.tested = name
        return self.dir / name

    def held(self, resource):
        """Keeps something open until the program has ended."""
        self.resources.append(resource)
        return resource

    def listen(self):
        """Something in the network of this computer that waits to be asked; its address."""
        self.server = self.held(socket.create_server(("127.0.0.1", 0)))
        self.server.setblocking(False)
        return "http://127.0.0.1:%d" % self.server.getsockname()[1]

    def was_asked(self):
        """Whether anybody came to what listens."""
        try:
            if self.server:
                self.server.accept()
            return self.server is not None
        except BlockingIOError:
            return False

    def read_only(self):
        """Nobody may write to the directory, until the program has ended."""
        self.project()
        self.dir.chmod(0o555)

    def close(self):
        self.dir.chmod(0o755)
        for resource in self.resources:
            resource.close()

    def project(self):
        if self.ready:
            return self.dir / "project.toml"
        return self.write("project.toml", f"""[project]
name = "Kabupaten Uji"
organization = "Uji"
regency = "61.07"
synthetic = true

[period]
from = 2026-01-01
to = 2026-10-31

[inputs]
villages_attribution = "uji"

[inputs.villages]
path = '{self.villages}'
{self.about_villages}

[[inputs.reports]]
path = '{self.reports}'
{self.about_reports}

{self.more}
""")


@dataclass
class Outcome:
    exit: int
    error: str  # "unclosed_quote" of "rawan: E3 unclosed_quote: ...".
    counts: list  # In the file, accepted, repaired, rejected, excluded.
    codes: dict  # Reason code -> how records ended.
    rows: dict  # Reason code -> rows of the file.
    seconds: float
    megabytes: float
    sockets: int
    opened: list  # Files it had no business with.
    touched: list  # Inputs that are not what they were, and files beside them.
    message: str  # What it said to a person, of a refusal.
    said: bytes  # All it wrote, in files too.
    wrong: list  # What the case itself found.


NETWORK = re.compile(r"socket\((AF_INET6?|AF_PACKET)")


def tree_of(directory):
    """Every file and what it holds; large ones by their size."""
    return {path.relative_to(directory).as_posix():
            hashlib.sha256(path.read_bytes()).hexdigest()
            if path.stat().st_size < LARGE else path.stat().st_size
            for path in sorted(directory.rglob("*")) if path.is_file()}


def table_of(directory, name):
    """The rows of a table about the quality of the data: of a check, or of a restricted release."""
    table, release = directory / f"{name}.csv", directory / "restricted" / "current" / "rawan.gpkg"
    if table.exists():
        with open(table, encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))
    if not release.exists():
        return []
    connection = sqlite3.connect(f"file:{release.resolve()}?immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    rows = list(connection.execute(f"SELECT * FROM {name}"))
    connection.close()
    return rows


def quality_of(directory, tested):
    def rows_of(name):
        # An apostrophe stands before what could begin a formula.
        return [row for row in table_of(directory, name)
                if row["berkas"].removeprefix("'") == tested]
    summary, notes = "qc_ringkas", "qc_catatan"
    if not rows_of(summary):
        return [], {}, {}
    counts = [sum(int(row[name]) for row in rows_of(summary)) for name in
              ("jumlah_berkas", "diterima", "diperbaiki", "ditolak", "dikecualikan")]
    codes, rows = {}, {}
    for row in rows_of(notes):
        codes.setdefault(row["kode_alasan"], set()).add(row["akibat"])
        if row["baris"]:
            rows.setdefault(row["kode_alasan"], set()).add(int(row["baris"]))
    return counts, codes, rows


# Between us and strace, because a process is charged with the memory of the one it was forked from.
MEASURE = """
import os, resource, sys
status = os.spawnvp(os.P_WAIT, sys.argv[2], sys.argv[2:])
with open(sys.argv[1], "w") as file:
    file.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(status if status >= 0 else 128 - status)
"""


@contextlib.contextmanager
def meddling(world):
    """Meanwhile, what the case does behind the program's back."""
    done = threading.Event()

    def again():
        while not done.wait(0.002):
            world.meddle()
    thread = threading.Thread(target=again)
    if world.meddle:
        thread.start()
    try:
        yield
    finally:
        done.set()
        if world.meddle:
            thread.join()


def watched(arguments, world, place):
    """Exit code, seconds and most megabytes of a process; what it said and did goes to `place`."""
    place.mkdir(exist_ok=True)
    before = time.monotonic()
    with open(place / "stdout", "wb") as stdout, open(place / "stderr", "wb") as stderr, \
            meddling(world):
        code = subprocess.call(
            [sys.executable, "-I", "-S", "-c", MEASURE, place / "memory",
             "strace", "-f", "--seccomp-bpf", "-qq", "-o", place / "trace", "-e",
             "trace=" + ",".join(["%network", "openat", "seccomp", "prctl", *world.calls]),
             *LEGIBLE, *world.fence, *world.watch, *world.launcher, *arguments],
            stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, cwd=world.dir,
            env=os.environ | UNSEEN_LEAKS | world.environment)
    return code, time.monotonic() - before, int((place / "memory").read_text()) / 1024


def content_of(path):
    """All a file says; what is packed in it, unpacked."""
    content = path.read_bytes()
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(path) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        return content + subprocess.run(["pdftotext", "-q", path, "-"], check=True,
                                        capture_output=True).stdout
    return content


def outcome_of(world, place):
    """Runs the program over a world as a planner would, watched by strace."""
    out = world.out
    project = world.project()
    for command in world.before:
        subprocess.run(command, check=True, capture_output=True)
    before = tree_of(world.dir)
    code, seconds, megabytes = watched(
        [PROGRAM, "--threads", "1", *world.command, project, "-o", out],
        world, place)
    said = (place / "stdout").read_bytes() + (place / "stderr").read_bytes()
    error = re.search(rb"^rawan: E\d+ ([a-z_0-9]+): ", said, re.MULTILINE)
    counts, codes, rows = quality_of(out, world.tested)
    trace = (place / "trace").read_text(errors="replace")
    written = [content_of(path) for path in sorted(out.rglob("*")) if path.is_file()]
    return Outcome(exit=code, error=error.group(1).decode() if error else "", counts=counts,
                   codes=codes, rows=rows, seconds=seconds, megabytes=megabytes,
                   opened=[name for name in world.never_opened if f'/{name}"' in trace],
                   touched=sorted({name for name, _ in
                                   before.items() ^ tree_of(world.dir).items()}),
                   message=(place / "stderr").read_text(errors="replace") if code else "",
                   sockets=len(NETWORK.findall(trace)) + world.was_asked(),
                   said=said + b"".join(written),
                   wrong=list(world.inspect(out)) if world.inspect else [])
