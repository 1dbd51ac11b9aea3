import Architecture
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

/// What `execve` passes to a program: its arguments and its environment, if any were given.
///
/// They lie at the end of the stack: the strings, below them the two arrays, and the stack pointer below those. At the
/// start `a0` holds how many arguments there are, `a1` the array of their capabilities, `a2` that of the environment;
/// each array ends with null.
struct ProgramArguments: Sendable {
  /// The most bytes that strings and arrays may have.
  static let largestSize = 1 << 16

  /// The arguments.
  var strings: [[UInt8]]?
  /// The environment.
  var environment: [[UInt8]]?
  /// Bytes of all strings and arrays, with room for their alignment.
  var size = 0
}

extension Program {
  /// The program with arguments on its stack.
  ///
  /// - Throws: ``ErrorNumber/argumentListTooLong`` if they need more than half of the stack.
  func passing(_ arguments: ProgramArguments) throws(ErrorNumber) -> Program {
    guard arguments.strings != nil || arguments.environment != nil else { return self }
    var image = image
    guard let index = image.segments.firstIndex(where: { $0.kind == .stack }), let stack = image.registers[2],
      arguments.size <= image.segments[index].pages * 2048
    else { throw .argumentListTooLong }
    let pages = image.areas[index].pages
    let start = UInt64(pages.lowerBound) * 4096
    var contents = [UInt8](repeating: 0, count: pages.count * 4096)
    var end = contents.count
    var arrays: [Pointer?] = []
    for list in [arguments.strings, arguments.environment] {
      guard let list else {
        arrays.append(nil)
        continue
      }
      var pointers: [Pointer] = []
      for string in list {
        end = (end - string.count - 1) & ~15
        contents.replaceSubrange(end..<end + string.count, with: string)
        pointers.append(
          Pointer(target: start + UInt64(end), length: UInt64(string.count + 1), permissions: .readWrite))
      }
      end -= 16 * (list.count + 1)
      for (number, pointer) in pointers.enumerated() { image.pointers[start + UInt64(end + 16 * number)] = pointer }
      arrays.append(
        Pointer(target: start + UInt64(end), length: UInt64(16 * (list.count + 1)), permissions: .readWrite))
    }
    image.segments[index].contents = contents
    image.registers[11] = arrays[0]
    image.registers[12] = arrays[1]
    image.registers[2] = Pointer(
      target: stack.target, length: stack.length, permissions: stack.permissions, address: start + UInt64(end))
    return Program(image: image, frames: frames)
  }
}

/// The programs that processes can execute, by name.
extension Kernel {
  /// Lets processes execute a program: `execve` and `posix_spawn` find it under the name.
  ///
  /// Text and read-only data get their frames now, once for all who execute the program.
  ///
  /// - Throws: ``KernelError``, and nothing has changed then.
  public mutating func install(_ image: Image, as name: String) throws(KernelError) {
    try check(image)
    var program = Program(image: image)
    let pages = program.sharedPages
    guard memory.reserve(pages.count) else {
      throw .tooFewFrames(needed: pages.count, available: memory.frames.available)
    }
    for page in pages {
      program.frames[page] = memory.takeFrame(page: page, origin: .none, isReservedOnce: true, isKept: true, machine)
    }
    for (area, segment) in zip(image.areas, image.segments) {
      for page in area.pages {
        if let frame = program.frames[page] {
          memory.fill(frame, page: page - area.pages.lowerBound, of: segment, machine)
        }
      }
    }
    let name = Array(name.utf8)
    for frame in programs[name]?.frames.values ?? [:].values { memory.releaseKept(frame, machine) }
    programs[name] = program
  }

  /// Starts a program that was installed, as a child of the system process.
  ///
  /// - Throws: ``KernelError``, and nothing has changed then.
  /// - Returns: the new process.
  public mutating func start(program name: String) throws(KernelError) -> ProcessID {
    guard let program = programs[Array(name.utf8)] else { throw .noSuchProgram(name) }
    return try start(program)
  }

  /// Starts a program as a child of the system process.
  mutating func start(_ program: Program) throws(KernelError) -> ProcessID {
    guard processes.hasRoom else { throw .tooManyProcesses }
    guard files.hasRoom else { throw .tooManyFiles }
    guard memory.reserve(program.needed) else {
      throw .tooFewFrames(needed: program.needed, available: memory.frames.available)
    }
    guard let region = takeRegion(sizeLog2: program.image.regionSizeLog2) else {
      memory.withdraw(program.needed)
      throw .noRegion
    }
    let process = processes.add(Process(isStarted: true), parent: .initProcess)
    occupy(region, program, as: process)
    _ = openConsole(for: process)
    addThread(to: process, context: initialContext(of: program.image, in: process))
    return process
  }

  /// Lets a process live in a region with a program's image. The frames have been reserved.
  mutating func occupy(_ region: RegionID, _ program: Program, as process: ProcessID) {
    let image = program.image
    let home = memory.add(
      ProcessMemory(map: AddressMap(image.areas), heap: image.areas.first { $0.kind == .heap }?.pages), in: region)
    processes[process].settle(in: region, memory.regions[region], home)
    memory.map(image, sharing: program.frames, of: home, machine)
  }
}
