#include "table_program.h"

#include <Clp_C_Interface.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace rawan::disclosure {
namespace {

constexpr int kSolves =
    40;  ///< Per question: tables with crossing margins rarely need more than 1.
constexpr double kRounding = 1e-6;
constexpr int kOptimal = 0;
constexpr int kLogNothing = 0;

std::int64_t sum_over(std::span<const std::int64_t> table, std::span<const std::uint32_t> atoms) {
  std::int64_t sum = 0;
  for (const std::uint32_t atom : atoms) sum += table[atom];
  return sum;
}

/// Whole numbers as the solver wants them.
double limit(std::int64_t value) {
  return value == kUnbounded ? std::numeric_limits<double>::max() : static_cast<double>(value);
}

}  // namespace

struct TableProgram::Model {
  explicit Model(std::size_t columns) : clp(Clp_newModel()), objective(columns, 0.0) {
    Clp_setLogLevel(clp, kLogNothing);
  }
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;
  ~Model() { Clp_deleteModel(clp); }

  /// @return whether there is a solution. From an old basis the solver is fast, but sometimes
  /// finds none where there is one: what it refuses is begun anew.
  bool solve() {
    Clp_dual(clp, 0);
    if (Clp_status(clp) != kOptimal) Clp_initialDualSolve(clp);
    return Clp_status(clp) == kOptimal;
  }

  std::span<const double> solution() const { return {Clp_getColSolution(clp), objective.size()}; }

  Clp_Simplex* clp;
  std::vector<double> objective;
};

TableProgram::TableProgram(std::size_t atoms, std::span<const Statement> statements,
                           std::int64_t least, std::span<const std::int64_t> first)
    : model_(std::make_unique<Model>(atoms)),
      statements_(statements.begin(), statements.end()),
      least_(least),
      most_(atoms, kUnbounded) {
  // Beyond the largest lower bound and `least` more, a larger number makes nothing possible.
  std::int64_t enough = least;
  for (const Statement& statement : statements_) {
    enough = std::max(enough, statement.sum.low + least);
    for (const std::uint32_t atom : statement.atoms) {
      most_[atom] = std::min(most_[atom], statement.sum.high);
    }
  }
  set_columns(enough);
  set_rows();
  if (!first.empty()) {
    known_.emplace_back(first.begin(), first.end());
    return;
  }
  solves_left_ = kSolves;
  prove();
}

/// What is said of an atom alone bounds its column.
void TableProgram::set_columns(std::int64_t enough) {
  std::vector<double> lower(most_.size(), 0.0);
  std::vector<double> upper;
  for (const std::int64_t most : most_) {
    upper.push_back(static_cast<double>(std::min(most, enough)));
  }
  for (const Statement& statement : statements_) {
    double& bound = lower[statement.atoms.front()];
    if (statement.atoms.size() > 1) continue;
    bound = std::max(bound, static_cast<double>(statement.sum.low));
  }
  Clp_resize(model_->clp, 0, static_cast<int>(most_.size()));
  Clp_chgColumnLower(model_->clp, lower.data());
  Clp_chgColumnUpper(model_->clp, upper.data());
}

void TableProgram::set_rows() {
  std::vector<CoinBigIndex> starts{0};
  std::vector<int> columns;
  std::vector<double> low;
  std::vector<double> high;
  for (const Statement& statement : statements_) {
    if (statement.atoms.size() == 1) continue;
    columns.insert(columns.end(), statement.atoms.begin(), statement.atoms.end());
    starts.push_back(static_cast<CoinBigIndex>(columns.size()));
    low.push_back(static_cast<double>(statement.sum.low));
    high.push_back(limit(statement.sum.high));
  }
  const std::vector<double> ones(columns.size(), 1.0);
  Clp_addRows(model_->clp, static_cast<int>(low.size()), low.data(), high.data(), starts.data(),
              columns.data(), ones.data());
}

TableProgram::~TableProgram() = default;
TableProgram::TableProgram(TableProgram&&) noexcept = default;

bool TableProgram::fits(const Numbers& table) const {
  return std::ranges::all_of(statements_, [&](const Statement& statement) {
    const std::int64_t sum = sum_over(table, statement.atoms);
    return sum >= statement.sum.low && sum <= statement.sum.high;
  });
}

bool TableProgram::prove_within(std::uint32_t column, double low, double high) {
  double* lower = Clp_columnLower(model_->clp) + column;
  double* upper = Clp_columnUpper(model_->clp) + column;
  const double old_low = std::exchange(*lower, low);
  const double old_high = std::exchange(*upper, high);
  const bool proved = prove();
  *lower = old_low;
  *upper = old_high;
  return proved;
}

bool TableProgram::prove() {
  if (solves_left_-- <= 0 || !model_->solve()) return false;
  Numbers whole;
  std::uint32_t split = 0;
  double farthest = kRounding;
  const std::span<const double> solution = model_->solution();
  for (std::uint32_t column = 0; column < solution.size(); ++column) {
    const double rounded = std::round(solution[column]);
    whole.push_back(static_cast<std::int64_t>(rounded));
    const double distance = std::abs(solution[column] - rounded);
    if (distance > farthest) {
      farthest = distance;
      split = column;
    }
  }
  if (farthest <= kRounding) {
    if (!fits(whole)) return false;
    known_.push_back(std::move(whole));
    return true;
  }
  const double value = solution[split];
  const double low = Clp_columnLower(model_->clp)[split];
  const double high = Clp_columnUpper(model_->clp)[split];
  return prove_within(split, low, std::floor(value)) || prove_within(split, std::ceil(value), high);
}

/// The first table with some numbers changed often fits: then nothing needs to be solved.
bool TableProgram::try_with(std::span<const std::uint32_t> atoms, std::int64_t value) {
  if (known_.empty()) return false;
  Numbers table = known_.front();
  for (const std::uint32_t atom : atoms) table[atom] = value;
  if (!fits(table)) return false;
  known_.push_back(std::move(table));
  return true;
}

bool TableProgram::may_be_none(std::span<const std::uint32_t> atoms) {
  const bool is_known = std::ranges::any_of(
      known_, [&](const Numbers& table) { return sum_over(table, atoms) == 0; });
  if (is_known || try_with(atoms, 0)) return true;
  double* upper = Clp_columnUpper(model_->clp);
  std::vector<double> before;
  for (const std::uint32_t atom : atoms) before.push_back(std::exchange(upper[atom], 0.0));
  solves_left_ = kSolves;
  const bool proved = prove();
  for (std::size_t i = 0; i < atoms.size(); ++i) upper[atoms[i]] = before[i];
  return proved;
}

bool TableProgram::may_be_many(std::uint32_t atom) {
  if (!is_bounded(atom)) return true;
  if (most_[atom] < least_) return false;
  const bool is_known =
      std::ranges::any_of(known_, [&](const Numbers& table) { return table[atom] >= least_; });
  if (is_known || try_with(std::array{atom}, least_)) return true;
  solves_left_ = kSolves;
  return prove_within(atom, static_cast<double>(least_), Clp_columnUpper(model_->clp)[atom]);
}

double TableProgram::extreme(std::span<const std::uint32_t> atoms, bool largest) {
  for (const std::uint32_t atom : atoms) model_->objective[atom] = largest ? -1.0 : 1.0;
  Clp_chgObjCoefficients(model_->clp, model_->objective.data());
  double sum = 0.0;
  solves_left_ = 1;
  if (prove() || Clp_status(model_->clp) == kOptimal) {
    for (const std::uint32_t atom : atoms) sum += model_->solution()[atom];
  }
  for (const std::uint32_t atom : atoms) model_->objective[atom] = 0.0;
  Clp_chgObjCoefficients(model_->clp, model_->objective.data());
  return sum;
}

std::int64_t TableProgram::width(std::span<const std::uint32_t> atoms) {
  if (bounds(atoms).high == kUnbounded) return kUnbounded;
  Bounds proved{kUnbounded, 0};
  for (const Numbers& table : known_) {
    const std::int64_t sum = sum_over(table, atoms);
    proved = {std::min(proved.low, sum), std::max(proved.high, sum)};
  }
  return std::max<std::int64_t>(0, proved.high - proved.low);
}

Bounds TableProgram::bounds(std::span<const std::uint32_t> atoms) {
  const double low = std::ceil(extreme(atoms, false) - kRounding);
  const bool ends =
      std::ranges::all_of(atoms, [&](std::uint32_t atom) { return is_bounded(atom); });
  const double high = ends ? std::floor(extreme(atoms, true) + kRounding) : 0.0;
  return {static_cast<std::int64_t>(low), ends ? static_cast<std::int64_t>(high) : kUnbounded};
}

}  // namespace rawan::disclosure
