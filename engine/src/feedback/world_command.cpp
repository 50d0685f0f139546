#include "world_command.h"

#include "feedback_trials.h"
#include "rawan/engine/config_error.h"
#include "rawan/io/chart.h"
#include "rawan/io/writers.h"
#include "sentence.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace rawan::engine {
namespace {

using feedback::Seeds;
using feedback::Summary;

constexpr std::uint64_t kMostSeeds = 100'000;
constexpr std::uint32_t kFewestRounds = 40;  ///< The start and the rounds that are measured.
constexpr std::uint32_t kMostRounds = 10'000;

[[noreturn]] void refuse(const char* option, const Catalogue& words) {
  throw ConfigError(sentence(words, "usage_value", {}, {{"argument", option}}), "usage_value");
}

std::optional<std::uint64_t> whole(std::string_view text) {
  std::uint64_t number = 0;
  const auto end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end || text.empty()) return std::nullopt;
  return number;
}

/// "1..200" or "7".
Seeds seeds_of(const std::string& text, const Catalogue& words) {
  const std::size_t dots = text.find("..");
  const std::string_view all(text);
  const auto first = whole(all.substr(0, dots));
  const auto last = dots == std::string::npos ? first : whole(all.substr(dots + 2));
  if (!first || !last || *last < *first || *last - *first >= kMostSeeds) refuse("--seeds", words);
  return {*first, *last};
}

/// Names as in JSON and the catalogue, in the order they are told.
std::vector<std::pair<const char*, double>> figures(const Summary& s, feedback::World world) {
  std::vector<std::pair<const char*, double>> all{{"tv_mean", s.tv_mean},
                                                  {"tv_q95", s.tv_q95},
                                                  {"tv_floor_q95", s.tv_floor_q95},
                                                  {"kl_q95", s.kl_q95},
                                                  {"amplification_median", s.amplification_median},
                                                  {"amplification_q95", s.amplification_q95},
                                                  {"starved", s.starved},
                                                  {"rank_correlation", s.rank_correlation},
                                                  {"realized_q95", s.realized_q95},
                                                  {"longest_gap", s.longest_gap},
                                                  {"start_mean", s.start_mean},
                                                  {"start_q95", s.start_q95},
                                                  {"regret", s.regret}};
  if (world == feedback::World::change) {
    all.emplace_back("followed_median", s.followed_median);
    all.emplace_back("followed_q95", s.followed_q95);
    all.emplace_back("never_followed", s.never_followed);
  }
  return all;
}

feedback::Depth depth_of(const WorldRequest& request) {
  if (request.pipeline) return feedback::Depth::pipeline;
  return request.banding ? feedback::Depth::banding : feedback::Depth::allocation;
}

void take_pair(const std::vector<double>& values, const char* option, feedback::World world,
               const Catalogue& words, std::vector<double>& pair) {
  if (values.empty()) return;
  const bool are_counts = std::ranges::all_of(values, [](double v) { return v > 0.0 && v < 1e3; });
  if (world != feedback::World::two_areas || values.size() != 2 || !are_counts) {
    refuse(option, words);
  }
  pair = values;
}

feedback::WorldTerms terms_for(const WorldRequest& request, feedback::World world,
                               const Catalogue& words) {
  feedback::WorldTerms terms = feedback::terms_of(world);
  terms.depth = depth_of(request);
  // Its two areas have no women who tell, and the program ranks nothing without them.
  const bool is_mute = world == feedback::World::two_areas;
  if (is_mute && terms.depth == feedback::Depth::pipeline) refuse("--pipeline", words);
  take_pair(request.rates, "--rates", world, words, terms.rates);
  take_pair(request.found, "--found", world, words, terms.start_counts);
  terms.rounds = request.rounds.value_or(terms.rounds);
  if (terms.rounds < kFewestRounds || terms.rounds > kMostRounds) refuse("--rounds", words);
  return terms;
}

std::string as_json(const WorldRequest& request, const feedback::Trials& trials, double memory,
                    feedback::World world) {
  nlohmann::ordered_json json{{"world", request.world},
                              {"policy", request.policy},
                              {"seeds", request.seeds},
                              {"memory", memory},
                              {"depth", feedback::code_of(depth_of(request))}};
  for (const auto& [name, value] : figures(feedback::summarize(trials), world)) json[name] = value;
  return json.dump(2) + "\n";
}

void print_text(const feedback::Trials& trials, feedback::World world, const Catalogue& words) {
  for (const auto& [name, value] : figures(feedback::summarize(trials), world)) {
    fmt::print("{}: {}\n", words.text(std::string("world.") + name), words.number(value, 3));
  }
}

io::ChartSeries curve(const std::vector<double>& values, const char* color, std::string label) {
  io::ChartSeries series{.mark = io::ChartSeries::Mark::line,
                         .color = color,
                         .label = std::move(label),
                         .x = {},
                         .y = {}};
  for (std::size_t round = 0; round < values.size(); ++round) {
    series.x.push_back(static_cast<double>(round + 1));
    series.y.push_back(values[round]);
  }
  return series;
}

/// Patrol share against true share over time.
io::Chart picture_of(const WorldRequest& request, const feedback::Trials& trials,
                     const Catalogue& words) {
  const Placeholders which{
      {"world", request.world}, {"policy", request.policy}, {"seeds", request.seeds}};
  return {.title = words.text("world.picture.title", which),
          .note = words.text("mark.synthetic"),
          .x_title = words.text("world.picture.rounds"),
          .y_title = words.text("world.picture.share"),
          .names = {},
          .series = {curve(trials.realized, "#c6dbef", words.text("world.picture.visits")),
                     curve(trials.watched, "#2171b5", words.text("world.picture.intent")),
                     curve(trials.truth, "#d7301f", words.text("world.picture.truth"))},
          .number = [&words](double value, int decimals) { return words.number(value, decimals); }};
}

}  // namespace

int play_world(const WorldRequest& request, const Catalogue& words, const Control& control) {
  const auto world = feedback::world_named(request.world);
  if (!world) refuse("--world", words);
  const auto policy = feedback::policy_named(request.policy);
  if (!policy) refuse("--policy", words);
  const feedback::WorldTerms terms = terms_for(request, *world, words);
  const bool is_deep = terms.depth != feedback::Depth::allocation;
  if (is_deep && *policy != feedback::Policy::production) refuse("--policy", words);
  AllocationConfig config;
  if (request.memory) config.memory = *request.memory;
  if (!(config.memory >= 0.5 && config.memory <= 1.0)) refuse("--memory", words);
  const feedback::Trials trials =
      play_seeds(terms, *policy, config, seeds_of(request.seeds, words), control);
  if (!request.picture.empty()) {
    io::write_text(request.picture.string(), chart_as_svg(picture_of(request, trials, words)));
  }
  if (request.json) {
    fmt::print("{}", as_json(request, trials, config.memory, *world));
  } else {
    print_text(trials, *world, words);
  }
  return 0;
}

}  // namespace rawan::engine
