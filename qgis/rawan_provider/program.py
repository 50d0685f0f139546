"""Finds the program and runs it: progress, messages, cancelling. Never through a shell."""

import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading

from processing.core.ProcessingConfig import ProcessingConfig
from qgis.core import QgsProcessingException

from .words import language, word

SETTING = "RAWAN_PROGRAM"

# What the program paints on a terminal: it erases its line before it writes a new one.
_ERASE = re.compile(r"\x1b\[K")
# A message of failure has a code ("E3 ...") in the same place.
_PROGRESS = re.compile(r"^rawan: (?!E\d+ )(?P<stage>.*?)(?: \((?P<percent>\d+) %\))?$")


def find_program():
    """The setting of Processing, else the environment, else the PATH; None without any."""
    for named in (ProcessingConfig.getSetting(SETTING), os.environ.get("RAWAN_PROGRAM")):
        if named:
            return named if os.access(named, os.X_OK) and os.path.isfile(named) else None
    return shutil.which("rawan")


def run(command, arguments, feedback):
    """Runs `rawan command arguments...` to its end.

    Stages and percents go to the feedback while it runs, its report when it is done.
    Raises QgsProcessingException where it fails or is canceled.
    """
    program = find_program()
    if program is None:
        raise QgsProcessingException(word("no_program"))
    line = [program, command, *arguments, "--lang", language()]
    feedback.pushCommandInfo(subprocess.list2cmdline(line))
    reader, writer = _screen()
    # In a group of its own, an interrupt meant for QGIS does not end it, and ours only ends it.
    process = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=writer, shell=False, **_own_group())
    os.close(writer)
    report = _follow(process, reader, feedback)
    _finish(process, report, feedback)


def _own_group():
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _screen():
    """Two ends of what the program takes for a terminal: there it tells how far it is. Where a
    system has none, a pipe, through which it tells the stages alone."""
    if hasattr(os, "openpty"):
        return os.openpty()
    return os.pipe()


def _pass_on(descriptor, name, lines):
    """Puts each piece of a stream between line ends into the queue, then None."""
    rest = ""
    while True:
        try:
            data = os.read(descriptor, 65536)
        except OSError:  # The end of a terminal.
            data = b""
        if not data:
            break
        *whole, rest = re.split(r"[\r\n]", rest + data.decode("utf-8", "replace"))
        for text in whole:
            lines.put((name, text))
    lines.put((name, rest))
    lines.put((name, None))


def _follow(process, screen, feedback):
    """Reads both streams until they end; the lines of the report and of errors."""
    lines = queue.Queue()
    for descriptor, name in ((screen, "screen"), (process.stdout.fileno(), "report")):
        threading.Thread(target=_pass_on, args=(descriptor, name, lines), daemon=True).start()
    found = {"screen": [], "report": []}
    open_streams, stopped = 2, False
    while open_streams:
        if feedback.isCanceled() and not stopped:
            _stop(process)  # Once: a second interrupt would end it before it has tidied up.
            stopped = True
        try:
            name, text = lines.get(timeout=0.2)
        except queue.Empty:
            continue
        if text is None:
            open_streams -= 1
        elif name == "report" or not _tell_progress(text, feedback):
            found[name].append(_ERASE.sub("", text).rstrip())
    os.close(screen)
    return found


def _tell_progress(text, feedback):
    """Whether a line was progress and nothing else."""
    found = _PROGRESS.match(_ERASE.sub("", text).strip())
    if found is None:
        return False
    feedback.setProgressText(found["stage"])
    if found["percent"]:
        feedback.setProgress(int(found["percent"]))
    return True


def _stop(process):
    if process.poll() is None:
        process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGINT)


def _finish(process, found, feedback):
    process.stdout.close()
    code = process.wait()
    if feedback.isCanceled():
        raise QgsProcessingException(word("canceled"))
    messages = [text for text in found["screen"] if text]
    if code != 0:
        raise QgsProcessingException("\n".join(messages) or f"rawan: {code}")
    for text in messages:
        feedback.pushWarning(text)
    for text in found["report"]:
        if text:
            feedback.pushInfo(text)
    feedback.setProgress(100)
