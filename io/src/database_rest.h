#pragma once

#include <string>

namespace rawan::io {

/// Refuses a database that is not at rest. SQLite would mix a write-ahead log into what is read, or
/// roll the user's file back by its journal, and a writer could change what is being read. While
/// another process holds the file locked this waits, at most five seconds.
/// @throws InputError "input_locked", "has_wal".
void expect_at_rest(const std::string& path);

}  // namespace rawan::io
