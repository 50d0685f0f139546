#include "referrals.h"

#include "national_contacts.h"

#include <algorithm>
#include <iterator>

namespace rawan::engine {
namespace {

constexpr std::chrono::days kFresh{180};

bool is_national(const io::Contact& contact) {
  return contact.scope == "nasional";
}

/// How much of the village's code the contact names; nothing: it serves somewhere else. A contact
/// without codes serves the whole area.
std::optional<std::size_t> nearness(const io::Contact& contact, const std::string& village) {
  if (contact.coverage.empty()) return 0;
  std::optional<std::size_t> best;
  for (const std::string& code : contact.coverage) {
    const bool inside = village == code || village.starts_with(code + ".");
    if (inside) best = std::max(best.value_or(0), code.size());
  }
  return best;
}

}  // namespace

bool is_stale(const io::Contact& contact, Day day) {
  if (is_national(contact) && is_listed(contact)) return false;
  return !contact.verified_on || day - *contact.verified_on > kFresh;
}

std::vector<io::Contact> printable_contacts(const Registers& registers, Day day) {
  std::vector<io::Contact> kept;
  std::ranges::copy_if(registers.contacts, std::back_inserter(kept),
                       [&](const io::Contact& contact) { return !is_stale(contact, day); });
  return kept;
}

std::vector<io::Contact> local_contacts(io::VillageId village, const Registers& registers,
                                        Day day) {
  const std::string code = io::to_dotted(village);
  std::vector<std::pair<std::size_t, io::Contact>> found;
  for (io::Contact& contact : printable_contacts(registers, day)) {
    const auto near = nearness(contact, code);
    if (near && !is_national(contact)) found.emplace_back(*near, std::move(contact));
  }
  std::ranges::stable_sort(found, std::greater<>(), [](const auto& entry) { return entry.first; });
  std::vector<io::Contact> contacts;
  for (auto& [near, contact] : found) contacts.push_back(std::move(contact));
  return contacts;
}

std::string reach_text(const io::Contact& contact, const Catalogue& words) {
  std::string text;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
  };
  add(contact.phone);
  if (!contact.whatsapp.empty()) {
    add(words.text("sheet.whatsapp", {{"number", contact.whatsapp}}));
  }
  add(contact.hours);
  return text;
}

}  // namespace rawan::engine
