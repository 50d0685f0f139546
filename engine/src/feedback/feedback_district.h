#pragma once

#include "feedback_program.h"

#include <filesystem>
#include <string>

namespace rawan::engine::feedback {

/// A synthetic district of square villages around one post, as files that `rawan run` reads:
/// boundaries in a GeoPackage, tables as CSV. Removed with the object.
class District {
 public:
  explicit District(const WorldTerms& terms);
  District(const District&) = delete;
  District& operator=(const District&) = delete;
  ~District();

  void add_visit(std::uint32_t area, Day day);
  void add_finding(std::uint32_t area, Day day);
  /// A dialogue and its marks. Effort is told by a woman who consents to nothing else, so that a
  /// dialogue in which nobody tells anything counts too.
  void add_dialogue(std::uint32_t area, Day day, std::uint64_t marks);

  /// The project as it is before the week that begins on a day; its tables are written.
  Config project(Day start) const;
  const std::filesystem::path& folder() const { return folder_; }

 private:
  struct Row {
    const char* kind;
    const char* consent = "agregat";
    std::string dialogue = {};
    std::string place = {};  ///< Latitude and longitude.
  };

  void add_report(std::uint32_t area, Day day, const Row& row);
  std::string path(const char* name) const { return (folder_ / name).string(); }

  std::filesystem::path folder_;
  std::size_t areas_;
  std::uint32_t people_ = 0;
  std::uint32_t visits_ = 0;
  std::string reports_;
  std::string log_;
};

}  // namespace rawan::engine::feedback
