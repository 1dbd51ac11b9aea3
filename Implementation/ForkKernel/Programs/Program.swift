import Emulator

/// A program that processes can execute: its image, and the frames that all of them share.
struct Program: Sendable {
  /// The image.
  let image: Image
  /// The frames of the pages that nobody can write and that hold no capabilities, by their pages. The kernel keeps
  /// them for as long as it knows the program.
  var frames: [Int: UInt32] = [:]

  /// The pages whose frames can be shared.
  var sharedPages: [Int] {
    let withCapabilities = Set(
      (image.pointers.keys.map(\.self) + image.kernelEntries.map(\.offset)).map { Int($0 / 4096) })
    return zip(image.areas, image.segments).flatMap { area, segment in
      PageRights(segment.kind).contains(.write) ? [] : area.pages.filter { !withCapabilities.contains($0) }
    }
  }

  /// How many frames a process that executes it has to have reserved.
  var needed: Int { image.segments.reduce(0) { $0 + $1.pages } - frames.count }
}
