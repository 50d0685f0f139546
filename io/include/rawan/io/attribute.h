#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rawan::io {

/// Texts or other bytes one after the other in one buffer.
class PackedTexts {
 public:
  void push_back(std::string_view text) {
    bytes_.append(text);
    ends_.push_back(bytes_.size());
  }
  std::string_view operator[](std::size_t i) const {
    const std::size_t start = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(bytes_).substr(start, ends_[i] - start);
  }
  std::size_t size() const { return ends_.size(); }

 private:
  std::string bytes_;
  std::vector<std::uint64_t> ends_;
};

/// One column of a table of features, a value per row.
struct Attribute {
  enum class Kind : std::uint8_t { plain, boolean, date, time, datetime };
  using Values = std::variant<std::vector<std::int64_t>, std::vector<double>, PackedTexts>;

  std::string name = {};
  std::string alias = {};  ///< In the reader's words, for formats that can keep it.
  Values values = {};
  /// One per row; empty: all have a value. A real that is NaN has none either way.
  std::vector<bool> present = {};
  Kind kind = Kind::plain;  ///< Dates and times are ISO texts.

  std::size_t size() const;
  bool has(std::size_t row) const;
};

/// The rows of a column, in the order given.
Attribute selected(const Attribute& attribute, std::span<const std::uint32_t> rows);

/// Integers of which a negative one means "no value".
Attribute integers(std::string name, std::string alias, std::span<const std::int64_t> values);
Attribute reals(std::string name, std::string alias, std::vector<double> values);

}  // namespace rawan::io
