#pragma once

#include "rawan/io/error.h"
#include "rawan/io/read_inputs.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rawan::io {

/// A code cell by its form. Its digits alone do not tell the system (domain.md 1.2).
struct CodeText {
  enum class Form : std::uint8_t {
    dotted,       ///< 61.07.04.1001: only Kemendagri writes so.
    digits,       ///< 6107041001: Kemendagri or BPS.
    marked,       ///< ID6102040014: the P-code of BPS digits.
    upper_level,  ///< A kecamatan, kabupaten or province.
    placeholder,  ///< Empty, or with dashes or only zeros where digits belong.
    malformed
  } form = Form::placeholder;
  std::string digits;  ///< Ten of them for the first three forms.
};

CodeText read_code(std::string_view cell);

/// The system of a file's codes: the declared one if the codes do not contradict it; `automatic`
/// decides if the form proves it, or if every code is known in exactly one of the systems.
/// @throws InputError "code_scheme" if it is mixed, contradicted or cannot be proved;
///         "crosswalk_missing" for BPS codes without a crosswalk.
CodeSystem decide_code_system(std::span<const CodeText> codes, CodeSystem declared,
                              std::span<const CrosswalkEntry> crosswalk, const Place& place);

/// Turns codes of a known system into village ids.
class CodeResolver {
 public:
  CodeResolver(CodeSystem system, std::span<const CrosswalkEntry> crosswalk, std::string regency);

  struct Answer {
    std::optional<VillageId> id = {};
    std::string_view refusal = {};  ///< A reason code if there is no id.
  };
  Answer resolve(const CodeText& code) const;

 private:
  Answer resolve_bps(const std::string& digits) const;

  CodeSystem system_;
  std::string regency_;
  std::multimap<std::string, VillageId> by_bps_;
};

/// "61.07.04.1001" lies in "61.07", in "61" and in "".
bool lies_in(VillageId id, std::string_view regency);

}  // namespace rawan::io
