"""The ISO 19139 metadata of every layer, in the GeoPackage and beside it.

No schema of ISO 19139 comes with Debian: structure and order of what must be there are held to
the tables below, taken from ISO 19115:2003 (annex B) and ISO/TS 19139:2007.
"""

import copy
import hashlib
import json
import os
import re
import tomllib
import unittest
import xml.etree.ElementTree as ElementTree

from osgeo import gdal

from release_in_qgis import RELEASE, ROOT, catalogue, query

gdal.UseExceptions()

NAMES = {"gmd": "http://www.isotc211.org/2005/gmd", "gco": "http://www.isotc211.org/2005/gco",
         "gml": "http://www.opengis.net/gml/3.2"}
CLASSES = {"restricted": "secret", "operational": "restricted", "planning": "restricted",
           "public": "unclassified"}

# Elements in the order the standard gives them; all of these must be there.
ORDER = {
    ".": """fileIdentifier language characterSet hierarchyLevel contact dateStamp
        metadataStandardName metadataStandardVersion referenceSystemInfo identificationInfo
        distributionInfo dataQualityInfo""",
    ".//gmd:MD_DataIdentification": """citation abstract purpose pointOfContact
        resourceMaintenance descriptiveKeywords descriptiveKeywords resourceConstraints
        resourceConstraints spatialRepresentationType spatialResolution language characterSet
        topicCategory topicCategory extent""",
    ".//gmd:MD_LegalConstraints": "useLimitation useConstraints otherConstraints",
    ".//gmd:MD_SecurityConstraints": "useLimitation classification userNote",
    ".//gmd:EX_GeographicBoundingBox": """westBoundLongitude eastBoundLongitude
        southBoundLatitude northBoundLatitude""",
    ".//gmd:EX_Extent": "geographicElement temporalElement",
    ".//gmd:DQ_DataQuality": "scope lineage",
    ".//gmd:CI_ResponsibleParty": "organisationName role",
    ".//gmd:MD_DataIdentification/gmd:citation/gmd:CI_Citation": "title alternateTitle date",
}


def faults(root):
    """What is not as the standard wants it."""
    found = []
    for path, wanted in ORDER.items():
        for element in [root] if path == "." else root.findall(path, NAMES) or [None]:
            children = [] if element is None else [
                child.tag.split("}")[1] for child in element]
            if children != wanted.split():
                found.append(f"{path}: {children}")
    for element in root.iter():
        empty = not list(element) and not (element.text or "").strip()
        if empty and f"{{{NAMES['gco']}}}nilReason" not in element.attrib:
            found.append(f"empty: {element.tag}")
        code = element.get("codeListValue")
        if code is not None and element.text != code:
            found.append(f"code: {element.tag}")
    return found


def told(root, path):
    return " ".join(root.find(path, NAMES).itertext()).strip()


class MetadataTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.manifest = json.loads((RELEASE / "manifest.json").read_text(encoding="utf-8"))
        cls.tier = cls.manifest["tier"]
        cls.texts = dict(query(
            "SELECT table_name, metadata FROM gpkg_metadata JOIN gpkg_metadata_reference"
            " ON md_file_id = id WHERE reference_scope = 'table' AND mime_type = 'text/xml'"
            " AND md_standard_uri = 'http://www.isotc211.org/2005/gmd'"))
        cls.files = {path.stem: path.read_text(encoding="utf-8")
                     for path in (RELEASE / "metadata").iterdir()}
        cls.roots = {name: ElementTree.fromstring(text) for name, text in cls.files.items()}
        cls.words = catalogue("IND")

    def test_every_layer_has_its_own_in_the_file_and_beside_it(self):
        tables = {name for (name,) in query(
            "SELECT table_name FROM gpkg_contents WHERE table_name <> 'layer_styles'")}
        self.assertEqual(set(self.texts), tables)
        rasters = {path.stem for path in RELEASE.glob("*.tif")}
        self.assertEqual(set(self.files), tables | rasters)
        for name, text in self.texts.items():
            self.assertEqual(text, self.files[name])

    def test_it_is_built_as_the_standard_wants(self):
        for name, root in self.roots.items():
            self.assertEqual(root.tag, f"{{{NAMES['gmd']}}}MD_Metadata")
            self.assertEqual(faults(root), [], name)

    def test_a_missing_or_empty_or_moved_element_would_be_seen(self):
        whole = self.roots["metadata"]
        for path in (".", ".//gmd:MD_DataIdentification", ".//gmd:DQ_DataQuality"):
            spoilt = copy.deepcopy(whole)
            part = spoilt if path == "." else spoilt.find(path, NAMES)
            part.remove(part[0])
            self.assertNotEqual(faults(spoilt), [], path)
        spoilt = copy.deepcopy(whole)
        spoilt[:] = reversed(spoilt[:])
        self.assertNotEqual(faults(spoilt), [])
        spoilt = copy.deepcopy(whole)
        spoilt.find(".//gmd:abstract/gco:CharacterString", NAMES).text = " "
        self.assertNotEqual(faults(spoilt), [])

    def test_it_tells_title_period_and_class(self):
        titles = dict(query("SELECT table_name, identifier FROM gpkg_contents"))
        for name, root in self.roots.items():
            if name in titles:
                self.assertEqual(told(root, ".//gmd:citation//gmd:title"), titles[name])
            self.assertRegex(told(root, ".//gml:beginPosition"), r"^\d{4}-\d\d-\d\d$")
            self.assertLess(told(root, ".//gml:beginPosition"), told(root, ".//gml:endPosition"))
            self.assertEqual(told(root, ".//gmd:classification"), CLASSES[self.tier])
            self.assertIn(self.words["security." + self.tier], told(root, ".//gmd:userNote"))
            self.assertIn(self.words["mark.synthetic"],
                          told(root, ".//gmd:MD_LegalConstraints/gmd:useLimitation"))
            self.assertEqual(told(root, "gmd:language"), "ind")
        identifiers = [told(root, "gmd:fileIdentifier") for root in self.roots.values()]
        self.assertEqual(len(set(identifiers)), len(identifiers))

    def test_its_box_is_the_one_the_file_declares(self):
        declared = query("SELECT table_name, min_x, max_x, min_y, max_y FROM gpkg_contents"
                         " WHERE min_x IS NOT NULL AND data_type = 'features'")
        self.assertTrue(declared)
        for name, *sides in declared:
            box = self.roots[name].find(".//gmd:EX_GeographicBoundingBox", NAMES)
            for found, wanted in zip(box, sides):
                self.assertAlmostEqual(float("".join(found.itertext())), wanted, places=5)

    def test_it_states_how_much_is_disclosed(self):
        policy = tomllib.loads((ROOT / "data/policies/baku.toml").read_text(encoding="utf-8"))
        for name, root in self.roots.items():
            text = told(root, ".//gmd:MD_SecurityConstraints/gmd:useLimitation")
            self.assertIn(self.manifest["disclosure"]["policy"], text, name)
            if self.tier != "restricted":
                least = policy[self.tier]["unit"]["min_reporters"]
                self.assertRegex(text, rf"\b{least}\b", name)

    def test_the_share_suppressed_is_that_of_the_release(self):
        counts = self.manifest["counts"]
        text = told(self.roots["metadata"], ".//gmd:MD_SecurityConstraints/gmd:useLimitation")
        found = re.search(r"([\d,]+) %", text)
        if self.tier == "operational":
            self.assertIsNone(found, "one report would change it")
            return
        share = float(found[1].replace(",", "."))
        if self.tier == "planning":
            masked = counts["masked_primary"] + counts["masked_complementary"]
            ((villages,),) = query("SELECT count(*) FROM desa_periode")
            ((districts,),) = query("SELECT count(*) FROM kecamatan_periode")
            self.assertAlmostEqual(share, 100 * masked / (villages + districts), 1)
        else:
            self.assertEqual(share, 0.0)

    def test_lineage_comes_from_the_manifest_and_tells_no_more_than_it(self):
        for name, root in self.roots.items():
            text = told(root, ".//gmd:statement")
            self.assertIn(self.manifest["version"], text, name)
            self.assertIn(self.manifest["disclosure"]["policy_sha256"], text, name)
            self.assertIn(f"EPSG:{self.manifest['crs']['code']}", text, name)
            parameters = self.manifest.get("parameters") or ""
            digest = hashlib.sha256(parameters.encode()).hexdigest()
            quality = self.words["iso.quality"].split(":")[0]
            for told_here in (digest, quality):
                self.assertEqual(told_here in text, self.tier == "restricted", name)

    def test_gdal_reads_it_back(self):
        source = gdal.OpenEx(str(RELEASE / "rawan.gpkg"))
        for name, text in self.texts.items():
            layer = source.GetLayerByName(name)
            found = [value for domain in layer.GetMetadataDomainList() or []
                     for value in (layer.GetMetadata_List(domain) or [])]
            self.assertTrue(any("MD_Metadata" in value for value in found), (name, found[:2]))
            self.assertIn(os.path.basename(name), text)
