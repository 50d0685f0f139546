"""The work is done by a process that is bounded and fenced in, and whose end is told whatever it
is. What the program is asked is in tests/corpus (L05, L06, L17)."""

import os
import pty
import re
import signal
import socket
import subprocess
import threading
import time
import unittest
from pathlib import Path

import rawan

# A library that tries every way out. When the program asks it for its version: `rawan --version`
# asks in the process that reads no file and has no fence, `rawan check` in the worker. And when it
# is told of a driver, which is before the first file is opened.
PRISONER = """
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <unistd.h>

const char *GDALVersionInfo(const char *what) {
  struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons(atoi(getenv("DOOR")))};
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int door = socket(AF_INET, SOCK_STREAM, 0);
  if (door >= 0 && connect(door, (struct sockaddr *)&place, sizeof place) == 0)
    fputs("OUT: network\\n", stderr);
  char *none[] = {0};
  if (execve("/nonexistent", none, none) == -1 && errno == ENOENT)
    fputs("OUT: programs\\n", stderr);
  if (ptrace(PTRACE_TRACEME, 0, 0, 0) == 0) fputs("OUT: processes\\n", stderr);
  const char *(*real)(const char *) = (const char *(*)(const char *))dlsym(RTLD_NEXT,
                                                                           "GDALVersionInfo");
  return real(what);
}

static void try_file(const char *name, int how, const char *what) {
  const int file = open(getenv(name), how, 0600);
  if (file >= 0) fprintf(stderr, "OUT: %s\\n", what);
}

void GDALRegister_MEM(void) {
  try_file("FOREIGN", O_RDONLY, "foreign file read");
  try_file("FOREIGN", O_WRONLY, "foreign file written");
  try_file("INPUT", O_RDWR, "input written");
  try_file("NEW", O_WRONLY | O_CREAT, "new file");
  if (unlink(getenv("FOREIGN")) == 0) fputs("OUT: foreign file removed\\n", stderr);
  void (*real)(void) = (void (*)(void))dlsym(RTLD_NEXT, "GDALRegister_MEM");
  real();
}
"""

FILES = {f"OUT: {way}" for way in ("foreign file read", "foreign file written", "input written",
                                   "new file", "foreign file removed")}
# As a system without Landlock answers, and one that knows only the oldest.
NO_BOUNDS = ("error=ENOSYS", "error=EOPNOTSUPP", "retval=1:when=1")


# What the worker closes to other users is closed to their strace too, but for root's.
LEGIBLE = () if os.geteuid() == 0 else ("-e", "inject=prctl:retval=0:when=2")


def children_of(process):
    path = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in path.read_text().split()]


class Worker(rawan.ProgramTest):
    def setUp(self):
        super().setUp()
        self.out = self.dir / "out"
        self.long = rawan.copy_sample(self.dir / "long")
        rawan.change(self.long, "[output]", "[analysis]\nrank_draws = 1000000\n\n[output]")

    def begin(self, *arguments):
        """A run of minutes, at work; the process and its worker."""
        process = subprocess.Popen([rawan.PROGRAM, "run", self.long, "-o", self.out, *arguments],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.kill)
        self.assertTrue(process.stderr.readline())
        workers = children_of(process.pid)
        self.assertEqual(len(workers), 1)
        return process, workers[0]

    def end(self, process):
        said = process.stderr.read().decode()
        return process.wait(timeout=60), said

    def test_is_bounded_and_fenced_in(self):
        process, worker = self.begin("--max-memory", "2G", "--max-seconds", "100")
        status = Path(f"/proc/{worker}/status").read_text()
        limits = Path(f"/proc/{worker}/limits").read_text()
        self.assertRegex(status, r"NoNewPrivs:\s*1\n")
        self.assertRegex(status, r"Seccomp:\s*2\n")
        self.assertRegex(limits, rf"Max address space\s+{2 << 30}\s+{2 << 30} ")
        self.assertRegex(limits, r"Max core file size\s+0\s+0 ")
        seconds = int(re.search(r"Max cpu time\s+(\d+)", limits).group(1))
        self.assertEqual(seconds, 102 * os.cpu_count())
        process.send_signal(signal.SIGTERM)
        self.assertEqual(self.end(process)[0], 128 + signal.SIGTERM)

    def test_has_the_memory_of_the_machine_unless_told(self):
        process, worker = self.begin()
        limits = Path(f"/proc/{worker}/limits").read_text()
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        self.assertRegex(limits, rf"Max address space\s+{memory}\s")
        process.send_signal(signal.SIGTERM)
        self.end(process)

    def test_is_told_of_when_it_is_killed_and_leaves_the_former_release(self):
        self.publish(rawan.SAMPLE / "project.toml", "out")
        before = {tier: os.readlink(rawan.current(self.out, tier)) for tier in rawan.TIERS}
        for fatal, code, name in ((signal.SIGKILL, 6, "killed"), (signal.SIGXCPU, 6, "time_limit"),
                                  (signal.SIGSEGV, 9, "crashed"), (signal.SIGABRT, 9, "crashed")):
            process, worker = self.begin("--lang", "en")
            os.kill(worker, fatal)
            ended, said = self.end(process)
            self.assertEqual(ended, code, said)
            self.assertIn(f"\nrawan: E{code} {name}: ", "\n" + said)
            self.succeed("verify", self.out)
        self.assertEqual(before, {tier: os.readlink(rawan.current(self.out, tier))
                                  for tier in rawan.TIERS})

    def test_is_told_of_on_a_line_of_its_own(self):
        """On a terminal it was killed at the end of its progress, which is no line."""
        terminal, screen = pty.openpty()
        self.addCleanup(os.close, terminal)
        process = subprocess.Popen([rawan.PROGRAM, "run", self.long, "-o", self.out],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=screen)
        os.close(screen)
        self.addCleanup(process.kill)
        said = b""
        while not said.endswith(b")"):
            said += os.read(terminal, 4096)
        os.kill(*children_of(process.pid), signal.SIGKILL)
        self.assertEqual(process.wait(timeout=60), 6)
        said += os.read(terminal, 4096)
        self.assertRegex(said, rb"\r\nrawan: E6 killed: ")

    def test_ends_with_the_process_that_people_see(self):
        process, worker = self.begin()
        process.kill()
        process.wait()
        for _ in range(1000):
            if self.is_gone(worker):
                return
            time.sleep(0.01)
        self.fail("the worker works on")

    @staticmethod
    def is_gone(process):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        return state == "Z"  # Nobody but its new parent can take it away.

    def test_stops_within_two_seconds_of_its_time(self):
        begin = time.monotonic()
        process = rawan.run("run", self.long, "-o", self.out, "--max-seconds", "1", "--lang", "en")
        took = time.monotonic() - begin
        self.assertEqual(process.returncode, 6, process.stderr)
        self.assertIn(b"E6 time_limit: the work was not done within 1 seconds", process.stderr)
        self.assertGreater(took, 1.0)
        self.assertLess(took, 3.0)
        self.publish(rawan.SAMPLE / "project.toml", "out")
        self.assertEqual([p for p in self.out.rglob("*") if "staging" in p.name], [])

    def test_says_so_where_memory_is_too_little(self):
        """From hardly enough to load the program to nearly enough: told, never a crash."""
        project = rawan.SAMPLE / "project.toml"
        self.publish(project, "whole")
        codes = []
        for megabytes in (96, 128, 192, 256, 320, 384, 448, 512, 640, 4096):
            process = rawan.run("run", project, "-o", self.out, "--quiet", "--max-memory",
                                f"{megabytes}M")
            codes.append(process.returncode)
            if process.returncode == 0:
                self.assertEqual(self.contents("out"), self.contents("whole"))
            else:
                self.assertRegex(process.stderr, rb"(?m)^rawan: E6 (memory|killed|no_process): ")
        self.assertEqual(set(codes), {0, 6}, codes)
        self.assertEqual(codes[0], 6)
        self.assertEqual(codes[-1], 0)

    def contents(self, name):
        """By the hashes in their names; the public release has noise of its own."""
        return [os.readlink(rawan.current(self.dir / name, tier)).split("-")[1]
                for tier in rawan.TIERS if tier != "public"]

    def test_reads_and_writes_wherever_people_keep_their_files(self):
        """Inputs behind links and in folders nobody may write to, relative names, a policy of
        one's own, a folder for the output that is not there yet, hardly an environment."""
        shelf, store = self.long.parent, self.dir / "store"
        store.mkdir()
        for path in [path for path in shelf.iterdir() if path != self.long]:
            path.rename(store / path.name)
            (store / path.name).chmod(0o444)
            path.symlink_to(f"../store/{path.name}")
        (self.dir / "aturan.toml").write_text('name = "x"\nbase = "baku"\nneeds_fence = true\n',
                                              encoding="utf-8")
        rawan.change(self.long, "[analysis]\nrank_draws = 1000000\n\n[output]",
                     '[output]\npolicy = "../aturan.toml"')
        for folder in (store, shelf):
            folder.chmod(0o555)
            self.addCleanup(folder.chmod, 0o755)
        self.succeed("run", "long/project.toml", "-o", "new/below/out", "--quiet", cwd=self.dir,
                     env={"LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", "")})
        self.succeed("verify", "new/below/out/restricted/current", cwd=self.dir)
        self.succeed("verify", "below/../below/out/", cwd=self.dir / "new")

    def test_takes_back_an_output_folder_that_stayed_empty(self):
        (self.long.parent / "villages.gpkg").unlink()
        process = rawan.run("check", self.long, "-o", self.dir / "new" / "out", "--quiet")
        self.assertEqual(process.returncode, 3, process.stderr)
        self.assertFalse((self.dir / "new").exists())

    def test_refuses_limits_that_are_none(self):
        for limit in ("0", "2g", "-1", "G", "1.5G", "99999999T"):
            process = rawan.run("verify", self.out, f"--max-memory={limit}", "--lang", "en")
            self.assertEqual(process.returncode, 2, limit)
            self.assertIn(b"--max-memory", process.stderr)


class Prisoner(rawan.ProgramTest):
    """What a library tries that went astray."""

    def setUp(self):
        super().setUp()
        source = self.dir / "prisoner.c"
        source.write_text(PRISONER, encoding="utf-8")
        self.library = self.dir / "library" / "prisoner.so"
        self.library.parent.mkdir()
        self.input = self.dir / "in" / "villages.gpkg"
        rawan.copy_sample(self.input.parent)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", self.library, source], check=True)
        self.server = socket.create_server(("127.0.0.1", 0))
        self.server.settimeout(5.0)
        self.visitors = 0
        self.host = threading.Thread(target=self.welcome)
        self.host.start()
        self.addCleanup(self.close)

    def welcome(self):
        while True:
            try:
                self.server.accept()[0].close()
            except OSError:
                return
            self.visitors += 1

    def close(self):
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
        self.host.join()

    def ways_out(self, *arguments, before=()):
        foreign = self.dir / "foreign" / "secret"
        foreign.parent.mkdir(exist_ok=True)
        foreign.write_text("secret", encoding="utf-8")
        names = {"LD_PRELOAD": self.library, "DOOR": self.server.getsockname()[1],
                 "FOREIGN": foreign, "INPUT": self.input, "NEW": foreign.parent / "new"}
        given = [f"{name}={value}" for name, value in names.items()]
        process = subprocess.run([*before, "env", *given, rawan.PROGRAM, *map(str, arguments)],
                                 stdin=subprocess.DEVNULL, capture_output=True, check=False)
        self.assertEqual(process.returncode, 0, process.stderr)
        self.said = process.stderr.decode()
        return {line for line in self.said.splitlines() if line.startswith("OUT")}

    def check(self):
        return ("check", self.input.parent / "project.toml", "-o", self.dir / "out", "--quiet",
                "--lang", "en")

    def test_gets_nowhere_in_the_worker(self):
        found = self.ways_out(*self.check())
        self.assertEqual((found, self.visitors), (set(), 0))

    def test_gets_nowhere_in_a_stand_alone_command(self):
        picture = self.dir / "out" / "map.svg"
        picture.parent.mkdir()
        found = self.ways_out("draw", self.input, "--layer", "desa", "--values", "nama", "-o",
                              picture)
        self.assertEqual(found, set())
        self.assertTrue(picture.exists())

    def test_would_get_to_files_where_the_system_does_not_bound_them(self):
        for answer in NO_BOUNDS:
            before = ("strace", "-f", "-qq", "-e", "trace=landlock_create_ruleset,prctl", "-o",
                      "/dev/null", *LEGIBLE, "-e", f"inject=landlock_create_ruleset:{answer}")
            self.assertEqual(self.ways_out(*self.check(), before=before), FILES, answer)
            self.assertIn("cannot keep the program to the files that were named", self.said)

    def test_would_get_out_where_there_is_no_fence(self):
        found = self.ways_out("--version")
        self.assertEqual(found, {"OUT: network", "OUT: programs", "OUT: processes"})
        self.assertGreater(self.visitors, 0)


if __name__ == "__main__":
    unittest.main()
