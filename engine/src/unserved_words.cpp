#include "unserved_words.h"

#include "layer_words.h"
#include "patrol_rows.h"

#include <array>
#include <cmath>

namespace rawan::engine {
namespace {

constexpr std::array<std::string_view, 9> kCodes{"no_unit",      "unreachable", "window",
                                                 "too_far",      "too_long",    "spacing",
                                                 "village_full", "unit_full",   "displaced"};
constexpr std::array<std::string_view, 9> kUnits{"",     "",       "",        "seconds", "meters",
                                                 "days", "visits", "seconds", "score"};

/// The number as people say it: whole minutes, kilometers to a tenth, else whole.
std::string number_text(const patrol::Unserved& missing, const Catalogue& words) {
  if (unit_of(missing.reason) == "seconds") {
    return words.number(std::ceil(missing.number / 60.0));
  }
  if (unit_of(missing.reason) == "meters") {
    return words.number(missing.number / 1000.0, 1);
  }
  return words.number(missing.number);
}

}  // namespace

std::string_view code_of(patrol::UnservedReason reason) {
  return kCodes[static_cast<std::size_t>(reason)];
}

std::string_view unit_of(patrol::UnservedReason reason) {
  return kUnits[static_cast<std::size_t>(reason)];
}

std::string reason_text(const patrol::Unserved& missing, const Catalogue& words) {
  return words.text("unserved." + std::string(code_of(missing.reason)),
                    {{"number", number_text(missing, words)}});
}

std::string rivals_text(const patrol::Unserved& missing, const Schedule& schedule) {
  std::string text;
  for (const std::uint32_t stop : missing.rivals) {
    text += (text.empty() ? "" : " ") + schedule.stops[stop].id;
  }
  return text;
}

io::Layer unserved_table(const PatrolContext& context) {
  io::Layer layer = start_layer("belum_terlayani", context.page);
  const Catalogue& words = context.words;
  const Schedule& schedule = context.schedule;
  const Sites& sites = context.registers().sites;
  const std::size_t n = schedule.unserved.size();
  const auto row = [&](std::size_t i) -> const patrol::Unserved& { return schedule.unserved[i]; };
  const auto put = [&](const char* name, auto value) {
    fill_column<Text>(layer, words, name, n, value);
  };
  put("kode_titik", [&](std::size_t i) {
    return row(i).stop ? std::optional<Text>(schedule.stops[*row(i).stop].id) : std::nullopt;
  });
  put("kegiatan", [&](std::size_t i) -> std::optional<Text> {
    if (!row(i).stop) return std::nullopt;
    return words.text("activity." + std::string(code_of(schedule.stops[*row(i).stop].activity)));
  });
  put("kode_desa", [&](std::size_t i) { return io::to_dotted(sites.id[row(i).village]); });
  put("desa", [&](std::size_t i) { return sites.name[row(i).village]; });
  put("kecamatan", [&](std::size_t i) { return sites.district[row(i).village]; });
  put("wajib", [&](std::size_t i) {
    return words.text(row(i).required ? "duty.required" : "duty.by_score");
  });
  fill_column<Whole>(layer, words, "kurang", n,
                     [&](std::size_t i) { return Whole(row(i).missing_visits); });
  put("kode_alasan", [&](std::size_t i) { return Text(code_of(row(i).reason)); });
  put("alasan", [&](std::size_t i) { return reason_text(row(i), words); });
  fill_column<double>(
      layer, words, "angka", n, [&](std::size_t i) { return row(i).number; }, 1);
  put("satuan", [&](std::size_t i) { return Text(unit_of(row(i).reason)); });
  put("titik_saingan", [&](std::size_t i) { return rivals_text(row(i), schedule); });
  return layer;
}

std::string conflicts_text(const PatrolContext& context) {
  const Catalogue& words = context.words;
  const Schedule& schedule = context.schedule;
  std::string text;
  for (const patrol::Conflict& conflict : schedule.conflicts) {
    const double minutes = std::ceil(static_cast<double>(conflict.missing.count()) / 60.0);
    text +=
        "- " +
        words.text("conflicts.row", {{"place", place_name(schedule.stops[conflict.stop], context)},
                                     {"other", place_name(schedule.stops[conflict.other], context)},
                                     {"minutes", words.number(minutes)}}) +
        "\n";
  }
  return text;
}

}  // namespace rawan::engine
