#include "config_print.h"

#include "config_paths.h"
#include "config_sections.h"
#include "rawan/algorithms/contract.h"

#include <fmt/format.h>

namespace rawan::engine {
namespace {

/// `path` from the directory of the project file, if it lies below it.
std::string below(const std::string& path, const std::filesystem::path& base) {
  const std::filesystem::path relative = std::filesystem::path(path).lexically_relative(base);
  const bool inside = !relative.empty() && *relative.begin() != "..";
  return inside ? relative.string() : path;
}

/// A configuration that comes from no file keeps its paths.
Config with_relative_paths(Config config) {
  if (config.file.empty()) return config;
  const auto base = std::filesystem::absolute(config.file).parent_path().lexically_normal();
  for_each_path(config.inputs, [&](std::string& path) { path = below(path, base); });
  return config;
}

/// Lines of at most 98 columns behind "# ".
std::string comment(std::string_view text) {
  constexpr std::size_t kWidth = 96;
  std::string result;
  while (!text.empty()) {
    std::size_t end = text.size();
    if (end > kWidth) {
      const std::size_t space = text.rfind(' ', kWidth);
      end = space == std::string_view::npos ? text.size() : space;
    }
    result += fmt::format("# {}\n", text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return result;
}

/// The value a key has if nobody writes it; nothing for keys that must be written.
std::optional<Scalar> default_of(const Section& section, const Entry& entry) {
  if (entry.required) return {};
  Config config;
  if (section.add) section.add(config);
  auto value = entry.write(config, 0);
  if (value && *value == Scalar(std::string())) return {};
  return value;
}

std::string key_comment(const Section& section, const Entry& entry, const Catalogue& words) {
  std::string text = words.text(fmt::format("config.{}.{}", section.words, entry.name));
  if (const auto standard = default_of(section, entry)) {
    text += " " + words.text("config.default", {{"value", to_toml(*standard)}});
  }
  return comment(text);
}

/// Prints sections; with words, as a file for people.
class Printer {
 public:
  Printer(const Config& config, const Catalogue* words) : config_(config), words_(words) {}

  std::string print() {
    for (const Section& section : config_sections()) {
      const std::size_t tables = section.count(config_);
      for (std::size_t i = 0; i < tables; ++i) print_table(section, i);
      if (tables == 0 && words_ != nullptr && section.repeat == Repeat::optional) hint_at(section);
    }
    return std::move(text_);
  }

 private:
  void print_table(const Section& section, std::size_t index) {
    if (!text_.empty()) text_ += "\n";
    if (words_ != nullptr && index == 0) {
      text_ += comment(words_->text(fmt::format("config.{}", section.path)));
    }
    text_ += section.repeat == Repeat::many ? fmt::format("[[{}]]\n", section.path)
                                            : fmt::format("[{}]\n", section.path);
    for (const Entry& entry : section.entries) print_entry(section, entry, index);
  }

  /// What may be added, for people to find. An absent section has no values to show.
  void hint_at(const Section& section) {
    text_ += "\n" + comment(words_->text(fmt::format("config.{}", section.path)));
    text_ += fmt::format("# [{}]\n", section.path);
    for (const Entry& entry : section.entries) {
      if (entry.required) text_ += fmt::format("# {} =\n", entry.name);
    }
  }

  void print_entry(const Section& section, const Entry& entry, std::size_t index) {
    const auto value = entry.write(config_, index);
    if (words_ != nullptr && index == 0) text_ += key_comment(section, entry, *words_);
    if (value) {
      text_ += fmt::format("{} = {}\n", entry.name, to_toml(*value));
    } else if (words_ != nullptr && index == 0) {
      text_ += fmt::format("# {} =\n", entry.name);
    }
  }

  const Config& config_;
  const Catalogue* words_;
  std::string text_;
};

}  // namespace

std::string print_config(const Config& config) {
  const Config printed = with_relative_paths(config);
  return Printer(printed, nullptr).print();
}

std::string print_commented(const Config& config, const Catalogue& words) {
  const Config printed = with_relative_paths(config);
  return fmt::format("{}\n{}", comment(words.text("config.head")),
                     Printer(printed, &words).print());
}

}  // namespace rawan::engine
