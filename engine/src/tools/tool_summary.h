#pragma once

#include "rawan/engine/catalogue.h"
#include "sentence.h"

#include <nlohmann/json_fwd.hpp>

#include <concepts>
#include <cstdint>
#include <memory>
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

  explicit ToolSummary(std::string_view tool);
  ToolSummary(const ToolSummary&) = delete;
  ToolSummary& operator=(const ToolSummary&) = delete;
  ~ToolSummary();

  void count(const std::string& key, std::uint64_t value);
  /// NaN: "no value"; null in JSON. @param decimals shown to people; JSON has all digits.
  void number(const std::string& key, double value, int decimals = 4);
  /// A p-value; people read "< 0.000001" instead of a row of zeros.
  void p_value(const std::string& key, double p);
  void word(const std::string& key, std::string value);
  /// For programs only: lists, curves, objects.
  void detail(const std::string& key, Json&& value);
  void detail(const std::string& key, const Json& value);
  void detail(const std::string& key, const std::string& value);
  void detail(const std::string& key, double value);  ///< NaN: null.
  template <std::integral Whole>
  void detail(const std::string& key, Whole value) {
    if constexpr (std::same_as<Whole, bool>) {
      detail_truth(key, value);
    } else {
      detail_count(key, static_cast<std::uint64_t>(value));
    }
  }
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

  void detail_truth(const std::string& key, bool value);
  void detail_count(const std::string& key, std::uint64_t value);

  std::unique_ptr<Json> json_;  ///< Behind a pointer: its header takes seconds to compile.
  std::vector<Fact> facts_;
  std::vector<Warning> warnings_;
};

}  // namespace rawan::engine
