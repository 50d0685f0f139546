#pragma once

#include "config_sections.h"

#include <functional>
#include <type_traits>
#include <utility>

namespace rawan::engine {

// Codecs: `read(value, member)` complains or sets, `write(member)` tells the value of the file.

template <class T>
struct Real {
  Limits limits;

  std::optional<Complaint> read(const Scalar& value, T& member) const {
    double number = 0.0;
    auto complaint = read_real(value, limits, number);
    if (!complaint) member = T(number);
    return complaint;
  }
  std::optional<Scalar> write(const T& member) const {
    if constexpr (std::is_same_v<T, double>) {
      return Scalar(member);
    } else {
      return Scalar(member.value);
    }
  }
};

template <class T>
struct Integer {
  Limits limits;

  std::optional<Complaint> read(const Scalar& value, T& member) const {
    std::int64_t number = 0;
    auto complaint = read_integer(value, limits, number);
    if (complaint) return complaint;
    if constexpr (std::is_same_v<T, Minutes>) {
      member = Minutes(static_cast<std::int32_t>(number));
    } else {
      member = static_cast<T>(number);
    }
    return complaint;
  }
  std::optional<Scalar> write(const T& member) const {
    if constexpr (std::is_same_v<T, Minutes>) {
      return Scalar(std::int64_t{member.count()});
    } else {
      return Scalar(static_cast<std::int64_t>(member));
    }
  }
};

struct Boolean {
  std::optional<Complaint> read(const Scalar& value, bool& member) const {
    return read_boolean(value, member);
  }
  std::optional<Scalar> write(bool member) const { return Scalar(member); }
};

struct Text {
  bool filled = false;                   ///< The empty text is refused.
  std::size_t most = std::string::npos;  ///< Letters.

  std::optional<Complaint> read(const Scalar& value, std::string& member) const {
    auto complaint = read_text(value, most, member);
    if (!complaint && filled && member.empty()) return Complaint{"config_empty"};
    return complaint;
  }
  std::optional<Scalar> write(const std::string& member) const { return Scalar(member); }
};

struct Date {
  std::optional<Complaint> read(const Scalar& value, Day& member) const {
    return read_day(value, member);
  }
  std::optional<Scalar> write(Day member) const {
    return member == Day{} ? std::nullopt : std::optional<Scalar>(member);
  }
};

struct Clock {
  std::optional<Complaint> read(const Scalar& value, Minutes& member) const {
    return read_clock(value, member);
  }
  std::optional<Scalar> write(Minutes member) const {
    return Scalar(clock_text(member <= Minutes(24 * 60) ? member : member - Minutes(24 * 60)));
  }
};

/// One of several words; the words stand for values of an enumeration or for themselves.
template <class T>
struct Choice {
  std::vector<std::pair<std::string_view, T>> choices;

  std::optional<Complaint> read(const Scalar& value, T& member) const {
    std::vector<std::string_view> names;
    for (const auto& [name, meaning] : choices) names.push_back(name);
    std::size_t chosen = 0;
    auto complaint = read_choice(value, names, chosen);
    if (!complaint) member = choices[chosen].second;
    return complaint;
  }
  std::optional<Scalar> write(const T& member) const {
    for (const auto& [name, meaning] : choices) {
      if (meaning == member) return Scalar(std::string(name));
    }
    return {};
  }
};

/// A key with its codec and its member: a pointer to member, or a function from the table's struct.
template <class Codec, class Member>
struct KeyOf {
  std::string_view name;
  Codec codec;
  Member member;
  bool required = false;
};

template <class Codec, class Member>
KeyOf<Codec, Member> key(std::string_view name, Codec codec, Member member, bool required = false) {
  return {name, std::move(codec), std::move(member), required};
}

/// Adds keys to a section whose table number `index` is `table(config, index)`.
template <class Table, class... Keys>
void add_entries(Section& section, Table table, const Keys&... keys) {
  (section.entries.push_back(
       {keys.name, keys.required,
        [table, keys](Config& config, std::size_t index, const Scalar& value) {
          return keys.codec.read(value, std::invoke(keys.member, table(config, index)));
        },
        [table, keys](const Config& config, std::size_t index) {
          return keys.codec.write(std::invoke(keys.member, table(config, index)));
        }}),
   ...);
}

/// A section that is always there.
template <class Table, class... Keys>
Section one_section(std::string_view path, Table table, const Keys&... keys) {
  Section section{path, path, Repeat::once, {}, [](const Config&) { return std::size_t{1}; }, {}};
  add_entries(section, table, keys...);
  return section;
}

}  // namespace rawan::engine
