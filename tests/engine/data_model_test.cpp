#include "rawan/engine/catalogue.h"
#include "rawan/io/issue.h"
#include "rawan/io/schema.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

namespace rawan::engine {
namespace {

std::string page() {
  const std::ifstream file(RAWAN_SOURCE_DIR "/docs/data_model.md");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The part of the page under "### `table`".
std::string section(const std::string& text, std::string_view table) {
  const std::size_t from = text.find("### `" + std::string(table) + "`");
  if (from == std::string::npos) return {};
  const std::size_t end = std::min(text.find("\n##", from + 1), text.size());
  return text.substr(from, end - from);
}

TEST(DataModel, ListsEveryReasonOnce) {
  const std::string whole = page();
  const std::string text = whole.substr(whole.find("## Reasons"));
  for (const io::Reason& reason : io::all_reasons()) {
    const std::string line = "\n| `" + std::string(reason.code) + "` |";
    const std::size_t first = text.find(line);
    ASSERT_NE(first, std::string::npos) << reason.code;
    EXPECT_EQ(text.find(line, first + 1), std::string::npos) << reason.code;
  }
}

TEST(DataModel, ListsEveryFieldUnderItsTable) {
  const std::string text = page();
  for (const io::TableSchema& schema : io::all_schemas()) {
    const std::string part = section(text, schema.name);
    for (const io::Field& field : schema.fields) {
      EXPECT_NE(part.find("| `" + std::string(field.name) + "` |"), std::string::npos)
          << schema.name << " " << field.name;
    }
  }
}

TEST(Reasons, AreSortedAndExplainedInBothLanguages) {
  EXPECT_TRUE(std::ranges::is_sorted(io::all_reasons(), {}, &io::Reason::code));
  for (const Language language : {Language::id, Language::en}) {
    const Catalogue catalogue(language);
    for (const io::Reason& reason : io::all_reasons()) {
      EXPECT_TRUE(catalogue.has("reason." + std::string(reason.code))) << reason.code;
    }
  }
}

TEST(Fields, AreDescribedInBothLanguages) {
  for (const Language language : {Language::id, Language::en}) {
    const Catalogue catalogue(language);
    for (const io::TableSchema& schema : io::all_schemas()) {
      for (const io::Field& field : schema.fields) {
        const std::string key = "field." + std::string(schema.name) + "." + std::string(field.name);
        EXPECT_TRUE(catalogue.has(key)) << key;
      }
    }
  }
}

}  // namespace
}  // namespace rawan::engine
