import Architecture
import ForkKernel
import Subjects

extension Image {
  /// The image of process 0 of a world.
  init(_ world: ForkWorld) {
    self.init(
      regionSizeLog2: world.regionSizeLog2,
      segments: world.segments.map { segment in
        let isFilled = segment.kind == .text || segment.kind == .readOnlyData
        return Segment(segment.kind, pages: segment.pages, filler: isFilled ? 0x13 : 0)
      })
    let data = areas.filter { [.globalOffsetTable, .data, .heap].contains($0.kind) }
    if let first = data.first, let last = data.last {
      registers[18] = Pointer(pages: first.pages.lowerBound..<last.pages.upperBound, permissions: .readWrite)
    }
    if let text = areas.first(where: { $0.kind == .text }) {
      registers[19] = Pointer(pages: text.pages, permissions: .code)
    }
  }
}

extension Pointer {
  fileprivate init(pages: Range<Int>, permissions: Set<Permission>) {
    self.init(
      target: UInt64(pages.lowerBound) * 4096, length: UInt64(pages.count) * 4096, permissions: permissions)
  }
}
