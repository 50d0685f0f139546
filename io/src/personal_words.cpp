#include "personal_words.h"

#include "text.h"
#include "words.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

namespace rawan::io {
namespace {

using Words = std::span<const std::string_view>;

constexpr Words kTitles = kWords<
    "pak|bapak|bpk|bp|bu|ibu|ib|mbak|mas|bang|sdr|sdri|saudara|saudari|keluarga|kediaman|nik|"
    "almarhum|alm|an|rmh|nenek|kakek|tuan|nyonya|ny|milik">;
constexpr Words kPublicHouses = kWords<
    "sakit|makan|ibadah|adat|betang|panjang|kosong|potong|susun|produksi|singgah|aman|dinas|"
    "jabatan|baca|pintar|kemasan|bersalin|tahanan|walet|kaca|jaga">;
constexpr Words kTests =
    kWords<"tes|test|testing|tess|asdf|asdfg|asd|qwerty|coba|cobacoba|ujicoba|dummy|xxx|aaa">;

bool contains(Words words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

/// "ibu kota" is a capital; every other "ibu" is a person.
bool is_title(const std::vector<std::string>& words, std::size_t i) {
  const std::string_view next = i + 1 < words.size() ? std::string_view(words[i + 1]) : "";
  if (words[i] == "ibu" && (next == "kota" || next == "kotanya")) return false;
  if (words[i] == "milik" && (next == "desa" || next == "pemda" || next == "negara")) return false;
  if (words[i] == "an") return i + 1 < words.size() && i > 0;
  if (words[i] == "rumah") return !contains(kPublicHouses, next);
  return contains(kTitles, words[i]);
}

/// Runs of digits, joined over single blanks, points and dashes as numbers are written.
std::vector<std::string> digit_runs(std::string_view text) {
  std::vector<std::string> runs{""};
  std::size_t gap = 0;
  for (const char c : text) {
    if (is_digit(c)) {
      runs.back() += c;
      gap = 0;
      continue;
    }
    const bool joins = (c == ' ' || c == '-' || c == '.') && gap++ == 0;
    if (!joins && !runs.back().empty()) runs.emplace_back();
  }
  return runs;
}

bool is_personal_number(const std::string& run) {
  constexpr std::size_t kIdentityDigits = 16;
  const bool phone = (run.starts_with("08") && run.size() >= 9 && run.size() <= 14) ||
                     (run.starts_with("628") && run.size() >= 10 && run.size() <= 15);
  return phone || run.size() >= kIdentityDigits;
}

}  // namespace

bool has_personal_number(std::string_view text) {
  return std::ranges::any_of(digit_runs(text), is_personal_number);
}

bool has_personal_words(std::string_view text) {
  if (has_personal_number(text)) return true;
  const std::vector<std::string> words = tokens(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_title(words, i)) return true;
  }
  return false;
}

bool is_test_word(std::string_view text) {
  return text.size() <= 12 && contains(kTests, collapsed(text));
}

}  // namespace rawan::io
