#include "xml_template.h"

#include "rawan/algorithms/contract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rawan::engine {
namespace {

TEST(XmlTemplate, EscapesEverythingThatXmlReads) {
  EXPECT_EQ(escape_xml("Saba'u <\"a\" & b>"), "Saba&apos;u &lt;&quot;a&quot; &amp; b&gt;");
}

TEST(XmlTemplate, KeepsLineBreaksAndDropsForbiddenCharacters) {
  EXPECT_EQ(escape_xml(std::string_view("a\nb\tc\x01\0d", 8)), "a&#10;b\tcd");
}

TEST(XmlTemplate, KeepsLettersBeyondAscii) {
  EXPECT_EQ(escape_xml("18.00–21.00"), "18.00–21.00");
}

TEST(XmlTemplate, FillsEscapedAndRawPlaceholders) {
  EXPECT_EQ(fill_template("<a>{{x}}</a>{{!y}}", {{"x", "1<2"}, {"y", "<b/>"}}),
            "<a>1&lt;2</a><b/>");
}

TEST(XmlTemplate, DoesNotSearchValuesForPlaceholders) {
  EXPECT_EQ(fill_template("{{x}}", {{"x", "{{y}}"}}), "{{y}}");
}

TEST(XmlTemplate, RefusesAPlaceholderWithoutValueOrEnd) {
  EXPECT_THROW(fill_template("{{z}}", TemplateValues{{"x", ""}}), ContractViolation);
  EXPECT_THROW(fill_template("{{x", TemplateValues{{"x", ""}}), ContractViolation);
}

std::string numbered(std::string_view block, std::size_t i) {
  return std::to_string(i) + std::string(block);
}

TEST(XmlTemplate, RepeatsEachBlockAndTakesItsMarksAway) {
  const char* text = "a\n  {{#s}}\n  x\n  {{/s}}\nb\n{{#s}}y{{/s}}\n";
  EXPECT_EQ(repeat_blocks(text, "s", 2, numbered), "a\n0  x\n1  x\nb\n0y1y");
  EXPECT_EQ(repeat_blocks(text, "s", 0, numbered), "a\nb\n");
}

TEST(XmlTemplate, RefusesABlockWithoutEnd) {
  EXPECT_THROW(repeat_blocks("{{#s}}", "s", 1, numbered), ContractViolation);
}

}  // namespace
}  // namespace rawan::engine
