"""docs/methods.md: each page has its parts, the tests it names exist, and so do its pictures, which
docs/pictures/make.sh draws."""

import os
import re
import unittest
from pathlib import Path
from xml.etree import ElementTree

SOURCE = Path(os.environ["RAWAN_SOURCE_DIR"])
PICTURES = SOURCE / "docs" / "pictures"
PARTS = {
    "question": r"\*\*Question\.\*\* \S",
    "formula": r"\*\*(Formulas?|Definition|Model|Method|Problem|Rates with memory)\.\*\*",
    "choices": r"\*\*Choices\.\*\*",
    "limits": r"\*\*Limits\.\*\*",
    "paper": r"\*\*(Papers?|Sources?)\.\*\* ",
    "tests": r"\*\*Tests?\.\*\*",
    # With words for who cannot see it, and what others should see in it.
    "picture": r"^!\[[^\]]{15,}\]\(pictures/\w+\.svg\)\n\n[A-Z](?:[^\n]|\n(?!\n))+\.$",
}
MOST_BYTES, MOST_IN_ALL, LEAST_LETTERS = 60_000, 2_000_000, 11


def pages(text):
    return {page.split("\n", 1)[0]: page for page in re.split(r"^## ", text, flags=re.M)[1:]}


def missing_parts(page):
    return [part for part, look in PARTS.items() if not re.search(look, page, re.M)]


def known_tests():
    """Names of all tests as the runner knows them: "Suite.Name"."""
    names = set()
    for path in (SOURCE / "tests").rglob("*.cpp"):
        text = path.read_text(encoding="utf-8")
        names |= {f"{suite}.{name}" for suite, name in re.findall(
            r"\b(?:TYPED_)?(?:TEST|TEST_F|TEST_P|RC_GTEST_PROP)\(\s*(\w+),\s*(\w+)", text)}
        for prefix, suite in re.findall(r"INSTANTIATE_TEST_SUITE_P\(\s*(\w+),\s*(\w+)", text):
            names |= {f"{prefix}/{name}" for name in names if name.startswith(suite + ".")}
    return names


def files_of_tests():
    """Test programs and scripts that the build registers."""
    lists = (SOURCE / "tests" / "CMakeLists.txt").read_text(encoding="utf-8")
    words = set(re.findall(r"\w+", lists))
    found = {path.name for path in (SOURCE / "tests").rglob("*_test.cpp") if path.stem in words}
    return found | {path.name for path in (SOURCE / "tests").rglob("*_test.py")
                    if path.stem.removesuffix("_test") in words}


def is_known(name, names, files):
    """Whether `Suite.Name`, `Suite.*`, `Suite.Begin...` or a file is there."""
    if name.startswith("bench/") or name.endswith("_bench"):
        return bool(list((SOURCE / "bench").rglob(Path(name).stem + ".*")))
    if re.fullmatch(r"[\w/]+_test(\.\w+)?", name):
        stem = Path(name).name.split(".")[0]
        return f"{stem}.cpp" in files or f"{stem}.py" in files
    beginning = re.sub(r"(\*|\.\.\.)$", "", name)
    if beginning == name:
        return name in names
    return any(known.startswith(beginning) for known in names)


def named_tests(page):
    """What a page names in its last part, continuations ("...Name") with their suite."""
    part = re.split(PARTS["tests"], page)[-1].split("\n![", 1)[0]
    suite, named = "", []
    for name in re.findall(r"`([^`\n]+)`", part):
        if name.startswith("..."):
            named.append(f"{suite}.{name[3:]}")
        elif re.fullmatch(r"[A-Z]\w*(/\w+)?\.[\w*.]+", name):
            suite = name.split(".")[0]
            named.append(name)
        elif "_test" in name or name.startswith("bench/") or name.endswith("_bench"):
            named.append(name)
    return named


def drawn():
    """Names of the pictures that make.sh makes."""
    text = (PICTURES / "make.sh").read_text(encoding="utf-8")
    return set(re.findall(r"^ *(?:draw|show|shot) (\w+) ", text, re.M)) | set(
        re.findall(r'"\$to/(\w+)\.svg"', text))


class Methods(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = (SOURCE / "docs" / "methods.md").read_text(encoding="utf-8")
        cls.pages = pages(cls.text)
        cls.shown = re.findall(r"\(pictures/([\w.]+)\)", cls.text)

    def test_have_all_their_parts(self):
        self.assertGreater(len(self.pages), 60)
        found = {name: missing for name, page in self.pages.items()
                 if (missing := missing_parts(page))}
        self.assertEqual(found, {})

    def test_name_tests_that_exist(self):
        names, files = known_tests(), files_of_tests()
        unknown = {name: [test for test in named_tests(page) if not is_known(test, names, files)]
                   for name, page in self.pages.items()}
        self.assertEqual({name: tests for name, tests in unknown.items() if tests}, {})
        self.assertEqual([name for name, page in self.pages.items() if not named_tests(page)], [])

    def test_show_pictures_that_the_program_draws(self):
        self.assertEqual([name for name in self.shown if not (PICTURES / name).is_file()], [])
        self.assertEqual([name for name in self.shown
                          if name.removesuffix(".svg") not in drawn()], [])
        self.assertEqual(len(self.shown), len(set(self.shown)), "a picture of one page only")

    def test_show_pictures_that_are_small_and_can_be_read(self):
        for name in self.shown:
            path = PICTURES / name
            self.assertLess(path.stat().st_size, MOST_BYTES, name)
            root = ElementTree.parse(path).getroot()
            sizes = [float(text.get("font-size")) for text in root.iter() if text.get("font-size")]
            self.assertGreaterEqual(min(sizes), LEAST_LETTERS, name)
            words = " ".join(root.itertext())
            self.assertIn("DATA SINTETIS", words + "DATA SINTETIS" * (name in WORLDS), name)
        self.assertLess(sum(path.stat().st_size for path in PICTURES.iterdir()), MOST_IN_ALL)


# Of worlds and plans the title says what they are.
WORLDS = {"allocation.svg", "frontier.svg"}


class Checks(unittest.TestCase):
    """Pages with a fault are found."""

    PAGE = ("A\n\n**Question.** Why?\n\n**Formula.** x\n\n**Choices.** y\n\n**Limits.** z\n\n"
            "**Paper.** P. **Tests.** `Suite.Name`, `...Other`, `Suite.*`, `x_test.py`.\n\n"
            "![What is to be seen](pictures/a.svg)\n\nOne sees it.\n")

    def test_find_each_part_that_is_missing(self):
        self.assertEqual(missing_parts(self.PAGE), [])
        for part, look in PARTS.items():
            self.assertEqual(missing_parts(re.sub(look, "", self.PAGE, flags=re.M)), [part])

    def test_find_tests_that_are_not_there(self):
        named = named_tests(self.PAGE)
        self.assertEqual(named, ["Suite.Name", "Suite.Other", "Suite.*", "x_test.py"])
        known = [is_known(name, {"Suite.Name"}, {"x_test.py"}) for name in named]
        self.assertEqual(known, [True, False, True, True])
        self.assertFalse(is_known("Suite.*", {"Other.Name"}, set()))
        self.assertFalse(is_known("y_test.py", set(), {"x_test.py"}))


if __name__ == "__main__":
    unittest.main()
