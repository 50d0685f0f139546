#include "rawan/io/error.h"
#include "xlsform.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cstdint>

namespace rawan::engine {
namespace {

using Cells = std::vector<std::string>;

const Cells kSurveyHead{"type",
                        "name",
                        "label::Indonesia (id)",
                        "label::English (en)",
                        "hint::Indonesia (id)",
                        "hint::English (en)",
                        "required",
                        "relevant",
                        "constraint",
                        "constraint_message::Indonesia (id)",
                        "constraint_message::English (en)",
                        "appearance",
                        "calculation",
                        "default"};
const Cells kChoicesHead{"list_name", "name", "label::Indonesia (id)", "label::English (en)"};
const Cells kSettingsHead{"form_title", "form_id", "version", "default_language"};

Cells cells_of(const FormRow& row) {
  const auto& rule = row.constraint_message;
  return {row.type,    row.name,       row.label[0],    row.label[1],   row.hint[0],
          row.hint[1], row.required,   row.relevant,    row.constraint, rule[0],
          rule[1],     row.appearance, row.calculation, row.standard};
}

Cells cells_of(const FormChoice& choice) {
  return {choice.list, choice.name, choice.label[0], choice.label[1]};
}

/// A workbook that is closed, or given up, exactly once.
class Workbook {
 public:
  explicit Workbook(const std::filesystem::path& path)
      : path_(path.string()), book_(workbook_new(path_.c_str())) {
    if (book_ == nullptr) throw io::OutputError("write_failed", {path_});
    // A fixed date of creation: equal forms are equal files.
    lxw_doc_properties properties{};
    properties.created = 1'577'836'800;
    workbook_set_properties(book_, &properties);
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
  }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;
  ~Workbook() {
    if (book_ != nullptr) workbook_close(book_);
  }

  void add_sheet(const char* name, const Cells& head, const std::vector<Cells>& rows) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, name);
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(head.size() - 1), 28, nullptr);
    write_row(sheet, 0, head, bold_);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      write_row(sheet, static_cast<lxw_row_t>(i + 1), rows[i], nullptr);
    }
  }

  void close() {
    lxw_workbook* book = std::exchange(book_, nullptr);
    if (workbook_close(book) != LXW_NO_ERROR) throw io::OutputError("write_failed", {path_});
  }

 private:
  static void write_row(lxw_worksheet* sheet, lxw_row_t row, const Cells& cells,
                        lxw_format* format) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].empty()) continue;
      worksheet_write_string(sheet, row, static_cast<lxw_col_t>(i), cells[i].c_str(), format);
    }
  }

  std::string path_;
  lxw_workbook* book_;
  lxw_format* bold_ = nullptr;
};

}  // namespace

void write_xlsform(const std::filesystem::path& path, const XlsForm& form) {
  std::vector<Cells> survey;
  for (const FormRow& row : form.survey) survey.push_back(cells_of(row));
  std::vector<Cells> choices;
  for (const FormChoice& choice : form.choices) choices.push_back(cells_of(choice));

  Workbook book(path);
  book.add_sheet("survey", kSurveyHead, survey);
  book.add_sheet("choices", kChoicesHead, choices);
  book.add_sheet("settings", kSettingsHead,
                 {{form.title[0], form.id, form.version, "Indonesia (id)"}});
  book.close();
}

}  // namespace rawan::engine
