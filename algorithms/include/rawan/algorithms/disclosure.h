#pragma once

#include "rawan/algorithms/control.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// What may be shown of counts of people who told something (reliability.md 7.1).
namespace rawan::disclosure {

/// Who stands behind a number.
struct Evidence {
  std::uint32_t reporters = 0;       ///< Distinct people, as far as they can be told apart.
  std::uint32_t sessions = 0;        ///< Distinct dialogues or other sources.
  double largest_share = 0.0;        ///< Of the reports, by one reporter. 0 ... 1.
  std::optional<double> households;  ///< Living in the unit; nothing: not known.
};

struct SafetyRule {
  std::uint32_t min_reporters = 5;
  std::uint32_t min_sessions = 2;
  double max_share = 0.8;
  double min_households = 0.0;  ///< Where above 0, a unit of unknown households is not safe.
};

/// Nobody told anything is not safe either: it says "she did not report".
bool is_safe(const Evidence& evidence, const SafetyRule& rule);

/// Lower bounds of the classes in which counts are shown, ascending: {5, 10, 20, 50} shows 5-9,
/// 10-19, 20-49 and 50 or more. Below the first is one class, 0 included.
using Classes = std::vector<std::uint32_t>;

/// Position of a count's class, or nothing below the first.
std::optional<std::size_t> class_of(std::uint32_t count, const Classes& classes);

/// What stands in the place of a number.
enum class Showing : std::uint8_t {
  shown,         ///< Its class.
  primary,       ///< Not safe itself.
  complementary  ///< Safe, but it would give another one away.
};

/// Counts of atoms (the finest areas x windows of all releases) and of the unions of atoms that a
/// reader may ask for: the atoms themselves where published, and every margin.
struct Table {
  std::vector<std::uint32_t> count;               ///< One per atom.
  std::vector<std::vector<std::uint32_t>> units;  ///< Atoms of each unit, ascending.
  std::vector<bool> safe;                         ///< One per unit.
  /// Groups of atoms that are told apart only by each other (the villages of one kecamatan in one
  /// quarter): of these, unions of up to three unsafe atoms are protected too.
  std::vector<std::vector<std::uint32_t>> siblings;
};

struct SuppressionOptions {
  Classes classes = {5, 10, 20, 50};
  std::uint32_t least = 5;    ///< k: what an attacker must hold possible for an unsafe atom.
  bool exact_values = false;  ///< The readers get numbers, not classes: the stricter question.
};

/// Decides what is shown: unsafe units never, and of the safe ones as few as possible hidden, so
/// that `audit` finds nothing.
/// @param before what earlier releases showed of the same units (empty: nothing); a unit hidden
///               there is not shown because of chance alone, and what they showed is known.
std::vector<Showing> suppress(const Table& table, const SuppressionOptions& options,
                              std::span<const Showing> before = {}, const Control& control = {});

/// What the published numbers say about some atoms: their sum lies between low and high.
struct Determined {
  std::vector<std::uint32_t> atoms;
  double low = 0.0;
  double high = 0.0;  ///< Infinite where nothing bounds it.
};

/// The linear attack: for every unsafe atom and every union of up to three unsafe siblings the
/// bounds that follow from everything shown, atoms being whole numbers of at least 0. Those that
/// are not protected, i.e. not (low = 0 and high >= least).
std::vector<Determined> audit(const Table& table, std::span<const Showing> showing,
                              const SuppressionOptions& options, const Control& control = {});

}  // namespace rawan::disclosure
