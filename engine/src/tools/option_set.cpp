#include "tools/option_set.h"

#include "rawan/engine/config_error.h"
#include "sentence.h"
#include "tools/values.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace rawan::engine {
namespace {

/// "-o,--out" is "out", "--row-standardize" is "row_standardize".
std::string plain_name(const std::string& flags) {
  std::string name = flags.substr(flags.find("--") + 2);
  std::ranges::replace(name, '-', '_');
  return name;
}

std::vector<std::string> given(const std::vector<const std::string*>& targets) {
  std::vector<std::string> values;
  for (const std::string* target : targets) {
    if (!target->empty()) values.push_back(*target);
  }
  return values;
}

std::string long_flag(const std::string& flags) {
  return flags.substr(flags.find("--"));
}

}  // namespace

OptionSet::OptionSet(CLI::App& app, const Catalogue& words, std::string command)
    : app_(app), words_(words), command_(std::move(command)) {}

std::string OptionSet::described(const std::string& name) const {
  const std::string own = "help." + command_ + "." + plain_name(name);
  return words_.text(words_.has(own) ? own : "help.option." + plain_name(name));
}

OptionSet& OptionSet::argument(const std::string& mark, std::string& target) {
  const std::string own = "help." + command_ + "." + mark;
  last_ = app_.add_option(words_.text("help.mark." + mark), target,
                          words_.text(words_.has(own) ? own : "help.option." + mark))
              ->required()
              ->type_name("");
  sources_.push_back(&target);
  return *this;
}

OptionSet& OptionSet::flag(const std::string& name, bool& target) {
  last_ = app_.add_flag(name, target, described(name));
  return *this;
}

OptionSet& OptionSet::value(const std::string& name, const std::string& mark,
                            const std::string& code, std::function<bool(const std::string&)> read) {
  const auto take = [this, name, code, read = std::move(read)](const std::string& written) {
    if (read(written)) return;
    throw ConfigError(sentence(words_, code, {}, {{"argument", long_flag(name)}}), code);
  };
  last_ = app_.add_option_function<std::string>(name, take, described(name))->type_name(mark);
  return *this;
}

OptionSet& OptionSet::text(const std::string& name, std::string& target, const std::string& mark) {
  return value(name, words_.text("help.mark." + mark), "usage_value", [&target](const auto& text) {
    target = text;
    return !text.empty();
  });
}

OptionSet& OptionSet::source(const std::string& name, std::string& target) {
  sources_.push_back(&target);
  return text(name, target, "file");
}

OptionSet& OptionSet::result(const std::string& name, std::string& target) {
  results_.push_back(&target);
  return text(name, target, "file");
}

OptionSet& OptionSet::choice(const std::string& name, std::string& target,
                             const std::vector<std::string>& words) {
  const std::string list = fmt::format("{}", fmt::join(words, "|"));
  return value(name, list, "usage_choice", [&target, words](const std::string& text) {
    target = text;
    return std::ranges::find(words, text) != words.end();
  });
}

OptionSet& OptionSet::count(const std::string& name, std::uint32_t& target, std::uint32_t lowest,
                            std::uint32_t highest) {
  return value(name, "N", "usage_number", [&target, lowest, highest](const std::string& text) {
    const auto number = parse_whole_number(text);
    if (!number || *number < lowest || *number > highest) return false;
    target = static_cast<std::uint32_t>(*number);
    return true;
  });
}

OptionSet& OptionSet::seed(std::uint64_t& target) {
  return value("--seed", "N", "usage_number", [&target](const std::string& text) {
    const auto number = parse_whole_number(text);
    if (number) target = *number;
    return number.has_value();
  });
}

OptionSet& OptionSet::number(const std::string& name, double& target, double lowest,
                             double highest) {
  return value(name, "X", "usage_number", [&target, lowest, highest](const std::string& text) {
    const auto number = parse_number(text);
    if (!number || *number < lowest || *number > highest) return false;
    target = *number;
    return true;
  });
}

OptionSet& OptionSet::length(const std::string& name, std::optional<Meters>& target) {
  return value(name, words_.text("help.mark.length"), "usage_length",
               [&target](const std::string& text) {
                 target = parse_length(text);
                 return target.has_value();
               });
}

OptionSet& OptionSet::duration(const std::string& name,
                               std::optional<std::chrono::seconds>& target) {
  return value(name, words_.text("help.mark.duration"), "usage_duration",
               [&target](const std::string& text) {
                 target = parse_duration(text);
                 return target.has_value();
               });
}

OptionSet& OptionSet::list(const std::string& name, std::vector<std::string>& target,
                           const std::string& mark) {
  return value(name, words_.text("help.mark." + mark), "usage_value",
               [&target](const std::string& text) {
                 target = parse_list(text);
                 return !target.empty() && std::ranges::count(target, "") == 0;
               });
}

OptionSet& OptionSet::sources(const std::string& name, std::vector<std::string>& targets) {
  lists_of_sources_.push_back(&targets);
  return list(name, targets, "files");
}

std::vector<std::string> OptionSet::given_sources() const {
  std::vector<std::string> files = given(sources_);
  for (const auto* list : lists_of_sources_) files.insert(files.end(), list->begin(), list->end());
  return files;
}

std::vector<std::string> OptionSet::given_results() const {
  return given(results_);
}

OptionSet& OptionSet::required() {
  last_->required();
  return *this;
}

}  // namespace rawan::engine
