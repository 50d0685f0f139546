#pragma once

#include "rawan/algorithms/control.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// What may be shown of counts of people who told something.
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
  friend bool operator==(const SafetyRule&, const SafetyRule&) = default;
};

/// Nobody told anything is not safe either: it says "she did not report". Nor is a share or a
/// number of households that is not a number.
bool is_safe(const Evidence& evidence, const SafetyRule& rule);

/// Lower bounds of the classes in which counts are shown, ascending: {5, 10, 20, 50} shows 5-9,
/// 10-19, 20-49 and 50 or more. Below the first is one class, 0 included.
using Classes = std::vector<std::uint32_t>;

/// Position of a count's class, or nothing below the first.
std::optional<std::size_t> class_of(std::uint32_t count, const Classes& classes);

/// What stands in the place of a number.
enum class Showing : std::uint8_t {
  shown,         ///< Its class.
  primary,       ///< Not safe itself, or below the first class.
  complementary  ///< Safe, but it would give another one away.
};

/// Counts of atoms (the finest areas x windows of all releases) and of the unions of atoms that a
/// reader may ask for: the atoms themselves where published, and every margin.
struct Table {
  std::vector<std::uint32_t> count;               ///< One per atom.
  std::vector<std::vector<std::uint32_t>> units;  ///< Atoms of each unit, ascending, at least one.
  std::vector<bool> safe;                         ///< One per unit.
  /// Groups of atoms that are told apart only by each other (the villages of one kecamatan in one
  /// quarter): of these, unions of up to three unsafe atoms are protected too.
  std::vector<std::vector<std::uint32_t>> siblings;
  /// One per atom. Empty: an atom that is a unit is as safe as that unit; one that is none (where
  /// a zone cuts a village) is safe from `least` on.
  std::vector<bool> atom_safe = {};
};

struct SuppressionOptions {
  Classes classes = {5, 10, 20, 50};
  std::uint32_t least = 5;    ///< k: what an attacker must hold possible for an unsafe atom.
  bool exact_values = false;  ///< The readers get numbers, not classes: the stricter question.
};

/// Decides what is shown: unsafe units never, and of the safe ones few are hidden, so that `audit`
/// finds nothing. Which ones are hidden follows from where they lie, not from how large they are:
/// the choice itself must not tell.
///
/// @param before one per unit, what earlier releases showed of it (empty: nothing). What was shown
///               is known and stays `shown`; what was complementary stays so; what was primary is
///               decided anew. If what was shown before gives an unsafe unit away, no choice helps:
///               `audit` of the result says so and the release must be refused.
/// @throws ContractViolation if sizes differ, classes do not ascend or a unit is not ascending.
std::vector<Showing> suppress(const Table& table, const SuppressionOptions& options,
                              std::span<const Showing> before = {}, const Control& control = {});

/// As `suppress` for readers of classes, but the choice is made as if they read numbers, and it
/// sees of each count only whether it is safe and its class: tables alike in these are hidden
/// alike. What is hidden then says nothing of a count below the first class, and a person more or
/// less changes it only where a class or a safety changed (simulatable auditing, Kenthapadi, Mishra
/// & Nissim 2005). Hides more than `suppress`: it has to expect that what it does not see is
/// nothing.
std::vector<Showing> suppress_from_classes(const Table& table, const SuppressionOptions& options,
                                           std::span<const Showing> before = {},
                                           const Control& control = {});

/// What the published numbers say about some atoms: their sum lies between low and high.
struct Determined {
  std::vector<std::uint32_t> atoms;  ///< Ascending.
  double low = 0.0;
  double high = 0.0;  ///< Infinite where nothing bounds it.
  friend bool operator==(const Determined&, const Determined&) = default;
};

/// The linear attack: what follows from everything shown, counts of atoms being whole numbers of at
/// least 0. An unsafe atom is protected if it may be 0 and may be `least` or more; a union of up to
/// three unsafe siblings if it may be 0; an unsafe unit of several atoms if it is left a width of
/// `least`. What is not, and of unions the smallest, by atoms; empty if all are protected.
///
/// Of what is hidden the attacker knows nothing. Somebody who knows how `suppress` chooses may know
/// more, but not which of the hidden ones is the unsafe one (docs/methods.md).
///
/// Areas that nest are decided exactly by intervals, in linear time. Where margins cross, bounds
/// come from linear programs, and an atom counts as protected only if a table of whole numbers is
/// found that proves it.
std::vector<Determined> audit(const Table& table, std::span<const Showing> showing,
                              const SuppressionOptions& options, const Control& control = {});

}  // namespace rawan::disclosure
