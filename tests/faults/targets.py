"""Outputs that are not what they seem: refused, or written where the system finds them, and nothing
anywhere else."""

import os
import shutil
import subprocess
from pathlib import Path

from fault_world import TIERS, remove


def targets(world, _):
    """Places to publish to, then outputs in which something was put in the way."""
    for what, (make, code) in PLACES.items():
        yield f"output is {what}", try_place(world, make, code)
    for what, meddle in OBSTACLES.items():
        yield f"in the output lies {what}", try_obstacle(world, meddle)


def try_place(world, make, code):
    """As a user for whom modes count; root may write everywhere."""
    world.dir.chmod(0o755)
    subprocess.run(["chmod", "-R", "o+rX", world.second.parent], check=True)
    places, elsewhere = fresh(world.dir / "targets"), fresh(world.dir / "elsewhere")
    user = {"user": 65534, "group": 65534} if os.geteuid() == 0 else {}
    out, written = make(places, elsewhere)
    before = below(places, elsewhere)
    run = world.publish(world.second, out, **user)
    wrong = [] if run.exit == code else [f"exit code {run.exit}: {run.stderr.strip()}"]
    stray = [path for path in below(places, elsewhere) - before
             if written is None or not path.is_relative_to(written)]
    return wrong + ([f"something was written, as {min(stray)}"] if stray else [])


def fresh(folder):
    remove(folder)
    folder.mkdir()
    folder.chmod(0o777)
    return folder


def below(*folders):
    return {path for folder in folders for path in folder.rglob("*")}


def file(places, _):
    (places / "out").write_text("a file", encoding="utf-8")
    return places / "out", None


def link(places, elsewhere):
    (places / "out").symlink_to(elsewhere)
    return places / "out", None


def owned_by_another(places, _):
    out = places / "out"
    out.mkdir()
    if os.geteuid() == 0:
        os.chown(out, 65533, 65533)
        out.chmod(0o777)
    else:
        out.chmod(0)  # Nobody but root can give a directory away.
    return out, None


def read_only(places, _):
    (places / "out").mkdir(mode=0o555)
    return places / "out", None


def in_a_read_only_one(places, _):
    (places / "sub").mkdir(mode=0o555)
    return places / "sub" / "out", None


def missing(places, _):
    return places / "not" / "yet" / "there", places / "not"


def way_back(places, _):
    (places / "sub").mkdir()
    (places / "sub").chmod(0o777)
    return places / "sub" / ".." / "out", places / "out"


def way_back_from_a_link(places, elsewhere):
    (elsewhere / "deep").mkdir()
    (places / "link").symlink_to(elsewhere / "deep")
    return places / "link" / ".." / "out", None


# Who makes it: the exit code, and what may be written. The maker tells the output and the folder
# in which files may appear.
PLACES = {
    "a file": (file, 5),
    "a link": (link, 5),
    "a directory of another user": (owned_by_another, 5),
    "a read-only directory": (read_only, 5),
    "in a read-only directory": (in_a_read_only_one, 5),
    "missing, with its parents": (missing, 0),
    "behind a way back": (way_back, 0),
    "behind a way back from a link": (way_back_from_a_link, 5),
}


def try_obstacle(world, meddle):
    """The old releases stay what they are, and so does what lies elsewhere; without the obstacle
    the next run succeeds."""
    out, elsewhere = world.copy("obstructed"), fresh(world.dir / "elsewhere")
    victim = elsewhere / "victim"
    victim.write_text("left alone", encoding="utf-8")
    undo = meddle(out, elsewhere)
    run = world.publish(world.second, out)
    wrong = [] if run.exit in (0, 5) else [f"exit code {run.exit}: {run.stderr.strip()}"]
    if victim.read_text(encoding="utf-8") != "left alone":
        wrong.append("what lies elsewhere was overwritten")
    if run.exit != 0:
        undo()
    if stray := below(elsewhere) - {victim}:
        wrong.append(f"something was written, as {min(stray)}")
    return wrong + world.whole(out) + world.recovers(out)


def moved_behind_a_link(name):
    """What belongs into the output lies elsewhere instead."""
    def meddle(out, elsewhere):
        place, kept = out / name, out.parent / "kept"
        remove(kept)
        shutil.move(place, kept)
        place.symlink_to(elsewhere)

        def undo():
            place.unlink()
            shutil.move(kept, place)
        return undo
    return meddle


def link_to_the_victim(name):
    def meddle(out, elsewhere):
        (out / name).unlink(missing_ok=True)
        (out / name).symlink_to(elsewhere / "victim")
        return (out / name).unlink
    return meddle


def folder_in_the_way(name):
    def meddle(out, _):
        (out / name).mkdir()
        return (out / name).rmdir
    return meddle


OBSTACLES = {
    "a link for an audience": moved_behind_a_link(TIERS[1]),
    "a link for the releases": moved_behind_a_link(Path(TIERS[1], "releases")),
    "a link for the work folder": moved_behind_a_link(".rawan"),
    "a link for the lock": link_to_the_victim(".rawan/lock"),
    "a link for the next ledger": link_to_the_victim(".rawan/ledger.new"),
    "a link for the next head of the log": link_to_the_victim(".rawan/audit.head.new"),
    "a folder for the next ledger": folder_in_the_way(".rawan/ledger.new"),
}
