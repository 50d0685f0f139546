"""Faults of the system, one after the other: what the program must survive, and how it is asked."""

import subprocess
from itertools import product

from fault_world import injected, program, publish, remove, state_of, tracing

# A link that was swapped cannot be swapped back while these go on failing; each audience's release
# is a whole one all the same.
SWAPPING = ("rename", "symlink")
NOT_STARTED = 127  # The system could not load the program.
ERRORS = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES", "EMFILE")


def some(count, wanted):
    """`wanted` of the numbers 1 to `count`, evenly spread, with the last."""
    if wanted is None or count <= wanted:
        return range(1, count + 1)
    return sorted({1 + round((count - 1) * (i + 1) / wanted) for i in range(wanted)})


def kills(world, each):
    """The program dies at a call: readers find the old release or the new one, whole, and the next
    run needs nobody to clean up."""
    log = world.dir / "kill.log"
    for call, count in sorted(world.calls().items()):
        for number in some(count, each):
            out = world.copy("killed")
            run = publish(world.second, out,
                          before=tracing((call,), log, f"{call}:signal=SIGKILL:when={number}"))
            if run.exit == 0:  # It made fewer calls this time.
                continue
            # The worker, of whose death is told, or the process people wait for.
            wrong = [] if run.exit in (6, -9, 128 + 9) else [f"exit code {run.exit}"]
            yield f"kill at {call} {number}", wrong + world.whole(out) + world.recovers(out)


def errors(world, each):
    """A call fails once, or from then on: the run says so and nothing changed, or the release is
    proved whole all the same. In the short form each call meets one error once, another for
    good."""
    log = world.dir / "error.log"
    for index, (call, count) in enumerate(sorted(world.calls().items())):
        met = [*product(ERRORS, ("", "+"))]
        if each is not None:
            met = [(ERRORS[index % 6], ""), (ERRORS[(index + 3) % 6], "+")]
        for number, (error, lasting) in product(some(count, each), met):
            out = world.copy("failed")
            inject = f"{call}:error={error}:when={number}{lasting}"
            run = publish(world.second, out, before=tracing((call,), log, inject))
            if injected(log):  # It may make fewer calls this time.
                undoable = not (lasting and call in SWAPPING)
                yield inject, judge_error(world, out, run, undoable)


def judge_error(world, out, run, undoable):
    wrong = world.whole(out)
    if run.exit == 0 and state_of(out) != world.after:
        wrong.append("says it is done, and the new release is not there")
    if run.exit != 0 and undoable and state_of(out) != world.before:
        wrong.append(f"ends with {run.exit}, and releases changed")
    if run.exit not in (0, 2, 3, 5, 6, NOT_STARTED):
        wrong.append(f"exit code {run.exit}: {run.stderr.strip()[:200]}")
    return wrong + world.recovers(out)


def full_disks(world, sizes):
    """The disk of the output is too small: refused with what is needed and what is free, nothing
    changed; with enough room the run succeeds."""
    largest = 2 * world.need + (2 << 20)
    for number in range(1, sizes + 1):
        size = largest * number // sizes // 4096 * 4096
        disk = world.dir / "disk"
        disk.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "rawan-test", disk],
                       check=True)
        try:
            yield f"disk of {size} bytes", judge_full_disk(world, disk, number == sizes)
        finally:
            subprocess.run(["umount", disk], check=True)


def judge_full_disk(world, disk, enough):
    out = disk / "out"
    copied = subprocess.run(["cp", "-a", world.old, out], check=False, stderr=subprocess.DEVNULL)
    if copied.returncode != 0:
        remove(out)  # No room for the old release: the first one is tried.
    run = publish(world.second, out)
    if run.exit == 0:
        return [] if program("verify", out).exit == 0 else ["done, but not whole"]
    wrong = [] if run.exit == 5 else [f"exit code {run.exit}: {run.stderr.strip()[:200]}"]
    if enough:
        wrong.append("refused with room enough")
    if copied.returncode == 0:
        wrong += world.whole(out)
        if state_of(out) != world.before:
            wrong.append("refused, and releases changed")
    return wrong
