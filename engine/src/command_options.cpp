#include "command_options.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <utility>

namespace rawan::engine {
namespace {

template <typename Number = std::uint32_t>
std::optional<Number> whole_number(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// A check that does not describe itself in English.
CLI::Validator unnamed(CLI::Validator check) {
  check.description("");
  return check;
}

}  // namespace

void add_limit_options(CLI::App& app, WorkerLimits& limits, const Catalogue& words) {
  constexpr double kMostSeconds = 31.0 * 86'400.0;
  const auto refuse = [](const std::string& text) {
    return parse_bytes(text) ? std::string() : text;
  };
  app.add_option_function<std::string>(
         "--max-memory", [&](const std::string& text) { limits.bytes = *parse_bytes(text); },
         words.text("help.max_memory"))
      ->type_name("2G")
      ->check(CLI::Validator(refuse, ""));
  app.add_option("--max-seconds", limits.seconds, words.text("help.max_seconds"))
      ->type_name("T")
      ->check(unnamed(CLI::Range(1.0, kMostSeconds)));
}

std::optional<std::uint64_t> parse_bytes(std::string_view text) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 50;
  std::uint64_t unit = 1;
  for (const auto& [letter, bits] : {std::pair{'K', 10}, {'M', 20}, {'G', 30}, {'T', 40}}) {
    if (text.ends_with(letter)) unit = std::uint64_t{1} << bits;
  }
  if (unit > 1) text.remove_suffix(1);
  const auto number = whole_number<std::uint64_t>(text);
  if (!number || *number == 0 || *number > kMost / unit) return std::nullopt;
  return *number * unit;
}

void add_attack_options(CLI::App& app, AttackRequest& request, const Catalogue& words) {
  const auto add = [&](const std::string& name, auto& value, const std::string& mark) {
    app.add_option("--" + name, value, words.text("help.attack." + name))->type_name(mark);
  };
  add("truth", request.truth, words.text("help.file_mark"));
  add("only", request.only, words.text("help.attack.only_mark"));
  add("seed", request.seed, "N");
  add("samples", request.samples, "N");
}

CLI::Option* add_world_options(CLI::App& app, WorldRequest& request, const Catalogue& words) {
  const auto about = [&](const char* name) {
    return words.text(std::string("help.simulate.") + (name + 2));
  };
  const auto text = [&](const char* name, auto& value, const char* mark) {
    return app.add_option(name, value, about(name))->type_name(mark);
  };
  CLI::Option* world = text("--world", request.world, "W1..W8");
  text("--policy", request.policy, "")->needs(world);
  text("--seeds", request.seeds, "A..B")->needs(world);
  text("--memory", request.memory, "N")->needs(world);
  text("--rounds", request.rounds, "N")->needs(world);
  text("--rates", request.rates, "A,B")->needs(world)->delimiter(',');
  text("--found", request.found, "A,B")->needs(world)->delimiter(',');
  app.add_flag("--banding", request.banding, about("--banding"))->needs(world);
  app.add_flag("--pipeline", request.pipeline, about("--pipeline"))->needs(world);
  text("--picture", request.picture, "FILE.svg")->needs(world);
  return world;
}

std::optional<Share> parse_share(const std::string& text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return std::nullopt;
  const auto number = whole_number(std::string_view(text).substr(0, slash));
  const auto of = whole_number(std::string_view(text).substr(slash + 1));
  if (!number || !of || *number < 1 || *number > *of) return std::nullopt;
  return Share{*number, *of};
}

}  // namespace rawan::engine
