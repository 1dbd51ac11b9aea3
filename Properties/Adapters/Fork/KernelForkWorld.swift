import Architecture
import Emulator
import ForkKernel
import SystemsUnderTest

/// One world of a ``KernelForkSubject``: a kernel, and who is called what in the program.
final class KernelForkWorld {
  var kernel: Kernel
  var names = KernelForkNames()
  /// The strategy of a fork that names none.
  let strategy: ForkStrategy
  /// The processes that have ended in the present step, by their identifiers.
  fileprivate let ended = EndedProcesses()
  /// States to return to.
  var marks: [KernelForkMark] = []

  /// The name under which processes execute the world's image.
  static let program = "program"

  /// Boots a kernel and starts process 0.
  init(_ configuration: KernelConfiguration, _ image: Image) throws {
    strategy = configuration.strategy
    kernel = try Kernel(configuration)
    try kernel.install(image, as: Self.program)
    names.add(try kernel.start(program: Self.program), 0, in: kernel)
    kernel.traceHandler = { [ended] event in
      if case .exited(let pid, let status) = event { ended.statuses[pid] = status }
    }
  }

  /// What starting is answered with.
  var observationOfStart: Observation {
    guard let first = process(0) else { return .noSuchProcess }
    let region = kernel.region(of: first)
    return .started(regionBase: region.base, regionSize: 1 << UInt64(region.sizeLog2))
  }

  /// The process of a name, running or zombie.
  func process(_ name: ProcessName) -> ProcessID? { names.process(name, in: kernel) }

  // MARK: Steps

  /// Performs one step.
  func perform(_ step: ForkStep) throws -> Observation {
    if let meanwhile = step.meanwhile { return try perform(step.alone, meanwhile) }
    guard let actor = actor(of: step) else { return .noSuchProcess }
    return try perform(step.action, as: actor)
  }

  /// Performs one step with one of its allocations refused.
  func perform(_ step: ForkStep, shortAfter count: Int) throws -> ShortStep {
    kernel.refuseAllocation(after: count)
    defer { kernel.refuseAllocation(after: nil) }
    let observation = try perform(step)
    return ShortStep(refused: kernel.refusedAllocation?.rawValue, observation)
  }

  /// Asks whether everything holds that the parts of the kernel assert at their borders.
  ///
  /// - Throws: ``ForkSubjectError`` if not.
  func checkAssertions() throws {
    guard let failed = kernel.failedAssertions.first else { return }
    throw ForkSubjectError(.contradiction(failed), lastExchange: [])
  }

  /// Who makes a step, if it runs and does not wait, as a thread does that is suspended by vfork.
  func actor(of step: ForkStep) -> KernelForkActor? {
    guard let process = process(step.process), let thread = names.thread(step.thread, of: step.process),
      kernel.canAct(process, thread: thread)
    else { return nil }
    return KernelForkActor(name: step.process, process: process, thread: thread)
  }

  // MARK: Registers and calls

  /// A register of the thread that makes a step.
  func read(_ register: PointerRegister, of actor: KernelForkActor) -> MachineCapability {
    kernel.readRegister(Int(register.register), of: actor.process, thread: actor.thread)
  }

  /// Writes a register of the thread that makes a step.
  func write(_ register: UInt8, _ value: MachineCapability, of actor: KernelForkActor) {
    kernel.writeRegister(Int(register), value, of: actor.process, thread: actor.thread)
  }

  /// Makes a system call, and says what came of it; `value` reads what the call returned, if the caller has lived to
  /// see it.
  func call(
    _ call: SystemCall, _ arguments: [MachineCapability] = [], as actor: KernelForkActor,
    _ value: (UInt64) -> Observation = { _ in .done }
  ) -> Observation {
    let pid = kernel.pid(of: actor.process)
    ended.statuses.removeAll(keepingCapacity: true)
    let outcome = kernel.call(call, arguments, as: actor.process, thread: actor.thread)
    if let signal = signal(thatEnded: pid) { return .signaled(signal) }
    return switch outcome {
    case .value(let result): value(result)
    case .failure(.noSystemCall): .unsupported
    case .failure(let error): .failed(error)
    case .wouldWait: .wouldBlock
    case .capability, .elsewhere, .ended: .done
    }
  }
}

extension KernelForkWorld {
  /// The signal by which a process has ended in the present step.
  func signal(thatEnded pid: Int32) -> SignalNumber? {
    if case .signaled(let signal) = ended.statuses[pid] { signal } else { nil }
  }
}

/// How processes have ended.
private final class EndedProcesses {
  var statuses: [Int32: ExitStatus] = [:]
}

extension PointerRegister {
  /// The machine's register: s2 … s9.
  var register: UInt8 { 18 + number }
}

extension MachineCapability {
  /// An argument that is a C `int`.
  static func int(_ value: Int32) -> MachineCapability {
    MachineCapability(integer: UInt64(bitPattern: Int64(value)))
  }
}

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
      let everything = Pointer(pages: first.pages.lowerBound..<last.pages.upperBound, permissions: .readWrite)
      registers[18] = everything
      for granule in (world.pointers ?? []).map(\.granules).joined() {
        let offset = UInt64(granule) * 16
        pointers[offset] = Pointer(
          target: everything.target, length: everything.length, permissions: everything.permissions, address: offset)
      }
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
