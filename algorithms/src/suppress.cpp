#include "hiding_choice.h"
#include "linear_attack.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/disclosure.h"
#include "seen_table.h"
#include "table_contract.h"

#include <utility>

namespace rawan::disclosure {
namespace {

/// What is shown before anything is hidden for the sake of others.
std::vector<Showing> primary_only(const Table& table, const SuppressionOptions& options,
                                  std::span<const Showing> before) {
  std::vector<Showing> showing(table.units.size(), Showing::shown);
  for (std::uint32_t u = 0; u < showing.size(); ++u) {
    if (!before.empty() && before[u] == Showing::shown) continue;
    const bool low = !options.exact_values && count_of(table, u) < options.classes.front();
    if (!table.safe[u] || low) {
      showing[u] = Showing::primary;
    } else if (!before.empty()) {
      if (before[u] == Showing::complementary) showing[u] = Showing::complementary;
    }
  }
  return showing;
}

/// Keeps the statements that are tied to a leak: hiding more elsewhere changes nothing there.
void keep_leaking(std::vector<Statement>& statements, std::span<const Leak> leaks,
                  std::span<const std::uint32_t> tied_to) {
  std::vector<bool> leaks_at(tied_to.size(), false);
  for (const Leak& leak : leaks) {
    for (const std::uint32_t atom : leak.atoms) leaks_at[tied_to[atom]] = true;
  }
  std::erase_if(statements, [&](const Statement& statement) {
    return !leaks_at[tied_to[statement.atoms.front()]];
  });
}

}  // namespace

std::vector<Showing> suppress(const Table& table, const SuppressionOptions& options,
                              std::span<const Showing> before, const Control& control) {
  expect_table(table, options);
  expects(before.empty() || before.size() == table.units.size(), "one showing before per unit");
  std::vector<Showing> showing = primary_only(table, options, before);
  Targets targets = targets_of(table, options.least);
  const auto is_fixed = [&](std::uint32_t unit) {
    return !before.empty() && before[unit] == Showing::shown;
  };
  std::vector<Statement> statements = statements_of(table, showing, options);
  const std::vector<std::uint32_t> tied = tied_to(table.count.size(), statements);
  while (true) {
    const auto parts = parts_of(table.count.size(), statements);
    const auto leaks = leaks_of(table, targets, parts, options, LeakBounds::unwanted, control);
    targets = still_open(targets, leaks);
    keep_leaking(statements, leaks, tied);
    const auto hidden = units_to_hide(statements, leaks, table.count.size(), is_fixed);
    if (hidden.empty()) return showing;
    for (const std::uint32_t unit : hidden) showing[unit] = Showing::complementary;
    std::erase_if(statements, [&](const Statement& statement) {
      return showing[statement.unit] != Showing::shown;
    });
  }
}

std::vector<Showing> suppress_from_classes(const Table& table, const SuppressionOptions& options,
                                           std::span<const Showing> before,
                                           const Control& control) {
  expect_table(table, options);
  expects(before.empty() || before.size() == table.units.size(), "one showing before per unit");
  SuppressionOptions numbers = options;
  numbers.exact_values = true;
  const auto chosen = suppress(seen_table(table, options), numbers, before, control);
  // Where margins cross, the real classes may still say more than the numbers that stood for them.
  std::vector<Showing> so_far(table.units.size(), Showing::primary);
  for (std::size_t u = 0; u < so_far.size(); ++u) {
    if (!before.empty()) so_far[u] = before[u];
    if (chosen[u] == Showing::complementary) so_far[u] = Showing::complementary;
  }
  SuppressionOptions classes = options;
  classes.exact_values = false;
  return suppress(table, classes, so_far, control);
}

}  // namespace rawan::disclosure
