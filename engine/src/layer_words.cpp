#include "layer_words.h"

#include <fmt/format.h>

#include <array>
#include <sstream>

namespace rawan::engine {

std::string iso_date(Day day) {
  const std::chrono::year_month_day ymd(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

std::string_view code_of(PriorityClass priority) {
  constexpr std::array<std::string_view, 6> kCodes{
      "rendah", "sedang", "tinggi", "sangat_tinggi", "belum_cukup_data", "belum_ada_data"};
  return kCodes[static_cast<std::size_t>(priority)];
}

std::string_view code_of(Activity activity) {
  constexpr std::array<std::string_view, 3> kCodes{"dialogis", "pengawasan", "cek_penerangan"};
  return kCodes[static_cast<std::size_t>(activity)];
}

std::string class_text(PriorityClass priority, const Catalogue& words) {
  constexpr std::array<std::string_view, 6> kKeys{
      "class.1", "class.2", "class.3", "class.4", "class.insufficient", "class.nodata"};
  return words.text(kKeys[static_cast<std::size_t>(priority)]);
}

std::string class_in_words(const std::string& shown) {
  const std::size_t dash = shown.find('-');
  return dash == std::string::npos ? shown : shown.substr(0, dash) + "–" + shown.substr(dash + 1);
}

std::string origins_text(const std::string& sources, const Catalogue& words) {
  std::istringstream stream(sources);
  std::string text;
  for (std::string entry; stream >> entry;) {
    const std::size_t sign = entry.find('=');
    if (sign == std::string::npos) continue;
    const std::string shown = entry.substr(sign + 1);
    text += (text.empty() ? "" : "; ") + words.text("report.origin." + entry.substr(0, sign)) +
            " " + (shown == "disamarkan" ? words.text("class.masked") : class_in_words(shown));
  }
  return text;
}

std::string label_of(std::string_view list, std::size_t code, const Catalogue& words) {
  const io::CodeEntry& entry = io::code_list(list).entries[code];
  return std::string(words.language() == Language::id ? entry.label_id : entry.label_en);
}

std::string label_of(std::string_view list, std::string_view code, const Catalogue& words) {
  const auto known = io::find_code(io::code_list(list), code);
  return known ? label_of(list, *known, words) : std::string(code);
}

std::optional<std::string> hours_text(const std::optional<HourRange>& hours,
                                      const Catalogue& words) {
  if (!hours) return std::nullopt;
  if (hours->end - hours->begin >= 24) return words.text("value.all_day");
  return fmt::format("{}-{}", words.clock(static_cast<std::int32_t>(hours->begin) * 60),
                     words.clock(static_cast<std::int32_t>(hours->end) * 60));
}

std::optional<std::string> issue_text(const Portrait& portrait, const Catalogue& words) {
  if (!portrait.issue) return std::nullopt;
  return label_of("issue_code", static_cast<std::size_t>(*portrait.issue), words);
}

std::optional<std::string> factor_text(const Portrait& portrait, const Catalogue& words) {
  if (!portrait.factor) return std::nullopt;
  return label_of("env_factors", static_cast<std::size_t>(*portrait.factor), words);
}

std::optional<std::string> place_text(const Portrait& portrait, const Catalogue& words) {
  if (!portrait.place) return std::nullopt;
  return label_of("place_type", static_cast<std::size_t>(*portrait.place), words);
}

std::string stability_text(Stability stability, const Catalogue& words) {
  constexpr const char* kKeys[] = {"stability.core", "stability.likely", "stability.fragile"};
  return words.text(kKeys[static_cast<std::size_t>(stability)]);
}

std::string_view code_of(io::KrppaStatus status) {
  constexpr std::array<std::string_view, 4> kCodes{"rintisan", "ditetapkan", "ruang_bersama",
                                                   "dicabut"};
  return kCodes[static_cast<std::size_t>(status)];
}

std::string village_kind_text(io::VillageId id, const Catalogue& words) {
  constexpr std::array<std::string_view, 3> kKeys{"village.kelurahan", "village.desa",
                                                  "village.desa_adat"};
  return words.text(kKeys[static_cast<std::size_t>(io::kind_of(id))]);
}

}  // namespace rawan::engine
