"""A copy of the tree in which mutants sleep, and its build."""

import os
import re
import shutil
import subprocess
from pathlib import Path

SKIPPED = {"build", "out", ".git", "__pycache__"}


def put(path, content):
    """Leaves a file alone that has the content already: what is built stays built."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


class WorkTree:
    """`flags`: how the sources that are looked at are compiled, `linking`: how programs are."""

    def __init__(self, source, place, flags, linking=""):
        self.source, self.root = Path(source), Path(place)
        self.flags, self.linking = flags, linking
        self.build_folder = self.root / "build" / "release"

    def copy(self, sources):
        """Copies what is not there yet; `sources`: texts by name of what is looked at."""
        for directory, names, files in os.walk(self.source):
            names[:] = [name for name in names if name not in SKIPPED]
            for name in files:
                path = Path(directory) / name
                relative = path.relative_to(self.source)
                if name == ".git" or str(relative) in sources:
                    continue
                target = self.root / relative
                put(target, self.changed(relative, path.read_bytes(), sources))
                if os.access(path, os.X_OK):
                    shutil.copymode(path, target)
        for name, text in sources.items():
            put(self.root / name, text.encode())

    def changed(self, relative, content, sources):
        """Lists of sources say how those that are looked at are compiled; everything else stays as
        it is, so that what a compiler cache knows of the tree is of use."""
        floor = relative.parts[0]
        if relative.name != "CMakeLists.txt" or len(relative.parts) != 2:
            return content
        if floor == "tests":
            return content.replace(b'RAWAN_SOURCE_DIR="${PROJECT_SOURCE_DIR}"',
                                   f'RAWAN_SOURCE_DIR="{self.source}"'.encode())
        own = [str(Path(name).relative_to(floor)) for name in sources
               if Path(name).parts[0] == floor]
        if not own:
            return content
        return content + (f"\nset_source_files_properties({' '.join(own)} PROPERTIES\n"
                          f"  SKIP_PRECOMPILE_HEADERS ON COMPILE_FLAGS \"{self.flags}\")\n"
                          ).encode()

    def configure(self):
        launcher = shutil.which("ccache")
        cache = [f"-DCMAKE_CXX_COMPILER_LAUNCHER={launcher}"] if launcher else []
        # The switches of a developer: another build may have filled the cache.
        self.call(["cmake", "--preset", "release", "-DRAWAN_WARNINGS_AS_ERRORS=ON",
                   f"-DCMAKE_EXE_LINKER_FLAGS={self.linking}", *cache])

    def call(self, command):
        settings = dict(os.environ, CCACHE_BASEDIR=str(self.source.parent), CCACHE_NOHASHDIR="1",
                        CCACHE_SLOPPINESS="pch_defines,time_macros")
        return subprocess.run(command, cwd=self.root, env=settings, text=True, check=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout

    def build(self, targets, jobs, looked_at):
        """Lines of these sources at which the compiler takes offense: {(file, line)}; none: all is
        built."""
        try:
            self.call(["ninja", "-C", str(self.build_folder), "-k", "0", "-j", str(jobs), *targets])
            return set()
        except subprocess.CalledProcessError as error:
            bad = re.findall(r"^(\S+?):(\d+):\d+: error", error.stdout, re.M)
            found = {(self.name_of(file), int(line)) for file, line in bad}
            if not found or not all(file in looked_at for file, _ in found):
                raise SystemExit(error.stdout[-3000:]) from error
            return found

    def name_of(self, file):
        path = (self.build_folder / file).resolve()
        return str(path.relative_to(self.root)) if path.is_relative_to(self.root) else str(path)
