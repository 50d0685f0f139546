"""What is found in a source, and that a source with sleeping mutants does what it did."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from conditions import Source  # noqa: E402

HERE = Path(__file__).resolve().parent


def ways(text):
    return sorted(f"{m.before} => {m.after or 'nothing'}"
                  for m in Source("a.cpp", text).mutants())


class Conditions(unittest.TestCase):
    def test_are_comparisons_and_not_brackets_of_templates(self):
        self.assertEqual(ways("bool f(std::vector<int> a, int b) { return a.size() < b; }"),
                         ["a.size() < b => a.size() <= b"])

    def test_are_joined_differently(self):
        self.assertEqual(ways("bool x = a && f(b, c) || d;"),
                         ["a && f(b, c) || d => a && f(b, c) && d",
                          "a && f(b, c) || d => a || f(b, c) || d"])

    def test_lose_their_early_way_out(self):
        self.assertEqual(ways("void f() { if (bad()) return; g(); }"), ["bad() => false"])

    def test_are_turned_round_where_something_is_done(self):
        self.assertEqual(ways("void f() { if (good()) ++n; }"), ["good() => !(good())"])

    def test_lose_their_calls_of_checks(self):
        self.assertEqual(ways("void f() { check_sum(1, 2); g(); }"), ["check_sum(1, 2) => nothing"])

    def test_grow_by_one_where_that_is_no_other_comparison(self):
        self.assertEqual(ways("bool x = n > 3;"), ["n > 3 => n > (3 + 1)", "n > 3 => n >= 3"])
        self.assertEqual(ways("bool x = n >= 3;"), ["n >= 3 => n > 3"])

    def test_are_left_alone_where_the_compiler_asks_them(self):
        self.assertEqual(ways("static_assert(a < b); constexpr bool c = a < b;"), [])
        self.assertEqual(ways("void f() { if constexpr (a < b) g(); }"), [])

    def test_are_left_alone_in_comments_and_texts(self):
        self.assertEqual(ways('// a < b\nconst char* x = "a && b"; char c = \'<\';'), [])

    def test_are_named_by_what_they_say_and_not_by_their_line(self):
        first = [m.key for m in Source("a.cpp", "bool x = a < b;").mutants()]
        self.assertEqual([m.key for m in Source("a.cpp", "\n\nbool x = a < b;").mutants()], first)

    def test_that_are_alike_have_names_of_their_own(self):
        keys = [m.key for m in Source("a.cpp", "bool x = a < b;\nbool y = a < b;").mutants()]
        self.assertEqual(len(set(keys)), 2)


PROGRAM = """
#include <algorithm>
#include <cstdio>
#include <vector>
void expects(bool holds) { if (!holds) std::puts("broken"); }
int found(const std::vector<int>& v, int least) {
  expects(!v.empty());
  for (int i = 0; i < static_cast<int>(v.size()); ++i) {
    if (v[static_cast<std::size_t>(i)] >= least &&
        std::all_of(v.begin(), v.end(), [&](int x) { return x > 0; })) return i;
  }
  return least > 2 ? -1 : -2;
}
int main() { std::printf("%d %d %d\\n", found({1, 2}, 2), found({1}, 3), found({0, 1}, 1)); }
"""


class SleepingMutants(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.addCleanup(self.place.cleanup)
        self.source = Source("p.cpp", PROGRAM)
        self.mutants = self.source.mutants()
        for number, mutant in enumerate(self.mutants, 1):
            mutant.number = number
        text = self.source.rewritten({m.key for m in self.mutants})
        self.assertEqual(text.count("\n"), PROGRAM.count("\n"))
        file = Path(self.place.name) / "p.cpp"
        file.write_text(text, encoding="utf-8")
        subprocess.run(["g++", "-std=c++20", "-include", str(HERE / "mutant.h"), str(file),
                        "-o", f"{self.place.name}/p"], check=True)

    def said(self, **settings):
        return subprocess.run([f"{self.place.name}/p"], env=settings, capture_output=True,
                              text=True, check=False).stdout

    def test_change_nothing_until_they_wake(self):
        self.assertEqual(self.said(), "1 -1 -2\n")
        for mutant in self.mutants:
            if mutant.way == "drop":
                self.assertEqual(self.said(RAWAN_MUTANT=str(mutant.number)), "1 -1 -2\n")
            elif mutant.before == "x > 0":
                self.assertNotEqual(self.said(RAWAN_MUTANT=str(mutant.number)), "1 -1 -2\n")

    def test_tell_that_they_were_reached(self):
        file = Path(self.place.name) / "reached"
        file.write_bytes(bytes(len(self.mutants) + 1))
        self.said(RAWAN_REACHED=str(file))
        self.assertEqual(file.read_bytes(), b"\0" + b"\1" * len(self.mutants))


if __name__ == "__main__":
    unittest.main()
