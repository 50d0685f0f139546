#include "tools/refusal.h"

#include "rawan/engine/config_error.h"

#include <utility>

namespace rawan::engine {

void refuse(const ToolContext& context, const std::string& id, Placeholders values) {
  throw ConfigError(sentence(context.words, id, {}, std::move(values)), id);
}

void check_options(std::span<const MethodOption> options, const std::string& method,
                   const std::string& variant, const ToolContext& context) {
  const std::string word = " " + variant + " ";
  const auto named = [&](std::string_view methods) { return methods.find(word) != methods.npos; };
  for (const MethodOption& use : options) {
    const Placeholders values{{"argument", std::string(use.option)}, {"method", method}};
    if (!use.given && named(use.needed_by)) refuse(context, "usage_method_needs", values);
    if (use.given && !named(use.taken_by)) refuse(context, "usage_method_other", values);
  }
}

}  // namespace rawan::engine
