"""What a disk looks like, as one number."""

import hashlib
import os
import re
from pathlib import Path

# What a run made that ended before it was done, and the number of its process.
UNDONE = re.compile(r"^(\.staging-|\.current\.)\d+")


def fingerprint(out):
    """Of all that lies there: names, modes, links, contents. Two runs that leave the same have the
    same, whatever the numbers of their processes. What lies half written in a private folder counts
    without its contents: nobody reads them (`neighbors.harness` proves it of the next run)."""
    digest = hashlib.sha256()
    for folder, folders, files in os.walk(out):
        folders.sort(key=neutral)
        for name in sorted(folders + files, key=neutral):
            path = Path(folder) / name
            place = [neutral(part) for part in path.relative_to(out).parts]
            digest.update(f"{place} {path.lstat().st_mode:o} {content(path)}\n".encode())
    return digest.hexdigest()


def neutral(name):
    return UNDONE.sub(r"\1", name)


def content(path):
    if path.is_symlink():
        return os.readlink(path)
    private = any(UNDONE.match(part) for part in path.parts)
    if private or path.is_dir() or path.name == "lock":  # That holds the number of a process.
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()
