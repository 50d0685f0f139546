#include "attack/published_counts.h"

#include "rawan/engine/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <map>

namespace rawan::engine::attack {
namespace {

constexpr std::array<std::string_view, 8> kUnits{"id_sel",         "id_area", "kode_unit",
                                                 "kode_desa",      "kode",    "kode_wilayah",
                                                 "kode_kecamatan", "rincian"};
constexpr std::array<std::string_view, 2> kMeasures{"ukuran", "measure"};
constexpr std::array<std::string_view, 6> kWindows{"jendela", "periode", "triwulan",
                                                   "kurun",   "tahun",   "window"};
constexpr std::array<std::string_view, 10> kCounts{
    "tanda",   "laporan",      "pelapor",      "persepsi", "kejadian",
    "rujukan", "kelas_jumlah", "bukti_jumlah", "reports",  "marks"};
constexpr std::array<std::string_view, 6> kHidden{"disamarkan", "masked",        "suppressed",
                                                  "*",          "disembunyikan", "withheld"};
constexpr std::array<std::string_view, 3> kNoData{"belum ada data", "belum_ada_data",
                                                  "no data yet"};

/// A whole number at the beginning of the text, taken off.
std::optional<double> take_number(std::string_view& text) {
  double value = 0.0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end.ec != std::errc() || value < 0.0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end.ptr - text.data()));
  return value;
}

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

void skip_blanks(std::string_view& text) {
  while (take(text, " ")) {
  }
}

bool take_any(std::string_view& text, std::initializer_list<std::string_view> prefixes) {
  return std::ranges::any_of(prefixes, [&](std::string_view prefix) { return take(text, prefix); });
}

/// What follows the first number of a class.
std::optional<Bounds> after_low(double low, std::string_view text) {
  skip_blanks(text);
  if (text.empty()) return Bounds{.low = low, .high = low};
  if (take(text, "+")) return text.empty() ? std::optional(Bounds{.low = low}) : std::nullopt;
  if (!take_any(text, {"-", "–", "s.d.", "sampai", "to"})) return std::nullopt;
  skip_blanks(text);
  const auto high = take_number(text);
  skip_blanks(text);
  if (!high || !text.empty()) return std::nullopt;
  return Bounds{.low = low, .high = *high};
}

template <std::size_t N>
std::optional<std::size_t> first_column(const io::SeenTable& table,
                                        const std::array<std::string_view, N>& names) {
  for (const std::string_view name : names) {
    const auto found = std::ranges::find(table.columns, name);
    if (found != table.columns.end()) {
      return static_cast<std::size_t>(found - table.columns.begin());
    }
  }
  return std::nullopt;
}

/// A measure by the word that a reader takes it for: tables name it in the reader's language or by
/// its code.
std::string measure_of(const std::string& text) {
  static const std::map<std::string, std::string> kNames = [] {
    std::map<std::string, std::string> names{{"ape_07", "rujukan"}};
    for (const Language language : {Language::id, Language::en}) {
      const Catalogue words(language);
      for (const std::string code : {"pelapor", "rujukan"}) {
        names.emplace(words.text("measure." + code), code);
      }
    }
    return names;
  }();
  const auto found = kNames.find(text);
  return found == kNames.end() ? text : found->second;
}

/// A table with the columns that say what its rows are about.
class CountTable {
 public:
  explicit CountTable(const io::SeenTable& table)
      : table_(table),
        unit_(first_column(table, kUnits)),
        window_(first_column(table, kWindows)),
        measure_(first_column(table, kMeasures)),
        indicator_(first_column(table, std::array{std::string_view("kode_indikator")})),
        value_(first_column(table, std::array{std::string_view("nilai_teks")})),
        status_(first_column(table, std::array{std::string_view("status")})) {}

  void add_to(std::vector<PublishedCount>& counts) const {
    if (!unit_) return;
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      if (indicator_ && value_) {
        add_indicator(row, counts);
        continue;
      }
      for (std::size_t c = 0; c < table_.columns.size(); ++c) {
        if (!is_count_of_reports(table_.columns[c])) continue;
        add(row, c, measure_ ? text(row, *measure_) : table_.columns[c], counts);
      }
    }
  }

 private:
  std::string text(std::size_t row, std::size_t column) const {
    return io::text_of(table_.rows[row][column]);
  }

  /// Rows of many indicators: those of people who told, masked ones by their status.
  void add_indicator(std::size_t row, std::vector<PublishedCount>& counts) const {
    constexpr std::array<std::string_view, 3> kOfPeople{"pelapor", "rujukan", "ape_07"};
    const std::string code = text(row, *indicator_);
    if (std::ranges::count(kOfPeople, code) == 0) return;
    const bool is_empty = text(row, *value_).empty() && status_;
    add(row, is_empty ? *status_ : *value_, code, counts);
  }

  void add(std::size_t row, std::size_t column, const std::string& measure,
           std::vector<PublishedCount>& counts) const {
    const auto bounds = bounds_in(text(row, column));
    if (!bounds) return;
    counts.push_back(
        {.unit = text(row, *unit_),
         .window = window_ ? text(row, *window_) : std::string(),
         .measure = measure_of(measure),
         .where = fmt::format("{}:{}:{}", table_.file, table_.name, table_.columns[column]),
         .bounds = *bounds});
  }

  const io::SeenTable& table_;
  std::optional<std::size_t> unit_;
  std::optional<std::size_t> window_;
  std::optional<std::size_t> measure_;
  std::optional<std::size_t> indicator_;
  std::optional<std::size_t> value_;
  std::optional<std::size_t> status_;
};

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

/// Names of counts hold one of the words as a whole part between underscores, but not as what
/// something else is divided by (jam_per_laporan). Officers' findings (temuan) are told by nobody.
bool is_count_of_reports(std::string_view column) {
  const std::string bracketed = fmt::format("_{}_", column);
  return std::ranges::any_of(kCounts, [&](std::string_view word) {
    const std::size_t at = bracketed.find(fmt::format("_{}_", word));
    return at != std::string::npos && !std::string_view(bracketed).substr(0, at).ends_with("_per");
  });
}

std::optional<Bounds> bounds_in(std::string_view text) {
  skip_blanks(text);
  while (text.ends_with(' ')) text.remove_suffix(1);
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (std::ranges::count(kHidden, lower) > 0) return Bounds{.hidden = true};
  // Where nobody was asked nobody answered: an outsider will take it so.
  if (std::ranges::count(kNoData, lower) > 0) return Bounds{.high = 0.0, .no_data = true};
  const bool below = take_any(text, {"<", "kurang dari", "below"});
  skip_blanks(text);
  const bool least = !below && take_any(text, {"≥", ">="});
  skip_blanks(text);
  const auto low = take_number(text);
  if (!low) return std::nullopt;
  if (below)
    return text.empty() ? std::optional(Bounds{.low = 0.0, .high = *low - 1.0}) : std::nullopt;
  if (least) return text.empty() ? std::optional(Bounds{.low = *low}) : std::nullopt;
  return after_low(*low, text);
}

std::optional<double> middle_of(const Bounds& bounds) {
  if (bounds.hidden || bounds.no_data) return std::nullopt;
  return std::isinf(bounds.high) ? 1.5 * bounds.low : (bounds.low + bounds.high) / 2.0;
}

std::vector<PublishedCount> published_counts(const io::SeenRelease& release) {
  std::vector<PublishedCount> counts;
  for (const io::SeenTable& table : release.tables) CountTable(table).add_to(counts);
  return counts;
}

std::optional<WindowDays> days_of(std::string_view window) {
  const std::string_view year = window.substr(0, 4);
  if (window.size() < 4 || !all_digits(year)) return std::nullopt;
  if (window.size() == 4)
    return WindowDays{fmt::format("{}-01-01", year), fmt::format("{}-12-31", year)};
  constexpr std::array<std::string_view, 4> kEnds{"03-31", "06-30", "09-30", "12-31"};
  if (window.size() == 7 && window[5] == 'Q' && window[6] >= '1' && window[6] <= '4') {
    const int quarter = window[6] - '1';
    return WindowDays{fmt::format("{}-{:02}-01", year, quarter * 3 + 1),
                      fmt::format("{}-{}", year, kEnds[static_cast<std::size_t>(quarter)])};
  }
  if (window.size() == 7)
    return WindowDays{fmt::format("{}-01", window), fmt::format("{}-31", window)};
  if (window.size() == 21 && window[10] == '/') {
    return WindowDays{std::string(window.substr(0, 10)), std::string(window.substr(11))};
  }
  return std::nullopt;
}

}  // namespace rawan::engine::attack
