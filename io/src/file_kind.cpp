#include "file_kind.h"

#include "rawan/io/error.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <optional>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

constexpr std::size_t kHeadBytes = 65536;

struct Magic {
  std::string_view bytes;
  FileKind kind;
};

constexpr std::array kMagics{
    Magic{"PK\x03\x04"sv, FileKind::xlsx},
    Magic{"SQLite format 3\0"sv, FileKind::geopackage},
    Magic{"fgb\x03"sv, FileKind::flatgeobuf},
    Magic{"\x00\x00\x27\x0a"sv, FileKind::shapefile},
    Magic{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, FileKind::ole},
    Magic{"%PDF"sv, FileKind::other},
    Magic{"\x89PNG"sv, FileKind::other},
    Magic{"\x1f\x8b"sv, FileKind::other},
    Magic{"PK\x05\x06"sv, FileKind::other},
};

struct Extension {
  std::string_view name;
  FileKind kind;
};

constexpr std::array kExtensions{
    Extension{".csv", FileKind::delimited_text},
    Extension{".tsv", FileKind::delimited_text},
    Extension{".txt", FileKind::delimited_text},
    Extension{".psv", FileKind::delimited_text},
    Extension{".tab", FileKind::delimited_text},
    Extension{".xlsx", FileKind::xlsx},
    Extension{".xlsm", FileKind::xlsx},
    Extension{".xls", FileKind::ole},
    Extension{".gpkg", FileKind::geopackage},
    Extension{".geojson", FileKind::geojson},
    Extension{".json", FileKind::geojson},
    Extension{".geojsonl", FileKind::geojson_lines},
    Extension{".ndjson", FileKind::geojson_lines},
    Extension{".geojsons", FileKind::geojson_lines},
    Extension{".fgb", FileKind::flatgeobuf},
    Extension{".shp", FileKind::shapefile},
    Extension{".dbf", FileKind::dbase},
    Extension{".gdb", FileKind::file_geodatabase},
    Extension{".kml", FileKind::kml},
    Extension{".gpx", FileKind::gpx},
    Extension{".osm", FileKind::osm},
    Extension{".pbf", FileKind::osm},
    Extension{".vrt", FileKind::other},
    Extension{".shx", FileKind::other},
    Extension{".pdf", FileKind::other},
    Extension{".zip", FileKind::other},
    Extension{".kmz", FileKind::other},
};

/// "PG:", "WFS:", "CSV:", "http:" and the like, and GDAL's virtual file systems.
bool names_a_connection(const std::string& path) {
  if (path.empty() || path.starts_with("/vsi") || path.starts_with("\\vsi")) return true;
  if (path.front() == '<' || path.front() == '{') return true;
  const auto colon = path.find(':');
  if (colon == std::string::npos || colon == 0) return false;
  return std::all_of(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '+' || c == '-';
  });
}

std::string lower_extension(const std::string& path) {
  std::string extension = fs::path(path).extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

/// Archives are unpacked by people: what is unpacked by a program must be wiped by it.
bool names_an_archive(const std::string& path) {
  const std::string extension = lower_extension(path);
  return extension == ".zip" || extension == ".kmz";
}

std::optional<FileKind> promised_kind(const std::string& path) {
  const std::string extension = lower_extension(path);
  const auto* found = std::ranges::find(kExtensions, extension, &Extension::name);
  if (found == kExtensions.end()) return std::nullopt;
  return found->kind;
}

/// The text after a byte order mark and white space.
std::string_view without_leading_space(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  const auto first = head.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view{} : head.substr(first);
}

FileKind kind_of_xml(std::string_view head) {
  const std::string_view start = head.substr(0, 4096);
  if (start.find("<kml") != std::string_view::npos) return FileKind::kml;
  if (start.find("<gpx") != std::string_view::npos) return FileKind::gpx;
  if (start.find("<osm") != std::string_view::npos) return FileKind::osm;
  return FileKind::other;
}

/// Whole features one after the other, or one collection?
FileKind kind_of_json(std::string_view head) {
  const auto end = head.find('\n');
  const std::string_view line = head.substr(0, end);
  const bool one_feature = line.find("\"FeatureCollection\"") == std::string_view::npos &&
                           line.find("\"Feature\"") != std::string_view::npos;
  const bool more =
      end != std::string_view::npos && !without_leading_space(head.substr(end)).empty();
  return one_feature && more && line.find_last_not_of("\r ") != std::string_view::npos &&
                 line[line.find_last_not_of("\r ")] == '}'
             ? FileKind::geojson_lines
             : FileKind::geojson;
}

/// Text has few control bytes. Zero bytes do not count: UTF-16 is full of them, and a stray one
/// spoils a row, not a file.
bool looks_like_text(std::string_view head) {
  const auto controls = std::ranges::count_if(head, [](unsigned char c) {
    return c != 0 && c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != 0x1a;
  });
  return static_cast<std::size_t>(controls) * 50 <= head.size();
}

/// dBASE III to VFP: version byte, a plausible date, a header that ends where it says.
bool looks_like_dbase(std::string_view head) {
  if (head.size() < 65) return false;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(head[i]); };
  constexpr std::string_view versions = "\x02\x03\x30\x31\x43\x63\x83\x8b\xcb\xf5\xfb";
  const std::size_t header = byte(8) + 256U * byte(9);
  return versions.find(head[0]) != std::string_view::npos && byte(2) >= 1 && byte(2) <= 12 &&
         byte(3) >= 1 && byte(3) <= 31 && header >= 65 && header <= kHeadBytes &&
         header <= head.size() && (byte(header - 1) == 0x0d || byte(header - 2) == 0x0d);
}

bool looks_like_pbf(std::string_view head) {
  return head.substr(0, 32).find("OSMHeader") != std::string_view::npos;
}

std::string head_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw InputError("not_readable", {.file = path});
  std::string head(kHeadBytes, '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  if (file.bad()) throw InputError("not_readable", {.file = path});
  head.resize(static_cast<std::size_t>(file.gcount()));
  return head;
}

/// A workbook with a password is an OLE container with a stream of this name (UTF-16).
bool holds_encrypted_package(const std::string& path) {
  constexpr auto name = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv;
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  return bytes.find(name) != std::string::npos;
}

bool agrees(FileKind promised, FileKind found) {
  if (promised == FileKind::geojson_lines) return found == FileKind::geojson || found == promised;
  if (promised == FileKind::geojson) return found == FileKind::geojson_lines || found == promised;
  return promised == found;
}

}  // namespace

FileKind kind_of_bytes(std::string_view head) {
  for (const Magic& magic : kMagics) {
    if (head.starts_with(magic.bytes)) return magic.kind;
  }
  if (looks_like_pbf(head)) return FileKind::osm;
  if (looks_like_dbase(head)) return FileKind::dbase;
  const std::string_view text = without_leading_space(head);
  if (text.starts_with('<')) return kind_of_xml(text);
  if (text.starts_with('{') || text.starts_with('[')) return kind_of_json(text);
  return looks_like_text(head) ? FileKind::delimited_text : FileKind::other;
}

void refuse_huge(std::uintmax_t bytes, const std::string& path) {
  constexpr std::uintmax_t kMostBytes = std::uintmax_t{64} << 30U;
  if (bytes > kMostBytes) throw InputError("too_large", {.file = path});
}

FileKind kind_of_file(const std::string& path) {
  if (names_a_connection(path)) throw InputError("not_a_file_name", {.file = path});
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) throw InputError("not_found", {.file = path});
  if (error) throw InputError("not_readable", {.file = path});
  if (fs::is_directory(status) && fs::exists(fs::path(path) / "gdb", error)) {
    return FileKind::file_geodatabase;
  }
  if (!fs::is_regular_file(status)) throw InputError("not_a_file", {.file = path});
  refuse_huge(fs::file_size(path, error), path);
  const std::string head = head_of(path);
  if (head.empty()) throw InputError("empty_file", {.file = path});
  const FileKind found = kind_of_bytes(head);
  if (found == FileKind::ole && holds_encrypted_package(path)) {
    throw InputError("encrypted", {.file = path});
  }
  if (names_an_archive(path) && head.starts_with("PK")) throw InputError("archive", {.file = path});
  const auto promised = promised_kind(path);
  if (promised && !agrees(*promised, found)) throw InputError("content_mismatch", {.file = path});
  return found;
}

}  // namespace rawan::io
