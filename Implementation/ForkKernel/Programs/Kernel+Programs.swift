import Architecture
import Emulator

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
    guard frames.reserve(pages.count) else {
      throw .tooFewFrames(needed: pages.count, available: frames.available)
    }
    for page in pages {
      let frame = takeFrame(page: page, origin: .none)
      frames[frame].isReservedOnce = true
      frames[frame].isKept = true
      program.frames[page] = frame
    }
    for (area, segment) in zip(image.areas, image.segments) {
      for page in area.pages {
        if let frame = program.frames[page] { fill(frame, page: page - area.pages.lowerBound, of: segment) }
      }
    }
    let name = Array(name.utf8)
    for frame in programs[name]?.frames.values ?? [:].values { releaseKept(frame) }
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
    guard frames.reserve(program.needed) else {
      throw .tooFewFrames(needed: program.needed, available: frames.available)
    }
    guard let region = takeRegion(sizeLog2: program.image.regionSizeLog2) else {
      frames.withdraw(program.needed)
      throw .noRegion
    }
    var started = Process()
    started.isStarted = true
    let process = processes.add(started, parent: .initProcess)
    occupy(region, program, as: process)
    _ = openConsole(for: process)
    addThread(to: process, context: initialContext(of: program.image, in: process))
    return process
  }

  /// Lets a process live in a region with a program's image. The frames have been reserved.
  mutating func occupy(_ region: RegionID, _ program: Program, as process: ProcessID) {
    let image = program.image
    processes[process].occupy(region, regions[region])
    processes[process].memory = memories.add(
      ProcessMemory(map: AddressMap(image.areas), heap: image.areas.first { $0.kind == .heap }?.pages))
    for (area, segment) in zip(image.areas, image.segments) {
      map(segment, area, of: process, sharing: program.frames)
    }
    storeCapabilities(of: image, in: process)
  }

  /// Gives back a frame that the kernel has kept.
  mutating func releaseKept(_ frame: UInt32) {
    frames[frame].isKept = false
    releaseFrame(frame)
  }
}
