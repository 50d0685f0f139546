#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/kde.h"
#include "rawan/algorithms/line_network.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// How a kernel passes a node where n edges meet (Okabe, Satoh & Sugihara 2009).
enum class NetworkKernel : std::uint8_t {
  simple,         ///< The kernel of the shortest way. Multiplies mass at every junction.
  discontinuous,  ///< Equal split: each of the n - 1 edges ahead gets 1 / (n - 1). Jumps at nodes.
  continuous      ///< Equal split: 2 / n ahead and 2 / n - 1 back, which may be negative.
};

/// What becomes of mass that arrives at the end of a road. The simple kernel knows no such mass.
enum class DeadEnd : std::uint8_t {
  reflects,  ///< It turns back: nothing is lost.
  absorbs    ///< It is lost, as beyond the border of a map.
};

struct NetworkDensityOptions {
  NetworkKernel method = NetworkKernel::continuous;
  Kernel kernel = Kernel::quartic;
  Meters bandwidth{};  ///< The reach along the network. Gaussian: sigma, cut at 6.5 sigma.
  DeadEnd dead_end = DeadEnd::reflects;
};

/// The kernel on an endless line, per meter: h and u = d / h give 1 / 2h (uniform), (1 - u) / h,
/// 3 / 4h (1 - u^2), 15 / 16h (1 - u^2)^2, 35 / 32h (1 - u^2)^3; each integrates to 1 over both
/// sides. @throws ContractViolation if the bandwidth is not positive or the distance negative.
double line_kernel(Kernel kernel, Meters bandwidth, Meters distance);

/// Kernel density along a network, per meter, at places on it.
///
/// The equal-split methods add up all walks from event to place, also around blocks and (for
/// `continuous`) back from nodes, as long as the bandwidth reaches; discontinuous walks turn only
/// at dead ends. With dead ends that reflect, the integral over the network is the sum of weights;
/// for `simple` it is not. An event in a node belongs to all n edges alike: `discontinuous` begins
/// with 2 / n on each. Isolated parts of the network know nothing of each other.
///
/// @param events on the network (`LineNetwork::nearest`), in any order: the answer has the same
///        bits. @param weights one per event, or empty for 1 each.
/// @param places where the density is wanted, such as the centers of lixels.
/// @return one value per place.
/// @throws ContractViolation if sizes differ, a number is not finite, a position is not on the
///         network or the bandwidth is not positive.
///
/// Cost: simple, events x places in reach. Equal split: as long as they are few, walks x places on
/// an edge; otherwise, per 128 near edges with events, 4096 x edges and places in reach, however
/// finely streets are meshed and however many events there are. Then walks are added up on a
/// lattice of lengths of reach / 4096: each node on the way adds at most (reach / 8192)^2 to the
/// variance of a length and nothing to its mean. So smooth kernels (quartic, triweight, Gaussian)
/// err by less than 1e-6 of the sum of the single kernels' peaks while the reach is some ten
/// streets, and a kink or step of the others is blurred by some reach / 4096. Stretches shorter
/// than reach / 2^20 are passed as if they were that long. Memory: the network, the places and, per
/// thread, at most 64 KB per edge in reach.
///
/// Okabe, A., Satoh, T. and Sugihara, K. (2009). A kernel density estimation method for networks,
/// its computational method and a GIS-based tool. Int. J. of Geographical Information Science 23.
/// Okabe, A. and Sugihara, K. (2012). Spatial Analysis along Networks. Wiley, chapter 9.
std::vector<double> network_density(const LineNetwork& network,
                                    std::span<const NetworkPosition> events,
                                    std::span<const double> weights,
                                    std::span<const NetworkPosition> places,
                                    const NetworkDensityOptions& options,
                                    const Control& control = {});

}  // namespace rawan
