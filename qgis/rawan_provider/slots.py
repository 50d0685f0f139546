"""What an algorithm asks for, and how each answer becomes an argument of the program."""

import os
from dataclasses import dataclass, field
from typing import Callable

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
)

FORMATS = ["gpkg", "geojson", "fgb", "shp"]  # What the program reads as well as QGIS does.
ANY = QgsProcessing.TypeVector


@dataclass(frozen=True)
class Slot:
    """`make(name, label)` gives the parameter; `arguments(call)` what it adds to the line."""

    name: str
    make: Callable
    arguments: Callable
    label: str = ""


@dataclass(frozen=True)
class Call:
    """One run of an algorithm: what its parameters are evaluated with, and where its results go.
    A destination is asked for once: asked again, QGIS makes up another temporary file."""

    algorithm: object
    parameters: dict
    context: object
    feedback: object
    results: dict = field(default_factory=dict)


def _option(flag, text):
    """One argument, so that no value can be taken for another option."""
    return [f"{flag}={text}"] if text else []


def _result(call, name, flag, path):
    if not path:
        return []
    call.results[name] = os.path.abspath(path)
    return _option(flag, call.results[name])


def _path_of_layer(call, name):
    """A file the program can read, and the layer in it: the layer's own where it fits, else a
    copy in a temporary file (memory layers, selections)."""
    return call.algorithm.parameterAsCompatibleSourceLayerPathAndLayerName(
        call.parameters, name, call.context, FORMATS, FORMATS[0], call.feedback)


def layer(name="INPUT", flag=None, kinds=(ANY,), optional=False):
    def arguments(call):
        if call.parameters.get(name) in (None, ""):
            return []
        path, table = _path_of_layer(call, name)
        path = os.path.abspath(path)
        if flag:
            return _option(flag, path)
        return [path] + _option("--layer", table)

    return Slot(name, lambda n, label: QgsProcessingParameterFeatureSource(
        n, label, list(kinds), optional=optional), arguments)


def column(name, flag, kind=QgsProcessingParameterField.Numeric, optional=True, label=""):
    def arguments(call):
        found = call.algorithm.parameterAsFields(call.parameters, name, call.context)
        return _option(flag, found[0] if found else "")

    return Slot(name, lambda n, text: QgsProcessingParameterField(
        n, text, parentLayerParameterName="INPUT", type=kind, optional=optional), arguments, label)


def choice(name, flag, options, default=0):
    def arguments(call):
        return _option(flag, options[call.algorithm.parameterAsEnum(
            call.parameters, name, call.context)])

    return Slot(name, lambda n, label: QgsProcessingParameterEnum(
        n, label, options=options, defaultValue=default), arguments)


def text(name, flag, default=None):
    def arguments(call):
        return _option(flag, call.algorithm.parameterAsString(
            call.parameters, name, call.context).strip())

    return Slot(name, lambda n, label: QgsProcessingParameterString(
        n, label, defaultValue=default, optional=True), arguments)


def number(name, flag, default=None, least=0.0, whole=False, unit=""):
    """Without an answer the program's own default holds."""
    kind = QgsProcessingParameterNumber.Integer if whole else QgsProcessingParameterNumber.Double

    def arguments(call):
        if call.parameters.get(name) is None and default is None:
            return []
        read = call.algorithm.parameterAsInt if whole else call.algorithm.parameterAsDouble
        return _option(flag, f"{read(call.parameters, name, call.context)}{unit}")

    return Slot(name, lambda n, label: QgsProcessingParameterNumber(
        n, label, type=kind, defaultValue=default, optional=True, minValue=least), arguments)


def project():
    def arguments(call):
        return [os.path.abspath(call.algorithm.parameterAsFile(
            call.parameters, "PROJECT", call.context))]

    return Slot("PROJECT", lambda n, label: QgsProcessingParameterFile(
        n, label, extension="toml"), arguments)


def _destination(name, flag, parameter):
    def arguments(call):
        path = call.algorithm.parameterAsOutputLayer(call.parameters, name, call.context)
        return _result(call, name, flag, path)

    return Slot(name, parameter, arguments)


def features(name="OUTPUT", flag="--out", optional=False):
    return _destination(name, flag, lambda n, label: QgsProcessingParameterVectorDestination(
        n, label, optional=optional, createByDefault=not optional))


def raster(name="OUTPUT", flag="--out"):
    return _destination(name, flag, lambda n, label: QgsProcessingParameterRasterDestination(
        n, label))


def folder():
    def arguments(call):
        path = call.algorithm.parameterAsString(call.parameters, "FOLDER", call.context)
        return _result(call, "FOLDER", "--out", path)

    return Slot("FOLDER", lambda n, label: QgsProcessingParameterFolderDestination(n, label),
                arguments)
