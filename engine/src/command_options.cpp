#include "command_options.h"

#include <CLI/CLI.hpp>

#include <charconv>

namespace rawan::engine {
namespace {

std::optional<std::uint32_t> whole_number(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

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
