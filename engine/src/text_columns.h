#pragma once

#include "layers.h"

#include <optional>
#include <string>

namespace rawan::engine {

/// Nothing for a text that is empty.
inline std::optional<Text> if_told(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<Text>(text);
}

/// Fills text columns of a layer from rows.
class TextColumns {
 public:
  TextColumns(io::Layer& layer, const Catalogue& words, std::size_t rows)
      : layer_(layer), words_(words), rows_(rows) {}

  template <class Value>
  void operator()(const char* name, Value&& value,
                  io::Column::Kind kind = io::Column::Kind::plain) const {
    fill_column<Text>(layer_, words_, name, rows_, value, -1, kind);
  }

 private:
  io::Layer& layer_;
  const Catalogue& words_;
  std::size_t rows_;
};

}  // namespace rawan::engine
