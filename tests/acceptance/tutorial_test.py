"""The commands of docs/tutorial.md as they stand there, run by a shell, and what they print."""

import os
import re
import shlex
import subprocess
import unittest
from pathlib import Path

import rawan

PAGE = rawan.SOURCE / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(sh|toml|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def parts():
    """The page in Indonesian and the one in English."""
    text = PAGE.read_text(encoding="utf-8")
    first, english, second = text.partition("\n# From a KoboToolbox export")
    if not english:
        raise AssertionError("the page comes in two languages")
    return first, second


def change_project(project, block):
    """Writes the keys of a block of the page into the sections of the project file, which has
    them already, some behind a #."""
    lines = project.read_text(encoding="utf-8").split("\n")
    at = None
    for line in filter(None, block.split("\n")):
        if line.startswith("["):
            at = next(i for i, old in enumerate(lines) if old.removeprefix("# ") == line)
            lines[at] = line
            continue
        key = line.split(" = ")[0]
        row = next(i for i in range(at + 1, len(lines))
                   if re.match(rf"(# )?{key} =", lines[i]) or lines[i].startswith("["))
        if lines[row].startswith("["):
            raise AssertionError(f"{key} stands in no line of its section")
        lines[row] = line
    project.write_text("\n".join(lines), encoding="utf-8")


class Tutorial(rawan.ProgramTest):
    def follow(self, page):
        """Does what the page says, block by block; commands with exit code and output."""
        (self.dir / "data").symlink_to(rawan.SOURCE / "data")
        program = Path(rawan.PROGRAM).parent
        environment = dict(os.environ, PATH=f"{program}{os.pathsep}{os.environ['PATH']}")
        told, done = "", []
        for kind, block in BLOCK.findall(page):
            if kind == "toml":
                change_project(self.dir / "kabupaten" / "project.toml", block)
            elif kind == "text":
                self.expect_told(block, told)
            else:
                told = ""
                for command in block.strip().split("\n"):
                    process = subprocess.run(["bash", "-c", command], cwd=self.dir, check=False,
                                             env=environment, capture_output=True)
                    told += process.stdout.decode()
                    done.append((command, process.returncode, process.stderr.decode()))
        return done

    def expect_told(self, block, told):
        """The lines of a block follow each other in the output; "..." stands for some left out."""
        rest = told
        for line in block.strip().split("\n"):
            if line != "...":
                self.assertIn(line + "\n", rest)
                rest = rest.split(line + "\n", 1)[1]

    def test_leads_from_an_empty_folder_to_the_sheet(self):
        page, _ = parts()
        done = self.follow(page)
        codes = [(command, code) for command, code, _ in done]
        ill = ("rawan doctor kabupaten/project.toml", 4)
        self.assertEqual(codes.count(ill), 1, "the doctor first finds something missing")
        self.assertEqual([entry for entry in codes if entry[1] != 0 and entry != ill], [])
        programs = {shlex.split(command)[0] for command, _, _ in done}
        self.assertEqual(programs, {"cp", "rawan"})
        for name in set(re.findall(r"`(keluaran/[^`]+)`", page)):
            self.assertTrue((self.dir / name).exists(), name)

    def test_would_miss_an_output_that_changed(self):
        with self.assertRaises(AssertionError):
            self.expect_told("one\n...\ntwo\n", "two\none\n")
        with self.assertRaises(AssertionError):
            project = self.dir / "project.toml"
            project.write_text("[a]\nx = 1\n[b]\ny = 2\n", encoding="utf-8")
            change_project(project, "[a]\ny = 3\n")

    def test_is_the_same_in_both_languages(self):
        first, second = ([block for block in BLOCK.findall(page) if block[0] != "text"]
                         for page in parts())
        self.assertEqual(first, second)

    def test_shows_pictures_that_the_program_makes(self):
        makes = (rawan.SOURCE / "docs" / "pictures" / "make.sh").read_text(encoding="utf-8")
        for page in parts():
            names = re.findall(r"!\[[^]]+\]\(pictures/([a-z_]+)\.png\)", page)
            self.assertEqual(len(names), 3)
            for name in names:
                self.assertGreater((rawan.SOURCE / f"docs/pictures/{name}.png").stat().st_size, 0)
                self.assertIn(f"shot {name} ", makes)


if __name__ == "__main__":
    unittest.main()
