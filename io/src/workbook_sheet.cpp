#include "workbook_sheet.h"

#include "choose_layer.h"
#include "rawan/io/error.h"

#include <algorithm>
#include <utility>

namespace rawan::io {
namespace {

SheetScan scan_sheet(const Workbook& workbook, const Sheet& sheet, const std::string& path) {
  SheetScan scan;
  workbook.archive.stream(sheet.member, [&](std::string_view piece) {
    scan.take(piece);
    return true;
  });
  if (!scan.complete()) {
    throw InputError("sheet_truncated", {.file = path, .layer = sheet.name});
  }
  return scan;
}

std::string list_of(const std::vector<Sheet>& sheets) {
  std::string list;
  for (const Sheet& sheet : sheets) list += (list.empty() ? "" : ", ") + sheet.name;
  return list;
}

ChosenSheet only_filled(const Workbook& workbook, const std::vector<Sheet>& visible,
                        const std::string& path) {
  std::vector<ChosenSheet> filled;
  std::vector<std::string> names;
  for (const Sheet& sheet : visible) {
    names.push_back(sheet.name);
    SheetScan scan = scan_sheet(workbook, sheet, path);
    if (visible.size() == 1 || scan.rows_below(0) > 0) {
      filled.push_back({sheet, std::move(scan), visible.size() > 1});
    }
  }
  if (filled.size() != 1) choose_layer(names, "", path);
  return std::move(filled.at(0));
}

}  // namespace

ChosenSheet choose_sheet(const Workbook& workbook, const std::string& wanted,
                         const std::string& path) {
  std::vector<Sheet> visible;
  std::vector<std::string> names;
  for (const Sheet& sheet : workbook.sheets) {
    if (!wanted.empty() && sheet.name == wanted) {
      return {sheet, scan_sheet(workbook, sheet, path), false};
    }
    if (sheet.hidden) continue;
    visible.push_back(sheet);
    names.push_back(sheet.name);
  }
  if (!wanted.empty()) choose_layer(names, wanted, path);
  if (visible.empty()) throw InputError("hidden_sheets", {.file = path}, list_of(workbook.sheets));
  return only_filled(workbook, visible, path);
}

}  // namespace rawan::io
