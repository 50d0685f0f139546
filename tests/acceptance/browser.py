"""Chromium without a window, driven over two pipes by its DevTools protocol.

As a program it makes a picture of a page: browser.py PAGE[#ANCHOR] WIDTH HEIGHT FILE
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path


class Browser:
    """A tab that shows files; whatever it asks of the network or complains of is kept."""

    def __init__(self, width, height=844):
        # The browser's helpers may write into it when the browser has ended.
        self.profile = tempfile.TemporaryDirectory(prefix="rawan-", ignore_cleanup_errors=True)
        to_browser, self.requests = os.pipe()
        self.answers, from_browser = os.pipe()
        # The protocol lies at descriptors 3 and 4; a shell puts them there.
        command = (f"exec 3<&{to_browser} 4>&{from_browser}; exec chromium --headless --no-sandbox "
                   f"--disable-gpu --remote-debugging-pipe --user-data-dir={self.profile.name}")
        self.process = subprocess.Popen(["bash", "-c", command], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL,
                                        pass_fds=(to_browser, from_browser))
        os.close(to_browser)
        os.close(from_browser)
        self.stream = os.fdopen(self.answers, "rb")
        self.session, self.number, self.events = None, 0, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target,
                                 flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(domain + ".enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.requests)
        self.process.terminate()
        self.process.wait(timeout=30)
        self.stream.close()
        self.profile.cleanup()

    def receive(self):
        message = b""
        while not message.endswith(b"\0"):
            piece = self.stream.read(1)
            if not piece:
                raise AssertionError("the browser ended")
            message += piece
        return json.loads(message[:-1])

    def call(self, method, **parameters):
        """The result of a call; events that come before it are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.requests, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") != self.number:
                self.events.append(answer)
            elif "error" in answer:
                raise AssertionError(f"{method}: {answer['error']['message']}")
            else:
                return answer["result"]

    def open(self, address):
        self.events = []
        self.call("Page.navigate", url=address)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self.receive())

    def complaints(self):
        """What the page did that it should not: errors, and requests but for itself."""
        found = [event["method"] for event in self.events
                 if event["method"] in ("Runtime.exceptionThrown", "Log.entryAdded",
                                        "Runtime.consoleAPICalled")]
        requests = [event["params"]["request"]["url"] for event in self.events
                    if event["method"] == "Network.requestWillBeSent"]
        return found + requests[1:]

    def value(self, expression):
        """What an expression of JavaScript comes to in the page."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in result:
            raise AssertionError(f"{expression}: {result['exceptionDetails']['text']}")
        return result["result"].get("value")

    def mouse(self, kind, x, y, buttons=0):
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, buttons=buttons,
                  button="left" if kind != "mouseMoved" else "none",
                  clickCount=0 if kind == "mouseMoved" else 1)

    def press(self, key):
        text = {"text": key} if len(key) == 1 else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def picture(self):
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])


def main():
    page, width, height, file = sys.argv[1:]
    path, _, anchor = page.partition("#")
    with Browser(int(width), int(height)) as browser:
        browser.open(Path(path).resolve().as_uri() + (f"#{anchor}" if anchor else ""))
        Path(file).write_bytes(browser.picture())


if __name__ == "__main__":
    main()
