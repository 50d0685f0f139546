#pragma once

#include "published_statements.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace rawan::disclosure {

/// Questions about tables where margins cross, by linear programs. What it calls possible is proved
/// by a table of whole numbers that fits; what it cannot prove within a few branchings counts as
/// impossible. One thread at a time.
class TableProgram {
 public:
  /// @param first a table that fits; empty: one is looked for, and without one nothing is possible.
  /// @param least how much `may_be_many` asks for.
  TableProgram(std::size_t atoms, std::span<const Statement> statements, std::int64_t least,
               std::span<const std::int64_t> first = {});
  ~TableProgram();
  TableProgram(TableProgram&&) noexcept;

  bool may_be_none(std::span<const std::uint32_t> atoms);
  bool may_be_many(std::uint32_t atom);

  /// Difference of two sums that the atoms may have: the largest that was proved.
  std::int64_t width(std::span<const std::uint32_t> atoms);

  /// The sum of the atoms lies between these, which may be wider apart than whole numbers need.
  Bounds bounds(std::span<const std::uint32_t> atoms);

 private:
  using Numbers = std::vector<std::int64_t>;

  void set_columns(std::int64_t enough);
  void set_rows();
  bool fits(const Numbers& table) const;
  bool is_bounded(std::uint32_t atom) const { return most_[atom] < kUnbounded; }
  bool try_with(std::span<const std::uint32_t> atoms, std::int64_t value);
  /// A table of whole numbers within the bounds of the columns, remembered.
  bool prove();
  bool prove_within(std::uint32_t column, double low, double high);
  /// The optimum of the sum over all tables, whole or not. Remembers its table if that is whole.
  double extreme(std::span<const std::uint32_t> atoms, bool largest);

  struct Model;
  std::unique_ptr<Model> model_;
  std::vector<Statement> statements_;
  std::int64_t least_;
  int solves_left_ = 0;         ///< Of the question being asked.
  Numbers most_;                ///< Of each atom; unbounded where no statement ends it.
  std::vector<Numbers> known_;  ///< Tables that fit.
};

}  // namespace rawan::disclosure
