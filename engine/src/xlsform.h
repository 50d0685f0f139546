#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace rawan::engine {

/// A text in Indonesian and in English, in this order; both empty: none.
using BothTexts = std::array<std::string, 2>;

/// One row of an XLSForm's sheet `survey`.
struct FormRow {
  std::string type;  ///< "select_one place_type", "geopoint", "begin_group", ...
  std::string name = {};
  BothTexts label = {};
  BothTexts hint = {};
  std::string required = {};    ///< "yes", an expression, or empty.
  std::string relevant = {};    ///< Shown only where this holds.
  std::string constraint = {};  ///< What an answer `.` must fulfil.
  BothTexts constraint_message = {};
  std::string appearance = {};
  std::string calculation = {};
  std::string standard = {};  ///< Column `default`.
};

struct FormChoice {
  std::string list;
  std::string name;
  BothTexts label;
};

/// A form for KoboToolbox and ODK.
struct XlsForm {
  BothTexts title;
  std::string id;
  std::string version;
  std::vector<FormRow> survey;
  std::vector<FormChoice> choices;
};

/// The form for patrol reports. Every answer is a code, a number, a date, a time or a point: there
/// is no question for a name, a number of identity or telephone, an address or a story, and none
/// that the reader of reports would not read. Consent comes first; private places get no point.
XlsForm report_form();

/// @throws OutputError
void write_xlsform(const std::filesystem::path& path, const XlsForm& form);

}  // namespace rawan::engine
