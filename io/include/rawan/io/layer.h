#pragma once

#include "rawan/io/geo.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rawan::io {

using Integers = std::vector<std::optional<std::int64_t>>;
using Reals = std::vector<std::optional<double>>;
using Texts = std::vector<std::optional<std::string>>;

/// One attribute of a layer. All columns of a layer have the same length.
struct Column {
  std::string name;   ///< snake_case, ASCII.
  std::string alias;  ///< As shown to a reader, in the reader's language.
  std::variant<Integers, Reals, Texts> values;
  enum class Kind : std::uint8_t { plain, date, boolean } kind = Kind::plain;
  int decimals = -1;  ///< Places shown in tables; -1 lets the writer choose.
};

/// Positions are WGS 84 degrees.
using Shapes =
    std::variant<std::monostate, std::vector<GeoPoint>, std::vector<GeoLine>, std::vector<GeoArea>>;

/// A table, with or without geometry: what every writer writes.
struct Layer {
  std::string name;         ///< Table name: snake_case, ASCII.
  std::string title;        ///< As shown to a reader.
  std::string description;  ///< One or two sentences: content, source, vintage, disclaimer.
  Shapes shapes;
  std::vector<Column> columns;

  std::size_t size() const;
};

}  // namespace rawan::io
