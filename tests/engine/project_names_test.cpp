#include "rawan/engine/config.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <gtest/gtest.h>

#include <string>

namespace rawan::engine {
namespace {

/// The id of the error for a project of that name and organization.
std::string error_for(const std::string& name, const std::string& organization) {
  const rawan::testing::TempDir directory;
  const auto file = directory.path() / "project.toml";
  rawan::testing::write_file(file, "[project]\nname = \"" + name + "\"\norganization = \"" +
                                       organization +
                                       "\"\n[period]\nfrom = 2026-01-01\nto = 2026-02-01\n"
                                       "[inputs.villages]\npath = \"x\"\n");
  try {
    read_config(file);
  } catch (const ConfigError& error) {
    return error.id();
  }
  return {};
}

TEST(ProjectNames, HaveAtMost200Letters) {
  const std::string longest(200, 'x');
  std::string accented;
  for (int i = 0; i < 200; ++i) accented += "\xC3\xA9";
  EXPECT_EQ(error_for(longest, accented), "");
  EXPECT_EQ(error_for(longest + "x", ""), "config_text_long");
  EXPECT_EQ(error_for("x", accented + "x"), "config_text_long");
}

}  // namespace
}  // namespace rawan::engine
