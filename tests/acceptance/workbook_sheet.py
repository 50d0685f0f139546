"""A sheet of a workbook whose cells a test changes, as hands do, without any library."""

import re
import zipfile
from xml.etree import ElementTree
from xml.sax.saxutils import escape

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"


class Sheet:
    """The sheet whose first row has a certain heading; rows count as people do."""

    def __init__(self, path, heading):
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.texts = self._shared_texts()
        self.member = next(name for name in self._sheets() if heading in self._headings(name))
        self.headings = self._headings(self.member)

    def _shared_texts(self):
        root = ElementTree.fromstring(self.parts["xl/sharedStrings.xml"])
        return ["".join(t.text or "" for t in item.iter(f"{MAIN}t"))
                for item in root.findall(f"{MAIN}si")]

    def _sheets(self):
        relations = ElementTree.fromstring(self.parts["xl/_rels/workbook.xml.rels"])
        target = {r.get("Id"): r.get("Target") for r in relations.findall(f"{PACKAGE}Relationship")}
        book = ElementTree.fromstring(self.parts["xl/workbook.xml"])
        return ["xl/" + target[sheet.get(REFERENCE)].removeprefix("/xl/")
                for sheet in book.iter(f"{MAIN}sheet")]

    def _text(self, cell):
        value = cell.find(f"{MAIN}v")
        if cell.get("t") == "s":
            return self.texts[int(value.text)]
        if cell.get("t") == "inlineStr":
            return "".join(t.text or "" for t in cell.iter(f"{MAIN}t"))
        return "" if value is None else value.text

    def _headings(self, member):
        root = ElementTree.fromstring(self.parts[member])
        first = root.find(f"{MAIN}sheetData/{MAIN}row")
        cells = [] if first is None else first.findall(f"{MAIN}c")
        return {self._text(cell): re.sub(r"\d", "", cell.get("r")) for cell in cells}

    def rows(self):
        """Texts by heading, of every row below the first; with the row's number as "row"."""
        letters = {letter: heading for heading, letter in self.headings.items()}
        root = ElementTree.fromstring(self.parts[self.member])
        found = []
        for row in root.findall(f"{MAIN}sheetData/{MAIN}row")[1:]:
            cells = {letters[re.sub(r"\d", "", cell.get("r"))]: self._text(cell)
                     for cell in row.findall(f"{MAIN}c")}
            if any(cells.values()):
                found.append({"row": int(row.get("r")), **cells})
        return found

    def _replace(self, pattern, replacement):
        xml = self.parts[self.member].decode("utf-8")
        changed, count = re.subn(pattern, lambda _: replacement, xml, count=1, flags=re.S)
        if count != 1:
            raise AssertionError(f"no {pattern}")
        self.parts[self.member] = changed.encode("utf-8")

    def write(self, row, heading, text, formula=""):
        """Puts a number or a text, or the formula that gives it, into a cell."""
        name = f"{self.headings[heading]}{row}"
        rule = f"<f>{escape(formula)}</f>" if formula else ""
        if str(text).isdigit() or formula:
            cell = f'<c r="{name}">{rule}<v>{text}</v></c>'
        else:
            cell = f'<c r="{name}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
        self._replace(rf'<c r="{name}"[^>]*?(?:/>|>.*?</c>)', cell)

    def delete(self, row):
        self._replace(rf'<row r="{row}"[^>]*?>.*?</row>', "")

    def copy_to(self, row, target):
        """A row once more, below all others."""
        xml = self.parts[self.member].decode("utf-8")
        text = re.search(rf'<row r="{row}"[^>]*?>.*?</row>', xml, re.S).group(0)
        text = text.replace(f'<row r="{row}"', f'<row r="{target}"')
        text = re.sub(rf'(<c r="[A-Z]+){row}"', rf'\g<1>{target}"', text)
        self.parts[self.member] = xml.replace("</sheetData>", text + "</sheetData>").encode("utf-8")

    def save(self, path):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return path
