"""A finished map sheet of a release: opens the project inside rawan.gpkg and lays it out.

Every word on the sheet comes from the project, which has it from the program's catalogue.
Needs the Python of QGIS 3.22 or newer.
"""

from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont

PROJECT_NAME = "peta_rawan"

# The sheet in millimeters: A4 on its side.
SHEET = (297.0, 210.0)
MARGIN = 8.0
SIDE = 66.0
HEAD = 19.0
FOOT = 13.0


def open_project(release):
    """The project kept in the GeoPackage of a release directory."""
    project = QgsProject.instance()
    uri = f"geopackage:{Path(release).resolve() / 'rawan.gpkg'}?projectName={PROJECT_NAME}"
    if not project.read(uri):
        raise RuntimeError(f"cannot open the project: {project.error()}")
    return project


def district(project):
    """The villages' extent in the project's system, with a little room; the view it opens with
    where the release is about nothing as small as a village."""
    villages = project.mapLayer("rawan_table_desa_prioritas")
    if villages is None:
        return QgsRectangle(project.viewSettings().defaultViewExtent())
    to_project = QgsCoordinateTransform(villages.crs(), project.crs(), project)
    extent = to_project.transformBoundingBox(villages.extent())
    extent.scale(1.06)
    return extent


def extent_in_degrees(project):
    """The project's view in WGS 84."""
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    to_degrees = QgsCoordinateTransform(project.crs(), degrees, project)
    return to_degrees.transformBoundingBox(QgsRectangle(project.viewSettings().defaultViewExtent()))


def word(project, name):
    return project.readEntry("Rawan", "/" + name, "")[0]


def place(item, layout, x, y, width, height):
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(x, y, QgsUnitTypes.LayoutMillimeters))
    item.attemptResize(QgsLayoutSize(width, height, QgsUnitTypes.LayoutMillimeters))
    return item


def font(points, bold=False):
    made = QFont()
    made.setPointSizeF(points)
    made.setBold(bold)
    return made


def add_label(layout, text, box, points, bold=False, color="#1A1A1A", align=Qt.AlignLeft):
    label = QgsLayoutItemLabel(layout)
    label.setText(text)
    label.setFont(font(points, bold))
    label.setFontColor(QColor(color))
    label.setHAlign(align)
    label.setVAlign(Qt.AlignVCenter)
    return place(label, layout, *box)


def add_map(layout, project):
    item = QgsLayoutItemMap(layout)
    box = (
        MARGIN,
        MARGIN + HEAD,
        SHEET[0] - 2 * MARGIN - SIDE,
        SHEET[1] - 2 * MARGIN - HEAD - FOOT,
    )
    place(item, layout, *box)
    item.setId("map")
    item.setLayers(
        [node.layer() for node in project.layerTreeRoot().findLayers() if node.isVisible()]
    )
    item.setCrs(project.crs())
    extent = district(project)
    item.setExtent(extent)  # An item without extent cannot be zoomed.
    item.attemptResize(QgsLayoutSize(*box[2:], QgsUnitTypes.LayoutMillimeters))
    item.zoomToExtent(extent)
    item.setBackgroundColor(project.backgroundColor())
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(QColor("#4D4D4D"))
    return item


def hide_tables(root):
    """Leaves what the map draws: a legend explains nothing else."""
    for node in list(root.findLayers()):
        if not node.isVisible():
            node.parent().removeChildNode(node)
    for group in list(root.findGroups()):
        if not group.findLayers():
            root.removeChildNode(group)
        else:
            QgsLegendRenderer.setNodeLegendStyle(group, QgsLegendStyle.Hidden)


def add_legend(layout, project, map_item):
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(map_item)
    legend.setTitle(word(project, "Legend"))
    legend.setAutoUpdateModel(False)
    root = project.layerTreeRoot().clone()
    hide_tables(root)
    legend.model().rootGroup().removeAllChildren()
    for child in root.children():
        legend.model().rootGroup().addChildNode(child.clone())
    legend.setLegendFilterByMapEnabled(True)
    for style, points, bold in (
        (QgsLegendStyle.Title, 10, True),
        (QgsLegendStyle.Subgroup, 7.5, True),
        (QgsLegendStyle.SymbolLabel, 7, False),
    ):
        legend.setStyleFont(style, font(points, bold))
    legend.setStyleMargin(QgsLegendStyle.Subgroup, QgsLegendStyle.Top, 2.2)
    legend.setStyleMargin(QgsLegendStyle.Symbol, QgsLegendStyle.Top, 1.0)
    legend.setSymbolWidth(6)
    legend.setSymbolHeight(3.4)
    legend.setBoxSpace(0)
    legend.setWrapString("\n")
    place(legend, layout, SHEET[0] - MARGIN - SIDE + 4, MARGIN + HEAD, SIDE - 4, 100)
    legend.adjustBoxSize()
    legend.setId("legend")
    return legend


def segment_km(map_item):
    """A round length of about twenty millimeters on the sheet."""
    kilometers = 20.0 * map_item.scale() / 1e6
    return max(step for step in (0.1, 0.5, 1, 2, 5, 10, 20, 50, 100) if step <= max(kilometers, 0.1))


def add_scale_bar(layout, map_item):
    bar = QgsLayoutItemScaleBar(layout)
    bar.setLinkedMap(map_item)
    bar.setStyle("Single Box")
    bar.setUnits(QgsUnitTypes.DistanceKilometers)
    bar.setUnitLabel("km")
    bar.setNumberOfSegments(2)
    bar.setNumberOfSegmentsLeft(0)
    bar.setHeight(1.6)
    bar.setFont(font(7))
    bar.setBackgroundEnabled(False)
    bar.setUnitsPerSegment(segment_km(map_item))
    place(bar, layout, SHEET[0] - MARGIN - SIDE + 4, SHEET[1] - MARGIN - FOOT - 11, 48, 10)
    bar.setId("scale_bar")
    return bar


def add_north(layout, project):
    """An arrow of our own: picture files of other computers may be missing."""
    shape = QgsLayoutItemShape(layout)
    shape.setShapeType(QgsLayoutItemShape.Triangle)
    left, top = SHEET[0] - MARGIN - 9, SHEET[1] - MARGIN - FOOT - 15
    place(shape, layout, left, top + 6, 5, 8)
    shape.setId("north_arrow")
    symbol = shape.symbol()
    symbol.setColor(QColor("#1A1A1A"))
    shape.setSymbol(symbol)
    text = word(project, "North")
    add_label(layout, text, (left - 2.5, top, 10, 6), 10, True, align=Qt.AlignHCenter)


def add_head(layout, project):
    width = SHEET[0] - 2 * MARGIN
    title = add_label(layout, project.title(), (MARGIN, MARGIN - 2, width, 10), 17, True)
    title.setId("title")
    add_label(layout, word(project, "Subtitle"), (MARGIN, MARGIN + 8.5, width, 7), 9.5,
              color="#4D4D4D")
    mark = word(project, "Mark")
    if mark:
        box = (SHEET[0] - MARGIN - 62, MARGIN - 1, 62, 9)
        label = add_label(layout, mark, box, 9.5, True, "#FFFFFF", Qt.AlignHCenter)
        label.setBackgroundEnabled(True)
        label.setBackgroundColor(QColor("#B2182B"))
        label.setId("mark")


def add_notes(layout, project):
    disclaimers = " · ".join(word(project, "Disclaimers").split("\n"))
    text = disclaimers + "\n" + word(project, "Sources")
    box = (MARGIN, SHEET[1] - MARGIN - FOOT + 1, SHEET[0] - 2 * MARGIN, FOOT)
    label = add_label(layout, text, box, 7.5, color="#333333")
    label.setVAlign(Qt.AlignTop)
    label.setId("notes")


def compose(project):
    """A print layout with map, legend, title, scale bar, north arrow and notes."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    map_item = add_map(layout, project)
    add_legend(layout, project, map_item)
    add_scale_bar(layout, map_item)
    add_north(layout, project)
    add_head(layout, project)
    add_notes(layout, project)
    return layout


def export_png(layout, path, dpi=150):
    image = QgsLayoutExporter(layout).renderPageToImage(0, dpi=dpi)
    if not image.save(str(path), "PNG"):
        raise RuntimeError(f"cannot write {path}")
