package import Architecture
import CapabilityModel
import ExactIntegers
package import MachineModel
package import Subjects

/// The Model's harts, started and driven in the terms of ``HartSubject``.
extension HartGroup {
  private static let memory: Integer = 0x8000_0000

  /// The harts at their start.
  package init(_ start: HartStart) {
    let format = Format.cc128
    let size = Page.size * Integer(start.frames)
    var state = MachineState(
      format: format, programCounter: 0,
      memory: TaggedMemory(ranges: [Bounds(base: Self.memory, top: Self.memory + size)]))
    for number in UInt8(1)...31 {
      state.registers[number] = start.registers[number].map(format.capability) ?? format.null
    }
    state.programCounterCapability = format.capability(start.programCounter)
    var table = PageTable()
    for page in start.pages { table[page.address] = page.inModel(memory: Self.memory) }
    state.pageTable = table
    self.init(count: start.harts, startingAs: state)
  }

  /// Lets the next thing happen, with each instruction fetched through the same capability.
  ///
  /// - Parameter isTaken: where a rule leaves a freedom, whether what is allowed is what is to happen.
  package mutating func perform(
    _ step: HartStep, through code: CapabilityBits, choosing isTaken: (TraceRecord) -> Bool = { _ in true }
  ) -> HartRecord? {
    switch step {
    case .setPage(let page):
      setPage(page.inModel(memory: Self.memory), at: page.address)
      return nil
    case .execute(let hart, let word):
      let record = self.step(injecting: word, through: Format.cc128.capability(code), on: Int(hart)) {
        isTaken(TraceRecord($0))
      }
      var trace = TraceRecord(record.step)
      if trace.trap { trace.nextProgramCounter = trace.programCounter }
      return HartRecord(trace: trace, arrival: record.arrival.map { $0 == .kernel ? .kernel : .fault })
    }
  }
}

extension SharedPage {
  fileprivate var address: Integer { Page.size * Integer(number) }

  fileprivate func inModel(memory: Integer) -> Page? {
    guard let frame else { return nil }
    var page = Page(
      frame: memory + Page.size * Integer(frame), isReadable: isReadable, isWritable: isWritable, isExecutable: false,
      loadPolicy: loadPolicy, storePolicy: storePolicy)
    page.isKernelEntry = isKernelEntry
    return page
  }
}
