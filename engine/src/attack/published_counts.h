#pragma once

#include "rawan/io/seen_release.h"

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::engine::attack {

/// What a cell says about a whole number of at least 0.
struct Bounds {
  double low = 0.0;
  double high = std::numeric_limits<double>::infinity();
  bool hidden = false;   ///< Nothing is said: suppressed.
  bool no_data = false;  ///< Nobody was asked there.
  friend bool operator==(const Bounds&, const Bounds&) = default;
};

/// "7", "5-9", "5–9", "20+", "<5", "0 s.d. 4", "disamarkan". Nothing for any other text.
std::optional<Bounds> bounds_in(std::string_view text);

/// One number for a class; nothing where nothing is said.
std::optional<double> middle_of(const Bounds& bounds);

/// Whether a column counts reports, by its name.
bool is_count_of_reports(std::string_view column);

/// A number about reports as a release shows it.
struct PublishedCount {
  std::string unit;     ///< Dotted code of an area, or the id of a cell.
  std::string window;   ///< As written; empty: that of the whole release.
  std::string measure;  ///< Name of the column, or what the column `ukuran` says.
  std::string where;    ///< File, table and column.
  Bounds bounds;
};

/// Every count of reports in the tables of a release. Counts of effort (dialogues, visits, women
/// consulted) are public and left out.
std::vector<PublishedCount> published_counts(const io::SeenRelease& release);

/// First and last day of a window: "2026", "2026-Q1", "2026-03", "2026-01-01/2026-03-31".
struct WindowDays {
  std::string from;  ///< ISO.
  std::string to;
};
std::optional<WindowDays> days_of(std::string_view window);

}  // namespace rawan::engine::attack
