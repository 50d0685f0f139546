#include "parse_coordinate.h"
#include "point_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

namespace rawan::io {
namespace {

using fixture::bad_rows_of;
using fixture::error_of;
using fixture::notes_of;
using fixture::rows_of;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string feature(const std::string& coordinates, const std::string& properties) {
  return R"({"type":"Feature","geometry":{"type":"Point","coordinates":)" + coordinates +
         R"(},"properties":{)" + properties + "}}";
}

std::string collection(const std::string& features, const std::string& more = {}) {
  return R"({"type":"FeatureCollection",)" + more + R"("features":[)" + features + "]}";
}

TextTable read_as(const std::string& name, const std::string& text) {
  const Folder folder;
  return fixture::read(folder.write(name, text));
}

std::string error_in(const std::string& name, const std::string& text) {
  return error_of([&] { read_as(name, text); });
}

std::string error_of_second(const std::string& coordinates) {
  return error_in("t.geojson", collection(feature("[109,1]", R"("desa":"a")") + "," +
                                          feature(coordinates, R"("desa":"b")")));
}

TEST(Json, NamesTheFeatureWhoseNumbersAreNone) {
  for (const char* word : {"NaN", "nan", "Infinity", "-Infinity", "inf", "-nan", "1e999"}) {
    EXPECT_EQ(error_of_second("[109," + std::string(word) + "]"), "not_finite:2") << word;
  }
  EXPECT_EQ(error_of_second("[109,x]"), "damaged:2");
  for (const char* value : {"\"1\"", "null", "true", "{}"}) {
    EXPECT_EQ(error_of_second("[109," + std::string(value) + "]"), "coordinate_type:2") << value;
  }
  EXPECT_EQ(error_of_second("[109,1]"), "");
}

TEST(Json, RefusesKeysTwiceAndDepth) {
  EXPECT_EQ(error_in("t.geojson", collection("", R"("a":1,"a":2,)")), "key_twice");
  const std::string deep = std::string(70, '[') + std::string(70, ']');
  EXPECT_EQ(error_in("t.geojson", collection("", R"("a":)" + deep + ",")), "nesting");
  const auto levels = [](std::size_t n) { return std::string(n, '[') + std::string(n, ']'); };
  const std::string one = feature("[109,1]", R"("desa":"a")");
  EXPECT_EQ(error_in("t.geojson", collection(one, R"("a":)" + levels(63) + ",")), "");
  EXPECT_EQ(error_in("t.geojson", collection(one, R"("a":)" + levels(64) + ",")), "nesting");
}

TEST(Json, RefusesASystemNobodyKnows) {
  const auto named = [](const std::string& name) {
    return collection(feature("[109,1]", R"("desa":"a")"),
                      R"("crs":{"type":"name","properties":{"name":")" + name + R"("}},)");
  };
  EXPECT_EQ(error_in("t.geojson", named("urn:ogc:def:crs:EPSG::4326")), "");
  EXPECT_EQ(error_in("t.geojson", named("urn:ogc:def:crs:EPSG::999999")), "crs_unknown");
  EXPECT_EQ(error_in("t.geojson", named("http://127.0.0.1:9/crs")), "crs_unknown");
  EXPECT_EQ(error_in("t.geojson", named("/etc/hostname")), "crs_unknown");
}

TEST(Json, BlamesNoFeatureForWhatStandsBehindThem) {
  const std::string one = feature("[109,1]", R"("desa":"a")");
  const auto behind = [&](const std::string& member) {
    return R"({"type":"FeatureCollection","features":[)" + one + "]," + member + "}";
  };
  EXPECT_EQ(error_in("t.geojson", behind(R"("crs":{"properties":{"name":"a","name":"b"}})")),
            "key_twice");
  EXPECT_EQ(error_in("t.geojson", behind(R"("x":{"y":{"z":nan}})")), "damaged");
  EXPECT_EQ(error_in("t.geojson", behind(R"("x":[{"geometry":{"coordinates":[null]}}])")), "");
}

TEST(Json, NamesTheLineThatIsNoFeature) {
  const std::string good = feature("[109,1]", R"("desa":"a")") + "\n";
  EXPECT_EQ(read_as("t.geojsonl", good + good).rows(), 2U);
  EXPECT_EQ(error_in("t.geojsonl", good + good.substr(0, 60) + "\n" + good), "damaged:2");
  EXPECT_EQ(error_in("t.geojsonl", good + "{\"a\":1}\n"), "not_geojson:2");
  EXPECT_EQ(error_in("t.geojsonl", good + feature("[1,\"1\"]", "") + "\n"), "coordinate_type:2");
}

TEST(Json, RejectsAnObjectForAValue) {
  const TextTable table = read_as(
      "t.geojson", collection(feature("[109,1]", R"("desa":"a","lokasi":"x")") + "," +
                              feature("[109,1]", R"("desa":"b","lokasi":{"nama":"KENARI"})") + "," +
                              feature("[109,1]", R"("desa":"c","nama":{"x":"KENARI"})")));
  EXPECT_THAT(rows_of(table), ElementsAre("1: a|x", "3: c|"));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("2: nested_value"));
  EXPECT_THAT(std::string(table.cells.bytes()), Not(HasSubstr("KENARI")));
}

TEST(Json, TakesBracesForTextWhereTheyHoldNoObject) {
  const std::string guid = "{6F9619FF-8B86-D011-B42D-00C04FC964FF}";
  const TextTable table =
      read_as("t.geojson", collection(feature("[109,1]", R"("desa":"a","lokasi":")" + guid + "\"") +
                                      "," + feature("[109,1]", R"("desa":"b","lokasi":{})")));
  EXPECT_THAT(rows_of(table), ElementsAre("1: a|" + guid));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("2: nested_value"));
}

TEST(Json, ACollectionOfNothingIsATableOfNothing) {
  const TextTable table = read_as("t.geojson", collection(""));
  EXPECT_EQ(table.rows(), 0U);
  EXPECT_THAT(notes_of(table), Contains("no_rows"));
}

TEST(Features, KeepPointsThatLieNowhere) {
  const TextTable table =
      read_as("t.geojson", collection(feature("[1e300,1]", R"("desa":"a")") + "," +
                                      feature("[109,1]", R"("desa":"b")")));
  EXPECT_THAT(rows_of(table), ElementsAre("1: a", "2: b"));
  EXPECT_EQ(table.geometry.at(0), (GeoPoint{1e300, 1.0}));
}

TEST(Points, AreJudgedLikeCells) {
  EXPECT_EQ(check_point({109.0, 1.0}).point, (GeoPoint{109.0, 1.0}));
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(check_point({nothing, 1.0}).refusal, "not_finite");
  EXPECT_EQ(check_point({109.0, HUGE_VAL}).refusal, "not_finite");
  EXPECT_EQ(check_point({1e300, 1.0}).refusal, "out_of_range");
  EXPECT_EQ(check_point({}).refusal, "null_island");
  EXPECT_EQ(check_point({10.0, 50.0}).refusal, "outside_indonesia");
}

// --- Shapefiles ---------------------------------------------------------------------------------

TEST(Shapefile, NotesTextsThatMayBeCut) {
  const Folder folder;
  const std::string full = write_points(folder, "f.shp", "ESRI Shapefile", 254);
  EXPECT_THAT(notes_of(fixture::read(full)), Contains("possible_truncation lokasi"));
  const std::string shorter = write_points(folder, "s.shp", "ESRI Shapefile", 253);
  EXPECT_THAT(notes_of(fixture::read(shorter)), Not(Contains("possible_truncation lokasi")));
}

// --- KML and GPX --------------------------------------------------------------------------------

std::string kml(const std::string& body) {
  return R"(<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>)" + body +
         "</Document></kml>";
}

std::string mark(const std::string& village, const std::string& shape) {
  return R"(<Placemark><name>KENARI</name><ExtendedData><Data name="nama"><value>KENARI</value>)"
         R"(</Data><SchemaData><SimpleData name="desa">)" +
         village + "</SimpleData></SchemaData></ExtendedData>" + shape + "</Placemark>";
}

std::string point(const std::string& coordinates) {
  return "<Point><coordinates>" + coordinates + "</coordinates></Point>";
}

TEST(Kml, ReadsPlacemarks) {
  const TextTable table =
      read_as("t.kml", kml("<Folder>" + mark("a &amp; b", point(" 109.5,0.8,12 ")) + "</Folder>" +
                           mark("c", "") +
                           "<!-- <Placemark> --><description><![CDATA[<Placemark>]]>"
                           "</description>"));
  EXPECT_THAT(table.headers, ElementsAre("lintang", "bujur", "desa"));
  EXPECT_THAT(rows_of(table), ElementsAre("1: 0.8|109.5|a & b", "2: ||c"));
  EXPECT_EQ(table.independent_count, 2U);
  EXPECT_THAT(std::string(table.cells.bytes()), Not(HasSubstr("KENARI")));
  EXPECT_THAT(notes_of(table), Not(Contains("links_ignored")));
}

TEST(Kml, TellsPointsAsTheyAreWritten) {
  std::string marks;
  for (const char* text : {"nan,1", "109.5 0.8", "109,1 110,1"}) marks += mark("a", point(text));
  marks += mark("b", "<LineString><coordinates>1,1 2,2</coordinates></LineString>");
  EXPECT_THAT(rows_of(read_as("t.kml", kml(marks))),
              ElementsAre("1: 1|nan|a", "2: |109.5 0.8|a", "3: 1 110|109|a", "4: ||b"));
}

/// A Placemark with these elements in its data, and what comes behind them.
std::string mark_with(const std::string& data, const std::string& behind) {
  return "<Placemark><ExtendedData>" + data + "</ExtendedData>" + behind + "</Placemark>";
}

std::string datum(const std::string& name, const std::string& value) {
  return "<Data name=\"" + name + "\"><value>" + value + "</value></Data>";
}

TEST(Kml, BelievesThePointBeforeTheData) {
  const std::string here = datum("lintang", "5") + datum("desa", "a");
  EXPECT_THAT(rows_of(read_as("t.kml", kml(mark_with(here, point("109.5,0.8"))))),
              ElementsAre("1: 0.8|109.5|a"));
  EXPECT_THAT(rows_of(read_as("t.kml", kml("<Placemark>" + point("109.5,0.8") + "<ExtendedData>" +
                                           here + "</ExtendedData></Placemark>"))),
              ElementsAre("1: 0.8|109.5|a"));
  EXPECT_THAT(rows_of(read_as("t.kml", kml(mark_with(here + datum("bujur", "109"), "")))),
              ElementsAre("1: 5|109|a"));
}

TEST(Kml, RejectsAFieldThatIsToldTwice) {
  const TextTable table = read_as(
      "t.kml", kml(mark_with(datum("desa", "a") + datum("desa", "b"), "") +
                   mark_with(datum("desa", "c") + datum("desa", " c "), "") +
                   mark_with(datum("desa", "") + datum("desa", "d"), "") +
                   mark_with(datum("desa", "e") + datum("nama", "1") + datum("nama", "2"), "")));
  EXPECT_THAT(rows_of(table), ElementsAre("2: ||c", "3: ||d", "4: ||e"));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("1: value_twice"));
}

TEST(Kml, RejectsElementsWithinAValue) {
  const TextTable table = read_as("t.kml", kml(mark_with(datum("desa", "a<b>KENARI</b>"), "") +
                                               mark_with(datum("desa", "<b/>a"), "") +
                                               mark_with(datum("desa", "<!-- b -->a"), "")));
  EXPECT_THAT(rows_of(table), ElementsAre("3: ||a"));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("1: nested_value", "2: nested_value"));
}

TEST(Kml, FollowsNoLinkAndKnowsNoEntity) {
  const std::string link =
      "<NetworkLink><Link><href>http://127.0.0.1:9/</href></Link></NetworkLink>";
  EXPECT_THAT(notes_of(read_as("t.kml", kml(mark("a", "") + link))), Contains("links_ignored"));
  std::string bad = kml(mark("&x;", ""));
  bad.insert(bad.find("?>") + 2, "<!DOCTYPE kml [<!ENTITY x \"y\">]>");
  EXPECT_EQ(error_in("t.kml", bad), "damaged");
}

TEST(Kml, RefusesDepthLengthAndEveryTruncation) {
  EXPECT_EQ(error_in("t.kml", kml(std::string(3000, ' ') + "<a><a><a>")), "damaged");
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<a>";
  for (int i = 0; i < 300; ++i) deep += "</a>";
  EXPECT_EQ(error_in("t.kml", kml(mark("a", "") + deep)), "damaged");
  const std::string wide = "<a b=\"" + std::string(20 << 20, 'x') + "\"/>";
  EXPECT_EQ(error_in("t.kml", kml(mark("a", "") + wide)), "damaged");
  const std::string whole = kml(mark("a", point("109,1")));
  for (std::size_t size = 1; size < whole.size(); size += 7) {
    EXPECT_NE(error_in("t.kml", whole.substr(0, size)), "") << size;
  }
}

TEST(Gpx, ReadsWaypoints) {
  const auto waypoint = [](const std::string& lat, const std::string& village) {
    return "<wpt lat=\"" + lat +
           "\" lon=\"109.5\"><time>2026-03-05T13:15:00Z</time>"
           "<name>KENARI</name><extensions><r:data><r:desa>" +
           village + "</r:desa></r:data></extensions></wpt>";
  };
  const TextTable table =
      read_as("t.gpx", R"(<?xml version="1.0"?><gpx xmlns:r="r">)" + waypoint("0.8", "a") +
                           waypoint("abc", "b") + "<rte><rtept lat=\"1\" lon=\"1\"/></rte></gpx>");
  EXPECT_THAT(rows_of(table), ElementsAre("1: 0.8|109.5|a", "2: abc|109.5|b"));
  EXPECT_THAT(table.unknown_headers, Contains("waktu_lapor"));
}

TEST(Gpx, BelievesTheWaypointBeforeItsExtensions) {
  const TextTable table = read_as(
      "t.gpx", R"(<?xml version="1.0"?><gpx><wpt lat="0.8" lon="109.5"><extensions>)"
               "<lintang>5</lintang><lokasi> <desa>a</desa> </lokasi></extensions></wpt></gpx>");
  EXPECT_THAT(rows_of(table), ElementsAre("1: 0.8|109.5||a"));
}

TEST(Archives, AreForPeopleToUnpack) {
  EXPECT_EQ(error_in("t.zip", "PK\x03\x04xxxx"), "archive");
  EXPECT_EQ(error_in("t.kmz", "PK\x03\x04xxxx"), "archive");
  EXPECT_EQ(error_in("t.zip", "desa\na\n"), "content_mismatch");
  EXPECT_EQ(error_in("t.kmz", kml(mark("a", ""))), "content_mismatch");
}

}  // namespace
}  // namespace rawan::io
