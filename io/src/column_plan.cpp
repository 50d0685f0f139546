#include "column_plan.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>

namespace rawan::io {
namespace {

using Kind = HeaderMatch::Kind;

std::string folded(const std::string& name) {
  std::string plain;
  for (const unsigned char c : name) {
    if (std::isspace(c) == 0) plain.push_back(static_cast<char>(std::tolower(c)));
  }
  return plain;
}

struct Choice {
  std::size_t field = 0;
  std::string question;
  std::string code;
};

/// `question/choice`, if the question is a kept field of codes.
std::optional<Choice> choice_of(const std::string& name, const TableSchema& schema,
                                const HeaderMatcher& matcher) {
  const auto slash = name.rfind('/');
  if (slash == std::string::npos || slash == 0 || slash + 1 == name.size()) return std::nullopt;
  const std::string question = name.substr(0, slash);
  const HeaderMatch match = matcher(schema, question);
  if (match.kind != Kind::field) return std::nullopt;
  if (schema.fields[match.field].type != FieldType::codes) return std::nullopt;
  return Choice{match.field, question, name.substr(slash + 1)};
}

void refuse_duplicates(const std::vector<std::string>& names,
                       const std::vector<HeaderMatch>& matches, const Place& place) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty() || matches[i].kind != Kind::field) continue;
    if (seen.insert(folded(names[i])).second) continue;
    Place where = place;
    where.column = names[i];
    throw InputError("duplicate_column", where);
  }
}

void keep(ColumnPlan& plan, PlannedColumn& column, std::size_t field, const std::string& name) {
  column.kept = plan.fields.size();
  plan.fields.push_back(field);
  plan.headers.push_back(name);
}

PlannedColumn plan_one(ColumnPlan& plan, const std::string& name, const HeaderMatch& match,
                       const std::optional<Choice>& choice) {
  PlannedColumn column;
  if (name.empty()) {
    column.kind = PlannedColumn::Kind::nameless;
  } else if (match.kind == Kind::forbidden) {
    plan.forbidden.push_back(name);
  } else if (match.kind == Kind::field) {
    column.kind = PlannedColumn::Kind::keep;
    keep(plan, column, match.field, name);
  } else if (choice) {
    column.kind = PlannedColumn::Kind::choice;
    column.choice = choice->code;
    keep(plan, column, choice->field, name);
  } else {
    (match.kind == Kind::unread ? plan.unread : plan.unknown).push_back(name);
  }
  return column;
}

}  // namespace

ColumnPlan plan_columns(const std::vector<std::string>& names, const TableSchema& schema,
                        const HeaderMatcher& matcher, const Place& place) {
  if (names.size() > kMostColumns) throw InputError("too_many_columns", place);
  ColumnPlan plan;
  plan.names = names;
  std::vector<HeaderMatch> matches;
  for (const std::string& name : names) {
    matches.push_back(name.empty() ? HeaderMatch{} : matcher(schema, name));
  }
  refuse_duplicates(names, matches, place);
  std::set<std::string> present;
  for (const std::string& name : names) present.insert(folded(name));
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto choice = choice_of(names[i], schema, matcher);
    if (choice && present.contains(folded(choice->question))) choice.reset();
    plan.columns.push_back(plan_one(plan, names[i], matches[i], choice));
  }
  return plan;
}

}  // namespace rawan::io
