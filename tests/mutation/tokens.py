"""Tokens of C++ as this tree is written: with spaces around comparisons and none around brackets
of templates, which is what tells one from the other."""

import re
from dataclasses import dataclass

TOKEN = re.compile(r"""
    (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<directive>^[ \t]*\#(?:[^\n\\]|\\\n|\\.)*)
  | (?P<raw>R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)")
  | (?P<text>"(?:[^"\\\n]|\\.)*")
  | (?P<number>\.?\d(?:'\w|[eEpP][+-]|[\w.])*)
  | (?P<letter>'(?:[^'\\\n]|\\.)*')
  | (?P<word>[A-Za-z_]\w*)
  | (?P<mark_>\.\.\.|<=>|<<=|->\*|<=|>=|==|!=|&&|\|\||->|\+\+|--|::|[-+*/%&|^]=|<<|[^\s\w])
""", re.X | re.S | re.M)
OPEN = {"(": ")", "[": "]", "{": "}", "<": ">"}


@dataclass
class Token:
    kind: str
    text: str
    start: int
    end: int
    partner: int = -1  # Of a bracket: its other side.
    is_operator: bool = False  # With space on both sides.

    def __str__(self):
        return self.text


def tokens_of(source):
    """All tokens but comments and directives, brackets matched."""
    found = []
    for match in TOKEN.finditer(source):
        kind = match.lastgroup if match.lastgroup != "mark" else "raw"
        if kind in ("comment", "directive"):
            continue
        start, end = match.span()
        token = Token(kind, match.group(), start, end)
        token.is_operator = source[start - 1:start].isspace() and source[end:end + 1].isspace()
        found.append(token)
    match_brackets(found)
    return found


def match_brackets(tokens):
    stack = []
    for i, token in enumerate(tokens):
        if token.kind != "mark_":
            continue
        if token.text in "([{" or (token.text == "<" and not token.is_operator):
            stack.append(i)
        elif token.text == ">" and not token.is_operator:
            if stack and tokens[stack[-1]].text == "<":
                pair(tokens, stack.pop(), i)
        elif token.text in (")", "]", "}"):
            while stack and tokens[stack[-1]].text == "<":
                stack.pop()  # It was no bracket.
            if stack:
                pair(tokens, stack.pop(), i)


def pair(tokens, left, right):
    tokens[left].partner, tokens[right].partner = right, left


def plain(source, tokens, first, last):
    """The tokens first..last in one line, without comments."""
    text, at = "", tokens[first].start
    for token in tokens[first:last + 1]:
        if token.start > at and text:
            text += " "
        text += token.text
        at = token.end
    return text if "\n" not in text else None
