#include "rawan/io/attribute.h"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>

namespace rawan::io {

std::size_t Attribute::size() const {
  return std::visit([](const auto& list) { return list.size(); }, values);
}

bool Attribute::has(std::size_t row) const {
  if (!present.empty() && !present[row]) return false;
  const auto* list = std::get_if<std::vector<double>>(&values);
  return list == nullptr || !std::isnan((*list)[row]);
}

Attribute selected(const Attribute& attribute, std::span<const std::uint32_t> rows) {
  Attribute result{.name = attribute.name, .alias = attribute.alias, .kind = attribute.kind};
  std::visit(
      [&](const auto& list) {
        std::decay_t<decltype(list)> chosen;
        for (const std::uint32_t row : rows) chosen.push_back(list[row]);
        result.values = std::move(chosen);
      },
      attribute.values);
  if (attribute.present.empty()) return result;
  for (const std::uint32_t row : rows) result.present.push_back(attribute.present[row]);
  return result;
}

Attribute integers(std::string name, std::string alias, std::span<const std::int64_t> values) {
  Attribute result{.name = std::move(name), .alias = std::move(alias)};
  result.values = std::vector<std::int64_t>(values.begin(), values.end());
  if (std::ranges::none_of(values, [](std::int64_t value) { return value < 0; })) return result;
  for (const std::int64_t value : values) result.present.push_back(value >= 0);
  return result;
}

Attribute reals(std::string name, std::string alias, std::vector<double> values) {
  return {.name = std::move(name), .alias = std::move(alias), .values = std::move(values)};
}

}  // namespace rawan::io
