#include "policy_file.h"

#include "failure.h"
#include "rawan/engine/gates.h"
#include "settings_text.h"

#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <type_traits>
#include <vector>

namespace rawan::engine {
namespace {

using disclosure::Classes;
using disclosure::SafetyRule;

/// Whether the node holds a value that can be meant; then `target` has it.
template <class Number>
bool read_number(const toml::node& node, double least, double most, Number& target) {
  const bool whole = std::is_integral_v<Number>;
  if (!node.is_integer() && (whole || !node.is_floating_point())) return false;
  const double value = node.value<double>().value_or(std::numeric_limits<double>::quiet_NaN());
  if (!(value >= least && value <= most)) return false;
  target = static_cast<Number>(value);
  return true;
}

bool read_classes(const toml::node& node, Classes& target) {
  const toml::array* values = node.as_array();
  if (values == nullptr || values->empty()) return false;
  Classes classes;
  for (const toml::node& value : *values) {
    std::uint32_t lower = 0;
    if (!read_number(value, 1, 1e6, lower)) return false;
    if (!classes.empty() && lower <= classes.back()) return false;
    classes.push_back(lower);
  }
  target = std::move(classes);
  return true;
}

/// "1/4": a fraction, so that noise is exact.
bool read_epsilon(const toml::node& node, Epsilon& target) {
  const std::string text = node.value<std::string>().value_or("");
  const char* const end = text.data() + text.size();
  Epsilon epsilon{0, 0};
  const auto [slash, bad] = std::from_chars(text.data(), end, epsilon.numerator);
  if (bad != std::errc() || slash == end || *slash != '/') return false;
  const auto [rest, worse] = std::from_chars(slash + 1, end, epsilon.denominator);
  const bool whole = worse == std::errc() && rest == end;
  if (!whole || epsilon.numerator == 0 || epsilon.denominator == 0) return false;
  target = epsilon;
  return true;
}

constexpr double kManyPeople = 1e9;
constexpr double kCentury = 36'500;  // days

bool read_rule_key(std::string_view key, const toml::node& node, SafetyRule& rule, bool& known) {
  known = true;
  if (key == "min_reporters") return read_number(node, 1, 1e6, rule.min_reporters);
  if (key == "min_sessions") return read_number(node, 1, 1e6, rule.min_sessions);
  if (key == "max_share") return read_number(node, 0.01, 1, rule.max_share);
  if (key == "min_households") return read_number(node, 0, kManyPeople, rule.min_households);
  known = false;
  return false;
}

bool read_tier_key(std::string_view key, const toml::node& node, TierPolicy& tier, bool& known) {
  known = true;
  if (key == "min_finders") return read_number(node, 1, 1e6, tier.min_finders);
  if (key == "classes") return read_classes(node, tier.classes);
  if (key == "min_events_for_rate") {
    return read_number(node, 1, kManyPeople, tier.min_events_for_rate);
  }
  if (key == "min_women_for_rate") {
    return read_number(node, 1, kManyPeople, tier.min_women_for_rate);
  }
  if (key == "window_days") return read_number(node, 1, kCentury, tier.window_days);
  if (key == "lag_hours") return read_number(node, 0, 24 * kCentury, tier.lag_hours);
  if (key == "min_cell_m") return read_number(node, 0, 5'000, tier.min_cell_m);
  if (key == "min_inhabitants") return read_number(node, 0, kManyPeople, tier.min_inhabitants);
  if (key == "epsilon") return read_epsilon(node, tier.epsilon);
  if (key == "keep_days") return read_number(node, 0, kCentury, tier.keep_days);
  known = false;
  return false;
}

bool read_policy_key(std::string_view key, const toml::node& node, Policy& policy, bool& known) {
  known = true;
  const auto text = [&](std::string& target) {
    if (!node.is_string()) return false;
    target = *node.value<std::string>();
    return true;
  };
  if (key == "name") return text(policy.name);
  if (key == "accepted_by") return text(policy.accepted_by);
  if (key == "sharing_agreement") return text(policy.sharing_agreement);
  if (key == "base") return node.is_string();
  if (key == "needs_agreement") {
    policy.needs_agreement = node.value<bool>().value_or(false);
    return node.is_boolean();
  }
  if (key == "needs_fence") {
    policy.needs_fence = node.value<bool>().value_or(false);
    return node.is_boolean();
  }
  if (key == "accept_unencrypted") {
    policy.accept_unencrypted = node.value<bool>().value_or(false);
    return node.is_boolean();
  }
  known = false;
  return false;
}

/// Walks the tables of a file and says where it cannot go on.
class Reader {
 public:
  Reader(const std::string& file, Policy& policy) : file_(file), policy_(policy) {}

  void read(const toml::table& root) {
    for (auto&& [key, node] : root) {
      const auto tier = tier_named(key.str());
      if (!tier) {
        read_one(key.str(), node, policy_, read_policy_key);
      } else if (const toml::table* table = node.as_table()) {
        read_tier(std::string(key.str()), *table, policy_.tiers[static_cast<std::size_t>(*tier)]);
      } else {
        refuse("policy_value", std::string(key.str()), node);
      }
    }
  }

  [[noreturn]] void refuse(const char* code, const std::string& key, const toml::node& node) const {
    throw GateRefusal(exit_code::kUsage, code,
                      {.file = file_, .row = std::uint64_t{node.source().begin.line}}, key);
  }

 private:
  template <class Target, class ReadKey>
  void read_one(std::string_view key, const toml::node& node, Target& target, ReadKey read_key,
                const std::string& path = {}) const {
    bool known = false;
    const bool good = read_key(key, node, target, known);
    if (!good) refuse(known ? "policy_value" : "policy_key", path + std::string(key), node);
  }

  void read_tier(const std::string& path, const toml::table& table, TierPolicy& tier) const {
    for (auto&& [key, node] : table) {
      const bool is_rule = key.str() == "unit" || key.str() == "cell";
      if (!is_rule) {
        read_one(key.str(), node, tier, read_tier_key, path + ".");
        continue;
      }
      const std::string rule = path + "." + std::string(key.str());
      const toml::table* values = node.as_table();
      if (values == nullptr) refuse("policy_value", rule, node);
      for (auto&& [name, value] : *values) {
        read_one(name.str(), value, key.str() == "unit" ? tier.unit : tier.cell, read_rule_key,
                 rule + ".");
      }
    }
    const bool showing = !tier.classes.empty();
    if (showing && tier.classes.front() < tier.unit.min_reporters) {
      refuse("policy_value", path + ".classes", table);
    }
  }

  const std::string& file_;
  Policy& policy_;
};

toml::table parsed(std::string_view text, const std::string& file) {
  try {
    return parse_settings(text, file);
  } catch (const SettingsExcess& excess) {
    io::Place place{.file = file};
    if (excess.line > 0) place.row = excess.line;
    throw GateRefusal(exit_code::kUsage, excess.id, place);
  } catch (const toml::parse_error& error) {
    throw GateRefusal(exit_code::kUsage, "policy_syntax",
                      {.file = file, .row = std::uint64_t{error.source().begin.line}});
  }
}

}  // namespace

Policy parse_policy(std::string_view text, const std::string& file,
                    const std::function<Policy(const std::string& name)>& base) {
  const toml::table root = parsed(text, file);
  Policy policy = base(root["base"].value_or(std::string()));
  Reader reader(file, policy);
  policy.name.clear();
  reader.read(root);
  if (policy.name.empty()) reader.refuse("policy_value", "name", root);
  if (policy.accept_unencrypted && policy.accepted_by.empty()) {
    reader.refuse("policy_value", "accepted_by", root);
  }
  return policy;
}

}  // namespace rawan::engine
