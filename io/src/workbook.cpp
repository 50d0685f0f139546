#include "workbook.h"

#include "rawan/io/error.h"
#include "xml_stream.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

namespace rawan::io {
namespace {

/// A part named by another: its kind (the last word of its type) and its member of the archive.
struct Relation {
  std::string kind;
  std::string member;
};
using Relations = std::map<std::string, Relation>;

/// The kind of what lies outside of the archive, whatever it says of itself.
constexpr const char* kLink = "externalLink";

void parse(const ZipArchive& archive, const std::string& member, XmlHandler handler,
           const std::string& path) {
  XmlStream xml(std::move(handler));
  const auto refuse = [&] { throw InputError("damaged", {.file = path}); };
  archive.stream(member, [&](std::string_view piece) {
    if (!xml.feed(piece)) refuse();
    return true;
  });
  if (!xml.finish()) refuse();
}

std::string after_last(std::string_view text, char mark) {
  const auto at = text.rfind(mark);
  return std::string(at == std::string_view::npos ? text : text.substr(at + 1));
}

/// Targets are relative to the folder of the part that names them, or begin with a slash.
std::string resolve(const std::string& folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  if (target.starts_with("./")) target.remove_prefix(2);
  if (target.starts_with("../")) return std::string(target.substr(3));
  return folder + std::string(target);
}

Relations relations_of(const ZipArchive& archive, const std::string& folder,
                       const std::string& part, const std::string& path) {
  Relations relations;
  const std::string member = folder + "_rels/" + part + ".rels";
  if (!archive.contains(member)) return relations;
  XmlHandler handler;
  handler.open = [&](std::string_view name, const XmlAttributes& attributes) {
    if (name != "Relationship") return;
    const bool leads_out = attributes["TargetMode"] == "External";
    relations[std::string(attributes["Id"])] = {
        leads_out ? kLink : after_last(attributes["Type"], '/'),
        leads_out ? std::string() : resolve(folder, attributes["Target"])};
  };
  parse(archive, member, std::move(handler), path);
  return relations;
}

std::string member_of_kind(const Relations& relations, std::string_view kind) {
  for (const auto& [id, relation] : relations) {
    if (relation.kind == kind) return relation.member;
  }
  return {};
}

bool has_kind(const Relations& relations, std::string_view kind) {
  return std::ranges::any_of(relations, [&](const auto& part) { return part.second.kind == kind; });
}

bool is_true(std::string_view text) {
  return text == "1" || text == "true" || text == "on";
}

void read_sheets(Workbook& workbook, const std::string& member, const Relations& relations,
                 const std::string& path) {
  XmlHandler handler;
  handler.open = [&](std::string_view name, const XmlAttributes& attributes) {
    if (name == "workbookPr") workbook.epoch_1904 = is_true(attributes["date1904"]);
    if (name != "sheet") return;
    // "id" with a prefix is the relation; "sheetId" has no prefix and another name.
    const auto relation = relations.find(std::string(attributes["id"]));
    if (relation == relations.end() || relation->second.kind != "worksheet") return;
    const std::string_view state = attributes["state"];
    workbook.sheets.push_back({.name = std::string(attributes["name"]),
                               .member = relation->second.member,
                               .hidden = state == "hidden" || state == "veryHidden"});
  };
  parse(workbook.archive, member, std::move(handler), path);
}

unsigned number_of(std::string_view text) {
  unsigned value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

Workbook open_workbook(const std::string& path) {
  Workbook workbook{
      .archive = ZipArchive(path), .sheets = {}, .texts_member = {}, .styles_member = {}};
  const Relations top = relations_of(workbook.archive, "", "", path);
  const std::string member = member_of_kind(top, "officeDocument");
  const auto slash = member.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : member.substr(0, slash + 1);
  if (!folder.starts_with("xl") || !workbook.archive.contains(member)) {
    throw InputError("content_mismatch", {.file = path});
  }
  const Relations relations = relations_of(workbook.archive, folder, after_last(member, '/'), path);
  read_sheets(workbook, member, relations, path);
  workbook.texts_member = member_of_kind(relations, "sharedStrings");
  workbook.styles_member = member_of_kind(relations, "styles");
  workbook.has_macros = has_kind(relations, "vbaProject");
  workbook.has_links = has_kind(relations, kLink);
  if (workbook.sheets.empty()) throw InputError("damaged", {.file = path});
  return workbook;
}

SharedTexts shared_texts(const Workbook& workbook, const std::string& path) {
  SharedTexts texts;
  if (workbook.texts_member.empty()) return texts;
  bool in_text = false;
  int phonetic = 0;
  XmlHandler handler;
  handler.open = [&](std::string_view name, const XmlAttributes&) {
    if (name == "rPh") ++phonetic;
    in_text = name == "t" && phonetic == 0;
  };
  handler.close = [&](std::string_view name) {
    if (name == "rPh") --phonetic;
    in_text = false;
    if (name == "si") texts.end_text();
  };
  handler.text = [&](std::string_view piece) {
    if (in_text) texts.append(piece);
  };
  parse(workbook.archive, workbook.texts_member, std::move(handler), path);
  return texts;
}

std::vector<NumberFormat> cell_formats(const Workbook& workbook, const std::string& path) {
  std::vector<NumberFormat> formats;
  if (workbook.styles_member.empty()) return formats;
  std::map<unsigned, std::string> codes;
  bool in_cells = false;
  XmlHandler handler;
  handler.open = [&](std::string_view name, const XmlAttributes& attributes) {
    if (name == "numFmt") {
      codes[number_of(attributes["numFmtId"])] = std::string(attributes["formatCode"]);
    }
    if (name == "cellXfs") in_cells = true;
    if (name != "xf" || !in_cells) return;
    const unsigned id = number_of(attributes["numFmtId"]);
    const auto code = codes.find(id);
    formats.push_back(number_format(id, code == codes.end() ? std::string_view{} : code->second));
  };
  handler.close = [&](std::string_view name) {
    if (name == "cellXfs") in_cells = false;
  };
  parse(workbook.archive, workbook.styles_member, std::move(handler), path);
  return formats;
}

}  // namespace rawan::io
