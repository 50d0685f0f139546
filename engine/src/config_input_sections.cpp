#include "config_codecs.h"

#include <cctype>

namespace rawan::engine {
namespace {

/// The character between the fields of a CSV file.
struct Separator {
  static const std::vector<std::string_view>& choices() {
    static const std::vector<std::string_view> all{";", ",", "\t", "|"};
    return all;
  }
  std::optional<Complaint> read(const Scalar& value, std::optional<char>& member) const {
    std::size_t chosen = 0;
    auto complaint = read_choice(value, choices(), chosen);
    if (!complaint) member = choices()[chosen].front();
    return complaint;
  }
  std::optional<Scalar> write(const std::optional<char>& member) const {
    if (!member) return {};
    return Scalar(std::string(1, *member));
  }
};

struct Encoding {
  Choice<std::string> choice{
      {{"utf-8", "utf-8"}, {"utf-16", "utf-16"}, {"windows-1252", "windows-1252"}}};

  std::optional<Complaint> read(const Scalar& value, std::optional<std::string>& member) const {
    std::string chosen;
    auto complaint = choice.read(value, chosen);
    if (!complaint) member = chosen;
    return complaint;
  }
  std::optional<Scalar> write(const std::optional<std::string>& member) const {
    if (!member) return {};
    return choice.write(*member);
  }
};

/// An EPSG code, kept as text; none where it is empty.
struct Epsg {
  std::optional<Complaint> read(const Scalar& value, std::string& member) const {
    std::int64_t code = 0;
    auto complaint = read_integer(value, {1024, 32767}, code);
    if (!complaint) member = std::to_string(code);
    return complaint;
  }
  std::optional<Scalar> write(const std::string& member) const {
    if (member.empty()) return {};
    return Scalar(std::int64_t{std::stoll(member)});
  }
};

// Named, because g++ 12 ends with an internal error if a template writes them in place.
const Text kText{};
const Text kFilled{true};
const Separator kSeparator{};
const Encoding kEncoding{};
const Choice<io::CodeSystem> kCodes{{{"kemendagri", io::CodeSystem::kemendagri},
                                     {"bps", io::CodeSystem::bps},
                                     {"auto", io::CodeSystem::automatic}}};
const Choice<std::string> kDateOrder{{{"dmy", "dmy"}, {"mdy", "mdy"}, {"ymd", "ymd"}}};
const Choice<std::string> kProfile{{{"auto", "auto"},
                                    {"big-kugi", "big-kugi"},
                                    {"kode-nama", "kode-nama"},
                                    {"geoit", "geoit"},
                                    {"bps", "bps"},
                                    {"cod-ab", "cod-ab"},
                                    {"custom", "custom"}}};

/// The keys of every source that is a table, for the structs that have them.
template <class Source, class Table>
void add_table_entries(Section& section, Table table) {
  using io::TableOptions;
  const auto options = [table](auto& config, std::size_t i) -> auto& {
    return table(config, i).table;
  };
  add_entries(section, table, key("path", kFilled, &Source::path, true));
  add_entries(section, options, key("layer", kText, &TableOptions::layer),
              key("separator", kSeparator, &TableOptions::separator),
              key("encoding", kEncoding, &TableOptions::encoding));
  add_entries(section, table, key("codes", kCodes, &Source::codes),
              key("date_order", kDateOrder, &Source::date_order));
}

Section villages() {
  using io::VillageSource;
  return one_section(
      "inputs.villages", [](auto& config, std::size_t) -> auto& { return config.inputs.villages; },
      key("path", Text{true}, &VillageSource::path, true),
      key("layer", Text{}, &VillageSource::layer),
      key("profile", kProfile, &VillageSource::profile),
      key("code_column", Text{}, &VillageSource::code_column),
      key("name_column", Text{}, &VillageSource::name_column),
      key("district_column", Text{}, &VillageSource::district_column),
      key("codes", kCodes, &VillageSource::codes), key("names", Text{}, &VillageSource::names),
      key("edition", Text{}, &VillageSource::edition),
      key("max_repair_share", Real<double>{{0, 1}}, &VillageSource::max_repair_share));
}

Section reports() {
  using io::ReportSource;
  const auto table = [](auto& config, std::size_t i) -> auto& {
    return config.inputs.reports[i];
  };
  Section section{"inputs.reports",
                  "inputs.reports",
                  Repeat::many,
                  {},
                  [](const Config& config) { return config.inputs.reports.size(); },
                  [](Config& config) { config.inputs.reports.emplace_back(); }};
  add_table_entries<ReportSource>(section, table);
  const auto options = [](auto& config, std::size_t i) -> auto& {
    return config.inputs.reports[i].table;
  };
  add_entries(section, table, key("source_system", Text{}, &ReportSource::source_system),
              key("utm_epsg", Epsg{}, &ReportSource::utm_epsg));
  add_entries(section, options, key("fill_down", Boolean{}, &io::TableOptions::fill_down));
  return section;
}

/// One of the tables that may be absent.
template <class Source>
Section optional_table(std::string_view path, std::optional<Source> InputsConfig::*member) {
  const auto table = [member](auto& config, std::size_t) -> auto& {
    return *(config.inputs.*member);
  };
  Section section{path,
                  "inputs.table",
                  Repeat::optional,
                  {},
                  [member](const Config& config) {
                    return (config.inputs.*member).has_value() ? std::size_t{1} : std::size_t{0};
                  },
                  [member](Config& config) { (config.inputs.*member).emplace(); }};
  add_table_entries<Source>(section, table);
  return section;
}

Section checkins() {
  Section section = optional_table("inputs.checkins", &InputsConfig::checkins);
  add_entries(
      section, [](auto& config, std::size_t) -> auto& { return *config.inputs.checkins; },
      key("schedule", kFilled, &CheckinSource::schedule, true));
  return section;
}

/// One of the files that may be absent.
Section optional_file(std::string_view path, std::optional<FileSource> InputsConfig::*member,
                      std::string_view name = "path") {
  Section section{path,
                  path,
                  Repeat::optional,
                  {},
                  [member](const Config& config) {
                    return (config.inputs.*member).has_value() ? std::size_t{1} : std::size_t{0};
                  },
                  [member](Config& config) { (config.inputs.*member).emplace(); }};
  add_entries(
      section, [member](auto& config, std::size_t) -> auto& { return *(config.inputs.*member); },
      key(name, kFilled, &FileSource::path, true));
  return section;
}

}  // namespace

std::vector<Section> input_sections() {
  return {one_section(
              "inputs", [](auto& config, std::size_t) -> auto& { return config.inputs; },
              key("villages_attribution", Text{}, &InputsConfig::villages_attribution)),
          villages(),
          reports(),
          optional_table("inputs.patrol_log", &InputsConfig::patrol_log),
          optional_table("inputs.krppa", &InputsConfig::krppa),
          optional_table("inputs.population", &InputsConfig::population),
          optional_table("inputs.posts", &InputsConfig::posts),
          optional_table("inputs.squads", &InputsConfig::squads),
          optional_table("inputs.contacts", &InputsConfig::contacts),
          optional_table("inputs.sensitive_sites", &InputsConfig::sensitive_sites),
          checkins(),
          optional_table("inputs.crosswalk", &InputsConfig::crosswalk),
          optional_file("inputs.roads", &InputsConfig::roads),
          optional_file("inputs.speeds", &InputsConfig::speeds),
          optional_file("inputs.travel_matrix", &InputsConfig::travel_matrix),
          optional_file("overrides", &InputsConfig::overrides, "file")};
}

}  // namespace rawan::engine
