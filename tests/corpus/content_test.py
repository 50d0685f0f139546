"""What a file says is all found, and what only begins like an archive is none."""

import io
import tempfile
import unittest
import zipfile
from pathlib import Path

from world import content_of


def archive():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("sheet.xml", b"kata " * 100)
    return packed.getvalue()


class Content(unittest.TestCase):
    def of(self, content):
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory) / "file"
            path.write_bytes(content)
            return content_of(path)

    def test_of_an_archive_is_what_is_packed_in_it(self):
        self.assertEqual(self.of(archive()), b"kata " * 100)

    def test_of_an_archive_cut_short_cannot_be_had(self):
        with self.assertRaises(zipfile.BadZipFile):
            self.of(archive()[:-30])

    def test_of_a_key_that_begins_like_an_archive_is_the_key(self):
        key = b"PK" + bytes(range(30))  # one key in 65,536
        self.assertEqual(self.of(key), key)


if __name__ == "__main__":
    unittest.main()
