#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rawan::engine {

/// Text made fit for XML content and attributes: the five special characters as entities, line
/// breaks kept, other control characters (which XML forbids) left out.
std::string escape_xml(std::string_view text);

/// What a placeholder stands for, unescaped. It may throw for a name it does not know.
using Lookup = std::function<std::string(std::string_view)>;

/// The template with every {{name}} replaced by its value, escaped, and every {{!name}} by its
/// value as it is. Values are not searched for placeholders.
/// @throws ContractViolation if a {{ has no }}.
std::string fill_template(std::string_view text, const Lookup& lookup);

using TemplateValues = std::vector<std::pair<std::string_view, std::string>>;
/// @throws ContractViolation for a placeholder that has no value.
std::string fill_template(std::string_view text, const TemplateValues& values);

/// The template with every block {{#name}} ... {{/name}} written once per item, its placeholders
/// {{name_singular.key}} left to `write`, which gets the text of the block and the item's number.
std::string repeat_blocks(std::string_view text, std::string_view name, std::size_t items,
                          const std::function<std::string(std::string_view, std::size_t)>& write);

}  // namespace rawan::engine
