#include "pdf_language.h"

#include "rawan/io/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

namespace rawan::io {
namespace {

[[noreturn]] void refuse() {
  throw OutputError("pdf", {}, "catalog");
}

std::size_t place_of(std::string_view pdf, std::string_view what, std::size_t from = 0) {
  const std::size_t at = pdf.find(what, from);
  if (at == std::string_view::npos) refuse();
  return at;
}

long number_after(std::string_view pdf, std::size_t from) {
  const std::size_t at = std::min(pdf.size(), pdf.find_first_not_of(" \r\n", from));
  long number = 0;
  const auto read = std::from_chars(pdf.data() + at, pdf.data() + pdf.size(), number);
  if (read.ec != std::errc{}) refuse();
  return number;
}

}  // namespace

std::string with_language(std::string pdf, const std::string& language) {
  constexpr std::string_view kStart = "startxref";
  constexpr std::string_view kRoot = "/Root";
  const std::size_t start = pdf.rfind(kStart);
  if (start == std::string::npos) refuse();
  const long table = number_after(pdf, start + kStart.size());
  const std::size_t trailer = place_of(pdf, "trailer", static_cast<std::size_t>(table));
  const std::size_t open = place_of(pdf, "<<", trailer);
  const std::string entries = pdf.substr(open + 2, place_of(pdf, ">>", open) - open - 2);
  const long root = number_after(entries, place_of(entries, kRoot) + kRoot.size());
  const std::size_t catalog = place_of(pdf, fmt::format("\n{} 0 obj\n", root)) + 1;
  std::string object = pdf.substr(catalog, place_of(pdf, "endobj\n", catalog) + 7 - catalog);
  object.insert(
      place_of(object, "<<") + 2,
      fmt::format(" /Lang ({})\n   /ViewerPreferences << /DisplayDocTitle true >>\n  ", language));
  const std::size_t at = pdf.size();
  pdf += object;
  const std::size_t next_table = pdf.size();
  pdf += fmt::format("xref\n{} 1\n{:010} 00000 n \ntrailer\n<<{}   /Prev {}\n>>\nstartxref\n{}\n",
                     root, at, entries, table, next_table);
  return pdf + "%%EOF\n";
}

}  // namespace rawan::io
