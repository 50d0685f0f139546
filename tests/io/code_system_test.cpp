#include "code_system.h"

#include <gtest/gtest.h>

namespace rawan::io {
namespace {

using Form = CodeText::Form;

const std::vector<CrosswalkEntry> kCrosswalk{
    {"6102040018", *parse_village_code("61.07.04.1010")},
    {"6102040014", *parse_village_code("61.07.04.1001")},
    {"6102012001", *parse_village_code("61.07.15.2001")},
};

std::string failure(const std::vector<std::string>& cells, CodeSystem declared,
                    std::span<const CrosswalkEntry> crosswalk = kCrosswalk) {
  std::vector<CodeText> codes;
  for (const std::string& cell : cells) codes.push_back(read_code(cell));
  try {
    decide_code_system(codes, declared, crosswalk, {});
  } catch (const InputError& error) {
    return error.code();
  }
  return "";
}

CodeSystem decided(const std::vector<std::string>& cells, CodeSystem declared) {
  std::vector<CodeText> codes;
  for (const std::string& cell : cells) codes.push_back(read_code(cell));
  return decide_code_system(codes, declared, kCrosswalk, {});
}

TEST(ReadCode, TellsFormsApart) {
  EXPECT_EQ(read_code("61.07.04.1001").form, Form::dotted);
  EXPECT_EQ(read_code(" 6107041001\xC2\xA0").form, Form::digits);
  EXPECT_EQ(read_code("id6102040014").form, Form::marked);
  for (const char* text : {"61", "61.07", "61.07.04", "6107", "6102040", "ID6102"}) {
    EXPECT_EQ(read_code(text).form, Form::upper_level) << text;
  }
  for (const char* text : {"", "  ", "91.15.--.----", "0", "00.00.00.0000", "-"}) {
    EXPECT_EQ(read_code(text).form, Form::placeholder) << text;
  }
  for (const char* text : {"6.107E+9", "61071001", "61.070.4.1001", "abc", "ID", "61,07,04,1001",
                           "6107041001.0", ".6107041001"}) {
    EXPECT_EQ(read_code(text).form, Form::malformed) << text;
  }
}

TEST(CodeSystem, DotsProveKemendagri) {
  EXPECT_EQ(decided({"61.07.04.1001", "", "91.15.--.----"}, CodeSystem::automatic),
            CodeSystem::kemendagri);
}

TEST(CodeSystem, BareDigitsAreProvedOnlyIfKnownInExactlyOneSystem) {
  EXPECT_EQ(decided({"6102040018", "6102040014"}, CodeSystem::automatic), CodeSystem::bps);
  EXPECT_EQ(decided({"6107041010", "6107041001"}, CodeSystem::automatic), CodeSystem::kemendagri);
  EXPECT_EQ(failure({"6102040018", "6102999999"}, CodeSystem::automatic), "code_scheme");
  EXPECT_EQ(failure({"6102040018"}, CodeSystem::automatic, {}), "code_scheme");
}

TEST(CodeSystem, BareDigitsKnownInBothProveNothing) {
  // 6102012001 is a village of Bengkayang for BPS; without dots it is also one of Mempawah.
  const std::vector<CrosswalkEntry> both{{"6102012001", *parse_village_code("61.07.15.2001")},
                                         {"6104012001", *parse_village_code("61.02.01.2001")}};
  EXPECT_EQ(failure({"6102012001"}, CodeSystem::automatic, both), "code_scheme");
}

TEST(CodeSystem, MixedFormsAreRefused) {
  EXPECT_EQ(failure({"61.07.04.1001", "6102040018"}, CodeSystem::automatic), "code_scheme");
  EXPECT_EQ(failure({"ID6102040014", "61.07.04.1001"}, CodeSystem::automatic), "code_scheme");
}

TEST(CodeSystem, ADeclarationIsHeldAgainstTheCodes) {
  EXPECT_EQ(failure({"6102040018", "6102040014"}, CodeSystem::kemendagri), "code_scheme");
  EXPECT_EQ(failure({"61.07.04.1001"}, CodeSystem::bps), "code_scheme");
  EXPECT_EQ(failure({"6107041010"}, CodeSystem::bps), "code_scheme");
  EXPECT_EQ(failure({"ID6102040014"}, CodeSystem::kemendagri), "code_scheme");
  EXPECT_EQ(decided({"6107041010", "61.07.04.1001"}, CodeSystem::kemendagri),
            CodeSystem::kemendagri);
}

TEST(CodeSystem, BpsNeedsACrosswalk) {
  EXPECT_EQ(failure({"6102040018"}, CodeSystem::bps, {}), "crosswalk_missing");
  EXPECT_EQ(failure({"ID6102040014"}, CodeSystem::automatic, {}), "crosswalk_missing");
}

TEST(CodeResolver, TranslatesBpsThroughTheCrosswalkOnly) {
  const CodeResolver resolver(CodeSystem::bps, kCrosswalk, "61.07");
  EXPECT_EQ(resolver.resolve(read_code("6102012001")).id, parse_village_code("61.07.15.2001"));
  EXPECT_EQ(resolver.resolve(read_code("6102040999")).refusal, "code_unmapped");
  EXPECT_EQ(resolver.resolve(read_code("6107041001")).refusal, "other_regency");
}

TEST(CodeResolver, RefusesABpsCodeOfSeveralVillages) {
  const std::vector<CrosswalkEntry> twofold{{"6102081003", *parse_village_code("61.07.12.2008")},
                                            {"6102081003", *parse_village_code("61.07.12.2002")}};
  const CodeResolver resolver(CodeSystem::bps, twofold, "61.07");
  EXPECT_EQ(resolver.resolve(read_code("6102081003")).refusal, "code_ambiguous");
}

TEST(CodeResolver, NamesWhyACodeIsNone) {
  const CodeResolver resolver(CodeSystem::kemendagri, {}, "61.07");
  EXPECT_EQ(resolver.resolve(read_code("61.07.04")).refusal, "not_village");
  EXPECT_EQ(resolver.resolve(read_code("61.07.04.4001")).refusal, "code_format");
  EXPECT_EQ(resolver.resolve(read_code("12.--.--.----")).refusal, "placeholder_code");
  EXPECT_EQ(resolver.resolve(read_code("61.70.04.1001")).refusal, "other_regency");
  EXPECT_EQ(resolver.resolve(read_code("61.07.04.1001")).id, parse_village_code("61.07.04.1001"));
}

}  // namespace
}  // namespace rawan::io
