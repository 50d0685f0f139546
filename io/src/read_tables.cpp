#include "rawan/algorithms/parallel.h"
#include "rawan/io/crs.h"
#include "rawan/io/error.h"
#include "rawan/io/judge_tables.h"
#include "rawan/io/read_field.h"
#include "rawan/io/sensitive_sites.h"
#include "report_intake.h"

#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <filesystem>
#include <memory>
#include <system_error>

namespace rawan::io {
namespace {

/// "32649" or "EPSG:32649". @throws InputError "crs_unknown" for anything else.
MetricCrs crs_of(std::string_view text, const std::string& file) {
  if (text.starts_with("EPSG:") || text.starts_with("epsg:")) text.remove_prefix(5);
  int code = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw InputError("crs_unknown", {.file = file}, std::string(text));
  }
  return MetricCrs(code);
}

/// The door from meters, opened only when the first pair in meters knocks: most tables have none.
/// Each thread has its own.
FromMeters from_meters(const std::string& epsg, const GeoBox& box, const std::string& file) {
  const MetricCrs declared = epsg.empty() ? MetricCrs{} : crs_of(epsg, file);
  using Projectors = tbb::enumerable_thread_specific<std::unique_ptr<Projector>>;
  auto projectors = std::make_shared<Projectors>();
  return [declared, box, projectors](Point p) -> std::optional<GeoPoint> {
    std::unique_ptr<Projector>& projector = projectors->local();
    if (!projector && declared == MetricCrs{} && box.empty()) return std::nullopt;
    if (!projector) {
      const MetricCrs crs = declared == MetricCrs{} ? choose_metric_crs(box).crs : declared;
      projector = std::make_unique<Projector>(crs);
    }
    // Nonsense in a cell is a refused coordinate, not a broken world.
    try {
      return projector->to_degrees(p);
    } catch (const IoError&) {
      return std::nullopt;
    }
  };
}

TextTable text_of(const TableSource& source, std::string_view schema) {
  return read_table(source.path, *find_schema(schema), source.table);
}

/// Side by side; the first that cannot be read is named.
std::vector<TextTable> read_batch(std::span<const ReportSource> sources, const Control& control) {
  std::vector<TextTable> tables(sources.size());
  std::vector<std::exception_ptr> failures(sources.size());
  parallel_for(sources.size(), [&](std::size_t i) {
    try {
      control.check();
      tables[i] = read_table(sources[i].path, *find_schema("reports"), sources[i].table);
    } catch (...) {
      failures[i] = std::current_exception();
    }
  });
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
  return tables;
}

/// As many of the next files as have so many bytes together, at least one.
std::size_t batch_of(std::span<const ReportSource> sources, std::uintmax_t most) {
  std::uintmax_t bytes = 0;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    std::error_code missing;
    const std::uintmax_t own = std::filesystem::file_size(sources[i].path, missing);
    bytes += missing ? 0 : own;
    if (bytes > most) return std::max<std::size_t>(i, 1);
  }
  return sources.size();
}

}  // namespace

ReportStore read_reports(std::span<const ReportSource> sources, const Region& region,
                         std::span<const CrosswalkEntry> crosswalk, const ReadRules& rules,
                         Ledger& ledger, const Control& control) {
  ReportIntake intake(region, crosswalk, rules, ledger, control);
  std::size_t count = batch_of(sources, rules.store.most_bytes);
  std::vector<TextTable> tables = read_batch(sources.first(count), control);
  while (count > 0) {
    const auto batch = sources.first(count);
    sources = sources.subspan(count);
    count = batch_of(sources, rules.store.most_bytes);
    std::vector<TextTable> next;
    side_by_side(
        [&] {
          for (std::size_t i = 0; i < batch.size(); ++i) {
            const std::string& path = batch[i].path;
            intake.take({&tables[i], &batch[i], from_meters(batch[i].utm_epsg, region.box, path)});
          }
        },
        [&] { next = read_batch(sources.first(count), control); });
    tables = std::move(next);
  }
  return intake.finish();
}

VisitStore read_patrol_log(const TableSource& source, const Region& region,
                           std::span<const CrosswalkEntry> crosswalk, const ReadRules& rules,
                           Ledger& ledger) {
  return judge_patrol_log(text_of(source, "patrol_log"), {&source, &region, crosswalk, rules, {}},
                          ledger);
}

std::vector<KrppaEntry> read_krppa(const TableSource& source, const Region& region,
                                   std::span<const CrosswalkEntry> crosswalk,
                                   const ReadRules& rules, Ledger& ledger) {
  return judge_krppa(text_of(source, "krppa"), {&source, &region, crosswalk, rules, {}}, ledger);
}

std::vector<Population> read_population(const TableSource& source, const Region& region,
                                        std::span<const CrosswalkEntry> crosswalk,
                                        const ReadRules& rules, Ledger& ledger) {
  return judge_population(text_of(source, "population"), {&source, &region, crosswalk, rules, {}},
                          ledger);
}

std::vector<Post> read_posts(const TableSource& source, const Region& region,
                             const ReadRules& rules, Ledger& ledger) {
  return judge_posts(text_of(source, "posts"),
                     {&source, &region, {}, rules, from_meters({}, region.box, source.path)},
                     ledger);
}

std::vector<Squad> read_squads(const TableSource& source, const ReadRules& rules, Ledger& ledger) {
  return judge_squads(text_of(source, "squads"), {&source, nullptr, {}, rules, {}}, ledger);
}

std::vector<Contact> read_contacts(const TableSource& source, const ReadRules& rules,
                                   Ledger& ledger) {
  return judge_contacts(text_of(source, "contacts"), {&source, nullptr, {}, rules, {}}, ledger);
}

std::vector<ProtectedPlace> read_sensitive_sites(const TableSource& source, const Region& region,
                                                 const ReadRules& rules, Ledger& ledger) {
  return judge_sensitive_sites(
      text_of(source, "sensitive_sites"),
      {&source, nullptr, {}, rules, from_meters({}, region.box, source.path)}, ledger);
}

std::vector<ScheduledVisit> read_schedule(const TableSource& source, Ledger& ledger) {
  return judge_schedule(text_of(source, "schedule"), {&source, nullptr, {}, {}, {}}, ledger);
}

OverrideSheet read_overrides(const TableSource& source, Ledger& ledger) {
  return judge_overrides(text_of(source, "overrides"), {&source, nullptr, {}, {}, {}}, ledger);
}

CheckinTable read_checkins(const TableSource& source, const OverrideSheet& schedule,
                           const Region& region, const ReadRules& rules, Ledger& ledger) {
  return judge_checkins(text_of(source, "checkins"), {&source, &region, {}, rules, {}}, schedule,
                        ledger);
}

std::vector<CrosswalkEntry> read_crosswalk(const TableSource& source, Ledger& ledger) {
  return judge_crosswalk(text_of(source, "crosswalk"), ledger);
}

}  // namespace rawan::io
