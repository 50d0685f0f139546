"""What a page must keep so that everybody can use it: faults as sentences, empty when fine."""

import base64
import hashlib
import re
from html.parser import HTMLParser

LEAST_CONTRAST = 4.5  # WCAG 2.1, 1.4.3, text of any size.
VOID = {"meta", "link", "br", "img", "input", "hr"}


def luminance(color):
    """Relative luminance of "#rrggbb" (WCAG 2.1)."""
    parts = [int(color[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def faults_of_colors(css):
    """Rules whose text cannot be read on their ground; one without ground lies on white."""
    faults = []
    for rule, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        color = re.search(r"(?<![-\w])color:\s*(#[0-9a-f]{6})", body)
        ground = re.search(r"background-color:\s*(#[0-9a-f]{6})", body)
        if color:
            ratio = contrast(color[1], ground[1] if ground else "#ffffff")
            if ratio < LEAST_CONTRAST:
                faults.append(f"{rule.strip()}: contrast {ratio:.2f}")
    return faults


class Page(HTMLParser):
    """Elements of a page in order, with their attributes and text."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements = []
        self.open = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append({"tag": tag, "attrs": dict(attrs), "text": "",
                              "inside": [e["tag"] for e in self.open]})
        if tag not in VOID:
            self.open.append(self.elements[-1])

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        while self.open and self.open.pop()["tag"] != tag:
            pass

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def all(self, *tags):
        return [e for e in self.elements if e["tag"] in tags]


def faults_of_headings(page):
    levels = [int(e["tag"][1]) for e in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    faults = [] if levels[:1] == [1] and levels.count(1) == 1 else ["not one h1, and first"]
    return faults + [f"h{a} is followed by h{b}" for a, b in zip(levels, levels[1:]) if b > a + 1]


def faults_of_names(page):
    """What has no name for those who hear the page."""
    faults = [f"a {e['tag']} without words" for e in page.all("a", "button", "th", "caption")
              if not e["text"].strip()]
    faults += ["a head of a table without scope" for e in page.all("th")
               if "scope" not in e["attrs"]]
    faults += ["a picture without words" for e in page.all("svg")
               if "svg" not in e["inside"] and e["attrs"].get("aria-hidden") != "true"
               and not e["attrs"].get("aria-label")]
    faults += ["a scrolling part no key reaches" for e in page.elements
               if e["attrs"].get("class") == "scroll" and e["attrs"].get("tabindex") != "0"]
    if not page.all("html")[0]["attrs"].get("lang"):
        faults.append("no language")
    return faults + [f"no {tag}" for tag in ("header", "main", "footer") if not page.all(tag)]


def faults_of_links(page):
    ids = [e["attrs"]["id"] for e in page.elements if "id" in e["attrs"]]
    faults = [f"id {name} twice" for name in set(ids) if ids.count(name) > 1]
    for link in page.all("a"):
        target = link["attrs"].get("href", "")
        if target.startswith("#"):
            if target[1:] not in ids:
                faults.append(f"{target} leads nowhere")
        elif not target.startswith(("geo:", "tel:")):
            faults.append(f"{target} leads outside")
    return faults


def faults_of_policy(text, page):
    """Whether the policy of the page allows exactly its own style and script."""
    policy = next(e["attrs"]["content"] for e in page.all("meta")
                  if e["attrs"].get("http-equiv") == "Content-Security-Policy")
    faults = [] if policy.startswith("default-src 'none';") else ["more than nothing by default"]
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        bodies = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        hashed = base64.b64encode(hashlib.sha256(bodies[0].encode()).digest()).decode()
        if len(bodies) != 1 or f"{rule} 'sha256-{hashed}';" not in policy:
            faults.append(f"{tag} is not what the policy allows")
    faults += [f"{e['tag']} has {name}" for e in page.elements for name in e["attrs"]
               if name.startswith("on") or name in ("style", "src", "srcset", "action")]
    return faults + (["unsafe"] if "unsafe" in policy else [])


def faults_of(text):
    page = Page(text)
    css = "".join(re.findall(r"<style>(.*?)</style>", text, re.DOTALL))
    return (faults_of_colors(css) + faults_of_headings(page) + faults_of_names(page)
            + faults_of_links(page) + faults_of_policy(text, page))
