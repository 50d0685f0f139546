#pragma once

#include "rawan/io/companions.h"

#include <vector>

/// Numbers that hold in every kabupaten and are listed in data/contacts, with source and date. Not
/// 112: it exists only where a kabupaten runs it, so it comes from that kabupaten's own list.
namespace rawan::engine {

/// In the order of the list; their source in the ledger is none.
const std::vector<io::Contact>& national_contacts();

/// The day the list was compiled.
Day national_contacts_day();

/// Whether the list holds these very numbers: then they are printed without a call from here.
bool is_listed(const io::Contact& contact);

/// The contacts of the kabupaten with those of the list that it leaves out, which come first.
std::vector<io::Contact> with_national(std::vector<io::Contact> own);

}  // namespace rawan::engine
