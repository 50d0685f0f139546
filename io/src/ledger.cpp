#include "rawan/io/error.h"
#include "rawan/io/issue.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace rawan::io {

SourceId Ledger::open(std::string role, std::string file, std::string layer,
                      std::uint64_t independent_count) {
  sources_.push_back({.role = std::move(role),
                      .file = std::move(file),
                      .layer = std::move(layer),
                      .independent_count = independent_count});
  return SourceId(static_cast<std::uint32_t>(sources_.size() - 1));
}

void Ledger::note(Issue issue) {
  issues_.push_back(std::move(issue));
}

void Ledger::close(RecordRef record, Outcome outcome) {
  ++sources_[static_cast<std::size_t>(record.source)].outcomes[static_cast<std::size_t>(outcome)];
}

std::vector<Issue> Ledger::issues() const {
  return Ledger(*this).take_issues();
}

std::vector<Issue> Ledger::take_issues() {
  std::ranges::sort(issues_, {}, [](const Issue& issue) {
    return std::tie(issue.record, issue.column, issue.reason);
  });
  return std::exchange(issues_, {});
}

void Ledger::prove_complete() const {
  for (const SourceCount& source : sources_) {
    if (source.total() == source.independent_count) continue;
    throw InputError(
        "count_mismatch", {.file = source.file, .layer = source.layer},
        std::to_string(source.total()) + " / " + std::to_string(source.independent_count));
  }
}

Outcome outcome_of(const std::vector<Issue>& issues) {
  Outcome worst = Outcome::accepted;
  for (const Issue& issue : issues) worst = std::max(worst, issue.effect);
  return worst;
}

}  // namespace rawan::io
