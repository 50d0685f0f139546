#pragma once

#include "config_value.h"
#include "rawan/engine/config.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::engine {

/// One key of the project file: its name and how it meets the configuration. `index` counts the
/// tables of a repeated section.
struct Entry {
  std::string_view name;
  bool required = false;
  std::function<std::optional<Complaint>(Config&, std::size_t index, const Scalar&)> read;
  /// Nothing where there is no value: the key is then not printed.
  std::function<std::optional<Scalar>(const Config&, std::size_t index)> write;
};

enum class Repeat : std::uint8_t { once, optional, many };

/// One table of the project file: the only place that knows its keys. Reading, printing, the
/// search for the nearest key and the comments of a new project file all go through it.
struct Section {
  std::string_view path;   ///< "inputs.villages".
  std::string_view words;  ///< Family of its comments: "config.<words>.<key>".
  Repeat repeat = Repeat::once;
  std::vector<Entry> entries;
  std::function<std::size_t(const Config&)> count;  ///< Tables the configuration has.
  std::function<void(Config&)> add;                 ///< Begins another table.
};

/// All sections in the order they are printed.
const std::vector<Section>& config_sections();

const Section* find_section(std::string_view path);
const Entry* find_entry(const Section& section, std::string_view name);

/// The sections under [inputs], which are about files.
std::vector<Section> input_sections();
/// The sections that hold choices.
std::vector<Section> choice_sections();
/// Of these, the ones about patrols.
std::vector<Section> patrol_sections();

/// What the rows of the table cannot say about one key alone. Also fills in what follows from
/// other keys.
std::optional<Complaint> settle(Config& config);
std::optional<Complaint> settle_patrol(PatrolConfig& patrol, Day period_end);

}  // namespace rawan::engine
