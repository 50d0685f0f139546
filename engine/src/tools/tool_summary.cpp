#include "tools/tool_summary.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace rawan::engine {
namespace {

constexpr int kDecimalsOfP = 6;

ToolSummary::Json number_or_null(double value) {
  return std::isfinite(value) ? ToolSummary::Json(value) : ToolSummary::Json(nullptr);
}

}  // namespace

ToolSummary::ToolSummary(std::string_view tool) : json_(std::make_unique<Json>()) {
  (*json_)["command"] = tool;
}

ToolSummary::~ToolSummary() = default;

void ToolSummary::detail(const std::string& key, Json&& value) {
  (*json_)[key] = std::move(value);
}

void ToolSummary::detail(const std::string& key, const Json& value) {
  (*json_)[key] = value;
}

void ToolSummary::detail(const std::string& key, const std::string& value) {
  (*json_)[key] = value;
}

void ToolSummary::detail(const std::string& key, double value) {
  (*json_)[key] = number_or_null(value);
}

void ToolSummary::detail_truth(const std::string& key, bool value) {
  (*json_)[key] = value;
}

void ToolSummary::detail_count(const std::string& key, std::uint64_t value) {
  (*json_)[key] = value;
}

void ToolSummary::count(const std::string& key, std::uint64_t value) {
  (*json_)[key] = value;
  facts_.push_back({.kind = Fact::Kind::count, .key = key, .value = static_cast<double>(value)});
}

void ToolSummary::number(const std::string& key, double value, int decimals) {
  (*json_)[key] = number_or_null(value);
  facts_.push_back({.kind = Fact::Kind::number, .key = key, .value = value, .decimals = decimals});
}

void ToolSummary::p_value(const std::string& key, double p) {
  (*json_)[key] = number_or_null(p);
  facts_.push_back({.kind = Fact::Kind::p_value, .key = key, .value = p, .decimals = kDecimalsOfP});
}

void ToolSummary::word(const std::string& key, std::string value) {
  (*json_)[key] = value;
  facts_.push_back({.kind = Fact::Kind::text, .key = key, .text = std::move(value)});
}

void ToolSummary::warn(const std::string& code, Placeholders values) {
  warnings_.push_back({code, std::move(values)});
}

std::string ToolSummary::shown(const Fact& fact, const Catalogue& words) {
  if (fact.kind == Fact::Kind::text) return fact.text;
  if (!std::isfinite(fact.value)) return words.text("tool.no_value");
  constexpr double kLeastP = 1e-6;
  const bool tiny = fact.kind == Fact::Kind::p_value && fact.value < kLeastP;
  return (tiny ? "< " : "") + words.number(tiny ? kLeastP : fact.value, fact.decimals);
}

std::string ToolSummary::as_text(const Catalogue& words) const {
  std::string text;
  for (const Fact& fact : facts_) {
    text += words.text("fact." + fact.key) + ": " + shown(fact, words) + '\n';
  }
  for (const Warning& warning : warnings_) {
    text += words.text("tool.warning") + ": " +
            words.text("warning." + warning.code, warning.values) + '\n';
  }
  return text;
}

std::string ToolSummary::as_json() const {
  Json all = *json_;
  all["warnings"] = Json::array();
  for (const Warning& warning : warnings_) all["warnings"].push_back(warning.code);
  // File names may hold any bytes.
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace rawan::engine
