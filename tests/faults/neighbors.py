"""What goes on beside the program: readers, other publishers, side files, odd targets; and the
order in which it syncs."""

import hashlib
import re
import sqlite3
import subprocess
import threading
from pathlib import Path

from fault_world import LEGIBLE, PROGRAM, TIERS, program, remove, state_of
from injection import Fault


def geopackage(out, tier):
    return Path(out) / tier / "current" / "rawan.gpkg"


def sync_order(world, _):
    """Every file of a release is synced after its last write and before its directory is renamed;
    then the directory of the releases; the manifest is written last; ledger and audit log come
    before a release is seen, links after all."""
    out, log = world.copy("ordered"), world.dir / "order.log"
    watch = ["strace", "-y", "-f", "-y", "--seccomp-bpf", "-qq", "-o", log, *LEGIBLE,
             "-e", "trace=write,pwrite64,fsync,fdatasync,rename,symlink,prctl"]
    world.must(world.publish(world.second, out, before=watch), 0)
    lines = log.read_text(errors="replace").splitlines()
    yield "order of writing and syncing", judge_order(lines)
    late = sorted(lines, key=lambda line: " rename(" in line and line.endswith(MEMORY))
    yield "a ledger written later is seen", [] if judge_order(late) else ["it is not"]


MEMORY = ('/ledger") = 0', '/audit.head") = 0')


def judge_order(lines):
    wrong, unsynced, last, synced_folders, renamed = [], {}, {}, set(), []
    written_down = 0
    for number, line in enumerate(lines):
        called = re.match(r"\d+ +(\w+)\((.*)", line)
        if not called:
            continue
        name, rest = called.groups()
        file = re.match(r"\d+<([^>]*)>", rest)
        if name in ("write", "pwrite64") and file and ".staging-" in file.group(1):
            unsynced[file.group(1)] = number
            last[file.group(1).split("/.staging-")[0]] = file.group(1)
        elif name in ("fsync", "fdatasync") and file:
            unsynced.pop(file.group(1), None)
            synced_folders.add(file.group(1))
        elif name == "rename":
            source, target = re.findall(r'"([^"]*)"', rest)[:2]
            written_down += line.endswith(MEMORY)
            if ".staging-" in target:  # A file that was written under another name.
                unsynced.pop(target, None)
                if source in unsynced:
                    unsynced[target] = unsynced.pop(source)
            elif ".staging-" in source:
                wrong += [f"{path} renamed unsynced" for path in unsynced
                          if path.startswith(source + "/") and
                          Path(path.replace(source, target)).exists()]
                if written_down < len(TIERS) + 1:
                    wrong.append(f"{target} is seen before it is written down")
                renamed.append(target)
                synced_folders.discard(str(Path(target).parent))
            if target.endswith("/current"):
                wrong += [f"{path} shown before its folder was synced" for path in renamed
                          if str(Path(path).parent) not in synced_folders]
    wrong += [f"{path} is written after the manifest" for path in last.values()
              if not path.endswith("/manifest.json")]
    if len(renamed) != len(TIERS):
        wrong.append(f"{len(renamed)} releases seen")
    return wrong


def readers(world, times):
    """Readers who hold a release open see that release alone, while new ones are published."""
    out = world.copy("read")
    opened = [(tier, *open_slowly(geopackage(out, tier))) for tier in TIERS]
    for number in range(times):
        world.must(world.publish((world.first, world.second)[number % 2], out,
                                 day=1 + number), 0)
    wrong = []
    for tier, connection, rows, path, digest in opened:
        if sum(1 for _ in rows) == 0:
            wrong.append(f"{tier}: nothing left to read")
        connection.close()
        if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            wrong.append(f"{tier}: the file that was open changed")
    side = [str(p) for p in Path(out).rglob("*") if re.search(r"-(wal|shm|journal)$", p.name)]
    yield f"readers during {times} publications", wrong + [f"side file {name}" for name in side]


def open_slowly(link):
    """A connection in the middle of a table, as a slow reader has it."""
    path = link.resolve()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    rows = connection.execute("SELECT * FROM gpkg_contents AS one, gpkg_contents AS other")
    rows.fetchone()
    return connection, rows, path, digest


def side_files(world, _):
    """An editor left changes in a -wal beside the old release, open or killed: readers of the new
    release see none of them."""
    for killed in (False, True):
        out = world.copy("edited")
        editor = subprocess.Popen(
            ["/usr/bin/python3", "-c", EDITOR, geopackage(out, "planning").resolve()],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        editor.stdout.readline()
        if killed:
            editor.kill()
            editor.wait()
        wrong = []
        run = world.publish(world.second, out)
        if run.exit != 0:
            wrong.append(f"exit code {run.exit}: {run.stderr.strip()}")
        with sqlite3.connect(f"file:{geopackage(out, 'planning')}?mode=ro", uri=True) as reader:
            edits = reader.execute("SELECT count(*) FROM gpkg_contents WHERE description = "
                                   "'EDITED'").fetchone()[0]
        if edits:
            wrong.append(f"{edits} rows of the editor in the new release")
        editor.communicate()
        yield f"editor {'killed' if killed else 'at work'}", wrong + world.whole(out)


# Edits in WAL mode without a checkpoint, says so and waits.
EDITOR = """
import os, pathlib, sqlite3, sys
path = pathlib.Path(sys.argv[1])
os.chmod(path.parent, 0o750); os.chmod(path, 0o640)
db = sqlite3.connect(path)
db.execute("PRAGMA journal_mode=WAL"); db.execute("PRAGMA wal_autocheckpoint=0")
db.execute("UPDATE gpkg_contents SET description = 'EDITED'"); db.commit()
print("edited", flush=True); sys.stdin.read()
"""


def copies(world, times):
    """A program that keeps folders in step copies `releases` while new ones are published: whatever
    copy came to its end is a whole release. What is being written lies elsewhere."""
    out, taken = world.copy("synced"), world.dir / "synced-copies"
    remove(taken)
    taken.mkdir()
    ended, made, torn = threading.Event(), [], []

    def sync():
        while not ended.is_set():
            for found in sorted(Path(out).glob("*/releases/*")):
                target = taken / f"{found.parts[-3]}-{len(made)}" / found.name  # It tells the hash.
                target.parent.mkdir()
                if subprocess.run(["cp", "-a", found, target], check=False,
                                  stderr=subprocess.DEVNULL).returncode == 0:
                    made.append(target)
                else:
                    remove(target.parent)  # Retired meanwhile.
                ended.wait(0.1)
            torn.extend(Path(out).glob("*/releases/.*"))
    thread = threading.Thread(target=sync)
    thread.start()
    try:
        for number in range(times):
            world.must(world.publish((world.first, world.second)[number % 2], out,
                                 day=1 + number), 0)
    finally:
        ended.set()
        thread.join()
    wrong = [f"{path} lies among the releases" for path in torn]
    for target in made:
        if fault := copied_badly(target):
            wrong.append(f"the copy is not whole: {fault}")
        remove(target.parent)
    yield f"{len(made)} copies during {times} publications", wrong + ([] if made else ["none"])
    release = geopackage(out, "planning").resolve().parent
    copy = taken / release.name
    subprocess.run(["cp", "-a", release, copy], check=True)
    copy.chmod(0o750)
    (copy / "rawan.gpkg").unlink()
    yield "half a copy is seen", [] if copied_badly(copy) else ["it is not"]


def copied_badly(copy):
    """What is missing, too much or changed, by what the manifest says."""
    run = subprocess.run([PROGRAM, "verify", copy], check=False, capture_output=True)
    return run.stdout.decode() if run.returncode else ""


def publishers(world, many):
    """Many publish at once: each ends well or says who holds the lock; what they leave is whole."""
    out = world.copy("crowded")
    runs = []
    threads = [threading.Thread(target=lambda: runs.append(world.publish(world.second, out)))
               for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wrong = [f"exit code {run.exit}: {run.stderr.strip()}" for run in runs
             if run.exit != 0 and not (run.exit == 5 and " locked: " in run.stderr)]
    if not any(run.exit == 0 for run in runs):
        wrong.append("nobody came through")
    if state_of(out) != world.after:
        wrong.append("the new release is not there")
    yield f"{many} publishers", wrong + world.whole(out) + world.recovers(out)


def harness(world, _):
    """These tests see a damaged release when there is one."""
    out = world.copy("damaged")
    file = geopackage(out, "planning").resolve()
    file.chmod(0o640)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    yield "a flipped bit is seen", [] if world.whole(out) else ["it is not"]
    out = world.copy("spliced")
    link = out / "planning" / "current"
    target = link.resolve().parent / "20200101T000000Z-000000000000"
    link.resolve().rename(target)
    link.unlink()
    link.symlink_to(f"releases/{target.name}")
    yield "a foreign release is seen", [] if world.whole(out) else ["it is not"]
    yield "what lies half written is not read", read_of_leftovers(world)
    yield "verify without an output", [] if program("verify", out / "none").exit != 0 else ["0"]


def read_of_leftovers(world):
    """The next run removes what a killed one left without opening its files: states of the disk
    that differ in nothing else need not be told apart."""
    out, log = world.copy("leftovers"), world.dir / "leftovers.log"
    killed = Fault("kill", "chmod", 10).before(log)  # All is written, little is read-only.
    world.publish(world.second, out, before=killed)
    names = [path.name for path in out.glob("*/.staging-*")]
    watch = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", log, *LEGIBLE,
             "-e", "trace=openat,open,prctl"]
    world.must(world.publish(world.second, out, before=watch), 0)
    opened = [line for line in log.read_text(errors="replace").splitlines()
              if any(name in line for name in names) and "O_DIRECTORY" not in line]
    return opened + ([] if names else ["nothing was left"])
