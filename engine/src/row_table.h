#pragma once

#include "layers.h"

#include <utility>
#include <vector>

namespace rawan::engine {

/// A table without geometry while it is made, of rows as an audience has them. The rows must
/// outlive it.
template <class Row>
class RowTable {
 public:
  RowTable(std::string table, const std::vector<Row>& rows, const PageContext& page)
      : layer_(start_layer(std::move(table), page)), rows_(rows), words_(page.words) {}

  const Catalogue& words() const { return words_; }

  template <class Value>
  void put(const char* name, Value&& value) {
    column<Text>(name, std::forward<Value>(value));
  }

  template <class Value>
  void whole(const char* name, Value&& value) {
    column<Whole>(name, std::forward<Value>(value));
  }

  template <class Value>
  void real(const char* name, int decimals, Value&& value) {
    column<double>(name, std::forward<Value>(value), decimals);
  }

  io::Layer take() { return std::move(layer_); }

 private:
  template <class Cell, class Value>
  void column(const char* name, Value&& value, int decimals = -1) {
    fill_column<Cell>(
        layer_, words_, name, rows_.size(),
        [&](std::size_t i) -> std::optional<Cell> { return value(rows_[i]); }, decimals);
  }

  io::Layer layer_;
  const std::vector<Row>& rows_;
  const Catalogue& words_;
};

}  // namespace rawan::engine
