#include "published_statements.h"

#include <numeric>

namespace rawan::disclosure {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// Sets of atoms that grow together; the smallest atom stands for its set.
class Groups {
 public:
  explicit Groups(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0U); }

  std::uint32_t of(std::uint32_t atom) {
    while (parent_[atom] != atom) {
      parent_[atom] = parent_[parent_[atom]];
      atom = parent_[atom];
    }
    return atom;
  }

  void join(std::uint32_t a, std::uint32_t b) {
    a = of(a);
    b = of(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

Groups groups_of(std::size_t atoms, std::span<const Statement> statements) {
  Groups groups(atoms);
  for (const Statement& statement : statements) {
    for (const std::uint32_t atom : statement.atoms) groups.join(statement.atoms.front(), atom);
  }
  return groups;
}

/// Subtracts atoms that are known from all they are part of, which may make another one known.
class Subtraction {
 public:
  Subtraction(std::size_t atoms, std::vector<Statement>& statements)
      : statements_(statements), about_(atoms), known_(atoms, kUnknown) {
    for (std::uint32_t s = 0; s < statements.size(); ++s) {
      for (const std::uint32_t atom : statements[s].atoms) about_[atom].push_back(s);
      note(s);
    }
    while (!open_.empty()) {
      const std::uint32_t atom = open_.back();
      open_.pop_back();
      for (const std::uint32_t s : about_[atom]) subtract(atom, s);
    }
  }

 private:
  static constexpr std::int64_t kUnknown = -1;

  void note(std::uint32_t s) {
    const Statement& statement = statements_[s];
    if (statement.atoms.size() != 1 || statement.sum.low != statement.sum.high) return;
    const std::uint32_t atom = statement.atoms.front();
    if (known_[atom] != kUnknown) return;
    known_[atom] = statement.sum.low;
    open_.push_back(atom);
  }

  void subtract(std::uint32_t atom, std::uint32_t s) {
    Statement& statement = statements_[s];
    if (statement.atoms.size() == 1) return;  // what made it known, or says the same
    std::erase(statement.atoms, atom);
    Bounds& sum = statement.sum;
    sum.low = std::max(std::int64_t{0}, sum.low - known_[atom]);
    if (sum.high < kUnbounded) sum.high -= known_[atom];
    note(s);
  }

  std::vector<Statement>& statements_;
  std::vector<std::vector<std::uint32_t>> about_;  ///< Statements by atom.
  std::vector<std::int64_t> known_;
  std::vector<std::uint32_t> open_;
};

}  // namespace

std::int64_t count_of(const Table& table, std::uint32_t unit) {
  std::int64_t sum = 0;
  for (const std::uint32_t atom : table.units[unit]) sum += table.count[atom];
  return sum;
}

Bounds said_of(std::int64_t count, const SuppressionOptions& options) {
  if (options.exact_values) return {count, count};
  Bounds bounds;
  for (const std::uint32_t lower : options.classes) {
    if (count < lower) {
      bounds.high = std::int64_t{lower} - 1;
      break;
    }
    bounds.low = lower;
  }
  return bounds;
}

std::vector<Statement> statements_of(const Table& table, std::span<const Showing> showing,
                                     const SuppressionOptions& options) {
  std::vector<Statement> statements;
  for (std::uint32_t u = 0; u < table.units.size(); ++u) {
    if (showing[u] != Showing::shown) continue;
    statements.push_back({u, table.units[u], said_of(count_of(table, u), options)});
  }
  return statements;
}

std::vector<Part> parts_of(std::size_t atoms, std::vector<Statement> statements) {
  Subtraction(atoms, statements);
  Groups groups = groups_of(atoms, statements);
  std::vector<bool> told(atoms, false);
  for (const Statement& statement : statements) {
    for (const std::uint32_t atom : statement.atoms) told[atom] = true;
  }
  std::vector<Part> parts;
  std::vector<std::uint32_t> part_of(atoms, kNone);
  std::vector<std::uint32_t> position(atoms, 0);
  for (std::uint32_t atom = 0; atom < atoms; ++atom) {
    if (!told[atom]) continue;
    const std::uint32_t root = groups.of(atom);
    if (root == atom) {
      part_of[atom] = static_cast<std::uint32_t>(parts.size());
      parts.emplace_back();
    }
    part_of[atom] = part_of[root];
    Part& part = parts[part_of[atom]];
    position[atom] = static_cast<std::uint32_t>(part.atoms.size());
    part.atoms.push_back(atom);
  }
  for (Statement& statement : statements) {
    Part& part = parts[part_of[statement.atoms.front()]];
    for (std::uint32_t& atom : statement.atoms) atom = position[atom];
    part.statements.push_back(std::move(statement));
  }
  return parts;
}

std::vector<std::uint32_t> tied_to(std::size_t atoms, std::span<const Statement> statements) {
  Groups groups = groups_of(atoms, statements);
  std::vector<std::uint32_t> smallest(atoms);
  for (std::uint32_t atom = 0; atom < atoms; ++atom) smallest[atom] = groups.of(atom);
  return smallest;
}

std::vector<bool> safe_atoms(const Table& table, std::uint32_t least) {
  if (!table.atom_safe.empty()) return table.atom_safe;
  std::vector<bool> safe;
  safe.reserve(table.count.size());
  for (const std::uint32_t count : table.count) safe.push_back(count >= least);
  for (std::size_t u = 0; u < table.units.size(); ++u) {
    if (table.units[u].size() == 1) safe[table.units[u].front()] = table.safe[u];
  }
  return safe;
}

}  // namespace rawan::disclosure
