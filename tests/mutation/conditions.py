"""Finds the conditions of a C++ source and the ways to spoil them, and writes a source in which
each way sleeps behind a number: `(rawan_mutant(7) ? (a <= b) : (a < b))`.

Ways: a comparison or a logical operator becomes its neighbor, a number compared with grows by one,
a condition is turned round, an early way out is not taken, a call of a check is left out.
"""

import re
from dataclasses import dataclass, field

from tokens import plain, tokens_of

NEIGHBOR = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==",
            "&&": "||", "||": "&&"}
ENDS = {";", ",", "?", ":", "=", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=", "<<=", "return",
        "throw", "co_return", "case", "else", "do", "{", "}"}
EXITS = re.compile(r"(?:return|continue|break|throw|refuse\w*)$")
CHECKS = re.compile(r"(?:expects?|check|pass|prove|require|ensure|refuse|verify|protect)(?:_\w+)?$")
ONE_MORE = re.compile(r"(?:\d[\d'.]*[uUlLfF]*|k[A-Z]\w*)$")


@dataclass
class Mutant:
    file: str
    line: int
    last_line: int
    way: str
    before: str
    after: str
    key: str = ""
    number: int = 0


@dataclass
class Region:
    """An expression with a truth value, by its first and last token."""
    first: int
    last: int
    is_condition: bool = False  # Anything that turns into a truth value.
    ways: list = field(default_factory=list)  # (mutant, text of the spoiled expression)


class Source:
    def __init__(self, name, text):
        self.name = name
        self.text = text
        self.tokens = tokens_of(text)
        self.regions = {}
        self.calls = []  # (first token, semicolon, mutant)
        self.find()
        self.drop_doubles()
        self.name_mutants()

    # -- finding

    def find(self):
        for i, token in enumerate(self.tokens):
            if token.text in NEIGHBOR and token.is_operator:
                self.add_operator(i)
            elif token.text == "?" and token.is_operator:
                self.add_condition(self.left_end(i - 1), i - 1, "turn")
            elif token.text in ("if", "while", "for") and self.tokens[i + 1].text == "(":
                self.add_statement(i)
            elif token.text == "return" and self.tokens[i + 1].text in ("!", "not"):
                self.add_condition(i + 1, self.right_end(i + 1), "turn")
            elif token.kind == "word" and CHECKS.match(token.text):
                self.add_call(i)

    def left_end(self, i):
        """The first token of the expression that token i belongs to."""
        while i >= 0:
            token = self.tokens[i]
            if token.partner >= 0 and token.partner < i and token.text != "{":
                if token.text == "}" and self.tokens[token.partner - 1].kind != "word":
                    return i + 1
                i = token.partner - 1
                continue
            if token.partner > i or token.text in ENDS:
                return i + 1
            i -= 1
        return 0

    def right_end(self, i):
        while i < len(self.tokens):
            token = self.tokens[i]
            if token.partner > i:
                i = token.partner + 1
                continue
            if token.partner >= 0 or token.text in ENDS:
                return i - 1
            i += 1
        return len(self.tokens) - 1

    def region(self, first, last):
        return self.regions.setdefault((first, last), Region(first, last))

    def is_constant(self, i):
        """Whether the statement around token i is for the compiler alone."""
        while i >= 0 and self.tokens[i].text not in (";", "{", "}"):
            if self.tokens[i].text in ("constexpr", "static_assert", "requires", "noexcept",
                                       "template", "enable_if_t"):
                return True
            i -= 1
        return False

    def add(self, region, way, at, changed):
        before = plain(self.text, self.tokens, region.first, region.last)
        if before is None or changed is None or self.is_constant(region.first):
            return
        region.ways.append((self.mutant(way, region.first, region.last, before, changed), changed))

    def mutant(self, way, first, last, before, after):
        line = self.text.count("\n", 0, self.tokens[first].start) + 1
        last_line = self.text.count("\n", 0, self.tokens[last].end) + 1
        return Mutant(self.name, line, last_line, way, before, after)

    def with_token(self, region, at, text):
        left = plain(self.text, self.tokens, region.first, at - 1) if at > region.first else ""
        right = plain(self.text, self.tokens, at + 1, region.last) if at < region.last else ""
        return None if left is None or right is None else f"{left} {text} {right}".strip()

    def add_operator(self, i):
        region = self.region(self.left_end(i - 1), self.right_end(i + 1))
        if region.first >= i or region.last <= i:
            return
        operator = self.tokens[i].text
        self.add(region, operator, i, self.with_token(region, i, NEIGHBOR[operator]))
        if operator in ("&&", "||"):
            return
        for at, beside, same in ((i - 1, i - 2, (">", "<=")), (i + 1, i + 2, ("<", ">="))):
            # One more than an end that is not reached is the other comparison.
            is_alone = (beside < region.first or beside > region.last
                        or self.tokens[beside].text in ("&&", "||"))
            text = self.tokens[at].text
            is_number = text[0].isdigit() or operator not in ("==", "!=")
            if is_alone and operator not in same and is_number and ONE_MORE.match(text):
                self.add(region, "+1", at,
                         self.with_token(region, at, f"({text} + 1)"))

    def add_condition(self, first, last, way):
        if last < first:
            return
        region = self.region(first, last)
        region.is_condition = True
        if any(mutant.way in ("turn", "false") for mutant, _ in region.ways):
            return
        text = plain(self.text, self.tokens, first, last)
        if text == "true":
            return  # Without its loop a function would end nowhere.
        self.add(region, way, first, "false" if way == "false" else text and f"!({text})")

    def add_statement(self, i):
        word, left = self.tokens[i].text, i + 1
        parts = self.parts_of(left)
        if word == "for" and len(parts) != 3:
            return
        first, last = parts[1] if word == "for" else parts[-1]
        declares = any(self.tokens[t].text == "=" for t in self.at_depth(first, last))
        if declares or last < first:
            return
        body = self.tokens[self.tokens[left].partner + 1]
        if body.text == "{":
            body = self.tokens[self.tokens[left].partner + 2]
        leaves = word != "if" or EXITS.match(body.text)
        self.add_condition(first, last, "false" if leaves else "turn")

    def at_depth(self, first, last):
        i = first
        while i <= last:
            yield i
            i = self.tokens[i].partner + 1 if self.tokens[i].partner > i else i + 1

    def parts_of(self, left):
        """What lies between the semicolons of a pair of brackets."""
        right = self.tokens[left].partner
        cuts = [i for i in self.at_depth(left + 1, right - 1) if self.tokens[i].text == ";"]
        edges = [left, *cuts, right]
        return [(a + 1, b - 1) for a, b in zip(edges, edges[1:])]

    def add_call(self, i):
        first = i
        while self.tokens[first - 1].text in ("::", ".", "->"):
            first -= 2
        before, bracket = self.tokens[first - 1], self.tokens[i + 1]
        starts = before.text in (";", "{", "}") or (before.text == ")" and self.is_body(first - 1))
        if not starts or bracket.text != "(" or bracket.partner < 0:
            return
        end = bracket.partner + 1
        text = plain(self.text, self.tokens, first, bracket.partner)
        if self.tokens[end].text != ";" or text is None:
            return
        self.calls.append((first, end, self.mutant("drop", first, end, text, "")))

    def is_body(self, closing):
        return self.tokens[self.tokens[closing].partner - 1].text in ("if", "for", "while")

    def drop_doubles(self):
        """An equality that is turned round is the other one."""
        for region in self.regions.values():
            operators = [mutant.way for mutant, _ in region.ways if mutant.way in NEIGHBOR]
            if operators in (["=="], ["!="]):
                region.ways = [way for way in region.ways if way[0].way != "turn"]

    def mutants(self):
        own = [mutant for region in self.regions.values() for mutant, _ in region.ways]
        own += [mutant for _, _, mutant in self.calls]
        return sorted(own, key=lambda m: (m.line, m.last_line, m.way, m.after))

    def name_mutants(self):
        """Keys that outlive changes elsewhere in the file."""
        seen = {}
        for mutant in self.mutants():
            name = f"{mutant.file}: {mutant.before} => {mutant.after or 'nothing'}"
            seen[name] = seen.get(name, 0) + 1
            mutant.key = name if seen[name] == 1 else f"{name} #{seen[name]}"

    # -- writing

    def rewritten(self, chosen):
        """The source with the chosen mutants asleep in it, each line where it was."""
        edits = []
        for region in self.regions.values():
            ways = [(mutant, text) for mutant, text in region.ways if mutant.key in chosen]
            if not ways:
                continue
            head = "".join(f"rawan_mutant({mutant.number}) ? {truth(text, region)} : "
                           for mutant, text in ways)
            cast = "static_cast<bool>(" if region.is_condition else "("
            start, end = self.tokens[region.first].start, self.tokens[region.last].end
            edits += [(start, 1, -end, f"({head}{cast}"), (end, 0, -start, "))")]
        for first, end, mutant in self.calls:
            if mutant.key in chosen:
                start, stop = self.tokens[first].start, self.tokens[end].end
                edits += [(start, 1, -stop, f"{{ if (!rawan_mutant({mutant.number})) "),
                          (stop, 0, -start, " }")]
        # At one place: what ends there first, then the widest of what begins there.
        text, at = "", 0
        for place, _, _, new in sorted(edits, key=lambda e: e[:3]):
            text += self.text[at:place] + new
            at = place
        return text + self.text[at:]


def truth(text, region):
    return f"static_cast<bool>({text})" if region.is_condition else f"({text})"
