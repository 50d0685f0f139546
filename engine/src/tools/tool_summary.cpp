#include "tools/tool_summary.h"

#include <cmath>

namespace rawan::engine {

void ToolSummary::count(const std::string& key, std::uint64_t value) {
  json_[key] = value;
  facts_.push_back({.kind = Fact::Kind::count, .key = key, .value = static_cast<double>(value)});
}

void ToolSummary::number(const std::string& key, double value, int decimals) {
  json_[key] = number_or_null(value);
  facts_.push_back({.kind = Fact::Kind::number, .key = key, .value = value, .decimals = decimals});
}

ToolSummary::Json ToolSummary::number_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

void ToolSummary::word(const std::string& key, std::string value) {
  json_[key] = value;
  facts_.push_back({.kind = Fact::Kind::text, .key = key, .text = std::move(value)});
}

void ToolSummary::warn(const std::string& code, Placeholders values) {
  warnings_.push_back({code, std::move(values)});
}

std::string ToolSummary::as_text(const Catalogue& words) const {
  std::string text;
  for (const Fact& fact : facts_) {
    std::string value = fact.text;
    if (fact.kind != Fact::Kind::text) {
      value = std::isfinite(fact.value) ? words.number(fact.value, fact.decimals)
                                        : words.text("tool.no_value");
    }
    text += words.text("fact." + fact.key) + ": " + value + '\n';
  }
  for (const Warning& warning : warnings_) {
    text += words.text("tool.warning") + ": " +
            words.text("warning." + warning.code, warning.values) + '\n';
  }
  return text;
}

std::string ToolSummary::as_json() const {
  Json all = json_;
  all["warnings"] = Json::array();
  for (const Warning& warning : warnings_) all["warnings"].push_back(warning.code);
  // File names may hold any bytes.
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace rawan::engine
