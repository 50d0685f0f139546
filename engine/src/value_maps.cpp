#include "value_maps.h"

#include "layer_words.h"
#include "rawan/io/schema.h"
#include "xml_template.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

namespace rawan::engine {
namespace {

/// A column of codes. An empty table stands for every table.
struct CodedColumn {
  std::string_view table;
  std::string_view column;
  std::string_view list;  ///< Of io::code_list().
};

constexpr std::array kCoded{CodedColumn{"", "jenis_laporan", "record_type"},
                            CodedColumn{"", "jenis_lokasi", "place_type"},
                            CodedColumn{"", "persetujuan", "consent"},
                            CodedColumn{"", "rentang_waktu", "time_band"},
                            CodedColumn{"", "status_krppa", "krppa_status"},
                            CodedColumn{"jadwal_patroli", "kendaraan", "vehicle"},
                            CodedColumn{"layanan", "lingkup", "scope"},
                            CodedColumn{"pos", "instansi", "source_org"},
                            CodedColumn{"pos", "jenis", "post_type"},
                            CodedColumn{"zona_krppa", "skema", "scheme"},
                            CodedColumn{"zona_krppa", "status", "krppa_status"}};

/// Columns of several codes by blanks.
constexpr std::array kManyCodes{CodedColumn{"laporan_titik", "faktor_lingkungan", "env_factors"},
                                CodedColumn{"laporan_titik", "kategori", "issue_code"},
                                CodedColumn{"laporan_desa", "faktor_lingkungan", "env_factors"},
                                CodedColumn{"laporan_desa", "kategori", "issue_code"}};

/// How sure a figure is.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kStatuses{
    {{"final", "status.final"},
     {"sementara", "status.provisional"},
     {"disamarkan", "class.masked"},
     {"belum_ada_data", "class.nodata"}}};

/// The classes of villages: their words differ from those of any input.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kClasses{
    {{"sangat_tinggi", "class.4"},
     {"tinggi", "class.3"},
     {"sedang", "class.2"},
     {"rendah", "class.1"},
     {"belum_cukup_data", "class.insufficient"},
     {"belum_ada_data", "class.nodata"},
     {"disamarkan", "class.masked"}}};

using CodesAndWords = std::vector<std::pair<std::string, std::string>>;

template <std::size_t size>
CodesAndWords words_of(const std::array<std::pair<std::string_view, std::string_view>, size>& keys,
                       const Catalogue& words) {
  CodesAndWords pairs;
  for (const auto& [code, key] : keys) pairs.emplace_back(code, words.text(key));
  return pairs;
}

CodesAndWords codes_in(std::string_view list, const Catalogue& words) {
  const bool indonesian = words.language() == Language::id;
  CodesAndWords pairs;
  for (const io::CodeEntry& entry : io::code_list(list).entries) {
    pairs.emplace_back(entry.code, indonesian ? entry.label_id : entry.label_en);
  }
  return pairs;
}

/// Services that a place of referral may be, and the two numbers of the whole country.
CodesAndWords roles_in(const Catalogue& words) {
  CodesAndWords pairs = codes_in("referred_to", words);
  pairs.emplace_back("sapa129", words.text("contact_role.sapa129"));
  pairs.emplace_back("polri110", words.text("contact_role.polri110"));
  return pairs;
}

auto lists_of(std::string_view table, std::string_view column) {
  return std::ranges::find_if(kManyCodes, [&](const CodedColumn& coded) {
    return coded.table == table && coded.column == column;
  });
}

/// A value map knows no lists: every list of codes that the layer holds has words of its own.
CodesAndWords lists_in(const std::set<std::string>& values, std::string_view list,
                       const Catalogue& words) {
  CodesAndWords pairs;
  for (const std::string& value : values) {
    if (value.empty()) continue;
    std::istringstream codes(value);
    std::string told;
    for (std::string code; codes >> code;) {
      told += (told.empty() ? "" : "; ") + label_of(list, std::string_view(code), words);
    }
    pairs.emplace_back(value, std::move(told));
  }
  return pairs;
}

CodesAndWords codes_of(std::string_view table, std::string_view column, const Catalogue& words) {
  if (column == "kelas") return words_of(kClasses, words);
  if (table == "layanan" && column == "peran") return roles_in(words);
  if (column == "status" && table != "zona_krppa") return words_of(kStatuses, words);
  const auto found = std::ranges::find_if(kCoded, [&](const CodedColumn& coded) {
    return coded.column == column && (coded.table.empty() || coded.table == table);
  });
  return found == kCoded.end() ? CodesAndWords{} : codes_in(found->list, words);
}

std::string value_map(std::string_view column, const CodesAndWords& pairs) {
  std::string xml = fmt::format(
      "  <field name=\"{}\" configurationFlags=\"None\">\n   <editWidget type=\"ValueMap\">\n"
      "    <config>\n     <Option type=\"Map\">\n      <Option type=\"List\" name=\"map\">\n",
      escape_xml(column));
  for (const auto& [code, word] : pairs) {
    xml += fmt::format(
        "       <Option type=\"Map\">\n        <Option type=\"QString\" name=\"{}\""
        " value=\"{}\"/>\n       </Option>\n",
        escape_xml(word), escape_xml(code));
  }
  return xml + "      </Option>\n     </Option>\n    </config>\n   </editWidget>\n  </field>\n";
}

}  // namespace

std::string value_maps(const io::LayerPieces& layer, const Catalogue& words) {
  std::string xml;
  const std::string& table = layer.head.name;
  for (const io::Column& column : layer.head.columns) {
    const auto many = lists_of(table, column.name);
    const CodesAndWords pairs = many == kManyCodes.end()
                                    ? codes_of(table, column.name, words)
                                    : lists_in(io::texts_in(layer, column.name), many->list, words);
    if (!pairs.empty()) xml += value_map(column.name, pairs);
  }
  return xml;
}

bool holds_lists(std::string_view table, std::string_view column) {
  return lists_of(table, column) != kManyCodes.end();
}

}  // namespace rawan::engine
