#include "rawan/io/layer_pieces.h"

#include "shape_box.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

namespace rawan::io {
namespace {

/// One of the same alternative, with nothing in it.
template <class Variant>
Variant emptied(const Variant& values) {
  return std::visit([](const auto& list) -> Variant { return std::decay_t<decltype(list)>{}; },
                    values);
}

LayerPieces one_piece(std::shared_ptr<const Layer> layer) {
  return {.head = head_of(*layer),
          .rows = layer->size(),
          .box = extent_of(*layer),
          .count = 1,
          .piece = [layer = std::move(layer)](std::size_t) { return layer; }};
}

}  // namespace

Layer head_of(const Layer& layer) {
  Layer head{.name = layer.name,
             .title = layer.title,
             .description = layer.description,
             .shapes = emptied(layer.shapes),
             .columns = {}};
  for (const Column& column : layer.columns) {
    head.columns.push_back({.name = column.name,
                            .alias = column.alias,
                            .values = emptied(column.values),
                            .kind = column.kind,
                            .decimals = column.decimals});
  }
  return head;
}

GeoBox extent_of(const Layer& layer) {
  GeoBox box;
  std::visit(
      [&](const auto& shapes) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(shapes)>, std::monostate>) {
          for (const auto& shape : shapes) extend(box, box_of(shape));
        }
      },
      layer.shapes);
  return box;
}

std::set<std::string> texts_in(const LayerPieces& layer, const std::string& column) {
  const auto known = layer.texts.find(column);
  if (known != layer.texts.end()) return known->second;
  std::set<std::string> texts;
  for (std::size_t i = 0; i < layer.count; ++i) add_texts(*layer.piece(i), column, texts);
  return texts;
}

void add_texts(const Layer& piece, const std::string& column, std::set<std::string>& texts) {
  for (const Column& own : piece.columns) {
    if (own.name != column) continue;
    for (const auto& text : std::get<Texts>(own.values)) {
      if (text && !texts.contains(*text)) texts.insert(*text);
    }
  }
}

bool same_head(const Layer& a, const Layer& b) {
  const auto same_column = [](const Column& x, const Column& y) {
    return x.name == y.name && x.alias == y.alias && x.values.index() == y.values.index() &&
           x.kind == y.kind && x.decimals == y.decimals;
  };
  return a.name == b.name && a.title == b.title && a.description == b.description &&
         a.shapes.index() == b.shapes.index() &&
         std::ranges::equal(a.columns, b.columns, same_column);
}

std::vector<LayerPieces> pieces_of(std::span<const Layer> layers) {
  std::vector<LayerPieces> all;
  all.reserve(layers.size());
  for (const Layer& layer : layers) {
    all.push_back(one_piece(std::shared_ptr<const Layer>(std::shared_ptr<const Layer>(), &layer)));
  }
  return all;
}

LayerPieces whole_of(Layer layer) {
  return one_piece(std::make_shared<const Layer>(std::move(layer)));
}

}  // namespace rawan::io
