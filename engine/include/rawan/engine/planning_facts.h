#pragma once

#include "rawan/algorithms/units.h"
#include "rawan/io/report_codes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What the tables for planners hold, as plain values.
namespace rawan::engine {

enum class AreaLevel : std::uint8_t { village, district, regency };

/// Effort of patrols by their own log: exact for everybody.
struct LoggedEffort {
  std::uint32_t visits = 0;
  std::uint32_t dialogues = 0;
  std::uint32_t women = 0;
  std::uint32_t men = 0;
  std::optional<Day> last_asked;          ///< Of a dialogue.
  double hours = 0.0;                     ///< On site.
  std::optional<std::uint32_t> declined;  ///< Women asked who declined; nothing: never told.
  std::optional<std::uint32_t> cards;     ///< Handed out; nothing: never told.

  LoggedEffort& operator+=(const LoggedEffort& other);
};

/// The effort in an area in a window of time.
struct AreaEffort {
  std::string area;  ///< Dotted code.
  AreaLevel level = AreaLevel::village;
  std::string name;
  std::string window;     ///< "2026-Q1", "2026"; of the whole period "2026-01-01/2026-10-31".
  bool is_whole = false;  ///< The window is a quarter or year that is over.
  std::uint32_t villages = 0;
  std::uint32_t visited = 0;  ///< Of the villages.
  LoggedEffort effort;
};

/// What a village may propose to the planning forum (domain.md 3.6).
enum class Remedy : std::uint8_t {
  lamp,
  lamp_repair,
  guard_post,
  camera,
  clearing,
  road,
  toilet,
  transport,
  board,
  training
};

/// A remedy for a village, from women's marks of public places and officers' findings.
struct Proposal {
  std::uint32_t site = 0;
  Remedy remedy = Remedy::lamp;
  std::optional<std::uint32_t> women;  ///< At least so many told of it; nothing: masked.
  std::uint32_t findings = 0;          ///< By officers: nobody told anything.
  std::uint32_t places = 0;            ///< Cells of the national grid with such findings.
  io::EnvFactors factors;              ///< That officers found, or enough women named.
  std::optional<io::PlaceType> place;  ///< Most frequent kind of public place, where safe to say.
  int urgency = 3;                     ///< 1 the most urgent.
};

/// How sure a published figure is.
enum class FigureStatus : std::uint8_t { final, provisional, masked, no_data };

/// A figure of the evidence for gender mainstreaming (domain.md 3.2).
struct ApeFigure {
  std::string key;     ///< "ape_01".
  std::string detail;  ///< Which part of it: "perempuan", a squad; empty: the figure itself.
  std::optional<double> value;
  std::string shown;  ///< A class or range in the place of a value.
  std::optional<double> part;
  std::optional<double> whole;  ///< value is of part in whole.
  std::string window;
  FigureStatus status = FigureStatus::no_data;
};

}  // namespace rawan::engine
