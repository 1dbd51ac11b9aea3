import Architecture
import Emulator
import ForkKernel
import Guests
import Testing

extension Kernel {
  /// Boots a kernel whose parts look at what they assert at their borders.
  init(checking configuration: KernelConfiguration) throws {
    var configuration = configuration
    configuration.checksAssertions = true
    try self.init(configuration)
  }
}

/// A kernel whose processes call it as a test says, one call at a time; between calls they do nothing.
///
/// The image has 4 pages of data, read and written, whose capability is in `s2`; a read-only page; a shared page.
struct Caller: ~Copyable {
  /// How a call ended.
  enum Answer: Hashable {
    case value(Int64)
    case failed(ErrorNumber)
    /// The thread waits inside of the call.
    case waits
    /// The process has ended.
    case ended
  }

  /// Where the data begins, in bytes from the start of the region.
  static let data: UInt64 = 0x1000
  static let readOnlyData: UInt64 = 0x5000
  static let shared: UInt64 = 0x6000

  var kernel: Kernel
  let first: ProcessID

  static var image: Image {
    var text: [UInt8] = []
    for _ in 0..<4 { text += [0x6F, 0, 0, 0] }  // a jump to itself
    var image = Image(
      regionSizeLog2: 16,
      segments: [
        .init(.text, pages: 1, contents: text), .init(.data, pages: 4), .init(.readOnlyData, pages: 1),
        .init(.sharedMapping, pages: 1), .init(.heap, pages: 2), .init(.stack, pages: 1),
      ])
    image.registers[1] = Pointer(target: 0, length: 4096, permissions: .code)
    image.registers[2] = Pointer(
      target: 0x9000, length: 4096, permissions: .readWrite, address: 0xA000)
    image.registers[18] = Pointer(target: data, length: 4 * 4096, permissions: .readWrite)
    image.registers[19] = Pointer(target: readOnlyData, length: 4096, permissions: .readOnly)
    image.registers[20] = Pointer(target: shared, length: 4096, permissions: .readWrite)
    return image
  }

  init(_ configuration: KernelConfiguration = KernelConfiguration(frames: 256)) throws {
    var kernel = try Kernel(checking: configuration)
    first = try kernel.start(Self.image)
    self.kernel = kernel
  }

  /// Lets a process make a call, and answers how it ended.
  mutating func call(_ call: SystemCall, _ arguments: MachineCapability..., as process: ProcessID? = nil) -> Answer {
    let process = process ?? first
    for (number, argument) in arguments.enumerated() { kernel.writeRegister(10 + number, argument, of: process) }
    kernel.writeRegister(5, MachineCapability(integer: 99), of: process)
    kernel.enter(call, as: process)
    return answer(as: process)
  }

  /// Goes on with the call that a process is inside of.
  mutating func answer(as process: ProcessID? = nil) -> Answer {
    let process = process ?? first
    // Each process gets its turn.
    for _ in 0..<8 where kernel.readRegister(5, of: process).address == 99 { _ = kernel.run(budget: 1) }
    guard kernel.processIDs.contains(process), kernel.exitStatus(of: process) == nil else { return .ended }
    let value = kernel.readRegister(10, of: process).address
    switch kernel.readRegister(5, of: process).address {
    case 0: return .value(Int64(bitPattern: value))
    case 1: return ErrorNumber(rawValue: Int32(truncatingIfNeeded: value)).map(Answer.failed) ?? .value(-1)
    default: return .waits
    }
  }

  /// The capability in a register of a process, moved by some bytes.
  func pointer(_ offset: UInt64 = 0, register: Int = 18, of process: ProcessID? = nil) -> MachineCapability {
    let base = kernel.readRegister(register, of: process ?? first)
    return base.withAddress(base.address + offset)
  }

  /// Writes bytes into the data of a process.
  mutating func store(_ bytes: [UInt8], at offset: UInt64, of process: ProcessID? = nil) throws {
    for (index, byte) in bytes.enumerated() {
      kernel.writeRegister(6, pointer(offset + UInt64(index), of: process), of: process ?? first)
      kernel.writeRegister(7, MachineCapability(integer: UInt64(byte)), of: process ?? first)
      let trap = kernel.execute(try Instruction(.sb, rs1: 6, rs2: 7).encoded(in: .capability), as: process ?? first)
      #expect(trap == nil)
    }
  }

  /// Writes a capability into the data of a process.
  mutating func store(_ capability: MachineCapability, at offset: UInt64, of process: ProcessID? = nil) throws {
    kernel.writeRegister(6, pointer(offset, of: process), of: process ?? first)
    kernel.writeRegister(7, capability, of: process ?? first)
    #expect(
      kernel.execute(try Instruction(.sc, rs1: 6, rs2: 7).encoded(in: .capability), as: process ?? first) == nil)
  }

  /// Reads bytes of the data of a process.
  mutating func load(_ count: Int, at offset: UInt64, of process: ProcessID? = nil) throws -> [UInt8] {
    var bytes: [UInt8] = []
    for index in 0..<count {
      kernel.writeRegister(6, pointer(offset + UInt64(index), of: process), of: process ?? first)
      let trap = kernel.execute(try Instruction(.lbu, rd: 7, rs1: 6).encoded(in: .capability), as: process ?? first)
      #expect(trap == nil)
      bytes.append(UInt8(truncatingIfNeeded: kernel.readRegister(7, of: process ?? first).address))
    }
    return bytes
  }

  /// Makes a pipe and answers its descriptors, the reader first.
  mutating func pipe(_ flags: Int64 = 0) throws -> (reader: Int64, writer: Int64) {
    #expect(call(.pipe2, pointer(), .int(flags)) == .value(0))
    let bytes = try load(8, at: 0)
    return (Int64(bytes[0]), Int64(bytes[4]))
  }
}

extension MachineCapability {
  /// An integer argument.
  static func int(_ value: Int64) -> Self { Self(integer: UInt64(bitPattern: value)) }
}
