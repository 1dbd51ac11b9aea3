import Architecture
import Emulator
import ForkKernel

/// The program of hostile processes: text that goes round in circles, and memory with whatever calls take by reference.
enum HostileImage {
  static let name = "program"
  static let regionSizeLog2: UInt8 = 16

  // Where things lie, in bytes from the start of the region.
  static let strings: [UInt64] = [0x1000, 0x1010, 0x1020, 0x1030, 0x1040, 0x1050, 0x1800]
  static let times: [UInt64] = [0x1100, 0x1110, 0x1120]
  static let words: [UInt64] = [0x1200, 0x1210, 0x1220]
  static let queueAttributes: [UInt64] = [0x1300]
  static let pollEntries: [UInt64] = [0x1400]
  static let vectors: [UInt64] = [0x1500, 0x1520]
  static let actions: [UInt64] = [0x1600, 0x1640, 0x1680]
  static let argumentLists: [UInt64] = [0x1700, 0x1720]
  static let buffers: [UInt64] = [0x2000, 0x2800, 0x3FF8, 0x4000, 0x5000, 0x6000, 0x7F00]

  static var image: Image {
    var text: [UInt8] = []
    for _ in 0..<1024 { text += [0x6F, 0, 0, 0] }
    var image = Image(
      regionSizeLog2: regionSizeLog2,
      segments: [
        .init(.text, pages: 1, contents: text), .init(.globalOffsetTable, pages: 1, contents: fixtures),
        .init(.data, pages: 2), .init(.readOnlyData, pages: 1), .init(.sharedMapping, pages: 1),
        .init(.heap, pages: 2), .init(.stack, pages: 2),
      ])
    for (index, vector) in vectors.enumerated() {
      image.pointers[vector] = Pointer(target: 0x2000, length: UInt64(64 << (4 * index)), permissions: .readWrite)
    }
    image.pointers[actions[0]] = Pointer(target: 0, length: 4096, permissions: .code)
    image.pointers[argumentLists[0]] = Pointer(target: 0x1000, length: 16, permissions: .readOnly)
    image.pointers[argumentLists[1]] = Pointer(target: 0x1010, length: 3, permissions: .readOnly)
    for register in [UInt8(18), 20] {
      image.registers[register] = Pointer(target: 0x1000, length: 0x9000, permissions: .readWrite)
    }
    image.registers[2] = Pointer(target: 0x8000, length: 0x2000, permissions: .readWrite, address: 0xA000)
    image.registers[19] = Pointer(target: 0x4000, length: 0x1000, permissions: .readOnly)
    image.registers[1] = Pointer(target: 0, length: 4096, permissions: .code)
    return image
  }

  /// A capability for all of the memory that the program starts with, where it has been lost.
  static func everything(of region: RegionView) -> MachineCapability {
    MachineCapability.root.withAddress(region.base &+ 0x1000).withBounds(length: 0x9000).capability
      .withPermissions(and: Set<Permission>.readWrite.reduce(0) { $0 | 1 << UInt64($1.rawValue) })
  }

  /// The page of what calls take by reference.
  private static var fixtures: [UInt8] {
    var page = [UInt8](repeating: 0, count: 4096)
    func put(_ bytes: [UInt8], _ address: UInt64) {
      page.replaceSubrange(Int(address - 0x1000)..<Int(address - 0x1000) + bytes.count, with: bytes)
    }
    func integers(_ values: Int64...) -> [UInt8] {
      values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * Int64($0))) } }
    }
    for (address, string) in zip(
      strings, [name, "f", "/object", "/queue", "victim", "/", "/" + String(repeating: "x", count: 300)])
    {
      put(Array(string.utf8), address)
    }
    put(integers(0, 10), times[0])
    put(integers(1, 0), times[1])
    put(integers(-1, 0), times[2])
    put(integers(3, 12), words[0])
    put(integers(0x6008_3007, 0), words[1])
    put(integers(0, 3, 64, 0), queueAttributes[0])
    put([0, 0, 0, 0, 5, 0, 0, 0, 3, 0, 0, 0, 5, 0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0], pollEntries[0])
    put(integers(64), vectors[0] + 16)
    put(integers(1024), vectors[1] + 16)
    put([1], actions[1])
    return page
  }
}
