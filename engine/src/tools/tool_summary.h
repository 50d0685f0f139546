#pragma once

#include "rawan/engine/catalogue.h"
#include "sentence.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rawan::engine {

/// What a stand-alone command has to say when it is done: facts in order, each with a key of
/// snake_case that programs may rely on and a label "fact.<key>" in the catalogue, and warnings
/// with a code and a sentence "warning.<code>". Nothing here depends on the clock.
class ToolSummary {
 public:
  using Json = nlohmann::ordered_json;

  explicit ToolSummary(std::string_view tool) { json_["command"] = tool; }

  void count(const std::string& key, std::uint64_t value);
  /// NaN: "no value"; null in JSON. @param decimals shown to people; JSON has all digits.
  void number(const std::string& key, double value, int decimals = 4);
  /// A p-value; people read "< 0.000001" instead of a row of zeros.
  void p_value(const std::string& key, double p);
  void word(const std::string& key, std::string value);
  /// For programs only: lists, curves, objects.
  void detail(const std::string& key, Json value) { json_[key] = std::move(value); }
  static Json number_or_null(double value);
  void warn(const std::string& code, Placeholders values = {});

  std::string as_text(const Catalogue& words) const;
  std::string as_json() const;

 private:
  struct Fact {
    enum class Kind : std::uint8_t { count, number, p_value, text } kind;
    std::string key;
    double value = 0.0;
    int decimals = 0;
    std::string text = {};
  };
  static std::string shown(const Fact& fact, const Catalogue& words);

  struct Warning {
    std::string code;
    Placeholders values;
  };

  Json json_;
  std::vector<Fact> facts_;
  std::vector<Warning> warnings_;
};

}  // namespace rawan::engine
