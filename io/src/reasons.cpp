#include "rawan/io/issue.h"

namespace rawan::io {

const std::vector<Reason>& all_reasons() {
  static const std::vector<Reason> reasons{
      {"bad_quote", Outcome::rejected},
      {"code_format", Outcome::rejected},
      {"date_invalid", Outcome::rejected},
      {"duplicate_code", Outcome::rejected},
      {"no_consent", Outcome::excluded},
      {"placeholder_code", Outcome::excluded},
  };
  return reasons;
}

}  // namespace rawan::io
