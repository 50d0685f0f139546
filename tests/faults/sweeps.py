"""Faults of the system, one after the other: what the program must survive, and how it is asked."""

import os
import re
import shutil
import socket
import subprocess
import threading
from collections import Counter
from dataclasses import dataclass

from fault_world import TIERS, program, remove, state_of
from fingerprint import fingerprint
from injection import CHANGING, ERRORS, READING, WRITING, Fault, places, struck
from journal import Outcome

# A link that was swapped cannot be swapped back while these go on failing; each audience's release
# is a whole one all the same.
SWAPPING = ("rename", "symlink")
NOT_STARTED = 127  # The system could not load the program.
# Of the worker it is told that it was killed; the process people wait for cannot tell.
KILLED = (6, 128 + 9)
TOLD = 5  # Where half was written a program may see it, and say so, before it is killed.


def some(count, wanted):
    """`wanted` of the numbers 1 to `count`, evenly spread, with the last."""
    if wanted is None or count <= wanted:
        return range(1, count + 1)
    return sorted({1 + round((count - 1) * (i + 1) / wanted) for i in range(wanted)})


def chosen(world, names, each):
    """Places from the last to the first, because releases are shown at the end: `each` of every
    call, or all."""
    made = places(world, names)
    wanted = {call: some(count, each) for call, count in dict(made).items()}
    return [(call, number) for call, number in made[::-1] if number in wanted[call]]


def kills(world, each):
    """The program dies before a call, or when half of it was written."""
    return [Fault(action, *place) for place in chosen(world, CHANGING, each)
            for action in (("kill", "tear") if place[0] in WRITING else ("kill",))]


def errors(world, each):
    """Each call fails once and from then on, with another error: in turn it meets all of them.
    Where it writes, the disk is also full in the middle of it."""
    return [fault for place in chosen(world, CHANGING, each) for fault in failures(place)]


def reading_errors(world, each):
    """The same of calls that only look."""
    return [fault for place in chosen(world, READING, each) for fault in failures(place)]


def failures(place):
    call, number = place
    turns = [("fail", number), ("fail_on", number + 3)]
    met = [Fault(action, call, number, ERRORS[turn % len(ERRORS)]) for action, turn in turns]
    return met + ([Fault("short", call, number, "ENOSPC")] if call in WRITING else [])


def attempt(world, fault, known):
    """Readers find the old release or the new one, whole; what happened is told; the next run needs
    nobody to clean up. Whether that holds of what was left is asked once of each state of the
    disk."""
    out, log = world.copy("struck"), world.dir / f"log-{os.getpid()}"
    run = world.publish(world.second, out, before=fault.before(log))
    if clockless(run):
        wrong = [] if run.exit in (0, NOT_STARTED) else [f"exit code {run.exit} without a clock"]
        return Outcome(str(fault), run.exit, reached=False, wrong=wrong)
    if not struck(log):
        wrong = [] if run.exit == 0 else [f"exit code {run.exit} where nothing happened"]
        return Outcome(str(fault), run.exit, reached=False, wrong=wrong)
    wrong = wrong_end(world, out, run, fault)
    state = fingerprint(out)
    judged = known[state] if state in known else judge(world, out, state, fault.before(log))
    return Outcome(str(fault), run.exit, state=state, wrong=wrong, judged=judged)


def clockless(run):
    """Whether the loader went on without the clock of these tests: nothing of the program failed,
    and what it made has today's date."""
    return "cannot be preloaded" in run.stderr


def judge(world, out, state, before):
    """What is wrong with a state, and with what the same fault makes of it once more."""
    wrong = world.whole(out)
    after = world.copy("after", of=out)
    world.publish(world.second, out, before=before)
    if fingerprint(out) != state:
        wrong += [f"once more: {line}" for line in world.whole(out) + world.recovers(out)]
    return wrong + world.recovers(after)


def moments(world, known, every):
    """The program is held before a call, and its output is judged as it is then: what would be left
    if it were killed there. `every` call, or every so many."""
    out, log = world.copy("watched"), world.dir / "watched.log"
    ours, theirs = socket.socketpair()
    holding = Fault("show", ",".join(CHANGING), theirs.fileno()).before(log)

    ended = []

    def publish():
        with theirs:
            ended.append(world.publish(world.second, out, before=holding,
                                       pass_fds=[theirs.fileno()]))
    run = threading.Thread(target=publish)
    run.start()
    made = Counter()
    with ours, ours.makefile() as calls:
        for number, line in enumerate(calls):
            call = line.strip()
            made[call] += 1
            if number % every == 0:
                yield moment(world, out, Fault("kill", call, made[call]), known)
            ours.send(b"\n")
    run.join()
    world.must(ended[0], 0)
    if made.total() < len(places(world, CHANGING)) // 2:
        raise AssertionError("a run that was held made too few calls")


def moment(world, out, fault, known):
    began = sum(os.times()[:4])
    state = fingerprint(out)
    if state not in known:
        copy = world.copy("moment", of=out)
        known[state] = judge(world, copy, state, fault.before(world.dir / "moment.log"))
    return Outcome(f"before {fault.call} {fault.number}", state=state, judged=known[state],
                   seconds=sum(os.times()[:4]) - began)


def wrong_end(world, out, run, fault):
    """Exit codes, and what they say against what is there."""
    killed = fault.action in ("kill", "tear")
    allowed = KILLED if killed else (0, 2, 3, 5, 6, NOT_STARTED)
    wrong = []
    if run.exit not in allowed and (fault.action, run.exit) != ("tear", TOLD):
        wrong.append(f"exit code {run.exit}: {run.stderr.strip()[:200]}")
    if killed:
        return wrong
    undoable = fault.action == "fail" or fault.call not in SWAPPING
    if run.exit == 0 and state_of(out) != world.after:
        wrong.append("says it is done, and the new release is not there")
    if run.exit != 0 and undoable and state_of(out) != world.before:
        wrong.append(f"ends with {run.exit}, and releases changed")
    return wrong


@dataclass(frozen=True)
class Chain:
    """Runs that are killed at any time, one after the other over the same output."""
    number: int
    kills: int

    def __str__(self):
        return f"chain {self.number} of {self.kills} kills"


KILLS_OF_A_CHAIN = 25


def random_kills(_, times):
    return [Chain(number, min(times, KILLS_OF_A_CHAIN))
            for number in range(max(1, times // KILLS_OF_A_CHAIN))]


def attempt_chain(world, chain, _):
    """Two inputs in turn, on all threads, killed after a part of the time a whole run takes."""
    out = world.copy("chain")
    wrong = []
    for number in range(chain.kills):
        # A golden-section walk: as even as chance, and the same every time.
        part = ((chain.number * chain.kills + number + 0.5) * 0.6180339887498949) % 1.0
        seconds = f"{1.1 * world.seconds * part:.4f}"
        run = world.publish((world.first, world.second)[number % 2], out, day=1 + number, threads=2,
                            before=["timeout", "-s", "KILL", seconds])
        if run.exit not in (0, -9, *KILLED):
            wrong.append(f"killed after {seconds} s, run {number}: exit code {run.exit}")
        wrong += [f"killed after {seconds} s, run {number}: {line}" for line in world.whole(out)]
    return Outcome(str(chain), wrong=wrong + world.recovers(out))


def full_disks(world, sizes):
    """The disk of the output is too small: refused with what is needed and what is free, nothing
    changed; with enough room the run succeeds."""
    largest = 2 * world.need + (2 << 20)
    refused = 0
    for number in range(1, sizes + 1):
        size = largest * number // sizes // 4096 * 4096
        disk = world.dir / "disk"
        disk.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "rawan-test", disk],
                       check=True)
        try:
            done, wrong = judge_full_disk(world, disk, number == sizes)
            refused += not done
            yield f"disk of {size} bytes", wrong
        finally:
            subprocess.run(["umount", disk], check=True)
    yield "small disks are refused", [] if refused else ["every one was large enough"]


def judge_full_disk(world, disk, enough):
    """Whether the run ended well, and what is wrong."""
    out = disk / "out"
    copied = subprocess.run(["cp", "-a", world.old, out], check=False, stderr=subprocess.DEVNULL)
    if copied.returncode != 0:
        remove(out)  # No room for the old release: the first one is tried.
    free = shutil.disk_usage(disk).free
    run = world.publish(world.second, out)
    if run.exit == 0:
        return True, [] if program("verify", out).exit == 0 else ["done, but not whole"]
    wrong = [] if run.exit == 5 else [f"exit code {run.exit}: {run.stderr.strip()[:200]}"]
    if free < least_need(out) and not re.search(r"space_short: .*\b\d+ / \d+\b", run.stderr):
        wrong.append(f"does not tell what is needed and what is free: {run.stderr.strip()[:200]}")
    if enough:
        wrong.append("refused with room enough")
    if copied.returncode == 0:
        wrong += world.whole(out)
        if state_of(out) != world.before:
            wrong.append("refused, and releases changed")
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        wrong += world.recovers(out)
    return False, wrong


def least_need(out):
    """What a run can know before it writes: what its former releases take."""
    sizes = [sum(path.stat().st_size for path in (out / tier / "current").rglob("*"))
             for tier in TIERS]
    return sum(max(256 << 10, size) for size in sizes)
