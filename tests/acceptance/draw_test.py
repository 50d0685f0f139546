"""`rawan draw`: columns of a layer or a table as maps and charts."""

import os
import re
import stat
import unittest
from xml.etree import ElementTree

from tool_world import COLUMNS, ROWS, ToolTest, features, value_at, write_geojson

SVG = "{http://www.w3.org/2000/svg}"
KINDS = ["50+", "sedang", "disamarkan", "anything", "", "Masked", "5\u20139"]
BLUE, ORANGE = "#0072b2", "#d55e00"


class DrawTest(ToolTest):
    def draw(self, source, *arguments):
        """The picture as its root, and the words in it."""
        out = self.dir / "drawn.svg"
        self.succeed("draw", source, "-o", out, "--overwrite", "--lang", "en", *arguments)
        root = ElementTree.parse(out).getroot()
        return root, [text.strip() for text in root.itertext() if text.strip()]

    def table(self, text):
        path = self.dir / "table.csv"
        path.write_text(text, encoding="utf-8")
        return path

    @staticmethod
    def of_color(root, color, kind="fill"):
        return [path for path in root.iter(f"{SVG}path") if path.get(kind) == color]

    def bars(self, root, color):
        """Heights of the bars of a color, in pixels."""
        data = "".join(path.get("d") for path in self.of_color(root, color))
        # The last of a color is the key of the legend where there is one.
        return [abs(float(height)) for height in re.findall(r"M[^z]*?v(-?[\d.]+)", data)]


class Maps(DrawTest):
    def test_show_numbers_in_classes_and_texts_by_what_they_say(self):
        root, words = self.draw(self.grid, "--values", "total", "--title", "Totals")
        self.assertIn("Totals", words)
        classes = [word for word in words if re.fullmatch(r"\d+( \u2013 \d+)?", word)]
        self.assertEqual(len(classes), 5)
        self.assertTrue(classes[0].startswith("0"))
        self.assertIn(str(max(value_at(r, c) for r in range(ROWS) for c in range(COLUMNS))),
                      classes[-1])
        path = write_geojson(self.dir / "kinds.geojson", [
            dict(feature, properties={"class": KINDS[i % len(KINDS)]})
            for i, feature in enumerate(features())])
        root, words = self.draw(path, "--values", "class")
        legend = words[words.index("Medium priority"):]
        self.assertEqual(legend[:7], ["Medium priority", "Masked", "Masked", "5\u20139", "50+",
                                      "anything", "No data"])
        self.assertEqual(classes[0].split(" ")[0], "0", "whole numbers stay whole")

    def test_put_other_layers_above_and_show_what_the_input_covers(self):
        near = {"type": "Feature", "properties": {},
                "geometry": {"type": "Point", "coordinates": [109.41, 0.81]}}
        far = dict(near, geometry={"type": "Point", "coordinates": [119.41, 0.81]})
        posts = write_geojson(self.dir / "posts.geojson", [near, far])
        root, words = self.draw(self.grid, "--values", "total", "--over", f"{posts},{self.grid}",
                                "--labels", "Posts,Borders")
        self.assertIn("Posts", words)
        self.assertIn("Borders", words)
        [dots] = self.of_color(root, BLUE, "stroke")
        self.assertEqual(dots.get("d").count("M"), 1)  # The far one would be beyond the frame.

    def test_of_a_part_are_of_this_part(self):
        whole, _ = self.draw(self.grid, "--values", "total")
        part, _ = self.draw(self.grid, "--values", "total", "--where", "code LIKE '00%'")
        self.assertGreater(float(whole.get("height")), float(part.get("height")))


class Charts(DrawTest):
    TABLE = ("place,told,asked,low,high\nb,3,10,1,4\na,1,20,0,2\nb,4,,2,6\nc,2,5,1,3\n")

    def test_add_up_rows_of_one_name_and_stack_columns(self):
        table = self.table(self.TABLE)
        root, words = self.draw(table, "--as", "bars", "--by", "place", "--values", "told")
        names = [word for word in words if word in "abc"]
        self.assertEqual(names, ["a", "b", "c"])
        a, b, c = self.bars(root, BLUE)
        self.assertAlmostEqual(b / a, 7, delta=0.1)
        self.assertAlmostEqual(c / a, 2, delta=0.1)
        root, words = self.draw(table, "--as", "bars", "--by", "place", "--values", "told,asked",
                                "--labels", "Told,Asked", "--order", "falling")
        self.assertEqual([word for word in words if word in "abc"], ["a", "b", "c"])
        told, both = self.bars(root, BLUE), self.bars(root, ORANGE)
        for i, share in enumerate((1 / 21, 7 / 17, 2 / 7)):
            self.assertAlmostEqual(told[i] / both[i], share, delta=0.02)

    def test_count_records_without_values_and_keep_the_first(self):
        root, words = self.draw(self.table(self.TABLE), "--as", "bars", "--by", "place",
                                "--order", "falling", "--first", "1")
        self.assertIn("Number of records", words)
        self.assertEqual([word for word in words if word in "abc"], ["b"])
        self.assertEqual(len(self.bars(root, BLUE)), 1)

    def test_have_an_interval_per_record(self):
        root, words = self.draw(self.table(self.TABLE), "--as", "intervals", "--by", "place",
                                "--values", "told", "--low", "low", "--high", "high",
                                "--order", "rising", "--reference", "2.5")
        self.assertEqual([word for word in words if word in "abc"], ["a", "c", "b", "b"])
        spans = [path for path in self.of_color(root, BLUE, "stroke") if path.get("opacity")]
        self.assertEqual(len(spans), 4)
        dashed = [path for path in root.iter(f"{SVG}path") if path.get("stroke-dasharray")]
        self.assertEqual(len(dashed), 1)

    def test_leave_out_what_is_no_number(self):
        root, _ = self.draw(self.table(self.TABLE), "--as", "points", "--against", "told",
                            "--values", "asked")
        [dots] = [path for path in self.of_color(root, BLUE, "stroke")]
        self.assertEqual(dots.get("d").count("M"), 3)
        root, _ = self.draw(self.table(self.TABLE), "--as", "line", "--against", "told",
                            "--values", "asked")
        [line] = [path for path in self.of_color(root, BLUE, "stroke")]
        self.assertEqual(line.get("d").count("M"), 1)


class Rules(DrawTest):
    def test_are_those_of_every_command(self):
        out = self.dir / "private.svg"
        self.succeed("draw", self.grid, "--values", "total", "-o", out)
        self.assertEqual(stat.S_IMODE(os.stat(out).st_mode), 0o600)
        self.assertIn(">internal: ", out.read_text(encoding="utf-8"))
        self.refused(5, "output_exists", "draw", self.grid, "--values", "total", "-o", out)
        self.refused(5, "picture_format", "draw", self.grid, "--values", "total",
                     "-o", self.dir / "x.png")
        first = out.read_bytes()
        self.succeed("draw", self.grid, "--values", "total", "-o", out, "--overwrite",
                     "--threads", "1")
        self.assertEqual(first, out.read_bytes())

    def test_refuse_what_does_not_fit_together(self):
        out = ("-o", self.dir / "x.svg")
        for reason, arguments in {
                "usage_method_needs": ("--as", "bars"),
                "usage_method_other": ("--values", "total", "--by", "code"),
                "usage_draw_one": ("--values", "total,women"),
                "usage_draw_labels": ("--as", "bars", "--by", "code", "--values", "total",
                                      "--labels", "a,b")}.items():
            self.refused(2, reason, "draw", self.grid, *arguments, *out)
        self.refused(3, "column_unknown", "draw", self.grid, "--values", "totl", *out)

    def test_draw_no_column_about_persons(self):
        table = self.table("nama_pelapor,no_hp,total\nSiti,0812,1\nAni,0813,2\n")
        for column in ("nama_pelapor", "NAMA_Pelapor", "no_hp"):
            self.refused(2, "usage_draw_personal", "draw", table, "--as", "bars", "--by", column,
                         "-o", self.dir / "x.svg")
        self.assertFalse((self.dir / "x.svg").exists())
        self.draw(table, "--as", "bars", "--by", "total")


if __name__ == "__main__":
    unittest.main()
