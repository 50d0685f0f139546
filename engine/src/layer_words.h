#pragma once

#include "rawan/engine/catalogue.h"
#include "rawan/engine/stages.h"
#include "rawan/io/schema.h"

#include <optional>
#include <string>
#include <string_view>

namespace rawan::engine {

std::string iso_date(Day day);                     ///< "2026-11-23".
std::string_view code_of(PriorityClass priority);  ///< "sangat_tinggi", ...
std::string_view code_of(Activity activity);       ///< "dialogis", ...
std::string class_text(PriorityClass priority, const Catalogue& words);

/// A class of a count as people write it, "5–9" for "5-9": spreadsheets take the latter for a day.
std::string class_in_words(const std::string& shown);

/// "asked=50+ seen=10-19" as a reader says it.
std::string origins_text(const std::string& sources, const Catalogue& words);

/// The label of a code of domain.md 2.5 in the reader's language.
std::string label_of(std::string_view list, std::size_t code, const Catalogue& words);
/// A code the list does not know stands for itself.
std::string label_of(std::string_view list, std::string_view code, const Catalogue& words);

/// "19.00-23.00", or nothing where too few marks tell an hour.
std::optional<std::string> hours_text(const std::optional<HourRange>& hours,
                                      const Catalogue& words);

/// Words of a portrait; nothing where it has none.
std::optional<std::string> issue_text(const Portrait& portrait, const Catalogue& words);
std::optional<std::string> factor_text(const Portrait& portrait, const Catalogue& words);
std::optional<std::string> place_text(const Portrait& portrait, const Catalogue& words);

std::string stability_text(Stability stability, const Catalogue& words);

std::string_view code_of(io::KrppaStatus status);  ///< "rintisan", ...; styles show words.
std::string village_kind_text(io::VillageId id, const Catalogue& words);

}  // namespace rawan::engine
