#include "tools/cluster_command.h"

#include "tools/cluster_history.h"
#include "tools/cluster_tables.h"
#include "tools/tool_chart.h"
#include "tools/tool_picture.h"

#include <memory>
#include <optional>
#include <utility>

namespace rawan::engine {
namespace {

constexpr std::size_t kStretches = 30;

std::vector<std::string> inputs_of(const ClusterRequest& request) {
  std::vector<std::string> inputs{request.input.path};
  for (const std::string& path : {request.previous, request.effort}) {
    if (!path.empty()) inputs.push_back(path);
  }
  return inputs;
}

io::FeatureSet read_points(const ClusterRequest& request, const ToolContext& context,
                           ToolSummary& summary) {
  io::FeatureRequest asked{.accepted = {.points = true}, .keeps_everything = true};
  if (!request.time_column.empty()) asked.times = {request.time_column};
  if (!request.input.key.empty()) asked.texts = {request.input.key};
  return read_input(request.input, std::move(asked), context, summary);
}

/// Files are made before anything is computed.
class Job {
 public:
  Job(const ClusterRequest& request, const ToolContext& context, ToolSummary& summary)
      : request_(request),
        context_(context),
        summary_(summary),
        inputs_(inputs_of(request)),
        output_(request.output, ToolOutput::Holds::tables, inputs_, context),
        picture_(request.picture, request.output, inputs_,
                 context.words.text("table.clustered_points"), context),
        chart_(request.picture, request.output, inputs_, "clusters", context) {
    if (request.outlines.empty()) return;
    outlines_.emplace(
        OutputOptions{.path = request.outlines, .overwrite = request.output.overwrite},
        ToolOutput::Holds::tables, inputs_, context);
  }

  void run() {
    summary_.word("method", request_.method);
    io::FeatureSet set = read_points(request_, context_, summary_);
    const std::vector<double> times = times_of(set);
    context_.stage("tool.stage.compute");
    ClusterResults results;
    results.found = find_clusters(request_, set.points(), times, context_.control);
    ClusterOutlines outlines;
    if (needs_outlines()) {
      outlines = outline_clusters(request_, results.found, set.points(), context_);
    }
    const io::PackedTexts keys = set.texts.empty() ? io::PackedTexts() : set.texts.front();
    results.identity =
        identify_clusters(request_, results.found, keys, outlines.areas, set, context_, summary_);
    if (!request_.effort.empty()) {
      ClusterTest test = test_clusters(request_, results.found, times, set, context_, summary_);
      draw(test, results.found);
      results.p = std::move(test.p_values);
    }
    tell_clusters(results, summary_);
    write(set, results, std::move(outlines));
  }

 private:
  std::vector<double> times_of(const io::FeatureSet& set) const {
    if (!request_.timed()) return {};
    return {set.times.front().begin(), set.times.front().end()};
  }

  bool needs_outlines() const {
    return outlines_.has_value() || (!request_.previous.empty() && request_.input.key.empty());
  }

  /// The largest clusters of the replicates, and those observed.
  void draw(const ClusterTest& test, const FoundClusters& found) {
    if (!chart_.wanted()) return;
    chart_.distribution(histogram_of_counts(test.largest, kStretches),
                        {found.size.begin(), found.size.end()});
  }

  /// With lasting ids each outline is named by its own.
  void draw_outlines(const ClusterResults& results, const std::vector<Polygon>& areas) {
    const std::vector<std::string> labels(areas.size(), context_.words.text("table.clusters"));
    std::vector<std::string> names;
    if (!request_.previous.empty()) {
      for (const std::uint64_t id : results.identity.id) names.push_back(std::to_string(id));
    }
    picture_.borders(areas, labels, names);
  }

  void write(io::FeatureSet& set, const ClusterResults& results, ClusterOutlines outlines) {
    picture_.groups(set.shapes, results.ids_of_points(), context_.words.text("cluster.noise"));
    if (outlines_) {
      draw_outlines(results, outlines.areas);
      const io::FeatureTable areas =
          outline_table(set, results, std::move(outlines), context_, summary_);
      outlines_->write_tables(std::span(&areas, 1), summary_);
      summary_.word("outlines", request_.outlines);
    }
    const io::FeatureTable points = point_table(set, results, context_, summary_);
    output_.write_tables(std::span(&points, 1), summary_);
    picture_.write(summary_);
    chart_.write(summary_);
  }

  const ClusterRequest& request_;
  const ToolContext& context_;
  ToolSummary& summary_;
  std::vector<std::string> inputs_;
  ToolOutput output_;
  ToolPicture picture_;
  ToolChart chart_;
  std::optional<ToolOutput> outlines_;
};

}  // namespace

ToolRun declare_cluster(OptionSet& options) {
  const auto chosen = std::make_shared<ClusterRequest>();
  add_cluster_options(options, *chosen);
  return [chosen](const ToolContext& context, ToolSummary& summary) {
    check_cluster_options(*chosen, context);
    Job(*chosen, context, summary).run();
  };
}

}  // namespace rawan::engine
