package import Architecture
package import CapabilityModel
package import ForkModel
import Subjects

extension ForkWorld {
  /// The world in the Model's terms.
  package func inModel(_ format: Format) -> InitialWorld {
    InitialWorld(
      format: format, regionSizeLog2: Int(regionSizeLog2),
      image: ProcessImage(segments.map { ImageSegment($0.kind, pages: $0.pages) }), strategy: strategy,
      frames: frames, regions: regions, descriptors: descriptors, overcommits: overcommits == true)
  }
}
