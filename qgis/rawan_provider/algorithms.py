"""The algorithms of the toolbox: one command of the program each."""

import os

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingOutputFile,
    QgsProcessingParameterField,
)

from . import program, slots
from .words import word

POINTS = (QgsProcessing.TypeVectorPoint,)
POLYGONS = (QgsProcessing.TypeVectorPolygon,)
RELEASES = ("restricted", "operational", "planning", "public")


class RawanAlgorithm(QgsProcessingAlgorithm):
    """A command, its slots, and the releases it writes."""

    command = ""
    group_key = "analysis"
    slots = ()
    fixed = ()
    releases = ()

    def name(self):
        return self.command

    def displayName(self):
        return word(self.command)

    def shortHelpString(self):
        return word(f"{self.command}.help")

    def groupId(self):
        return self.group_key

    def group(self):
        return word(f"group.{self.group_key}")

    def createInstance(self):
        return type(self)()

    def canExecute(self):
        if program.find_program() is None:
            return False, word("no_program")
        return True, ""

    def initAlgorithm(self, configuration=None):
        for slot in self.slots:
            self.addParameter(slot.make(slot.name, word(slot.label or slot.name)))
        for tier in self.releases:
            self.addOutput(QgsProcessingOutputFile(tier.upper(), word(f"RELEASE.{tier}")))

    def processAlgorithm(self, parameters, context, feedback):
        call = slots.Call(self, parameters, context, feedback)
        arguments = [part for slot in self.slots for part in slot.arguments(call)]
        program.run(self.command, arguments + list(self.fixed), feedback)
        for tier in self.releases:
            map_file = os.path.join(call.results["FOLDER"], tier, "current", "rawan.gpkg")
            if os.path.exists(map_file):
                call.results[tier.upper()] = map_file
        return call.results


class Run(RawanAlgorithm):
    command = "run"
    group_key = "project"
    slots = (slots.project(), slots.folder())
    releases = RELEASES


class Schedule(RawanAlgorithm):
    command = "schedule"
    group_key = "project"
    slots = (slots.project(),
             slots.text("START", "--start"),
             slots.number("DAYS", "--days", least=1, whole=True),
             slots.number("ITERATIONS", "--iterations", least=0, whole=True),
             slots.number("SEED", "--seed", least=0, whole=True),
             slots.folder())
    releases = ("operational",)


class Density(RawanAlgorithm):
    command = "density"
    slots = (slots.layer(kinds=POINTS),
             slots.column("WEIGHT", "--weight"),
             slots.choice("KERNEL", "--kernel", ["quartic", "epanechnikov", "triangular",
                                                 "triweight", "uniform", "gaussian"]),
             slots.text("BANDWIDTH", "--bandwidth", "auto:lcv"),
             slots.choice("EDGE", "--edge", ["jones-diggle", "uniform", "none"]),
             slots.layer("WINDOW", "--window", POLYGONS, optional=True),
             slots.number("CELL", "--cell", unit="m"),
             slots.raster())
    fixed = ("--overwrite",)


class Cluster(RawanAlgorithm):
    command = "cluster"
    slots = (slots.layer(kinds=POINTS),
             slots.choice("METHOD", "--method", ["dbscan", "hdbscan", "st-dbscan"]),
             slots.number("RADIUS", "--radius", unit="m"),
             slots.number("MIN_POINTS", "--min-points", 5, 1, whole=True),
             slots.number("MIN_CLUSTER_SIZE", "--min-cluster-size", least=2, whole=True),
             slots.column("TIME_COLUMN", "--time-column", QgsProcessingParameterField.Any),
             slots.text("TIME", "--time"),
             slots.features(),
             slots.features("OUTLINES", "--outlines", optional=True))
    fixed = ("--overwrite",)


class Local(RawanAlgorithm):
    command = "local"
    slots = (slots.layer(),
             slots.column("VALUE", "--value"),
             slots.column("CASES", "--cases"),
             slots.column("EXPOSURE", "--exposure"),
             slots.choice("STATISTIC", "--statistic", ["gi-star", "gi", "moran", "geary"]),
             slots.text("WEIGHTS", "--weights", "queen"),
             slots.text("PERMUTATIONS", "--permutations", "auto"),
             slots.choice("SIDES", "--sides", ["two", "greater", "less"]),
             slots.choice("CORRECTION", "--correction", ["bh", "by", "none"]),
             slots.number("ALPHA", "--alpha", 0.05),
             slots.number("SEED", "--seed", 1, whole=True),
             slots.features())
    fixed = ("--overwrite",)


class Scan(RawanAlgorithm):
    command = "scan"
    slots = (slots.layer(),
             slots.choice("MODEL", "--model", ["poisson", "bernoulli", "space-time",
                                               "space-time-permutation"]),
             slots.column("CASES", "--cases"),
             slots.column("POPULATION", "--population"),
             slots.choice("SHAPE", "--shape", ["circular", "elliptic", "flexible"]),
             slots.number("MAX_SHARE", "--max-share", 0.5),
             slots.column("TIME", "--time", QgsProcessingParameterField.Any, label="SCAN_TIME"),
             slots.text("PERIOD", "--period"),
             slots.number("REPLICATES", "--replicates", 999, 1, whole=True),
             slots.number("SEED", "--seed", 1, whole=True),
             slots.number("ALPHA", "--alpha", 0.05),
             slots.features(),
             slots.features("CLUSTERS", "--clusters", optional=True))
    fixed = ("--overwrite",)


ALGORITHMS = (Run, Schedule, Density, Cluster, Local, Scan)
