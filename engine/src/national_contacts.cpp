#include "national_contacts.h"

#include "config_value.h"
#include "embedded.h"
#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <iterator>
#include <sstream>

namespace rawan::engine {
namespace {

struct NationalList {
  std::vector<io::Contact> contacts;
  Day compiled{};
};

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ';');) cells.push_back(cell);
  return cells;
}

NationalList read_list() {
  NationalList list;
  std::istringstream stream{std::string(embedded("data/contacts/nasional.csv"))};
  std::string line;
  std::getline(stream, line);  // The headings.
  while (std::getline(stream, line)) {
    const std::vector<std::string> cells = cells_of(line);
    expects(cells.size() == 7, "each line of the list has its seven cells");
    list.contacts.push_back({.source = {},
                             .name = cells[0],
                             .role = cells[1],
                             .phone = cells[2],
                             .whatsapp = cells[3],
                             .hours = cells[4],
                             .coverage = {},
                             .scope = "nasional",
                             .verified_on = {},
                             .location = {}});
    list.compiled = std::max(list.compiled, parse_iso_date(cells[6]).value());
  }
  return list;
}

const NationalList& list() {
  static const NationalList kList = read_list();
  return kList;
}

}  // namespace

const std::vector<io::Contact>& national_contacts() {
  return list().contacts;
}

Day national_contacts_day() {
  return list().compiled;
}

bool is_listed(const io::Contact& contact) {
  return std::ranges::any_of(national_contacts(), [&](const io::Contact& listed) {
    return contact.phone == listed.phone &&
           (contact.whatsapp.empty() || contact.whatsapp == listed.whatsapp);
  });
}

std::vector<io::Contact> with_national(std::vector<io::Contact> own) {
  std::vector<io::Contact> all;
  std::ranges::copy_if(national_contacts(), std::back_inserter(all),
                       [&](const io::Contact& listed) {
                         return std::ranges::none_of(own, [&](const io::Contact& contact) {
                           return is_listed(contact) && contact.phone == listed.phone;
                         });
                       });
  all.insert(all.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
  return all;
}

}  // namespace rawan::engine
