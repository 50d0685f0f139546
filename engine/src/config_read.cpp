#include "config_paths.h"
#include "config_sections.h"
#include "nearest.h"
#include "rawan/engine/config.h"
#include "sentence.h"
#include "settings_text.h"

#include <toml++/toml.h>

#include <algorithm>
#include <tuple>

namespace rawan::engine {
namespace {

/// What is wrong with the file, and where. Line 0: nowhere in particular.
struct Fault {
  std::uint64_t line = 0;
  Complaint complaint;
};

using Line = std::uint64_t;

Line line_of(const toml::source_region& source) {
  return source.begin.line;
}

std::string dotted(std::string_view path, std::string_view name) {
  return path.empty() ? std::string(name) : std::string(path) + "." + std::string(name);
}

/// A list of texts; of anything else: no value.
Scalar texts_of(const toml::array& list) {
  std::vector<std::string> texts;
  for (const toml::node& item : list) {
    const auto* text = item.as_string();
    if (text == nullptr) return {};
    texts.push_back(text->get());
  }
  return texts;
}

Scalar to_scalar(const toml::node& node) {
  if (const auto* flag = node.as_boolean()) return flag->get();
  if (const auto* integer = node.as_integer()) return integer->get();
  if (const auto* real = node.as_floating_point()) return real->get();
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* date = node.as_date()) {
    const toml::date& d = date->get();
    return Day(std::chrono::year(d.year) / std::chrono::month(d.month) / std::chrono::day(d.day));
  }
  if (const auto* list = node.as_array()) return texts_of(*list);
  return {};
}

/// How far a known name is from what was written; another section costs a little.
std::size_t strangeness(std::string_view path, std::string_view name, std::string_view known_path,
                        std::string_view known_name) {
  return 2 * edit_distance(name, known_name) + (path == known_path ? 0 : 1);
}

/// The known key or section, by its full name, that is nearest to `path`.`name`.
std::string nearest_known(std::string_view path, std::string_view name) {
  std::pair<std::size_t, std::string> best{static_cast<std::size_t>(-1), {}};
  const auto consider = [&](std::string_view known_path, std::string_view known_name) {
    const std::size_t far = strangeness(path, name, known_path, known_name);
    if (far < best.first) best = {far, dotted(known_path, known_name)};
  };
  for (const Section& section : config_sections()) {
    const std::size_t dot = section.path.rfind('.');
    const bool nested = dot != std::string_view::npos;
    consider(nested ? section.path.substr(0, dot) : "",
             nested ? section.path.substr(dot + 1) : section.path);
    for (const Entry& entry : section.entries) consider(section.path, entry.name);
  }
  return best.second;
}

/// Fills a configuration from a parsed file and collects everything that is wrong with it.
class Reader {
 public:
  explicit Reader(Config& config) : config_(config) {}

  void read(const toml::table& root) {
    read_children(root, "", nullptr, 0);
    for (const Section& section : config_sections()) {
      const bool absent = section.repeat == Repeat::once && !root.at_path(section.path).is_table();
      if (absent) require(section, nullptr, 0);
    }
    if (faults_.empty()) {
      if (auto complaint = settle(config_)) faults_.push_back({0, std::move(*complaint)});
    }
  }

  /// In the order of the file, what is missing last: a missing key is often a misspelt one.
  std::vector<Fault> faults() && {
    std::ranges::stable_sort(faults_, {}, [](const Fault& fault) {
      const bool missing = fault.line == 0 || fault.complaint.id == "config_missing";
      return std::pair(missing, fault.line);
    });
    return std::move(faults_);
  }

 private:
  void blame(Line line, Complaint complaint, std::string key) {
    complaint.values.emplace_back("key", std::move(key));
    faults_.push_back({line, std::move(complaint)});
  }

  void read_table(const Section& section, std::size_t index, const toml::table& table) {
    read_children(table, section.path, &section, index);
    require(section, &table, line_of(table.source()));
  }

  void read_children(const toml::table& table, std::string_view path, const Section* section,
                     std::size_t index) {
    for (auto&& [key, node] : table) {
      const std::string name = dotted(path, key.str());
      if (const Section* child = find_section(name)) {
        read_section(*child, node);
      } else if (const Entry* entry =
                     section == nullptr ? nullptr : find_entry(*section, key.str())) {
        auto complaint = entry->read(config_, index, to_scalar(node));
        if (complaint) blame(line_of(node.source()), std::move(*complaint), name);
      } else {
        blame(line_of(key.source()),
              {"config_unknown_key", {{"nearest", nearest_known(path, key.str())}}}, name);
      }
    }
  }

  void read_section(const Section& section, const toml::node& node) {
    const std::string path(section.path);
    if (section.repeat == Repeat::many) {
      const toml::array* tables = node.as_array();
      const bool fits = tables != nullptr && tables->is_homogeneous(toml::node_type::table);
      if (!fits) return blame(line_of(node.source()), {"config_not_repeated"}, path);
      for (const toml::node& table : *tables) add_and_read(section, *table.as_table());
      return;
    }
    if (!node.is_table()) return blame(line_of(node.source()), {"config_not_section"}, path);
    if (section.repeat == Repeat::optional) return add_and_read(section, *node.as_table());
    read_table(section, 0, *node.as_table());
  }

  void add_and_read(const Section& section, const toml::table& table) {
    section.add(config_);
    read_table(section, section.count(config_) - 1, table);
  }

  /// Blames each required key the table lacks.
  void require(const Section& section, const toml::table* table, Line line) {
    for (const Entry& entry : section.entries) {
      if (!entry.required || (table != nullptr && table->contains(entry.name))) continue;
      blame(line, {"config_missing"}, dotted(section.path, entry.name));
    }
  }

  Config& config_;
  std::vector<Fault> faults_;
};

[[noreturn]] void fail(const std::filesystem::path& file, const Catalogue& words, Fault fault) {
  io::Place place{file.string()};
  if (fault.line > 0) place.row = fault.line;
  const std::string id = fault.complaint.id;
  throw ConfigError(sentence(words, id, place, std::move(fault.complaint.values)), id);
}

std::string content_of(const std::filesystem::path& file, const Catalogue& words) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) fail(file, words, {0, {"config_not_found"}});
  auto content = settings_text(file);
  if (!content) fail(file, words, {0, {"config_unreadable"}});
  return *std::move(content);
}

toml::table parse(const std::filesystem::path& file, std::optional<Language> language) {
  const Catalogue words(language.value_or(Language::id));
  try {
    return parse_settings(content_of(file, words), file.string());
  } catch (const SettingsExcess& excess) {
    fail(file, words, {excess.line, {excess.id}});
  } catch (const toml::parse_error& error) {
    fail(file, words,
         {line_of(error.source()),
          {"config_syntax", {{"position", std::to_string(error.source().begin.column)}}}});
  }
}

Language language_of(const toml::table& root) {
  return root["project"]["language"].value_or(std::string_view("id")) == "en" ? Language::en
                                                                              : Language::id;
}

void resolve_paths(InputsConfig& inputs, const std::filesystem::path& base) {
  for_each_path(inputs,
                [&](std::string& path) { path = (base / path).lexically_normal().string(); });
}

}  // namespace

Config read_config(const std::filesystem::path& file, std::optional<Language> language) {
  const toml::table root = parse(file, language);
  Config config;
  config.file = file;
  Reader reader(config);
  reader.read(root);
  const auto faults = std::move(reader).faults();
  if (!faults.empty()) {
    fail(file, Catalogue(language.value_or(language_of(root))), faults.front());
  }
  resolve_paths(config.inputs, std::filesystem::absolute(file).parent_path());
  return config;
}

}  // namespace rawan::engine
