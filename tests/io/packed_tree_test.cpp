#include "packed_tree.h"

#include "rawan/algorithms/contract.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rawan::io {
namespace {

/// A row with its box as it was, for SQLite to round it.
struct Row {
  std::int64_t row = 0;
  GeoBox box;
};

/// A database in memory with two trees: `packed` is written at once, `grown` by SQLite's own
/// module, box by box.
class Trees {
 public:
  explicit Trees(const std::vector<Row>& rows) {
    sqlite3* database = nullptr;
    EXPECT_EQ(sqlite3_open(":memory:", &database), SQLITE_OK);
    database_.reset(database);
    for (const char* tree : {"packed", "grown"}) {
      run("CREATE VIRTUAL TABLE " + std::string(tree) + " USING rtree(id, minx, maxx, miny, maxy)");
    }
    const auto bytes =
        std::stoul(answers("SELECT length(data) FROM packed_node WHERE nodeno = 1").at(0));
    std::vector<BoxedRow> boxes;
    for (const Row& r : rows) boxes.push_back(boxed(r.row, r.box));
    write(PackedTree(boxes, bytes));
    run("BEGIN");
    for (const Row& r : rows) run("INSERT INTO grown VALUES " + values_of(r));
    run("COMMIT");
  }

  void run(const std::string& sql) const {
    EXPECT_EQ(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(database_.get());
  }

  /// The first column of the answer.
  std::vector<std::string> answers(const std::string& sql) const {
    std::vector<std::string> rows;
    const auto keep = [](void* all, int, char** texts, char**) {
      static_cast<std::vector<std::string>*>(all)->emplace_back(texts[0]);
      return 0;
    };
    EXPECT_EQ(sqlite3_exec(database_.get(), sql.c_str(), keep, &rows, nullptr), SQLITE_OK)
        << sqlite3_errmsg(database_.get());
    return rows;
  }

  void expect_sound() const {
    EXPECT_EQ(answers("SELECT rtreecheck('packed')"), std::vector<std::string>{"ok"});
  }

  /// Rows that a window meets, in both trees.
  void expect_same_in(double west, double east, double south, double north) const {
    const std::string where = " WHERE maxx >= " + std::to_string(west) +
                              " AND minx <= " + std::to_string(east) +
                              " AND maxy >= " + std::to_string(south) +
                              " AND miny <= " + std::to_string(north) + " ORDER BY id";
    EXPECT_EQ(answers("SELECT id FROM packed" + where), answers("SELECT id FROM grown" + where));
  }

  static std::string values_of(const Row& r) {
    return "(" + std::to_string(r.row) + ", " + std::to_string(r.box.low.lon) + ", " +
           std::to_string(r.box.high.lon) + ", " + std::to_string(r.box.low.lat) + ", " +
           std::to_string(r.box.high.lat) + ")";
  }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
  };

  static std::string hexadecimal(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
      constexpr const char* kDigits = "0123456789abcdef";
      const auto byte = static_cast<unsigned char>(c);
      text += kDigits[byte / 16];
      text += kDigits[byte % 16];
    }
    return text;
  }

  void write(const PackedTree& tree) const {
    run("BEGIN; DELETE FROM packed_node");
    std::int64_t nodes = 0;
    tree.each_node([&](std::int64_t number, std::string_view bytes, std::int64_t parent) {
      EXPECT_EQ(number, ++nodes);
      const std::string key = std::to_string(number);
      run("INSERT INTO packed_node VALUES (" + key + ", x'" + hexadecimal(bytes) + "')");
      if (parent == 0) return;
      run("INSERT INTO packed_parent VALUES (" + key + ", " + std::to_string(parent) + ")");
    });
    std::int64_t last = 0;
    tree.each_row([&](std::int64_t row, std::int64_t node) {
      EXPECT_LT(std::exchange(last, row), row);
      run("INSERT INTO packed_rowid VALUES (" + std::to_string(row) + ", " + std::to_string(node) +
          ")");
    });
    run("COMMIT");
  }

  std::unique_ptr<sqlite3, Close> database_;
};

/// Less than `most` of them.
double hundredths(std::mt19937& random, std::uint32_t most) {
  return static_cast<std::uint32_t>(random()) % most / 100.0;
}

/// Boxes about Indonesia, in hundredths of a degree, many of them points; rows in no order.
std::vector<Row> boxes(std::size_t count) {
  std::mt19937 random(62);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < count; ++i) {
    const double lon = 95.0 + hundredths(random, 4600);
    const double lat = -11.0 + hundredths(random, 1700);
    const double width = random() % 2 == 0 ? 0.0 : hundredths(random, 50);
    rows.push_back({.row = static_cast<std::int64_t>(i * 7 % count) + 1,
                    .box = {.low = {lon, lat}, .high = {lon + width, lat + width / 2}}});
  }
  return rows;
}

class PackedTrees : public ::testing::TestWithParam<std::size_t> {};

TEST_P(PackedTrees, FindWhatTreesGrownBySqliteFind) {
  const Trees trees(boxes(GetParam()));
  trees.expect_sound();
  EXPECT_EQ(trees.answers("SELECT COUNT(*) FROM packed"),
            std::vector<std::string>{std::to_string(GetParam())});
  std::mt19937 random(7);
  for (int window = 0; window < 200; ++window) {
    // Between the hundredths where boxes end, which either tree may round.
    const double west = 95.005 + hundredths(random, 4600);
    const double south = -10.995 + hundredths(random, 1700);
    trees.expect_same_in(west, west + hundredths(random, 300), south, south + 1.0);
  }
}

TEST_P(PackedTrees, StayTreesThroughEdits) {
  const Trees trees(boxes(GetParam()));
  for (const char* tree : {"packed", "grown"}) {
    trees.run("DELETE FROM " + std::string(tree) + " WHERE id % 3 <> 0");
    for (int n = 0; n < 200; ++n) {
      trees.run("INSERT INTO " + std::string(tree) + " VALUES (" + std::to_string(100'000 + n) +
                ", 110.5, 110.6, 0.5, " + std::to_string(1 + n) + ")");
    }
  }
  trees.expect_sound();
  trees.expect_same_in(90.005, 150.005, -15.005, 300.005);
}

// One leaf, one that is full, one more, two levels that are full, one more, three.
INSTANTIATE_TEST_SUITE_P(OfSizes, PackedTrees,
                         ::testing::Values(0, 1, 51, 52, 51 * 51, 51 * 51 + 1, 6000));

TEST(PackedTree, HoldsNoShapeOutsideItsBox) {
  // None of these is a float.
  const double west = 109.1234567891;
  const double south = -7.1234567891;
  const Trees trees({{.row = 1, .box = {.low = {west, south}, .high = {west, south}}}});
  EXPECT_EQ(trees.answers("SELECT minx < 109.1234567891 AND maxx > 109.1234567891 AND"
                          " miny < -7.1234567891 AND maxy > -7.1234567891 AND"
                          " maxx - minx < 0.00002 FROM packed"),
            std::vector<std::string>{"1"});
}

TEST(PackedTree, NeedsNodesWithRoomForTwoBoxes) {
  EXPECT_THROW(PackedTree({}, 51), ContractViolation);
}

}  // namespace
}  // namespace rawan::io
