#!/usr/bin/env python3
"""The notebooks run from the first cell to the last, whose checks can fail, and are kept without
what a run leaves in them."""

import json
import os
import sys
import tempfile
import unittest
from pathlib import Path

import nbformat
from nbconvert.preprocessors import ExecutePreprocessor

SOURCE = Path(os.environ["RAWAN_SOURCE_DIR"]).resolve()
NOTEBOOK = SOURCE / "notebooks" / f"{sys.argv.pop(1)}.ipynb"


class Notebook(unittest.TestCase):
    def test_is_kept_without_outputs(self):
        kept = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
        for cell in kept["cells"]:
            self.assertEqual(cell["metadata"], {})
            self.assertFalse(cell.get("outputs"), cell["id"])
            self.assertIsNone(cell.get("execution_count"), cell["id"])
        self.assertLessEqual(kept["metadata"].keys(), {"kernelspec", "language_info"})

    def test_runs_to_the_end_and_draws(self):
        notebook = nbformat.read(NOTEBOOK, 4)
        with tempfile.TemporaryDirectory() as folder:
            os.environ["TMPDIR"] = folder
            os.environ["IPYTHONDIR"] = os.path.join(folder, "ipython")
            ExecutePreprocessor(timeout=240, kernel_name="python3").preprocess(
                notebook, {"metadata": {"path": folder}})
        pictures = [output for cell in notebook.cells for output in cell.get("outputs", [])
                    if "image/png" in output.get("data", {})]
        self.assertGreaterEqual(len(pictures), 2)


if __name__ == "__main__":
    unittest.main()
