"""One fault at one call of the system."""

import errno
from collections import Counter
from dataclasses import dataclass

from fault_world import TOOLS

# Calls that change files, or on which what is written depends.
CHANGING = ("openat", "write", "pwrite64", "writev", "ftruncate", "fallocate", "fsync", "fdatasync",
            "rename", "renameat", "renameat2", "symlink", "symlinkat", "link", "linkat", "mkdir",
            "mkdirat", "chmod", "fchmod", "fchmodat", "close", "unlink", "unlinkat", "rmdir")
# Calls that tell the program what lies there.
READING = ("read", "pread64", "getdents64", "newfstatat", "statfs", "flock")
WRITING = ("write", "pwrite64")  # They can end halfway.

ERRORS = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES", "EMFILE")


@dataclass(frozen=True)
class Fault:
    """What happens (see inject.cpp) at the n-th of all calls of this name."""
    action: str
    call: str
    number: int
    error: str = ""

    def __str__(self):
        return f"{self.action} {self.call} {self.number} {self.error}".strip()

    def before(self, log):
        """The command before the program."""
        number = getattr(errno, self.error) if self.error else 0
        return [TOOLS / "fault_inject", self.action, self.call, str(self.number), str(number), log]


def struck(log):
    """Whether the fault happened: a run may make fewer calls than the one that was counted."""
    return not log.read_text(encoding="utf-8").endswith("acted at nowhere\n")


def places(world, names):
    """The calls that an undisturbed publication makes, in all its processes and in their order: the
    name and the number among those of that name."""
    out, log = world.copy("counted"), world.dir / "counted.log"
    counting = [TOOLS / "fault_inject", "count", ",".join(names), "0", "0", log]
    world.must(world.publish(world.second, out, before=counting), 0)
    made, found = Counter(), []
    for call in log.read_text(encoding="utf-8").splitlines()[:-1]:
        made[call] += 1
        found.append((call, made[call]))
    return found
