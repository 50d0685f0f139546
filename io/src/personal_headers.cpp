#include "header_match.h"
#include "text.h"
#include "words.h"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace rawan::io {
namespace {

using Words = std::span<const std::string_view>;

constexpr Words kForbidden = kWords<
    "nik|nip|kk|ktp|hp|nohp|telp|tlp|telepon|telephone|phone|mobile|wa|whatsapp|contact|"
    "email|surel|ttl|lahir|birth|ttd|signature|url|agama|religion|suku|ethnicity|plat|nopol|"
    "ayah|ortu|ip|deviceid|imei|username|address">;
constexpr Words kForbiddenBeginnings =
    kWords<"alamat|kontak|foto|photo|lampiran|bukti|dokumen|kronolog|uraian|deskripsi|tandatangan">;
constexpr Words kPlaces = kWords<
    "desa|kelurahan|kel|kampung|kecamatan|kec|distrik|lokasi|tempat|titik|kabupaten|kab|"
    "provinsi|kota|wilayah|jalan|village|district|place|location|regency|province">;

bool contains(Words words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

bool begins_with_any(Words beginnings, std::string_view word) {
  return std::ranges::any_of(beginnings,
                             [&](auto beginning) { return word.starts_with(beginning); });
}

/// "nama" and everything that begins with it, unless it names a place.
bool names_a_person(const std::vector<std::string>& words, std::size_t i) {
  // The name a server account goes by is known as `officer_ref` and not kept.
  if (words[i] == "name" && i > 0 && words[i - 1] == "submitter") return false;
  if (words[i] == "name") return i == 0 || !contains(kPlaces, words[i - 1]);
  if (!words[i].starts_with("nama")) return false;
  if (words[i] == "nama") return i + 1 == words.size() || !contains(kPlaces, words[i + 1]);
  return !begins_with_any(kPlaces, std::string_view(words[i]).substr(4));
}

bool is_personal_word(const std::vector<std::string>& words, std::size_t i) {
  const std::string& word = words[i];
  const std::string_view before = i == 0 ? std::string_view() : words[i - 1];
  if (contains(kForbidden, word) || begins_with_any(kForbiddenBeginnings, word)) return true;
  if (word == "pelaku") return before != "hubungan";
  if (word == "tua") return before == "orang";
  if (word == "id") return before == "device";
  return names_a_person(words, i);
}

}  // namespace

bool is_personal_header(std::string_view header) {
  const std::vector<std::string> words = tokens(header);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_personal_word(words, i)) return true;
  }
  // All capitals or glued words hide their parts from `tokens`.
  const std::string whole = collapsed(header);
  return begins_with_any(kForbiddenBeginnings, whole);
}

}  // namespace rawan::io
