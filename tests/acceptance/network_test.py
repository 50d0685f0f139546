"""Nothing asks the network, whatever a file says: seen in a network of its own, where every
packet is heard. Either fence suffices alone: the settings of the libraries, the filter of the
system."""

import array
import fcntl
import importlib
import os
import socket
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ISLAND = "RAWAN_ISLAND"
if __name__ == "__main__" and ISLAND not in os.environ:
    os.environ[ISLAND] = "yes"
    os.execvp("unshare", ["unshare", "-rn", sys.executable, *sys.argv])

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))
from cases import CASES  # noqa: E402
from world import World, outcome_of  # noqa: E402

for name in ("access_cases", "crs_cases", "json_cases", "shapefile_cases", "xml_cases"):
    importlib.import_module(name)

# Inputs that name the network: links to systems, .prj, names of files, schemas, variables.
ASKING = ("S02", "C12", "E05", "F02", "F03", "G10", "G11")

# A library that asks for a page when the program has made its settings, as a driver could that
# nobody knew of. With SETTINGS=off it takes away one of them: whom GDAL asks for pages.
GOSSIP = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

void *CPLHTTPFetch(const char *, char **);

static int is_off(void) {
  const char *settings = getenv("SETTINGS");
  return settings && strcmp(settings, "off") == 0;
}

void CPLHTTPSetFetchCallback(void *callback, void *data) {
  void (*real)(void *, void *) = (void (*)(void *, void *))dlsym(RTLD_NEXT, __func__);
  if (!is_off()) real(callback, data);
}

void OSRSetPROJEnableNetwork(int enabled) {
  void (*real)(int) = (void (*)(int))dlsym(RTLD_NEXT, __func__);
  real(enabled);
  char *options[] = {"CONNECTTIMEOUT=1", 0};  // Nobody ever answers.
  CPLHTTPFetch("http://198.51.100.7/", options);
}
"""

SET_FLAGS = 0x8914  # SIOCSIFFLAGS
ADD_ROUTE = 0x890B  # SIOCADDRT
UP = 1


def open_island():
    """The loopback device of this network is up, and the way to every address."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, SET_FLAGS, struct.pack("16sh14x", b"lo", UP))
        device = array.array("b", b"lo\0")
        anywhere = struct.pack("H14x", socket.AF_INET)
        fcntl.ioctl(control, ADD_ROUTE, struct.pack(
            "L16s16s16sHhLPhPLLH", 0, anywhere, anywhere, anywhere, UP, 0, 0, 0, 0,
            device.buffer_info()[0], 0, 0, 0))


class Ear:
    """Hears every packet of this network."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.ntohs(3))
        self.socket.bind(("lo", 0))
        self.socket.setblocking(False)

    def heard(self):
        """How many packets there were since last asked."""
        count = 0
        while True:
            try:
                self.socket.recv(65536)
            except BlockingIOError:
                return count
            count += 1


class Network(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        open_island()
        cls.ear = Ear()

    @classmethod
    def tearDownClass(cls):
        cls.ear.socket.close()

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.dir = Path(directory.name)
        self.ear.heard()

    def packets_of(self, case, number, **changes):
        """What is heard while the program reads the input of a case."""
        place = self.dir / str(number)
        (place / "in").mkdir(parents=True)
        world = World(place / "in")
        case(world)
        for name, value in changes.items():
            setattr(world, name, value)
        found = outcome_of(world, place / "watched")
        world.close()
        self.assertIn(found.exit, (0, 3), found.message)
        return self.ear.heard()

    def release_of(self, number, environment):
        """By its hash: a whole run over villages on another datum."""
        def batavia(world):
            CASES["G07"](world)
            world.analyze()
        heard = self.packets_of(batavia, number, environment=environment)
        self.assertEqual(heard, 0)
        current = self.dir / str(number) / "watched" / "out" / "restricted" / "current"
        return os.readlink(current).split("-")[1]

    def gossip(self, number, settings, **fence):
        library = self.dir / "gossip.so"
        source = self.dir / "gossip.c"
        source.write_text(GOSSIP, encoding="utf-8")
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source], check=True)
        return self.packets_of(lambda world: None, number, environment={
            "LD_PRELOAD": str(library), "SETTINGS": settings}, **fence)

    def test_is_asked_by_no_input(self):
        names = sorted(name for name in CASES if name.startswith(ASKING))
        self.assertEqual(len(names), 22)
        heard = {name: self.packets_of(CASES[name], name) for name in names}
        self.assertEqual({name: count for name, count in heard.items() if count}, {})

    def test_is_asked_for_no_grid(self):
        """Places are the same to the bit where PROJ is told to ask the network, or to look for its
        data where there is none; a program that listens to that finds no system at all."""
        elsewhere = {"PROJ_NETWORK": "ON", "PROJ_NETWORK_ENDPOINT": "http://198.51.100.7",
                     "PROJ_DATA": str(self.dir), "PROJ_LIB": str(self.dir)}
        self.assertEqual(self.release_of(1, {}), self.release_of(2, elsewhere))
        ask = "from osgeo import osr; print(osr.SpatialReference().ImportFromEPSG(4211))"
        said = subprocess.run([sys.executable, "-c", ask], env=os.environ | elsewhere, check=False,
                              capture_output=True, text=True).stdout
        self.assertNotEqual(said.strip(), "0")

    def test_would_be_heard(self):
        connect = "import socket; socket.create_connection(('198.51.100.7', 80), 0.2)"
        subprocess.run([sys.executable, "-c", connect], check=False, stderr=subprocess.DEVNULL)
        self.assertGreater(self.ear.heard(), 0)

    def test_is_closed_by_the_settings_and_by_the_filter(self):
        """Each is taken away in turn, and both: then the library is heard."""
        self.assertEqual(self.gossip(1, "on"), 0)
        self.assertEqual(self.gossip(2, "off", fence=()), 0)
        self.assertGreater(self.gossip(3, "off"), 0)


if __name__ == "__main__":
    unittest.main()
