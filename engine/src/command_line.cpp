#include "command_line.h"

#include "command_options.h"
#include "config_value.h"
#include "help_formatter.h"
#include "nearest.h"
#include "rawan/engine/config_error.h"
#include "rawan/engine/version.h"
#include "sentence.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <memory>
#include <utility>

namespace rawan::engine {
namespace {

constexpr std::uint32_t kMostThreads = 1024;
constexpr std::uint32_t kMostWorlds = 100'000;
constexpr std::int32_t kMostDays = 92;
constexpr std::uint64_t kMostIterations = 1'000'000'000;
constexpr double kMostSeconds = 86'400.0;

using Milliseconds = std::chrono::milliseconds;

[[noreturn]] void refuse(const Catalogue& words, const std::string& id, Placeholders values) {
  throw ConfigError(sentence(words, id, {}, std::move(values)), id);
}

/// CLI11 asks a check for its complaint; the words come from the catalogue later.
std::string refuse_date(const std::string& text) {
  return parse_iso_date(text) ? std::string() : text;
}

std::string refuse_share(const std::string& text) {
  return parse_share(text) ? std::string() : text;
}

/// A check that does not describe itself in English.
CLI::Validator unnamed(CLI::Validator check) {
  check.description("");
  return check;
}

/// The grammar of the command line and what it fills.
class Grammar {
 public:
  explicit Grammar(const Catalogue& words) : words_(words) {
    app_.name("rawan");
    app_.description(words.text("help.program"));
    app_.formatter(help_formatter(words));
    app_.option_defaults()->group(words.text("help.options"));
    app_.set_help_flag("-h,--help", words.text("help.help"));
    app_.set_version_flag("--version", version_text, words.text("help.version"));
    app_.footer(words.text("help.examples"));
    app_.require_subcommand(1);
    add_global_options();
    add_commands();
    add_tools();
  }

  CLI::App& app() { return app_; }
  const CLI::App& app() const { return app_; }

  Command command() const {
    Command command = command_;
    for (const auto& [verb, app] : commands_) {
      if (app->parsed()) command.verb = verb;
    }
    for (const DeclaredTool& tool : tools_) {
      if (!tool.app->parsed()) continue;
      command.verb = Verb::tool;
      command.tool = tool.app->get_name();
      command.run_tool = tool.run;
      command.tool_sources = tool.options->given_sources();
      command.tool_results = tool.options->given_results();
    }
    command.plan.json = command.world.json = command.attack.json = command.json;
    if (!before_.empty()) command.before = parse_iso_date(before_);
    if (!start_.empty()) command.plan.start = parse_iso_date(start_);
    if (seconds_) command.plan.time_limit = Milliseconds(std::llround(*seconds_ * 1000.0));
    if (!share_.empty()) command.share = parse_share(share_);
    if (language_ == "en") command.language = Language::en;
    if (language_ == "id") command.language = Language::id;
    return command;
  }

  /// Everything that begins with a dash, of all commands.
  std::vector<std::string> option_names() const {
    std::vector<const CLI::App*> apps{&app_};
    for (const CLI::App* app : app_.get_subcommands(nullptr)) apps.push_back(app);
    return names_of(apps);
  }

  /// The command that was given, if any.
  const CLI::App* given() const {
    const auto parsed = app_.get_subcommands();
    return parsed.empty() ? nullptr : parsed.front();
  }

  /// What may be written with the command that was given; without one: everything.
  std::vector<std::string> usable_names() const {
    return given() == nullptr ? option_names() : names_of({&app_, given()});
  }

  std::vector<std::string> command_names() const {
    std::vector<std::string> names;
    for (const CLI::App* app : app_.get_subcommands(nullptr)) names.push_back(app->get_name());
    return names;
  }

 private:
  static std::vector<std::string> names_of(const std::vector<const CLI::App*>& apps) {
    std::vector<std::string> names;
    for (const CLI::App* app : apps) {
      for (const CLI::Option* option : app->get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
      }
    }
    return names;
  }

  static std::string version_text() {
    std::string text = "rawan " + version();
    for (const auto& [name, number] : library_versions()) {
      text += fmt::format("\n{} {}", name, number);
    }
    return text;
  }

  void add_global_options() {
    app_.add_option("--threads", command_.threads, words_.text("help.threads"))
        ->type_name("N")
        ->check(unnamed(CLI::Range(1U, kMostThreads)));
    add_limit_options(app_, command_.limits, words_);
    app_.add_option("--lang", language_, words_.text("help.lang"))
        ->type_name("id|en")
        ->check(unnamed(CLI::IsMember({"id", "en"})));
    app_.add_flag("--quiet", command_.quiet, words_.text("help.quiet"));
    app_.add_flag("--strict", command_.strict, words_.text("help.strict"));
  }

  CLI::App& add_subcommand(const std::string& name, const std::string& group) {
    CLI::App* app = app_.add_subcommand(name, words_.text("help." + name));
    app->group(words_.text(group));
    app->fallthrough();
    app->get_help_ptr()->description(words_.text("help.help"))->group(words_.text("help.options"));
    app->footer(words_.text("help." + name + ".examples"));
    return *app;
  }

  CLI::App& add_command(Verb verb, const std::string& name) {
    CLI::App& app = add_subcommand(name, "help.commands");
    commands_.emplace_back(verb, &app);
    return app;
  }

  void add_tools() {
    for (const Tool& tool : all_tools()) {
      const std::string name(tool.name);
      CLI::App& app = add_subcommand(name, "help.tools");
      auto options = std::make_unique<OptionSet>(app, words_, name);
      const ToolRun run = tool.declare(*options);
      app.add_flag("--json", command_.json, words_.text("help.json"));
      tools_.push_back({&app, std::move(options), run});
    }
  }

  CLI::Option& add_subject(CLI::App& app, const std::string& key) {
    return *app.add_option(words_.text("help." + key + "_mark"), command_.subject,
                           words_.text("help." + key))
                ->required()
                ->type_name("");
  }

  CLI::Option& add_out(CLI::App& app, const std::string& key) {
    return *app.add_option("-o,--out", command_.out, words_.text(key))
                ->type_name(words_.text("help.directory_mark"));
  }

  void add_commands() {
    add_subject(add_command(Verb::init, "init"), "directory");

    CLI::App& check = add_command(Verb::check, "check");
    add_subject(check, "project");
    add_out(check, "help.check.out");

    add_subject(add_command(Verb::doctor, "doctor"), "project");

    CLI::App& run = add_command(Verb::run, "run");
    add_subject(run, "project");
    add_out(run, "help.run.out");
    run.add_flag("--print-config", command_.print_config, words_.text("help.print_config"));
    run.add_flag("--timings", command_.timings, words_.text("help.run.timings"));
    run.add_option("--share", share_, words_.text("help.run.share"))
        ->type_name("K/N")
        ->check(unnamed(CLI::Validator(refuse_share, "")));

    CLI::App& merge = add_command(Verb::merge, "merge");
    add_subject(merge, "project");
    add_out(merge, "help.run.out");

    add_schedule();

    add_simulate();

    CLI::App& schema = add_command(Verb::schema, "schema");
    schema.add_option(words_.text("help.table_mark"), command_.table, words_.text("help.table"))
        ->type_name("");
    schema.add_flag("--json", command_.json, words_.text("help.json"));

    add_subject(add_command(Verb::verify, "verify"), "release");
    add_attack();
    add_keeping();
  }

  void add_attack() {
    CLI::App& app = add_command(Verb::attack, "attack");
    app.add_option(words_.text("help.releases_mark"), command_.attack.releases,
                   words_.text("help.releases"))
        ->required()
        ->type_name("");
    add_attack_options(app, command_.attack, words_);
    app.add_flag("--json", command_.json, words_.text("help.json"));
  }

  void add_simulate() {
    CLI::App& app = add_command(Verb::simulate, "simulate");
    add_subject(app, "project").required(false);  // Not where a world is named.
    add_out(app, "help.simulate.out");
    app.add_option("--evaluate", command_.evaluate, words_.text("help.evaluate"))
        ->type_name("N")
        ->check(unnamed(CLI::Range(1U, kMostWorlds)));
    CLI::Option* world = add_world_options(app, command_.world, words_);
    app.add_flag("--json", command_.json, words_.text("help.json"))->needs(world);
  }

  /// What happens to outputs after they were made.
  void add_keeping() {
    CLI::App& audit = add_command(Verb::audit, "audit");
    audit.add_option("verify|show", command_.action, words_.text("help.audit.action"))
        ->required()
        ->type_name("")
        ->check(unnamed(CLI::IsMember({"verify", "show"})));
    add_subject(audit, "release");

    CLI::App& purge = add_command(Verb::purge, "purge");
    add_subject(purge, "release");
    purge.add_option("--project", command_.project, words_.text("help.project"))
        ->required()
        ->type_name(words_.text("help.file_mark"));
    purge.add_option("--before", before_, words_.text("help.purge.before"))
        ->type_name(words_.text("help.date_mark"))
        ->check(unnamed(CLI::Validator(refuse_date, "")));
  }

  void add_schedule() {
    CLI::App& app = add_command(Verb::schedule, "schedule");
    add_subject(app, "project");
    add_out(app, "help.schedule.out");
    app.add_option("--check", command_.plan.check, words_.text("help.schedule.check"))
        ->type_name(words_.text("help.file_mark"));
    app.add_flag("--frontier", command_.plan.frontier, words_.text("help.schedule.frontier"));
    app.add_option("--start", start_, words_.text("help.schedule.start"))
        ->type_name(words_.text("help.date_mark"))
        ->check(unnamed(CLI::Validator(refuse_date, "")));
    app.add_option("--days", command_.plan.days, words_.text("help.schedule.days"))
        ->type_name("N")
        ->check(unnamed(CLI::Range(1, kMostDays)));
    CLI::Option* steps = app.add_option("--iterations", command_.plan.iterations,
                                        words_.text("help.schedule.iterations"))
                             ->type_name("N")
                             ->check(unnamed(CLI::Range(std::uint64_t{1}, kMostIterations)));
    app.add_option("--seconds", seconds_, words_.text("help.schedule.seconds"))
        ->type_name("T")
        ->check(unnamed(CLI::Range(0.01, kMostSeconds)))
        ->excludes(steps);
    app.add_option("--seed", command_.plan.seed, words_.text("help.schedule.seed"))->type_name("N");
    app.add_flag("--json", command_.json, words_.text("help.json"));
  }

  struct DeclaredTool {
    CLI::App* app;
    std::unique_ptr<OptionSet> options;  ///< Reads the values while the command line is parsed.
    ToolRun run;
  };

  const Catalogue& words_;
  CLI::App app_;
  std::vector<std::pair<Verb, CLI::App*>> commands_;
  std::vector<DeclaredTool> tools_;
  Command command_;
  std::string language_;
  std::string start_;
  std::string before_;
  std::string share_;
  std::optional<double> seconds_;
};

/// The known word nearest to what was written.
std::string nearest(const std::string& written, const std::vector<std::string>& known) {
  return *std::ranges::min_element(
      known, {}, [&](const std::string& word) { return edit_distance(written, word); });
}

[[noreturn]] void refuse_option(const Grammar& grammar, const std::string& option,
                                const Catalogue& words) {
  const bool known = std::ranges::count(grammar.option_names(), option) > 0;
  if (known && grammar.given() != nullptr) {
    refuse(words, "usage_elsewhere",
           {{"argument", option}, {"command", grammar.given()->get_name()}});
  }
  refuse(words, "usage_option",
         {{"argument", option}, {"nearest", nearest(option, grammar.usable_names())}});
}

[[noreturn]] void refuse_extra(const Grammar& grammar, const std::string& extra,
                               const Catalogue& words) {
  if (extra.starts_with("-")) refuse_option(grammar, extra.substr(0, extra.find('=')), words);
  if (grammar.given() != nullptr) {
    refuse(words, "usage_extra", {{"argument", extra}, {"command", grammar.given()->get_name()}});
  }
  refuse(words, "usage_argument",
         {{"argument", extra}, {"nearest", nearest(extra, grammar.command_names())}});
}

/// What CLI11 complains about: the known name its English sentence holds.
std::string subject_of(const CLI::ParseError& error, const Grammar& grammar) {
  const std::string_view text = error.what();
  for (const std::string& name : grammar.option_names()) {
    if (text.find(name) != std::string_view::npos) return name;
  }
  return std::string(text.substr(0, text.find(' ')));
}

[[noreturn]] void refuse_error(const CLI::ParseError& error, const Grammar& grammar,
                               const Catalogue& words) {
  const auto extras = grammar.app().remaining(true);
  if (!extras.empty()) refuse_extra(grammar, extras.front(), words);
  const bool missing = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  if (missing && grammar.app().get_subcommands().empty()) refuse(words, "usage_command", {});
  refuse(words, missing ? "usage_missing" : "usage_value",
         {{"argument", subject_of(error, grammar)}});
}

void require_out(const Command& command, const Catalogue& words) {
  const bool run = command.verb == Verb::run && !command.print_config;
  const bool is_world = !command.world.world.empty();
  if (command.verb == Verb::simulate && !is_world && command.subject.empty()) {
    refuse(words, "usage_missing", {{"argument", words.text("help.project_mark")}});
  }
  const bool simulate = command.verb == Verb::simulate && !command.evaluate && !is_world;
  const bool schedule = command.verb == Verb::schedule && command.plan.check.empty();
  const bool merge = command.verb == Verb::merge;
  if ((run || merge || schedule || simulate) && command.out.empty()) refuse(words, "usage_out", {});
}

}  // namespace

std::optional<Language> asked_language(const std::vector<std::string>& arguments) {
  std::optional<Language> asked;
  const auto understand = [&](std::string_view value) {
    if (value == "en") asked = Language::en;
    if (value == "id") asked = Language::id;
  };
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].starts_with("--lang=")) understand(arguments[i].substr(7));
    if (arguments[i] == "--lang" && i + 1 < arguments.size()) understand(arguments[i + 1]);
  }
  return asked;
}

std::variant<Command, Answer> parse_command_line(const std::vector<std::string>& arguments,
                                                 const Catalogue& words) {
  Grammar grammar(words);
  try {
    grammar.app().parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    return Answer{grammar.app().help()};
  } catch (const CLI::CallForVersion& version) {
    return Answer{std::string(version.what()) + "\n"};
  } catch (const CLI::ParseError& error) {
    refuse_error(error, grammar, words);
  }
  const Command command = grammar.command();
  require_out(command, words);
  return command;
}

}  // namespace rawan::engine
