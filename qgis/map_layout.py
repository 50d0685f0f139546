"""The finished maps of a release: opens the project inside rawan.gpkg and exports its sheets.

Needs the Python of QGIS 3.22 or newer.
"""

from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayoutExporter,
    QgsProject,
    QgsRectangle,
)

PROJECT_NAME = "peta_rawan"

# Millimeters, the longer side first.
PAPERS = {"A4": (297.0, 210.0), "A3": (420.0, 297.0)}


def open_project(release):
    """The project kept in the GeoPackage of a release directory."""
    project = QgsProject.instance()
    uri = f"geopackage:{Path(release).resolve() / 'rawan.gpkg'}?projectName={PROJECT_NAME}"
    if not project.read(uri):
        raise RuntimeError(f"cannot open the project: {project.error()}")
    return project


def in_degrees(project, extent):
    """An extent of the project's system in WGS 84."""
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    return QgsCoordinateTransform(project.crs(), degrees, project).transformBoundingBox(extent)


def view_in_degrees(project):
    """What the project shows when it opens, in WGS 84."""
    return in_degrees(project, QgsRectangle(project.viewSettings().defaultViewExtent()))


def language_of(project):
    """As the project says it: "IND" or "ENG"."""
    return project.readEntry("Rawan", "/Language", "")[0]


def sheet(project, paper):
    """The print layout for "A4" or "A3"; its name in any language ends with the paper's."""
    layouts = project.layoutManager().printLayouts()
    (found,) = [layout for layout in layouts if layout.name().endswith(paper)]
    return found


def export_png(layout, path, dpi=150):
    image = QgsLayoutExporter(layout).renderPageToImage(0, dpi=dpi)
    if not image.save(str(path), "PNG"):
        raise RuntimeError(f"cannot write {path}")


def export_pdf(layout, path):
    settings = QgsLayoutExporter.PdfExportSettings()
    if QgsLayoutExporter(layout).exportToPdf(str(path), settings) != QgsLayoutExporter.Success:
        raise RuntimeError(f"cannot write {path}")
