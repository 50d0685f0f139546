#pragma once

#include "support/files.h"
#include "support/temp_dir.h"

#include <cstdlib>
#include <string>
#include <sys/wait.h>
#include <vector>

namespace rawan::testing {

/// How a run of a program ended.
struct Outcome {
  int exit_code = -1;
  std::string out;
  std::string error;
};

inline std::string quoted_for_shell(const std::string& word) {
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

/// Runs a program to its end, without a terminal.
inline Outcome run_program(const std::string& program, const std::vector<std::string>& arguments) {
  const TempDir directory;
  const std::string out = (directory.path() / "out").string();
  const std::string error = (directory.path() / "error").string();
  std::string line = quoted_for_shell(program);
  for (const std::string& argument : arguments) line += " " + quoted_for_shell(argument);
  line += " </dev/null >" + quoted_for_shell(out) + " 2>" + quoted_for_shell(error);
  const int status = std::system(line.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, content_of(out), content_of(error)};
}

}  // namespace rawan::testing
