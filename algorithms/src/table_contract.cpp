#include "table_contract.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <functional>

namespace rawan::disclosure {
namespace {

void expect_atoms(std::span<const std::uint32_t> atoms, std::size_t known) {
  expects(std::ranges::adjacent_find(atoms, std::greater_equal<>()) == atoms.end(),
          "the atoms of a set ascend");
  expects(atoms.empty() || atoms.back() < known, "an atom is one of the table's");
}

}  // namespace

void expect_table(const Table& table, const SuppressionOptions& options) {
  const std::size_t atoms = table.count.size();
  expects(table.safe.size() == table.units.size(), "one answer per unit whether it is safe");
  expects(table.atom_safe.empty() || table.atom_safe.size() == atoms,
          "one answer per atom whether it is safe, or none");
  for (const auto& unit : table.units) {
    expects(!unit.empty(), "a unit has atoms");
    expect_atoms(unit, atoms);
  }
  for (const auto& siblings : table.siblings) expect_atoms(siblings, atoms);
  const auto& classes = options.classes;
  expects(std::ranges::adjacent_find(classes, std::greater_equal<>()) == classes.end(),
          "classes ascend");
  expects(options.exact_values || !classes.empty(), "there are classes to show");
}

}  // namespace rawan::disclosure
