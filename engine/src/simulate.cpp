#include "layer_words.h"
#include "rawan/algorithms/random.h"
#include "rawan/engine/config_error.h"
#include "rawan/engine/pipeline.h"
#include "rawan/io/error.h"
#include "rawan/io/writers.h"
#include "simulated_inputs.h"
#include "simulated_rows.h"
#include "world.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <numeric>
#include <set>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

/// A small table of text, `;` between cells.
std::string join_row(const std::vector<std::string>& cells) {
  return fmt::format("{}\n", fmt::join(cells, ";"));
}

/// Splits a total over weights so that whole numbers sum to it: largest remainders, ties by
/// position.
std::vector<std::int64_t> apportion(std::int64_t total, const std::vector<double>& weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<std::int64_t> parts;
  std::vector<std::size_t> order;
  std::vector<double> remainder;
  std::int64_t left = total;
  for (const double weight : weights) {
    const double exact = static_cast<double>(total) * weight / sum;
    parts.push_back(static_cast<std::int64_t>(std::floor(exact)));
    remainder.push_back(exact - std::floor(exact));
    order.push_back(order.size());
    left -= parts.back();
  }
  std::ranges::stable_sort(
      order, [&](std::size_t a, std::size_t b) { return remainder[a] > remainder[b]; });
  for (std::size_t i = 0; left > 0; ++i, --left) ++parts[order[i % order.size()]];
  return parts;
}

std::string patrol_log(const World& world, const SimulatedInputs& inputs, const Config& config) {
  std::string text =
      join_row({"patrol_id", "date", "shift_code", "squad_id", "village_code", "dialogue_id",
                "minutes_on_site", "women_consulted", "men_consulted", "cards_given", "result"});
  for (std::size_t d = 0; d < world.dialogues.size(); ++d) {
    const WorldDialogue& talk = world.dialogues[d];
    const auto& shifts = config.patrol.shifts;
    text += join_row({patrol_name(talk), iso_date(talk.day),
                      shifts.empty() ? "" : shifts[talk.squad % shifts.size()].code,
                      fmt::format("R{}", talk.squad + 1), io::to_dotted(inputs.sites.id[talk.site]),
                      dialogue_name(d), std::to_string(20 + talk.women), std::to_string(talk.women),
                      std::to_string(talk.men), std::to_string(talk.women / 2),
                      talk.marks.empty() && talk.findings.empty() ? "nihil" : "ada_temuan"});
  }
  return text;
}

std::string posts_table(const SimulatedInputs& inputs) {
  const io::Projector projector(inputs.records.crs.crs);
  std::string text = join_row({"post_id", "name", "type", "lat", "lon", "village_code", "org"});
  for (const SimulatedPost& post : inputs.posts) {
    const io::GeoPoint p = projector.to_degrees(inputs.sites.center[post.site]);
    text += join_row({post.id, post.name, post.type, fmt::format("{:.5f}", p.lat),
                      fmt::format("{:.5f}", p.lon), io::to_dotted(inputs.sites.id[post.site]),
                      "satpol_pp"});
  }
  return text;
}

/// The kecamatan most of whose villages a squad's post is nearest to; each has one squad.
std::vector<std::vector<std::string>> districts_of_squads(const SimulatedInputs& inputs) {
  std::map<io::DistrictId, std::vector<std::uint32_t>> votes;
  for (std::size_t site = 0; site < inputs.sites.size(); ++site) {
    auto& count = votes[io::district_of(inputs.sites.id[site])];
    count.resize(inputs.posts.size());
    ++count[inputs.squad_of[site]];
  }
  std::vector<std::vector<std::string>> districts(inputs.posts.size());
  for (const auto& [district, count] : votes) {
    const auto most = std::ranges::max_element(count) - count.begin();
    districts[static_cast<std::size_t>(most)].push_back(io::to_dotted(district));
  }
  return districts;
}

std::string squads_table(const SimulatedInputs& inputs, const Config& config) {
  const auto districts = districts_of_squads(inputs);
  const auto& shifts = config.patrol.shifts;
  std::string text = join_row({"squad_id", "org", "post_id", "shift_code", "officers",
                               "officers_women", "trained_pug", "vehicle", "max_minutes", "max_km",
                               "speed_kmh", "kecamatan_codes", "days"});
  for (std::size_t s = 0; s < inputs.posts.size(); ++s) {
    text +=
        join_row({fmt::format("R{}", s + 1), "satpol_pp", inputs.posts[s].id,
                  shifts.empty() ? "" : shifts[s % shifts.size()].code, "8",
                  std::to_string(2 + s % 2), std::to_string(3 + s % 3), "r4", "420", "220", "30",
                  fmt::format("{}", fmt::join(districts[s], " ")), "sen sel rab kam jum sab"});
  }
  return text;
}

/// About the size of households in the province; it only says where houses are few.
constexpr std::int64_t kPeoplePerHousehold = 4;

/// Synthetic populations that sum to the official totals: none is published per village.
std::string population_table(const SimulatedInputs& inputs, const Config& config) {
  Stream random(config.project.seed, 0xB0B);
  std::vector<double> weights;
  for (std::size_t i = 0; i < inputs.sites.size(); ++i) {
    weights.push_back(std::exp(0.7 * random.normal()));
  }
  const auto women = apportion(config.simulate.women_total, weights);
  const auto men = apportion(config.simulate.men_total, weights);
  const std::chrono::year_month_day end(config.period.to);
  std::string text =
      join_row({"village_code", "year", "pop_total", "pop_f", "pop_m", "households", "source"});
  for (std::size_t i = 0; i < inputs.sites.size(); ++i) {
    text += join_row(
        {io::to_dotted(inputs.sites.id[i]), std::to_string(static_cast<int>(end.year()) - 1),
         std::to_string(women[i] + men[i]), std::to_string(women[i]), std::to_string(men[i]),
         std::to_string((women[i] + men[i]) / kPeoplePerHousehold), "sintetis"});
  }
  return text;
}

std::string truth_of_villages(const World& world, const SimulatedInputs& inputs) {
  std::string text = join_row({"kode_desa", "desa", "laju_sebenarnya_per_1000"});
  for (std::size_t i = 0; i < inputs.sites.size(); ++i) {
    text += join_row({io::to_dotted(inputs.sites.id[i]), inputs.sites.name[i],
                      fmt::format("{:.3f}", 1000.0 * world.rate[i])});
  }
  return text;
}

std::string truth_of_hotspots(const World& world, const SimulatedInputs& inputs) {
  const io::Projector projector(inputs.records.crs.crs);
  std::string text = join_row({"kode_desa", "lat", "lon", "jam"});
  for (const WorldHotspot& hotspot : world.hotspots) {
    const io::GeoPoint p = projector.to_degrees(hotspot.position);
    text += join_row({io::to_dotted(inputs.sites.id[hotspot.site]), fmt::format("{:.6f}", p.lat),
                      fmt::format("{:.6f}", p.lon), fmt::format("{:.1f}", hotspot.hour)});
  }
  return text;
}

struct NamedText {
  std::string name;
  std::string text;
};

/// Every other dialogue is told in the other dialect: two tools are in use side by side.
void add_reports(const World& world, const SimulatedInputs& inputs, const Config& config,
                 std::vector<NamedText>& files) {
  const std::vector<SimulatedRow> rows = rows_of(world, inputs);
  std::string truth = join_row({"berkas", "nomor", "cacat"});
  const Dialect dialects[] = {kobo_dialect(), excel_dialect()};
  for (std::size_t which = 0; which < 2; ++which) {
    std::vector<SimulatedRow> own;
    for (const SimulatedRow& row : rows) {
      if (row.dialogue_number % 2 == which) own.push_back(row);
    }
    SpoiltTable table = write_table(dialects[which], own, inputs, config.simulate.dirty_share,
                                    config.project.seed + which);
    for (const auto& [number, dirt] : table.dirt) {
      truth += join_row({dialects[which].file, std::to_string(number), std::string(code_of(dirt))});
    }
    files.push_back({dialects[which].file, std::move(table.text)});
  }
  files.push_back({"kebenaran_baris.csv", std::move(truth)});
}

/// A project that analyses what was made: the same villages and register, the synthetic tables.
std::string project_of(const Config& config, const fs::path& dir, bool has_population) {
  Config made = config;
  made.file = dir / "project.toml";
  made.project.synthetic = true;
  const auto table = [&](const char* name) {
    return io::TableSource{.path = (dir / name).string()};
  };
  made.inputs.reports = {
      {.path = (dir / "laporan_kobo.csv").string(), .source_system = "kobo"},
      {.path = (dir / "laporan_excel.csv").string(), .source_system = "manual_csv"}};
  made.inputs.patrol_log = table("patroli.csv");
  if (!config.project.per_regency) {
    made.inputs.posts = table("pos.csv");
    made.inputs.squads = table("regu.csv");
  }
  made.inputs.population.reset();
  if (has_population) made.inputs.population = table("penduduk.csv");
  return print_config(made);
}

bool is_own_directory(const fs::path& dir, const Config& config) {
  return fs::weakly_canonical(dir) == fs::weakly_canonical(fs::absolute(config.file).parent_path());
}

/// A directory whose project declares its data synthetic.
bool holds_synthetic_data(const fs::path& dir, const Config& config) {
  if (is_own_directory(dir, config)) return config.project.synthetic;
  try {
    return read_config(dir / "project.toml", std::nullopt).project.synthetic;
  } catch (const ConfigError&) {
    return false;
  }
}

/// What a patrol really wrote is never replaced by what was drawn.
void expect_replaceable(const fs::path& dir, const std::vector<NamedText>& files,
                        const Config& config) {
  const auto found = std::ranges::find_if(
      files, [&](const NamedText& file) { return fs::exists(dir / file.name); });
  if (found == files.end() || holds_synthetic_data(dir, config)) return;
  throw io::OutputError("not_synthetic", {.file = (dir / found->name).string()});
}

std::vector<NamedText> make_files(const Config& config, const fs::path& dir,
                                  const Control& control) {
  const SimulatedInputs inputs = simulated_inputs(config, control);
  const World world = make_world(inputs.sites, inputs.squad_of, config.simulate, config.period,
                                 config.project.seed);
  const bool has_population = config.simulate.women_total > 0 && config.simulate.men_total > 0;
  std::vector<NamedText> files;
  add_reports(world, inputs, config, files);
  files.push_back({"patroli.csv", patrol_log(world, inputs, config)});
  files.push_back({"pos.csv", posts_table(inputs)});
  files.push_back({"regu.csv", squads_table(inputs, config)});
  files.push_back({"kebenaran_desa.csv", truth_of_villages(world, inputs)});
  files.push_back({"kebenaran_titik.csv", truth_of_hotspots(world, inputs)});
  if (has_population) files.push_back({"penduduk.csv", population_table(inputs, config)});
  if (!is_own_directory(dir, config)) {
    files.push_back({"project.toml", project_of(config, dir, has_population)});
  }
  return files;
}

/// All files or none: they get their names when the last one is complete.
void write_all(const fs::path& dir, const std::vector<NamedText>& files, const Control& control) {
  const auto part = [&](const NamedText& file) { return dir / (file.name + ".part"); };
  try {
    for (const NamedText& file : files) {
      control.check();
      io::write_text(part(file).string(), file.text);
    }
  } catch (...) {
    std::error_code ignored;
    for (const NamedText& file : files) fs::remove(part(file), ignored);
    throw;
  }
  for (const NamedText& file : files) fs::rename(part(file), dir / file.name);
}

}  // namespace

int simulate(const Config& config, const fs::path& dir, const RunContext& context) {
  context.announce("stage.simulate");
  const fs::path target = fs::absolute(dir).lexically_normal();
  const std::vector<NamedText> files = make_files(config, target, context.control);
  expect_replaceable(target, files, config);
  std::error_code failed;
  fs::create_directories(target, failed);
  if (failed) throw io::OutputError("not_a_directory", {.file = dir.string()}, failed.message());
  write_all(target, files, context.control);
  context.announce("");
  for (const NamedText& file : files) fmt::print("{}\n", (target / file.name).string());
  return 0;
}

}  // namespace rawan::engine
