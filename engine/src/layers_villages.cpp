#include "layer_words.h"
#include "layers.h"
#include "rawan/io/crs.h"
#include "text_columns.h"

#include <cmath>
#include <map>

namespace rawan::engine {
namespace {

constexpr double kPerThousand = 1000.0;
constexpr double kSquareMetersPerKm2 = 1e6;

/// Rows of the village layer, by position.
class Villages {
 public:
  explicit Villages(const RestrictedContext& context) : c_(context) {}

  std::size_t size() const { return c_.results.study.sites.size(); }
  const io::Village& village(std::size_t row) const {
    return c_.results.records.villages.villages[row];
  }
  const std::string& district(std::size_t row) const {
    return c_.results.study.sites.district[row];
  }
  const VillagePriority& priority(std::size_t row) const {
    return c_.results.ranking.villages[row];
  }
  const VillageEffort& effort(std::size_t row) const { return c_.results.exposure.village[row]; }
  const Portrait& portrait(std::size_t row) const { return c_.results.findings.villages[row]; }
  const std::optional<SiteRate>& rate(std::size_t row) const { return priority(row).rate; }

  const io::KrppaEntry* krppa(std::size_t row) const {
    const auto& entry = c_.results.study.sites.krppa[row];
    return entry ? &c_.results.records.krppa[*entry] : nullptr;
  }

 private:
  const RestrictedContext& c_;
};

void add_identity(io::Layer& layer, const Villages& rows, const Catalogue& words) {
  const std::size_t n = rows.size();
  fill_column<Text>(layer, words, "kode_desa", n,
                    [&](std::size_t i) { return io::to_dotted(rows.village(i).id); });
  fill_column<Text>(layer, words, "desa", n, [&](std::size_t i) { return rows.village(i).name; });
  fill_column<Text>(layer, words, "jenis", n,
                    [&](std::size_t i) { return village_kind_text(rows.village(i).id, words); });
  fill_column<Text>(layer, words, "kode_kecamatan", n, [&](std::size_t i) {
    return io::to_dotted(io::district_of(rows.village(i).id));
  });
  fill_column<Text>(layer, words, "kecamatan", n, [&](std::size_t i) { return rows.district(i); });
  fill_column<Text>(layer, words, "kabupaten", n,
                    [&](std::size_t i) { return if_told(rows.village(i).regency); });
  fill_column<Text>(layer, words, "provinsi", n,
                    [&](std::size_t i) { return if_told(rows.village(i).province); });
}

void add_scores(io::Layer& layer, const Villages& rows, const Catalogue& words) {
  const std::size_t n = rows.size();
  fill_column<Text>(layer, words, "kelas", n,
                    [&](std::size_t i) { return Text(code_of(rows.priority(i).priority)); });
  fill_column<Text>(layer, words, "kelas_teks", n,
                    [&](std::size_t i) { return class_text(rows.priority(i).priority, words); });
  fill_column<Whole>(layer, words, "skor_prioritas", n,
                     [&](std::size_t i) { return rows.priority(i).score; });
  fill_column<Whole>(layer, words, "skor_perempuan", n, [&](std::size_t i) {
    const auto& score = rows.priority(i).women_score;
    return score ? std::optional<Whole>(*score) : std::nullopt;
  });
  fill_column<Whole>(layer, words, "skor_krppa", n,
                     [&](std::size_t i) { return rows.priority(i).krppa_score; });
  fill_column<Whole>(layer, words, "skor_lama", n,
                     [&](std::size_t i) { return rows.priority(i).stale_score; });
  fill_column<Whole>(layer, words, "skor_lingkungan", n,
                     [&](std::size_t i) { return rows.priority(i).environment_score; });
  fill_column<Whole>(layer, words, "peringkat", n, [&](std::size_t i) {
    const auto& position = rows.priority(i).position;
    return position ? std::optional<Whole>(*position) : std::nullopt;
  });
}

/// A number of the rate of a village, nothing where nobody was asked.
template <class Value>
void add_rate(io::Layer& layer, const Villages& rows, const Catalogue& words, std::string name,
              int decimals, Value&& value) {
  fill_column<double>(
      layer, words, std::move(name), rows.size(),
      [&](std::size_t i) {
        return rows.rate(i) ? std::optional<double>(value(*rows.rate(i))) : std::nullopt;
      },
      decimals);
}

/// Where a village could stand if reporting differed between villages.
void add_rank_range(io::Layer& layer, const Villages& rows, const Catalogue& words) {
  const auto put = [&](const char* name, std::uint32_t RankRange::*end) {
    fill_column<Whole>(layer, words, name, rows.size(), [&](std::size_t i) {
      const auto& rho = rows.priority(i).rho;
      return rho ? std::optional<Whole>((*rho).*end) : std::nullopt;
    });
  };
  put("peringkat_bawah_rho", &RankRange::low);
  put("peringkat_atas_rho", &RankRange::high);
}

/// Officers' findings per visit, beside what women tell and never added to it.
void add_found(io::Layer& layer, const Villages& rows, const Catalogue& words) {
  const auto put = [&](const char* name, auto value) {
    fill_column<double>(
        layer, words, name, rows.size(),
        [&](std::size_t i) {
          const auto& found = rows.priority(i).found;
          return found ? std::optional<double>(value(*found)) : std::nullopt;
        },
        2);
  };
  put("temuan_per_kunjungan", [](const FindingRate& r) { return r.mean; });
  put("temuan_bawah", [](const FindingRate& r) { return r.interval.low; });
  put("temuan_atas", [](const FindingRate& r) { return r.interval.high; });
}

void add_rates(io::Layer& layer, const Villages& rows, const Catalogue& words) {
  add_rate(layer, rows, words, "peringkat_harapan", 1,
           [](const SiteRate& r) { return r.rank.expected; });
  add_rate(layer, rows, words, "peringkat_bawah", 0, [](const SiteRate& r) { return r.rank.low; });
  add_rate(layer, rows, words, "peringkat_atas", 0, [](const SiteRate& r) { return r.rank.high; });
  add_rank_range(layer, rows, words);
  add_rate(layer, rows, words, "peluang_10_besar", 3,
           [](const SiteRate& r) { return r.rank.top_k; });
  add_rate(layer, rows, words, "angka_per_1000", 1,
           [](const SiteRate& r) { return kPerThousand * r.mean; });
  add_rate(layer, rows, words, "angka_bawah", 1,
           [](const SiteRate& r) { return kPerThousand * r.interval.low; });
  add_rate(layer, rows, words, "angka_atas", 1,
           [](const SiteRate& r) { return kPerThousand * r.interval.high; });
  fill_column<Text>(layer, words, "keyakinan", rows.size(),
                    [&](std::size_t i) -> std::optional<Text> {
                      const auto& confidence = rows.priority(i).confidence;
                      if (!confidence) return std::nullopt;
                      constexpr const char* kKeys[] = {"conf.high", "conf.mid", "conf.low"};
                      return words.text(kKeys[static_cast<std::size_t>(*confidence)]);
                    });
}

void add_effort(io::Layer& layer, const Villages& rows, const Catalogue& words) {
  const std::size_t n = rows.size();
  const auto whole = [](double value) { return static_cast<Whole>(std::llround(value)); };
  fill_column<Whole>(layer, words, "dialog", n,
                     [&](std::size_t i) { return rows.effort(i).dialogues; });
  fill_column<Whole>(layer, words, "perempuan_dikonsultasi", n,
                     [&](std::size_t i) { return whole(rows.effort(i).women); });
  fill_column<Whole>(layer, words, "laki_laki_dikonsultasi", n,
                     [&](std::size_t i) { return whole(rows.effort(i).men); });
  fill_column<Whole>(layer, words, "tanda", n, [&](std::size_t i) { return rows.effort(i).marks; });
  fill_column<Whole>(layer, words, "temuan", n,
                     [&](std::size_t i) { return rows.effort(i).findings; });
  fill_column<Whole>(layer, words, "kunjungan", n,
                     [&](std::size_t i) { return rows.effort(i).visits; });
  fill_column<Text>(
      layer, words, "kunjungan_terakhir", n,
      [&](std::size_t i) -> std::optional<Text> {
        const auto& day = rows.effort(i).last_visit;
        return day ? std::optional<Text>(iso_date(*day)) : std::nullopt;
      },
      -1, io::Column::Kind::date);
}

void add_reasons(io::Layer& layer, const Villages& rows, const Catalogue& words) {
  const std::size_t n = rows.size();
  fill_column<Text>(layer, words, "masalah_utama", n,
                    [&](std::size_t i) { return issue_text(rows.portrait(i), words); });
  fill_column<Text>(layer, words, "faktor_utama", n,
                    [&](std::size_t i) { return factor_text(rows.portrait(i), words); });
  fill_column<Text>(layer, words, "jam_rawan", n, [&](std::size_t i) {
    const Portrait& portrait = rows.portrait(i);
    const auto hours = hours_text(portrait.hours, words);
    return hours || portrait.marks == 0 ? hours : words.text("class.insufficient");
  });
}

void add_status(io::Layer& layer, const Villages& rows, const RestrictedContext& context) {
  const Catalogue& words = context.words;
  const std::size_t n = rows.size();
  fill_column<Text>(layer, words, "status_krppa", n, [&](std::size_t i) -> std::optional<Text> {
    const io::KrppaEntry* entry = rows.krppa(i);
    return entry != nullptr ? std::optional<Text>(code_of(entry->status)) : std::nullopt;
  });
  fill_column<Text>(
      layer, words, "krppa_sejak", n,
      [&](std::size_t i) -> std::optional<Text> {
        const io::KrppaEntry* entry = rows.krppa(i);
        return entry != nullptr ? std::optional<Text>(iso_date(entry->valid_from)) : std::nullopt;
      },
      -1, io::Column::Kind::date);
  fill_column<double>(
      layer, words, "luas_km2", n,
      [&](std::size_t i) { return rows.village(i).area_m2 / kSquareMetersPerKm2; }, 2);
  fill_column<Whole>(layer, words, "penduduk_perempuan", n, [&](std::size_t i) {
    const auto& women = context.results.study.sites.women[i];
    return women ? std::optional<Whole>(std::llround(*women)) : std::nullopt;
  });
  fill_column<Text>(layer, words, "edisi_batas", n,
                    [&](std::size_t i) { return if_told(rows.village(i).edition); });
  fill_column<Text>(layer, words, "keterangan", n, [&](std::size_t i) {
    const PriorityClass priority = rows.priority(i).priority;
    if (priority == PriorityClass::no_data) return words.text("note.no_data");
    if (priority == PriorityClass::insufficient) return words.text("note.insufficient");
    return words.text("d.disclaimer_zero");
  });
}

std::vector<io::GeoArea> areas_of(const Records& records) {
  std::vector<io::GeoArea> areas;
  for (const io::Village& village : records.villages.villages) areas.push_back(village.area);
  return areas;
}

}  // namespace

io::Layer village_layer(const RestrictedContext& context) {
  io::Layer layer = start_layer("desa_prioritas", context.page);
  const Villages rows(context);
  layer.shapes = areas_of(context.results.records);
  add_identity(layer, rows, context.words);
  add_scores(layer, rows, context.words);
  add_rates(layer, rows, context.words);
  add_effort(layer, rows, context.words);
  add_found(layer, rows, context.words);
  add_reasons(layer, rows, context.words);
  add_status(layer, rows, context);
  const bool suspended = context.results.allocation.suspended;
  const char* state = suspended ? "ranking.suspended.short" : "ranking.in_force";
  fill_column<Text>(layer, context.words, "status_peringkat", rows.size(),
                    [&](std::size_t) { return context.words.text(state); });
  return layer;
}

}  // namespace rawan::engine
