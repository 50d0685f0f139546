"""Styles and project can do nothing but draw: no code, no address, no path, no name."""

import re
import unittest
import xml.etree.ElementTree as ElementTree

from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtCore import qInstallMessageHandler

from release_in_qgis import layer_of, open_project, project_text, query

# The oldest QGIS that is served. A file of a newer one would make it warn; newer ones read it.
VERSION = "3.22.16"

# What a style or project may consist of: anything else is refused, also what QGIS gave up ("prop",
# "edittypes", "annotationform").
ELEMENTS = set(
    """
    Absolute AreaUnits Atlas AtlasMap Automatic BackgroundColor CanvasColorBluePart
    CanvasColorGreenPart CanvasColorRedPart CopyrightLabel DefaultViewExtent DegreeFormat
    DistanceUnits Ellipsoid Enabled Extent Font FontColor FrameColor Grid Gui GuideCollection
    Identifiable Label LabelFont Language Layout LayoutItem Layouts MarginH MarginUnit MarginV
    Measure Measurement Option PageCollection Paths Placement PositionPrecision PreferredSize
    ProjectViewSettings ProjectionsEnabled Rawan Removable ScaleBar Scales Searchable Snapper
    SpatialRefSys Style TitleLabel abstract alias aliases annotation authid autotransaction
    background blendMode brightnesscontrast categories category colorrampshader config
    customproperties data_defined_properties datasource destinationsrs editWidget editable
    evaluateDefaultValues extent featureBlendMode field fieldConfiguration flags homePath
    huesaturation id identifier item labeling language layer layer-tree-group layer-tree-layer
    layerOpacity layername limits links mapTip mapcanvas maplayer minMaxOrigin orderByClause
    orderby parentidentifier pipe placement previewExpression projectCrs projectMetadata
    projectlayers properties provider qgis rampLegendSettings rasterTransparency rasterrenderer
    rasterresampler rastershader renderer-v2 rendering resampling resourceMetadata rotation rule
    rules settings shadow spatialrefsys srs srsid statAccuracy style styleFont styles symbol
    symbols temporal text-buffer text-format text-style title trust type units visibility-preset
    visibility-presets xmax xmin ymax ymin
    """.split()
)

FORBIDDEN = [
    (r"[a-z]+://", "an address"),
    (r"(?<![\w.])/[A-Za-z]\w*/", "an absolute path"),
    (r"\b[A-Za-z]:\\", "a Windows path"),
    (r"\bsaveUser|last_modified_user\"\s*:\s*\"[^\"]", "a user's name"),
    (r"(?i)<\s*(script|html|a|img)\b|javascript:", "HTML"),
    (r"(?i)expressionfunctions|pythonmacros|attributeactions|actionsetting", "code"),
]

# Expressions compare and join columns and the map's scale; they call nothing.
EXPRESSION = re.compile(
    r"""(\s*(CASE|WHEN|THEN|ELSE|END|IS|NOT|NULL|AND|OR|@map_scale|"\w+"|'[\w.,: -]*'|[\d.]+"""
    r"""|\|\||<=|>=|<|>|=))+\s*"""
)


TEXTS = re.compile(r"(?s)<(abstract|Label|title)\b[^>]*>.*?</\1>")


class InertnessTest(unittest.TestCase):
    """Every element, text, source and expression against a list of what is allowed."""

    def texts(self):
        styles = query("SELECT f_table_name, styleQML FROM layer_styles")
        (tables,) = query("SELECT count(*) FROM gpkg_contents WHERE table_name <> 'layer_styles'")
        self.assertEqual((len(styles),), tables)
        return styles + [("project", project_text())]

    def test_only_known_elements_are_used(self):
        for name, text in self.texts():
            used = {element.tag for element in ElementTree.fromstring(text).iter()}
            self.assertLessEqual(used, ELEMENTS, name)

    def test_nothing_forbidden_is_written(self):
        for name, text in self.texts():
            # Names of the owner's data may hold a slash; they stand in texts, not in sources.
            inert = TEXTS.sub("", text)
            for pattern, meaning in FORBIDDEN:
                self.assertIsNone(re.search(pattern, inert), f"{name}: {meaning}")

    def test_sources_are_files_beside_the_project(self):
        root = ElementTree.fromstring(project_text())
        sources = [element.text for element in root.iter("datasource")]
        sources += [element.get("source") for element in root.iter("layer-tree-layer")]
        for source in sources:
            self.assertRegex(source, r"^\./(rawan\.gpkg\|layername=\w+|density\.tif)$")

    def test_expressions_call_no_function(self):
        for name, text in self.texts():
            root = ElementTree.fromstring(text)
            found = [e.get("value") for e in root.iter("Option") if e.get("name") == "expression"]
            found += [e.get("filter") for e in root.iter("rule")]
            found += [e.text for e in root.iter("previewExpression")]
            labels = [e for e in root.iter("text-style") if e.get("isExpression") == "1"]
            found += [e.get("fieldName") for e in labels]
            for expression in found:
                self.assertRegex(expression, rf"^({EXPRESSION.pattern})$", name)

    def test_map_tips_are_empty(self):
        for name, text in self.texts():
            for tip in ElementTree.fromstring(text).iter("mapTip"):
                self.assertFalse(tip.text, name)

    def test_project_names_no_user(self):
        ((metadata,),) = query("SELECT metadata FROM qgis_projects")
        self.assertNotRegex(metadata or "", r'last_modified_user"\s*:\s*"[^"]')
        for (owner,) in query("SELECT owner FROM layer_styles"):
            self.assertFalse(owner)

    def test_everything_is_written_for_the_oldest_version(self):
        for name, text in self.texts():
            self.assertEqual(ElementTree.fromstring(text).get("version"), VERSION, name)

    def complaints(self, action):
        """What QGIS and Qt warn of while something is done."""
        found = []
        log = QgsApplication.messageLog()

        def note(text, tag, level):
            if level in (Qgis.Warning, Qgis.Critical):
                found.append((tag, text))

        log.messageReceived.connect(note)
        qInstallMessageHandler(lambda kind, context, text: found.append((kind, text)))
        try:
            action()
        finally:
            qInstallMessageHandler(None)
            log.messageReceived.disconnect(note)
        return found

    def test_qgis_reads_project_and_styles_without_a_complaint(self):
        def read():
            open_project()
            for (table,) in query("SELECT f_table_name FROM layer_styles"):
                self.assertTrue(layer_of(table)[1], table)

        self.assertEqual(self.complaints(read), [])

    def test_a_complaint_would_be_heard(self):
        def complain():
            QgsApplication.messageLog().logMessage("no such font", "test", Qgis.Warning)

        self.assertEqual(self.complaints(complain), [("test", "no such font")])
