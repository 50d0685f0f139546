"""Pages on a phone, in a browser: nothing to scroll sideways, words whole, letters and targets
large enough, maps that move, tell and filter."""

import tempfile
import unittest
from pathlib import Path

import rawan
from browser import Browser

WIDTHS = (360, 390)
LEAST_LETTERS = 12
LEAST_TARGET = 24  # WCAG 2.2, 2.5.8; the tools of maps are 44 (2.5.5).
PAGES = (("operational", "jadwal.html"), ("planning", "laporan.html"), ("public", "laporan.html"))

# A word is whole if it has one box. Words in words of the page's own tongue, so letters alone.
BROKEN = """(function () {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest("h1,h2,h3,h4,h5,p,li,td,th,dd,dt,caption,button")) { continue; }
    for (const word of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set(Array.from(range.getClientRects(), (b) => Math.round(b.top)));
      if (lines.size > 1) { found.push(word[0]); }
    }
  }
  return found;
}())"""

# Letters of pictures are as large as the picture makes them.
SMALL = """(function (least) {
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    const said = Array.from(element.childNodes).some((n) => n.nodeType === 3 && n.data.trim());
    if (!said || element.closest("script,style,title,.covered")) { continue; }
    const matrix = element.getScreenCTM ? element.getScreenCTM() : { d: 1 };
    const size = parseFloat(getComputedStyle(element).fontSize) * matrix.d;
    if (size < least - 0.01) { found.push(element.nodeName + " " + size.toFixed(1) + " " +
      element.textContent.slice(0, 20)); }
  }
  return found;
}(LEAST))"""

NARROW = """(function (least) {
  const found = [];
  for (const element of document.querySelectorAll("a,button,select")) {
    if (element.className === "skip") { continue; }
    const box = element.getBoundingClientRect();
    if (Math.min(box.width, box.height) < least) { found.push(element.textContent.slice(0, 30)); }
  }
  return found;
}(LEAST))"""

SIDEWAYS = """(function () {
  const page = document.documentElement;
  const outside = Array.from(document.querySelectorAll("body *")).filter((e) =>
    e.getBoundingClientRect().right > page.clientWidth + 0.5 && !e.closest(".scroll, svg"));
  return [page.scrollWidth - page.clientWidth, outside.length];
}())"""


class Pages(unittest.TestCase):
    """The sample's pages in a browser."""

    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory(prefix="rawan-")
        cls.addClassCleanup(directory.cleanup)
        cls.out = Path(directory.name) / "out"
        process = rawan.run("run", rawan.SAMPLE / "project.toml", "-o", cls.out, "--quiet")
        assert process.returncode == 0, process.stderr.decode()
        cls.browser = Browser(WIDTHS[0])
        cls.addClassCleanup(cls.browser.__exit__)

    def open(self, tier, name, width):
        self.browser.call("Emulation.setDeviceMetricsOverride", width=width, height=844,
                          deviceScaleFactor=1, mobile=True)
        self.browser.open((rawan.current(self.out, tier) / name).resolve().as_uri())


class Phone(Pages):
    def each(self):
        for tier, name in PAGES:
            for width in WIDTHS:
                with self.subTest(page=f"{tier}/{name}", width=width):
                    self.open(tier, name, width)
                    yield

    def test_never_scrolls_sideways(self):
        for _ in self.each():
            self.assertEqual(self.browser.value(SIDEWAYS), [0, 0])

    def test_breaks_no_word(self):
        for _ in self.each():
            self.assertEqual(self.browser.value(BROKEN), [])

    def test_has_letters_and_targets_that_are_large_enough(self):
        for _ in self.each():
            self.assertEqual(self.browser.value(SMALL.replace("LEAST", str(LEAST_LETTERS))), [])
            self.assertEqual(self.browser.value(NARROW.replace("LEAST", str(LEAST_TARGET))), [])

    def test_asks_nothing_and_complains_of_nothing(self):
        for _ in self.each():
            self.assertEqual(self.browser.complaints(), [])

    def test_would_see_faults(self):
        self.open("planning", "laporan.html", 360)
        spoil = "document.querySelector('table').style.{} = '{}'"
        for style, value, check in (("overflowWrap", "anywhere", BROKEN),
                                    ("fontSize", "9px", SMALL.replace("LEAST", "12"))):
            self.browser.value("document.querySelectorAll('td,th').forEach((e) => {"
                               f"e.style.{style} = '{value}'; e.style.maxWidth = '3rem'; }})")
            self.assertNotEqual(self.browser.value(check), [], style)
        self.browser.value("document.querySelectorAll('.scroll').forEach((e) => {"
                           "e.className = ''; e.style.width = '700px'; })")
        self.assertGreater(self.browser.value(SIDEWAYS)[1], 0)
        self.browser.value("document.querySelector('button').style.cssText = "
                           "'min-height: 0; height: 10px'")
        self.assertNotEqual(self.browser.value(NARROW.replace("LEAST", "24")), [])
        self.browser.value("fetch('file:///etc/hostname').catch(() => console.error('no'))")
        self.browser.value("console.error('no')")
        self.assertNotEqual(self.browser.complaints(), [])


class Maps(Pages):
    """The map of the report, moved as a reader moves it."""

    def setUp(self):
        self.open("planning", "laporan.html", 390)
        self.browser.value("document.querySelector('figure.map').scrollIntoView()")

    def view(self):
        return [float(v) for v in
                self.browser.value("document.querySelector('svg.frame')"
                                   ".getAttribute('viewBox')").split(" ")]

    def middle(self, expression):
        """Where an element is seen."""
        return self.browser.value("(function (b) { return [b.x + b.width / 2, b.y + b.height / 2];"
                                  f" }}({expression}.getBoundingClientRect()))")

    def click(self, x, y):
        self.browser.mouse("mousePressed", x, y, 1)
        self.browser.mouse("mouseReleased", x, y)

    def choose_tool(self, place):
        self.click(*self.middle(f"document.querySelectorAll('figure.map button')[{place}]"))

    def test_become_larger_smaller_and_whole_again_by_their_buttons(self):
        whole = self.view()
        self.choose_tool(0)
        self.choose_tool(0)
        self.assertAlmostEqual(self.view()[2], whole[2] / 2.56, delta=0.1)
        self.choose_tool(1)
        self.assertAlmostEqual(self.view()[2], whole[2] / 1.6, delta=0.1)
        self.choose_tool(2)
        self.assertEqual(self.view(), whole)

    def test_follow_the_finger_when_they_are_larger(self):
        x, y = self.middle("document.querySelector('figure.map svg')")
        whole = self.view()
        self.drag(x, y)
        self.assertEqual(self.view(), whole, "there is nowhere to move the whole map")
        self.choose_tool(0)
        before = self.view()
        self.drag(x, y)
        after = self.view()
        width = self.browser.value("document.querySelector('figure.map svg')"
                                   ".getBoundingClientRect().width")
        self.assertAlmostEqual(after[0] - before[0], 60 / width * before[2], delta=0.1)
        self.assertEqual(after[2:], before[2:])

    def drag(self, x, y):
        self.browser.mouse("mousePressed", x, y, 1)
        for step in (20, 40, 60):
            self.browser.mouse("mouseMoved", x - step, y, 1)
        self.browser.mouse("mouseReleased", x - 60, y)

    def test_tell_what_is_pointed_at(self):
        for place in (3, 40, 100):
            name, x, y = self.browser.value(
                "(function (all) { for (const e of all) { const b = e.getBoundingClientRect();"
                "const x = b.x + b.width / 2, y = b.y + b.height / 2;"
                "const hit = document.elementFromPoint(x, y);"
                "if (hit === e) { return [e.querySelector('title').textContent, x, y]; } } }("
                f"Array.from(document.querySelectorAll('svg.frame [data-group]')).slice({place})))")
            self.browser.mouse("mouseMoved", x, y)
            told = self.browser.value("document.querySelector('.told').textContent")
            self.assertEqual(told, name)
            self.assertRegex(told, "^[^,]+, [^:]+: .+")

    def test_obey_keys(self):
        whole = self.view()
        self.browser.value("document.querySelector('figure.map svg').focus()")
        self.browser.press("+")
        larger = self.view()
        self.assertLess(larger[2], whole[2])
        self.browser.press("ArrowLeft")
        self.assertLess(self.view()[0], larger[0])
        self.browser.press("0")
        self.assertEqual(self.view(), whole)

    def test_keep_letters_readable_however_large_they_are(self):
        for _ in range(3):
            self.choose_tool(0)
            sizes = self.browser.value(
                "Array.from(document.querySelectorAll('svg.frame text:not(.covered)'), (t) =>"
                " parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().d)")
            for size in sizes:
                self.assertAlmostEqual(size, 12.5, delta=0.1)

    def test_show_a_kecamatan_alone_with_its_rows(self):
        whole = self.view()
        self.choose("Ledo")
        self.assertLess(self.view()[2], whole[2])
        shown = "Array.from(document.querySelectorAll('tr[data-group]')).filter((e) => !e.hidden)"
        groups = self.browser.value(f"{shown}.map((e) => e.dataset.group)")
        self.assertEqual(set(groups), {"Ledo"})
        faint = self.browser.value("Array.from(document.querySelectorAll('svg .dim'),"
                                   " (e) => e.dataset.group)")
        self.assertNotIn("Ledo", faint)
        self.assertGreater(len(set(faint)), 10)
        self.choose("")
        self.assertEqual(self.view(), whole)
        self.assertGreater(len(set(self.browser.value(f"{shown}.map((e) => e.dataset.group)"))), 5)

    def choose(self, group):
        self.browser.value("(function (list) { list.value = '%s';"
                           "list.dispatchEvent(new Event('change')); }"
                           "(document.querySelector('select')))" % group)


if __name__ == "__main__":
    unittest.main()
