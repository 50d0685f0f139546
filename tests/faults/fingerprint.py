"""What a disk looks like, as one number."""

import hashlib
import os
import re
from pathlib import Path

# Numbers of processes.
PROCESS = re.compile(r"^(\.staging-|\.current\.)\d+")


def fingerprint(out):
    """Of all that lies there: names, modes, links, contents. Two runs that leave the same have the
    same, whatever the numbers of their processes."""
    digest = hashlib.sha256()
    for folder, folders, files in os.walk(out):
        folders.sort(key=neutral)
        for name in sorted(folders + files, key=neutral):
            path = Path(folder) / name
            mode = path.lstat().st_mode
            place = [neutral(part) for part in path.relative_to(out).parts]
            digest.update(f"{place} {mode:o} {content(path)}\n".encode())
    return digest.hexdigest()


def neutral(name):
    return PROCESS.sub(r"\1", name)


def content(path):
    if path.is_symlink():
        return os.readlink(path)
    if path.is_dir() or path.name == "lock":  # It holds the number of a process.
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()
