#include "feedback_district.h"

#include "rawan/algorithms/random.h"
#include "rawan/io/error.h"
#include "rawan/io/writers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace rawan::engine::feedback {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kAcross = 8;
constexpr double kStep = 0.009;  ///< Degrees: a side of a village, about a kilometer.
constexpr io::GeoPoint kCorner{109.45, 0.82};
constexpr double kSpread = 0.0014;  ///< Marks around the middle of their village; degrees.
constexpr std::uint32_t kWeekdays = 5;

/// Far from the border of the village even at three deviations.
constexpr double kFarthest = 3.0 * kSpread;

std::string code_of_area(std::size_t area) {
  return fmt::format("61.07.04.{}", 2001 + area);
}

io::GeoPoint middle_of(std::size_t area) {
  return {kCorner.lon + kStep * (static_cast<double>(area % kAcross) + 0.5),
          kCorner.lat + kStep * (static_cast<double>(area / kAcross) + 0.5)};
}

io::GeoArea square_around(io::GeoPoint p) {
  const double half = 0.5 * kStep;
  return {{.outer = {{p.lon - half, p.lat - half},
                     {p.lon + half, p.lat - half},
                     {p.lon + half, p.lat + half},
                     {p.lon - half, p.lat + half},
                     {p.lon - half, p.lat - half}},
           .holes = {}}};
}

io::Layer villages_layer(std::size_t areas) {
  std::vector<io::GeoArea> shapes;
  io::Texts codes;
  io::Texts names;
  io::Texts districts;
  for (std::size_t area = 0; area < areas; ++area) {
    shapes.push_back(square_around(middle_of(area)));
    codes.emplace_back(code_of_area(area));
    names.emplace_back(fmt::format("Desa {}", area + 1));
    districts.emplace_back("Uji");
  }
  return {.name = "desa",
          .title = "Desa",
          .description = "",
          .shapes = std::move(shapes),
          .columns = {{"kode", "Kode", std::move(codes)},
                      {"desa", "Desa", std::move(names)},
                      {"kecamatan", "Kecamatan", std::move(districts)}}};
}

std::string post_table(std::size_t areas) {
  const double rows = static_cast<double>((areas + kAcross - 1) / kAcross);
  return fmt::format("post_id,name,type,lat,lon\nPOS,Mako,mako,{:.6f},{:.6f}\n",
                     kCorner.lat + 0.5 * kStep * rows,
                     kCorner.lon + 0.5 * kStep * static_cast<double>(kAcross));
}

/// As many shifts in five days as the world has visits: each has time for one stop, the farthest
/// village included (three minutes each way), and for no second one.
std::string squad_table(std::uint32_t slots) {
  std::string text =
      "squad_id,org,post_id,shift_code,officers,trained_pug,vehicle,max_minutes,speed_kmh,days\n";
  for (std::uint32_t squad = 0; squad * kWeekdays < slots; ++squad) {
    const bool is_whole = (squad + 1) * kWeekdays <= slots;
    constexpr const char* kDays[] = {"", "sen", "sen sel", "sen sel rab", "sen sel rab kam"};
    text += fmt::format("R{:02},satpol_pp,POS,P,8,3,r4,30,100,{}\n", squad + 1,
                        is_whole ? "sen sel rab kam jum" : kDays[slots % kWeekdays]);
  }
  return text;
}

std::string day_text(Day day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", int(date.year()), unsigned(date.month()),
                     unsigned(date.day()));
}

/// The same place for the same person, whatever else was told.
std::string place_in(std::uint32_t area, std::uint32_t person) {
  rawan::Stream random(person, 9);
  const auto off = [&] { return std::clamp(kSpread * random.normal(), -kFarthest, kFarthest); };
  const io::GeoPoint middle = middle_of(area);
  const double lat = middle.lat + off();
  return fmt::format("{:.6f},{:.6f}", lat, middle.lon + off());
}

fs::path new_folder() {
  std::string name = (fs::temp_directory_path() / "rawan-world-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw io::OutputError("write_failed", {.file = name});
  return name;
}

}  // namespace

District::District(const WorldTerms& terms) : folder_(new_folder()), areas_(terms.areas) {
  const io::Layer layers[] = {villages_layer(areas_)};
  io::write_geopackage(path("villages.gpkg"), layers);
  io::write_text(path("posts.csv"), post_table(areas_));
  io::write_text(path("squads.csv"), squad_table(terms.slots));
  reports_ =
      "report_id,source_org,record_type,patrol_id,reported_at,occurred_on,village_code,place_type,"
      "issue_type,env_factor,dialogue_id,women_consulted,reporter_sex,reporter_ref,consent,lat,"
      "lon\n";
  log_ = "patrol_id,date,shift_code,squad_id,village_code,minutes_on_site\n";
}

District::~District() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void District::add_visit(std::uint32_t area, Day day) {
  log_ += fmt::format("P{},{},P,R01,{},20\n", ++visits_, day_text(day), code_of_area(area));
}

void District::add_report(std::uint32_t area, Day day, const Row& row) {
  ++people_;
  const bool is_mark = *row.kind == 'p';
  const std::string date = day_text(day);
  reports_ += fmt::format(
      "L{0},{1},{2},,{3}T12:00:00+07:00,{3},{4},jalan_umum,{5},{6},{7},{8},{9},O{0},{10},{11}\n",
      people_, is_mark ? "dp3a" : "satpol_pp", row.kind, date, code_of_area(area),
      is_mark ? "gelap_sepi" : "", is_mark ? "" : "gelap", row.dialogue,
      is_mark ? std::to_string(kWomen) : "", is_mark ? "perempuan" : "", row.consent,
      row.place.empty() ? "," : row.place);
}

void District::add_finding(std::uint32_t area, Day day) {
  add_report(area, day, {.kind = "temuan"});
}

void District::add_dialogue(std::uint32_t area, Day day, std::uint64_t marks) {
  const std::string dialogue = fmt::format("D{}-{}", area, day.time_since_epoch().count());
  add_report(area, day, {.kind = "persepsi", .consent = "tidak", .dialogue = dialogue});
  for (std::uint64_t k = 0; k < marks; ++k) {
    add_report(area, day,
               {.kind = "persepsi", .dialogue = dialogue, .place = place_in(area, people_ + 1)});
  }
}

Config District::project(Day start) const {
  io::write_text(path("reports.csv"), reports_);
  io::write_text(path("log.csv"), log_);
  Config config;
  config.file = folder_ / "project.toml";
  config.project.name = "Kabupaten Uji";
  config.project.synthetic = true;
  config.period = {kFirstDay, start - std::chrono::days(1)};
  config.inputs.villages = {.path = path("villages.gpkg"),
                            .profile = "custom",
                            .code_column = "kode",
                            .name_column = "desa",
                            .district_column = "kecamatan",
                            .codes = io::CodeSystem::kemendagri};
  config.inputs.reports = {{.path = path("reports.csv"), .source_system = "manual_csv"}};
  config.inputs.patrol_log = io::TableSource{.path = path("log.csv")};
  config.inputs.posts = io::TableSource{.path = path("posts.csv")};
  config.inputs.squads = io::TableSource{.path = path("squads.csv")};
  config.priority = {.krppa_bonus = 0.0, .stale_bonus = 0.0, .environment_bonus = 0.0};
  config.patrol.start = start;
  config.patrol.dwell_patrol = config.patrol.dwell_patrol_full;
  config.patrol.detour_factor = 1.0;
  config.patrol.max_gap_days = 0;
  config.patrol.max_village_share = 1.0;
  config.analysis.bandwidth_rule = BandwidthRule::fixed;
  config.analysis.stability_runs = 20;
  config.patrol.search_iterations = 500;
  config.patrol.search_walks = 1;
  config.patrol.shifts = {{.code = "P", .start = Minutes(9 * 60), .end = Minutes(15 * 60)}};
  config.output.tiers = {Tier::operational};
  return config;
}

}  // namespace rawan::engine::feedback
