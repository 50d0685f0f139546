#pragma once

#include "rawan/io/error.h"
#include "rawan/io/issue.h"
#include "support/temp_dir.h"
#include "targets.h"

#include <filesystem>
#include <string>

namespace rawan::fuzz {

/// A file of these bytes, in a directory of its own.
class File {
 public:
  File(Bytes bytes, const std::string& name);
  std::string path() const { return path_.string(); }
  const std::filesystem::path& folder() const { return directory_.path(); }

 private:
  testing::TempDir directory_;
  std::filesystem::path path_;
};

/// Files that are one input together. Packed one after the other: a byte with the length of the
/// name, the name, three bytes with the length of the content (low one first), the content. Names
/// that are no plain ones end the folder, what ends too early is cut.
class Folder {
 public:
  /// @param name of the folder itself.
  Folder(Bytes packed, const std::string& name);
  const std::filesystem::path& path() const { return path_; }

 private:
  testing::TempDir directory_;
  std::filesystem::path path_;
};

/// Every record found ends in one of the four ways, or the file is refused with a reason.
template <class Read>
void expect_sums(const Read& read) {
  io::Ledger ledger;
  try {
    read(ledger);
  } catch (const io::InputError&) {
    return;
  }
  ledger.prove_complete();
}

/// The file as a table of reports.
void judge_reports(const std::string& path);
/// The file as boundaries of villages.
void judge_villages(const std::string& path);
/// The file as what the tools take, all of it kept.
void judge_features(const std::string& path);
/// A table whose coordinates, in degrees, are in the columns x and y.
void judge_table_of_points(const std::string& path);

}  // namespace rawan::fuzz
